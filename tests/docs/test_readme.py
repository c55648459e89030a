"""What the README shows is what the commands print."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ \.venv/bin/kgraph (.*?)\n(.*?)```", README, re.DOTALL)
WIDTH = "100"


def run(*arguments: str, code: str | None = None) -> str:
    """Run kgraph, or a piece of Python, as somebody in the project's folder would."""
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "kgraph", *arguments]
    environment = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return "\n".join(line.rstrip() for line in result.stdout.splitlines())


@pytest.mark.parametrize(("arguments", "shown"), CONSOLE, ids=[arguments for arguments, _ in CONSOLE])
def test_a_command_prints_what_is_shown(arguments: str, shown: str) -> None:
    assert run(*shlex.split(arguments)).strip() == shown.strip()


def test_the_readme_shows_a_path_with_citations_and_one_without() -> None:
    assert len(CONSOLE) == 2
    assert "cites nothing" in CONSOLE[0][1]
    assert "May 17 2023?" in CONSOLE[1][1]


def test_the_python_lines_run() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    printed = run(code=code)
    assert "criticised" in printed
    assert "112 entities" in printed


def test_the_first_answer_is_on_the_first_screen() -> None:
    lines = README.splitlines()
    assert next(number for number, line in enumerate(lines) if "/v1/paths" in line) < 40
