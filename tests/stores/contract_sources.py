"""The store contract: which sources claims rest on, and where these are cited."""

from __future__ import annotations

from kgraph.filters import NO_FILTERS, Filters
from kgraph.stores import ClaimQuery, SourceUse, Store
from tests.graphs import (
    loosely,
    make_claim,
    make_dataset,
    make_entity,
    make_evidence,
    make_random_dataset,
    make_source,
)
from tests.stores.contract_base import ContractBase, MakeStore

RESTING = make_dataset(
    [
        make_claim("bare", "a", "b"),
        make_claim("cited", "a", "c", cites=("paper-1", "paper-2")),
        make_claim("twice", "b", "c", evidence=(make_evidence(("paper-1",)), make_evidence(("paper-1",), "report-2"))),
        make_claim("alone", "b", "d", evidence=(make_evidence(("paper-3",), "paper-2"),)),
        make_claim("withdrawn", "d", "e", cites=("paper-4",), rank="deprecated"),
    ],
    sources=[make_source("report-2", "press-2"), make_source("spare", "press-9")],
)
WHOLE = (
    SourceUse("paper-1", 2, False, ("report", "report-2")),
    SourceUse("paper-2", 2, True, ("report",)),
    SourceUse("paper-3", 1, False, ("paper-2",)),
    SourceUse("report", 3, True, ()),
    SourceUse("report-2", 1, True, ()),
)


class SourcesContract(ContractBase):
    """What sources are to claims."""

    def test_the_sources_of_claims_are_what_they_were_read_in_and_what_is_cited_there(
        self, make_store: MakeStore
    ) -> None:
        found = make_store(RESTING).find_source_uses(ClaimQuery(), None, 50)
        assert (found.items, found.total, found.more) == (WHOLE, 5, False)

    def test_the_pages_of_the_sources_together_are_the_list(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        for limit in (1, 2, 5):
            assert _walk(store, limit) == list(WHOLE)
        nothing = store.find_source_uses(ClaimQuery(), None, 0)
        assert (nothing.items, nothing.total, nothing.more) == ((), 5, True)
        # The mark of a list need not be in it.
        assert store.find_source_uses(ClaimQuery(), "paper-2-and-a-half", 1).items == (WHOLE[2],)
        assert store.find_source_uses(ClaimQuery(), "zzz", 5).items == ()

    def test_only_the_wanted_claims_bring_their_sources(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        about = store.find_source_uses(ClaimQuery(Filters(about=("a",))), None, 50)
        assert [(use.source, use.claim_count) for use in about.items] == [("paper-1", 1), ("paper-2", 1), ("report", 2)]
        assert store.find_source_uses(ClaimQuery(Filters(about=("e",))), None, 50).total == 0
        withdrawn = store.find_source_uses(ClaimQuery(ids=frozenset({"withdrawn"})), None, 50)
        assert [use.source for use in withdrawn.items] == ["paper-4", "report"]

    def test_what_is_excluded_is_as_if_nobody_had_cited_or_read_it(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        without_paper = store.find_source_uses(ClaimQuery(Filters(exclude_source=("paper-1",))), None, 50)
        assert without_paper.items == (
            SourceUse("paper-2", 2, True, ("report",)),
            SourceUse("paper-3", 1, False, ("paper-2",)),
            SourceUse("report", 2, True, ()),
        )
        without_press = store.find_source_uses(ClaimQuery(Filters(exclude_outlet=("press-2",))), None, 50)
        assert without_press.items == (
            SourceUse("paper-1", 2, False, ("report", "report-2")),
            # What was read in a text of an excluded outlet is still read there, if it cites something else.
            SourceUse("paper-2", 1, True, ()),
            SourceUse("paper-3", 1, False, ("paper-2",)),
            SourceUse("report", 3, True, ()),
            SourceUse("report-2", 1, True, ()),
        )

    def test_the_counts_of_sources_are_those_of_the_whole(self, make_store: MakeStore) -> None:
        for seed in range(10):
            dataset = make_random_dataset(seed)
            store = make_store(dataset)
            counts = store.count_for_sources([source.id for source in dataset.sources])
            uses = store.find_source_uses(ClaimQuery(), None, 50).items
            assert {use.source: use.claim_count for use in uses} == {
                id_: count for id_, count in counts.items() if count
            }

    def test_claims_of_some_pairs_run_between_their_ends(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("c1", "a", "b"),
                make_claim("c2", "b", "a", polarity="negated"),
                make_claim("c3", "a", "c", "b"),
                make_claim("c4", "a", "c", qualifiers=loosely("b")),
                make_claim("c5", "d", "c"),
                make_claim("c6", "c", "d", rank="deprecated"),
            ],
            entities=[make_entity("e")],
        )
        store = make_store(dataset)

        def find(*pairs: tuple[str, str], ties: bool = False) -> list[str]:
            wanted = ClaimQuery(NO_FILTERS, pairs=frozenset(pairs), ties=ties)
            return [claim.id for claim in store.find_claims(wanted, None, 50).items]

        assert find(("b", "a")) == ["c1", "c2", "c3"]
        assert find(("b", "a"), ties=True) == ["c1", "c3"]
        assert find(("a", "b"), ("c", "d")) == ["c1", "c2", "c3", "c5"]
        assert find(("a", "e"), ("a", "nobody")) == []
        assert find() == []
        newest = ClaimQuery(pairs=frozenset({("c", "d")}), tied_to="a")
        assert store.find_claims(newest, None, 50, "newest").items == ()


def _walk(store: Store, limit: int) -> list[SourceUse]:
    found: list[SourceUse] = []
    after = None
    while True:
        part = store.find_source_uses(ClaimQuery(), after, limit)
        found += part.items
        if not part.more:
            return found
        after = part.items[-1].source
