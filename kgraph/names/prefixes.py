"""A sorted table of the places where a name can begin to be typed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from struct import Struct

from kgraph.kernel.names import find_begun
from kgraph.kernel.names_pure import BLOCK, LATER
from kgraph.names.scripts import has_han, is_han
from kgraph.names.sections import Sections, open_column, pack
from kgraph.names.strings import StringTable, encode

# Behind a tail: the number of its name, whether it begins later than the name, and where it ends among the texts.
_ROW = Struct(">IBI")
_END = Struct(">I")

# What was typed comes before what it may be a spelling of.
OWN_WEIGHT = 9.99
SPELT_WEIGHT = 9.9


class PrefixTable:
    """Names by the beginnings of their words: the tail of the key from each word on, without spaces, sorted.

    In Chinese, which has no spaces, each character begins a tail. A tail takes ten bytes, for its text is part of
    another one. A lookup takes two bisections and a glance at each block of 16 hits; into a block it looks only if
    some hit in it can be among the best.
    """

    __slots__ = ("_blocks", "_numbers", "_owners", "_shapes", "_starts", "_texts")

    def __init__(self, sections: Sections, name: str, texts: StringTable, owners: memoryview) -> None:
        """Open the table that `pack_tails` made under this name; `owners` are those of the names."""
        self._starts = open_column(sections, f"{name}.starts", "I")
        self._numbers = open_column(sections, f"{name}.numbers", "I")
        self._shapes = open_column(sections, f"{name}.shapes", "H")
        self._blocks = open_column(sections, f"{name}.blocks", "H")
        self._texts = texts.texts
        self._owners = owners
        count = len(self._starts)
        if {len(self._numbers), len(self._shapes)} != {count} or len(self._blocks) != -(-count // BLOCK):
            raise ValueError(f"the sections '{name}' of the name index are not all for {count} tails")

    def find_begun(self, prefix: str, limit: int, *, is_own: bool, skipped: memoryview | bytes = b"") -> bytes:
        """Return a hit for each tail that begins so; those that cannot be among the best `limit` owners may miss.

        `prefix` is a key without spaces; `is_own` tells that it was typed as it is. A name `skipped` is left out.
        """
        weight = OWN_WEIGHT if is_own else SPELT_WEIGHT
        return find_begun(
            self._starts, self._numbers, self._shapes, self._blocks, self._texts, self._owners, skipped,
            encode(prefix), len(prefix), weight, limit,
        )  # fmt: skip


def iter_tails(key: str) -> Iterator[str]:
    """Yield the tails of a key: the whole key first.

    >>> list(iter_tails("bank of china"))
    ['bankofchina', 'ofchina', 'china']
    """
    compact = key.replace(" ", "")
    begins_within_words = not key.isascii() and has_han(key)
    at = 0
    for word in key.split():
        yield compact[at:]
        if begins_within_words:
            yield from (compact[at + offset :] for offset in range(1, len(word)) if is_han(word[offset]))
        at += len(word)


def pack_tails(name: str, keys: Iterable[tuple[str, int]], texts: StringTable) -> dict[str, memoryview]:
    """Return the sections of a table of the tails of these keys, each with the number of its name.

    Each key without spaces must be one of the texts: there its tails are read.
    """
    # One row of bytes a tail, which sorts as the tail does: a million of them must fit into memory.
    rows = sorted(row for key, number in keys for row in _iter_rows(key, number, texts))
    starts, numbers, shapes = array("I"), array("I"), array("H")
    last = b""
    for row in rows:
        if row[: -_END.size] != last:
            last = row[: -_END.size]
            tail = row[: -_ROW.size - 1]
            number, is_later, end = _ROW.unpack(row[-_ROW.size :])
            starts.append(end - len(tail))
            numbers.append(number)
            shapes.append(len(tail.decode("utf-8", "surrogatepass")) | (LATER if is_later else 0))
    blocks = (min(shapes[start : start + BLOCK]) for start in range(0, len(shapes), BLOCK))
    return {
        f"{name}.starts": memoryview(starts).cast("B"),
        f"{name}.numbers": memoryview(numbers).cast("B"),
        f"{name}.shapes": memoryview(shapes).cast("B"),
        f"{name}.blocks": pack("H", blocks),
    }


def _iter_rows(key: str, number: int, texts: StringTable) -> Iterator[bytes]:
    if key:
        end = texts.offsets[texts.find(key.replace(" ", "")) + 1] - 1
        for place, tail in enumerate(iter_tails(key)):
            yield encode(tail) + b"\0" + _ROW.pack(number, place > 0, end)
