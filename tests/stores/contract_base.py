"""What the parts of the store contract share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from kgraph.records import Dataset
from kgraph.stores import Store

MakeStore: TypeAlias = Callable[[Dataset], Store]


class ContractBase:
    """Tests that name no store."""

    @pytest.fixture
    def make_store(self) -> MakeStore:
        """Return a function from a dataset to the store under test, filled with it."""
        raise NotImplementedError
