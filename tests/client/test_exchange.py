"""What a client does when a service is not well: it asks again where that is safe, and says what is wrong."""

from __future__ import annotations

import asyncio
import gc
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest

from kgraph import KnowledgeGraph, ServiceError, connect, connect_async
from kgraph.client.address import check_origin
from kgraph.errors import InvalidParameter
from kgraph.version import __version__
from tests.client.flaky import PROBLEM, Line, Script, play

NOT_READY = Line(503, b"later", "text/plain")
FAILED = Line(500, json.dumps({"code": "internal-error", "detail": "It broke.", "request_id": "abc"}).encode(), PROBLEM)


@pytest.fixture
def well(article_graph: KnowledgeGraph) -> Line:
    """What a healthy service answers when it is asked for its dataset."""
    dataset = article_graph.dataset()
    return Line(200, dataset.model_dump_json().encode(), headers={"Dataset-Version": dataset.version})


@contextmanager
def quickly() -> Iterator[list[float]]:
    """Let pauses pass at once, and note how long they should have been."""
    pauses: list[float] = []
    sleep = time.sleep
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kgraph.client.remote.time.sleep", lambda seconds: pauses.append(seconds) or sleep(0))
        yield pauses


def ask_for_dataset(script: Script, **options: Any) -> Any:
    with connect(script.url, **options) as graph:
        return graph.dataset()


def test_it_asks_again_when_the_service_is_not_ready(well: Line, article_graph: KnowledgeGraph) -> None:
    with play([NOT_READY, Line(502), well]) as script, quickly() as pauses:
        assert ask_for_dataset(script) == article_graph.dataset()
        assert len(script.asked) == 3
    assert 0.15 <= pauses[0] < pauses[1] <= 0.5


def test_it_asks_again_when_the_connection_breaks(well: Line, article_graph: KnowledgeGraph) -> None:
    with play([Line(), Line(200, b"{", length=100), well]) as script, quickly():
        assert ask_for_dataset(script) == article_graph.dataset()


def test_it_asks_again_when_nobody_listens_yet(well: Line) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        with quickly() as pauses, pytest.raises(ServiceError, match="cannot be reached") as caught:
            connect(url).dataset()
    assert len(pauses) == 2
    assert (caught.value.url, caught.value.status) == (url, None)


def test_it_waits_for_as_long_as_the_service_asks(well: Line) -> None:
    with play([Line(503, headers={"Retry-After": "7"}), well]) as script, quickly() as pauses:
        ask_for_dataset(script)
    assert pauses == [7.0]


@pytest.mark.parametrize("retry_after", ["3600", "inf", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_it_does_not_wait_for_long(retry_after: str, well: Line) -> None:
    lines = [Line(503, headers={"Retry-After": retry_after}), well]
    with play(lines) as script, quickly() as pauses:
        if retry_after == "3600":
            with pytest.raises(ServiceError, match="answers with 503"):
                ask_for_dataset(script)
        else:
            ask_for_dataset(script)
    assert all(pause < 1 for pause in pauses)


def test_it_gives_up_after_so_many_retries() -> None:
    with play([NOT_READY] * 2) as script, quickly(), pytest.raises(ServiceError) as caught:
        ask_for_dataset(script, retries=1)
    assert (caught.value.status, len(script.asked)) == (503, 2)


def test_what_failed_inside_is_not_asked_again_and_has_its_problem_inside() -> None:
    with play([FAILED]) as script, pytest.raises(ServiceError, match=r"It broke\. \(request abc\)") as caught:
        ask_for_dataset(script)
    assert (caught.value.status, caught.value.problem["request_id"]) == (500, "abc")


def test_what_takes_too_long_is_not_asked_again() -> None:
    with play([Line(200, silent=5)]) as script, pytest.raises(ServiceError, match="did not answer in time"):
        ask_for_dataset(script, timeout=0.2)
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (Line(200, b"<html>", "text/html"), "no JSON: is it kgraph"),
        (Line(200, b"[]"), "no object: is it kgraph"),
        (Line(404, b"<html>", "text/html"), "answers with 404 and not as kgraph does"),
        (Line(404, b"[]", PROBLEM), "answers with 404 and not as kgraph does"),
        (Line(404, b"{", PROBLEM), "answers with 404 and not as kgraph does"),
        (Line(404, b'{"code":"no-such-path","detail":"No."}', PROBLEM), "answers with 404: No"),
        (Line(409, b'{"code":"ambiguous-name","detail":"No.","candidates":[1]}', PROBLEM), "is none of kgraph's"),
        (Line(301, headers={"Location": "/v1/dataset"}), "redirects in a circle"),
        (
            Line(301, headers={"Location": "http://localhost:1/v1/dataset"}),
            "redirects to another host, http://localhost:1",
        ),
    ],
)
def test_what_is_no_kgraph_is_told_so(line: Line, message: str) -> None:
    with play([line] * 10) as script, pytest.raises(ServiceError, match=message):
        ask_for_dataset(script)


def test_a_member_that_this_version_does_not_know_is_refused_and_named(well: Line) -> None:
    newer = Line(200, json.dumps({**json.loads(well.body), "doubts": 3}).encode())
    with play([newer]) as script, pytest.raises(ServiceError, match="does not know, in doubts"):
        ask_for_dataset(script)


def test_it_says_who_asks_and_what_it_was_told_to_say(well: Line) -> None:
    with play([well, well]) as script:
        ask_for_dataset(script)
        ask_for_dataset(script, headers={"User-Agent": "desk"})
        assert script.agents == [f"kgraph/{__version__}", "desk"]


def test_a_path_below_the_host_is_kept(well: Line) -> None:
    with play([well]) as script, connect(f"{script.url}/graphs/kz/") as graph:
        graph.dataset()
        assert script.asked == [("GET", "/graphs/kz/v1/dataset")]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "kgraph.example",
        "ftp://a",
        "http://",
        "http://a?x=1",
        "http://a#b",
        "http://a:b",
        "http://a?",
        "http://a/#",
        5,
    ],
)
def test_what_is_no_address_is_refused_at_once(url: Any) -> None:
    for connecting in (connect, connect_async):
        with pytest.raises(InvalidParameter, match="url takes the address") as caught:
            connecting(url)
        assert caught.value.parameter == "url"


@pytest.mark.parametrize(
    "options",
    [
        *({"timeout": each} for each in (0, "1", True, 1e10, float("inf"), float("nan"))),
        *({"retries": each} for each in (-1, 11, 1.0, True)),
        *({"headers": each} for each in ("x", {"X": 5}, {5: "x"}, {"X": "中"}, {"X": "a\nb"}, {"a b": "c"}, {"X": ""})),
    ],
)
def test_what_cannot_be_waited_for_is_refused_at_once(options: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameter) as caught:
        connect("http://127.0.0.1:1", **options)
    assert caught.value.parameter == next(iter(options))


def make_file(body: bytes, version: str = "v1", **fields: Any) -> Line:
    summary = {"claim_count": 1, "left_out_count": 0, "names": [], "empty": None}
    headers = {
        "Dataset-Version": version,
        "Content-Disposition": 'attachment; filename="a.ndjson"',
        "Kgraph-Summary": json.dumps(summary),
    }
    return Line(200, body, headers=headers, **fields)


def test_a_file_that_breaks_off_raises_and_is_not_taken_for_whole(tmp_path: Any) -> None:
    lines = [make_file(b""), make_file(b"half of it", length=1000)]
    with play(lines) as script, connect(script.url) as graph:
        export = graph.export("ndjson")
        with pytest.raises(ServiceError, match="broke off"):
            export.write(tmp_path / "whole")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_version_than_was_described_is_refused() -> None:
    lines = [make_file(b""), make_file(b"other", "v2")]
    with play(lines) as script, connect(script.url) as graph:
        export = graph.export("ndjson")
        with pytest.raises(ServiceError, match="another version of the dataset by now"):
            list(export)


def test_a_file_that_cannot_be_had_any_more_says_why() -> None:
    with (
        play([make_file(b""), FAILED]) as script,
        connect(script.url) as graph,
        pytest.raises(ServiceError, match="broke"),
    ):
        list(graph.export("ndjson"))


def test_a_service_that_says_nothing_of_its_file_is_an_older_one() -> None:
    silent = Line(200, headers={"Dataset-Version": "v1"})
    with play([silent]) as script, connect(script.url) as graph, pytest.raises(ServiceError):
        graph.export("ndjson")


@pytest.mark.parametrize(
    "lines", [[make_file(b""), make_file(b"half", length=9)], [make_file(b""), make_file(b"", "v2")]]
)
def test_an_awaited_file_that_is_not_whole_raises(lines: list[Line]) -> None:
    async def ask(url: str) -> None:
        async with connect_async(url) as graph:
            await graph.export("ndjson")

    with play(lines) as script, pytest.raises(ServiceError):
        asyncio.run(ask(script.url))


def test_an_awaited_question_is_asked_again_too(well: Line, article_graph: KnowledgeGraph) -> None:
    async def ask(url: str) -> Any:
        async with connect_async(url) as graph:
            return await graph.dataset()

    with play([NOT_READY, Line(), well]) as script:
        assert asyncio.run(ask(script.url)) == article_graph.dataset()


def test_awaited_questions_are_asked_side_by_side(well: Line) -> None:
    slow = Line(well.status, well.body, headers=well.headers, silent=0.3)

    async def ask(url: str) -> float:
        async with connect_async(url) as graph:
            await graph.dataset()
            started = time.perf_counter()
            await asyncio.gather(*(graph.dataset() for _ in range(8)))
            return time.perf_counter() - started

    with play([well, *[slow] * 8]) as script:
        assert asyncio.run(ask(script.url)) < 8 * 0.3


@pytest.mark.parametrize("count", [500, 20_000])
def test_a_question_that_no_url_has_room_for_is_refused(count: int) -> None:
    names = [f"name {number}" for number in range(count)]
    refusal = Line(414, b'{"code":"url-too-long","detail":"Too long."}', PROBLEM)
    with play([refusal] * 2) as script, connect(script.url) as graph, pytest.raises(InvalidParameter, match="long"):
        graph.to_networkx(about=names)


def test_a_secret_goes_to_no_other_host() -> None:
    with play([]) as elsewhere:
        redirect = Line(307, headers={"Location": f"{elsewhere.url.replace('127.0.0.1', 'localhost')}/v1/dataset"})
        with play([redirect] * 2) as script:
            for asking in (ask_for_dataset, ask_and_await_dataset):
                with pytest.raises(ServiceError, match="another host"):
                    asking(script, headers={"X-Api-Key": "secret"})
        assert elsewhere.asked == []


def ask_and_await_dataset(script: Script, **options: Any) -> Any:
    async def ask() -> Any:
        async with connect_async(script.url, **options) as graph:
            return await graph.dataset()

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("variable", "value"),
    [("ALL_PROXY", "socks4://127.0.0.1:1"), ("HTTP_PROXY", "http://h:abc"), ("SSL_CERT_FILE", "/nowhere/at/all.pem")],
)
def test_settings_of_the_environment_that_cannot_be_used_are_named(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    for connecting in (connect, connect_async):
        with pytest.raises(ServiceError, match=rf"the settings of the environment \(.*{variable}.*\)"):
            connecting("http://127.0.0.1:1")


def test_the_version_of_the_api_may_stand_in_the_address(well: Line) -> None:
    with play([well]) as script, connect(f"{script.url}/v1/") as graph:
        graph.dataset()
        assert script.asked == [("GET", "/v1/dataset")]


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    for connecting in (connect, connect_async):
        with pytest.raises(InvalidParameter, match="no password") as caught:
            connecting("http://user:secret@127.0.0.1:1")
        assert "secret" not in f"{caught.value!s} {caught.value.value}"


@pytest.mark.parametrize(
    ("asked", "other", "is_followed"),
    [
        ("http://a", "https://a/x", True),
        ("http://a:8000", "http://a:8000/x", True),
        ("https://a", "http://a/x", False),
        ("http://a:8000", "https://a:9999/x", False),
        ("http://a:8000", "https://a:8000/x", False),
        ("http://a", "http://a:81/x", False),
        ("https://a", "https://b/x", False),
    ],
)
def test_only_the_same_place_is_followed_or_its_safer_twin(asked: str, other: str, is_followed: bool) -> None:
    request = httpx2.Request("GET", other)
    if is_followed:
        check_origin(asked, request)
    else:
        with pytest.raises(ServiceError, match="another host"):
            check_origin(asked, request)


def test_an_error_whose_reason_breaks_off_is_one_of_the_service() -> None:
    lines = [Line(404), *[Line()] * 5]
    with play(lines) as script, connect(script.url, retries=0) as graph, pytest.raises(ServiceError, match="broke off"):
        graph.export("ndjson")


def test_its_own_pauses_are_bounded_and_all_retries_are_used() -> None:
    with play([NOT_READY] * 11) as script, quickly() as pauses, pytest.raises(ServiceError):
        ask_for_dataset(script, retries=10)
    assert len(script.asked) == 11
    assert max(pauses) <= 5 * 1.25


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"next": "/v1/claims?limit=2"}, "cannot be read on"),
        ({"items": [{}]}, "does not know"),
    ],
)
def test_a_list_of_another_version_is_told_so(
    body: dict[str, Any], message: str, article_graph: KnowledgeGraph
) -> None:
    envelope = article_graph.claims(limit=1).model_dump(mode="json", by_alias=True, exclude={"next_cursor"})
    answer = Line(200, json.dumps({"next": None, **envelope, **body}).encode())
    with play([answer]) as script, connect(script.url) as graph, pytest.raises(ServiceError, match=message):
        graph.claims()


def test_a_summary_of_another_version_is_told_so() -> None:
    headers = {**make_file(b"").headers, "Kgraph-Summary": '{"claims": 5}'}
    with play([Line(200, headers=headers)] * 2) as script, connect(script.url) as graph:
        for ask in (lambda: graph.export("ndjson"), lambda: graph.bibliography()):
            with pytest.raises(ServiceError, match="does not know"):
                ask()


def test_an_awaited_file_stays_open_while_it_is_read(article_graph: KnowledgeGraph) -> None:
    async def ask(url: str) -> bytes:
        async with connect_async(url) as graph:
            pieces = iter(await graph.export("ndjson"))
            gc.collect()
            await asyncio.sleep(0)
            return b"".join(pieces)

    with play([make_file(b""), make_file(b"whole")]) as script:
        assert asyncio.run(ask(script.url)) == b"whole"
