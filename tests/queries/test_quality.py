"""Quality: every finding on a made-up dataset, beside what merely looks like one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kgraph.answers.quality import Finding, QualityView
from kgraph.errors import InvalidParameter
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.queries.quality import DEFINITIONS, to_share
from kgraph.records import Cite, Claim, Content, Entity, Name, Source
from tests.graphs import (
    VOCABULARY,
    loosely,
    make_claim,
    make_dataset,
    make_entity,
    make_evidence,
    make_random_dataset,
    make_source,
)


def describe(*claims: Claim, entities: tuple[Entity, ...] = (), sources: tuple[Source, ...] = ()) -> QualityView:
    return KnowledgeGraph(make_dataset(claims, entities, sources)).quality()


def find(view: QualityView, id_: str) -> Finding:
    return next(finding for finding in view.findings if finding.id == id_)


def test_claims_on_a_single_outlet() -> None:
    view = describe(
        make_claim("c1-cites-one", "a", "b", cites=("paper-1",)),
        make_claim("c2-two-items-of-one-outlet", "a", "b", cites=("paper-1", "again")),
        make_claim("c3-see-another-item-of-it", "a", "b", cites=("paper-1", Cite(id="again", signal="see"))),
        make_claim("c4-cites-nothing", "a", "b"),
        make_claim("c5-cites-two", "a", "b", cites=("paper-1", "paper-2")),
        make_claim("c6-one-beside-the-text-itself", "a", "b", evidence=(make_evidence(("paper-1",)), make_evidence())),
        make_claim("c7-withdrawn", "a", "b", cites=("paper-1",), rank="deprecated"),
        sources=(make_source("again", "press-1"),),
    )
    finding = find(view, "single_outlet_claims")
    assert finding.ids == (
        "c1-cites-one",
        "c2-two-items-of-one-outlet",
        "c3-see-another-item-of-it",
        "c4-cites-nothing",
    )
    assert (finding.kind, finding.count, finding.of, finding.url) == ("claim", 4, 6, None)


def test_undated_claims() -> None:
    view = describe(
        make_claim("c1-undated", "a", "b"),
        make_claim("c2-dated", "a", "b", valid="2031-05"),
        make_claim("c3-no-year-is-a-date-too", "a", "b", valid="XXXX-01-06"),
        make_claim("c4-open", "a", "b", valid="2031/.."),
        make_claim("c5-withdrawn", "a", "b", rank="deprecated"),
    )
    finding = find(view, "undated_claims")
    assert (finding.ids, finding.count, finding.of) == (("c1-undated",), 1, 4)


def test_claims_that_cite_nothing() -> None:
    view = describe(
        make_claim("c1-cites-nothing", "a", "b"),
        make_claim("c2-in-two-such-passages", "a", "b", evidence=(make_evidence(), make_evidence(sentence=2))),
        make_claim("c3-cites", "a", "b", cites=("paper-1",)),
        make_claim("c4-see", "a", "b", cites=(Cite(id="paper-1", signal="see"),)),
        make_claim("c5-one-passage-cites", "a", "b", evidence=(make_evidence(), make_evidence(("paper-1",)))),
        make_claim("c6-withdrawn", "a", "b", rank="deprecated"),
    )
    finding = find(view, "uncited_claims")
    assert (finding.ids, finding.count, finding.of) == (("c1-cites-nothing", "c2-in-two-such-passages"), 2, 5)


def test_presupposed_claims() -> None:
    claims = [
        make_claim("c1-presupposed", "a", "b", basis="presupposed"),
        make_claim("c2-stated", "a", "b"),
        make_claim("c3-merely-hedged", "a", "b", hedge="perhaps"),
        make_claim("c4-negated-too", "a", "b", basis="presupposed", polarity="negated"),
        make_claim("c5-withdrawn", "a", "b", basis="presupposed", rank="deprecated"),
    ]
    finding = find(describe(*claims), "presupposed_claims")
    assert (finding.ids, finding.count, finding.of) == (("c1-presupposed", "c4-negated-too"), 2, 4)
    assert finding.url == "/v1/claims?basis=presupposed"
    listed = KnowledgeGraph(make_dataset(claims)).claims(basis="presupposed")
    assert tuple(claim.id for claim in listed) == finding.ids


def presupposed(id_: str, one: str, other: str | Content, *tied: str, **fields: Any) -> Claim:
    return make_claim(id_, one, other, *tied, basis="presupposed", **fields)


def test_ties_of_presupposed_claims_only() -> None:
    view = describe(
        presupposed("c01", "a", "b"),
        presupposed("c02", "b", "a"),
        presupposed("c03", "a", "c-backed-from-the-other-side"),
        make_claim("c04", "c-backed-from-the-other-side", "a"),
        presupposed("c05", "a", "d-backed-by-a-role", "e"),
        make_claim("c06", "a", "f", "d-backed-by-a-role"),
        presupposed("c07", "a", "g-denied"),
        make_claim("c08", "a", "g-denied", polarity="negated"),
        presupposed("c09", "a", "h-backing-withdrawn"),
        make_claim("c10", "a", "h-backing-withdrawn", rank="deprecated"),
        presupposed("c11", "a", "i-negated", polarity="negated"),
        presupposed("c12", "a", "j-withdrawn", rank="deprecated"),
        presupposed("c13", "a", "a"),
        presupposed("c14", "a", Content(claim="c01"), qualifiers=loosely("k-untied")),
    )
    finding = find(view, "presupposed_ties")
    assert finding.ids == ("a--b", "a--e", "a--g-denied", "a--h-backing-withdrawn")
    assert (finding.kind, finding.count, finding.of, finding.url) == ("tie", 4, 7, None)


def test_ties_are_named_in_the_order_of_their_ids() -> None:
    """An id that begins another comes first, whatever joiner the other goes on with."""
    claims = [presupposed(f"c-{other}", other, "z") for other in ("a.b", "a", "a-b", "a0", "a_b")]
    ids = find(describe(*claims, presupposed("d1", "z", "a-b"), presupposed("d2", "a-b", "a")), "presupposed_ties").ids
    assert ids == ("a--a-b", "a--z", "a-b--z", "a.b--z", "a0--z", "a_b--z")
    assert list(ids) == sorted(ids)


def test_entities_that_nothing_uses() -> None:
    view = describe(
        make_claim("c1", "subject", "object", qualifiers=loosely("named-in-a-role"), speaker="speaker"),
        make_claim("c2", "subject", "negated-only", polarity="negated"),
        make_claim("c3", "named-by-a-withdrawn-claim", "object", rank="deprecated", speaker="speaks-it"),
        entities=(make_entity("a-lone-one", countries=("KZ",)), make_entity("lone-outlet", "outlet")),
        sources=(make_source("unread", "outlet-of-an-unused-source"),),
    )
    finding = find(view, "orphan_entities")
    assert finding.ids == ("a-lone-one", "lone-outlet", "named-by-a-withdrawn-claim", "speaks-it")
    assert (finding.kind, finding.count, finding.of, finding.url) == ("entity", 4, 11, None)
    assert view.entity_count == 11


def test_sources_that_nothing_uses() -> None:
    view = describe(
        make_claim("c1", "a", "b", cites=("cited",)),
        make_claim("c2", "a", "b", cites=(Cite(id="seen", signal="see"),)),
        make_claim("c3", "a", "b", evidence=(make_evidence(source="read"),)),
        make_claim("c4", "a", "b", cites=("cited-by-a-withdrawn-claim",), rank="deprecated"),
        sources=(make_source("lone", "press-1"),),
    )
    finding = find(view, "unused_sources")
    assert finding.ids == ("cited-by-a-withdrawn-claim", "lone")
    assert (finding.kind, finding.count, finding.of, finding.url) == ("source", 2, 6, None)


def test_predicates_used_once_and_never() -> None:
    view = describe(
        make_claim("c1", "a", "b", predicate="feeds"),
        make_claim("c2", "a", "b", predicate="feeds", rank="deprecated"),
        make_claim("c3", "a", "b", predicate="trades_with"),
        make_claim("c4", "a", "b", predicate="trades_with", polarity="negated"),
        make_claim("c5", "a", "b", predicate="opposes", rank="deprecated"),
    )
    once, never = find(view, "predicates_used_once"), find(view, "unused_predicates")
    known = set(VOCABULARY.words("predicates"))
    assert (once.kind, once.ids, once.count, once.of) == ("predicate", ("feeds",), 1, len(known))
    assert (never.kind, never.ids) == ("predicate", tuple(sorted(known - {"feeds", "trades_with"})))
    assert (never.count, never.of) == (len(known) - 2, len(known))


def named(id_: str, *languages: str) -> Entity:
    names = tuple(Name(text=f"{id_} {lang}", lang=lang, kind="alias") for lang in languages)
    return make_entity(id_, names=names)


def test_languages_that_names_are_missing_in() -> None:
    view = describe(
        entities=(named("a"), named("b", "ru", "ru", "en"), named("c", "kk-Cyrl", "ru"), named("d", "kk-Latn"))
    )
    assert [(each.lang, each.count, each.missing_count, each.missing_ids) for each in view.languages] == [
        ("en", 5, 0, ()),
        ("ru", 2, 3, ("a", "d", "gazette")),
        ("kk-Cyrl", 1, 4, ("a", "b", "d", "gazette")),
        ("kk-Latn", 1, 4, ("a", "b", "c", "gazette")),
    ]
    assert [each.share for each in view.languages] == [Decimal(1), Decimal("0.4"), Decimal("0.2"), Decimal("0.2")]


def test_claims_by_outlet_topic_and_month() -> None:
    view = describe(
        make_claim("c1", "a", "b", cites=("paper-1", "paper-2"), valid="2031-05-17", topics=("water", "trade")),
        make_claim("c2", "a", "b", cites=("paper-2",), valid="2031-05"),
        make_claim("c3", "a", "b", cites=("paper-2",), valid="2031", polarity="negated"),
        make_claim("c4", "a", "b", cites=("paper-3",), valid="2029", rank="deprecated"),
        make_claim("c5", "a", "b", predicate="feeds"),
    )
    third, quarter = Decimal("0.7500"), Decimal("0.2500")
    shown = [(each.value, each.name, each.count, each.share) for each in view.outlets.items]
    assert shown == [
        ("press-2", "PRESS-2", 3, third),
        ("gazette", "GAZETTE", 1, quarter),
        ("press-1", "PRESS-1", 1, quarter),
    ]
    assert (view.outlets.value_count, view.outlets.none_count) == (3, 0)
    assert [(each.value, each.count) for each in view.topics.items] == [("trade", 3), ("water", 2)]
    assert [(each.value, each.count, each.share) for each in view.months.items] == [
        ("2031-05", 2, Decimal("0.5000")),
        ("2031", 1, quarter),
    ]
    assert (view.months.value_count, view.months.none_count, view.claim_count) == (2, 1, 4)
    assert [each.url for each in (view.outlets, view.topics, view.months)] == [
        "/v1/facets?by=outlet",
        "/v1/facets?by=topic",
        "/v1/facets?by=month",
    ]


def test_a_limit_bounds_the_lists_and_not_the_counts() -> None:
    named_entities = (named("x", "ru"), named("y", "kk-Latn"), named("z"))
    graph = KnowledgeGraph(make_dataset(make_random_dataset(3).claims, named_entities))
    whole = graph.quality()
    for limit in (1, 2, 500):
        cut = graph.quality(limit=limit)
        for finding, other in zip(cut.findings, whole.findings, strict=True):
            assert finding == other.model_copy(update={"ids": other.ids[:limit]})
        for each, other_language in zip(cut.languages, whole.languages, strict=True):
            ids = other_language.missing_ids[:limit]
            assert each == other_language.model_copy(update={"missing_ids": ids})
        for name in ("outlets", "topics", "months"):
            spread = getattr(whole, name)
            assert getattr(cut, name) == spread.model_copy(update={"items": spread.items[:limit]})


@pytest.mark.parametrize("limit", [0, 501, "many", None, True])
def test_a_limit_out_of_bounds_is_refused(limit: Any) -> None:
    with pytest.raises(InvalidParameter) as caught:
        KnowledgeGraph(make_dataset()).quality(limit=limit)
    assert caught.value.parameter == "limit"


@pytest.mark.parametrize("seed", range(12))
def test_the_limit_cuts_lists_and_nothing_else(seed: int) -> None:
    entities = (named("x", "ru"), named("y", "kk-Latn"), named("z"))
    spare = make_source("spare", "press-9")
    graph = KnowledgeGraph(make_dataset(make_random_dataset(seed).claims, entities, [spare]))
    whole, cut = graph.quality(), graph.quality(limit=1)
    assert [(each.count, each.ids) for each in cut.findings] == [(each.count, each.ids[:1]) for each in whole.findings]
    assert [(each.lang, each.missing_count, each.missing_ids) for each in cut.languages] == [
        (each.lang, each.missing_count, each.missing_ids[:1]) for each in whole.languages
    ]


@pytest.mark.parametrize("seed", range(12))
def test_ties_of_presupposed_claims_are_those_that_hops_say_so_of(seed: int) -> None:
    graph = KnowledgeGraph(make_random_dataset(seed))
    expected = set()
    for entity in graph.entities():
        for neighbour in graph.neighbours(entity.id, claims_per_neighbour=500):
            if all(claim.basis == "presupposed" for claim in neighbour.claims):
                expected.add("--".join(sorted((entity.id, neighbour.entity.id))))
    finding = find(graph.quality(), "presupposed_ties")
    assert set(finding.ids) == expected
    assert (finding.count, finding.of) == (len(expected), graph.dataset().tie_count)


def test_a_dataset_without_claims_has_nothing_to_be_divided_by() -> None:
    view = describe()
    words = len(VOCABULARY.predicates)
    counts = {finding.id: (finding.count, finding.of) for finding in view.findings}
    assert counts == {
        **dict.fromkeys(("single_outlet_claims", "undated_claims", "uncited_claims", "presupposed_claims"), (0, 0)),
        "presupposed_ties": (0, 0),
        "orphan_entities": (0, 1),
        "unused_sources": (1, 1),
        "predicates_used_once": (0, words),
        "unused_predicates": (words, words),
    }
    assert (view.outlets.items, view.months.items, view.months.none_count) == ((), (), 0)


def test_findings_always_come_in_one_order_and_are_defined() -> None:
    view = describe(make_claim("c1", "a", "b"))
    assert [finding.id for finding in view.findings] == list(DEFINITIONS)
    assert all(finding.definition == DEFINITIONS[finding.id] for finding in view.findings)


@pytest.mark.parametrize(
    ("count", "total", "share"),
    [(1, 3, "0.3333"), (2, 3, "0.6667"), (1, 20_000, "0.0000"), (3, 20_000, "0.0002"), (7, 7, "1.0000")],
)
def test_a_share_is_rounded_to_four_decimals_and_halves_to_even(count: int, total: int, share: str) -> None:
    assert str(to_share(count, total)) == share
