"""The thirty questions: every call of the page is sent to a server, and all that the page shows is what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from httpx2 import Client, Response

from kgraph.filters import filter_specs
from tests.api.server import run_server
from tests.docs.pages import read_page
from tests.docs.questions_page import NOTHING, Exchange, Question, find_mismatches, read_questions

PAGE = read_page("questions.md")
QUESTIONS = read_questions(PAGE)
EXCHANGES = [exchange for question in QUESTIONS for exchange in question.exchanges]
# What nobody asks about Kazakhstan, China and Russia: what the words mean, and what is loaded.
# What has changed needs an earlier version: tests/docs/test_versions.py has one.
# What is answered with a file has pages of its own: citations, briefs, exports.
NOT_ASKED = {"/v1/schema", "/v1/dataset", "/v1/changes", "/v1/bibliography", "/v1/brief", "/v1/export"} | {
    # A protocol that programs speak for people: docs/reconciliation.md.
    f"/v1/reconcile{below}"
    for below in ("", "/properties", "/preview", "/suggest/entity", "/suggest/type", "/suggest/property")
}
CLAIM_ID = re.compile(r"\bp\d\ds\d+c\d\d\b")


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with run_server() as server, Client(base_url=server.url) as client:
        yield client


def send(client: Client, exchange: Exchange) -> Response:
    headers = {"Content-Type": "application/json"} if exchange.body else {}
    return client.request(exchange.method, exchange.url, content=exchange.body, headers=headers)


def ask(client: Client, exchange: Exchange) -> Any:
    """Send a call, check how it is answered, and return what is in the answer."""
    response = send(client, exchange)
    assert (response.status_code, response.headers.get("Location")) == (exchange.status, exchange.location)
    return (client.get(exchange.location) if exchange.location else response).json()


def test_there_are_thirty_questions_with_numbers() -> None:
    assert [question.number for question in QUESTIONS] == list(range(1, 31))
    assert PAGE.count("\n### ") == 30
    assert len({question.words for question in QUESTIONS}) == 30
    assert all(question.words.endswith("?") for question in QUESTIONS)


def test_no_call_is_made_twice() -> None:
    calls = [(each.method, each.url) for each in EXCHANGES]
    assert calls
    assert len(calls) == len(set(calls))
    assert len(calls) == PAGE.count("```http\n")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question.number}. {question.words}")
def test_what_comes_back_is_what_is_shown(question: Question, client: Client) -> None:
    assert question.exchanges
    assert question.ends_with_prose, "nothing says how to read it"
    for exchange in question.exchanges:
        assert exchange.listings or exchange.members, f"nothing is shown of {exchange.url}"
        assert find_mismatches(exchange, ask(client, exchange)) == [], exchange.url


def test_every_table_is_read() -> None:
    shown = sum(len(each.listings) for each in EXCHANGES) - PAGE.count("`items`, none.")
    tables = len(re.findall(r"^\|---", PAGE, re.MULTILINE))
    assert tables == shown + sum(bool(each.members) for each in EXCHANGES)


def test_what_is_to_be_tried_is_tried_next_and_gives_an_answer(client: Client) -> None:
    tried = 0
    for question in QUESTIONS:
        for number, exchange in enumerate(question.exchanges):
            change = exchange.members.get("empty.try", NOTHING)
            if change != NOTHING:
                following = question.exchanges[number + 1]
                assert sorted(parameters(following.url)) == sorted(follow(change, parameters(exchange.url)))
                assert ask(client, following)["items"]
                tried += 1
    assert tried >= 2


def parameters(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


def follow(change: str, given: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return parameters changed as `try` says: `leave out a, b` or `max_hops=4`."""
    if change.startswith("leave out "):
        left_out = change.removeprefix("leave out ").split(", ")
        return [pair for pair in given if pair[0] not in left_out]
    name, _, value = change.partition("=")
    return [*(pair for pair in given if pair[0] != name), (name, value)]


def test_every_path_that_analysts_use_is_asked(client: Client) -> None:
    paths = {path for path in client.get("/openapi.json").json()["paths"] if path.startswith("/v1/")} - NOT_ASKED
    asked = {urlsplit(each.url).path for each in EXCHANGES}
    patterns = {path: re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in paths}
    assert {path for path in paths if not any(patterns[path].fullmatch(each) for each in asked)} == set()


def test_every_filter_is_used() -> None:
    used = {name for each in EXCHANGES for name, _ in parameters(each.url)}
    assert set(filter_specs()) - used == set()


def test_the_claims_that_the_text_names_are_there(client: Client) -> None:
    named = {id_ for question in QUESTIONS for chunk in question.prose for id_ in CLAIM_ID.findall(chunk)}
    answer = client.get("/v1/claims", params={"id": sorted(named), "limit": 500}).json()
    assert {claim["id"] for claim in answer["items"]} == named


SHOWN = """
### 1. What is it?

```http
GET /v1/claims?q=it
```

| member | value |
|---|---|
| `undated_excluded` | 3 |

`items`, all 2:

| `id` | `outlets.name` | `object.entity.id` |
|---|---|---|
| a | X; Y | – |
| b | – | c |

That is how to read it.
"""
FIRST = {"id": "a", "outlets": [{"name": "X"}, {"name": "Y"}], "object": {"value": 1}}
SECOND = {"id": "b", "outlets": [], "object": {"entity": {"id": "c"}}}
ANSWER = {"items": [FIRST, SECOND], "total": {"value": 2, "relation": "eq"}, "undated_excluded": 3}


def compare(shown: str, answer: dict[str, Any]) -> list[str]:
    (question,) = read_questions(shown)
    (exchange,) = question.exchanges
    return find_mismatches(exchange, answer)


def test_nothing_is_found_where_page_and_answer_agree() -> None:
    assert compare(SHOWN, ANSWER) == []
    cut = SHOWN.replace("all 2", "the first 2 of at least 5")
    assert compare(cut, {**ANSWER, "total": {"value": 5, "relation": "gte"}}) == []


@pytest.mark.parametrize(
    ("shown", "answer"),
    [
        pytest.param(SHOWN.replace("| X; Y |", "| X |"), ANSWER, id="a cell"),
        pytest.param(SHOWN.replace("| – | c |", "| – | – |"), ANSWER, id="an empty cell"),
        pytest.param(SHOWN.replace("| 3 |", "| 4 |"), ANSWER, id="a member"),
        pytest.param(SHOWN.replace("undated_excluded", "undatd"), ANSWER, id="no such member"),
        pytest.param(SHOWN.replace("`outlets.name`", "`outlets.nam`"), ANSWER, id="no such column"),
        pytest.param(SHOWN, {**ANSWER, "items": [FIRST]}, id="an item is missing"),
        pytest.param(SHOWN, {**ANSWER, "items": [FIRST, SECOND, SECOND]}, id="an item too many"),
        pytest.param(SHOWN, {**ANSWER, "items": [SECOND, FIRST]}, id="another order"),
        pytest.param(SHOWN, {**ANSWER, "total": {"value": 3, "relation": "eq"}}, id="the total"),
        pytest.param(SHOWN, {**ANSWER, "total": {"value": 2, "relation": "gte"}}, id="what the total is"),
        pytest.param(SHOWN.replace("all 2", "the first 2 of 4"), ANSWER, id="the total of a list that is cut"),
        pytest.param(SHOWN.replace("| a | X; Y | – |\n", ""), ANSWER, id="a row is missing"),
        pytest.param(SHOWN.replace("`items`, all", "`item`, all"), ANSWER, id="no such list"),
        pytest.param(SHOWN.partition("`items`")[0], ANSWER, id="the items are not shown"),
    ],
)
def test_what_differs_is_found(shown: str, answer: dict[str, Any]) -> None:
    assert compare(shown, answer) != []


def test_a_table_of_no_list_is_refused() -> None:
    with pytest.raises(AssertionError, match="of which list"):
        read_questions(SHOWN.replace("`items`, all 2:", "The items:"))
