"""docs/command-line.md names every command, option, filter and exit status; the examples in the help work."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.main import get_command

from kgraph.cli import app, statuses
from kgraph.cli.catalogue import COMMANDS
from kgraph.cli.loading import load_command
from kgraph.filters import filter_specs

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
SECTIONS = {
    match[1].strip("`"): match[2]
    for match in re.finditer(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}
SHARED = SECTIONS["Options that many commands take"]
# They answer until they are stopped: tests/cli/test_serve.py and tests/mcp start them.
SERVERS = ("serve", "mcp")
EXAMPLES = [example for entry in COMMANDS for example in entry.examples if entry.name not in SERVERS]


def write_files() -> None:
    """Put what the commands read into the current folder."""
    Path("article.txt").write_text("Not the article, whose text is not ours to ship.\n", encoding="utf-8")
    shutil.copy(ROOT / "examples" / "events.tsv", "events.tsv")
    Path("examples").mkdir()
    shutil.copy("events.tsv", "examples")
    # Two versions of a dataset: a claim was withdrawn in the later one.
    shutil.copytree(ROOT / "data", "earlier")
    shutil.copytree(ROOT / "data", "later")
    relations = json.loads(Path("later/relations.json").read_text(encoding="utf-8"))
    relations[0] |= {"rank": "deprecated", "deprecated_because": "Read in another sentence."}
    Path("later/relations.json").write_text(json.dumps(relations), encoding="utf-8")


def expected_status(command: str) -> int:
    """Return the exit status of an example: every passage has changed in a text that is not the article.

    Nothing in the article contradicts anything else in it.
    """
    return 1 if command.startswith(("kgraph verify", "kgraph diff", "kgraph contested")) else 0


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_and_option_is_documented(entry):
    section = SECTIONS[f"kgraph {entry.name}"]
    for param in load_command(entry).params:
        if param.param_type_name == "argument":
            assert param.metavar in section
        elif param.name not in filter_specs():
            assert re.search(rf"{param.opts[0]}\b", section + SHARED), param.opts[0]


def test_no_command_is_documented_that_is_not_there():
    documented = {name.removeprefix("kgraph ") for name in SECTIONS if name.startswith("kgraph ")}
    assert documented == {entry.name for entry in COMMANDS}


def test_the_options_of_kgraph_itself_are_documented():
    for param in get_command(app).params:
        assert f"`{param.opts[0]}" in PAGE


def test_every_filter_is_documented_with_the_commands_that_take_it():
    rows = dict(re.findall(r"^\| `--([a-z-]+) [^`]*` \| ([^|]*) \|", SECTIONS["Filters"], re.MULTILINE))
    commands = {"entities": "search", "claims": "claims", "neighbours": "neighbours", "paths": "paths"}
    assert rows == {
        name.replace("_", "-"): ", ".join(command for scope, command in commands.items() if scope in spec.scopes)
        for name, spec in filter_specs().items()
    }


def test_every_exit_status_is_documented():
    rows = set(re.findall(r"^\| (\d+) \|", SECTIONS["Exit statuses"], re.MULTILINE))
    assert rows == {str(value) for name, value in vars(statuses).items() if name.isupper()}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_works_on_the_shipped_data(example, invoke, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_files()
    result = invoke(example.removeprefix("kgraph "))
    assert result.exit_code == expected_status(example)
    # What is put into a file is told of on the standard error, and that nothing contradicts anything.
    is_told = "--out" in example or example == "kgraph contested"
    assert result.stderr if is_told and not result.stdout else result.stdout


@pytest.mark.parametrize("name", SERVERS)
def test_the_examples_of_a_server_are_its_own_options(name):
    entry = next(entry for entry in COMMANDS if entry.name == name)
    options = {option for param in load_command(entry).params for option in param.opts}
    for example in entry.examples:
        assert {word for word in shlex.split(example) if word.startswith("--")} <= options


def _iter_shell_lines() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("kgraph ")]


@pytest.mark.parametrize("line", [line for line in _iter_shell_lines() if line.split()[1] not in SERVERS])
def test_every_command_on_the_page_works(line, invoke, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_files()
    result = invoke(re.split(r" \| | > ", line)[0].removeprefix("kgraph "))
    assert result.exit_code == expected_status(line), result.stderr
