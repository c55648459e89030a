"""Numbers in buffers, as narrow as their largest value allows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias

from kgraph.kernel.graph_pure import narrow

# A buffer to be read by number; `array("I")`, or a view of a file.
Numbers: TypeAlias = Sequence[int]
_CODES: dict[int, Literal["B", "H", "I", "Q"]] = {1: "B", 2: "H", 4: "I", 8: "Q"}


def view(width: int, data: bytes) -> memoryview[int]:
    """Return bytes as numbers of `width` bytes each."""
    return memoryview(data).cast(_CODES[width])


def spread(column: Numbers, count: int) -> Numbers:
    """Return a column of claims to be read by their numbers, of which one number stands for all if they are equal."""
    return _Same(column[0]) if len(column) == 1 and count > 1 else column


class _Same(Sequence[int]):
    """A column of one number that holds for every claim."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __getitem__(self, place: Any) -> Any:
        return self._number

    def __len__(self) -> int:
        return 1


def pack(numbers: Sequence[int]) -> memoryview[int]:
    """Return numbers in as few bytes as the largest of them takes."""
    return view(*narrow(numbers, max(numbers, default=0)))


def unpack(data: bytes) -> memoryview:
    """Return the list of numbers that the kernel handed out, four bytes each."""
    return memoryview(data).cast("I")


def to_numbers(numbers: Iterable[int]) -> array[int]:
    """Return numbers as the kernel takes them, four bytes each."""
    return array("I", numbers)


def find_ones(mask: bytes, start: int, limit: int) -> list[int]:
    """Return the first places of a mask that hold 1, from `start` on; at most `limit`.

    >>> find_ones(bytes((1, 0, 1, 1)), 1, 5)
    [2, 3]
    """
    places: list[int] = []
    place = mask.find(1, start)
    while place >= 0 and len(places) < limit:
        places.append(place)
        place = mask.find(1, place + 1)
    return places
