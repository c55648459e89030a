"""The ids of claims: as texts, or, where all are one prefix and sixteen hexadecimal figures, as their numbers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import overload

FIGURES = 16
_DIGEST = re.compile(r"[0-9a-f]{16}")


class DigestTable(Sequence[str]):
    """Ids that are a prefix and sixteen hexadecimal figures, sorted: eight bytes each.

    The order of the numbers is that of the texts.
    """

    __slots__ = ("_numbers", "_prefix")

    def __init__(self, prefix: str, numbers: Sequence[int]) -> None:
        """Take the prefix and the numbers, in their order."""
        self._prefix, self._numbers = prefix, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return f"{self._prefix}{self._numbers[place]:016x}"

    def find(self, text: str) -> int | None:
        """Return the number of an id, None if it is not there."""
        number = split_digest(text)
        if number is None or number[0] != self._prefix:
            return None
        place = bisect_left(self._numbers, number[1])
        return place if place < len(self) and self._numbers[place] == number[1] else None

    def place_behind(self, text: str) -> int:
        """Return how many ids come up to a text, itself included."""
        return bisect_right(self, text)

    def __iter__(self) -> Iterator[str]:
        return (f"{self._prefix}{number:016x}" for number in self._numbers)


def split_digest(text: str) -> tuple[str, int] | None:
    """Return the prefix and the number of an id that ends in sixteen hexadecimal figures; None for another one.

    >>> split_digest("icews-00000000000000ff"), split_digest("p06s4c01")
    (('icews-', 255), None)
    """
    figures = text[-FIGURES:]
    return (text[:-FIGURES], int(figures, 16)) if _DIGEST.fullmatch(figures) else None
