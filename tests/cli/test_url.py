"""`--url`: a command asks a running service as it asks the files, and prints the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgraph.cli.catalogue import COMMANDS
from kgraph.cli.loading import load_command
from tests.api.server import run_server
from tests.cli.conftest import Invoke, Run

# Of what is on this machine alone: files, and what is done with them.
WITHOUT_URL = {"import", "validate", "build", "passages", "serve"}
ASKING = [entry for entry in COMMANDS if entry.name not in WITHOUT_URL]
EXAMPLES = [
    example.removeprefix("kgraph ")
    for entry in ASKING
    for example in entry.examples
    if entry.name not in ("mcp", "verify", "diff")
]
# Each in every format that it does not choose, or have of its own.
WORDS = [
    words
    for example in EXAMPLES
    for words in (
        [example]
        if re.search(r"--format|^(brief|cite|export) ", example)
        else [f"{example} --format {format}" for format in ("table", "json", "ndjson", "csv", "md")]
    )
]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with run_server() as server:
        yield server.url


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_whatever_asks_a_dataset_takes_a_url(entry) -> None:
    options = {option for param in load_command(entry).params for option in param.opts}
    assert ("--url" in options) == (entry.name not in WITHOUT_URL)


@pytest.mark.parametrize("words", WORDS)
def test_every_example_prints_the_same_of_a_service(
    words: str, invoke: Invoke, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    of_files = invoke(words)
    written = read_written(tmp_path)
    of_service = invoke(f"{words} --url {url}")
    assert (of_service.stdout, of_service.stderr) == (of_files.stdout, of_files.stderr)
    # That nothing is contested is an answer, too.
    assert of_service.exit_code == of_files.exit_code == int(words.startswith("contested"))
    assert read_written(tmp_path) == written


def read_written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    "words",
    [
        "show Nazarbayev",
        "show nobody-at-all",
        "neighbours 'Bolat Nazarbajew'",
        "claims --topic energi",
        "claims --limit 0",
        "claims --all --topic water --about 'Bolat Nazarbayev'",
        "paths China Russia --max-hops 9",
        "paths 'Bolat Nazarbayev' Xinjiang --max-hops 1",
        "schema colours",
        "sources --outlet Nowhere",
        "quality --limit 0",
        "cite --style apa",
        "export --format xlsx",
        "brief",
    ],
)
def test_what_cannot_be_answered_is_refused_in_the_same_words(words: str, invoke: Invoke, url: str) -> None:
    of_files, of_service = invoke(words), invoke(f"{words} --url {url}")
    assert (of_service.exit_code, of_service.stdout, of_service.stderr) == (
        (of_files.exit_code, of_files.stdout, of_files.stderr)
    )
    assert of_service.exit_code in (1, 2)


def test_a_text_is_checked_against_what_a_service_has_read_in_it(
    invoke: Invoke, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("Another text.\n", "utf-8")
    for format in ("table", "json", "ndjson", "csv", "md"):
        words = f"verify --text text.txt --format {format}"
        of_files, of_service = invoke(words), invoke(f"{words} --url {url}")
        assert (of_service.exit_code, of_service.stdout, of_service.stderr) == (1, of_files.stdout, of_files.stderr)
    both = invoke(f"verify --text text.txt {tmp_path} --url {url}")
    assert both.exit_code == 2
    assert "PATH, --url" in both.stderr


def test_a_service_that_is_not_there_ends_with_status_3(run: Run) -> None:
    done = run("claims --url http://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("Error: The service at http://127.0.0.1:1 cannot be reached:")
    assert len(done.stderr.splitlines()) == 1


def test_what_is_no_address_is_a_usage_error(invoke: Invoke) -> None:
    result = invoke("claims --url kgraph.example")
    assert result.exit_code == 2
    assert "Error in --url:" in result.stderr


def test_files_and_a_service_do_not_go_together(invoke: Invoke, url: str, tmp_path: Path) -> None:
    both = invoke(f"claims --url {url} --data {tmp_path}")
    assert both.exit_code == 2
    assert "not both" in both.stderr
    in_environment = invoke("claims", KGRAPH_URL=url, KGRAPH_DATA=str(tmp_path))
    assert in_environment.exit_code == 2
    assert "KGRAPH_DATA" in in_environment.stderr


def test_what_is_typed_wins_over_the_environment(invoke: Invoke, url: str, dataset_copy: Path) -> None:
    nowhere = "http://127.0.0.1:1"
    assert invoke(f"claims --data {dataset_copy}", KGRAPH_URL=nowhere).exit_code == 0
    assert invoke(f"claims --url {url}", KGRAPH_DATA="/nowhere").exit_code == 0
    assert invoke("claims", KGRAPH_URL=url).exit_code == 0
    assert invoke("claims", KGRAPH_URL=nowhere).exit_code == 3
