"""What disagrees, over HTTP, in a made-up dataset: the article contradicts itself nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from api import Settings, create_app
from kgraph import KnowledgeGraph
from tests.graphs import make_claim, make_dataset, make_evidence

CLAIMS = [
    make_claim("yes-1", "a", "b", cites=("paper-1",)),
    make_claim("yes-2", "a", "b", evidence=(make_evidence(("paper-1",), sentence=2),)),
    make_claim("no", "a", "b", cites=("paper-2",), polarity="negated", speaker="c"),
    make_claim("unclear", "a", "b", cites=("paper-3",), polarity="unknown"),
    make_claim("on", "c", "b", cites=("paper-1",), status="ongoing"),
    make_claim("over", "c", "b", cites=("paper-2",), status="ended"),
    make_claim("other", "a", "c", cites=("paper-2",)),
]


@pytest.fixture(scope="module")
def quarrelling() -> TestClient:
    return TestClient(create_app(Settings(), KnowledgeGraph(make_dataset(CLAIMS))))


def find_disputes(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    body = client.get(f"/v1/contested{query}").json()
    assert body["total"] == {"value": len(body["items"]), "relation": "eq"}
    items: list[dict[str, Any]] = body["items"]
    return items


def test_both_sides_come_with_their_evidence_and_the_reason(quarrelling: TestClient) -> None:
    denied, over = find_disputes(quarrelling)
    assert (denied["reason"], over["reason"]) == ("polarity", "status")
    assert [(side["position"], [claim["id"] for claim in side["claims"]]) for side in denied["sides"]] == [
        ("negated", ["no"]),
        ("affirmed", ["yes-1", "yes-2"]),
    ]
    assert [(side["position"], side["claim_count"]) for side in over["sides"]] == [("ongoing", 1), ("ended", 1)]
    for side in denied["sides"] + over["sides"]:
        assert all(claim["evidence"][0]["cites"] for claim in side["claims"])
    assert denied["detail"]
    assert denied["detail"] != over["detail"]


def test_what_is_unclear_is_open_and_no_side(quarrelling: TestClient) -> None:
    denied, over = find_disputes(quarrelling)
    assert [claim["id"] for claim in denied["open"]] == ["unclear"]
    assert over["open"] == []


def test_repetition_by_one_outlet_is_no_corroboration(quarrelling: TestClient) -> None:
    _, affirmed = find_disputes(quarrelling)[0]["sides"]
    assert affirmed["claim_count"] == 2
    assert [outlet["id"] for outlet in affirmed["outlets"]] == ["press-1"]
    assert affirmed["single_source"] is True


def test_claims_and_hops_tell_that_they_are_contested(quarrelling: TestClient) -> None:
    claims = {claim["id"]: claim for claim in quarrelling.get("/v1/claims").json()["items"]}
    against = {id_: [each["id"] for each in claim["contested_by"]] for id_, claim in claims.items()}
    assert against["no"] == ["yes-1", "yes-2"]
    assert against["yes-1"] == against["yes-2"] == ["no"]
    assert against["unclear"] == against["other"] == []
    path = quarrelling.get("/v1/paths?from=a&to=b").json()["items"][0]
    assert path["contested"] is path["hops"][0]["contested"] is True
    detour = quarrelling.get("/v1/paths?from=a&to=b&via=c").json()["items"][0]
    assert [hop["contested"] for hop in detour["hops"]] == [False, True]
    tie = quarrelling.get("/v1/entities/a/neighbours").json()["items"]
    assert {each["entity"]["id"]: each["contested"] for each in tie} == {"b": True, "c": False}


def test_what_filters_hide_does_not_end_a_dispute(quarrelling: TestClient) -> None:
    path = quarrelling.get("/v1/paths?from=a&to=b&outlet=press-1").json()["items"][0]
    assert path["hops"][0]["contested"] is True


def test_a_dispute_ends_with_the_outlet_that_one_side_rests_on(quarrelling: TestClient) -> None:
    assert find_disputes(quarrelling, "?exclude_outlet=press-2") == []
    claim = quarrelling.get("/v1/claims?exclude_outlet=press-2&id=yes-1").json()["items"][0]
    assert claim["contested_by"] == []
    assert len(find_disputes(quarrelling, "?exclude_outlet=press-3")) == 2


def test_filters_pick_disputes_and_leave_them_whole(quarrelling: TestClient) -> None:
    picked = find_disputes(quarrelling, "?polarity=negated")
    assert [dispute["reason"] for dispute in picked] == ["polarity"]
    assert len(picked[0]["sides"]) == 2
    assert [dispute["reason"] for dispute in find_disputes(quarrelling, "?status=ended")] == ["status"]
    assert find_disputes(quarrelling, "?status=planned") == []


def test_claims_per_side_bounds_what_is_shown(quarrelling: TestClient) -> None:
    for shown in (0, 1):
        sides = find_disputes(quarrelling, f"?claims_per_side={shown}")[0]["sides"]
        assert [len(side["claims"]) for side in sides] == [shown, shown]
        assert [side["claim_count"] for side in sides] == [1, 2]


def test_disputes_page_by_page(quarrelling: TestClient) -> None:
    whole = find_disputes(quarrelling)
    first = quarrelling.get("/v1/contested?limit=1").json()
    rest = quarrelling.get(first["next"]).json()
    assert first["items"] + rest["items"] == whole
    assert rest["next"] is None
