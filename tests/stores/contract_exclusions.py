"""The store contract: what is left when some outlets and sources are left out of account."""

from __future__ import annotations

import pytest

from kgraph.filters import NO_FILTERS, Exclusion, Filters
from kgraph.records import Cite, Claim, Content, Qualifier
from kgraph.stores import ClaimQuery, EntityCounts, NearbyCites, Store
from tests.graphs import make_claim, make_dataset, make_evidence, make_source
from tests.stores.contract_base import ContractBase, MakeStore

SOURCES = [
    make_source("paper-1", "press-1", date="2023-05"),
    make_source("paper-1b", "press-1", date="2021"),
    make_source("paper-2", "press-2", date="2022"),
    make_source("scan", "press-1"),
]
RESTING = make_dataset(
    [
        make_claim("both", "a", "b", cites=("paper-1", "paper-2")),
        make_claim("one", "a", "c", cites=("paper-1",)),
        make_claim("twice", "a", "d", cites=("paper-1", Cite(id="paper-1b", signal="see"))),
        make_claim("uncited", "a", "b"),
        make_claim("half", "a", "c", evidence=(make_evidence(), make_evidence(("paper-1",), sentence=2))),
        make_claim("read", "b", "c", evidence=(make_evidence(source="scan"),)),
        make_claim("read-citing", "b", "c", evidence=(make_evidence(("paper-2",), source="scan"),)),
        make_claim("read-citing-both", "c", "d", evidence=(make_evidence(("paper-1", "paper-2"), source="scan"),)),
        make_claim("withdrawn", "a", "d", cites=("paper-1",), rank="deprecated"),
    ],
    sources=SOURCES,
)
ALL_RESTING = {claim.id for claim in RESTING.claims} - {"withdrawn"}
LEFT: dict[str, tuple[Filters, set[str]]] = {
    "an outlet": (Filters(exclude_outlet=("press-1",)), ALL_RESTING - {"one", "twice", "read"}),
    "another outlet": (Filters(exclude_outlet=("press-2",)), ALL_RESTING - {"read-citing"}),
    "two outlets": (Filters(exclude_outlet=("press-1", "press-2")), {"uncited", "half"}),
    "the outlet that carries": (
        Filters(exclude_outlet=("gazette",)),
        ALL_RESTING - {"uncited"},
    ),
    "an outlet of nothing": (Filters(exclude_outlet=("a",)), ALL_RESTING),
    "a cited source": (Filters(exclude_source=("paper-1",)), ALL_RESTING - {"one"}),
    "a source that one citation names": (Filters(exclude_source=("paper-1b",)), ALL_RESTING),
    "both items of an outlet": (Filters(exclude_source=("paper-1", "paper-1b")), ALL_RESTING - {"one", "twice"}),
    "a carrying source": (Filters(exclude_source=("scan",)), ALL_RESTING - {"read", "read-citing", "read-citing-both"}),
    "the source that carries most": (
        Filters(exclude_source=("report",)),
        {"read", "read-citing", "read-citing-both"},
    ),
    "an outlet and a source": (
        Filters(exclude_outlet=("press-2",), exclude_source=("paper-1",)),
        {"twice", "uncited", "half", "read"},
    ),
    "withdrawn ones too": (Filters(exclude_outlet=("press-1",), rank=("deprecated",)), set()),
    "with an outlet that is left": (
        Filters(exclude_outlet=("press-1",), outlet=("press-2",)),
        {"both", "read-citing", "read-citing-both"},
    ),
    "with the outlet itself": (Filters(exclude_outlet=("press-1",), outlet=("press-1",)), set()),
    "with two outlets left": (Filters(exclude_outlet=("press-2",), min_outlets=2), {"half"}),
    "with a source that is left": (
        Filters(exclude_source=("paper-2",), source=("scan",)),
        {"read", "read-citing-both"},
    ),
    "with the source itself": (Filters(exclude_source=("paper-1",), source=("paper-1",)), set()),
    "with the outlet of the source": (Filters(exclude_outlet=("press-1",), source=("paper-1",)), set()),
    "with what was known": (Filters(exclude_source=("paper-1b",), known_as_of="2021", date_match="certain"), set()),
    "with what was known, from another": (
        Filters(exclude_outlet=("press-1",), known_as_of="2022", date_match="certain"),
        {"both", "read-citing", "read-citing-both"},
    ),
}


def find_left(store: Store, filters: Filters) -> dict[str, Claim]:
    return {claim.id: claim for claim in store.find_claims(ClaimQuery(filters), None, 100).items}


class ExclusionsContract(ContractBase):
    """What a store tells as if nobody had cited or read some outlets and sources."""

    @pytest.mark.parametrize(("filters", "expected"), LEFT.values(), ids=LEFT)
    def test_the_claims_that_are_left(self, make_store: MakeStore, filters: Filters, expected: set[str]) -> None:
        store = make_store(RESTING)
        assert find_left(store, filters).keys() == expected
        assert store.count_claims(ClaimQuery(filters)) == len(expected)
        assert sum(store.count_by(ClaimQuery(filters), "status").values()) == len(expected)

    def test_a_claim_comes_with_the_evidence_that_is_left(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        left = find_left(store, Filters(exclude_outlet=("press-1",)))
        assert left["both"].evidence == (make_evidence(("paper-2",)),)
        assert left["half"].evidence == (make_evidence(),)
        assert left["read-citing-both"].evidence == (make_evidence(("paper-2",), source="scan"),)
        assert find_left(store, Filters(exclude_source=("paper-1",)))["twice"].evidence[0].cites == (
            Cite(id="paper-1b", signal="see"),
        )

    def test_a_claim_by_its_id_is_whole(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        find_left(store, Filters(exclude_outlet=("press-1",)))
        whole = {claim.id: claim for claim in RESTING.claims}
        assert store.get_claims(whole) == whole

    def test_ties_are_those_of_the_claims_that_are_left(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        filters = Filters(exclude_outlet=("press-1",))
        ties = store.find_ties(["a", "b", "c", "d"], filters)
        assert {id_: {tie.other: tie.claim_count for tie in found} for id_, found in ties.items()} == {
            "a": {"b": 2, "c": 1},
            "b": {"a": 2, "c": 1},
            "c": {"a": 1, "b": 1, "d": 1},
            "d": {"c": 1},
        }
        tied = store.find_tied_claims([("a", "b"), ("a", "c"), ("a", "d")], filters, 5)
        assert tied.keys() == {("a", "b"), ("a", "c")}
        assert (tied["a", "b"].outlets, tied["a", "b"].cited_count) == (("gazette", "press-2"), 1)
        assert [claim.evidence for claim in tied["a", "c"].claims] == [(make_evidence(),)]
        assert tied["a", "c"].cited_count == 0

    def test_what_is_said_of_an_entity(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        counts = store.count_for_entities(["a", "d", "gazette", "press-1"], Exclusion(frozenset({"press-1"})))
        assert {id_: (each.claims, each.neighbours, each.asserted) for id_, each in counts.items()} == {
            "a": (3, 2, 0),
            "d": (1, 1, 0),
            "gazette": (0, 0, 5),
            "press-1": (0, 0, 0),
        }
        assert store.count_for_entities(["d"]) == {"d": EntityCounts(2, 2, 0, 0)}

    def test_a_claim_that_is_gone_refers_to_nothing(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("told", "a", "b"),
                make_claim("cited", "a", Content(claim="told"), cites=("paper-1",)),
                make_claim("uncited", "a", "c", qualifiers=(Qualifier(role="reason", claim="told"),)),
            ],
            sources=SOURCES,
        )
        store = make_store(dataset)
        assert store.find_references(["told"]) == {"told": ("cited", "uncited")}
        assert store.find_references(["told"], Exclusion(sources=frozenset({"paper-1"}))) == {"told": ("uncited",)}

    def test_a_bracket_that_is_gone_is_not_nearby(self, make_store: MakeStore) -> None:
        cites = {1: (), 2: ("paper-1",), 3: ("paper-1", "paper-2"), 4: ("paper-3",)}
        dataset = make_dataset(
            [
                make_claim(f"c{sentence}", "a", "b", evidence=(make_evidence(each, sentence=sentence),))
                for sentence, each in cites.items()
            ],
            sources=SOURCES,
        )
        store = make_store(dataset)
        places = [("report", 1, 1), ("report", 1, 3)]

        def find(**excluded: frozenset[str]) -> list[NearbyCites | None]:
            found = store.find_nearby_cites(places, Exclusion(**excluded))
            return [found.get(place) for place in places]

        last = NearbyCites(4, (Cite(id="paper-3"),))
        assert find() == [NearbyCites(2, (Cite(id="paper-1"),)), last]
        assert find(outlets=frozenset({"press-1"})) == [NearbyCites(3, (Cite(id="paper-2"),)), last]
        assert find(outlets=frozenset({"press-1", "press-2"})) == [last, last]
        assert find(sources=frozenset({"paper-3"})) == [NearbyCites(2, (Cite(id="paper-1"),)), None]
        assert find(sources=frozenset({"report"})) == [None, None]

    def test_one_exclusion_does_not_leak_into_another(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        exclusions = [filters for filters, _ in LEFT.values()] * 2
        pairs = [("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")]
        alone = {filters: make_store(RESTING).find_tied_claims(pairs, filters, 9) for filters in exclusions}
        for filters in exclusions:
            assert store.find_tied_claims(pairs, filters, 9) == alone[filters]
        assert store.find_tied_claims(pairs, NO_FILTERS, 9) == make_store(RESTING).find_tied_claims(
            pairs, NO_FILTERS, 9
        )
