"""Every claim stands in exactly one section of a brief, with all that qualifies it, and none is lost."""

from __future__ import annotations

import random
from typing import Any

import pytest

from kgraph.answers.views import ClaimView
from kgraph.briefs import FORMS, Brief
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Dataset
from tests.briefs.expected import check_footnotes, find_section, list_items, names
from tests.graphs import make_claim, make_dataset, make_entity, make_random_dataset
from tests.queries.random_filters import choose_filters

SEEDS = range(60)


def check(brief: Brief, claims: list[ClaimView], *, whole: bool = True) -> None:
    """Check a brief against the claims that it must hold."""
    views = {claim.id: claim for claim in claims}
    items = list_items(brief)
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert len({item.claim for item in items}) == len(items) == brief.shown_count
    assert brief.claim_count == len(claims) == sum(section.claim_count for section in brief.sections)
    assert (brief.empty is None) == bool(claims)
    if whole:
        assert {item.claim for item in items} == set(views)
    for section in brief.sections:
        assert section.claim_count == sum(find_section(claim) == section.id for claim in claims), section.id
        for item in section.items:
            claim = views[item.claim]
            assert find_section(claim) == section.id, item
            assert item.statement == claim.statement
            assert claim.status in item.words
            if claim.hedge is not None:
                assert f"hedged “{claim.hedge}”" in item.words
            if claim.valid is not None:
                assert f"dated {claim.valid}" in item.words
            if brief.speaker is None or claim.speaker != brief.speaker:
                assert f"said by {claim.speaker.name}" in item.words
            assert ("not so" in item.words) == (claim.polarity == "negated")
            assert ("unclear" in item.words) == (claim.polarity == "unknown")
            assert ("taken for granted" in item.words) == (claim.basis == "presupposed")
            assert [other.claim for other in item.contradicted_by] == [ref.id for ref in claim.contested_by]
    dated = {item.number: item.valid for item in items if item.valid is not None}
    assert {entry.item: entry.date for entry in brief.timeline} == dated
    assert len(brief.timeline) == len(dated)
    check_footnotes(brief, claims)


def read_all(graph: KnowledgeGraph, **given: Any) -> list[ClaimView]:
    found, cursor = [], None
    while True:
        answer = graph.claims(limit=500, cursor=cursor, **given)
        found += answer.items
        cursor = answer.next_cursor
        if cursor is None:
            return found


def test_every_claim_of_the_article_stands_in_one_section_of_the_brief_of_each_entity_it_names(
    article: Dataset, article_graph: KnowledgeGraph
) -> None:
    seen: set[str] = set()
    for entity in article.entities:
        claims = read_all(article_graph, about=entity.id)
        assert {claim.id for claim in claims} == {claim.id for claim in article.claims if names(claim, entity.id)}
        brief = article_graph.brief(entity.id, limit=500)
        check(brief, claims)
        seen.update(item.claim for item in list_items(brief))
    assert seen == {claim.id for claim in article.claims}


def test_every_pair_of_the_article_that_a_claim_names_has_it_in_its_brief(
    article: Dataset, article_graph: KnowledgeGraph
) -> None:
    pairs = {
        tuple(sorted((claim.subject, content.entity)))
        for claim in article.claims
        for content in claim.contents
        if content.entity is not None and content.entity != claim.subject
    }
    assert len(pairs) > 100
    for one, other in sorted(pairs):
        ids = [claim.id for claim in article.claims if names(claim, one) and names(claim, other)]
        check(article_graph.brief([one, other], limit=500), [article_graph.claim(id_) for id_ in ids])


@pytest.mark.parametrize("seed", SEEDS)
def test_random_datasets_keep_every_claim_once_under_any_filters(seed: int) -> None:
    dataset = make_random_dataset(seed)
    graph = KnowledgeGraph(dataset)
    chance = random.Random(seed)
    ids = [entity.id for entity in dataset.entities]
    for _ in range(8):
        filters = choose_filters(chance, "claims") if chance.random() < 0.7 else {}
        filters.pop("about", None)
        if chance.random() < 0.2:
            filters["rank"] = ["normal", "deprecated"]
        one, other = chance.sample(ids, 2)
        about = read_all(graph, **{**filters, "about": one})
        check(graph.brief(one, limit=500, **filters), about)
        both = [claim for claim in about if other in list_named(claim)]
        check(graph.brief([one, other], limit=500, **filters), both)
        check(graph.brief([other, one], limit=1, **filters), both, whole=False)


def list_named(claim: ClaimView) -> set[str]:
    parts = [claim.object, *claim.qualifiers]
    return {claim.subject.id, *(part.entity.id for part in parts if part.entity is not None)}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_brief_of_paths_holds_the_claims_of_every_hop_once(seed: int) -> None:
    dataset = make_random_dataset(seed)
    graph = KnowledgeGraph(dataset)
    chance = random.Random(seed)
    ids = [entity.id for entity in dataset.entities]
    for _ in range(6):
        filters = choose_filters(chance, "paths") if chance.random() < 0.5 else {}
        start, end = chance.sample(ids, 2)
        k = chance.randint(1, 3)
        paths = graph.paths(start, end, k=k, claims_per_hop=500, **filters)
        brief = graph.brief(from_=start, to=end, k=k, limit=500, **filters)
        claims = {claim.id: claim for path in paths for hop in path.hops for claim in hop.claims}
        check(brief, list(claims.values()))
        items = brief.items
        for path, shown in zip(paths.items, brief.paths, strict=True):
            assert [hop.weakest for hop in shown.hops].index(True) == path.weakest_hop - 1
            for hop, own in zip(path.hops, shown.hops, strict=True):
                assert {items[number].claim for number in own.items} == {claim.id for claim in hop.claims}
                assert own.claim_count == hop.claim_count


def test_a_section_shows_the_newest_claims_first_and_says_how_many_there_are() -> None:
    dates = ["2021", "2023-05", None, "2022"]
    claims = [make_claim(f"c{number}", "a", "b", valid=date) for number, date in enumerate(dates)]
    graph = KnowledgeGraph(make_dataset(claims))
    assert [item.claim for item in list_items(graph.brief("a"))] == ["c1", "c3", "c0", "c2"]
    brief = graph.brief("a", limit=2)
    assert [item.claim for item in list_items(brief)] == ["c1", "c3"]
    assert (brief.shown_count, brief.claim_count, brief.sections[0].claim_count) == (2, 4, 4)
    assert any("at most 2 claims" in text for text in brief.left_out)
    assert brief.claims_url == "/v1/claims?about=a&order=newest"


def test_a_timeline_that_is_cut_says_of_how_many_claims_it_is() -> None:
    claims = [make_claim(f"c{number}", "a", "b", valid=f"202{number}") for number in range(4)]
    graph = KnowledgeGraph(make_dataset([*claims, make_claim("d", "a", "b", status="planned")]))
    note = "Of the 3 claims shown only, 5 in all."
    brief = graph.brief("a", limit=2)
    assert brief.timeline_note == note
    for form in FORMS.values():
        assert note in form.render(brief).partition("Timeline")[2].partition("Bibliography")[0] or form.name == "json"
        assert note in form.render(brief)
    whole = graph.brief("a")
    assert whole.timeline_note is None
    assert not any("claims shown only" in form.render(whole) for form in FORMS.values())


def test_no_hop_is_left_without_a_claim_however_many_others_are_newer() -> None:
    many = [make_claim(f"new{number:02}", "a", "b", valid="2023") for number in range(9)]
    graph = KnowledgeGraph(make_dataset([*many, make_claim("old", "b", "c", valid="1999")]))
    brief = graph.brief(from_="a", to="c", limit=2)
    (path,) = brief.paths
    assert [len(hop.items) for hop in path.hops] == [2, 1]
    assert (brief.claim_count, brief.shown_count) == (10, 3)


def test_a_contested_claim_is_not_affirmed_and_stands_beside_what_contradicts_it() -> None:
    graph = KnowledgeGraph(
        make_dataset(
            [
                make_claim("no", "a", "b", polarity="negated", speaker="other", topics=("water",)),
                make_claim("yes", "a", "b"),
                make_claim("plain", "a", "c"),
            ]
        )
    )
    brief = graph.brief("a")
    sections = {section.id: [item.claim for item in section.items] for section in brief.sections}
    assert sections["affirmed"] == ["plain"]
    assert sections["reserve"] == ["yes"]
    assert sections["negated"] == ["no"]
    yes = next(item for item in list_items(brief) if item.claim == "yes")
    assert "disputed" in yes.words
    (other,) = yes.contradicted_by
    assert (other.claim, other.statement) == ("no", "Claim no.")
    assert other.item == next(item.number for item in list_items(brief) if item.claim == "no")
    # What contradicts it is shown even where the filters leave it out.
    (other,) = list_items(graph.brief("a", topic="trade", polarity="affirmed", q="yes"))[0].contradicted_by
    assert (other.claim, other.item) == ("no", None)
    assert "not so" in other.words


def test_withdrawn_claims_are_shown_apart_and_only_on_demand() -> None:
    claims = [make_claim("kept", "a", "b"), make_claim("gone", "a", "b", rank="deprecated")]
    graph = KnowledgeGraph(make_dataset(claims))
    for about in ("a", ["a", "b"]):
        brief = graph.brief(about)
        assert [item.claim for item in list_items(brief)] == ["kept"]
        assert "1 claim that the dataset has withdrawn is left out." in brief.left_out
        brief = graph.brief(about, rank="deprecated")
        (section,) = [section for section in brief.sections if section.items]
        assert (section.id, section.items[0].claim) == ("withdrawn", "gone")
        assert "withdrawn" in section.items[0].words


def test_the_usual_speaker_is_named_in_words_that_fit_a_person_and_an_outlet(article_graph: KnowledgeGraph) -> None:
    for form in (FORMS["markdown"], FORMS["html"]):
        text = form.render(article_graph.brief("Tokayev"))
        assert "Where no other speaker is named, it is said by Author of the article (unnamed)." in text


def test_whoever_says_most_of_a_dataset_is_named_once_and_everybody_else_each_time() -> None:
    claims = [make_claim(f"c{number}", "a", "b") for number in range(3)]
    claims.append(make_claim("d", "a", "b", speaker="witness"))
    graph = KnowledgeGraph(make_dataset(claims, [make_entity("gazette", "outlet", name="The Gazette")]))
    brief = graph.brief("a")
    assert brief.speaker is not None
    assert brief.speaker.name == "The Gazette"
    said = {item.claim: [word for word in item.words if word.startswith("said by")] for item in list_items(brief)}
    assert said == {"c0": [], "c1": [], "c2": [], "d": ["said by WITNESS"]}
    assert graph.brief("a", speaker="witness").speaker is None
