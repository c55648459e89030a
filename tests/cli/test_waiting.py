"""A bar comes up when an answer takes longer than a second: on a terminal alone, and gone when the answer is there."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from kgraph import KnowledgeGraph
from kgraph.cli.progress import show_progress
from tests.client.flaky import Line, Script, play
from tests.conftest import ROOT

SLOW = 2.5
HIDE_CURSOR = "\x1b[?25l"
SHOW_CURSOR = "\x1b[?25h"


@pytest.fixture
def service(request: pytest.FixtureRequest, article_graph: KnowledgeGraph) -> Iterator[Script]:
    """A service that keeps whoever asks for the sources waiting for so long."""
    sources = article_graph.sources(outlet="RBC").model_dump_json(by_alias=True, exclude={"next_cursor"})
    answer = Line(200, sources.replace("{", '{"next":null,', 1).encode(), silent=request.param)
    with play([answer]) as script:
        yield script


def run_on_terminal(*words: str, stdout: Path | None = None) -> tuple[str, int]:
    """Run a command with a terminal as its standard error, and as its output unless that is a file."""
    terminal, end = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "100"}
    sink = end if stdout is None else stdout.open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "kgraph", *words], env=environment, stdin=end, stdout=sink, stderr=end, cwd="/"
    )
    os.close(end)
    seen = b""
    try:
        while part := os.read(terminal, 1 << 16):
            seen += part
    except OSError:  # how the end of a terminal shows on Linux
        pass
    os.close(terminal)
    if stdout is not None:
        sink.close()
    return seen.decode("utf-8"), process.wait(30)


@pytest.mark.parametrize("service", [SLOW], indirect=True)
def test_whoever_waits_for_long_sees_a_bar_and_then_the_answer(service: Script) -> None:
    seen, status = run_on_terminal("sources", "--outlet", "RBC", "--url", service.url)
    assert status == 0
    bar, _, answer = seen.partition(SHOW_CURSOR)
    assert HIDE_CURSOR in bar
    assert "asking" in bar
    assert "asking" not in answer
    assert "rbc-july-28" in answer


@pytest.mark.parametrize("service", [SLOW], indirect=True)
def test_the_bar_is_no_part_of_what_is_written_to_a_file(service: Script, tmp_path: Path) -> None:
    words = ("sources", "--format", "ndjson", "--url", service.url)
    seen, status = run_on_terminal(*words, stdout=tmp_path / "sources.ndjson")
    assert status == 0
    assert "asking" in seen
    written = (tmp_path / "sources.ndjson").read_text("utf-8")
    assert written.startswith('{"id":"rbc-july-28"')
    assert "\x1b" not in written


@pytest.mark.parametrize("service", [0.0], indirect=True)
def test_whoever_is_answered_at_once_sees_none(service: Script) -> None:
    seen, status = run_on_terminal("sources", "--url", service.url)
    assert (status, HIDE_CURSOR in seen) == (0, False)


@pytest.mark.parametrize("service", [SLOW], indirect=True)
def test_where_there_is_no_terminal_there_is_none(service: Script) -> None:
    command = [sys.executable, "-m", "kgraph", "sources", "--url", service.url]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=True, cwd="/"
    )
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


def test_an_error_takes_the_bar_away_too() -> None:
    with play([Line(500, b"", "text/plain", silent=SLOW)]) as script:
        seen, status = run_on_terminal("sources", "--url", script.url)
    assert status == 3
    assert seen.index(HIDE_CURSOR) < seen.index(SHOW_CURSOR) < seen.index("Error: The service at")


@pytest.mark.parametrize("words", [("mcp",), ("serve", "--port", "0")], ids=lambda words: words[0])
def test_a_server_shows_none_while_it_waits_to_be_asked(words: tuple[str, ...], tmp_path: Path) -> None:
    terminal, end = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "kgraph", *words],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=end,
        cwd=tmp_path,
    )
    os.close(end)
    os.set_blocking(terminal, False)
    time.sleep(SLOW)
    try:
        seen = os.read(terminal, 1 << 16)
    except BlockingIOError:
        seen = b""
    assert process.poll() is None
    process.terminate()
    process.communicate(timeout=30)
    os.close(terminal)
    assert b"asking" not in seen.rpartition(SHOW_CURSOR.encode())[2]


class Terminal(StringIO):
    """What takes text and says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_phase_of_which_nobody_can_tell_how_long_it_is_has_no_share(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    with show_progress("reading") as tell:
        assert tell is not None
        tell("checking", 50, 100)
        tell("writing", 0, 0)
        tell("writing", 1000, 0)
    before, _, after = terminal.getvalue().partition("writing")
    assert "checking" in before
    assert "writing" in after
    assert "%" not in after
