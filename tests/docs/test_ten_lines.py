"""docs/ten-lines.md: its lines run, on files and against a service, and print the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.server import run_server
from tests.conftest import ROOT
from tests.docs.pages import find_blocks, read_page

PAGE = read_page("ten-lines.md")
BLOCKS = {block.language: block.text for block in find_blocks(PAGE)}
MOST_LINES = 10


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with run_server() as server:
        yield server.url


def run(command: list[str], folder: Path, **environment: str) -> str:
    """Run a script as somebody would who has installed kgraph, and return what it prints."""
    without = {name: value for name, value in os.environ.items() if not name.startswith("KGRAPH_")}
    path = f"{folder}{os.pathsep}{without['PATH']}"
    python = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**without, **python, "PATH": path, "COLUMNS": "100", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_neither_has_more_than_ten_lines() -> None:
    for name in ("python", "sh"):
        assert len([line for line in BLOCKS[name].splitlines() if line.strip()]) <= MOST_LINES


def test_the_python_lines_print_what_the_page_shows_on_files_and_against_a_service(url: str, tmp_path: Path) -> None:
    (tmp_path / "ten.py").write_text(BLOCKS["python"], "utf-8")
    of_files = run([sys.executable, "ten.py"], tmp_path)
    assert of_files == BLOCKS["text"]
    assert run([sys.executable, "ten.py", url], tmp_path) == of_files


def test_every_hop_of_it_has_its_standing_and_its_citation() -> None:
    lines = BLOCKS["text"].splitlines()
    assert len(lines) == 9
    for place in range(0, 9, 3):
        assert not lines[place].startswith(" ")
        assert "said by" in lines[place + 1]
        assert "¶" in lines[place + 2]


def test_the_shell_lines_print_the_same_on_files_and_against_a_service(url: str, tmp_path: Path) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed; the same is tested with --format csv below")
    check_shell(BLOCKS["sh"], url, tmp_path)


def test_without_jq_they_do_as_well(url: str, tmp_path: Path) -> None:
    in_csv = "--format csv | tail -n +2 | cut -d, -f1 | tr -d '\\r'"
    check_shell(BLOCKS["sh"].replace("--format ndjson | jq -r .id", in_csv), url, tmp_path)


def check_shell(lines: str, url: str, folder: Path) -> None:
    command = folder / "kgraph"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kgraph "$@"\n', "utf-8")
    command.chmod(0o755)
    of_files, brief = run(["sh", "-c", lines], folder), (folder / "path.md").read_text("utf-8")
    assert "Bolat Nazarbayev – Khorgos dry port and special economic zone – China – Xinjiang" in of_files
    assert len(re.findall(r"^\[\^\d\]: ", brief, re.MULTILINE)) == 3
    (folder / "path.md").unlink()
    assert run(["sh", "-c", lines], folder, KGRAPH_URL=url) == of_files
    assert (folder / "path.md").read_text("utf-8") == brief
