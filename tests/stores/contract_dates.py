"""The store contract: when claims hold, and since when they are known."""

from __future__ import annotations

from typing import Any

import pytest

from kgraph.filters import Filters
from kgraph.stores import ClaimQuery
from tests.graphs import make_claim, make_dataset, make_evidence, make_source
from tests.stores.contract_base import ContractBase, MakeStore

DATES = ("2023-05-10", "2023-05", "2023?-05-10", "2022-01/..", "[2025..]", "XXXX-05-10", "2023-05-20/2023-06-10")
DATED = make_dataset(
    [make_claim("undated", "a", "b"), *(make_claim(f"c{n}", "a", "b", valid=date) for n, date in enumerate(DATES))]
)
HOLDING: dict[str, tuple[dict[str, Any], set[str]]] = {
    "possible is the default": ({"date": "2023-05"}, {"c0", "c1", "c2", "c3", "c5", "c6"}),
    "possible": ({"date": "2023-05", "date_match": "possible"}, {"c0", "c1", "c2", "c3", "c5", "c6"}),
    "certain": ({"date": "2023-05", "date_match": "certain"}, {"c0", "c1", "c3", "c6"}),
    "a day, possible": ({"date": "2023-05-10"}, {"c0", "c1", "c2", "c3", "c5"}),
    "a day, certain": ({"date": "2023-05-10", "date_match": "certain"}, {"c0", "c3"}),
    "an open window, possible": ({"date": "2025/.."}, {"c3", "c4", "c5"}),
    "an open window, certain": ({"date": "2025/..", "date_match": "certain"}, {"c3", "c4"}),
    "a doubtful window": ({"date": "2023?", "date_match": "certain"}, set()),
    "always": ({"date": "../..", "date_match": "certain"}, {f"c{n}" for n in range(len(DATES))}),
    "how to match, and nothing to match": ({"date_match": "certain"}, {"undated", *(f"c{n}" for n in range(7))}),
}
PUBLISHED = {
    "early": "2023-05-19",
    "month": "2023-05",
    "year": "2023",
    "inferred": "2023?-05-19",
    "late": "2023-07-28",
    "no-year": "XXXX-01-06",
    "undated": None,
}
SURE = {"early", "either", "uncited"}
KNOWN: dict[str, tuple[dict[str, Any], set[str]]] = {
    "possible": ({"known_as_of": "2023-05-20"}, SURE | {"month", "year", "inferred", "no-year", "undated"}),
    "certain": ({"known_as_of": "2023-05-20", "date_match": "certain"}, SURE),
    "the day itself": ({"known_as_of": "2023-05-19", "date_match": "certain"}, SURE),
    "the day before, possible": ({"known_as_of": "2023-05-18"}, {"month", "year", "no-year", "undated"}),
    "the day before, certain": ({"known_as_of": "2023-05-18", "date_match": "certain"}, set()),
    "by the end of a month": ({"known_as_of": "2023-05", "date_match": "certain"}, SURE | {"month"}),
    "by the end of a year": (
        {"known_as_of": "2023", "date_match": "certain"},
        SURE | {"month", "year", "late", "late-read-early"},
    ),
    "by a doubtful year, possible": (
        {"known_as_of": "2023?"},
        SURE | {"month", "year", "inferred", "no-year", "undated", "late", "late-read-early"},
    ),
    "by a doubtful year, certain": ({"known_as_of": "2023?", "date_match": "certain"}, set()),
    "before anything": ({"known_as_of": "1999"}, {"no-year", "undated"}),
}


class DatesContract(ContractBase):
    """How a store compares dates; docs/dates.md has the whole table."""

    @pytest.mark.parametrize(("given", "expected"), HOLDING.values(), ids=HOLDING)
    def test_claims_by_date(self, make_store: MakeStore, given: dict[str, Any], expected: set[str]) -> None:
        found = make_store(DATED).find_claims(ClaimQuery(Filters(**given)), None, 100)
        assert {claim.id for claim in found.items} == expected

    @pytest.mark.parametrize(("given", "expected"), KNOWN.values(), ids=KNOWN)
    def test_claims_by_what_was_published(
        self, make_store: MakeStore, given: dict[str, Any], expected: set[str]
    ) -> None:
        dataset = make_dataset(
            [
                *(make_claim(id_, "a", "b", cites=(id_,)) for id_ in PUBLISHED),
                make_claim("either", "a", "b", cites=("late", "early")),
                make_claim("uncited", "a", "b", evidence=(make_evidence(source="early"),)),
                # Only what the passage cites supports it, not the text that it was read in.
                make_claim("late-read-early", "a", "b", evidence=(make_evidence(("late",), source="early"),)),
            ],
            sources=[make_source(id_, f"press-{id_}", date=date) for id_, date in PUBLISHED.items()],
        )
        found = make_store(dataset).find_claims(ClaimQuery(Filters(**given)), None, 100)
        assert {claim.id for claim in found.items} == expected

    def test_claims_with_a_date_and_without(self, make_store: MakeStore) -> None:
        store = make_store(DATED)
        assert store.count_claims(ClaimQuery(dated=True)) == len(DATES)
        assert [claim.id for claim in store.find_claims(ClaimQuery(dated=False), None, 10).items] == ["undated"]
        assert store.count_claims(ClaimQuery(Filters(date="2023-05"), dated=False)) == 0
