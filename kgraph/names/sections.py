"""Flat buffers by name: what an index is kept in, in memory as in a file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

Sections: TypeAlias = Mapping[str, memoryview]
Typecode: TypeAlias = Literal["B", "H", "I", "Q"]


def pack(typecode: Typecode, values: Iterable[int]) -> memoryview:
    """Return numbers as a buffer of `B`, `H`, `I` or `Q`: 1, 2, 4 or 8 bytes each, in this machine's order."""
    return memoryview(array(typecode, values)).cast("B")


def open_column(sections: Sections, name: str, typecode: Typecode) -> memoryview:
    """Return a section as numbers, without copying it.

    Raises ValueError, which names the section, where it is missing or no whole number of them.
    """
    if name not in sections:
        raise ValueError(f"the name index has no section {name!r}")
    section = memoryview(sections[name])
    if not section.nbytes:
        return memoryview(array(typecode))
    try:
        return section.cast("B").cast(typecode).toreadonly()
    except TypeError as error:
        raise ValueError(f"section {name!r} of the name index has {section.nbytes} bytes: {error}") from error
