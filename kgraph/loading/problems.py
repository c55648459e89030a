"""The problems found while a dataset is read and checked: the first of them kept, all of them counted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from kgraph.errors import Problem
from kgraph.names import nearest_words

# A file that is no dataset at all can hold a problem per line; more than this nobody reads.
MAX_PROBLEMS = 1000
# The most characters of an offending value, and of an id or a field (an id has at most 200), that a problem repeats.
SHOWN_CHARACTERS = 80
SHOWN_PLACE_CHARACTERS = 200
# Looking for what comes near a word means comparing it with every known one. So many comparisons take a few
# seconds; after them problems are reported without suggestions, so that 1,000 wrong ids in a dataset of
# 100,000 records do not take a quarter of an hour.
MAX_COMPARISONS = 500_000


class Problems:
    """Collects the problems of a dataset, in the order in which they are found."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.count = 0
        self._comparisons_left = MAX_COMPARISONS

    @property
    def is_full(self) -> bool:
        """Whether further problems are only counted, so that nothing need be said about them."""
        return len(self.kept) >= MAX_PROBLEMS

    def add(
        self,
        file: str,
        message: str,
        *,
        record: str | None = None,
        field: str | None = None,
        value: str | None = None,
        nearest: Iterable[str] = (),
    ) -> None:
        """Keep one problem, or count it where the list is full; `value` is shown as it is (see `show_value`)."""
        self.count += 1
        if not self.is_full:
            self.kept.append(Problem(file, _show_place(record), _show_place(field), value, message, tuple(nearest)))

    def stop(self, file: str, message: str, *, record: str | None = None) -> None:
        """Say that a file was read no further: in the place of the last problem where the list is full."""
        if self.is_full:
            self.kept.pop()
        self.add(file, f"{message}; the file was read no further", record=record)

    def skip(self, count: int) -> None:
        """Count problems of which nothing is kept."""
        self.count += count

    def nearest(self, word: str, words: Iterable[str]) -> list[str]:
        """Return the words that come near `word`, none once enough has been compared."""
        if self.is_full or self._comparisons_left <= 0:
            return []
        known = list(words)
        self._comparisons_left -= len(known)
        return nearest_words(word, known)


def _show_place(place: str | None) -> str | None:
    return None if place is None else printable(place, SHOWN_PLACE_CHARACTERS)


def show_value(value: Any) -> str:
    """Return an offending value as JSON (a text in Python's quotation marks), cut to what fits into a message."""
    if isinstance(value, str):
        text = repr(value[: SHOWN_CHARACTERS + 1])
    elif isinstance(value, Decimal):
        text = str(value)
    else:
        text = ""
        # Not `dumps`: the value can be a whole file.
        for part in json.JSONEncoder(ensure_ascii=False, default=str).iterencode(value):
            text += part[: SHOWN_CHARACTERS + 1]
            if len(text) > SHOWN_CHARACTERS:
                break
    return printable(text)


def printable(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    """Return `text` cut to `limit` characters, with everything that a terminal might obey spelt out."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in cut)
