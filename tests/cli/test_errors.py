"""Every error that kgraph raises on purpose has an exit status."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import kgraph.queries  # noqa: F401 - whatever it defines below KGraphError counts too
from kgraph.cli.errors import CannotListen, status_of
from kgraph.errors import KGraphError, ServiceError


def _iter_kinds(kind: type[KGraphError] = KGraphError) -> Iterator[type[KGraphError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _iter_kinds(below)


@pytest.mark.parametrize("kind", list(_iter_kinds()), ids=lambda kind: kind.__name__)
def test_every_error_has_a_status(kind):
    assert status_of(kind.__new__(kind)) == (3 if issubclass(kind, CannotListen | ServiceError) else 2)
