"""What a query says of an entity besides its name: what agrees, what does not, and what finds an entity by itself."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.reconciling import ask, search_candidates

AGREEING = [
    ("China", "country", "CN"),
    ("China", "country", "cn"),
    ("China", "country", "Китай"),
    ("China", "id", "china"),
    ("China", "name_ru", "КНР"),
    ("China", "name_zh", "中国"),
    ("China", "iso_3166_1", "cn"),
    ("China", "type", "country"),
    ("Kazakhstan", "signs", "kazakhstan-china-trade-agreement"),
    ("Kazakhstan", "signs", {"id": "kazakhstan-china-trade-agreement", "name": "anything"}),
    ("Kazakhstan", "signs", ["nobody", {"id": "kazakhstan-china-trade-agreement"}]),
    ("kazakhstan-china-trade-agreement", "has_value", "$22 billion"),
    ("kazakhstan-china-trade-agreement", "has_value", "22,000,000,000 USD (“$22 billion”)"),
    ("Kazakhstan", "neighbour", "China"),
]
DISAGREEING = [
    ("China", "country", "RU"),
    ("China", "country", "nowhere"),
    ("China", "claim_count", 1),
    ("China", "wikidata", ""),
    ("Kazakhstan", "has_ties_with", "China"),
    # Said, but only planned, or taken for granted.
    ("Kazakhstan", "neighbour", "Georgia"),
    ("Bolat Nazarbayev", "younger_brother_of", "nursultan-nazarbayev"),
    ("Kazakhstan", "neighbour", "Kazakhstan"),
    # Said by others, or limited: to an aspect, a degree, a share, or by a word of distance.
    ("land-development-by-china", "lowers_water_level_of", "lake-balkhash"),
    ("Kazakhstan", "has_ties_with", "government-of-russia"),
    ("government-of-russia", "has_ties_with", "Kazakhstan"),
    ("poll-respondents", "views_somewhat_negatively", "russia"),
    ("Kazakhstan", "exports_oil_through", "russia"),
    ("Kazakhstan", "gestures_to", "potential-partners"),
    # What is said of another claim is no name of anything.
    ("Tokayev", "declares", "claim p01s4c02"),
]


def test_a_name_that_only_stands_for_an_entity_is_no_value_of_a_property(client: TestClient) -> None:
    for value, agrees in (
        ("kazakhstan-china-trade-agreement", True),
        ("Trade agreement of 22 billion dollars", True),
        ("Kazakhstan-China trade agreement", False),
    ):
        first = search_candidates(client, "Kazakhstan", properties=[{"pid": "signs", "v": value}])[0]
        assert first["match"] == agrees


@pytest.mark.parametrize(("name", "pid", "value"), AGREEING)
def test_a_property_that_agrees_leaves_a_match(client: TestClient, name: str, pid: str, value: Any) -> None:
    first = search_candidates(client, name, properties=[{"pid": pid, "v": value}])[0]
    assert (first["match"], first["score"]) == (True, 100.0)
    assert {"id": f"property:{pid}", "value": True} in first["features"]


@pytest.mark.parametrize(("name", "pid", "value"), DISAGREEING)
def test_a_property_that_does_not_agree_takes_the_match_away(
    client: TestClient, name: str, pid: str, value: Any
) -> None:
    candidates = search_candidates(client, name, properties=[{"pid": pid, "v": value}])
    assert not any(each["match"] for each in candidates)
    (named,) = [each for each in candidates if {"id": "certain_name", "value": True} in each["features"]]
    assert named["score"] == 50.0
    assert {"id": f"property:{pid}", "value": False} in named["features"]


@pytest.mark.parametrize("value", ["", "x" * 300, "a\nb", "\x00", True, 1.5, 10**30, {"id": "\x00"}, []])
def test_a_cell_that_no_property_can_be_leaves_the_rest_of_the_batch(client: TestClient, value: Any) -> None:
    odd = {"query": "China", "properties": [{"pid": pid, "v": value} for pid in ("country", "neighbour", "wikidata")]}
    results = ask(client, queries={"odd": odd, "good": {"query": "China"}})
    assert (results["odd"]["result"][0]["match"], results["good"]["result"][0]["match"]) == (False, True)


def test_a_property_orders_namesakes_and_does_not_match_them(client: TestClient) -> None:
    properties = [{"pid": "id", "v": "nursultan-nazarbayev"}]
    first, second, *_ = search_candidates(client, "Nazarbayev", properties=properties)
    assert (first["id"], second["id"]) == ("nursultan-nazarbayev", "bolat-nazarbayev")
    assert (first["score"], second["score"], first["match"], second["match"]) == (80.0, 40.0, False, False)


def test_a_count_agrees_as_a_number_or_as_text(client: TestClient) -> None:
    count = client.get("/v1/entities/china").json()["claim_count"]
    for value in (count, float(count), str(count)):
        assert search_candidates(client, "China", properties=[{"pid": "claim_count", "v": value}])[0]["match"]


def test_a_query_without_a_name_is_answered_by_its_properties(client: TestClient) -> None:
    properties = [{"pid": "signs", "v": "kazakhstan-china-trade-agreement"}]
    by_claims = ask(client, queries={"k": {"properties": properties}})["k"]["result"]
    assert sorted((each["id"], each["match"]) for each in by_claims) == [("china", False), ("kazakhstan", False)]
    limited = ask(client, queries={"k": {"properties": [{"pid": "has_ties_with", "v": "government-of-russia"}]}})
    assert limited["k"]["result"] == []
    by_id = ask(client, queries={"k": {"properties": [{"pid": "id", "v": "china"}]}})["k"]["result"]
    assert (by_id[0]["id"], by_id[0]["match"]) == ("china", True)
    typed = ask(client, queries={"k": {"properties": [{"pid": "name_ru", "v": "Китай"}], "type": "person"}})
    assert typed["k"]["result"] == []
