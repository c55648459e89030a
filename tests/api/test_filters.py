"""Every filter, one by one and together, against what the dataset's files say."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from kgraph.filters import filter_specs
from tests.api.records import Records


@pytest.fixture(scope="module")
def records(data: dict[str, Any]) -> Records:
    return Records(data)


def get_ids(client: TestClient, path: str, *pairs: tuple[str, Any]) -> list[str]:
    """Return the ids of all claims that a list holds."""
    body = client.get(f"{path}?{urlencode([*pairs, ('limit', 500)])}").json()
    assert body["total"] == {"value": len(body["items"]), "relation": "eq"}
    return [item["id"] for item in body["items"]]


@pytest.mark.parametrize("name", [name for name in filter_specs("claims") if name != "between"])
def test_a_filter_of_claims(client: TestClient, records: Records, name: str) -> None:
    expected = {value: ids for filter_, value, ids in records.iter_filtered() if filter_ == name}
    assert any(expected.values()), "no value of this filter finds anything"
    for value, ids in expected.items():
        assert get_ids(client, "/v1/claims", (name, value)) == sorted(ids), value


@pytest.mark.parametrize("pair", [("china", "kazakhstan"), ("russia", "kazakhstan"), ("bolat-nazarbayev", "china")])
def test_between_takes_either_direction_and_tying_qualifiers(
    client: TestClient, records: Records, pair: tuple[str, str]
) -> None:
    expected = records.ids_where(lambda claim: records.runs_between(claim, *pair))
    for one, other in (pair, pair[::-1]):
        assert get_ids(client, "/v1/claims", ("between", one), ("between", other)) == sorted(expected)


def test_a_repeated_filter_is_or(client: TestClient, records: Records) -> None:
    before: dict[str, tuple[str, set[str]]] = {}
    for name, value, ids in records.iter_filtered():
        if name in before and filter_specs()[name].repeatable:
            other, further = before[name]
            assert get_ids(client, "/v1/claims", (name, value), (name, other)) == sorted(ids | further)
        before[name] = value, ids


def test_different_filters_are_and(client: TestClient, records: Records) -> None:
    expected = {name: (value, ids) for name, value, ids in records.iter_filtered() if ids}
    for name, (value, ids) in expected.items():
        for other, (further, other_ids) in expected.items():
            if name < other:
                assert get_ids(client, "/v1/claims", (name, value), (other, further)) == sorted(ids & other_ids)


def test_paragraph_and_sentence_are_of_one_passage(client: TestClient, records: Records) -> None:
    expected: dict[tuple[int, int], set[str]] = {}
    for claim in records.claims:
        for place in records.places(claim):
            expected.setdefault(place, set()).add(claim["id"])
    for (paragraph, sentence), ids in expected.items():
        assert get_ids(client, "/v1/claims", ("paragraph", paragraph), ("sentence", sentence)) == sorted(ids)


def test_the_claims_of_an_entity_and_of_a_source_take_the_same_filters(client: TestClient, records: Records) -> None:
    about_china = records.ids_where(lambda claim: "china" in records.named(claim))
    of_rbc = records.ids_where(lambda claim: records.rests_on(claim, "rbc-july-28"))
    for name, value, ids in records.iter_filtered():
        assert get_ids(client, "/v1/sources/rbc-july-28/claims", (name, value)) == sorted(ids & of_rbc)
        if name != "about":
            assert get_ids(client, "/v1/entities/china/claims", (name, value)) == sorted(ids & about_china)


def test_the_claims_of_a_source_are_read_in_it_or_cite_it(client: TestClient, records: Records) -> None:
    resting = {
        source: [claim["id"] for claim in records.claims if records.rests_on(claim, source)]
        for source in records.sources
    }
    for source, ids in resting.items():
        assert get_ids(client, f"/v1/sources/{source}/claims") == sorted(ids)
        assert client.get(f"/v1/sources/{source}").json()["claim_count"] == len(ids)


@pytest.mark.parametrize("entity", ["kazakhstan", "china", "kassym-jomart-tokayev"])
def test_filters_of_neighbours(client: TestClient, records: Records, entity: str) -> None:
    """`type` is of the neighbour here; all others are of the claims."""
    everyone = records.count_neighbours(entity, records.ids_where(lambda _: True))
    for name, value, ids in records.iter_filtered():
        if name in ("about", "subject", "object"):
            continue
        expected = records.count_neighbours(entity, ids)
        if name == "type":
            expected = {id_: count for id_, count in everyone.items() if records.entities[id_]["type"] == value}
        query = urlencode([(name, value), ("limit", 500), ("claims_per_neighbour", 1)])
        items = client.get(f"/v1/entities/{entity}/neighbours?{query}").json()["items"]
        assert {item["entity"]["id"]: item["claim_count"] for item in items} == expected, (name, value)


def test_filters_of_paths(client: TestClient, records: Records) -> None:
    """`type` is of the entities between the ends; all others are of the claims of every hop."""
    found = set()
    for name, value, expected in records.iter_filtered():
        if name in ("about", "subject", "object"):
            continue
        query = urlencode([("from", "kassym-jomart-tokayev"), ("to", "russia"), ("k", 3), (name, value)])
        for path in client.get(f"/v1/paths?{query}").json()["items"]:
            found.add(name)
            if name == "type":
                assert {entity["type"] for entity in path["entities"][1:-1]} <= {value}
            else:
                assert {claim["id"] for hop in path["hops"] for claim in hop["claims"]} <= expected, (name, value)
    assert found >= {"type", "topic", "status", "polarity", "basis", "hedged", "speaker", "outlet"}


def test_entities_of_a_type(client: TestClient, records: Records) -> None:
    for type_ in {entity["type"] for entity in records.entities.values()}:
        body = client.get(f"/v1/entities?type={type_}&limit=500").json()
        expected = sorted(id_ for id_, entity in records.entities.items() if entity["type"] == type_)
        assert [item["id"] for item in body["items"]] == expected
    hits = client.get("/v1/search?q=Astana&type=project").json()["items"]
    assert {hit["type"] for hit in hits} == {"project"}


def test_records_by_id(client: TestClient, records: Records) -> None:
    body = client.get("/v1/entities?id=russia&id=china&id=china").json()
    assert [item["id"] for item in body["items"]] == ["china", "russia"]
    assert get_ids(client, "/v1/claims", ("id", "p05s2c02"), ("id", "p05s2c01")) == ["p05s2c01", "p05s2c02"]
    assert get_ids(client, "/v1/claims", ("id", "p05s2c01"), ("status", "feared")) == []


def test_sources_of_an_outlet(client: TestClient, records: Records) -> None:
    for outlet in {source["outlet"] for source in records.sources.values()}:
        expected = sorted(id_ for id_, source in records.sources.items() if source["outlet"] == outlet)
        assert get_ids(client, "/v1/sources", ("outlet", outlet)) == expected
