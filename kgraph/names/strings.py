"""Texts, one behind the other in a flat buffer."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from kgraph.kernel.names import find_text, get_text
from kgraph.names.sections import Sections, open_column, pack


class StringTable:
    """Texts by their places; where they are sorted and distinct, places by their texts too.

    >>> table = StringTable(pack_strings("rivers", ["Ile", "Или", "伊犁"]), "rivers")
    >>> len(table), table[1], table.find("伊犁"), table.find("Ili")
    (3, 'Или', 2, -1)
    """

    __slots__ = ("offsets", "texts")

    def __init__(self, sections: Sections, name: str) -> None:
        """Open the table that `pack_strings` made under this name."""
        self.texts = open_column(sections, f"{name}.texts", "B")
        self.offsets = open_column(sections, f"{name}.offsets", "I")
        if not self.offsets or self.offsets[-1] != len(self.texts):
            raise ValueError(f"section '{name}.offsets' of the name index does not end where '{name}.texts' does")

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, place: int) -> str:
        return get_text(self.offsets, self.texts, place)

    def find(self, text: str) -> int:
        """Return the place of a text, or -1: by bisection."""
        return find_text(self.offsets, self.texts, encode(text))


def encode(text: str) -> bytes:
    """Return the bytes of a text, lone surrogates too; they sort as the texts do."""
    return text.encode("utf-8", "surrogatepass")


def pack_strings(name: str, strings: Iterable[str]) -> dict[str, memoryview]:
    """Return the sections of a table of these texts, in this order."""
    encoded = [encode(each) + b"\0" for each in strings]
    return {
        f"{name}.texts": memoryview(b"".join(encoded)),
        f"{name}.offsets": pack("I", accumulate(map(len, encoded), initial=0)),
    }
