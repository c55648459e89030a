"""Rows hold what answers hold: every claim with how it stands and its evidence, and the same columns in each row."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from kgraph.answers.answer import Answer
from kgraph.answers.frames import list_rows
from kgraph.answers.rows import TABLES, find_item_type, find_table
from kgraph.answers.views import ClaimView
from kgraph.answers.wording import cite_evidence
from kgraph.cells import split_items
from kgraph.knowledge_graph import KnowledgeGraph
from tests.answers.asked import ask_everything, ask_random, iter_claims
from tests.graphs import make_claim, make_dataset, make_entity


def check_claim(row: dict[str, Any], claim: ClaimView) -> None:
    """Hold a row against the claim whose statement is in it."""
    for name in ("statement", "polarity", "status", "hedge", "basis", "valid", "predicate", "rank", "single_source"):
        assert row[name] == getattr(claim, name), name
    assert row["deprecated_because"] == claim.deprecated_because
    assert (row["subject_id"], row["subject"]) == (claim.subject.id, claim.subject.name)
    assert (row["speaker_id"], row["speaker"]) == (claim.speaker.id, claim.speaker.name)
    assert split_items(row["evidence"]) == [cite_evidence(each) for each in claim.evidence]
    assert split_items(row["digests"]) == [each.digest for each in claim.evidence]
    assert split_items(row["source_ids"]) == [each.source.id for each in claim.evidence]
    assert split_items(row["contested_by"] or "") == [other.id for other in claim.contested_by]
    assert split_items(row["outlets"] or "") == [outlet.name for outlet in claim.outlets]
    assert len(split_items(row["qualifiers"] or "")) == len(claim.qualifiers)
    objects = [row["object_id"], row["object_claim"], row["object_amount"] or row["object_text"]]
    if claim.object.value is not None:
        assert row["object_amount"] == claim.object.value.amount
        assert row["object_modifier"] == claim.object.value.modifier
    else:
        assert sum(each is not None for each in objects) == 1


def check_answer(answer: Any) -> int:
    """Hold the rows of an answer against it; return how many claims are in them."""
    rows = answer.to_rows()
    names = find_table(type(answer) if not isinstance(answer, Answer) else find_item_type(answer)).names
    assert all(tuple(row) == names for row in rows)
    assert all(
        cell is None or isinstance(cell, bool | int | str) or cell.is_finite() for row in rows for cell in row.values()
    )
    shown = [row for row in rows if row.get("statement") is not None]
    for row, claim in zip(shown, iter_claims(answer), strict=True):
        assert row["claim_id" if "claim_id" in row else "id"] == claim.id
        check_claim(row, claim)
    return len(shown)


@pytest.fixture(scope="module")
def answers(article_graph: KnowledgeGraph) -> dict[str, Any]:
    return ask_everything(article_graph)


def test_every_claim_of_every_answer_is_in_a_row_with_its_evidence(answers: dict[str, Any]) -> None:
    counts = {name: check_answer(answer) for name, answer in answers.items()}
    assert counts["claims"] == 201
    assert min(counts[name] for name in ("neighbours", "paths", "subgraph", "timeline", "undated", "impact")) > 0


def test_claims_of_every_make_are_in_rows() -> None:
    found: Counter[str] = Counter()
    for asked in ask_random():
        for answer in asked.values():
            check_answer(answer)
        for claim in iter_claims(asked["claims"]):
            found.update([claim.polarity, claim.rank, claim.basis, f"contested {bool(claim.contested_by)}"])
            found.update([f"hedge {bool(claim.hedge)}", *sorted(claim.object.model_fields_set)])
    assert min(found.values()) > 3
    assert {"negated", "unknown", "deprecated", "presupposed", "contested True", "hedge True", "claim"} <= set(found)


def test_a_tie_without_its_claims_says_how_many_there_are_and_where(answers: dict[str, Any]) -> None:
    answer = answers["neighbours without claims"]
    rows = answer.to_rows()
    assert [(row["neighbour_id"], row["claim_count"], row["claims_url"]) for row in rows] == [
        (each.entity.id, each.claim_count, each.claims_url) for each in answer
    ]
    assert all(row["claim_id"] is None and row["claims_url"] for row in rows)


def test_a_path_has_a_row_for_each_claim_of_each_hop(article_graph: KnowledgeGraph) -> None:
    answer = article_graph.paths("Bolat Nazarbayev", "China", k=5)
    expected = [
        (number, place, hop.from_.name, hop.to.name, hop.direction, place == path.weakest_hop, claim.id)
        for number, path in enumerate(answer, start=1)
        for place, hop in enumerate(path.hops, start=1)
        for claim in hop.claims
    ]
    names = ("path", "hop", "from", "to", "direction", "hop_weakest", "claim_id")
    assert [tuple(row[name] for name in names) for row in answer.to_rows()] == expected
    assert len({row["path"] for row in answer.to_rows()}) > 1


def test_both_sides_of_a_dispute_and_who_takes_none_have_rows() -> None:
    claims = [
        make_claim("yes", "a", "b"),
        make_claim("no", "a", "b", polarity="negated", speaker="e", hedge="perhaps", cites=("paper-1",)),
        make_claim("open", "a", "b", polarity="unknown", speaker="e"),
    ]
    rows = KnowledgeGraph(make_dataset(claims)).contested().to_rows()
    assert [(row["side"], row["position"], row["claim_id"], row["hedge"]) for row in rows] == [
        (1, "negated", "no", "perhaps"),
        (2, "affirmed", "yes", None),
        (None, None, "open", None),
    ]


def test_impact_counts_what_it_does_not_list_and_shows_no_claim_without_evidence(
    article_graph: KnowledgeGraph,
) -> None:
    impact = article_graph.impact("edm-20-152", from_="Kazakhstan", to="China", limit=2)
    rows = impact.to_rows()
    counts = {row["part"]: row["part_count"] for row in rows}
    assert counts["claim"] == impact.claim_count == 201
    assert counts["tie"] == impact.tie_count
    assert counts["entity"] == impact.entity_count
    assert counts["path after"] == 0
    assert [row["name"] for row in rows if row["part"] == "path"] == [impact.path.detail]
    for row in rows:
        if row["part"] == "tie":
            ends = f"between={row['from_id']}&between={row['to_id']}"
            assert row["claims_url"] == f"/v1/claims?polarity=affirmed&{ends}"
    for asked in ask_random():
        for row in asked["impact"].to_rows():
            if row["part"] in ("claim", "weakened"):
                assert row["statement"]
                assert row["evidence"]


def test_quality_has_a_row_for_what_has_no_value(article_graph: KnowledgeGraph) -> None:
    view = article_graph.quality(limit=1)
    rows = view.to_rows()
    months = [row for row in rows if row["part"] == "months"]
    assert [(row["value"], row["count"], row["part_count"]) for row in months] == [
        (view.months.items[0].value, view.months.items[0].count, view.months.value_count),
        (None, view.months.none_count, view.months.value_count),
    ]
    assert sum(row["part"] == "findings" for row in rows) == len(view.findings)


def test_several_values_in_a_cell_can_be_told_apart_again() -> None:
    claims = [make_claim("c", "a", "b", cites=("paper-1", "paper-2"))]
    outlets = [make_entity("press-1", "outlet", name="One|Two"), make_entity("press-2", "outlet", name="Back\\slash")]
    row = KnowledgeGraph(make_dataset(claims, outlets)).claims().to_rows()[0]
    assert split_items(row["outlets"]) == ["One|Two", "Back\\slash"]
    assert split_items(row["cited_ids"]) == ["paper-1", "paper-2"]


def test_an_answer_knows_its_columns_without_any_item(article_graph: KnowledgeGraph) -> None:
    empty = [article_graph.contested(), article_graph.search("zzzzzz"), article_graph.claims(paragraph=999)]
    empty += [article_graph.neighbours("china", status="feared", topic="energy")]
    for answer in empty:
        assert not answer
        assert answer.to_rows() == []
        assert find_table(find_item_type(answer)) is not None


def test_the_columns_of_a_table_have_names_of_their_own_and_meanings() -> None:
    for table in TABLES:
        assert len(set(table.names)) == len(table.names), table.name
        assert all(column.holds and "|" not in column.holds for column in table.columns)
    assert len({table.name for table in TABLES}) == len(TABLES)


def test_what_is_of_no_answer_has_no_rows() -> None:
    with pytest.raises(TypeError, match="no rows for int"):
        list_rows(int, [1])
