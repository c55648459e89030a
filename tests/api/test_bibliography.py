"""`/v1/bibliography`: every style by its word and by the Accept header, of claims and of paths, empty ones too."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest
import rispy
from pybtex.database import parse_string
from starlette.testclient import TestClient

from api.downloads import write_summary
from kgraph import KnowledgeGraph
from kgraph.citations import STYLES
from tests.api.problem_checks import check_problem
from tests.api.server import Server
from tests.api.test_names import NAMES_AND_IDS
from tests.events.imported import over_events

URL = "/v1/bibliography"


@pytest.mark.parametrize("style", STYLES)
def test_a_style_by_its_word_is_what_python_answers(client: TestClient, graph: KnowledgeGraph, style: str) -> None:
    response = client.get(f"{URL}?style={style}&about=Tokayev")
    expected = graph.bibliography(style, about="Tokayev")
    assert response.status_code == 200
    assert response.content.decode() == expected.text
    assert response.headers["content-type"].partition(";")[0] == STYLES[style].media_type
    assert response.headers["dataset-version"] == graph.version
    assert response.headers["content-disposition"] == (
        f'inline; filename="kazakhstan-china-russia-bibliography-{graph.version[:8]}-part.{STYLES[style].extension}"'
    )


@pytest.mark.parametrize("style", ["text", "csl-json", "bibtex", "ris"])
def test_a_style_by_the_accept_header_is_the_same(client: TestClient, style: str) -> None:
    asked = client.get(f"{URL}?style={style}&topic=energy")
    accepted = client.get(f"{URL}?topic=energy", headers={"Accept": f"{STYLES[style].media_type}, image/png"})
    assert accepted.content == asked.content
    assert accepted.headers["content-type"] == asked.headers["content-type"]
    assert accepted.headers["vary"] == "Accept, Accept-Encoding"


def test_a_header_that_takes_no_style(client: TestClient) -> None:
    check_problem(client.get(URL, headers={"Accept": "image/png"}), 406, "not-acceptable")
    refused = client.get(f"{URL}?style=ris", headers={"Accept": "text/plain"})
    check_problem(refused, 406, "not-acceptable")
    assert client.get(f"{URL}?style=gost", headers={"Accept": "text/*"}).status_code == 200


def test_the_forms_are_read_by_others(client: TestClient, data: dict[str, Any]) -> None:
    ids = sorted(source["id"] for source in data["sources"])
    assert [item["id"] for item in client.get(f"{URL}?style=csl-json").json()] == ids
    assert list(parse_string(client.get(f"{URL}?style=bibtex").text, "bibtex").entries) == ids
    assert [record["id"] for record in rispy.loads(client.get(f"{URL}?style=ris").text)] == ids


def test_the_sources_of_paths(client: TestClient) -> None:
    whole = client.get(f"{URL}?from=Bolat%20Nazarbayev&to=China&style=csl-json").json()
    one = client.get(f"{URL}?from=Bolat%20Nazarbayev&to=China&style=csl-json&k=1").json()
    hops = client.get("/v1/paths?from=Bolat%20Nazarbayev&to=China&k=1&claims_per_hop=500").json()["items"][0]["hops"]
    evidence = [each for hop in hops for claim in hop["claims"] for each in claim["evidence"]]
    resting = {each["source"]["id"] for each in evidence} | {cite["id"] for each in evidence for cite in each["cites"]}
    assert [item["id"] for item in one] == sorted(resting)
    assert len(whole) > len(one)


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("text", "No sources: No item passes all filters; without topic there would be 3.\n"),
        ("csl-json", "[]\n"),
        ("bibtex", ""),
        ("ris", ""),
    ],
)
def test_an_empty_one_is_no_error(client: TestClient, style: str, body: str) -> None:
    response = client.get(f"{URL}?style={style}&about=Bolat%20Nazarbayev&topic=water")
    assert (response.status_code, response.text) == (200, body)
    assert response.headers["etag"]


def test_head_gzip_and_conditional_requests(server: Server) -> None:
    with httpx2.Client(base_url=server.url) as caller:
        got = caller.get(f"{URL}?style=csl-json", headers={"Accept-Encoding": "gzip"})
        assert got.headers["content-encoding"] == "gzip"
        assert len(got.json()) == 21
        head = caller.head(f"{URL}?style=csl-json")
        assert (head.status_code, head.content) == (200, b"")
        unchanged = caller.get(
            f"{URL}?style=csl-json", headers={"If-None-Match": got.headers["etag"], "Accept-Encoding": "gzip"}
        )
        assert (unchanged.status_code, unchanged.content) == (304, b"")


@pytest.mark.parametrize(("name", "id_"), NAMES_AND_IDS)
def test_a_name_stands_for_its_id(client: TestClient, name: str, id_: str) -> None:
    by_name, by_id = (client.get(URL, params={"about": each}) for each in (name, id_))
    assert by_name.status_code == 200
    assert by_name.text == by_id.text


@pytest.mark.parametrize(
    ("query", "status", "code", "parameter"),
    [
        ("style=apa", 400, "unknown-word", "style"),
        ("from=China", 400, "invalid-parameter", "to"),
        ("to=China", 400, "invalid-parameter", "from"),
        ("max_hops=4", 400, "invalid-parameter", "max_hops"),
        ("order=hops", 400, "invalid-parameter", "order"),
        ("via=China", 400, "invalid-parameter", "via"),
        ("from=Tokayev&to=China&about=Russia", 400, "invalid-parameter", "about"),
        ("from=Tokayev&to=China&id=p06s4c01", 400, "invalid-parameter", "id"),
        ("id=nope", 404, "not-found", "id"),
        ("about=Nazarbayev", 409, "ambiguous-name", "about"),
        ("from=Tokayev&to=Nazarbayev", 409, "ambiguous-name", "to"),
        ("limit=5", 400, "unknown-parameter", "limit"),
    ],
)
def test_what_is_wrong_is_refused(client: TestClient, query: str, status: int, code: str, parameter: str) -> None:
    check_problem(client.get(f"{URL}?{query}"), status, code, parameter=parameter)


@over_events
def test_events_are_cited_by_their_table(client: TestClient) -> None:
    items = client.get(f"{URL}?style=csl-json&about=Kazakhstan").json()
    assert [(item["id"], item["type"]) for item in items] == [("icews-events", "dataset")]
    text = client.get(f"{URL}?style=gost&about=Kazakhstan").text
    assert len(text.splitlines()) == 1


def test_a_summary_that_would_be_too_long_for_a_header_leaves_out_names_then_parameters() -> None:
    few = {"entry_count": 1, "parameters": {"about": ["a"]}, "names": ["n"]}
    assert json.loads(write_summary(few)) == few
    many_names = {**few, "names": ["n" * 100] * 100}
    assert json.loads(write_summary(many_names)) == {**few, "names": None}
    long = {**many_names, "parameters": {"id": ["i" * 100] * 100}}
    assert json.loads(write_summary(long)) == {"entry_count": 1, "parameters": None, "names": None}
