"""Events in memory: the distinct rows of a file as columns of numbers, with the names they stand for."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

COLUMNS = ("subjects", "predicates", "objects", "days", "rows")


class Row(NamedTuple):
    """A line of the file of events; `date` is written YYYY-MM-DD."""

    subject: str
    predicate: str
    object: str
    date: str


class Claim(NamedTuple):
    """What a distinct row states, in numbers; no two claims of the same events are equal.

    `subject` and `object` are positions in the names, `predicate` one in the predicates, `day` a day's ordinal.
    """

    subject: int
    predicate: int
    object: int
    day: int


@dataclass(frozen=True, slots=True)
class Events:
    """The distinct rows of a file, in their order, as columns of 32-bit numbers.

    A row that repeats an earlier one is left out: the two are one claim. `rows` counts lines of the file from 1.
    Self-loops are kept, and are no ties.
    """

    subjects: array[int]
    predicates: array[int]
    objects: array[int]
    days: array[int]
    rows: array[int]
    names: list[str]
    predicate_names: list[str]

    def __len__(self) -> int:
        """Return the number of claims."""
        return len(self.days)

    def __iter__(self) -> Iterator[Claim]:
        """Yield the claims in the order of their rows."""
        return map(Claim, self.subjects, self.predicates, self.objects, self.days)

    @property
    def node_count(self) -> int:
        """How many entities the numbers can stand for, even where their names were left out."""
        return max(max(self.subjects, default=-1), max(self.objects, default=-1)) + 1

    def without_names(self) -> Events:
        """Return the same claims without any text, to measure what the claims alone weigh."""
        return replace(self, names=[], predicate_names=[])

    def save(self, folder: Path) -> None:
        """Write the columns to a folder from which `load` reads them in a moment."""
        folder.mkdir(parents=True, exist_ok=True)
        for column in COLUMNS:
            with (folder / f"{column}.i32").open("wb") as file:
                getattr(self, column).tofile(file)
        words = {"claims": len(self), "names": self.names, "predicates": self.predicate_names}
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Events:
        """Read what `save` wrote."""
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        columns = {column: array("i") for column in COLUMNS}
        for column, values in columns.items():
            with (folder / f"{column}.i32").open("rb") as file:
                values.fromfile(file, words["claims"])
        return cls(**columns, names=words["names"], predicate_names=words["predicates"])


def iter_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a TSV file; raises ValueError, naming file and line, for a row without four fields."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            fields = line.rstrip("\n").split("\t")
            if len(fields) != len(Row._fields):
                raise ValueError(f"{path}:{number}: {len(fields)} fields instead of {len(Row._fields)}")
            yield Row(*fields)


def build_events(rows: Iterable[Row]) -> Events:
    """Return the distinct rows as columns; names are numbered in the order in which they come."""
    names: dict[str, int] = {}
    predicates: dict[str, int] = {}
    days: dict[str, int] = {}
    seen: set[int] = set()
    columns = {column: array("i") for column in COLUMNS}
    for number, (subject, predicate, object, day) in enumerate(rows, start=1):
        if day not in days:
            days[day] = date.fromisoformat(day).toordinal()
        claim = (
            names.setdefault(subject, len(names)),
            predicates.setdefault(predicate, len(predicates)),
            names.setdefault(object, len(names)),
            days[day],
        )
        # One whole number is far smaller than a tuple, and five million of them are kept.
        key = ((claim[0] << 24 | claim[2]) << 16 | claim[1]) << 22 | claim[3]
        if key not in seen:
            seen.add(key)
            for column, value in zip(columns.values(), (*claim, number), strict=True):
                column.append(value)
    return Events(**columns, names=list(names), predicate_names=list(predicates))
