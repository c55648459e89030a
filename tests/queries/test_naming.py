"""Every place that takes an entity accepts an id or a name, and never guesses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kgraph.errors import AmbiguousName, InvalidParameter, NotFound
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Name
from tests.graphs import make_chain, make_dataset, make_entity

KZ = (
    Name(text="Казахстан", lang="ru", kind="alias"),
    Name(text="Қазақстан", lang="kk-Cyrl", kind="alias"),
    Name(text="哈萨克斯坦", lang="zh-Hans", kind="alias"),
)
ENTITIES = [
    make_entity("kazakhstan", name="Kazakhstan", names=KZ),
    make_entity("astana", "project", name="Astana"),
    make_entity("government-of-kazakhstan", name="Government", names=(Name(text="Astana", lang="en", kind="metonym"),)),
    make_entity("ili", name="Ili River"),
    make_entity("other-river", name="Ili"),
    make_entity("china", name="China"),
]

TAKING: dict[str, Callable[[KnowledgeGraph, Any], Any]] = {
    "entity": lambda kg, name: kg.entity(name),
    "neighbours": lambda kg, name: kg.neighbours(name),
    "paths from": lambda kg, name: kg.paths(name, "china"),
    "paths to": lambda kg, name: kg.paths("china", name),
    "via": lambda kg, name: kg.paths("china", "gazette", via=name),
    "avoid": lambda kg, name: kg.paths("china", "gazette", avoid=[name]),
    "about": lambda kg, name: kg.claims(about=name),
    "subject": lambda kg, name: kg.claims(subject=[name]),
    "object": lambda kg, name: kg.claims(object=name),
    "between": lambda kg, name: kg.claims(between=["china", name]),
    "speaker": lambda kg, name: kg.claims(speaker=name),
    "outlet": lambda kg, name: kg.claims(outlet=name),
    "speaker of ties": lambda kg, name: kg.neighbours("china", speaker=name),
    "outlet of paths": lambda kg, name: kg.paths("china", "gazette", outlet=name),
    "outlet of sources": lambda kg, name: kg.sources(outlet=name),
    "about in a graph": lambda kg, name: kg.to_networkx(about=name),
}


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph(make_dataset(make_chain("kazakhstan", "china", "astana"), ENTITIES))


@pytest.mark.parametrize(
    ("given", "text", "how"),
    [
        ("kazakhstan", "kazakhstan", "id"),
        ("Kazakhstan", "Kazakhstan", "exact"),
        ("KAZAKHSTAN", "Kazakhstan", "normalised"),
        ("  kazakh-stan ", "Kazakhstan", "normalised"),
        ("Казахстан", "Казахстан", "exact"),
        ("қазақстан", "Қазақстан", "normalised"),
        ("哈萨克斯坦", "哈萨克斯坦", "exact"),
        ("Qazaqstan", "Қазақстан", "transliteration"),
    ],
)
def test_which_name_matched_and_how(kg: KnowledgeGraph, given: str, text: str, how: str) -> None:
    (name,) = kg.neighbours(given).query.names
    assert (name.parameter, name.given, name.entity.id) == ("entity", given, "kazakhstan")
    assert (name.matched.text, name.matched.how) == (text, how)
    assert kg.entity(given).id == "kazakhstan"


def test_an_exact_id_wins_over_the_name_of_another(kg: KnowledgeGraph) -> None:
    assert kg.entity("ili").name == "Ili River"
    assert kg.entity("Ili").name == "Ili"


@pytest.mark.parametrize("take", TAKING.values(), ids=TAKING)
def test_every_place_takes_a_name(kg: KnowledgeGraph, take: Callable[[KnowledgeGraph, Any], Any]) -> None:
    take(kg, "Казахстан")


@pytest.mark.parametrize("take", TAKING.values(), ids=TAKING)
def test_every_place_refuses_an_ambiguous_name_and_lists_the_candidates(
    kg: KnowledgeGraph, take: Callable[[KnowledgeGraph, Any], Any]
) -> None:
    with pytest.raises(AmbiguousName) as caught:
        take(kg, "Astana")
    error = caught.value
    assert [(each.id, each.name, each.type) for each in error.candidates] == [
        ("astana", "Astana", "project"),
        ("government-of-kazakhstan", "Government", "country"),
    ]
    assert error.suggestions == ("astana", "government-of-kazakhstan")
    assert error.value == "Astana"
    assert error.parameter


@pytest.mark.parametrize("take", TAKING.values(), ids=TAKING)
def test_every_place_refuses_an_unknown_name_and_suggests_near_ones(
    kg: KnowledgeGraph, take: Callable[[KnowledgeGraph, Any], Any]
) -> None:
    with pytest.raises(NotFound) as caught:
        take(kg, "Kazokhsten")
    error = caught.value
    assert (error.kind, error.value) == ("entity", "Kazokhsten")
    assert error.suggestions[0] == "kazakhstan"
    assert error.parameter
    with pytest.raises(NotFound) as caught:
        take(kg, "zzzzqqqq")
    assert caught.value.suggestions == ()


@pytest.mark.parametrize("take", TAKING.values(), ids=TAKING)
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("a\x00b", "U+0000"),
        ("line\nbreak", "U+000A"),
        ("escape\x1b[0m", "U+001B"),
        ("broken\ufffd", "U+FFFD"),
        ("lone\ud800", "U+D800"),
        ("x" * 201, "longer than 200"),
        (5, "takes text"),
    ],
    ids=repr,
)
def test_every_place_refuses_what_no_name_can_be(
    kg: KnowledgeGraph, take: Callable[[KnowledgeGraph, Any], Any], given: Any, message: str
) -> None:
    with pytest.raises(InvalidParameter, match=message.replace("+", r"\+")) as caught:
        take(kg, given)
    assert caught.value.parameter
    assert caught.value.value is not None
    assert len(caught.value.value) <= 81
    assert caught.value.value.isprintable() or not caught.value.value.strip()


def test_a_name_of_200_characters_is_looked_for(kg: KnowledgeGraph) -> None:
    with pytest.raises(NotFound):
        kg.entity("x" * 200)
