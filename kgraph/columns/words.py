"""The words of statements: of templates, and of the names and dates in them, so that `q` reads no statement."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kgraph.columns.numbers import pack
from kgraph.columns.statements import DATE, MARKS, OBJECT, SUBJECT, find_figures, find_words
from kgraph.columns.strings import StringTable, add_strings

_PARTS = ("template", "entity", "date")
# The three highest bits say which of subject, object and date a template holds.
MAX_WORDS = 61
_HOLDS = ((SUBJECT, 1 << 61), (OBJECT, 1 << 62), (DATE, 1 << 63))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a statement or a question, alike for all that differs in case, accents or a possessive s.

    A figure is one word, decimals and all.

    >>> sorted(words_of("China's 19.2 percent"))
    ['19.2', 'china', 'percent']
    """
    return frozenset([*map(_plain, find_figures(text)), *find_words(text)])


def _plain(figure: str) -> str:
    """Return a figure with its thousands run together and a point before its decimals.

    >>> _plain("40,000"), _plain("19,2"), _plain("1,234.5")
    ('40000', '19.2', '1234.5')
    """
    thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+((?:\.\d+)?)", figure)
    return figure.replace(",", "") if thousands else figure.replace(",", ".")


def words_around(template: str) -> frozenset[str]:
    """Return the words of a template without those of the names and the date that belong into it.

    >>> sorted(words_around("\\x01 the Great met \\x02"))
    ['great', 'met', 'the']
    """
    if not MARKS.search(template):
        return words_of(template)
    # A figure in the place of each: what is before and behind it stays apart, and a "the" behind it is no first word.
    return words_of(MARKS.sub("0", template)) & words_of(MARKS.sub("1", template))


def words_within(text: str) -> frozenset[str]:
    """Return the words that a text adds to a statement which holds it: a leading "the" too."""
    return words_around(f"{SUBJECT} {text}")


class WordBits(NamedTuple):
    """The words that are wanted, a bit each, and which of them each template, entity and date adds."""

    need: int
    templates: array[int]
    entities: array[int]
    dates: array[int]


def pack_words(
    templates: Sequence[str], names: Sequence[str], dates: Sequence[str | None], sections: dict[str, memoryview]
) -> None:
    """Add an index of words to the sections: which templates, names of entities and dates hold each."""
    lists: dict[str, Iterable[frozenset[str]]] = {
        "template": map(words_around, templates),
        "entity": map(words_within, names),
        "date": (words_within(date or "") for date in dates),
    }
    holders: dict[str, dict[str, array[int]]] = {part: defaultdict(lambda: array("I")) for part in _PARTS}
    for part, texts in lists.items():
        for number, words in enumerate(texts):
            for word in words:
                holders[part][word].append(number)
    vocabulary = sorted(set().union(*holders.values()))
    add_strings(sections, "word", vocabulary)
    for part in _PARTS:
        ends, numbers = array("I", [0]), array("I")
        for word in vocabulary:
            numbers.extend(holders[part].get(word, ()))
            ends.append(len(numbers))
        sections[f"word.{part}.starts"], sections[f"word.{part}"] = pack(ends), pack(numbers)
    sections["template.holds"] = memoryview(
        array("Q", (sum(bit for mark, bit in _HOLDS if mark in template) for template in templates))
    )


class WordIndex:
    """Finds which templates, entities and dates hold words."""

    def __init__(self, sections: Mapping[str, memoryview], sizes: Mapping[str, int]) -> None:
        """Take the sections that `pack_words` made; `sizes` are the numbers of entities and dates."""
        self._words = StringTable(sections, "word")
        self._lists = {part: (sections[f"word.{part}.starts"], sections[f"word.{part}"]) for part in _PARTS}
        self._holds, self._sizes = sections["template.holds"], sizes

    def find(self, words: Iterable[str]) -> WordBits | None:
        """Return the bits of at most `MAX_WORDS` words; None if no statement holds one of them."""
        bits = {
            "template": array("Q", self._holds),
            "entity": array("Q", bytes(8 * self._sizes["entity"])),
            "date": array("Q", bytes(8 * self._sizes["date"])),
        }
        need = 0
        for place, word in enumerate(sorted(words)):
            number = self._words.find(word)
            if number is None:
                return None
            need |= 1 << place
            for part, (starts, numbers) in self._lists.items():
                for holder in numbers[starts[number] : starts[number + 1]]:
                    bits[part][holder] |= 1 << place
        return WordBits(need, bits["template"], bits["entity"], bits["date"])
