"""Texts in two buffers: all of them on end, and where each begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import overload

from kgraph.kernel.names import find_text, get_text
from kgraph.names import pack_strings


class StringTable(Sequence[str]):
    """Texts by number. Nothing is decoded before it is asked for.

    Where they are sorted, as ids are, `find` returns the number of a text.
    """

    __slots__ = ("_offsets", "_texts")

    def __init__(self, sections: Mapping[str, memoryview], name: str) -> None:
        """Take the two buffers that `add_strings` made under this name."""
        self._offsets, self._texts = sections[f"{name}.offsets"], sections[f"{name}.texts"]

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
            if place < 0:
                raise IndexError(f"there is no text {place - len(self)}")
        return get_text(self._offsets, self._texts, place)

    def take(self, numbers: Iterable[int]) -> list[str]:
        """Return the texts with these numbers, in their order: faster than one by one."""
        offsets, texts = self._offsets, self._texts
        return [get_text(offsets, texts, number) for number in numbers]

    def find_holding(self, part: bytes) -> list[int]:
        """Return the numbers of the texts that hold some bytes, in their order; no text is decoded."""
        found: list[int] = []
        for match in re.finditer(re.escape(part), self._texts):
            number = bisect_right(self._offsets, match.start()) - 1
            if match.end() <= self._offsets[number + 1] and found[-1:] != [number]:
                found.append(number)
        return found

    def find(self, text: str) -> int | None:
        """Return the number of a text in a sorted table, None if it is not there."""
        place = find_text(self._offsets, self._texts, text.encode("utf-8", "surrogatepass"))
        return place if place >= 0 else None

    def place_behind(self, text: str) -> int:
        """Return how many texts of a sorted table come up to a text, itself included."""
        return bisect_right(self, text)


def add_strings(sections: dict[str, memoryview], name: str, texts: Iterable[str]) -> None:
    """Add the two buffers of a table: four bytes for the place of each text, and the texts in UTF-8.

    Raises:
        OverflowError: the texts take more than 4 GiB.
    """
    for each, data in pack_strings(name, texts).items():
        sections[each] = data.cast("I") if each.endswith(".offsets") else data
