"""`/v1/brief` over HTTP: the form that is asked for, a name that says what is in it, and problems for bad questions."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from kgraph.briefs import FORMS
from kgraph.briefs.brief import Brief
from kgraph.knowledge_graph import KnowledgeGraph

TYPES = {name: form.media_type for name, form in FORMS.items()}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_its_media_type_its_name_and_the_bytes_of_the_library(
    client: TestClient, graph: KnowledgeGraph, form: str
) -> None:
    response = client.get(f"/v1/brief?about=Tokayev&format={form}")
    assert response.status_code == 200
    assert response.headers["content-type"] == TYPES[form]
    assert response.headers["dataset-version"] == graph.version
    name = f"kazakhstan-china-russia-brief-kassym-jomart-tokayev-{graph.version[:8]}.{FORMS[form].suffix}"
    assert response.headers["content-disposition"] == f'inline; filename="{name}"'
    assert response.text == FORMS[form].render(graph.brief("Tokayev"))
    again = client.get(f"/v1/brief?format={form}&about=Tokayev", headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304
    assert client.head(f"/v1/brief?about=Tokayev&format={form}").headers["etag"] == response.headers["etag"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/markdown; charset=utf-8"),
        ("*/*", "text/markdown; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("application/json", "application/json"),
    ],
)
def test_without_a_format_the_accept_header_decides(client: TestClient, accept: str, media_type: str) -> None:
    response = client.get("/v1/brief?about=Tokayev", headers={"Accept": accept})
    assert response.headers["content-type"] == media_type


def test_the_name_of_a_filtered_brief_says_that_it_is_a_part(client: TestClient, graph: KnowledgeGraph) -> None:
    whole = client.get("/v1/brief?about=China&limit=2").headers["content-disposition"]
    part = client.get("/v1/brief?about=China&topic=water").headers["content-disposition"]
    stem = f"kazakhstan-china-russia-brief-china-{graph.version[:8]}"
    assert (whole, part) == (f'inline; filename="{stem}.md"', f'inline; filename="{stem}-part.md"')


def test_a_timeline_that_the_limit_cuts_says_so(client: TestClient) -> None:
    assert client.get("/v1/brief?about=China&format=json").json()["timeline_note"] is None
    cut = client.get("/v1/brief?about=China&format=json&limit=1").json()
    assert cut["timeline_note"] == f"Of the {cut['shown_count']} claims shown only, {cut['claim_count']} in all."


def test_what_nobody_accepts_is_not_sent(client: TestClient) -> None:
    assert client.get("/v1/brief?about=Tokayev", headers={"Accept": "image/png"}).status_code == 406
    headers = {"Accept": "text/html"}
    assert client.get("/v1/brief?about=Tokayev&format=json", headers=headers).status_code == 406


def test_json_is_a_brief_and_its_url_asks_for_the_same(client: TestClient) -> None:
    for query in ("about=China&about=Kazakhstan&topic=trade", "from=Bolat%20Nazarbayev&to=China&k=2&limit=5"):
        brief = client.get(f"/v1/brief?{query}&format=json").json()
        Brief.model_validate(brief)
        again = client.get(f"{brief['url']}&format=json").json()
        assert {**again, "query": None, "scope": None} == {**brief, "query": None, "scope": None}
        for url in filter(None, [brief["claims_url"], *(h["claims_url"] for p in brief["paths"] for h in p["hops"])]):
            assert client.get(url).json()["items"]


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("", 400, "about"),
        ("about=China&about=Russia&about=Kazakhstan", 400, "about"),
        ("about=China&from=Russia", 400, "from"),
        ("from=Russia", 400, "to"),
        ("about=China&k=2", 400, "k"),
        ("from=China&to=Russia&k=11", 400, "k"),
        ("about=China&limit=501", 400, "limit"),
        ("about=China&format=pdf", 400, "format"),
        ("about=China&fromat=html", 400, "fromat"),
        ("from=China&to=Russia&subject=China", 400, "subject"),
        ("about=Nazarbayev", 409, "about"),
        (f"about={quote('Kazakhstann')}", 404, "about"),
    ],
)
def test_a_bad_question_is_a_problem(client: TestClient, query: str, status: int, parameter: str) -> None:
    response = client.get(f"/v1/brief?{query}")
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["parameter"] == parameter


def test_a_brief_without_claims_is_an_answer(client: TestClient) -> None:
    response = client.get("/v1/brief?about=China&about=Russia")
    assert response.status_code == 200
    assert "No claim of this dataset names both China and Russia." in response.text
