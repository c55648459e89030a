"""The store contract: claims, and every filter."""

from __future__ import annotations

import pytest

from kgraph.filters import NO_FILTERS, Filters
from kgraph.records import Cite, Content, Qualifier, Value
from kgraph.stores import ClaimQuery
from tests.graphs import (
    loosely,
    make_claim,
    make_dataset,
    make_entity,
    make_evidence,
    make_source,
)
from tests.stores.contract_base import ContractBase, MakeStore

# Claims that differ in one property each from `plain`, and one filter that picks each of them out.
VARIED = make_dataset(
    [
        make_claim("plain", "a", "b"),
        make_claim("by-topic", "a", "b", topics=("water",)),
        make_claim("by-predicate", "a", "b", predicate="opposes"),
        make_claim("by-status", "a", "b", status="feared"),
        make_claim("by-polarity", "a", "b", polarity="negated"),
        make_claim("by-polarity-2", "a", "b", polarity="unknown"),
        make_claim("by-basis", "a", "b", basis="presupposed"),
        make_claim("by-hedge", "a", "b", hedge="perhaps"),
        make_claim("by-speaker", "a", "b", speaker="d"),
        make_claim("by-outlet", "a", "b", cites=("paper-1",)),
        make_claim("by-paragraph", "a", "b", evidence=(make_evidence(paragraph=2),)),
        make_claim("by-sentence", "a", "b", evidence=(make_evidence(sentence=7),)),
        make_claim("by-words", "a", "b", statement="The Ertis is, alas, no ÖRE river."),
        make_claim("by-subject", "c", "b"),
        make_claim("by-object", "a", "c"),
        make_claim("by-qualifier", "a", "b", qualifiers=loosely("c")),
        make_claim("by-value", "a", Content(value=Value(text="much"))),
        make_claim("by-reference", "a", Content(claim="plain")),
        make_claim("withdrawn", "a", "b", rank="deprecated"),
    ],
    [make_entity("a", "person"), make_entity("b"), make_entity("c", "project"), make_entity("d", "person")],
)
ALL_VARIED = {claim.id for claim in VARIED.claims} - {"withdrawn"}

FILTERED = {
    "topic": (Filters(topic=("water",)), {"by-topic"}),
    "topic of the predicate": (Filters(topic=("politics",)), {"by-predicate"}),
    "topic of the predicate, but for claims with topics of their own": (
        Filters(topic=("trade",)),
        ALL_VARIED - {"by-topic", "by-predicate"},
    ),
    "topic, either": (Filters(topic=("politics", "water")), {"by-topic", "by-predicate"}),
    "predicate": (Filters(predicate=("opposes",)), {"by-predicate"}),
    "status": (Filters(status=("feared",)), {"by-status"}),
    "status without claims": (Filters(status=("ended",)), set()),
    "polarity": (Filters(polarity=("negated",)), {"by-polarity"}),
    "polarity, either": (Filters(polarity=("negated", "unknown")), {"by-polarity", "by-polarity-2"}),
    "basis": (Filters(basis=("presupposed",)), {"by-basis"}),
    "hedged": (Filters(hedged=True), {"by-hedge"}),
    "not hedged": (Filters(hedged=False), ALL_VARIED - {"by-hedge"}),
    "speaker": (Filters(speaker=("d",)), {"by-speaker"}),
    "outlet": (Filters(outlet=("press-1",)), {"by-outlet"}),
    "outlet of the own source": (Filters(outlet=("gazette",)), ALL_VARIED - {"by-outlet"}),
    "paragraph": (Filters(paragraph=(2,)), {"by-paragraph"}),
    "sentence": (Filters(sentence=(7, 8)), {"by-sentence"}),
    "paragraph and sentence": (Filters(paragraph=(1,), sentence=(7,)), {"by-sentence"}),
    "paragraph and sentence of two passages": (Filters(paragraph=(2,), sentence=(7,)), set()),
    "words": (Filters(q="ertis"), {"by-words"}),
    "words, all, in any order": (Filters(q="Öre ERTIS"), {"by-words"}),
    "words, not all there": (Filters(q="ertis ocean"), set()),
    "words, not parts of words": (Filters(q="ert"), set()),
    "subject": (Filters(subject=("c",)), {"by-subject"}),
    "object": (Filters(object=("c",)), {"by-object"}),
    "about": (Filters(about=("c",)), {"by-subject", "by-object", "by-qualifier"}),
    "about, either": (Filters(about=("c", "d")), {"by-subject", "by-object", "by-qualifier"}),
    "type": (Filters(type=("project",)), {"by-subject", "by-object"}),
    "type, either": (Filters(type=("project", "country")), ALL_VARIED - {"by-value", "by-reference"}),
    "type that no end has": (Filters(type=("outlet",)), set()),
    "between": (Filters(between=("a", "c")), {"by-object"}),
    "between, turned": (Filters(between=("c", "a")), {"by-object"}),
    "different filters": (Filters(subject=("a", "c"), object=("b",), hedged=True), {"by-hedge"}),
    "filters at odds": (Filters(subject=("c",), hedged=True), set()),
}


class ClaimsContract(ContractBase):
    """What a store tells of claims."""

    def test_claims_by_id_hold_withdrawn_ones_and_leave_out_what_is_unknown(self, make_store: MakeStore) -> None:
        store = make_store(VARIED)
        assert set(store.get_claims(["plain", "withdrawn", "nothing"])) == {"plain", "withdrawn"}

    def test_claims_come_by_id_without_withdrawn_ones(self, make_store: MakeStore) -> None:
        found = make_store(VARIED).find_claims(ClaimQuery(), None, 100)
        assert [claim.id for claim in found.items] == sorted(ALL_VARIED)
        assert (found.total, found.more) == (len(ALL_VARIED), False)

    def test_claims_page_by_page(self, make_store: MakeStore) -> None:
        store = make_store(VARIED)
        filters = Filters(subject=("a",))
        whole = [claim.id for claim in store.find_claims(ClaimQuery(filters), None, 100).items]
        walked: list[str] = []
        more = True
        while more:
            part = store.find_claims(ClaimQuery(filters), walked[-1] if walked else None, 5)
            assert part.total == len(whole)
            walked += [claim.id for claim in part.items]
            more = part.more
        assert walked == whole

    @pytest.mark.parametrize(("filters", "expected"), FILTERED.values(), ids=FILTERED)
    def test_filters(self, make_store: MakeStore, filters: Filters, expected: set[str]) -> None:
        found = make_store(VARIED).find_claims(ClaimQuery(filters), None, 100)
        assert [claim.id for claim in found.items] == sorted(expected)
        assert found.total == len(expected)

    def test_claims_by_ids_hold_withdrawn_ones_and_pass_the_filters(self, make_store: MakeStore) -> None:
        store = make_store(VARIED)
        ids = frozenset({"withdrawn", "plain", "by-hedge", "nothing"})
        found = store.find_claims(ClaimQuery(ids=ids), None, 10)
        assert [claim.id for claim in found.items] == ["by-hedge", "plain", "withdrawn"]
        hedged = store.find_claims(ClaimQuery(Filters(hedged=True), ids=ids), None, 10)
        assert [claim.id for claim in hedged.items] == ["by-hedge"]
        assert store.find_claims(ClaimQuery(ids=frozenset()), None, 10).items == ()

    def test_between_takes_edges_of_any_polarity_and_of_tying_qualifiers(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("forward", "a", "b"),
                make_claim("backward", "b", "a"),
                make_claim("negated", "a", "b", polarity="negated"),
                make_claim("unknown", "a", "b", polarity="unknown"),
                make_claim("partner", "a", "c", "b"),
                make_claim("purpose", "a", "c", qualifiers=loosely("b")),
                make_claim("apart", "c", "a", "b"),
                make_claim("withdrawn", "a", "b", rank="deprecated"),
                make_claim("spoken", "a", "c", speaker="b"),
            ]
        )
        found = make_store(dataset).find_claims(ClaimQuery(Filters(between=("a", "b"))), None, 10)
        assert [claim.id for claim in found.items] == ["backward", "forward", "negated", "partner", "unknown"]

    def test_claims_of_a_source_were_read_in_it_or_cite_it(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("cites", "a", "b", cites=("paper-1",)),
                make_claim("read", "a", "b", evidence=(make_evidence(source="paper-1"),)),
                make_claim("second", "a", "b", evidence=(make_evidence(), make_evidence(("paper-1",), sentence=2))),
                make_claim("other", "a", "b", cites=("paper-2",)),
                make_claim("withdrawn", "a", "b", cites=("paper-1",), rank="deprecated"),
            ]
        )
        store = make_store(dataset)
        found = store.find_claims(ClaimQuery(Filters(source=("paper-1",))), None, 10)
        assert [claim.id for claim in found.items] == ["cites", "read", "second"]
        assert store.count_claims(ClaimQuery(Filters(source=("paper-1",), outlet=("press-1",)))) == 3
        assert store.count_claims(ClaimQuery(Filters(source=("nothing",)))) == 0
        assert store.count_claims(ClaimQuery(Filters(source=("paper-1", "paper-2")))) == 4
        assert store.count_for_sources(["paper-1", "paper-2", "report", "nothing"]) == {
            "paper-1": 3,
            "paper-2": 1,
            "report": 3,
        }

    def test_outlets_are_those_cited_or_else_the_own_one(self, make_store: MakeStore) -> None:
        sources = [make_source("paper-1", "press-1"), make_source("paper-1b", "press-1")]
        twice = (Cite(id="paper-1"), Cite(id="paper-1b", signal="see"))
        dataset = make_dataset(
            [
                make_claim("c1", "a", "b", cites=twice),
                make_claim("c2", "a", "c", evidence=(make_evidence(), make_evidence(("paper-2",), sentence=2))),
            ],
            sources=sources,
        )
        store = make_store(dataset)
        tied = store.find_tied_claims([("a", "b"), ("a", "c")], NO_FILTERS, 5)
        assert tied["a", "b"].outlets == ("press-1",)
        assert tied["a", "c"].outlets == ("gazette", "press-2")
        by_outlet = {
            outlet: [claim.id for claim in store.find_claims(ClaimQuery(Filters(outlet=(outlet,))), None, 5).items]
            for outlet in ("gazette", "press-1", "press-2")
        }
        assert by_outlet == {"gazette": ["c2"], "press-1": ["c1"], "press-2": ["c2"]}

    def test_references(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("told", "a", "b"),
                make_claim("z-object", "a", Content(claim="told")),
                make_claim("a-qualifier", "a", "c", qualifiers=(Qualifier(role="reason", claim="told"),)),
                make_claim("withdrawn", "a", Content(claim="told"), rank="deprecated"),
                make_claim("twice", "a", Content(claim="told"), qualifiers=(Qualifier(role="reason", claim="told"),)),
            ]
        )
        assert make_store(dataset).find_references(["told", "twice", "nothing"]) == {
            "told": ("a-qualifier", "twice", "z-object"),
            "twice": (),
        }
