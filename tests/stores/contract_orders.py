"""The store contract: the orders in which claims come, and reading them page by page."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from kgraph.filters import Filters
from kgraph.stores import ClaimOrder, ClaimQuery, Store
from tests.graphs import make_claim, make_dataset, make_evidence, make_random_dataset, make_source
from tests.stores.contract_base import ContractBase, MakeStore

ORDERS: tuple[ClaimOrder, ...] = get_args(ClaimOrder)
# By id, the claims come in another order than by date or evidence.
VALID = {
    "k-day": "2023-05-10",
    "h-month": "2023-05",
    "m-year": "2023",
    "b-same-year": "2023?",
    "j-from": "2022-01/..",
    "a-later": "2023-06-01",
    "i-until": "../2021",
    "g-any-year": "XXXX-01-06",
    "f-until-later": "../2022-03",
    "d-set": "[2021-12,2030]",
    "c-undated": None,
    "l-undated": None,
}
DATED = make_dataset([make_claim(id_, "a", "b", valid=valid) for id_, valid in VALID.items()])
ONE = make_evidence(("paper-1",))
FOUNDED: dict[str, dict[str, Any]] = {
    "plain": {},
    "presupposed": {"basis": "presupposed"},
    "a-presupposed": {"basis": "presupposed"},
    "two-outlets": {"cites": ("paper-1", "paper-2")},
    "a-two-outlets": {"cites": ("paper-1", "paper-2")},
    "two-outlets-presupposed": {"cites": ("paper-1", "paper-3"), "basis": "presupposed"},
    "two-outlets-three-items": {"cites": ("paper-1", "paper-1b", "paper-2"), "basis": "presupposed"},
    "one-outlet-two-items": {"cites": ("paper-1", "paper-1b")},
    "one-outlet-three-items": {"cites": ("paper-1", "paper-1b", "paper-1c")},
    "two-passages-of-one-item": {"evidence": (ONE, make_evidence(("paper-1",), sentence=2))},
    "cited-and-read": {"evidence": (make_evidence(("paper-1", "paper-2")), make_evidence((), sentence=2))},
}
SUPPORTED = make_dataset(
    [make_claim(id_, "a", "b", **fields) for id_, fields in FOUNDED.items()],
    sources=[make_source(id_, "press-1") for id_ in ("paper-1", "paper-1b", "paper-1c")],
)
EXPECTED: dict[ClaimOrder, list[str]] = {
    "id": sorted(VALID),
    "oldest": [
        *("d-set", "j-from", "b-same-year", "m-year"),
        *("h-month", "k-day", "a-later"),
        *("i-until", "f-until-later", "g-any-year"),
        *("c-undated", "l-undated"),
    ],
    "newest": [
        *("a-later", "k-day", "h-month"),
        *("b-same-year", "m-year", "j-from", "d-set"),
        *("g-any-year", "f-until-later", "i-until"),
        *("c-undated", "l-undated"),
    ],
}


def list_ids(store: Store, order: ClaimOrder, filters: Filters | None = None) -> list[str]:
    return [claim.id for claim in store.find_claims(ClaimQuery(filters or Filters()), None, 100, order).items]


def walk(store: Store, wanted: ClaimQuery, order: ClaimOrder, limit: int) -> list[str]:
    """Return the ids of all claims, read `limit` at a time."""
    walked: list[str] = []
    more = True
    while more:
        part = store.find_claims(wanted, walked[-1] if walked else None, limit, order)
        assert part.total == store.count_claims(wanted)
        assert len(part.items) == limit or not part.more
        walked += [claim.id for claim in part.items]
        more = part.more
    return walked


class OrdersContract(ContractBase):
    """In which order a store lists claims."""

    @pytest.mark.parametrize(("order", "expected"), EXPECTED.items(), ids=EXPECTED)
    def test_claims_in_the_order_of_their_dates(
        self, make_store: MakeStore, order: ClaimOrder, expected: list[str]
    ) -> None:
        assert list_ids(make_store(DATED), order) == expected

    def test_of_two_dates_that_begin_alike_the_one_that_ends_first_is_the_older(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [make_claim(id_, "a", "b", valid=valid) for id_, valid in (("c1", "2023/.."), ("c2", "2023"))]
        )
        assert list_ids(make_store(dataset), "oldest") == ["c2", "c1"]
        assert list_ids(make_store(dataset), "newest") == ["c1", "c2"]

    def test_claims_by_evidence_more_outlets_then_more_sources_then_stated(self, make_store: MakeStore) -> None:
        assert list_ids(make_store(SUPPORTED), "evidence") == [
            "cited-and-read",
            "two-outlets-three-items",
            *("a-two-outlets", "two-outlets", "two-outlets-presupposed"),
            *("one-outlet-three-items", "one-outlet-two-items"),
            *("plain", "two-passages-of-one-item"),
            *("a-presupposed", "presupposed"),
        ]

    def test_evidence_that_is_left_out_of_account_does_not_weigh(self, make_store: MakeStore) -> None:
        found = list_ids(make_store(SUPPORTED), "evidence", Filters(exclude_source=("paper-2",)))
        assert found[:2] == ["cited-and-read", "two-outlets-presupposed"]
        assert found.index("two-outlets-three-items") < found.index("two-outlets")

    @pytest.mark.parametrize("order", ORDERS)
    @pytest.mark.parametrize("limit", [1, 2, 5, 12])
    def test_the_pages_together_are_the_list(self, make_store: MakeStore, order: ClaimOrder, limit: int) -> None:
        for dataset in (DATED, SUPPORTED):
            store = make_store(dataset)
            assert walk(store, ClaimQuery(), order, limit) == list_ids(store, order)

    @pytest.mark.parametrize("order", ORDERS)
    def test_pages_of_what_filters_and_exclusions_leave(self, make_store: MakeStore, order: ClaimOrder) -> None:
        for seed in range(6):
            store = make_store(make_random_dataset(seed))
            for filters in (Filters(hedged=False), Filters(exclude_source=("paper-1",)), Filters(min_outlets=2)):
                whole = list_ids(store, order, filters)
                assert sorted(whole) == list_ids(store, "id", filters)
                for limit in (1, 3):
                    assert walk(store, ClaimQuery(filters), order, limit) == whole

    @pytest.mark.parametrize("order", ORDERS)
    def test_a_limit_of_nought_counts_only_in_every_order(self, make_store: MakeStore, order: ClaimOrder) -> None:
        part = make_store(DATED).find_claims(ClaimQuery(), None, 0, order)
        assert (part.items, part.total, part.more) == ((), len(VALID), True)
