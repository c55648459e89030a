"""Everything works with the loops in Python, as where no compiler was at hand; run in a process that is so set."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "the contract of stores": ("tests/stores/test_columnar.py", 300),
    "plain dictionaries": ("tests/stores/test_against_oracle.py", 150),
    "columns": ("tests/columns/test_date_table.py tests/columns/test_words.py tests/columns/test_id_tables.py", 130),
    # What is written is the same to the byte.
    "snapshots": ("tests/columns/test_snapshot.py -k kept or same_file or made_up", 40),
    "questions": ("tests/queries/test_paths.py tests/queries/test_finding.py", 20),
}


@pytest.mark.parametrize("part", PARTS)
def test_it_works_with_the_loops_in_python(part: str) -> None:
    words, least = PARTS[part]
    files, _, expression = words.partition(" -k ")
    chosen = ["-k", expression] if expression else []
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files.split(), *chosen],
        cwd=ROOT,
        env={**os.environ, "KGRAPH_PURE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) >= least


def test_the_setting_does_what_it_says() -> None:
    code = "from kgraph.kernel import graph, names; print(graph.IS_COMPILED, names.find_near.__module__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "KGRAPH_PURE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "kgraph.kernel.names_pure"]
