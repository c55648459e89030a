"""`GET /v1/autocomplete`: what holds the typed beginning, and no guesses."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from tests.api.problem_checks import check_problem
from tests.api.server import Server


def complete(client: TestClient, prefix: str, **parameters: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get("/v1/autocomplete", params={"prefix": prefix, **parameters}).json()[
        "items"
    ]
    return items


@pytest.mark.parametrize(
    ("prefix", "first", "how"),
    [
        ("Kazakhst", "kazakhstan", "prefix"),
        ("Казахст", "kazakhstan", "prefix"),
        ("қаза", "kazakhstan", "prefix"),
        ("哈萨克斯", "kazakhstan", "prefix"),
        ("Qazaqs", "kazakhstan", "prefix"),
        ("Токаев", "kassym-jomart-tokayev", "exact"),
        ("tokayev", "kassym-jomart-tokayev", "normalised"),
        ("Tokajev", "kassym-jomart-tokayev", "transliteration"),
        ("Jinp", "xi-jinping", "prefix"),
        ("近平", "xi-jinping", "prefix"),
        ("Security Tr", "csto", "prefix"),
    ],
)
def test_the_best_match_comes_first(client: TestClient, prefix: str, first: str, how: str) -> None:
    item = complete(client, prefix)[0]
    assert item.keys() == {"id", "name", "type", "matched"}
    assert (item["id"], item["matched"]["how"]) == (first, how)


@pytest.mark.parametrize(
    "prefix", ["Tokaef", "Kazakhstann", "Kasakhstan", "Назорб", "Tokayev Kassym", "zzz", "…", "Чина"]
)
def test_nothing_is_guessed(client: TestClient, prefix: str) -> None:
    hows = {item["matched"]["how"] for item in complete(client, prefix, limit=500)}
    assert hows == set()


def test_what_search_finds_by_guess_autocomplete_leaves_out(client: TestClient) -> None:
    for typed in ("Kazakh", "Astana", "Naz", "Khorgoss"):
        hits = client.get("/v1/search", params={"q": typed, "limit": 500}).json()["items"]
        kept = [hit for hit in hits if hit["matched"]["how"] not in ("words", "typo")]
        assert complete(client, typed, limit=500) == kept


def test_ten_unless_told_otherwise_and_of_a_type(client: TestClient) -> None:
    body = client.get("/v1/autocomplete?prefix=k").json()
    assert len(body["items"]) == 10 < body["total"]["value"]
    assert body["query"]["parameters"] == {"prefix": "k", "limit": 10}
    assert {item["type"] for item in complete(client, "k", type="country")} == {"country"}
    empty = client.get("/v1/autocomplete?prefix=Tokay&type=country").json()
    assert (empty["items"], empty["empty"]["reason"], empty["empty"]["filter"]) == ([], "filtered", "type")


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("", "missing-parameter", "prefix"),
        ("?prefix=", "invalid-parameter", "prefix"),
        ("?prefix=%20", "invalid-parameter", "prefix"),
        ("?prefix=" + "x" * 201, "invalid-parameter", "prefix"),
        ("?prefix=a&prefix=b", "repeated-parameter", "prefix"),
        ("?q=a", "unknown-parameter", "q"),
        ("?prefix=a&limit=0", "invalid-parameter", "limit"),
        ("?prefix=a&limit=501", "invalid-parameter", "limit"),
        ("?prefix=a&type=nope", "unknown-word", "type"),
        ("?prefix=a&cursor=x", "invalid-cursor", "cursor"),
        ("?prefix=a%00", "control-character", "prefix"),
    ],
)
def test_what_cannot_be_asked(server: Server, query: str, code: str, parameter: str) -> None:
    check_problem(httpx2.get(f"{server.url}/v1/autocomplete{query}"), 400, code, parameter=parameter)


def test_a_cursor_of_a_search_is_none_of_this(client: TestClient) -> None:
    following = client.get("/v1/search?q=kaz&limit=1").json()["next"]
    cursor = following.partition("cursor=")[2].partition("&")[0]
    check_problem(client.get(f"/v1/autocomplete?prefix=kaz&cursor={cursor}"), 400, "invalid-cursor")
