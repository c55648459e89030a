"""What has changed in a service since a version that it was started with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ParamSpec, TypeVar

from kgraph.client.questions import Ask
from kgraph.errors import InvalidParameter
from kgraph.queries.naming import shorten

P = ParamSpec("P")
T = TypeVar("T")


class AskChanges(Ask[P, T]):
    """A question whose earlier version is named by its digest: the files of the asker are not those of the service."""

    renamed = frozenset({"since"})

    def bind(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments of a call by the words of the service."""
        arguments = super().bind(args, kwargs)
        old = arguments.pop("old", None)
        if old is None:
            return arguments
        if not isinstance(old, str):
            message = "A service is asked by the version of a dataset, and knows those that it was started with."
            raise InvalidParameter(message, parameter="since", value=shorten(old))
        return {**arguments, "since": old}
