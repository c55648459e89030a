"""Exports in FollowTheMoney's form for tests, read line by line, and the package that judges them.

The package needs a compiled library and is no dependency of kgraph. It has a Python of its own, which the variable
`KGRAPH_FTM_PYTHON` names; `.ci/run` installs it. Without it the tests that ask it are skipped, and fail if
`KGRAPH_REQUIRE_TOOLS` says that it must be there.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from kgraph.exports import build_export
from kgraph.stores import Store
from tests.tools import miss

VARIABLE = "KGRAPH_FTM_PYTHON"
JUDGE = Path(__file__).with_name("ftm_judge.py")
VERSION = "4.11.2"
TIMEOUT_SECONDS = 300

Line = dict[str, Any]


class FtmExport:
    """The lines of an export, the last apart."""

    def __init__(self, store: Store, **filters: Any) -> None:
        self.store = store
        self.data = b"".join(build_export(store, "ftm", **filters))

    @cached_property
    def all_lines(self) -> list[Line]:
        assert self.data.endswith(b"\n")
        return [json.loads(line) for line in self.data.split(b"\n")[:-1]]

    @property
    def lines(self) -> list[Line]:
        return self.all_lines[:-1]

    @property
    def last(self) -> Line:
        return self.all_lines[-1]

    def of_kind(self, kind: str) -> list[Line]:
        """Return the lines of entities (`entity`), sources (`source`), links (`link`) or notes on claims (`claim`)."""
        return [line for line in self.lines if f"-{kind}-" in line["id"]]

    def links_of(self, claim: str) -> list[Line]:
        return [line for line in self.of_kind("link") if line["properties"]["recordId"] == [claim]]

    def note_of(self, claim: str) -> Line:
        (line,) = [line for line in self.of_kind("claim") if line["id"].endswith(f"-claim-{claim}")]
        return line


def judge_file(file: Path) -> dict[str, Any]:
    """Return what the package says of a file."""
    report: dict[str, Any] = _ask(str(file))
    assert report["version"] == VERSION
    return report


def judge_export(export: FtmExport, place: Path) -> dict[str, Any]:
    file = place / "judged.ftm.json"
    file.write_bytes(export.data)
    return judge_file(file)


def clean_values(values: Iterable[tuple[str, str]]) -> list[str | None]:
    """Return what the package makes of texts, each given with the name of its type."""
    cleaned: list[str | None] = _ask("--clean", text=json.dumps(list(values)))
    return cleaned


@cache
def dump_model() -> dict[str, Any]:
    """Return the model of the package, by the names of the schemata."""
    model: dict[str, Any] = _ask("--model")
    return model


def _ask(*words: str, text: str | None = None) -> Any:
    python = os.environ.get(VARIABLE)
    if not python:
        miss(f"{VARIABLE} names no Python that has the package followthemoney")
    done = subprocess.run(
        [python, "-I", "-X", "utf8", str(JUDGE), *words],
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=False,
        env={"PATH": os.environ.get("PATH", "")},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
