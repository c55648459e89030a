"""Retired ids: one that was merged leads to what took its place, one that was removed says why."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from api import Settings, create_app
from kgraph import KnowledgeGraph
from tests.api.problem_checks import check_problem
from tests.graphs import make_chain, make_claim, make_dataset, make_entity, make_retired

DATASET = make_dataset(
    [
        *make_chain("a", "b", "c", cites=("paper-1",)),
        make_claim("b-alias", "b", "c", rank="deprecated", deprecated_because="Said twice."),
    ],
    [make_entity("b", name="Bee"), make_entity("c", name="Old C"), make_entity("d-bee", name="Bee Too")],
    retired=[
        make_retired("bb", "b1"),
        make_retired("b1", "b"),
        make_retired("gone", reason="Never was."),
        make_retired("gone-too", "gone"),
        # Living ids of other kinds, and a name, that are retired ids too.
        make_retired("old-c", "a"),
        make_retired("bee-too", reason="Another bee."),
        make_retired("b-alias", "b"),
        make_retired("c9", "a-b", kind="claim"),
        make_retired("c8", kind="claim", reason="Read into it"),
        make_retired("paper-0", "paper-1", kind="source"),
        make_retired("paper-x", kind="source", reason="Not what it said."),
    ],
)
BELOW = ("", "/neighbours", "/claims", "/timeline")


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(Settings(), KnowledgeGraph(DATASET)), follow_redirects=False)


MERGED = [
    *((f"/v1/entities/bb{below}", f"/v1/entities/b{below}") for below in BELOW),
    ("/v1/claims/c9", "/v1/claims/a-b"),
    ("/v1/claims/c9/sources", "/v1/claims/a-b/sources"),
    ("/v1/sources/paper-0", "/v1/sources/paper-1"),
    ("/v1/sources/paper-0/claims", "/v1/sources/paper-1/claims"),
    ("/v1/sources/paper-0/impact", "/v1/sources/paper-1/impact"),
]
REMOVED = [
    *((f"/v1/entities/gone{below}", "entity", "gone", "entity") for below in BELOW),
    ("/v1/entities/gone-too", "entity", "gone-too", "entity"),
    ("/v1/claims/c8", "id", "c8", "claim"),
    ("/v1/claims/c8/sources", "id", "c8", "claim"),
    ("/v1/sources/paper-x", "id", "paper-x", "source"),
    ("/v1/sources/paper-x/claims", "id", "paper-x", "source"),
    ("/v1/sources/paper-x/impact", "id", "paper-x", "source"),
    ("/v1/paths?from=gone&to=a", "from", "gone", "entity"),
    ("/v1/paths?from=a&to=gone", "to", "gone", "entity"),
    ("/v1/paths?from=a&to=c&via=gone", "via", "gone", "entity"),
    ("/v1/paths?from=a&to=c&avoid=gone", "avoid", "gone", "entity"),
    ("/v1/subgraph?of=gone", "of", "gone", "entity"),
    ("/v1/claims?speaker=gone", "speaker", "gone", "entity"),
    ("/v1/claims?source=paper-x", "source", "paper-x", "source"),
    ("/v1/claims?id=a-b&id=c8", "id", "c8", "claim"),
    ("/v1/entities?id=gone", "id", "gone", "entity"),
    ("/v1/sources?outlet=gone", "outlet", "gone", "entity"),
    ("/v1/dyad?of=gone&of=a", "of", "gone", "entity"),
]


@pytest.mark.parametrize(("url", "target"), MERGED)
def test_a_merged_id_leads_to_what_took_its_place_for_good(client: TestClient, url: str, target: str) -> None:
    query = "?limit=2&topic=trade" if "/claims" in url.rpartition("/v1/")[2].partition("/")[2] else ""
    for method in ("GET", "HEAD"):
        answer = client.request(method, url + query)
        assert (answer.status_code, answer.headers["location"]) == (308, target + query)
        assert answer.headers["dataset-version"] == DATASET.version
        # Another version may take it back: a browser must not keep it for ever.
        assert answer.headers["cache-control"] == "no-cache"
    assert client.get(target + query).status_code == 200


@pytest.mark.parametrize(("url", "parameter", "value", "kind"), REMOVED)
def test_a_removed_id_is_gone_and_says_why(client: TestClient, url: str, parameter: str, value: str, kind: str) -> None:
    answer = client.get(url)
    problem = check_problem(answer, 410, "removed", parameter=parameter, value=value, suggestions=[])
    assert problem["detail"].startswith(f"The {kind} {value!r} ")
    assert problem["detail"].endswith(("Never was.", "Read into it.", "Not what it said."))
    assert answer.headers["dataset-version"] == DATASET.version
    if value == "gone-too":
        assert "was merged into 'gone', which has been removed" in problem["detail"]


@pytest.mark.parametrize(
    ("url", "parameter"),
    [
        ("/v1/paths?from=bb&to=a", "from"),
        ("/v1/paths?from=a&to=bb", "to"),
        ("/v1/paths?from=a&to=c&via=bb", "via"),
        ("/v1/common-neighbours?of=bb&of=a", "of"),
        ("/v1/subgraph?of=bb", "of"),
        ("/v1/claims?about=bb", "about"),
        ("/v1/claims?between=a&between=bb", "between"),
        ("/v1/entities?id=bb&id=b", "id"),
    ],
)
def test_wherever_an_entity_is_given_the_answer_says_what_it_was_merged_into(
    client: TestClient, url: str, parameter: str
) -> None:
    echo = client.get(url).json()["query"]
    given = echo["parameters"][parameter]
    assert "b" in given if isinstance(given, list) else given == "b"
    (name,) = [each for each in echo["names"] if each["given"] == "bb"]
    assert name["parameter"] == parameter
    assert name["entity"]["id"] == "b"
    assert name["matched"] == {"text": "bb", "lang": "und", "kind": "id", "how": "merged"}


def test_lists_of_ids_follow_mergers_and_list_each_record_once(client: TestClient) -> None:
    entities = client.get("/v1/entities?id=bb&id=b&id=b1&id=a").json()
    assert ([each["id"] for each in entities["items"]], entities["total"]["value"]) == (["a", "b"], 2)
    claims = client.get("/v1/claims?id=c9&id=a-b&id=b-c&limit=1").json()
    assert claims["query"]["parameters"]["id"] == ["a-b", "b-c"]
    assert [each["id"] for each in claims["items"]] == ["a-b"]
    assert [each["id"] for each in client.get(claims["next"]).json()["items"]] == ["b-c"]


def test_a_source_that_was_merged_in_a_filter(client: TestClient) -> None:
    echo = client.get("/v1/claims?source=paper-0").json()
    assert (echo["query"]["parameters"]["source"], echo["total"]["value"]) == (["paper-1"], 2)
    assert client.get("/v1/claims?exclude_source=paper-0&source=paper-0").json()["total"]["value"] == 0


def test_an_id_wins_over_a_name_that_reads_like_it(client: TestClient) -> None:
    # "Old C" is a name of c by now; whoever wrote old-c down meant what was merged into a.
    answer = client.get("/v1/entities/old-c")
    assert (answer.status_code, answer.headers["location"]) == (308, "/v1/entities/a")
    named = client.get("/v1/entities/Old C")
    assert (named.status_code, named.headers["location"]) == (307, "/v1/entities/c")
    (echo,) = client.get("/v1/claims?about=old-c").json()["query"]["names"]
    assert (echo["entity"]["id"], echo["matched"]["how"]) == ("a", "merged")
    removed = client.get("/v1/entities/bee-too")
    assert (removed.status_code, removed.json()["suggestions"]) == (410, ["d-bee"])
    # Ids are of one kind.
    claim = client.get("/v1/claims/b-alias")
    assert (claim.status_code, claim.json()["deprecated_because"]) == (200, "Said twice.")
    assert client.get("/v1/entities/b-alias").headers["location"] == "/v1/entities/b"


def test_a_lookup_tells_what_became_of_an_id(client: TestClient) -> None:
    queries = {"merged": "bb", "removed": "gone-too", "living": "b", "named": "old-c", "unknown": "zzz"}
    results: dict[str, Any] = client.post("/v1/lookup", json={"queries": queries}).json()["results"]
    assert {key: result["outcome"] for key, result in results.items()} == {
        "merged": "found",
        "removed": "unknown",
        "living": "found",
        "named": "found",
        "unknown": "unknown",
    }
    assert (results["merged"]["entity"]["id"], results["merged"]["matched"]["how"]) == ("b", "merged")
    assert (results["removed"]["removed_because"], results["removed"]["suggestions"]) == ("Never was.", [])
    assert results["named"]["entity"]["id"] == "a"
    assert results["unknown"]["removed_because"] is None


def test_python_follows_mergers() -> None:
    graph = KnowledgeGraph(DATASET)
    assert (graph.claim("c9").id, graph.source("paper-0").id, graph.entity("bb").id) == ("a-b", "paper-1", "b")
    assert graph.impact("paper-0").query.parameters["id"] == "paper-1"
    assert [each.id for each in graph.source_claims("paper-0")] == ["a-b", "b-c"]
