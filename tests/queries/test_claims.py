"""Claims as they are shown: resolved, with their evidence, found by id and by filter."""

from __future__ import annotations

from typing import Any

import pytest

from kgraph.errors import InvalidParameter, NotFound
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Cite, Content, Dataset, Qualifier, Value
from tests.graphs import make_claim, make_dataset, make_entity, make_evidence, make_source

DATASET = make_dataset(
    [
        make_claim(
            "deal",
            "a",
            "b",
            qualifiers=(
                Qualifier(role="partner", entity="c"),
                Qualifier(role="reason", claim="worry"),
                Qualifier(role="purpose", value=Value(text="peace")),
            ),
            valid="2023-05",
            hedge="perhaps",
            speaker="c",
            predicate="feeds",
            evidence=(
                make_evidence(("paper-1", Cite(id="paper-2", signal="see"))),
                make_evidence((), sentence=2),
            ),
        ),
        make_claim("worry", "b", Content(value=Value(amount=22, modifier="about", unit="USD")), topics=("trade",)),
        make_claim("reply", "c", Content(claim="deal"), evidence=(make_evidence(("paper-1",), sentence=4),)),
        make_claim("denial", "c", "b", polarity="negated", status="alleged"),
        make_claim("old", "a", "b", rank="deprecated"),
    ],
    [make_entity("a", "person", name="Ada")],
    [make_source("paper-1", "press-1", date="2023?-05-19", date_printed="May 19")],
)


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph(DATASET)


def dump(view: Any) -> dict[str, Any]:
    shown: dict[str, Any] = view.model_dump(mode="json", by_alias=True)
    return shown


def test_a_claim_is_shown_with_names_for_ids(kg: KnowledgeGraph) -> None:
    shown = dump(kg.claim("deal"))
    assert shown["subject"] == {"id": "a", "name": "Ada", "type": "person"}
    assert shown["object"] == {"entity": {"id": "b", "name": "B", "type": "country"}}
    assert shown["speaker"] == {"id": "c", "name": "C", "type": "country"}
    assert shown["qualifiers"] == [
        {"role": "partner", "entity": {"id": "c", "name": "C", "type": "country"}},
        {"role": "reason", "claim": {"id": "worry", "statement": "Claim worry."}},
        {"role": "purpose", "value": {"amount": None, "modifier": None, "unit": None, "text": "peace"}},
    ]
    assert shown["referred_by"] == [{"id": "reply", "statement": "Claim reply."}]
    plain = ("id", "statement", "predicate", "valid", "status", "polarity", "hedge", "basis", "topics", "rank")
    assert {name: shown[name] for name in plain} == {
        "id": "deal",
        "statement": "Claim deal.",
        "predicate": "feeds",
        "valid": "2023-05",
        "status": "occurred",
        "polarity": "affirmed",
        "hedge": "perhaps",
        "basis": "stated",
        "topics": ["water"],
        "rank": "normal",
    }


def test_a_claim_is_shown_with_its_evidence(kg: KnowledgeGraph) -> None:
    cited, uncited = dump(kg.claim("deal"))["evidence"]
    gazette = {"id": "gazette", "name": "GAZETTE"}
    assert cited == {
        "source": {"id": "report", "outlet": gazette, "title": None, "date": None},
        "locator": {"paragraph": 1, "sentence": 1},
        "digest": DATASET.claims[0].evidence[0].digest,
        "cites": [
            {
                "id": "paper-1",
                "outlet": {"id": "press-1", "name": "PRESS-1"},
                "date": "2023?-05-19",
                "date_printed": "May 19",
                "signal": None,
            },
            {
                "id": "paper-2",
                "outlet": {"id": "press-2", "name": "PRESS-2"},
                "date": None,
                "date_printed": None,
                "signal": "see",
            },
        ],
        "nearby_cites": None,
    }
    assert uncited["cites"] == []
    assert uncited["nearby_cites"]["sentence"] == 4
    assert [cite["id"] for cite in uncited["nearby_cites"]["cites"]] == ["paper-1"]


def test_outlets_count_what_is_cited_and_never_what_is_nearby(kg: KnowledgeGraph) -> None:
    assert [outlet.id for outlet in kg.claim("deal").outlets] == ["gazette", "press-1", "press-2"]
    assert [outlet.id for outlet in kg.claim("worry").outlets] == ["gazette"]


def test_a_value_and_a_claim_as_objects(kg: KnowledgeGraph) -> None:
    assert dump(kg.claim("worry"))["object"] == {
        "value": {"amount": 22, "modifier": "about", "unit": "USD", "text": None}
    }
    assert dump(kg.claim("reply"))["object"] == {"claim": {"id": "deal", "statement": "Claim deal."}}
    assert kg.claim("worry").topics == ("trade",)


def test_claims_by_filter_come_by_id_without_withdrawn_ones(kg: KnowledgeGraph) -> None:
    assert [claim.id for claim in kg.claims()] == ["deal", "denial", "reply", "worry"]
    assert [claim.id for claim in kg.claims(about="C")] == ["deal", "denial", "reply"]
    assert [claim.id for claim in kg.claims(between=["a", "c"])] == ["deal"]
    assert [claim.id for claim in kg.claims(between=["c", "b"], polarity="negated")] == ["denial"]
    assert [claim.id for claim in kg.claims(type="person")] == ["deal"]


def test_a_withdrawn_claim_is_handed_out_by_its_id(kg: KnowledgeGraph) -> None:
    assert kg.claim("old").rank == "deprecated"
    assert [claim.id for claim in kg.claims(id=["worry", "old"])] == ["old", "worry"]


def test_claims_by_id_pass_the_filters_too(kg: KnowledgeGraph) -> None:
    answer = kg.claims(id=["worry", "deal"], hedged=True)
    assert [claim.id for claim in answer] == ["deal"]
    assert answer.query.parameters == {"id": ("deal", "worry"), "hedged": True, "limit": 50}


@pytest.mark.parametrize("ask", [lambda kg: kg.claim("reploy"), lambda kg: kg.claims(id=["deal", "reploy"])])
def test_an_unknown_id_is_answered_with_near_ones(kg: KnowledgeGraph, ask: Any) -> None:
    with pytest.raises(NotFound) as caught:
        ask(kg)
    assert (caught.value.kind, caught.value.value, caught.value.suggestions) == ("claim", "reploy", ("reply",))


@pytest.mark.parametrize("id_", ["", "a\nb", "x" * 201, 5])
def test_what_no_id_can_be_is_refused(kg: KnowledgeGraph, id_: Any) -> None:
    for ask in (kg.claim, kg.claim_sources, kg.source, kg.source_claims):
        with pytest.raises(InvalidParameter) as caught:
            ask(id_)
        assert caught.value.parameter == "id"


def test_what_a_claim_rests_on_carrying_sources_first(kg: KnowledgeGraph) -> None:
    answer = kg.claim_sources("deal")
    assert [(each.relation, each.id, each.locator.sentence, each.signal) for each in answer] == [
        ("carrying", "report", 1, None),
        ("carrying", "report", 2, None),
        ("cited", "paper-1", 1, None),
        ("cited", "paper-2", 1, "see"),
    ]
    assert answer.total.value == 4
    assert answer.items[2].outlet.name == "PRESS-1"
    assert answer.items[2].claim_count == 2


EMPTY: dict[str, tuple[dict[str, Any], str, str | None, str | None]] = {
    "one filter": ({"status": "ended"}, "filtered", "status", "leave out status"),
    "one of two filters": ({"hedged": True, "status": "alleged"}, "filtered", "status", "leave out status"),
    "two filters": ({"status": "ended", "paragraph": 9}, "filtered", None, "leave out status, paragraph"),
    "among given ids": ({"id": "deal", "hedged": False}, "filtered", "hedged", "leave out hedged"),
    "about nobody": ({"about": "press-1"}, "filtered", "about", "leave out about"),
}


@pytest.mark.parametrize(("given", "reason", "filter", "change"), EMPTY.values(), ids=EMPTY)
def test_an_empty_list_says_why(
    kg: KnowledgeGraph, given: dict[str, Any], reason: str, filter: str | None, change: str | None
) -> None:
    answer = kg.claims(**given)
    assert not answer.items
    assert answer.total.value == 0
    assert answer.empty is not None
    assert (answer.empty.reason, answer.empty.filter, answer.empty.try_) == (reason, filter, change)
    names = change.removeprefix("leave out ").split(", ") if change else []
    assert kg.claims(**{name: value for name, value in given.items() if name not in names}).items


def test_a_dataset_with_nothing_to_list_says_so() -> None:
    kg = KnowledgeGraph(make_dataset())
    for answer in (kg.claims(), kg.claims(status="ended"), kg.source_claims("report")):
        assert answer.empty is not None
        assert answer.empty.reason == "no_claims"


def test_on_the_shipped_data_every_claim_comes_with_evidence(article: Dataset) -> None:
    kg = KnowledgeGraph(article)
    answer = kg.claims(limit=500)
    assert len(answer) == answer.total.value == sum(claim.rank != "deprecated" for claim in article.claims)
    for claim in answer:
        assert claim.evidence
        assert claim.outlets
        assert claim.topics
        sources = kg.claim_sources(claim.id)
        assert sources.total.value == len(claim.evidence) + sum(len(evidence.cites) for evidence in claim.evidence)


def test_words_are_found_behind_a_possessive(article: Dataset) -> None:
    kg = KnowledgeGraph(article)
    found = {claim.id for claim in kg.claims(q="China", limit=500)}
    assert "p07s3c03" in found  # "China's growing land development"
    assert found == {claim.id for claim in kg.claims(q="China's", limit=500)}
