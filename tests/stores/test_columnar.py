"""The store over columns keeps the contract."""

from __future__ import annotations

import pytest

from kgraph.stores import build_store
from tests.stores.contract import StoreContract
from tests.stores.contract_base import MakeStore


class TestColumnStore(StoreContract):
    """Every test of the contract, on the store over columns."""

    @pytest.fixture
    def make_store(self) -> MakeStore:
        return build_store
