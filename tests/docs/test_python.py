"""docs/python.md: its methods and errors are those of the code, and its lines run, on files and of a service."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import kgraph
from api.problems import STATUS_BY_ERROR
from kgraph.client.methods import RemoteMethods
from kgraph.client.questions import Ask
from tests.api.server import run_server
from tests.conftest import ROOT
from tests.docs.pages import find_blocks, read_page

PAGE = read_page("python.md")
BLOCKS = [block.text for block in find_blocks(PAGE, "python")]
METHODS = re.findall(r"^\| `(\w+)\(([^)]*)\)` \| `([^`]+)` \| `([^`]+)` \|$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with run_server() as server:
        yield server.url


def run(code: str) -> str:
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=True).stdout


def test_every_method_stands_in_the_table_with_its_path() -> None:
    asks: dict[str, Ask[Any, Any]] = {
        name: each for name, each in inspect.getmembers(RemoteMethods) if isinstance(each, Ask)
    }
    shown = {name: path for name, _, path, _ in METHODS}
    assert shown == {name: each.path.replace("{source}", "{id}") for name, each in asks.items()}


@pytest.mark.parametrize(("name", "parameters", "path", "returned"), METHODS)
def test_a_method_takes_and_returns_what_the_table_says(name: str, parameters: str, path: str, returned: str) -> None:
    signature = inspect.signature(getattr(kgraph.KnowledgeGraph, name))
    assert signature.return_annotation.removesuffix("[str]") == returned
    leading = [each.name for each in signature.parameters.values() if each.kind is not each.KEYWORD_ONLY]
    assert ", ".join(each for each in leading if each not in ("self", "filters")) == parameters


def test_every_error_of_a_question_stands_in_the_table_with_its_status() -> None:
    rows = re.findall(r"^\| (`[A-Z][^|]*) \| [^|]* \| ([^|]*) \|$", PAGE, re.MULTILINE)
    shown = {name: status for names, status in rows for name in re.findall(r"\w+", names)}
    assert shown.pop("ServiceError") == "5xx, or none"
    expected = {error.__name__: str(int(status)) for error, status in STATUS_BY_ERROR.items()}
    assert shown == {name: status for name, status in expected.items() if name != "QueryError"}


@pytest.mark.parametrize("code", BLOCKS, ids=range(len(BLOCKS)))
def test_the_lines_run(code: str, url: str) -> None:
    code = code.replace("# asyncio.run(", "asyncio.run(").replace("http://127.0.0.1:8000", url)
    printed = run(code)
    assert printed
    # What was opened may as well be asked over REST.
    assert run(code.replace("kgraph.open()", f"kgraph.connect({url!r})")) == printed


def test_the_defaults_are_those_of_the_code() -> None:
    shown = re.findall(r"`kgraph\.connect\(url, (.*?)\)`", PAGE)
    parameters = inspect.signature(kgraph.connect).parameters.values()
    assert shown == [
        ", ".join(
            f"{each.name}={each.default:g}" if isinstance(each.default, float) else f"{each.name}={each.default}"
            for each in parameters
            if each.name != "url"
        )
    ]
