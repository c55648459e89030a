"""The exit statuses of every command: found, nothing found, bad input, out of reach, interrupted, a closed pipe."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kgraph.cli.catalogue import COMMANDS
from kgraph.cli.statuses import BAD_INPUT, BROKEN_PIPE, FOUND, INTERRUPTED, NOTHING_FOUND, UNREACHABLE
from tests.cli.conftest import ROOT, Invoke, Run
from tests.client.flaky import Line, play

SERVERS = ("serve", "mcp")
STATUSES = {
    FOUND: [
        "search Токаев",
        "entities",
        "show China",
        "neighbours China",
        "autocomplete Naz",
        "lookup China nobody",
        "claims",
        "paths China Russia",
        "common-neighbours China Russia",
        "subgraph China",
        "timeline",
        "facets outlet",
        "dyad KZ CN",
        "impact rbc-july-28",
        "sources",
        "claim-sources p05s2c01",
        "quality",
        "dataset",
        "schema",
        "brief China",
        "cite",
        "export --format ndjson",
        "import table.tsv --mapping icews --out imported",
        "validate dataset",
        "build dataset --out article.kgraph",
        "diff dataset dataset",
        "passages --text two.txt",
    ],
    NOTHING_FOUND: [
        "search qqqqqqqq",
        "entities --type region --type outlet --id china",
        "neighbours China --topic family",
        "autocomplete qqqqqqqq",
        "lookup nobody",
        "claims --q qqqqqqqq",
        "paths China Russia --q qqqqqqqq",
        "common-neighbours China Russia --q qqqqqqqq",
        "subgraph China --q qqqqqqqq",
        "timeline --q qqqqqqqq",
        "facets outlet --q qqqqqqqq",
        "dyad KZ CN --q qqqqqqqq",
        "contested",
        "sources --outlet China",
        "brief China --q qqqqqqqq",
        "cite --q qqqqqqqq",
        "export --format ndjson --q qqqqqqqq",
        "diff dataset changed",
        "verify dataset --text two.txt",
        "passages --text none.txt",
    ],
    BAD_INPUT: [
        "search",
        "search ''",
        "entities --type nope",
        "show nope",
        "neighbours nope",
        "autocomplete ''",
        "lookup",
        "claims --predicate nope",
        "paths China China",
        "common-neighbours China",
        "subgraph nope",
        "timeline --order nope",
        "facets nope",
        "dyad KZ nope",
        "contested --limit 0",
        "impact nope",
        "sources --outlet nope",
        "claim-sources nope",
        "quality --limit 0",
        "dataset --data nope",
        "schema nope",
        "brief nope",
        "cite --style nope",
        "export --format nope",
        "import nope.tsv --mapping icews --out imported",
        "import table.tsv --mapping nope --out imported",
        "validate nope",
        "build nope",
        "diff dataset nope",
        "verify --text nope.txt",
        "passages --text nope.txt",
        "serve --data nope --port 0",
        "mcp --data nope",
        "claims --data x --url http://127.0.0.1:1",
        "nope",
    ],
}
CASES = [(status, words) for status, commands in STATUSES.items() for words in commands]
URL_COMMANDS = [
    words
    for words in (*STATUSES[FOUND], "contested")
    if words.split()[0] not in ("import", "validate", "build", "diff", "passages")
]


@pytest.mark.parametrize(("status", "words"), CASES, ids=[f"{status}: {words}" for status, words in CASES])
def test_a_command_ends_with_its_status(status: int, words: str, invoke: Invoke, run: Run, folder: Path) -> None:
    if words.startswith("serve "):
        # In this process the application may have been loaded already, with another dataset.
        result = run(words)
        assert result.returncode == status, result.stderr
    else:
        result = invoke(words)
        assert result.exit_code == status, result.stderr
    assert "Traceback" not in result.stderr
    # Who is told nothing on the one stream is told why on the other.
    assert result.stdout or result.stderr


def test_every_command_is_among_them() -> None:
    names = {entry.name for entry in COMMANDS}
    # Nothing that ships contradicts itself, and nobody but its publisher has the article.
    assert {words.split()[0] for words in STATUSES[FOUND]} == names - {*SERVERS, "contested", "verify"}
    assert {words.split()[0] for words in STATUSES[BAD_INPUT]} == names | {"nope"}


@pytest.mark.parametrize("words", URL_COMMANDS)
def test_a_service_that_is_not_there_ends_with_3(words: str, invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    # It is asked again after a while, which need not be waited for here.
    monkeypatch.setattr(time, "sleep", lambda _: None)
    result = invoke(f"{words} --url http://127.0.0.1:1")
    assert result.exit_code == UNREACHABLE
    assert result.stdout == ""
    assert "127.0.0.1:1" in result.stderr


def start(words: str, **streams: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kgraph", *shlex.split(words)]
    return subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
        # Whoever runs the tests in the background has them ignore ctrl-C, and their processes with them.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        **streams,
    )


PRINTING = [
    "claims",
    "claims --format csv",
    "claims --format json",
    "schema --format md",
    "cite",
    "brief China",
    "export --format csv",
    "validate",
    "passages --text two.txt",
    "serve --port 0",
    "claims --help",
    "--version",
]


@pytest.mark.parametrize("words", PRINTING)
def test_a_closed_pipe_ends_with_141_and_not_a_word(words: str, folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start(words, stdout=writer)
    os.close(writer)
    _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (BROKEN_PIPE, "")


@pytest.mark.parametrize(
    "words", ["claims", "claims --format json", "export --format csv", "serve --port 0", "claims --help", "--version"]
)
def test_a_closed_standard_output_is_told(words: str, folder: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m kgraph {words} >&-"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, shell=True, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (BAD_INPUT, "Error: The standard output is closed.\n")


def test_what_goes_into_a_file_needs_no_standard_output(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"{shlex.quote(sys.executable)} -m kgraph cite --out cited.txt >&-"
    done = subprocess.run(
        command, shell=True, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (done.returncode, done.stderr.startswith("Wrote cited.txt")) == (FOUND, True)
    assert "RBC" in (folder / "cited.txt").read_text(encoding="utf-8")


@pytest.fixture
def slow_url() -> Iterator[str]:
    """A service that keeps whoever asks it waiting."""
    with play([Line(200, b"{}", silent=30.0)]) as script:
        yield script.url


@pytest.mark.parametrize(
    "words",
    [
        "claims --all",
        "claims --all --format ndjson",
        "export --format csv --out written",
        "cite --out written",
        "brief China --out written",
    ],
)
def test_ctrl_c_ends_with_130_and_leaves_nothing(words: str, slow_url: str, folder: Path) -> None:
    before = sorted(folder.iterdir())
    process = start(f"{words} --url {slow_url}", stdout=subprocess.PIPE)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == INTERRUPTED
    assert sorted(folder.iterdir()) == before


INTERRUPTED_AT_TYPER = """
import sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
import kgraph.cli
"""


def test_ctrl_c_while_the_command_line_is_loaded_is_quiet_too() -> None:
    command = [sys.executable, "-c", INTERRUPTED_AT_TYPER]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stderr) == (INTERRUPTED, "")
