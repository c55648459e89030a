"""What falls if a source is wrong, on made-up datasets and on the article."""

from __future__ import annotations

import pytest

from kgraph.errors import InvalidParameter, NotFound
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Content
from tests.graphs import make_claim, make_dataset, make_evidence, make_source

CLAIMS = [
    make_claim("alone", "a", "b", cites=("paper-1",)),
    make_claim("both", "b", "c", cites=("paper-1", "paper-2")),
    make_claim("two-passages", "c", "d", evidence=(make_evidence(("paper-1",)), make_evidence(sentence=2))),
    make_claim("again", "a", "b", cites=("paper-1",)),
    make_claim("about-alone", "d", Content(claim="alone"), cites=("paper-2",)),
    make_claim("detour", "a", "d", cites=("paper-2",)),
    make_claim("negated", "e", "f", cites=("paper-1",), polarity="negated"),
    make_claim("withdrawn", "a", "c", cites=("paper-1",), rank="deprecated"),
    make_claim("read-elsewhere", "c", "d", evidence=(make_evidence(source="other"),)),
]
SOURCES = [make_source("other", "courier", type="article"), make_source("unused", "press-9")]


@pytest.fixture(scope="module")
def made_up() -> KnowledgeGraph:
    return KnowledgeGraph(make_dataset(CLAIMS, sources=SOURCES))


def test_what_falls_with_a_cited_source(made_up: KnowledgeGraph) -> None:
    impact = made_up.impact("paper-1")
    assert impact.relation == "cited"
    assert [claim.id for claim in impact.claims] == ["again", "alone", "negated"]
    assert [claim.id for claim in impact.weakened] == ["both", "two-passages"]
    assert [(tie.from_.id, tie.to.id, tie.claim_count) for tie in impact.ties] == [("a", "b", 2)]
    assert [entity.id for entity in impact.entities] == ["e", "f"]
    assert all(claim.evidence for claim in impact.claims)
    assert impact.path is None


def test_what_falls_with_a_carrying_source(made_up: KnowledgeGraph) -> None:
    impact = made_up.impact("report")
    assert impact.relation == "carrying"
    assert impact.claim_count == 7
    assert {(tie.from_.id, tie.to.id) for tie in impact.ties} == {("a", "b"), ("b", "c"), ("a", "d")}
    assert [entity.id for entity in impact.entities] == ["a", "b", "e", "f"]
    assert made_up.impact("other").claim_count == 1


def test_a_source_that_nothing_rests_on(made_up: KnowledgeGraph) -> None:
    impact = made_up.impact("unused", from_="a", to="b")
    assert (impact.relation, impact.claim_count, impact.tie_count, impact.entity_count) == ("none", 0, 0, 0)
    assert impact.path is not None
    assert impact.path.changes is False


def test_whether_the_shortest_path_changes(made_up: KnowledgeGraph) -> None:
    longer = made_up.impact("paper-1", from_="a", to="b").path
    assert longer is not None
    assert (longer.changes, longer.before and longer.before.length, longer.after and longer.after.length) == (
        True,
        1,
        3,
    )
    assert "3 hops" in longer.detail
    gone = made_up.impact("paper-1", from_="a", to="b", max_hops=2).path
    assert gone is not None
    assert (gone.changes, gone.after) == (True, None)
    same = made_up.impact("paper-1", from_="b", to="c").path
    assert same is not None
    assert same.changes is False
    none = made_up.impact("paper-1", from_="e", to="f").path
    assert none is not None
    assert (none.changes, none.before, none.after) == (False, None, None)


def test_the_limit_cuts_lists_and_not_counts(made_up: KnowledgeGraph) -> None:
    impact = made_up.impact("report", limit=1)
    assert [len(each) for each in (impact.claims, impact.ties, impact.entities)] == [1, 1, 1]
    assert (impact.claim_count, impact.tie_count, impact.entity_count) == (7, 3, 4)


def test_the_echo_tells_how_names_were_understood(made_up: KnowledgeGraph) -> None:
    query = made_up.impact("paper-1", from_="A", to="B").query
    assert query.parameters == {"id": "paper-1", "from": "a", "to": "b", "max_hops": 4, "limit": 50}
    assert [(name.parameter, name.given, name.entity.id) for name in query.names] == [
        ("from", "A", "a"),
        ("to", "B", "b"),
    ]


@pytest.mark.parametrize("ends", [{"from_": "a"}, {"to": "a"}, {"from_": "a", "to": "a"}], ids=str)
def test_two_ends_go_together(made_up: KnowledgeGraph, ends: dict[str, str]) -> None:
    with pytest.raises(InvalidParameter):
        made_up.impact("paper-1", **ends)


def test_an_unknown_source(made_up: KnowledgeGraph) -> None:
    with pytest.raises(NotFound) as missing:
        made_up.impact("paper-7")
    assert "paper-1" in missing.value.suggestions


def test_what_falls_is_what_an_exclusion_leaves_out(article_graph: KnowledgeGraph) -> None:
    everything = {claim.id for claim in article_graph.claims(limit=500)}
    for source in article_graph.sources(limit=500):
        left = {claim.id for claim in article_graph.claims(exclude_source=source.id, limit=500)}
        impact = article_graph.impact(source.id, limit=500)
        assert {claim.id for claim in impact.claims} == everything - left, source.id
        assert impact.claim_count + impact.weakened_count == source.claim_count
