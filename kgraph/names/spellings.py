"""Names by the ways they can be spelt: Latin letters against Cyrillic ones, and Kazakh letters against Russian."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from kgraph.names.keys import Keys, read_keys
from kgraph.names.matches import IndexedName
from kgraph.names.readings import fold_kazakh, is_kazakh_reading, is_reading
from kgraph.names.transliterate import MIN_SKELETON_LENGTH, latin_forms, skeletons

Value = TypeVar("Value", int, str)


class SpellingTable:
    """Stored names and their words, found by a text that is a usual spelling of them.

    Not in it are names in Chinese or pinyin (whose syllables kh for h and k for q would merge) and bare
    abbreviations: their letters are all they have.

    A Latin name is found from Cyrillic letters only where its entity has no Cyrillic name (Чина is not China, which
    is called Китай), a Russian one with Kazakh letters in it only where the words so spelt stand in some stored name:
    Тоқаев, if Қасым-Жомарт Тоқаев is stored, but not Нәзарбаев.
    """

    __slots__ = (
        "_exonyms", "_folded", "_origins", "_skeletons", "_word_numbers", "_word_skeletons", "_words",
    )  # fmt: skip

    def __init__(self, names: Sequence[IndexedName], keys: Sequence[Keys]) -> None:
        """Build the table; a name's number is its place in both sequences."""
        spelt = {number: read for number, read in enumerate(keys) if _has_spellings(names[number], read)}
        cyrillic = {number: read for number, read in spelt.items() if read.is_cyrillic}
        with_cyrillic = {name.owner for name, read in zip(names, keys, strict=True) if read.is_cyrillic}

        self._exonyms = frozenset(
            number for number, read in enumerate(keys) if names[number].owner in with_cyrillic and not read.is_cyrillic
        )
        self._words = {
            number: read.words if read.is_cyrillic else tuple(read.key.split()) for number, read in spelt.items()
        }
        self._origins = _find_origins(cyrillic.values())
        self._folded = invert((fold_kazakh(read.compact), number) for number, read in cyrillic.items())
        self._skeletons = invert((bones, number) for number, read in spelt.items() for bones in skeletons(read.text))
        self._word_numbers = invert((word, number) for number, words in self._words.items() for word in words)
        self._word_skeletons = invert((bones, word) for word in self._word_numbers for bones in skeletons(word))

    def is_exonym(self, number: int) -> bool:
        """Tell whether a name is not to be reached from Cyrillic letters: its entity has Cyrillic names for that."""
        return number in self._exonyms

    def iter_spelt(self, typed: Keys) -> Iterator[int]:
        """Yield the number of each name that a text is a usual spelling of; some come twice."""
        if typed.is_cyrillic:
            are_stored = all(word in self._word_numbers for word in typed.words)
            for number in self._folded.get(fold_kazakh(typed.compact), ()):
                stored = "".join(self._words[number]).replace("ё", "е")
                if is_kazakh_reading(typed.compact, stored, turns_back=are_stored):
                    yield number
        for bones in skeletons(typed.text):
            for number in self._skeletons.get(bones, ()):
                if self._is_typed_so(typed, self._words[number], number in self._exonyms):
                    yield number

    def iter_with_word(self, typed: str) -> Iterator[int]:
        """Yield the numbers of the names with a word that a typed word is a usual spelling of."""
        word = read_keys(typed)
        for bones in skeletons(typed):
            for stored in self._word_skeletons.get(bones, ()):
                folds_alike = word.is_cyrillic and fold_kazakh(word.key) == fold_kazakh(stored)
                if folds_alike or self._is_typed_so(word, (stored,), is_exonym=False):
                    yield from self._word_numbers[stored]

    def _is_typed_so(self, typed: Keys, stored: Sequence[str], is_exonym: bool) -> bool:
        if typed.is_cyrillic:
            return not is_exonym and is_reading("".join(stored), typed.words, {})
        return any(is_reading(form, stored, self._origins) for form in (typed.compact, *typed.compact_forms))


def invert(pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    """Return all values of each key, sorted; an empty key is left out."""
    found: dict[str, set[Value]] = {}
    for key, value in pairs:
        if key:
            found.setdefault(key, set()).add(value)
    return {key: tuple(sorted(values)) for key, values in found.items()}


def _has_spellings(name: IndexedName, read: Keys) -> bool:
    if name.lang.startswith("zh"):
        return False
    return name.kind != "abbreviation" or any(len(word) >= MIN_SKELETON_LENGTH for word in read.words)


def is_kazakh(name: IndexedName) -> bool:
    """Tell whether a name is a Kazakh one."""
    return name.lang.startswith("kk")


def _find_origins(names: Iterable[Keys]) -> dict[str, tuple[str, ...]]:
    """Return, for the Latin spellings of long Cyrillic words, these words: Khorgos is a spelling of Хоргос."""
    words = {word for read in names for word in read.words if len(word) >= MIN_SKELETON_LENGTH}
    return invert((form, word) for word in words for form in latin_forms(word))
