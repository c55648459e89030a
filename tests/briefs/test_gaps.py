"""What the sources do not say is counted over all claims that are meant, and told in a brief that has none, too."""

from __future__ import annotations

import pytest

from kgraph.briefs import FORMS, Brief
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Dataset
from tests.briefs.expected import list_items, names
from tests.graphs import make_chain, make_claim, make_dataset, make_entity, make_source


def counts(brief: Brief) -> dict[str, int]:
    return {gap.id: gap.count for gap in brief.gaps}


def test_the_gaps_of_every_entity_of_the_article(article: Dataset, article_graph: KnowledgeGraph) -> None:
    unnamed = {entity.id for entity in article.entities if "unnamed" in entity.name}
    for entity in article.entities:
        claims = {claim.id: claim for claim in article.claims if names(claim, entity.id)}
        # Counts are of all claims, however few are shown.
        for limit in (1, 500):
            brief = article_graph.brief(entity.id, limit=limit)
            views = {id_: article_graph.claim(id_) for id_ in claims}
            expected = {
                "undated": sum(claim.valid is None for claim in claims.values()),
                "uncited": sum(not any(each.cites for each in claim.evidence) for claim in claims.values()),
                "single_outlet": sum(view.single_source for view in views.values()),
                "unnamed_speakers": sum(claim.speaker in unnamed for claim in claims.values()),
                "single_outlet_ties": sum(n.single_source for n in article_graph.neighbours(entity.id, limit=500)),
            }
            found = counts(brief)
            found.pop("source_dates", None)
            assert found == {name: count for name, count in expected.items() if count}, entity.id
            uncited = [gap for gap in brief.gaps if gap.id == "uncited"]
            for gap in uncited:
                shown = {
                    item.number for item in list_items(brief) if not any(e.cites for e in claims[item.claim].evidence)
                }
                assert set(gap.items) == (shown if gap.count < len(claims) else set())


def test_dates_of_sources_that_are_not_certain_are_named_with_the_reason(article_graph: KnowledgeGraph) -> None:
    (gap,) = [gap for gap in article_graph.brief("CSTO intervention").gaps if gap.id == "source_dates"]
    assert any(line.startswith("Kommersant, January 6: the year stays open (") for line in gap.details)
    (gap,) = [gap for gap in article_graph.brief("RBC", limit=1).gaps if gap.id == "source_dates"] or [None]
    assert gap is None or "2023?" in str(gap.details)


def test_a_source_with_a_certain_date_is_no_gap() -> None:
    sources = [make_source("paper-1", "press-1", date="2023-05-19"), make_source("report", "gazette", date="2023-06")]
    graph = KnowledgeGraph(make_dataset([make_claim("c", "a", "b", cites=("paper-1",), valid="2023")], (), sources))
    assert set(counts(graph.brief("a"))) == {"single_outlet", "single_outlet_ties"}
    assert graph.brief("a").date_marks == ()


UNCERTAIN = (
    *("[2021,2022]", "[2021,2023..]", "202X", "19XX", "../2023-08", "2023-05/..", "2023/", "/2023", "../.."),
    *("2023~", "2023?-05-19", "2022/2023?", "2020/202X", "XXXX-05-19"),
)
CERTAIN = ("2023", "2023-05", "2023-05-19", "2023-21", "2022/2023", "2023-05-01/2023-06", "0000", "-0044")


@pytest.mark.parametrize("date", [*UNCERTAIN, *CERTAIN])
def test_whatever_is_not_one_date_or_an_interval_with_two_ends_is_not_certain(date: str) -> None:
    source = make_source("paper-1", "press-1", date=date, date_basis="the text says no more")
    sound = make_source("report", "gazette", date="2023-06")
    graph = KnowledgeGraph(make_dataset([make_claim("c", "a", "b", cites=("paper-1",))], (), [source, sound]))
    brief = graph.brief("a")
    gaps = [gap for gap in brief.gaps if gap.id == "source_dates"]
    assert [gap.text for gap in gaps] == (
        ["The date of 1 source of the bibliography, of 2, is not certain."] if date in UNCERTAIN else []
    )
    for gap in gaps:
        (line,) = gap.details
        said = "the year stays open" if date.startswith("XXXX") else date
        assert line.endswith(f": {said} (the text says no more)")
    # What stands in the line is explained, and nothing else.
    shown = date if date in UNCERTAIN and not date.startswith("XXXX") else ""
    marks = {"?": "question", "~": "tilde", "X": "An X", "..": "Two points", "/": "stroke", "[": "Brackets"}
    explained = " ".join(brief.date_marks)
    assert {mark for mark, word in marks.items() if word in explained} == {mark for mark in marks if mark in shown}


def test_the_weak_hops_of_a_path_are_named() -> None:
    claims = [
        make_claim("one", "a", "b", valid="2021", cites=("paper-1", "paper-2")),
        make_claim("two", "b", "c", basis="presupposed", hedge="perhaps"),
    ]
    (gap,) = [gap for gap in KnowledgeGraph(make_dataset(claims)).brief(from_="a", to="c").gaps if gap.id == "hops"]
    (line,) = gap.details
    assert line.startswith("B – C: ")
    for word in ("no claim of it has a date", "single outlet", "cites nothing", "hedged", "taken for granted"):
        assert word in line


def test_a_pair_that_nothing_ties_learns_how_far_apart_it_is() -> None:
    claims = [*make_chain("a", "b", "c"), make_claim("no", "a", "c", polarity="negated"), *make_chain("x", "y")]
    graph = KnowledgeGraph(make_dataset(claims))
    brief = graph.brief(["a", "c"])
    assert brief.empty is None
    assert [gap.text for gap in brief.gaps if gap.id == "no_tie"] == [
        "No affirmed claim ties A and C directly; the shortest path from one to the other has 2 hops."
    ]
    brief = graph.brief(["a", "x"])
    assert brief.empty is not None
    assert brief.empty.reason == "no_claims"
    assert "no chain of them, however long" in brief.empty.detail
    assert not any(gap.id == "no_tie" for gap in graph.brief(["a", "b"]).gaps)


def test_a_filter_that_leaves_nothing_is_named(article_graph: KnowledgeGraph) -> None:
    for about in ("Tokayev", ["China", "Kazakhstan"]):
        brief = article_graph.brief(about, status="feared", hedged=False, q="nothing")
        assert brief.empty is not None
        assert brief.empty.reason == "filtered"
        assert not list_items(brief)
    brief = article_graph.brief(from_="Bolat Nazarbayev", to="Xinjiang", max_hops=1)
    assert brief.empty is not None
    assert (brief.empty.reason, brief.empty.hops) == ("too_long", 3)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_brief_without_claims_says_why_in_every_form(form, article_graph: KnowledgeGraph) -> None:
    brief = article_graph.brief(["China", "Russia"])
    assert brief.empty is not None
    assert "the shortest path from one to the other has 2 hops" in form.render(brief)


def test_what_a_date_filter_leaves_out_is_counted(article_graph: KnowledgeGraph) -> None:
    brief = article_graph.brief("Tokayev", date="2023")
    undated = counts(article_graph.brief("Tokayev"))["undated"]
    assert f"{undated} claims without a date were left out by the date filter." in brief.left_out


def test_marks_are_explained_where_they_stand() -> None:
    claims = [make_claim("a", "x", "y", valid="2022~"), make_claim("b", "x", "y", valid="[2025..]")]
    graph = KnowledgeGraph(make_dataset(claims, [make_entity("y", name="Why? 50%")]))
    marks = " ".join(graph.brief("x").date_marks)
    assert "tilde" in marks
    assert "Two points" in marks
    assert "question mark" not in marks
    assert "percent" not in marks
