"""Autocomplete and lookup in Python: laws that hold for all names of the article, and what is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from kgraph.errors import AmbiguousName, InvalidParameter, NotFound
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.queries.lookup import MAX_KEY_LENGTH, MAX_QUERIES
from kgraph.queries.naming import MAX_SUGGESTIONS
from kgraph.records import Dataset
from tests.names.scoring import load_forms


@pytest.fixture(scope="module")
def kg(article: Dataset) -> KnowledgeGraph:
    return KnowledgeGraph(article)


def test_lookup_says_what_entity_says(kg: KnowledgeGraph) -> None:
    typed = [form.typed for form in load_forms()]
    results: dict[str, Any] = {}
    for start in range(0, len(typed), MAX_QUERIES):
        results |= kg.lookup({name: name for name in typed[start : start + MAX_QUERIES]}).results
    assert list(results) == typed
    for name, result in results.items():
        try:
            expected: Any = ("found", kg.entity(name).id, [])
        except AmbiguousName as error:
            expected = ("ambiguous", None, [candidate.id for candidate in error.candidates])
        except NotFound:
            expected = ("unknown", None, [])
        found = result.entity and result.entity.id
        assert (result.outcome, found, [hit.id for hit in result.candidates]) == expected
        near = kg.search(name, limit=MAX_SUGGESTIONS).items if result.outcome == "unknown" else ()
        assert result.suggestions == near
        assert (result.matched is None) == (result.entity is None)


def test_every_beginning_of_a_name_completes_to_its_entity(kg: KnowledgeGraph, article: Dataset) -> None:
    for entity in article.entities[::4]:
        for length in range(2, len(entity.name) + 1):
            prefix = entity.name[:length]
            if prefix.strip():
                found = kg.autocomplete(prefix, limit=500)
                assert entity.id in {hit.id for hit in found}, prefix
                assert {hit.matched.how for hit in found} <= {"exact", "normalised", "transliteration", "prefix"}


def test_longer_beginnings_never_find_more(kg: KnowledgeGraph) -> None:
    for name in ("Kazakhstan", "Қазақстан", "Назарбаев", "China", "哈萨克斯坦"):
        found = [{hit.id for hit in kg.autocomplete(name[:length], limit=500)} for length in range(1, len(name) + 1)]
        assert all(longer <= shorter for shorter, longer in pairwise(found))


def test_one_lookup_of_a_name_under_several_keys(kg: KnowledgeGraph) -> None:
    results = kg.lookup({"a": "China", "b": "Китай", "c": "China"}).results
    assert results["a"] == results["c"]
    assert [result.entity and result.entity.id for result in results.values()] == ["china"] * 3


@pytest.mark.parametrize(
    ("queries", "place", "message"),
    [
        ({}, "/queries", "1 to 500 names, not 0"),
        ({str(number): "China" for number in range(501)}, "/queries", "not 501"),
        (["China"], "/queries", "by keys"),
        ("China", "/queries", "by keys"),
        ({5: "China"}, "/queries", "A key is text"),
        ({"k" * (MAX_KEY_LENGTH + 1): "China"}, "/queries", "at most 200 characters"),
        ({"\ud800": "China"}, "/queries", "surrogate"),
        ({"a": 5}, "/queries/a", "takes text"),
        ({"a": None}, "/queries/a", "takes text"),
        ({"a/b": ""}, "/queries/a~1b", "is empty"),
        ({"a": "x" * 201}, "/queries/a", "longer than 200"),
        ({"a": "line\nbreak"}, "/queries/a", r"U\+000A"),
    ],
    ids=lambda each: ascii(each)[:40],
)
def test_lookup_refuses_what_is_no_batch_of_names(kg: KnowledgeGraph, queries: Any, place: str, message: str) -> None:
    with pytest.raises(InvalidParameter, match=message) as caught:
        kg.lookup(queries)
    assert caught.value.parameter == place


@pytest.mark.parametrize("prefix", ["", "  ", "x" * 201, "a\x00", 5, None])
def test_autocomplete_refuses_what_begins_no_name(kg: KnowledgeGraph, prefix: Any) -> None:
    with pytest.raises(InvalidParameter) as caught:
        kg.autocomplete(prefix)
    assert caught.value.parameter == "prefix"
