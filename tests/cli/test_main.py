"""The command as a whole: help, version, exit statuses, streams and terminals."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import kgraph
from kgraph.cli.catalogue import COMMANDS

ROOT = Path(__file__).resolve().parent.parent.parent
# A stand-in for the package, so that what the command line itself loads can be told apart.
LIGHT_HELP = """
import sys, types
package = types.ModuleType("kgraph")
package.__path__ = [{path!r}]
sys.modules["kgraph"] = package
from kgraph.cli import app
try:
    app(["--help"])
except SystemExit:
    pass
heavy = {{"networkx", "pydantic", "uvicorn", "rapidfuzz", "kgraph.queries", "kgraph.loading"}} & set(sys.modules)
sys.exit(f"--help loads {{sorted(heavy)}}" if heavy else 0)
"""


def test_help_lists_every_command_and_its_summary(run):
    result = run("--help", COLUMNS="160")
    assert result.returncode == 0
    for entry in COMMANDS:
        assert entry.name in result.stdout
        assert entry.summary in result.stdout
    assert result.stderr == ""


def test_help_loads_nothing_heavy():
    script = LIGHT_HELP.format(path=str(ROOT / "kgraph"))
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_help_of_a_command_begins_with_its_summary_and_shows_its_examples(entry, invoke):
    for flag in ("--help", "-h"):
        result = invoke(f"{entry.name} {flag}", TERMINAL_WIDTH="160")
        assert result.exit_code == 0
        lines = [line.strip() for line in result.stdout.splitlines() if line.strip()]
        assert lines[1] == entry.summary
        assert all(example in result.stdout for example in entry.examples)


def test_version(run):
    result = run("--version")
    assert (result.returncode, result.stdout) == (0, f"kgraph {kgraph.__version__}\n")


@pytest.mark.parametrize("words", ["clams", "claims --predicte x", "paths China", "claims --limit x", "verify"])
def test_usage_errors_end_with_2_and_print_no_data(words, invoke):
    result = invoke(words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_no_command_at_all_shows_the_help(invoke):
    result = invoke("")
    assert result.exit_code == 2
    assert "neighbours" in result.output


def test_an_unknown_command_is_answered_with_the_nearest(invoke):
    assert "claims" in invoke("clams").stderr


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("show Nazarbayev", ["may mean several", "bolat-nazarbayev", "nursultan-nazarbayev"]),
        ("paths Tokaye China", ["in FROM", "kassym-jomart-tokayev"]),
        ("paths China China", ["in TO", "same entity"]),
        ("paths China Russia --max-hops 9", ["in --max-hops", "1 to 6"]),
        ("claims --predicate lobies", ["in --predicate", "lobbies"]),
        ("claims --hedged maybe", ["in --hedged", "true or false"]),
        ("claims --about Kazakhstun", ["in --about", "kazakhstan"]),
        ("claims --between China", ["in --between", "two"]),
        ("claims --cursor abc", ["in --cursor"]),
        ("claims --limit 501", ["in --limit", "1 to 500"]),
        ("claims --id nope", ["in --id", "nope"]),
        ("claims --source rbc-july-2", ["rbc-july-28"]),
        ("neighbours ''", ["in ENTITY", "empty"]),
        ("show p06s5c2", ["in ID_OR_NAME", "p06s5c02"]),
        ("show p06s5c2 --kind claim", ["p06s5c02"]),
        ("show rbc-july-2 --kind source", ["rbc-july-28"]),
        ("schema topix", ["in PART", "topics"]),
        ("search x --data /no/such/folder", ["/no/such/folder", "no such folder"]),
    ],
)
def test_what_cannot_be_answered_says_where_and_what_is_meant(words, parts, invoke):
    result = invoke(words)
    assert result.exit_code == 2
    assert result.stdout == ""
    for part in parts:
        assert part in result.stderr


def test_a_real_process_reports_an_error_without_a_traceback(run):
    result = run("paths Tokaye China")
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error in FROM:")


@pytest.mark.parametrize("words", ["claims --all", "claims --all --format ndjson", "sources"])
def test_a_closed_pipe_is_quiet(words, tmp_path):
    command = shlex.join([sys.executable, "-m", "kgraph", *words.split()])
    script = f"set -o pipefail; {command} | true"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=False, env=env, cwd=tmp_path, timeout=60
    )
    assert (result.returncode, result.stdout, result.stderr) == (141, "", "")


def test_an_interrupt_ends_quietly_with_130(invoke, graph, monkeypatch):
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(graph, "claims", interrupted)
    result = invoke("claims")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
def test_a_full_disk_is_one_message(tmp_path):
    command = shlex.join([sys.executable, "-m", "kgraph", "claims"])
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        ["bash", "-c", f"{command} > /dev/full"], capture_output=True, text=True, check=False, env=env, timeout=60
    )
    assert (result.returncode, result.stderr) == (2, "Error: No space left on device\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_lacks_the_letters_is_no_error(encoding, tmp_path):
    words = [sys.executable, "-m", "kgraph", "claims", "--paragraph", "6", "--sentence", "5"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    result = subprocess.run(words, capture_output=True, check=False, env=env, cwd=tmp_path, timeout=60)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"s5, Orda.kz, May 5 2023?" in result.stdout


def test_json_is_utf_8_whatever_the_terminal_is(tmp_path):
    words = [sys.executable, "-m", "kgraph", "search", "Токаев", "--format", "json"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(words, capture_output=True, check=False, env=env, cwd=tmp_path, timeout=60)
    assert "Токаев" in result.stdout.decode()


def _run_on_a_terminal(words: str, **env: str) -> tuple[int, str]:
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this system")
    main, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "80", **env}
    process = subprocess.Popen(
        [sys.executable, "-m", "kgraph", *shlex.split(words)], stdout=follower, stderr=follower, env=environment
    )
    os.close(follower)
    written = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not part:
            break
        written += part
    os.close(main)
    return process.wait(timeout=60), written.decode()


def test_colours_are_for_terminals_alone(run):
    status, written = _run_on_a_terminal("claims --polarity negated")
    assert status == 0
    assert "\x1b[36m" in written
    assert "\x1b" not in run("claims --polarity negated").stdout


def test_no_color_is_respected():
    _, written = _run_on_a_terminal("claims --polarity negated", NO_COLOR="1")
    assert "NEGATED" in written
    assert "\x1b[3" not in written.replace("\x1b[3m", "")


@pytest.mark.parametrize("columns", [40, 80, 160])
@pytest.mark.parametrize(
    "words",
    [
        "claims --all",
        "paths Kazakhstan Russia",
        "neighbours Kazakhstan",
        "search Tokaev",
        "sources",
        "quality",
        "schema",
        "show edm-20-152",
        "show p09s2c01",
        "show Kazakhstan",
    ],
)
def test_tables_fit_the_terminal_and_cut_no_cell(words, columns, invoke):
    result = invoke(words, COLUMNS=str(columns))
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= columns
    assert "…" not in result.stdout


def test_a_closed_standard_output_is_no_traceback(tmp_path):
    command = f"{shlex.quote(sys.executable)} -m kgraph claims --all >&-"
    result = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in result.stderr
