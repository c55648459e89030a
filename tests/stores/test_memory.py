"""The store in plain memory keeps the contract."""

from __future__ import annotations

import pytest

from kgraph.filters import NO_FILTERS
from kgraph.records import Dataset
from kgraph.stores import MemoryStore
from tests.stores.contract import StoreContract
from tests.stores.contract_base import MakeStore


class TestMemoryStore(StoreContract):
    """Every test of the contract, on the store in plain memory."""

    @pytest.fixture
    def make_store(self) -> MakeStore:
        return MemoryStore


def test_no_part_of_the_contract_hides_a_test_of_another() -> None:
    parts = StoreContract.__mro__[1:]
    names = [name for part in parts for name in vars(part) if name.startswith("test_")]
    assert len(names) > 50
    assert len(names) == len(set(names))


def test_questions_leave_the_store_as_it_was(article: Dataset) -> None:
    store = MemoryStore(article)
    before = {name: len(value) for name, value in vars(store).items() if isinstance(value, dict)}
    store.find_ties(["nobody"], NO_FILTERS)
    store.find_tied_claims([("nobody", "nothing"), ("china", "nobody")], NO_FILTERS, 5)
    store.count_for_entities(["nobody"])
    store.find_references(["nothing"])
    store.find_nearby_cites([("nothing", 1, 1)])
    store.count_for_sources(["nothing"])
    assert {name: len(value) for name, value in vars(store).items() if isinstance(value, dict)} == before
