"""Names that differ from a typed text by a slip or two."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.kernel.names import find_near
from kgraph.kernel.names_pure import MIN_LETTERS_FOR_ONE_EDIT, MIN_LETTERS_FOR_TWO_EDITS, iter_pieces, parity_of
from kgraph.names.hashes import HashTable, pack_hashes
from kgraph.names.scripts import has_han
from kgraph.names.sections import Sections, open_column, pack
from kgraph.names.strings import StringTable, encode


class TypoTable:
    """Texts searched by edit distance.

    An edit is a character more, a character fewer, another character (the first one too) or two neighbours
    swapped (optimal string alignment). The shorter of the two texts decides how many are allowed: none below
    4 characters, one up to 7, two from 8. Digits are no typos: a resolution 1718 is not 1719. In Chinese, where a
    character is a syllable, one is the most.

    A lookup compares the texts that share one of two or three pieces with the typed one, at nearly the same place.
    That is all of them where nearly all begin or end alike; of the names of people and places it is few.
    """

    __slots__ = ("_parities", "_pieces", "_texts")

    def __init__(self, sections: Sections, name: str, texts: StringTable) -> None:
        """Open the table that `pack_typos` made under this name for these texts."""
        self._texts = texts
        self._pieces = HashTable(sections, name, len(texts))
        self._parities = open_column(sections, f"{name}.parities", "I")
        if len(self._parities) != len(texts):
            raise ValueError(f"section '{name}.parities' of the name index is not for {len(texts)} texts")

    def iter_near(self, typed: str) -> Iterator[tuple[int, float]]:
        """Yield the place of each text near to a typed key, and the share of its characters that are right.

        >>> from kgraph.names.strings import pack_strings
        >>> texts = StringTable(pack_strings("texts", ["beijing", "iran", "nazarbayev"]), "texts")
        >>> table = TypoTable(pack_typos("typos", texts), "typos", texts)
        >>> [list(table.iter_near(typed)) for typed in ("nazarbajef", "jeijing", "ira")]
        [[(2, 0.8)], [(0, 0.8571428571428572)], []]
        """
        max_edits = _max_edits(typed)
        if not max_edits:
            return
        texts, pieces = self._texts, self._pieces
        for place, edits, length in find_near(
            pieces.buckets, pieces.entries, self._parities, texts.offsets, texts.texts, encode(typed), max_edits
        ):
            if edits < 2 or not has_han(texts[place]):
                yield place, 1 - edits / max(length, len(typed))


def pack_typos(name: str, texts: StringTable) -> dict[str, memoryview]:
    """Return the sections of a table of these texts."""
    pairs = ((hash_, place) for place in range(len(texts)) for hash_ in iter_pieces(texts[place]))
    parities = pack("I", (parity_of(texts[place]) for place in range(len(texts))))
    return pack_hashes(name, pairs, len(texts)) | {f"{name}.parities": parities}


def _max_edits(key: str) -> int:
    if len(key) < MIN_LETTERS_FOR_ONE_EDIT:
        return 0
    return 1 if len(key) < MIN_LETTERS_FOR_TWO_EDITS or (not key.isascii() and has_han(key)) else 2
