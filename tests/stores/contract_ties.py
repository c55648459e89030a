"""The store contract: ties, the claims behind them, and what they connect."""

from __future__ import annotations

from typing import Any

from kgraph.dates import MAX_DAY, to_day_text
from kgraph.filters import NO_FILTERS, Filters
from kgraph.records import Content, Value
from kgraph.stores import ClaimQuery, Tie
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
        found = store.find_claims(ClaimQuery(Filters(object=("a",))), None, 10)
        assert [claim.id for claim in found.items] == ["loose", "self", "spoken"]

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
                    assert tied[pair].claims == store.find_claims(ClaimQuery(affirmed), None, 100).items
                    assert tied[pair].claims == tied[pair[::-1]].claims

    def test_the_fewest_outlets_are_those_of_all_claims_of_a_tie_that_pass(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("c1", "a", "b", cites=("paper-1",)),
                make_claim("c2", "b", "a", cites=("paper-2",), hedge="perhaps"),
                make_claim("c3", "a", "c", cites=("paper-1",)),
                make_claim("c4", "a", "c", cites=("paper-1",)),
                make_claim("c5", "a", "d", cites=("paper-2", "paper-3")),
                make_claim("c6", "a", "c", cites=("paper-2",), polarity="negated"),
            ]
        )
        store = make_store(dataset)

        def find(**filters: Any) -> list[tuple[str, int]]:
            given = Filters(**filters)
            ties = [(tie.other, tie.claim_count) for tie in store.find_ties(["a"], given)["a"]]
            tied = store.find_tied_claims([("a", other) for other in "bcd"], given, 0)
            assert [(other, each.claim_count) for (_, other), each in tied.items()] == ties
            return ties

        assert find(min_outlets=1) == [("b", 2), ("c", 2), ("d", 1)]
        assert find(min_outlets=2) == [("b", 2), ("d", 1)]
        assert find(min_outlets=3) == []
        assert find(min_outlets=2, hedged=False) == [("d", 1)]
        assert find(min_outlets=2, outlet=("press-1",)) == []
        assert find(min_outlets=2, exclude_outlet=("press-3",)) == [("b", 2)]
        assert store.count_claims(ClaimQuery(Filters(min_outlets=2))) == 1

    def test_a_tie_holds_whenever_one_of_its_claims_can(self, make_store: MakeStore) -> None:
        valid = ("2023-05", "2023-06-01/2023-06-10", "2021?", "[2018,2019-02]", "XXXX-01-06", None, "2030/..")
        dataset = make_dataset([make_claim(f"c{n}", "a", "b", valid=each) for n, each in enumerate(valid)])
        store = make_store(dataset)

        def find(**filters: Any) -> list[tuple[str | None, str | None, bool]]:
            spans = store.find_tied_claims([("a", "b")], Filters(**filters), 0)["a", "b"].spans
            texts = [[None if abs(day) == MAX_DAY else to_day_text(day) for day in span[:2]] for span in spans]
            return [(first, last, span.qualified) for (first, last), span in zip(texts, spans, strict=True)]

        assert find() == [
            ("2018-01-01", "2018-12-31", False),
            ("2019-02-01", "2019-02-28", False),
            ("2021-01-01", "2021-12-31", True),
            ("2023-05-01", "2023-06-10", False),
            ("2030-01-01", None, False),
        ]
        assert find(date="2023-05") == [("2023-05-01", "2023-05-31", False)]

    def test_a_tie_is_contested_if_a_claim_of_it_is(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("yes", "a", "b", cites=("paper-1",)),
                make_claim("no", "a", "b", polarity="negated", cites=("paper-2",)),
                make_claim("other", "b", "a", hedge="perhaps"),
                make_claim("calm", "b", "c"),
            ]
        )
        store = make_store(dataset)

        def is_contested(**filters: Any) -> list[bool]:
            tied = store.find_tied_claims([("a", "b"), ("b", "a"), ("b", "c")], Filters(**filters), 0)
            return [each.contested for each in tied.values()]

        assert is_contested() == [True, True, False]
        assert is_contested(outlet=("press-1",)) == [True, True]
        assert is_contested(hedged=True) == [False, False]
        assert is_contested(exclude_outlet=("press-2",)) == [False, False, False]

    def test_components_are_those_of_the_unfiltered_ties(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [*make_chain("a", "b", "c"), *make_chain("d", "e"), make_claim("no", "c", "d", polarity="negated")]
        )
        parts = make_store(dataset).find_components(["a", "b", "c", "d", "e", "gazette", "nobody"])
        assert parts.keys() == {"a", "b", "c", "d", "e", "gazette"}
        assert parts["a"] == parts["b"] == parts["c"]
        assert parts["d"] == parts["e"]
        assert len({parts["a"], parts["d"], parts["gazette"]}) == 3
