"""Lists are read on from where they left off, a part at a time, and no sooner than they are reached."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from kgraph import KnowledgeGraph, RemoteGraph, connect_async
from kgraph.errors import InvalidCursor
from tests.api.server import Server

LISTS: dict[str, Callable[[Any], Any]] = {
    "search": lambda kg: kg.search("a", limit=3),
    "autocomplete": lambda kg: kg.autocomplete("a", limit=3),
    "entities": lambda kg: kg.entities(limit=50),
    "neighbours": lambda kg: kg.neighbours("Токаев", limit=5),
    "claims": lambda kg: kg.claims(about="China", limit=7),
    "claim_sources": lambda kg: kg.claim_sources("p05s2c01", limit=1),
    "common_neighbours": lambda kg: kg.common_neighbours(["China", "Russia"], limit=1),
    "subgraph": lambda kg: kg.subgraph("China", limit=20),
    "sources": lambda kg: kg.sources(limit=4),
    "source_claims": lambda kg: kg.source_claims("edm-20-152", limit=60),
    "timeline": lambda kg: kg.timeline(limit=10),
    "facets": lambda kg: kg.facets("predicate", limit=20),
    "dyad": lambda kg: kg.dyad(["KZ", "CN"], limit=9),
}


@pytest.mark.parametrize("ask", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("name", ["article_graph", "remote"])
def test_all_items_come_once_and_in_order(ask: Callable[[Any], Any], name: str, request: pytest.FixtureRequest) -> None:
    answer = ask(request.getfixturevalue(name))
    assert answer.next_cursor is not None
    items = list(answer.iter_all())
    assert len(items) == answer.total.value > len(answer)
    assert tuple(items[: len(answer)]) == answer.items
    assert items == list(ask(request.getfixturevalue("article_graph")).iter_all())


def test_a_page_is_asked_for_when_it_is_reached(remote: RemoteGraph, sent: list[str]) -> None:
    claims = remote.claims(limit=10).iter_all()
    assert len(list(islice(claims, 10))) == 10
    assert sent == ["/v1/claims"]
    next(claims)
    assert sent == ["/v1/claims"] * 2


def test_the_last_page_has_none_behind_it(remote: RemoteGraph, article_graph: KnowledgeGraph) -> None:
    for graph in (remote, article_graph):
        page = graph.sources(limit=10)
        assert page.next_page() is not None
        while (following := page.next_page()) is not None:
            page = following
        assert page.next_cursor is None


def test_an_awaited_list_is_read_on_by_awaiting(service: Server, article_graph: KnowledgeGraph) -> None:
    async def ask() -> tuple[list[Any], Any]:
        async with connect_async(service.url) as graph:
            answer = await graph.neighbours("Токаев", limit=5)
            with pytest.raises(TypeError, match=r"await answer\.anext_page"):
                answer.next_page()
            return [item async for item in answer.aiter_all()], await answer.anext_page()

    items, second = asyncio.run(ask())
    expected = article_graph.neighbours("Токаев", limit=5)
    assert items == list(expected.iter_all())
    assert second == expected.next_page()


def test_an_answer_of_files_can_be_read_on_by_awaiting_too(article_graph: KnowledgeGraph) -> None:
    async def ask() -> int:
        return len([item async for item in article_graph.claims(limit=60).aiter_all()])

    assert asyncio.run(ask()) == article_graph.claims().total.value


@pytest.mark.parametrize(
    "copied", [copy.deepcopy, lambda answer: pickle.loads(pickle.dumps(answer))], ids=["copy", "pickle"]
)
def test_an_answer_can_be_copied_and_kept(copied: Callable[[Any], Any], article_graph: KnowledgeGraph) -> None:
    answer = article_graph.claims(limit=2)
    assert copied(answer) == answer
    if copied is not copy.deepcopy:
        with pytest.raises(RuntimeError, match="ask again, with its next_cursor"):
            copied(answer).next_page()


def test_a_cursor_of_another_question_is_refused(remote: RemoteGraph) -> None:
    cursor = remote.claims(limit=2).next_cursor
    with pytest.raises(InvalidCursor):
        remote.sources(cursor=cursor)


@pytest.mark.parametrize("name", ["article_graph", "remote"])
def test_what_can_be_read_once_only_is_kept_for_the_next_part(name: str, request: pytest.FixtureRequest) -> None:
    graph = request.getfixturevalue(name)
    ids = ("p01s1c01", "p01s1c02", "p01s1c03", "p05s2c01")
    assert tuple(claim.id for claim in graph.claims(id=iter(ids), limit=1).iter_all()) == ids
    assert graph.bibliography(id=iter(ids)).entry_count == graph.bibliography(id=ids).entry_count
