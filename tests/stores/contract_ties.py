"""The store contract: ties, the claims behind them, and what they connect."""

from __future__ import annotations

from kgraph.filters import NO_FILTERS, Filters
from kgraph.records import Content, Value
from kgraph.stores import Tie
from tests.graphs import (
    loosely,
    make_chain,
    make_claim,
    make_dataset,
    make_entity,
    make_random_dataset,
)
from tests.stores.contract_base import ContractBase, MakeStore


class TiesContract(ContractBase):
    """What a store tells of ties."""

    def test_ties_run_in_both_directions_by_id(self, make_store: MakeStore) -> None:
        dataset = make_dataset([make_claim("c1", "b", "c"), make_claim("c2", "a", "b"), make_claim("c3", "b", "a")])
        assert make_store(dataset).find_ties(["b", "a", "gazette", "nobody"], NO_FILTERS) == {
            "a": (Tie("b", 2),),
            "b": (Tie("a", 2), Tie("c", 1)),
            "gazette": (),
        }

    def test_what_makes_no_tie(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("negated", "a", "b", polarity="negated"),
                make_claim("unknown", "a", "c", polarity="unknown"),
                make_claim("withdrawn", "a", "d", rank="deprecated"),
                make_claim("value", "a", Content(value=Value(text="much"))),
                make_claim("reference", "a", Content(claim="negated")),
                make_claim("loose", "a", "a", qualifiers=loosely("e")),
                make_claim("spoken", "a", "a", speaker="f"),
                make_claim("self", "a", "a", "a"),
            ]
        )
        store = make_store(dataset)
        ids = [entity.id for entity in dataset.entities]
        assert store.find_ties(ids, NO_FILTERS) == dict.fromkeys(ids, ())
        assert store.count_records()["ties"] == 0
        pairs = [("a", other) for other in ids]
        assert store.find_tied_claims(pairs, NO_FILTERS, 10) == {}
        assert [claim.id for claim in store.find_claims(Filters(object=("a",)), None, 10).items] == [
            "loose",
            "self",
            "spoken",
        ]

    def test_a_qualifier_ties_to_the_subject_alone(self, make_store: MakeStore) -> None:
        dataset = make_dataset([make_claim("c1", "a", "b", "c", "d")])
        ties = make_store(dataset).find_ties(["a", "b", "c", "d"], NO_FILTERS)
        assert {id_: [tie.other for tie in found] for id_, found in ties.items()} == {
            "a": ["b", "c", "d"],
            "b": ["a"],
            "c": ["a"],
            "d": ["a"],
        }

    def test_one_claim_is_one_claim_of_a_tie_however_often_it_names_the_other(self, make_store: MakeStore) -> None:
        store = make_store(make_dataset([make_claim("c1", "a", "b", "b")]))
        assert store.find_ties(["a", "b"], NO_FILTERS) == {"a": (Tie("b", 1),), "b": (Tie("a", 1),)}
        assert store.find_tied_claims([("a", "b")], NO_FILTERS, 5)["a", "b"].claim_count == 1

    def test_ties_are_filtered_by_claims_and_by_the_type_of_the_other(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [make_claim("c1", "a", "b"), make_claim("c2", "a", "b", hedge="perhaps"), make_claim("c3", "a", "c")],
            [make_entity("a", "person"), make_entity("b", "project"), make_entity("c", "person")],
        )
        store = make_store(dataset)
        assert store.find_ties(["a"], Filters(hedged=True)) == {"a": (Tie("b", 1),)}
        assert store.find_ties(["a"], Filters(hedged=False)) == {"a": (Tie("b", 1), Tie("c", 1))}
        assert store.find_ties(["a"], Filters(type=("person",))) == {"a": (Tie("c", 1),)}
        assert store.find_ties(["a"], Filters(type=("person",), hedged=True)) == {"a": ()}

    def test_the_limit_of_ties_is_per_entity_and_after_the_filters(self, make_store: MakeStore) -> None:
        dataset = make_dataset([make_claim(f"c{other}", "a", other) for other in "bcde"])
        store = make_store(dataset)
        limited = store.find_ties(["a", "b"], NO_FILTERS, 2)
        assert limited == {"a": (Tie("b", 1), Tie("c", 1)), "b": (Tie("a", 1),)}
        assert store.find_ties(["a"], NO_FILTERS, 0) == {"a": ()}
        assert store.find_ties(["a"], Filters(q="ce"), 1) == {"a": (Tie("e", 1),)}

    def test_tied_claims_by_id_with_counts_of_all(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("c3", "a", "b", cites=("paper-1",), hedge="perhaps"),
                make_claim("c1", "b", "a", status="planned", basis="presupposed"),
                make_claim("c2", "a", "c", "b"),
                make_claim("c4", "a", "b", polarity="negated", cites=("paper-2",)),
            ]
        )
        store = make_store(dataset)
        tied = store.find_tied_claims([("a", "b"), ("b", "a"), ("b", "c"), ("a", "nobody")], NO_FILTERS, 2)
        assert set(tied) == {("a", "b"), ("b", "a")}
        there = tied["a", "b"]
        assert [claim.id for claim in there.claims] == ["c1", "c2"]
        assert (there.pair, there.claim_count, there.forward, there.backward) == (("a", "b"), 3, 2, 1)
        assert (there.outlets, there.statuses) == (("gazette", "press-1"), ("occurred", "planned"))
        assert (there.hedged, there.presupposed) == (False, False)
        assert there.cited_count == 1
        back = tied["b", "a"]
        assert (back.pair, back.claims, back.forward, back.backward) == (("b", "a"), there.claims, 1, 2)

    def test_tied_claims_pass_the_filters_whatever_the_types(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [make_claim("c1", "a", "b", hedge="perhaps", basis="presupposed"), make_claim("c2", "b", "a")]
        )
        store = make_store(dataset)
        tied = store.find_tied_claims([("a", "b")], Filters(hedged=True, type=("person",)), 0)["a", "b"]
        assert (tied.claims, tied.claim_count, tied.forward, tied.backward) == ((), 1, 1, 0)
        assert (tied.hedged, tied.presupposed) == (True, True)
        assert store.find_tied_claims([("a", "b")], Filters(status=("ended",)), 5) == {}

    def test_ties_agree_with_the_claims_behind_them(self, make_store: MakeStore) -> None:
        for seed in range(10):
            dataset = make_random_dataset(seed)
            store = make_store(dataset)
            for filters in (NO_FILTERS, Filters(hedged=False), Filters(predicate=("feeds", "opposes"))):
                ties = store.find_ties([entity.id for entity in dataset.entities], filters)
                pairs = [(id_, tie.other) for id_, found in ties.items() for tie in found]
                tied = store.find_tied_claims(pairs, filters, 100)
                assert [tied[pair].claim_count for pair in pairs] == [
                    tie.claim_count for found in ties.values() for tie in found
                ]
                for pair in pairs:
                    affirmed = filters.model_copy(update={"between": pair, "polarity": ("affirmed",)})
                    assert tied[pair].claims == store.find_claims(affirmed, None, 100).items
                    assert tied[pair].claims == tied[pair[::-1]].claims

    def test_components_are_those_of_the_unfiltered_ties(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [*make_chain("a", "b", "c"), *make_chain("d", "e"), make_claim("no", "c", "d", polarity="negated")]
        )
        parts = make_store(dataset).find_components(["a", "b", "c", "d", "e", "gazette", "nobody"])
        assert parts.keys() == {"a", "b", "c", "d", "e", "gazette"}
        assert parts["a"] == parts["b"] == parts["c"]
        assert parts["d"] == parts["e"]
        assert len({parts["a"], parts["d"], parts["gazette"]}) == 3
