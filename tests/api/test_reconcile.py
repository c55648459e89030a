"""The reconciliation service: its manifest, its candidates, and the laws of a match; each answer by its JSON schema."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api import Settings, create_app
from kgraph import KnowledgeGraph
from tests.api.problem_checks import check_problem
from tests.api.reconciling import ask, check_schema, search_candidates
from tests.api.server import run_server
from tests.graphs import TOPIC_OF, TYPES, make_chain, make_dataset, make_entity, make_retired

AMBIGUOUS = ["Nazarbayev", "назарбаев", "Astana", "阿斯塔纳"]
LOOSE = ["Beijing", "Moscow", "moscow", "Kremlin", "Кремль", "北京", "Chinese firms", "poll respondents"]
MISSPELT = ["Kazakhstann", "Tokayevv", "Токкаев", "Tokayev Kassym-Jomart", "Kazakhst", "zzzz", "x" * 300, "\x00", " \n"]
CERTAIN = [("china", 100.0), ("China", 100.0), ("CHINA", 98.0), ("Qazaqstan", 100.0), ("Tokaiev", 95.0)]


def iter_names(data: dict[str, Any]) -> list[str]:
    """Return every id and every name of the dataset that ships."""
    named = [name["text"] for entity in data["entities"] for name in entity["names"]]
    return [*(entity[key] for entity in data["entities"] for key in ("id", "name")), *named]


def is_loose(found: dict[str, Any]) -> bool:
    """Tell whether what a lookup found bears the name as a metonym or a description."""
    return found["matched"] is not None and found["matched"]["kind"] in ("metonym", "descriptive")


def test_the_manifest_tells_what_there_is(client: TestClient, data: dict[str, Any]) -> None:
    manifest = check_schema("manifest", client.get("/v1/reconcile").json())
    assert manifest["versions"] == ["0.2"]
    types = sorted(term["id"] for term in data["predicates"]["entity_types"])
    assert [each["id"] for each in manifest["defaultTypes"]] == types
    assert manifest["identifierSpace"] == "urn:kgraph:dataset:kazakhstan-china-russia/entity/"


def test_every_address_of_the_manifest_answers(client: TestClient) -> None:
    manifest = client.get("/v1/reconcile").json()
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        page = client.get(template.replace("{{id}}", "kassym-jomart-tokayev"))
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "Kassym-Jomart Tokayev" in page.text
    for service in manifest["suggest"].values():
        assert client.get(f"{service['service_url']}{service['service_path']}?prefix=p").status_code == 200
    proposals = manifest["extend"]["propose_properties"]
    assert client.get(f"{proposals['service_url']}{proposals['service_path']}?type=person").status_code == 200
    assert client.get(manifest["documentation"]).status_code == 200


def test_addresses_are_those_that_the_request_came_to(client: TestClient) -> None:
    for host in ("desk.example", "desk.example:8443", "127.0.0.1:9", "[::1]:8000", "my_host"):
        manifest = client.get("/v1/reconcile", headers={"Host": host}).json()
        assert manifest["preview"]["url"].startswith(f"http://{host}/v1/reconcile/preview?")


@pytest.mark.parametrize("host", ["", "a b", "a/b", '"><script>', "a@b", "[::1", "a:port", "é".encode(), "a" * 300])
def test_no_address_is_made_of_what_is_no_host(client: TestClient, host: str | bytes) -> None:
    for path in ("/v1/reconcile", "/v1/reconcile/preview?entity=china"):
        check_problem(client.get(path, headers={"Host": host}), 400, "bad-request")


def test_addresses_keep_the_prefix_of_a_proxy() -> None:
    with run_server("--root-path", "/kg") as prefixed:
        manifest = httpx2.get(f"{prefixed.url}/v1/reconcile").json()
    assert manifest["suggest"]["entity"]["service_url"] == f"{prefixed.url}/kg/v1/reconcile"
    assert manifest["view"]["url"] == f"{prefixed.url}/kg/v1/brief?about={{{{id}}}}&format=html"


@pytest.mark.parametrize(("name", "score"), CERTAIN)
def test_a_certain_name_matches_one_entity(client: TestClient, name: str, score: float) -> None:
    first, *others = search_candidates(client, name)
    assert (first["match"], first["score"]) == (True, score)
    assert not any(each["match"] for each in others)
    assert all(each["score"] < first["score"] for each in others)


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_a_name_that_several_bear_matches_none_of_them(client: TestClient, name: str) -> None:
    bearers = client.post("/v1/lookup", json={"queries": {"k": name}}).json()["results"]["k"]["candidates"]
    candidates = search_candidates(client, name)
    assert not any(each["match"] for each in candidates)
    assert [each["id"] for each in candidates[: len(bearers)]] == [each["id"] for each in bearers]
    assert {each["score"] for each in candidates[: len(bearers)]} == {80.0}
    assert all(each["score"] < 80 for each in candidates[len(bearers) :])


@pytest.mark.parametrize("name", LOOSE)
def test_a_name_that_only_stands_for_or_describes_an_entity_matches_it_where_its_type_is_given(
    client: TestClient, name: str
) -> None:
    found = client.post("/v1/lookup", json={"queries": {"k": name}}).json()["results"]["k"]
    assert is_loose(found)
    entity = found["entity"]
    for query in ({}, {"type": "law", "type_strict": "should"}, {"properties": [{"pid": "country", "v": "CN"}]}):
        candidates = search_candidates(client, name, **query)
        assert candidates[0]["id"] == entity["id"]
        assert candidates[0]["score"] <= 85
        assert not any(each["match"] for each in candidates)
    for strictness in ("any", "should", "all"):
        first = search_candidates(client, name, type=entity["type"], type_strict=strictness)[0]
        assert (first["id"], first["match"], first["score"] >= 95) == (entity["id"], True, True)


@pytest.mark.parametrize("name", MISSPELT)
def test_a_name_that_nothing_bears_matches_nothing(client: TestClient, name: str) -> None:
    assert not any(each["match"] or each["score"] > 60 for each in search_candidates(client, name))


def test_every_match_is_what_a_lookup_finds_and_nothing_else(client: TestClient, data: dict[str, Any]) -> None:
    names = [*dict.fromkeys(iter_names(data)), *AMBIGUOUS, *MISSPELT[:6]]
    for start in range(0, len(names), 500):
        part = dict(enumerate(names[start : start + 500]))
        batch = {str(number): {"query": name, "limit": 3} for number, name in part.items()}
        results = ask(client, queries=batch)
        queries = {str(number): " ".join(name.split()) for number, name in part.items()}
        found = client.post("/v1/lookup", json={"queries": queries}).json()["results"]
        for key, result in results.items():
            entity = None if is_loose(found[key]) else found[key]["entity"]
            # OpenRefine looks at the first candidate alone.
            matched = [each["id"] for each in result["result"][:1] if each["match"]]
            assert not any(each["match"] for each in result["result"][1:])
            assert matched == ([] if entity is None else [entity["id"]]), batch[key]


@given(st.text(max_size=30))
def test_whatever_is_typed_is_matched_only_where_a_lookup_finds_it(client: TestClient, text: str) -> None:
    candidates = search_candidates(client, text.encode("utf-8", "replace").decode("utf-8"))
    scores = [each["score"] for each in candidates]
    assert all(one >= other for one, other in pairwise(scores))
    assert sum(each["match"] for each in candidates) <= 1
    for each in candidates:
        assert 0 < each["score"] <= 100
        assert len({feature["id"] for feature in each["features"]}) == len(each["features"])


@pytest.mark.parametrize("name", ["Kaz", "Tokayev", "Nazarbayev", "China", "Kazakhstann", "Lake", "пов"])
def test_scores_fall_in_the_order_of_a_search(client: TestClient, name: str) -> None:
    hits = [hit["id"] for hit in client.get("/v1/search", params={"q": name, "limit": 50}).json()["items"]]
    candidates = search_candidates(client, name, limit=50)
    assert [each["id"] for each in candidates] == hits


def test_a_type_that_is_asked_for_leaves_the_others_out(client: TestClient) -> None:
    for type_ in ("person", ["person"], ["person", "person"]):
        types = {each["type"][0]["id"] for each in search_candidates(client, "Nazarbayev", type=type_)}
        assert types == {"person"}
    assert search_candidates(client, "China", type="person") == []


def test_a_certain_name_of_another_type_is_no_match(client: TestClient) -> None:
    (china, *_) = search_candidates(client, "China", type="person", type_strict="should")
    assert (china["id"], china["match"], china["score"]) == ("china", False, 50.0)
    assert {"id": "type", "value": False} in china["features"]


def test_a_type_that_there_is_not_leaves_the_rest_of_the_batch(client: TestClient) -> None:
    batch = {
        "any": {"query": "China", "type": "Q5"},
        "should": {"query": "China", "type": "Q5", "type_strict": "should"},
        "several": {"query": "China", "type": ["Q5", "country"]},
        "all": {"query": "China", "type": ["Q5", "country"], "type_strict": "all"},
        "none": {"query": "China"},
    }
    results = {key: answer["result"] for key, answer in ask(client, queries=batch).items()}
    assert results["any"] == results["all"] == []
    assert (results["should"][0]["id"], results["should"][0]["match"]) == ("china", False)
    assert not any(each["match"] for each in results["should"])
    assert {each["type"][0]["id"] for each in results["several"]} == {"country"}
    assert results["several"][0]["match"]
    assert results["none"][0]["match"]


def test_a_description_is_given_as_the_datasets_own_words(client: TestClient) -> None:
    (first, *_) = search_candidates(client, "new-khorgos-company")
    words = client.get("/v1/entities/new-khorgos-company").json()["description"]
    assert first["description"] == f"In the dataset's own words: {words}"
    suggested = client.get("/v1/reconcile/suggest/entity?prefix=new-khorgos-company").json()["result"][0]
    assert suggested["description"] == first["description"]
    preview = client.get("/v1/reconcile/preview?entity=new-khorgos-company").text
    assert preview.index("<li>") < preview.index("In the dataset&#39;s own words:")


def test_a_type_does_not_decide_between_namesakes(client: TestClient) -> None:
    (city,) = [each for each in search_candidates(client, "Astana", type="place") if each["score"] == 80]
    assert (city["id"], city["match"]) == ("astana-city", False)


def test_all_of_two_types_is_none(client: TestClient) -> None:
    assert search_candidates(client, "China", type=["country", "person"], type_strict="all") == []
    assert search_candidates(client, "China", type=["country", "person"], type_strict="any")[0]["match"]
    assert search_candidates(client, "China", type="country", type_strict="all")[0]["match"]


@pytest.mark.parametrize("limit", [1, 3, 3.0, 50, 10**9])
def test_a_limit_is_the_most_candidates(client: TestClient, limit: float) -> None:
    assert 1 <= len(search_candidates(client, "Kaz", limit=limit)) <= min(limit, 50)


def test_the_same_is_answered_by_url_and_by_form(client: TestClient) -> None:
    batch = {"q0": {"query": "Тоқаев"}, "q1": {"query": "Nazarbayev", "type": "person"}, "ä": {"query": "zzzz"}}
    extension = {"ids": ["china", "nope"], "properties": [{"id": "country"}, {"id": "neighbour#evidence"}]}
    for name, question in (("queries", batch), ("extend", extension)):
        text = json.dumps(question)
        got = client.get("/v1/reconcile", params={name: text})
        posted = client.post("/v1/reconcile", data={name: text})
        assert got.status_code == posted.status_code == 200
        assert got.content == posted.content
        assert "etag" in got.headers
        assert ("etag" in posted.headers, posted.headers["cache-control"]) == (False, "no-store")


def test_results_come_under_the_keys_in_their_order(client: TestClient) -> None:
    keys = ["b", "a", "ä", "", "k" * 200, "1"]
    assert list(ask(client, queries={key: {"query": "China"} for key in keys})) == keys


def test_500_queries_and_no_more(client: TestClient) -> None:
    batch = {str(number): {"query": "China", "limit": 1} for number in range(501)}
    answer = client.post("/v1/reconcile", data={"queries": json.dumps(batch)})
    check_problem(answer, 422, "invalid-body", parameter="/queries", value="501")
    del batch["0"]
    assert all(result["result"][0]["match"] for result in ask(client, queries=batch).values())


@pytest.mark.parametrize("origin", ["https://desk.example", "null", None])
def test_pages_of_every_origin_may_ask_this_service_and_no_other(client: TestClient, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin}
    for path in ("", "/suggest/type", "/properties", "/preview?entity=china", "/nope", "?queries=nope"):
        answer = client.get(f"/v1/reconcile{path}", headers=headers)
        assert answer.headers["access-control-allow-origin"] == "*", path
    assert "access-control-allow-origin" not in client.get("/v1/dataset", headers=headers).headers
    assert "access-control-allow-origin" not in client.get("/v1/reconciled", headers=headers).headers


@pytest.mark.parametrize("origins", [None, '["https://other.example"]'])
def test_a_preflight_is_granted_whatever_the_settings(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, origins: str | None
) -> None:
    if origins is not None:
        monkeypatch.setenv("KGRAPH_CORS_ORIGINS", origins)
    own = TestClient(create_app(Settings(), graph))
    preflight = {
        "Origin": "https://desk.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    granted = own.options("/v1/reconcile", headers=preflight)
    assert (granted.status_code, granted.headers["access-control-allow-origin"]) == (200, "*")
    assert own.options("/v1/lookup", headers=preflight).status_code != 200


def test_another_dataset_has_its_own_types_and_properties(other_client: TestClient) -> None:
    manifest = check_schema("manifest", other_client.get("/v1/reconcile").json())
    assert {each["id"] for each in manifest["defaultTypes"]} == set(TYPES)
    assert search_candidates(other_client, "a")[0]["match"]
    proposed = other_client.get("/v1/reconcile/properties").json()["properties"]
    assert {f"{word}#evidence" for word in TOPIC_OF} <= {each["id"] for each in proposed}


def test_an_id_that_was_removed_or_merged_is_not_guessed_at() -> None:
    retired = [make_retired("old-a", "a"), make_retired("gone")]
    dataset = make_dataset(make_chain("a", "b"), [make_entity("b", name="Gone by")], retired=retired)
    own = TestClient(create_app(Settings(), KnowledgeGraph(dataset)))
    assert [(each["id"], each["match"]) for each in search_candidates(own, "old-a")] == [("a", True)]
    assert search_candidates(own, "gone") == []


def test_what_says_where_to_go_on_has_a_tag_for_each_place_that_it_was_asked_at(client: TestClient) -> None:
    for path in ("/v1/reconcile", "/v1/reconcile/preview?entity=china"):
        one, other = (client.get(path, headers={"Host": host}) for host in ("a.example", "b.example"))
        assert one.headers["etag"] != other.headers["etag"]
        kept = client.get(path, headers={"Host": "b.example", "If-None-Match": one.headers["etag"]})
        assert kept.status_code == 200
