"""The bibliography of a result set: the sources of its claims, by filter, by id and along paths."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

from kgraph import KnowledgeGraph
from kgraph.citations import STYLES, choose_cited_claims, iter_entries
from kgraph.errors import InvalidParameter, NotFound, UnknownWord
from kgraph.filters import filter_specs
from kgraph.records import Claim, Dataset
from tests.graphs import make_chain, make_claim, make_dataset, make_evidence, make_random_dataset, make_source
from tests.queries.brute_force import Question, find_ties, iter_claims, rank_paths
from tests.queries.random_filters import choose_filters

SEEDS = range(20)
Row = tuple[str, int, bool, tuple[str, ...]]


def list_rows(claims: list[Claim]) -> list[Row]:
    """Return, by definition, what a bibliography of claims says of each source."""
    rows = []
    evidences = [(claim.id, each) for claim in claims for each in claim.evidence]
    ids = {each.source for _, each in evidences} | {cite.id for _, each in evidences for cite in each.cites}
    for id_ in sorted(ids):
        read = {claim for claim, each in evidences if each.source == id_}
        citing = [(claim, each.source) for claim, each in evidences if id_ in {cite.id for cite in each.cites}]
        resting = read | {claim for claim, _ in citing}
        rows.append((id_, len(resting), bool(read), tuple(sorted({source for _, source in citing}))))
    return rows


def read_rows(graph: KnowledgeGraph, **asked: Any) -> list[Row]:
    path = {name: asked.pop(name) for name in ("max_hops", "k", "avoid", "via", "order") if name in asked}
    entries = iter_entries(graph.store, choose_cited_claims(graph.store, path=path, **asked).wanted)
    return [(e.id, e.claim_count, e.read, tuple(each.id for each in e.cited_in)) for e in entries]


def has_type(dataset: Dataset, claim: Claim, types: tuple[str, ...]) -> bool:
    type_of = {entity.id: entity.type for entity in dataset.entities}
    return not types or any(type_of[end] in types for end in (claim.subject, claim.object.entity) if end is not None)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sources_are_those_of_the_claims_that_pass(seed: int) -> None:
    dataset, chance = make_random_dataset(seed), random.Random(seed)
    graph = KnowledgeGraph(dataset)
    known = {entity.id for entity in dataset.entities}
    for _ in range(25):
        filters = choose_filters(chance, "claims")
        if any(set(value) - known for name, value in filters.items() if filter_specs()[name].words == "entity"):
            continue
        types = filters.get("type", ())
        claims = [claim for claim in iter_claims(dataset, filters) if has_type(dataset, claim, types)]
        assert read_rows(graph, **filters) == list_rows(claims), filters
        assert (graph.bibliography(**filters).empty is None) == bool(claims)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sources_of_paths_are_those_of_all_claims_of_their_hops(seed: int) -> None:
    dataset, chance = make_random_dataset(seed), random.Random(seed)
    graph = KnowledgeGraph(dataset)
    ids = [entity.id for entity in dataset.entities if entity.type != "outlet"]
    known = {entity.id for entity in dataset.entities}
    for _ in range(15):
        filters = choose_filters(chance, "paths", 2)
        if any(set(value) - known for name, value in filters.items() if filter_specs()[name].words == "entity"):
            continue
        start, end = chance.sample(ids, 2)
        k, max_hops = chance.choice((1, 2, 50)), chance.randint(1, 4)
        question = Question(start, end, max_hops=max_hops, k=k, filters=filters)
        ties = find_ties(dataset, filters)
        shown = rank_paths(dataset, question)[:k]
        hops = {frozenset(pair) for path in shown for pair in pairwise(path)}
        claims = {claim.id: claim for hop in hops for claim in ties[hop]}
        found = read_rows(graph, from_=start, to=end, max_hops=max_hops, k=k, **filters)
        assert found == list_rows(list(claims.values())), question
        answer = graph.paths(start, end, max_hops=max_hops, k=k, **filters)
        bibliography = graph.bibliography(from_=start, to=end, max_hops=max_hops, k=k, **filters)
        assert bibliography.empty == answer.empty
        assert bibliography.truncated_by == answer.truncated_by


def test_of_claims_by_id_withdrawn_ones_too() -> None:
    claims = [
        make_claim("kept", "a", "b", cites=("paper-1",)),
        make_claim("withdrawn", "a", "b", cites=("paper-2",), rank="deprecated"),
    ]
    graph = KnowledgeGraph(make_dataset(claims))
    assert [row[0] for row in read_rows(graph, id="withdrawn")] == ["paper-2", "report"]
    assert [row[0] for row in read_rows(graph, id=["kept", "withdrawn"])] == ["paper-1", "paper-2", "report"]
    assert [row[0] for row in read_rows(graph)] == ["paper-1", "report"]
    assert graph.bibliography(id="kept").query.parameters == {"id": ("kept",)}


def test_more_sources_than_a_batch_holds() -> None:
    count = 1203
    sources = [make_source(f"item-{number:04}", "press", title=f"No. {number}") for number in range(count)]
    evidence = tuple(make_evidence((source.id,), sentence=number + 1) for number, source in enumerate(sources))
    graph = KnowledgeGraph(make_dataset([make_claim("c", "a", "b", evidence=evidence)], sources=sources))
    bibliography = graph.bibliography("chicago")
    assert bibliography.entry_count == count + 1
    lines = bibliography.text.splitlines()
    assert len(lines) == count + 1
    assert lines[700].startswith("“No. 700.” PRESS, n.d. Cited in GAZETTE, [untitled item], n.d.")
    chunks = list(bibliography.iter_chunks())
    assert b"".join(chunks).decode() == bibliography.text
    assert len(chunks) > 1


@pytest.mark.parametrize("style", STYLES)
def test_it_can_be_read_again_and_is_the_same(article_graph: KnowledgeGraph, style: str) -> None:
    bibliography = article_graph.bibliography(style, topic="energy")
    assert bibliography.text == bibliography.text
    assert "".join(bibliography.iter_pieces()) == bibliography.text
    assert bibliography.dataset_version == article_graph.version
    assert "-part" not in article_graph.bibliography(style).file_name
    assert bibliography.file_name == (
        f"kazakhstan-china-russia-bibliography-{article_graph.version[:8]}-part.{STYLES[style].extension}"
    )


@pytest.mark.parametrize(
    ("style", "text"),
    [
        *((style, "No sources: No item passes topic; 2 are there without topic.\n") for style in ("text", "gost")),
        ("csl-json", "[]\n"),
        ("bibtex", ""),
        ("ris", ""),
    ],
)
def test_an_empty_one_is_empty_in_its_form_and_says_why(style: str, text: str) -> None:
    graph = KnowledgeGraph(make_dataset(make_chain("a", "b", "c")))
    bibliography = graph.bibliography(style, topic="water")
    assert (bibliography.text, bibliography.entry_count) == (text, 0)
    assert bibliography.empty is not None
    assert (bibliography.empty.reason, bibliography.empty.filter) == ("filtered", "topic")


def test_an_empty_one_of_paths_says_why(article_graph: KnowledgeGraph) -> None:
    bibliography = article_graph.bibliography(from_="Bolat Nazarbayev", to="Xinjiang", max_hops=1)
    assert bibliography.empty is not None
    assert (bibliography.empty.reason, bibliography.empty.hops) == ("too_long", 3)
    assert bibliography.text == "No sources: The shortest path has 3 hops, more than max_hops=1 allows.\n"


def test_names_and_parameters_are_told_as_they_were_understood(article_graph: KnowledgeGraph) -> None:
    query = article_graph.bibliography(about="Токаев", date="2023-05").query
    assert query.parameters == {"date": "2023-05", "about": ("kassym-jomart-tokayev",)}
    assert [name.given for name in query.names] == ["Токаев"]
    bibliography = article_graph.bibliography(from_="Tokayev", to="China", k=1, via="Kazakhstan")
    expected = {"from": "kassym-jomart-tokayev", "to": "china", "max_hops": 4, "k": 1, "order": "hops"}
    assert bibliography.query.parameters == {**expected, "via": ("kazakhstan",)}
    assert article_graph.bibliography(about="Tokayev", date="2023-05").undated_excluded > 0


@pytest.mark.parametrize(
    ("asked", "error", "parameter"),
    [
        ({"style": "apa"}, UnknownWord, "style"),
        ({"from_": "China"}, InvalidParameter, "to"),
        ({"to": "China"}, InvalidParameter, "from"),
        ({"via": "China"}, InvalidParameter, "via"),
        ({"max_hops": 3}, InvalidParameter, "max_hops"),
        ({"from_": "Tokayev", "to": "China", "about": "Russia"}, InvalidParameter, "about"),
        ({"from_": "Tokayev", "to": "China", "id": "p01s1c01"}, InvalidParameter, "id"),
        ({"from_": "Tokayev", "to": "China", "k": 51}, InvalidParameter, "k"),
        ({"from_": "Tokayev", "to": "Chinaa"}, NotFound, "to"),
        ({"id": "nope"}, NotFound, "id"),
        ({"about": "nobody at all"}, NotFound, "about"),
        ({"colour": "red"}, InvalidParameter, "colour"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    article_graph: KnowledgeGraph, asked: dict[str, Any], error: type[Exception], parameter: str
) -> None:
    with pytest.raises(error) as caught:
        article_graph.bibliography(**asked)
    assert caught.value.parameter == parameter  # type: ignore[attr-defined]


def test_what_is_excluded_is_not_cited(article_graph: KnowledgeGraph) -> None:
    whole = {row[0]: row for row in read_rows(article_graph)}
    without = {row[0]: row for row in read_rows(article_graph, exclude_outlet="Vlast")}
    assert whole.keys() - without.keys() == {"vlast-september-11", "vlast-september-20"}
    assert without["edm-20-152"][1] < whole["edm-20-152"][1]
