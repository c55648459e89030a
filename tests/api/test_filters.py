"""Every filter, one by one and together, against what the dataset's files say."""

from __future__ import annotations

from itertools import combinations
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from kgraph.filters import filter_specs
from tests.api.records import EXCLUDING, OF_AMOUNTS, OF_DATES, Records


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
    expected = {value: ids for _, value, ids in records.iter_filtered(name)}
    assert any(expected.values()), "no value of this filter finds anything"
    for value, ids in expected.items():
        assert get_ids(client, "/v1/claims", (name, value)) == sorted(ids), value


@pytest.mark.parametrize("pair", [("china", "kazakhstan"), ("russia", "kazakhstan"), ("bolat-nazarbayev", "china")])
def test_between_takes_either_direction_and_tying_qualifiers(
    client: TestClient, records: Records, pair: tuple[str, str]
) -> None:
    expected = [id_ for id_, claim in records.find().items() if records.runs_between(claim, *pair)]
    for one, other in (pair, pair[::-1]):
        assert get_ids(client, "/v1/claims", ("between", one), ("between", other)) == sorted(expected)


def test_a_repeated_filter_is_or(client: TestClient, records: Records) -> None:
    before: dict[str, tuple[str, set[str]]] = {}
    for name, value, ids in records.iter_filtered():
        if name in before and filter_specs()[name].repeatable:
            other, further = before[name]
            # Of what is left out of account, each value takes something more away.
            expected = set(records.find((name, value), (name, other))) if name in EXCLUDING else ids | further
            assert get_ids(client, "/v1/claims", (name, value), (name, other)) == sorted(expected)
        before[name] = value, ids


def test_different_filters_are_and(client: TestClient, records: Records) -> None:
    chosen = {name: (value, ids) for name, value, ids in records.iter_filtered() if 0 < len(ids) < 195}
    for (name, (value, ids)), (other, (further, other_ids)) in combinations(chosen.items(), 2):
        if {name, other} == {"value_min", "value_max"}:
            continue  # What no amount can be is refused.
        both = set(records.find((name, value), (other, further)))
        if not {name, other} & {*EXCLUDING, *OF_AMOUNTS, *OF_DATES}:
            assert both == ids & other_ids
        assert get_ids(client, "/v1/claims", (name, value), (other, further)) == sorted(both), (name, other)


TOGETHER: list[list[tuple[str, Any]]] = [
    [("date", "2023-05"), ("date_match", "certain")],
    [("date", "2023-09-28"), ("date_match", "certain")],
    [("date", "2023-05/.."), ("date_match", "certain"), ("topic", "foreign-policy")],
    [("date", "2025/.."), ("date_match", "certain")],
    [("date", "../.."), ("date_match", "certain"), ("hedged", "false")],
    [("known_as_of", "2023-12"), ("date_match", "certain")],
    [("known_as_of", "2023-08"), ("exclude_outlet", "akorda")],
    [("known_as_of", "2023-08"), ("date", "2023")],
    [("value", "19"), ("unit", "USD")],
    [("value", "19"), ("unit", "percent")],
    [("unit", "percent"), ("unit", "day"), ("value_min", "19.1"), ("value_max", "70")],
    [("value_min", "31000000000"), ("value_max", "39000000000")],
    [("value_min", "32000000000"), ("value_max", "39000000000")],
    [("exclude_outlet", "informburo"), ("min_outlets", "2")],
    [("exclude_outlet", "informburo"), ("exclude_outlet", "tengrinews"), ("exclude_outlet", "eurasia-daily-monitor")],
    [("exclude_outlet", "informburo"), ("outlet", "informburo")],
    [("exclude_source", "edm-20-152")],
    [("exclude_source", "informburo-may-18"), ("source", "tengrinews-april-17")],
    [("rank", "normal"), ("rank", "deprecated"), ("unit", "percent")],
]


@pytest.mark.parametrize("pairs", TOGETHER, ids=urlencode)
def test_filters_that_bear_on_one_another(client: TestClient, records: Records, pairs: list[tuple[str, Any]]) -> None:
    assert get_ids(client, "/v1/claims", *pairs) == list(records.find(*pairs))


@pytest.mark.parametrize("name", EXCLUDING)
def test_a_claim_comes_with_the_evidence_that_is_left(client: TestClient, records: Records, name: str) -> None:
    known = {"exclude_outlet": {each["outlet"] for each in records.sources.values()}, "exclude_source": records.sources}
    for value in sorted(known[name]):
        expected = records.find((name, value))
        items = client.get(f"/v1/claims?{urlencode([(name, value), ('limit', 500)])}").json()["items"]
        assert len(items) == len(expected)
        for item in items:
            claim = expected[item["id"]]
            left = [(each["locator"], [cite["id"] for cite in each["cites"]]) for each in item["evidence"]]
            assert left == [(each["locator"], [cite["id"] for cite in each["cites"]]) for each in claim["evidence"]]
            assert {outlet["id"] for outlet in item["outlets"]} == records.outlets(claim)
            assert item["single_source"] == (len(records.outlets(claim)) == 1)


@pytest.mark.parametrize(
    "pairs", [[], [("hedged", "true")], [("topic", "foreign-policy"), ("exclude_outlet", "akorda")]], ids=urlencode
)
def test_claims_that_a_date_leaves_out_for_want_of_one_are_counted(
    client: TestClient, records: Records, pairs: list[tuple[str, Any]]
) -> None:
    undated = [claim for claim in records.find(*pairs).values() if claim["valid"] is None]
    assert undated
    for given in ([("date", "2023-05")], [("date", "1900"), ("date_match", "certain")]):
        body = client.get(f"/v1/claims?{urlencode([*given, *pairs])}").json()
        assert body["undated_excluded"] == len(undated)
    assert client.get(f"/v1/claims?{urlencode(pairs)}").json()["undated_excluded"] == 0
    ties = [claim for claims in records.find_ties("china", undated).values() for claim in claims]
    body = client.get(f"/v1/entities/china/neighbours?{urlencode([('date', '2023-05'), *pairs])}").json()
    assert body["undated_excluded"] == len({claim["id"] for claim in ties})


def test_paragraph_and_sentence_are_of_one_passage(client: TestClient, records: Records) -> None:
    expected: dict[tuple[int, int], set[str]] = {}
    for claim in records.claims:
        for place in records.places(claim):
            expected.setdefault(place, set()).add(claim["id"])
    for (paragraph, sentence), ids in expected.items():
        assert get_ids(client, "/v1/claims", ("paragraph", paragraph), ("sentence", sentence)) == sorted(ids)


def test_the_claims_of_an_entity_and_of_a_source_take_the_same_filters(client: TestClient, records: Records) -> None:
    about_china = set(records.find(("about", "china")))
    for name, value, ids in records.iter_filtered():
        if name != "source":
            of_rbc = list(records.find((name, value), ("source", "rbc-july-28")))
            assert get_ids(client, "/v1/sources/rbc-july-28/claims", (name, value)) == of_rbc
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
    """`type` is of the neighbour here, `min_outlets` of the whole tie; all others are of the claims."""
    for name, value, _ in records.iter_filtered():
        if name in ("about", "subject", "object"):
            continue
        of_claims = [(name, value)] if name not in ("type", "min_outlets") else []
        ties = records.find_ties(entity, records.find(*of_claims).values())
        expected = {
            other: (len(claims), outlets)
            for other, claims in ties.items()
            if (outlets := set().union(*map(records.outlets, claims)))
            and (name != "type" or records.entities[other]["type"] == value)
            and (name != "min_outlets" or len(outlets) >= int(value))
        }
        query = urlencode([(name, value), ("limit", 500), ("claims_per_neighbour", 1)])
        items = client.get(f"/v1/entities/{entity}/neighbours?{query}").json()["items"]
        found = {
            item["entity"]["id"]: (item["claim_count"], {each["id"] for each in item["outlets"]}) for item in items
        }
        assert found == expected, (name, value)


def test_filters_of_paths(client: TestClient, records: Records) -> None:
    """`type` is of the entities between the ends, `min_outlets` of every hop; all others are of its claims."""
    found = set()
    for name, value, expected in records.iter_filtered():
        if name in ("about", "subject", "object"):
            continue
        query = urlencode([("from", "kassym-jomart-tokayev"), ("to", "russia"), ("k", 3), (name, value)])
        for path in client.get(f"/v1/paths?{query}").json()["items"]:
            found.add(name)
            if name == "type":
                assert {entity["type"] for entity in path["entities"][1:-1]} <= {value}
            elif name == "min_outlets":
                assert all(len(hop["outlets"]) >= int(value) for hop in path["hops"])
            else:
                assert {claim["id"] for hop in path["hops"] for claim in hop["claims"]} <= expected, (name, value)
    assert found >= {"type", "topic", "status", "polarity", "basis", "hedged", "speaker", "outlet", "min_outlets"}
    assert found >= {*EXCLUDING, "rank", "date_match", "known_as_of"}


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
