"""The store contract: counting claims, whole and by facets, and which claims a query can mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kgraph.filters import Filters
from kgraph.records import Content, Value
from kgraph.stores import FACETS, ClaimQuery, Facet
from tests.graphs import loosely, make_claim, make_dataset, make_entity, make_evidence, make_random_dataset
from tests.stores.contract_base import ContractBase, MakeStore

MEANT_CLAIMS = make_dataset(
    [
        make_claim("cited", "a", "b", cites=("paper-1", "paper-2"), valid="2023"),
        make_claim("uncited", "b", "a"),
        make_claim("half-cited", "a", "c", evidence=(make_evidence(), make_evidence(("paper-1",), sentence=2))),
        make_claim("negated", "a", "c", polarity="negated"),
        make_claim("value", "a", Content(value=Value(text="much"))),
        make_claim("self", "a", "a"),
        make_claim("partner", "a", "a", "c"),
        make_claim("loose", "a", "a", qualifiers=loosely("c")),
        make_claim("apart", "b", "c", "d"),
        make_claim("withdrawn", "a", "b", rank="deprecated"),
    ],
    [make_entity("a", "person"), make_entity("b", "project"), make_entity("c", "project"), make_entity("d", "person")],
)
ALL_MEANT = {claim.id for claim in MEANT_CLAIMS.claims} - {"withdrawn"}
MEANT: dict[str, tuple[ClaimQuery, set[str]]] = {
    "everything": (ClaimQuery(), ALL_MEANT),
    "cited": (ClaimQuery(cited=True), {"cited", "half-cited"}),
    "uncited": (ClaimQuery(cited=False), ALL_MEANT - {"cited", "half-cited"}),
    "of one outlet": (ClaimQuery(max_outlets=1), ALL_MEANT - {"cited", "half-cited"}),
    "of no outlet": (ClaimQuery(max_outlets=0), set()),
    "of two outlets": (ClaimQuery(Filters(min_outlets=2), max_outlets=2), {"cited", "half-cited"}),
    "of one outlet without another": (
        ClaimQuery(Filters(exclude_outlet=("press-2",)), max_outlets=1),
        ALL_MEANT - {"half-cited"},
    ),
    "uncited, once one citation is left out": (
        ClaimQuery(Filters(exclude_outlet=("press-1",)), cited=False),
        ALL_MEANT - {"cited"},
    ),
    "ties": (ClaimQuery(ties=True), {"cited", "uncited", "half-cited", "partner", "apart"}),
    "ties, whatever their outlets": (
        ClaimQuery(Filters(min_outlets=2, subject=("b",)), ties=True),
        {"uncited", "apart"},
    ),
    "ties of one": (ClaimQuery(tied_to="c"), {"half-cited", "partner", "apart"}),
    "ties of nobody": (ClaimQuery(tied_to="nobody"), set()),
    "ties of one to a type": (ClaimQuery(Filters(type=("person",)), tied_to="c"), {"half-cited", "partner"}),
    "ties of one by a qualifier, to a type": (
        ClaimQuery(Filters(type=("person",)), tied_to="b"),
        {"cited", "uncited", "apart"},
    ),
    "ties to a type that none has": (ClaimQuery(Filters(type=("country",)), tied_to="a"), set()),
    "by ids, withdrawn ones too": (ClaimQuery(ids=frozenset({"withdrawn", "self", "nothing"})), {"withdrawn", "self"}),
    "by rank": (ClaimQuery(Filters(rank=("deprecated",))), {"withdrawn"}),
    "by either rank": (ClaimQuery(Filters(rank=("deprecated", "normal"))), ALL_MEANT | {"withdrawn"}),
    "by a rank that none has": (ClaimQuery(Filters(rank=("preferred",))), set()),
    "by rank, among ties": (ClaimQuery(Filters(rank=("deprecated",)), ties=True), set()),
}

FACETED = make_dataset(
    [
        make_claim("c1", "kz", "cn", cites=("paper-1", "paper-2"), valid="2023-05-19", topics=("water", "trade")),
        make_claim("c2", "kz", "kz", valid="2023-05", speaker="cn", status="planned"),
        make_claim("c3", "ann", Content(value=Value(text="much")), valid="2023?-05-20", cites=("paper-1",)),
        make_claim("c4", "ann", "river", "kz", predicate="feeds"),
        make_claim("c5", "ann", "ann", qualifiers=loosely("river"), polarity="negated", valid="2023"),
        make_claim("withdrawn", "kz", "cn", rank="deprecated", valid="1999"),
    ],
    [
        make_entity("kz", countries=("KZ",)),
        make_entity("cn", countries=("CN",)),
        make_entity("river", "project", countries=("KZ", "CN")),
        make_entity("ann", "person"),
    ],
)
COUNTS: dict[Facet, dict[str | None, int]] = {
    "outlet": {"gazette": 3, "press-1": 2, "press-2": 1},
    "month": {"2023-05": 2, "2023?-05": 1, "2023": 1, None: 1},
    "type": {"country": 2, "person": 3, "project": 1},
    "predicate": {"trades_with": 4, "feeds": 1},
    "topic": {"trade": 4, "water": 2},
    "status": {"occurred": 4, "planned": 1},
    "speaker": {"gazette": 4, "cn": 1},
    "country": {"KZ": 4, "CN": 3, None: 1},
}

BORDER = make_dataset(
    [
        make_claim("direct", "kz", "cn"),
        make_claim("back", "beijing", "kz", polarity="negated"),
        make_claim("shared", "astana", "river"),
        make_claim("by-partner", "astana", "ru", "beijing"),
        make_claim("loose", "kz", "ru", qualifiers=loosely("cn")),
        make_claim("within", "kz", "astana"),
        make_claim("river-itself", "river", "river"),
        make_claim("value", "river", Content(value=Value(text="wide"))),
        make_claim("two-rivers", "river", "lake"),
        make_claim("withdrawn", "kz", "cn", rank="deprecated"),
    ],
    [
        make_entity("kz", countries=("KZ",)),
        make_entity("astana", countries=("KZ",)),
        make_entity("cn", countries=("CN",)),
        make_entity("beijing", countries=("CN",)),
        make_entity("ru", countries=("RU",)),
        make_entity("river", "project", countries=("CN", "KZ")),
        make_entity("lake", "project", countries=("CN", "KZ")),
    ],
)


class CountsContract(ContractBase):
    """How a store counts claims."""

    @pytest.mark.parametrize(("wanted", "expected"), MEANT.values(), ids=MEANT)
    def test_the_claims_that_are_meant(self, make_store: MakeStore, wanted: ClaimQuery, expected: set[str]) -> None:
        store = make_store(MEANT_CLAIMS)
        found = store.find_claims(wanted, None, 100)
        assert [claim.id for claim in found.items] == sorted(expected)
        assert store.count_claims(wanted) == found.total == len(expected)

    @pytest.mark.parametrize("facet", FACETS)
    def test_counts_by_facet(self, make_store: MakeStore, facet: Facet) -> None:
        assert make_store(FACETED).count_by(ClaimQuery(), facet) == COUNTS[facet]

    def test_every_facet_is_tried(self) -> None:
        assert tuple(COUNTS) == FACETS

    def test_counts_are_of_what_is_asked_for(self, make_store: MakeStore) -> None:
        store = make_store(FACETED)
        assert store.count_by(ClaimQuery(Filters(subject=("kz",))), "status") == {"occurred": 1, "planned": 1}
        assert store.count_by(ClaimQuery(Filters(exclude_outlet=("press-1",))), "outlet") == {
            "gazette": 3,
            "press-2": 1,
        }
        assert store.count_by(ClaimQuery(Filters(rank=("deprecated",))), "month") == {"1999": 1}
        assert store.count_by(ClaimQuery(dated=False), "topic") == {"water": 1}
        assert store.count_by(ClaimQuery(Filters(q="nowhere")), "topic") == {}

    def test_a_count_is_that_of_the_list_with_that_value(self, make_store: MakeStore) -> None:
        for seed in range(8):
            store = make_store(make_random_dataset(seed))
            for wanted in (ClaimQuery(), ClaimQuery(Filters(hedged=False, exclude_source=("paper-1",)))):
                for facet in ("outlet", "type", "predicate", "topic", "status", "speaker"):
                    counts = store.count_by(wanted, facet)
                    for value, count in counts.items():
                        if value is not None:
                            given: dict[str, Any] = {facet: (value,)}
                            narrower = replace(wanted, filters=wanted.filters.model_copy(update=given))
                            assert store.count_claims(narrower) == count, (seed, facet, value)
                    assert sum(counts.values()) >= store.count_claims(wanted)

    def test_a_dyad_is_an_edge_between_two_countries_or_about_what_is_of_both(self, make_store: MakeStore) -> None:
        store = make_store(BORDER)
        for dyad in (("KZ", "CN"), ("CN", "KZ")):
            found = store.find_claims(ClaimQuery(dyad=dyad), None, 100)
            assert [claim.id for claim in found.items] == [
                "back",
                "by-partner",
                "direct",
                "river-itself",
                "shared",
                "two-rivers",
                "value",
            ]
        assert store.count_claims(ClaimQuery(Filters(polarity=("negated",)), dyad=("KZ", "CN"))) == 1
        assert store.count_claims(ClaimQuery(dyad=("KZ", "RU"))) == 2
        assert store.count_claims(ClaimQuery(dyad=("KZ", "FR"))) == 0

    def test_the_parties_of_a_dyad(self, make_store: MakeStore) -> None:
        store = make_store(BORDER)
        wanted = ClaimQuery(dyad=("KZ", "CN"))
        assert store.count_parties(wanted, "KZ") == {"kz": 2, "astana": 2, "river": 3, "lake": 1}
        assert store.count_parties(wanted, "CN") == {"cn": 1, "beijing": 2, "river": 4, "lake": 1}
        affirmed = replace(wanted, filters=Filters(polarity=("affirmed",)))
        assert store.count_parties(affirmed, "CN") == {"cn": 1, "beijing": 1, "river": 4, "lake": 1}

    def test_the_countries_of_a_dataset(self, make_store: MakeStore) -> None:
        entities = [
            make_entity("kz", countries=("KZ",), identifiers={"iso_3166_1": "KZ"}),
            make_entity("river", "project", countries=("KZ", "CN")),
            make_entity("ann", "person"),
        ]
        countries = make_store(make_dataset(entities=entities)).countries
        assert list(countries.items()) == [("CN", None), ("KZ", "kz")]
