"""What a brief can be asked, what is refused, and that its own words ask the same again."""

from __future__ import annotations

import shlex
from typing import Any
from urllib.parse import parse_qs

import pytest

import kgraph
from kgraph.briefs import FORMS, Brief, get_form, name_file
from kgraph.errors import AmbiguousName, InvalidParameter, NotFound, QueryError, UnknownWord
from kgraph.knowledge_graph import KnowledgeGraph
from tests.graphs import make_claim, make_dataset

ASKED: dict[str, dict[str, Any]] = {
    "entity": {"about": "Токаев"},
    "pair": {"about": ["China", "Kazakhstan"], "limit": 3},
    "filters": {"about": "China", "topic": ["water", "trade"], "hedged": "false", "date": "2023/.."},
    "amounts": {"about": "China", "value_min": "19", "unit": "percent"},
    "words": {"about": "Kazakhstan", "q": "it's $HOME & more"},
    "path": {"from_": "Bolat Nazarbayev", "to": "Xinjiang"},
    "paths": {"from_": "Tokayev", "to": "Russia", "k": 2, "max_hops": 3, "via": ["Kazakhstan"], "avoid": "China"},
    "filtered path": {"from_": "Tokayev", "to": "China", "basis": "stated", "exclude_outlet": "RBC"},
}


def ask_url(graph: KnowledgeGraph, brief: Brief) -> Brief:
    path, _, query = brief.url.partition("?")
    assert path == "/v1/brief"
    given: dict[str, Any] = parse_qs(query, strict_parsing=True)
    for name in ("to", "limit", "k", "max_hops", "q", "hedged", "date", "value_min"):
        if name in given:
            (given[name],) = given[name]
    if "from" in given:
        (given["from_"],) = given.pop("from")
    return graph.brief(**given)


@pytest.mark.parametrize("given", ASKED.values(), ids=ASKED)
def test_the_url_in_a_brief_asks_for_the_same_brief(given: dict[str, Any], article_graph: KnowledgeGraph) -> None:
    brief = article_graph.brief(**given)
    again = ask_url(article_graph, brief)
    for form in FORMS.values():
        left, right = form.render(brief), form.render(again.model_copy(update={"scope": brief.scope}))
        if form.name != "json":
            assert left == right


@pytest.mark.parametrize("given", ASKED.values(), ids=ASKED)
def test_the_command_in_a_brief_says_the_same_as_its_url(given: dict[str, Any], article_graph: KnowledgeGraph) -> None:
    brief = article_graph.brief(**given)
    words = shlex.split(brief.command)
    assert words[:2] == ["kgraph", "brief"]
    options: dict[str, list[str]] = {}
    while words[2:] and not words[2].startswith("--"):
        options.setdefault("about", []).append(words.pop(2))
    for name, value in zip(words[2::2], words[3::2], strict=True):
        options.setdefault(name.removeprefix("--").replace("-", "_"), []).append(value)
    assert options == parse_qs(brief.url.partition("?")[2])


REFUSED: dict[str, tuple[dict[str, Any], type[QueryError], str]] = {
    "nothing": ({}, InvalidParameter, "about"),
    "three": ({"about": ["China", "Russia", "Kazakhstan"]}, InvalidParameter, "about"),
    "the same twice": ({"about": ["China", "Китай"]}, InvalidParameter, "about"),
    "the very same twice": ({"about": ["china", "china"]}, InvalidParameter, "about"),
    "one end": ({"from_": "China"}, InvalidParameter, "to"),
    "the other end": ({"to": "China"}, InvalidParameter, "from"),
    "both questions": ({"about": "China", "from_": "Russia"}, InvalidParameter, "from"),
    "both questions again": ({"about": "China", "to": "Russia"}, InvalidParameter, "to"),
    "ends that are one": ({"from_": "China", "to": "china"}, InvalidParameter, "to"),
    "paths of no path": ({"about": "China", "k": 2}, InvalidParameter, "k"),
    "hops of no path": ({"about": "China", "max_hops": 2}, InvalidParameter, "max_hops"),
    "a way without ends": ({"about": "China", "via": ["Russia"]}, InvalidParameter, "via"),
    "too many paths": ({"from_": "China", "to": "Russia", "k": 11}, InvalidParameter, "k"),
    "too few claims": ({"about": "China", "limit": 0}, InvalidParameter, "limit"),
    "too many claims": ({"about": "China", "limit": 501}, InvalidParameter, "limit"),
    "unknown": ({"about": "Kazakhstann"}, NotFound, "about"),
    "ambiguous": ({"about": "Nazarbayev"}, AmbiguousName, "about"),
    "ambiguous end": ({"from_": "Nazarbayev", "to": "China"}, AmbiguousName, "from"),
    "no text": ({"about": [7]}, InvalidParameter, "about"),
    "filter of claims on paths": ({"from_": "China", "to": "Russia", "subject": "China"}, InvalidParameter, "subject"),
    "no filter": ({"about": "China", "colour": "red"}, InvalidParameter, "colour"),
    "unknown word": ({"about": "China", "status": "feard"}, UnknownWord, "status"),
}


@pytest.mark.parametrize(("given", "error", "parameter"), REFUSED.values(), ids=REFUSED)
def test_a_question_that_is_none_is_refused(
    given: dict[str, Any], error: type[QueryError], parameter: str, article_graph: KnowledgeGraph
) -> None:
    with pytest.raises(error) as raised:
        article_graph.brief(**given)
    assert raised.value.parameter == parameter


def test_names_that_were_taken_for_entities_are_told(article_graph: KnowledgeGraph) -> None:
    brief = article_graph.brief("Токаев", exclude_outlet="РБК")
    assert [(name.given, name.entity.id) for name in brief.query.names] == [
        ("Токаев", "kassym-jomart-tokayev"),
        ("РБК", "rbc"),
    ]
    assert sum("was taken for" in text for text in brief.scope) == 2
    assert any("exclude_outlet=RBC (rbc)" in text for text in brief.scope)


def test_a_brief_bears_the_versions_of_dataset_and_kgraph(article_graph: KnowledgeGraph) -> None:
    brief = article_graph.brief("Tokayev")
    assert (brief.dataset_version, brief.kgraph_version) == (article_graph.version, kgraph.__version__)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_same_question_has_the_same_bytes(form: Any, article_graph: KnowledgeGraph) -> None:
    shuffled = KnowledgeGraph(make_dataset([make_claim(id_, "a", "b", valid="2023") for id_ in ("z", "m", "a")]))
    ordered = KnowledgeGraph(make_dataset([make_claim(id_, "a", "b", valid="2023") for id_ in ("a", "m", "z")]))
    assert form.render(shuffled.brief("a")) == form.render(ordered.brief("a"))
    assert form.render(article_graph.brief("China")) == form.render(article_graph.brief("China"))


def test_a_file_is_named_by_whom_it_is_about_and_by_version(article_graph: KnowledgeGraph) -> None:
    version = article_graph.version[:8]
    names = {
        name_file(article_graph.brief("Tokayev"), FORMS["markdown"]),
        name_file(article_graph.brief(["China", "Russia"]), FORMS["html"]),
        name_file(article_graph.brief(from_="China", to="Russia"), FORMS["json"]),
    }
    assert names == {
        f"kazakhstan-china-russia-brief-kassym-jomart-tokayev-{version}.md",
        f"kazakhstan-china-russia-brief-china-and-russia-{version}.html",
        f"kazakhstan-china-russia-brief-china-to-russia-{version}.json",
    }
    long = "a" * 150 + ":b"
    graph = KnowledgeGraph(make_dataset([make_claim("c", long, "b")]))
    name = name_file(graph.brief(long), FORMS["markdown"])
    assert name == f"{graph.store.info.id}-brief-{'a' * 60}-{graph.version[:8]}.md"


@pytest.mark.parametrize(
    ("given", "is_part"),
    [
        ({"about": "China", "limit": 1}, False),
        ({"about": "China", "topic": "water"}, True),
        ({"about": ["China", "Kazakhstan"], "hedged": False}, True),
        ({"from_": "China", "to": "Tokayev", "k": 2, "max_hops": 3}, False),
        ({"from_": "China", "to": "Tokayev", "basis": "stated"}, True),
        ({"from_": "China", "to": "Tokayev", "avoid": "Russia"}, True),
    ],
)
def test_the_name_of_a_file_says_whether_something_is_left_out(
    given: dict[str, Any], is_part: bool, article_graph: KnowledgeGraph
) -> None:
    assert name_file(article_graph.brief(**given), FORMS["html"]).endswith("-part.html") == is_part


def test_how_many_paths_there_are_is_said_in_words_that_can_be_read(article_graph: KnowledgeGraph) -> None:
    said = {
        (start, end, k): article_graph.brief(from_=start, to=end, k=k).left_out[-1:]
        for start, end, k in (
            ("Bolat Nazarbayev", "China", 1),
            ("Bolat Nazarbayev", "China", 2),
            ("Bolat Nazarbayev", "China", 10),
            ("Bolat Nazarbayev", "Xinjiang", 2),
            ("Bolat Nazarbayev", "Xinjiang", 10),
            ("Tokayev", "Russia", 10),
        )
    }
    assert [text for texts in said.values() for text in texts or [None]] == [
        "1 path shown; there may be others, which a higher k would show.",
        "2 of at least 3 paths shown; a higher k shows more.",
        "10 of 19 paths shown.",
        "2 of 4 paths shown; a higher k shows more.",
        None,
        "10 paths shown; there may be others.",
    ]


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(UnknownWord, match="pdf"):
        get_form("pdf")
