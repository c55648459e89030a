"""Names that differ from a typed text by a slip or two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kgraph.names.scripts import has_han

MIN_LETTERS_FOR_ONE_EDIT = 4
MIN_LETTERS_FOR_TWO_EDITS = 8

_DIGITS = re.compile("[0-9]+")


class TypoTable:
    """Keys and the numbers of the names they belong to, searched by edit distance.

    An edit is a character more, a character fewer, another character (the first one too) or two neighbours
    swapped (optimal string alignment). The shorter of the two keys decides how many are allowed: none below
    4 characters, one up to 7, two from 8. Digits are no typos: a resolution 1718 is not 1719. In Chinese, where a
    character is a syllable, one is the most.

    A lookup scans all keys: its time grows with their number (about 1 ms for 20,000), not with the typed
    text, which the index cuts at 200 characters.
    """

    __slots__ = ("_keys", "_numbers")

    def __init__(self, keys: Iterable[tuple[str, int]]) -> None:
        """Build the table from (key, number) pairs; keys too short to be mistyped are left out."""
        numbers: dict[str, set[int]] = {}
        for key, number in keys:
            if _max_edits(key):
                numbers.setdefault(key, set()).add(number)
        self._keys = sorted(numbers)
        self._numbers = [tuple(sorted(numbers[key])) for key in self._keys]

    def iter_near(self, typed: str) -> Iterator[tuple[tuple[int, ...], float]]:
        """Yield the numbers of each key near to a typed key, and the share of its characters that are right.

        >>> table = TypoTable([("nazarbayev", 1), ("beijing", 2), ("iran", 3)])
        >>> [list(table.iter_near(typed)) for typed in ("nazarbajef", "jeijing", "ira")]
        [[((1,), 0.8)], [((2,), 0.8571428571428572)], []]
        """
        max_edits = _max_edits(typed)
        if not max_edits:
            return
        digits = _DIGITS.findall(typed)
        for key, edits, place in process.extract(
            typed, self._keys, scorer=OSA.distance, score_cutoff=max_edits, limit=None
        ):
            if edits <= _max_edits(key) and _DIGITS.findall(key) == digits:
                yield self._numbers[place], 1 - edits / max(len(key), len(typed))


def _max_edits(key: str) -> int:
    if len(key) < MIN_LETTERS_FOR_ONE_EDIT:
        return 0
    return 1 if len(key) < MIN_LETTERS_FOR_TWO_EDITS or has_han(key) else 2
