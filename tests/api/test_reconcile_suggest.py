"""What a client shows beside a table: suggestions while somebody types, the properties of a type, and previews."""

from __future__ import annotations

import re
from typing import Any

from starlette.testclient import TestClient

from api import Settings, create_app
from kgraph import KnowledgeGraph
from tests.api.problem_checks import check_problem
from tests.api.reconciling import check_schema
from tests.graphs import make_chain, make_dataset, make_entity

ITSELF = ["country", "description", "id", "name", "name_en", "type", "wikidata"]


def test_properties_are_proposed_by_type(client: TestClient, data: dict[str, Any]) -> None:
    for type_ in ("person", "project", ""):
        answer = client.get(f"/v1/reconcile/properties?type={type_}").json()
        ids = [each["id"] for each in check_schema("data-extension-property-proposal", answer)["properties"]]
        assert set(ITSELF) <= set(ids)
        for predicate in data["predicates"]["predicates"]:
            fits = not type_ or bool({"*", type_} & set(predicate["subject_types"]))
            assert (predicate["id"] in ids) == (f"{predicate['id']}#evidence" in ids) == fits
    assert len(client.get("/v1/reconcile/properties?limit=3").json()["properties"]) == 3
    for path in ("properties", "suggest/property"):
        answer = client.get(f"/v1/reconcile/{path}?type=persom")
        problem = check_problem(answer, 400, "unknown-word", parameter="type", value="persom")
        assert problem["suggestions"][0] == "person"


def test_entities_are_suggested_as_they_are_typed(client: TestClient) -> None:
    def suggest(**parameters: Any) -> list[str]:
        answer = client.get("/v1/reconcile/suggest/entity", params=parameters).json()
        return [each["id"] for each in check_schema("suggest-entities-response", answer)["result"]]

    assert suggest(prefix="Қаз", type="country") == ["kazakhstan"]
    assert suggest(prefix="bolat-nazarbayev")[0] == "bolat-nazarbayev"
    assert suggest(prefix="bolat-nazarbayev", type="country") == []
    assert suggest(prefix="Kazakhstann") == []
    first, rest = suggest(prefix="a"), suggest(prefix="a", cursor=20)
    assert (len(first), len(rest)) == (20, 20)
    assert not set(first) & set(rest)
    by_id = [entity["id"] for entity in client.get("/v1/entities?limit=500").json()["items"]]
    assert suggest() == suggest(prefix="") == by_id[:20]
    assert suggest(prefix="", cursor=20) == by_id[20:40]
    countries = [entity["id"] for entity in client.get("/v1/entities?type=country").json()["items"]]
    assert suggest(prefix="", type="country") == countries[:20]
    everything = [hit["id"] for hit in client.get("/v1/autocomplete?prefix=a&limit=40").json()["items"]]
    assert first + rest == everything


def test_types_and_properties_are_suggested_as_they_are_typed(client: TestClient) -> None:
    types = check_schema("suggest-types-response", client.get("/v1/reconcile/suggest/type?prefix=Pe").json())
    assert [each["id"] for each in types["result"]] == ["person"]
    assert len(client.get("/v1/reconcile/suggest/type").json()["result"]) == 14
    found = client.get("/v1/reconcile/suggest/property?prefix=brother").json()
    ids = [each["id"] for each in check_schema("suggest-properties-response", found)["result"]]
    assert ids == ["younger_brother_of", "younger_brother_of#evidence"]
    assert client.get("/v1/reconcile/suggest/property?prefix=brother&type=country").json()["result"] == []
    assert client.get("/v1/reconcile/suggest/property?prefix=name_uk").json()["result"][0]["id"] == "name_uk"


def test_what_the_fields_of_openrefine_send_along_changes_nothing(client: TestClient) -> None:
    sent = "&spell=always&exact=false&prefixed=true&filter=(all%20a:b)&type_strict=should&lang=en"
    for url in ("entity?prefix=Kaz", "type?prefix=p", "property?prefix=brother"):
        plain = client.get(f"/v1/reconcile/suggest/{url}")
        assert client.get(f"/v1/reconcile/suggest/{url}{sent}").json() == plain.json()
        check_problem(client.get(f"/v1/reconcile/suggest/{url}&callback=f"), 400, "unknown-parameter")


def test_a_preview_shows_claims_with_their_evidence_and_loads_nothing(client: TestClient) -> None:
    for entity in ("kazakhstan", "bolat-nazarbayev", "kazakhstan-today", "lake-balkhash"):
        answer = client.get(f"/v1/reconcile/preview?entity={entity}")
        assert answer.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'"
        assert not re.search(r"<script|<img|<link|src=|@import|url\(", answer.text)
        claims = client.get(f"/v1/entities/{entity}/claims?limit=3").json()["items"]
        assert answer.text.count("<li>") == len(claims)
        for claim, shown in zip(claims, answer.text.split("<li>")[1:], strict=True):
            assert claim["status"] in shown
            assert f"¶{claim['evidence'][0]['locator']['paragraph']} " in shown
            assert (
                claim["polarity"] == "affirmed"
                or {"negated": "not so", "unknown": "unclear"}[claim["polarity"]] in shown
            )
    assert "No claim names it" in client.get("/v1/reconcile/preview?entity=kazakhstan-today").text


def test_a_preview_tells_namesakes_apart_in_every_script(client: TestClient) -> None:
    pages = {
        id_: client.get(f"/v1/reconcile/preview?entity={id_}").text
        for id_ in ("bolat-nazarbayev", "nursultan-nazarbayev")
    }
    for lang in ("ru", "kk", "zh"):
        first, second = (set(re.findall(f'<bdi lang="{lang}">([^<]+)</bdi>', page)) for page in pages.values())
        assert first & second, "they share a name"
        assert first - second, "and not all of them"
        assert second - first
    assert re.findall('<bdi lang="ru">([^<]+)</bdi>', pages["bolat-nazarbayev"])[0] == "Болат Абишевич Назарбаев"


def test_nothing_of_a_dataset_becomes_markup_in_a_preview() -> None:
    nasty = make_entity("a", name='<script>alert("&")</script>', description="<img src=x onerror=alert(1)>")
    client = TestClient(create_app(Settings(), KnowledgeGraph(make_dataset(make_chain("a", "b"), [nasty]))))
    page = client.get("/v1/reconcile/preview?entity=a").text
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
