"""The page on versions: its files make two versions of the dataset that ships, and its examples hold of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api import Settings, create_app
from kgraph.answers.changes import CHANGE_TYPES, CHANGED_KINDS, Change
from kgraph.cli import app
from kgraph.queries.changes import MAX_KEPT_KEYS
from tests.docs.pages import ROOT, code, codes, find_blocks, read_page, section, table

PAGE = read_page("versions.md")
FILES = {block.file: json.loads(block.text) for block in find_blocks(PAGE, "json")}


def edit(file: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    records = json.loads(file.read_text(encoding="utf-8"))
    change(records)
    file.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the two versions in it, which is the current one."""
    for name in ("earlier", "later"):
        shutil.copytree(ROOT / "data", tmp_path / name)
    withdrawn = FILES["claim.json"]
    edit(tmp_path / "earlier" / "entities.json", lambda entities: entities.append(FILES["entity.json"]))
    edit(
        tmp_path / "later" / "relations.json",
        lambda claims: next(each for each in claims if each["id"] == withdrawn["id"]).update(withdrawn),
    )
    (tmp_path / "later" / "retired.json").write_text(json.dumps(FILES["retired.json"]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_table_of_changes_is_what_the_command_prints(folder: Path) -> None:
    (block,) = find_blocks(PAGE, "console")
    command, *lines = block.text.splitlines()
    result = CliRunner().invoke(app, command.removeprefix("$ kgraph ").split(), env={"COLUMNS": "120"})
    assert result.exit_code == 1
    assert [line.rstrip() for line in result.stdout.splitlines()] == lines
    assert folder.is_dir()


@pytest.mark.usefixtures("folder")
def test_the_python_example_holds() -> None:
    (block,) = find_blocks(PAGE, "python")
    exec(compile(block.text, "versions.md", "exec"), {})


def test_the_service_says_what_the_page_says(folder: Path) -> None:
    (block,) = find_blocks(PAGE, "sh")
    assert block.text == "kgraph serve --data later --previous earlier\n"
    client = TestClient(create_app(Settings(data=folder / "later", previous=(folder / "earlier",))))
    shown = {(each["kind"], each["id"]) for each in client.get("/v1/changes").json()["items"]}
    assert {("entity", "kazakhstan-again"), ("claim", "p06s6c01"), ("retired", "claim/p06s6c09")} <= shown
    merged = client.get("/v1/entities/kazakhstan-again", follow_redirects=False)
    assert (merged.status_code, merged.headers["location"]) == (308, "/v1/entities/kazakhstan")
    assert client.get("/v1/claims/p06s6c09").status_code == 410
    assert client.get("/v1/claims/p06s6c01").json()["deprecated_because"]


def test_the_members_of_a_change_and_its_words() -> None:
    rows = {code(row["member"]): row["meaning"] for row in table(PAGE, "What has changed")}
    assert list(rows) == list(Change.model_fields)
    assert [word for word in codes(rows["kind"]) if "/" not in word] == list(CHANGED_KINDS)
    assert codes(rows["change"]) == list(CHANGE_TYPES)
    assert f"{MAX_KEPT_KEYS:,} changes" in section(PAGE, "What has changed")
