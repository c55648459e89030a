"""The rows of a file that cannot be used: the first of them kept, all of them counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kgraph.errors import Problem
from kgraph.importing.row_parser import Flaw
from kgraph.importing.rows import BadRow
from kgraph.loading.problems import printable, show_value

DEFAULT_MAX_PROBLEMS = 100
# What the list of what was left out repeats of a row.
MAX_SHOWN_TEXT = 2000


class RowProblems:
    """Collects what is wrong with rows. `rows` counts those that cannot be used, `count` what is wrong with them."""

    def __init__(self, file: str, max_problems: int) -> None:
        self.file = file
        self.kept: list[Problem] = []
        self.count = 0
        self.rows = 0
        self._max_problems = max_problems

    @property
    def is_full(self) -> bool:
        """Whether further problems are only counted."""
        return len(self.kept) >= self._max_problems

    def add(self, number: int, line: int, wrong: BadRow | Sequence[Flaw], *, last_line: int | None = None) -> None:
        """Keep what is wrong with a row, or count it. The row stands in `line`, or begins there."""
        self.rows += 1
        if last_line is not None and last_line > line:
            place = f"row {number} (lines {line} to {last_line})"
        else:
            place = f"row {number}" if number == line else f"row {number} (line {line})"
        for flaw in _to_flaws(wrong):
            self.count += 1
            if not self.is_full:
                field = printable(flaw.column) or None
                value = show_value(flaw.value) if flaw.value else None
                self.kept.append(Problem(self.file, place, field, value, flaw.message, flaw.nearest))


def to_left_out(number: int, line: int, wrong: BadRow | Sequence[Flaw], text: str) -> dict[str, Any]:
    """Return the entry of a row in the list of what was left out."""
    problems = [
        {"field": flaw.column or None, "value": show_value(flaw.value) if flaw.value else None, "message": flaw.message}
        for flaw in _to_flaws(wrong)
    ]
    return {"row": number, "line": line, "problems": problems, "text": text[:MAX_SHOWN_TEXT]}


def _to_flaws(wrong: BadRow | Sequence[Flaw]) -> Sequence[Flaw]:
    if isinstance(wrong, BadRow):
        return [Flaw(wrong.field or "", wrong.value or "", wrong.message, wrong.nearest)]
    return wrong
