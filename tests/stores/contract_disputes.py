"""The store contract: disputes, and which claims contradict which."""

from __future__ import annotations

import pytest

from kgraph.filters import NO_FILTERS, Exclusion, Filters
from kgraph.records import Claim
from kgraph.stores import Dispute, Store
from tests.graphs import make_dataset, make_entity
from tests.stores.contract_base import ContractBase, MakeStore
from tests.stores.dispute_cases import DISPUTES, NO_DISPUTES, SOURCES, Sides, aspect, led, measure, say


def open_claims(make_store: MakeStore, claims: list[Claim]) -> Store:
    return make_store(make_dataset(claims, sources=SOURCES))


def find(store: Store, filters: Filters = NO_FILTERS) -> tuple[Dispute, ...]:
    return store.find_disputes(filters, None, 100).items


def find_pairs(store: Store, claims: list[Claim]) -> set[frozenset[str]]:
    """Return the pairs of claims that contradict one another; checks that each names the other."""
    opponents = store.find_opponents([claim.id for claim in claims])
    for id_, others in opponents.items():
        assert list(others) == sorted(set(others))
        assert all(id_ in opponents[other] for other in others)
    return {frozenset((id_, other)) for id_, others in opponents.items() for other in others}


# Some are disputed in pairs only, though all are in one dispute.
CHAINS: dict[str, tuple[list[Claim], Sides, set[str]]] = {
    "amounts that agree, both against a third": (
        [measure("c1", "19"), measure("c2", "19.2"), measure("c3", "25")],
        {"19 percent": ["c1"], "19.2 percent": ["c2"], "25 percent": ["c3"]},
        {"c1 c3", "c2 c3"},
    ),
    "two years, and one without": (
        [led("c1", "x", valid="2020"), led("c2", "y", valid="2023"), led("c3", "z")],
        {"x": ["c1"], "y": ["c2"], "z": ["c3"]},
        {"c1 c3", "c2 c3"},
    ),
    "two real statuses against a plan": (
        [say("c1", status="occurred"), say("c2", status="ended"), say("c3", status="planned")],
        {"occurred": ["c1"], "ended": ["c2"], "planned": ["c3"]},
        {"c1 c3", "c2 c3"},
    ),
    "yes and no that do not meet": (
        [
            say("c1", valid="2020"),
            say("c2", polarity="negated", valid="2020/2023"),
            say("c3", valid="2023"),
            say("c4", polarity="negated", valid="2023-05/.."),
        ],
        {"affirmed": ["c1", "c3"], "negated": ["c2", "c4"]},
        {"c1 c2", "c2 c3", "c3 c4"},
    ),
}


class DisputesContract(ContractBase):
    """What a store takes for a dispute."""

    @pytest.mark.parametrize(("claims", "id_", "sides"), DISPUTES.values(), ids=DISPUTES)
    def test_a_dispute(self, make_store: MakeStore, claims: list[Claim], id_: str, sides: Sides) -> None:
        for listed in (claims, claims[::-1]):
            store = open_claims(make_store, listed)
            (dispute,) = find(store)
            assert (dispute.id, dispute.kind) == (id_, id_.split(":")[1])
            assert [(side, list(ids)) for side, ids in dispute.sides] == list(sides.items())
            assert dispute.open == ()
            assert dispute.claims == tuple(sorted(claim.id for claim in claims))
            assert {id_ for pair in find_pairs(store, claims) for id_ in pair} == set(dispute.claims)

    @pytest.mark.parametrize("claims", NO_DISPUTES.values(), ids=NO_DISPUTES)
    def test_what_only_looks_like_a_dispute(self, make_store: MakeStore, claims: list[Claim]) -> None:
        store = open_claims(make_store, claims)
        assert find(store) == ()
        assert find_pairs(store, claims) == set()

    @pytest.mark.parametrize(("claims", "sides", "pairs"), CHAINS.values(), ids=CHAINS)
    def test_claims_of_one_dispute_need_not_contradict_one_another(
        self, make_store: MakeStore, claims: list[Claim], sides: Sides, pairs: set[str]
    ) -> None:
        store = open_claims(make_store, claims)
        (dispute,) = find(store)
        assert [(side, list(ids)) for side, ids in dispute.sides] == list(sides.items())
        assert find_pairs(store, claims) == {frozenset(pair.split()) for pair in pairs}

    def test_what_is_unclear_is_open_and_on_no_side(self, make_store: MakeStore) -> None:
        claims = [
            say("c1", polarity="unknown"),
            say("c2"),
            say("c3", polarity="negated"),
            say("c4", "d", polarity="unknown"),
            say("c5", polarity="unknown", qualifiers=aspect("water")),
            say("c6", polarity="unknown", rank="deprecated"),
        ]
        store = open_claims(make_store, claims)
        (dispute,) = find(store)
        assert (dispute.claims, dispute.open) == (("c2", "c3"), ("c1",))
        assert find_pairs(store, claims) == {frozenset(("c2", "c3"))}
        assert find(store, Filters(polarity=("unknown",))) == ()

    def test_one_claim_may_be_in_disputes_of_several_kinds(self, make_store: MakeStore) -> None:
        claims = [
            led("c1", "x", status="ongoing"),
            led("c2", "x", polarity="negated"),
            led("c3", "x", status="ended"),
            led("c4", "y", status="ongoing"),
        ]
        store = open_claims(make_store, claims)
        assert {dispute.id: dispute.claims for dispute in find(store)} == {
            "c1:polarity": ("c1", "c2", "c3"),
            "c1:status": ("c1", "c3"),
            "c1:value": ("c1", "c3", "c4"),
        }
        assert store.find_opponents(["c1", "nothing"]) == {"c1": ("c2", "c3", "c4")}

    def test_disputes_by_id_and_page_by_page(self, make_store: MakeStore) -> None:
        claims = [
            claim
            for number in (3, 1, 2)
            for claim in (say(f"a{number}", f"b{number}"), say(f"z{number}", f"b{number}", polarity="negated"))
        ]
        store = open_claims(make_store, claims)
        whole = store.find_disputes(NO_FILTERS, None, 10)
        assert [dispute.id for dispute in whole.items] == ["a1:polarity", "a2:polarity", "a3:polarity"]
        assert (whole.total, whole.more) == (3, False)
        part = store.find_disputes(NO_FILTERS, "a1:polarity", 1)
        assert ([dispute.id for dispute in part.items], part.total, part.more) == (["a2:polarity"], 3, True)
        assert store.find_disputes(NO_FILTERS, None, 0).total == 3

    def test_a_dispute_passes_if_a_claim_on_a_side_does(self, make_store: MakeStore) -> None:
        claims = [
            say("c1", cites=("paper-1", "paper-2"), hedge="perhaps", valid="2023"),
            say("c2", cites=("paper-3",), polarity="negated", valid="2023-05"),
            led("d1", "x", topics=("water",)),
            led("d2", "y", topics=("trade",)),
        ]
        dataset = make_dataset(claims, [make_entity("b", "project"), make_entity("x", "person")])
        store = make_store(dataset)

        def ids(**filters: object) -> list[str]:
            return [dispute.id for dispute in find(store, Filters(**filters))]  # type: ignore[arg-type]

        assert ids() == ["c1:polarity", "d1:value"]
        assert ids(hedged=True) == ids(min_outlets=2) == ids(outlet=("press-3",)) == ids(polarity=("negated",))
        assert ids(hedged=True) == ids(type=("project",)) == ids(date="2023-05") == ids(source=("paper-2",))
        assert ids(hedged=True) == ids(predicate=("opposes",)) == ids(about=("b",)) == ["c1:polarity"]
        assert ids(type=("person",)) == ids(topic=("water",)) == ids(object=("y",)) == ["d1:value"]
        assert ids(hedged=True, outlet=("press-3",)) == ids(q="nowhere") == ids(rank=("deprecated",)) == []
        (dispute,) = find(store, Filters(hedged=True))
        assert dispute.claims == ("c1", "c2")

    def test_a_side_that_rests_on_what_is_left_out_is_gone(self, make_store: MakeStore) -> None:
        claims = [
            say("c1", cites=("paper-1",)),
            say("c2", cites=("paper-2",), polarity="negated"),
            say("c3", cites=("paper-3",), polarity="negated"),
            # Of one speaker: they differ in what they rest on, until the second paper is left out of account.
            led("d1", "x", cites=("paper-1", "paper-2")),
            led("d2", "y", cites=("paper-1",)),
        ]
        store = open_claims(make_store, claims)

        def sides(**excluded: frozenset[str]) -> dict[str, list[str]]:
            exclusion = Exclusion(**excluded)
            filters = Filters(exclude_outlet=tuple(exclusion.outlets), exclude_source=tuple(exclusion.sources))
            found = {dispute.id: list(dispute.claims) for dispute in find(store, filters)}
            opponents = store.find_opponents([claim.id for claim in claims], exclusion)
            assert {id_ for id_, others in opponents.items() if others} == {
                id_ for ids in found.values() for id_ in ids
            }
            return found

        whole = {"c1:polarity": ["c1", "c2", "c3"], "d1:value": ["d1", "d2"]}
        assert sides() == whole
        assert sides(outlets=frozenset({"press-2"})) == {"c1:polarity": ["c1", "c3"]}
        assert sides(sources=frozenset({"paper-1"})) == {}
        assert sides(sources=frozenset({"paper-3"})) == {"c1:polarity": ["c1", "c2"], "d1:value": ["d1", "d2"]}
        assert sides(sources=frozenset({"report"})) == {}
        assert sides() == whole
