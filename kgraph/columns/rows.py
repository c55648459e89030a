"""Claims as rows of numbers while they come: what many of them share is numbered, and put in order at the end."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from kgraph.columns.ids import FIGURES
from kgraph.columns.numbers import Numbers, to_numbers, unpack
from kgraph.columns.tables import Kind, Support
from kgraph.kernel.graph import argsort

Key = TypeVar("Key", bound=Hashable)
DIGEST_BYTES = 32
COLUMNS = ("subject", "object", "kind", "date", "support", "speaker", "template")


class Numbering(dict[Key, int]):
    """Numbers for whatever comes, in the order in which it comes."""

    def __missing__(self, key: Key) -> int:
        number = self[key] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class AlikeClaims:
    """Claims that share their speaker, what they rest on and the prefix of their ids: a row of each column for each.

    Subjects and objects, kinds, dates and templates are numbers that `ClaimRows` gave them, in arrays of type I. An
    id is the prefix and the number in sixteen hexadecimal figures; ids and rows are of type Q. `passages` holds the 32
    bytes of each passage's digest.
    """

    prefix: str
    ids: array[int]
    subjects: array[int]
    objects: array[int]
    kinds: array[int]
    dates: array[int]
    templates: array[int]
    rows: array[int]
    passages: bytes
    speaker: str
    support: Support


class ClaimRows:
    """The columns of claims as they come."""

    def __init__(self) -> None:
        self.entities: Numbering[str] = Numbering()
        self.kinds: Numbering[Kind] = Numbering()
        self.dates: Numbering[str | None] = Numbering()
        self.supports: Numbering[Support] = Numbering()
        self.templates: Numbering[str] = Numbering()
        self.columns: dict[str, array[int]] = {name: array("I") for name in COLUMNS}
        self.row = array("Q")
        self.passages = bytearray()
        self.ids = IdColumn()

    def __len__(self) -> int:
        return len(self.row)

    def extend(self, claims: AlikeClaims) -> None:
        """Take many claims at once."""
        count = len(claims.ids)
        each = {
            "subject": claims.subjects,
            "object": claims.objects,
            "kind": claims.kinds,
            "date": claims.dates,
            "support": array("I", [self.supports[claims.support]]) * count,
            "speaker": array("I", [self.entities[claims.speaker]]) * count,
            "template": claims.templates,
        }
        for name, numbers in each.items():
            self.columns[name].extend(numbers)
        self.ids.extend(claims.prefix, claims.ids)
        self.row.extend(claims.rows)
        self.passages += claims.passages


class IdColumn:
    """Ids as they come: numbers for as long as all are one prefix and sixteen hexadecimal figures, else texts."""

    def __init__(self) -> None:
        self.prefix: str | None = None
        self.numbers = array("Q")
        self.texts: list[str] | None = None

    def __len__(self) -> int:
        return len(self.numbers if self.texts is None else self.texts)

    def __iter__(self) -> Iterator[str]:
        if self.texts is not None:
            return iter(self.texts)
        return (f"{self.prefix}{number:016x}" for number in self.numbers)

    def append(self, id_: str) -> None:
        """Take an id."""
        if self.texts is None:
            if self.prefix is None:
                self.prefix = id_[:-FIGURES]
            if id_[:-FIGURES] == self.prefix:
                try:
                    # Not `int`, which lets underscores pass.
                    figures = bytes.fromhex(id_[-FIGURES:])
                except ValueError:
                    figures = b""
                if len(figures) == FIGURES // 2:
                    self.numbers.append(int.from_bytes(figures, "big"))
                    return
        self._spell_out().append(id_)

    def extend(self, prefix: str, numbers: array[int]) -> None:
        """Take many ids of one prefix."""
        if self.texts is None and self.prefix in (None, prefix):
            self.prefix = prefix
            self.numbers.extend(numbers)
            return
        self._spell_out().extend(f"{prefix}{number:016x}" for number in numbers)

    def _spell_out(self) -> list[str]:
        if self.texts is None:
            self.texts = list(self)
            self.numbers = array("Q")
        return self.texts

    def find_order(self) -> Numbers:
        """Return the places of the ids in their order."""
        if self.texts is None:
            return unpack(argsort(self.numbers))
        return to_numbers(sorted(range(len(self.texts)), key=self.texts.__getitem__))
