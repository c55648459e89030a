"""`/v1/changes`: what has changed since the versions that the service was told of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api import Settings, create_app
from api.settings import load_settings
from kgraph.errors import DatasetError, SnapshotError
from kgraph.loading import load_dataset
from tests.api.problem_checks import check_problem
from tests.datasets import make_claim, make_claims, make_entities, make_entity, replace, write_dataset


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Three versions of one dataset, the oldest first."""
    place = tmp_path_factory.mktemp("versions")
    extra = [make_claim(f"d{number}", "arra", "is_cut", "corvo") for number in range(6)]
    first = write_dataset(
        place / "first", relations=[*make_claims(), *extra], entities=[*make_entities(), make_entity("belmo-isle")]
    )
    second = write_dataset(place / "second", relations=[*make_claims(), *extra])
    withdrawn = replace(make_claims(), "c3", rank="deprecated", deprecated_because="Misread.")
    retired = [
        {"id": "belmo-isle", "kind": "entity", "reason": "The same island.", "merged_into": "belmo"},
        *({"id": f"d{number}", "kind": "claim", "reason": "Not in the text."} for number in range(6)),
    ]
    return first, second, write_dataset(place / "third", relations=withdrawn, retired=retired)


@pytest.fixture(scope="module")
def client(folders: tuple[Path, Path, Path]) -> TestClient:
    first, second, third = folders
    return TestClient(create_app(Settings(data=third, previous=(first, second))))


def test_since_the_latest_of_the_earlier_versions(client: TestClient, folders: tuple[Path, ...]) -> None:
    body = client.get("/v1/changes").json()
    assert body["query"]["parameters"]["since"] == load_dataset(folders[1]).version
    assert body["dataset_version"] == load_dataset(folders[2]).version
    shown = [(each["kind"], each["id"], each["change"]) for each in body["items"]]
    assert shown[0] == ("claim", "c3", "changed")
    assert shown[1:7] == [("claim", f"d{number}", "removed") for number in range(6)]
    assert shown[7] == ("retired", "claim/d0", "added")
    assert body["items"][0]["reason"] == "Misread."
    assert body["items"][0]["fields"] == [
        {"field": "rank", "old": "normal", "new": "deprecated"},
        {"field": "deprecated_because", "old": None, "new": "Misread."},
    ]
    assert {each["reason"] for each in body["items"][1:7]} == {"Not in the text."}


def test_since_a_version_by_its_beginning(client: TestClient, folders: tuple[Path, ...]) -> None:
    version = load_dataset(folders[0]).version
    for since in (version, version[:8]):
        body = client.get(f"/v1/changes?since={since}&kind=entity").json()
        assert body["query"]["parameters"] == {"since": version, "kind": ["entity"], "limit": 50}
        (item,) = body["items"]
        assert (item["id"], item["change"], item["merged_into"]) == ("belmo-isle", "removed", "belmo")


def test_pages_and_filters(client: TestClient) -> None:
    whole = client.get("/v1/changes?kind=claim&kind=retired&change=added&change=removed").json()
    items, url = [], "/v1/changes?kind=claim&kind=retired&change=added&change=removed&limit=3"
    while url:
        body = client.get(url).json()
        assert body["total"] == whole["total"]
        items += body["items"]
        url = body["next"]
    assert items == whole["items"]
    assert len(items) == 6 + 7


def test_nothing_since_the_version_that_is_served(client: TestClient) -> None:
    version = client.get("/v1/dataset").json()["version"]
    body = client.get(f"/v1/changes?since={version}").json()
    assert (body["items"], body["empty"]["reason"]) == ([], "unchanged")
    assert client.get("/v1/changes?kind=word").json()["empty"]["filter"] == "kind"


def test_an_unknown_version(client: TestClient, folders: tuple[Path, ...]) -> None:
    known = [load_dataset(folder).version for folder in folders[:2]]
    problem = check_problem(client.get("/v1/changes?since=00000000"), 404, "not-found", parameter="since")
    assert problem["suggestions"] == known
    for bad in ("", "abc", known[0] + "0", "zzzzzzzz"):
        check_problem(client.get(f"/v1/changes?since={bad}"), 400, "invalid-parameter", parameter="since", value=bad)


def test_a_service_that_was_told_of_no_earlier_version(folders: tuple[Path, ...]) -> None:
    client = TestClient(create_app(Settings(data=folders[0])))
    body = client.get("/v1/changes").json()
    assert (body["items"], body["empty"]["reason"]) == ([], "no_previous")
    assert "--previous" in body["empty"]["try"]
    assert body["query"]["parameters"] == {"limit": 50}


def test_the_tag_tells_which_versions_are_compared(folders: tuple[Path, ...]) -> None:
    tags = {
        TestClient(create_app(Settings(data=folders[2], previous=previous))).get("/v1/changes").headers["etag"]
        for previous in ((), folders[:1], folders[1:2], folders[:2])
    }
    assert len(tags) == 4


def test_earlier_versions_that_cannot_be_used_end_the_start(folders: tuple[Path, ...], tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="nowhere is not a usable dataset"):
        create_app(Settings(data=folders[2], previous=(tmp_path / "nowhere",)))
    (tmp_path / "broken.kgraph").write_bytes(b"x")
    with pytest.raises(SnapshotError, match=r"broken\.kgraph is no snapshot"):
        create_app(Settings(data=folders[2], previous=(tmp_path / "broken.kgraph",)))


def test_the_variable_takes_paths_as_path_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGRAPH_PREVIOUS", os.pathsep.join(["one", "", "two.kgraph"]))
    assert load_settings().previous == (Path("one"), Path("two.kgraph"))
    monkeypatch.setenv("KGRAPH_PREVIOUS", "")
    assert load_settings().previous == ()
