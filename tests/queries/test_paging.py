"""Every list can be read page by page, and a cursor is good for its own list only."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from kgraph.answers.answer import Answer
from kgraph.errors import InvalidCursor, InvalidParameter, StaleCursor
from kgraph.knowledge_graph import KnowledgeGraph
from tests.graphs import make_claim, make_dataset, make_entity, make_evidence

CLAIMS = [make_claim(f"c{number:02}", "hub", f"e{number % 6}", cites=(f"paper-{number % 5}",)) for number in range(16)]
RICH = make_claim(
    "rich",
    "hub",
    "e1",
    evidence=tuple(make_evidence(("paper-1", "paper-2"), sentence=number) for number in range(1, 5)),
)
ENTITIES = [make_entity(f"e{number}", name=f"Twin {number}") for number in range(8)]
DATASET = make_dataset([*CLAIMS, RICH], ENTITIES)

LISTS: dict[str, Callable[..., Answer[Any]]] = {
    "entities": lambda kg, **page: kg.entities(**page),
    "entities of a type": lambda kg, **page: kg.entities(type="country", **page),
    "entities by id": lambda kg, **page: kg.entities(id=["e3", "e1", "e2", "hub", "e0"], **page),
    "search": lambda kg, **page: kg.search("twin", **page),
    "neighbours": lambda kg, **page: kg.neighbours("hub", **page),
    "claims": lambda kg, **page: kg.claims(**page),
    "claims with filters": lambda kg, **page: kg.claims(about=["e1", "e2"], hedged=False, **page),
    "claims by id": lambda kg, **page: kg.claims(id=[f"c{number:02}" for number in range(9, 2, -1)], **page),
    "claims of a source": lambda kg, **page: kg.source_claims("paper-1", **page),
    "sources of a claim": lambda kg, **page: kg.claim_sources("rich", **page),
    "sources": lambda kg, **page: kg.sources(**page),
    "sources of outlets": lambda kg, **page: kg.sources(outlet=["press-1", "press-2", "gazette"], **page),
}


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph(DATASET)


def walk(kg: KnowledgeGraph, ask: Callable[..., Answer[Any]], limit: int) -> list[Any]:
    """Return all items, read `limit` at a time."""
    items: list[Any] = []
    cursor = None
    while True:
        page = ask(kg, limit=limit, cursor=cursor)
        assert len(page) <= limit
        items += page.items
        if page.next_cursor is None:
            assert page.total.value == len(items)
            return items
        assert len(page) == limit, "only the last page may be short"
        assert page.total.value > len(items), "a page with a next one is not the last"
        cursor = page.next_cursor


@pytest.mark.parametrize("limit", range(1, 8))
@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_the_pages_together_are_the_list(kg: KnowledgeGraph, ask: Callable[..., Answer[Any]], limit: int) -> None:
    whole = ask(kg, limit=500)
    assert whole.next_cursor is None
    assert len(whole) > 2
    assert walk(kg, ask, limit) == list(whole.items)


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_the_size_of_a_page_may_change_on_the_way(kg: KnowledgeGraph, ask: Callable[..., Answer[Any]]) -> None:
    first = ask(kg, limit=1)
    assert [*first.items, *ask(kg, limit=500, cursor=first.next_cursor)] == list(ask(kg, limit=500))


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_the_same_question_hands_out_the_same_cursor(kg: KnowledgeGraph, ask: Callable[..., Answer[Any]]) -> None:
    assert ask(kg, limit=2).next_cursor == ask(KnowledgeGraph(DATASET), limit=2).next_cursor


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_a_cursor_of_another_version_is_stale(kg: KnowledgeGraph, ask: Callable[..., Answer[Any]]) -> None:
    newer = KnowledgeGraph(make_dataset([*DATASET.claims, make_claim("new", "e1", "e2")], DATASET.entities))
    with pytest.raises(StaleCursor) as caught:
        ask(newer, cursor=ask(kg, limit=2).next_cursor)
    assert caught.value.parameter == "cursor"


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_a_cursor_of_another_list_is_refused(kg: KnowledgeGraph, ask: Callable[..., Answer[Any]]) -> None:
    for other in LISTS.values():
        if other is not ask:
            with pytest.raises(InvalidCursor) as caught:
                ask(kg, cursor=other(kg, limit=2).next_cursor)
            assert not isinstance(caught.value, StaleCursor)


GARBAGE: list[Any] = [
    "", "x", "garbage", "!!!", "=", "a" * 5000, "ключ", "\x00", "\ud800",
    base64.urlsafe_b64encode(b"[]").decode(),
    base64.urlsafe_b64encode(b"[1,2,3]").decode(),
    base64.urlsafe_b64encode(b'["a","b"]').decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    base64.urlsafe_b64encode(b"[" * 3000).decode(),
    5, ["a"],
]  # fmt: skip


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_garbage_is_no_cursor(kg: KnowledgeGraph, ask: Callable[..., Answer[Any]]) -> None:
    for cursor in GARBAGE:
        with pytest.raises(InvalidCursor) as caught:
            ask(kg, cursor=cursor)
        assert caught.value.parameter == "cursor"


FORGED = [
    "",
    "x",
    "-1",
    "1.5",
    "9" * 5000,
    "١",
    "null",
    "[]",
    "[1]",
    '["a", "b"]',
    "[1e999, 2]",
    "[NaN, 1]",
    "[" * 3000,
    "\ud800",
]


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_a_forged_cursor_is_refused_or_gives_a_part_of_the_list(
    kg: KnowledgeGraph, ask: Callable[..., Answer[Any]]
) -> None:
    cursor = str(ask(kg, limit=1).next_cursor)
    version, query, _ = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    whole = list(ask(kg, limit=500))
    for last in FORGED:
        forged = base64.urlsafe_b64encode(json.dumps([version, query, last]).encode()).decode()
        try:
            page = ask(kg, limit=500, cursor=forged)
        except InvalidCursor:
            continue
        assert list(page) == whole[len(whole) - len(page) :]
        assert page.empty is None


@pytest.mark.parametrize("limit", [0, -1, 501, "ten", None, True, 1.5])
@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
def test_the_limit_has_bounds(kg: KnowledgeGraph, ask: Callable[..., Answer[Any]], limit: Any) -> None:
    with pytest.raises(InvalidParameter) as caught:
        ask(kg, limit=limit)
    assert caught.value.parameter == "limit"
