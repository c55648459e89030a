"""The store that the real one is compared with keeps the contract too."""

from __future__ import annotations

import pytest

from tests.stores.contract import StoreContract
from tests.stores.contract_base import MakeStore
from tests.stores.oracle import MemoryStore


class TestMemoryStore(StoreContract):
    """Every test of the contract, on the store in plain dictionaries."""

    @pytest.fixture
    def make_store(self) -> MakeStore:
        return MemoryStore


def test_no_part_of_the_contract_hides_a_test_of_another() -> None:
    parts = StoreContract.__mro__[1:]
    names = [name for part in parts for name in vars(part) if name.startswith("test_")]
    assert len(names) > 50
    assert len(names) == len(set(names))
