"""Lists are read page by page, each item once, by the URL that the page before gives."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.questions import EMPTY, Questions, iter_parameters
from tests.events.imported import ARTICLE, DATASETS

PAGED = [
    "search",
    "autocomplete",
    "list_entities",
    "list_neighbours",
    "list_claims_about",
    "list_claims",
    "list_claim_sources",
    "list_sources",
    "list_claims_of_source",
    "list_timeline_about",
    "list_timeline",
    "list_facets",
    "list_common_neighbours",
    "find_subgraph",
    "compare_countries",
]

# Events have one source, which fills no second page.
ASKED = [(name, each) for name in DATASETS for each in PAGED if name == ARTICLE or each != "list_sources"]


def test_the_list_above_names_all_that_take_a_cursor(document: dict[str, Any]) -> None:
    # The suggestions of the reconciliation service skip a number of items: test_reconcile_suggest.py.
    cursors = {each for each, name, schema in iter_parameters(document) if name == "cursor" and "minimum" not in schema}
    assert cursors == set(PAGED) | EMPTY


@pytest.mark.parametrize(("dataset", "operation"), ASKED, indirect=["dataset"])
def test_pages_make_the_whole_list(client: TestClient, asked: Questions, operation: str) -> None:
    wide = asked.paged.get(operation, [])
    whole = client.get(asked.build_url(operation, *wide, ("limit", 500))).json()
    step = max(1, len(whole["items"]) // 7)
    url: str | None = asked.build_url(operation, *wide, ("limit", step))
    items, pages = [], 0
    while url is not None:
        response = client.get(url)
        page = response.json()
        assert page["total"] == whole["total"]
        assert page["query"]["parameters"]["limit"] == step
        link = response.headers.get("link")
        assert link == (None if page["next"] is None else f'<{page["next"]}>; rel="next"')
        items += page["items"]
        url = page["next"]
        pages += 1
    assert items == whole["items"]
    assert len(items) == whole["total"]["value"]
    assert pages == -(-len(items) // step) > 1


def test_the_order_of_every_list_is_total(client: TestClient) -> None:
    for url in ("/v1/claims?limit=500", "/v1/entities?limit=500", "/v1/sources?limit=500"):
        ids = [item["id"] for item in client.get(url).json()["items"]]
        assert ids == sorted(set(ids))
    ties = client.get("/v1/entities/kazakhstan/neighbours?limit=500").json()["items"]
    keys = [(-tie["claim_count"], tie["entity"]["id"]) for tie in ties]
    assert keys == sorted(set(keys))


def test_the_next_page_keeps_the_filters(client: TestClient) -> None:
    url = "/v1/entities/kazakhstan/claims?speaker=%D0%A2%D0%BE%D0%BA%D0%B0%D0%B5%D0%B2&limit=2"
    following = client.get(url).json()["next"]
    assert following.startswith("/v1/entities/kazakhstan/claims?")
    page = client.get(following).json()
    assert {claim["speaker"]["id"] for claim in page["items"]} == {"kassym-jomart-tokayev"}
    assert page["query"]["parameters"]["speaker"] == ["kassym-jomart-tokayev"]


def test_a_page_may_have_another_size_than_the_one_before(client: TestClient) -> None:
    following = client.get("/v1/claims?limit=3").json()["next"]
    page = client.get(following.replace("limit=3", "limit=5")).json()
    assert [claim["id"] for claim in page["items"]] == [
        claim["id"] for claim in client.get("/v1/claims?limit=8").json()["items"][3:]
    ]


def test_numbers_bound_what_is_shown(client: TestClient) -> None:
    paths = client.get("/v1/paths?from=Tokayev&to=China&k=2&max_hops=2&claims_per_hop=1").json()["items"]
    assert len(paths) == 2
    assert all(path["length"] <= 2 and len(hop["claims"]) == 1 for path in paths for hop in path["hops"])
    bare = client.get("/v1/entities/kazakhstan/neighbours?claims_per_neighbour=0").json()["items"]
    assert all(each["claims"] == [] and each["claim_count"] for each in bare)
