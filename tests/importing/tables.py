"""A small table, its mapping, and ways to change them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HEADER = "from,what,to,when\n"
ROWS = (
    "Kazakhstan,meets,China,2013-09-07\n"
    "Military (Mali),meets,Kazakhstan,2013-09-08\n"
    "Kazakhstan,meets,China,2013-09-07\n"
    "China,praises,China,2013\n"
)
TABLE = HEADER + ROWS
MAPPING = """
[dataset]
id = "meetings"
title = "Meetings"
description = "Who met whom."
annotator = "Nobody"
annotated = 2026-01-31
data_licence = "CC0-1.0"

[source]
id = "meetings-table"
outlet = "observer"

[columns]
subject = "from"
predicate = "what"
object = "to"
date = "when"

[claims]
id_prefix = "m"
speaker = "observer"
template = "{subject} – {predicate} – {object}, on {date}."

[entities]
type = "actor"
description = "Somebody who met somebody."
rules = [{ type = "country", countries = true }]

[countries]
pattern = '\\((?P<country>[^()]+)\\)$'

[predicates]
topic = "talks"
inverse_label = "is what {label} is done to"
definition = "The table says: {label}."

[[known]]
id = "observer"
type = "actor"
name = "Observer of meetings"
description = "Who wrote the table."

[[entity_types]]
id = "actor"
definition = "Whoever acts."
[[entity_types]]
id = "country"
definition = "A country."

[[topics]]
id = "talks"
definition = "Talks."
[[topics]]
id = "trade"
definition = "Trade."
"""


def change(text: str, *changes: tuple[str, str]) -> str:
    """Return a text with each of some parts replaced; each has to be there."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "kgraph", *map(str, words)]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("KGRAPH_DATA", "FORCE_COLOR")}
    return {**kept, "PYTHONPATH": str(ROOT)}


def kgraph(folder: Path, *words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run `kgraph WORDS` as a process that stands in a folder."""
    return subprocess.run(
        command(*words),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=folder,
        env=environment(),
        **options,
    )


def read_records(dataset: Path, stem: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (dataset / f"{stem}.jsonl").read_text("utf-8").splitlines()]


def listing(folder: Path) -> dict[str, bytes | None]:
    """Return what a folder holds, to the byte, hidden files included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
