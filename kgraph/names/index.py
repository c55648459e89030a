"""Find entities by any of their names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

from kgraph.names.matches import MAX_NAME_LENGTH, How, IndexedName, NameMatch
from kgraph.names.normalise import compact_key, name_key
from kgraph.names.prefixes import PrefixTable
from kgraph.names.transliterate import latin_forms, skeletons
from kgraph.names.typos import TypoTable

# A romanisation of two letters says nothing: ЕС reads "yes".
MIN_LETTERS_FOR_FORMS = 3


class _Hit(NamedTuple):
    """A stored name, by its number, that matched."""

    number: int
    how: How
    score: float


@dataclass(frozen=True, slots=True)
class _Reading:
    """All keys of one text; `forms` are the Latin spellings other than the key itself.

    `compact` and `compact_forms` are without spaces. A text without a letter or digit has no keys, and an empty
    `text` too: it finds nothing.
    """

    text: str
    key: str
    compact: str
    forms: tuple[str, ...]
    compact_forms: tuple[str, ...]
    skeletons: tuple[str, ...]


class NameIndex:
    """The names of a dataset version, to be asked in any stored script.

    Built once and never changed. The same names give the same answers whatever order they came in, and a
    name that comes twice counts once. A name without any letter or digit is never found. Of names longer
    than 200 characters only the first 200 count, in the index and in the question: names that differ later
    are reported together.

    No question raises, whatever characters it holds. Exact, normalised and transliterated matches are
    lookups in a dictionary; prefixes a bisection plus their hits; words the size of the rarest posting list
    times the typed words; typos a scan of all keys and distinct words. Memory is a few kilobytes per
    Cyrillic name, less for others.

    >>> index = NameIndex([
    ...     IndexedName("tokayev", "Kassym-Jomart Tokayev", "en", "official"),
    ...     IndexedName("tokayev", "Токаев", "ru", "alias"),
    ...     IndexedName("ili", "река Или", "ru", "official"),
    ... ])
    >>> [(match.owner, match.how) for match in index.resolve("Toqaev")]
    [('tokayev', 'transliteration')]
    >>> index.resolve("Tokaef")
    ()
    >>> [(match.owner, match.text, match.how) for match in index.search("Tokaef")]
    [('tokayev', 'Токаев', 'typo')]
    """

    __slots__ = (
        "_exact", "_forms", "_keys", "_names", "_prefixes", "_skeletons", "_sort_keys", "_typos",
        "_word_skeletons", "_word_typos", "_words",
    )  # fmt: skip

    def __init__(self, names: Iterable[IndexedName]) -> None:
        """Build the index; a name may have several owners, and an owner several names."""
        self._names = tuple(sorted(set(names)))
        readings = [(number, _read(name.text)) for number, name in enumerate(self._names)]
        spellings = [(key, number) for number, read in readings for key in (read.key, *read.forms)]
        alike = [(number, read) for number, read in readings if _bears_skeleton(self._names[number])]
        own_words = _invert((word, number) for number, read in alike for word in read.key.split())

        self._sort_keys = [read.key for _, read in readings]
        self._exact = _invert((read.text, number) for number, read in readings)
        self._keys = _invert((key, number) for number, read in readings for key in (read.key, read.compact))
        self._forms = _invert(
            (form, number)
            for number, read in readings
            if len(read.compact) >= MIN_LETTERS_FOR_FORMS
            for form in read.compact_forms
        )
        self._skeletons = _invert((bones, number) for number, read in alike for bones in read.skeletons)
        self._words = _invert((word, number) for key, number in spellings for word in key.split())
        self._word_skeletons = _invert(
            (bones, number) for word, numbers in own_words.items() for bones in skeletons(word) for number in numbers
        )
        self._prefixes = PrefixTable(spellings)
        self._typos = TypoTable(
            (key, number) for number, read in readings for key in (read.compact, *read.compact_forms)
        )
        self._word_typos = TypoTable((word, number) for word, numbers in self._words.items() for number in numbers)

    def __len__(self) -> int:
        """Return the number of distinct names."""
        return len(self._names)

    def resolve(self, text: str) -> tuple[NameMatch, ...]:
        """Return what a text certainly names: the matches of the strongest way that has any.

        The ways are exact, normalised, then transliteration. Usual romanisations (score 90) and shared skeletons
        (85) are one way: a spelling that one of two namesakes happens to have stored is no reason to prefer
        them. Prefixes, words and typos never resolve. Several owners mean that the text is ambiguous, and the
        caller must say so.

        One match per owner, ordered by owner. Empty for a text that names nothing.
        """
        typed = _read(text)
        for way in (self._iter_exact, self._iter_normalised, self._iter_transliterated):
            found: dict[str, _Hit] = {}
            self._add(way(typed), found)
            if found:
                return tuple(self._match(found[owner]) for owner in sorted(found))
        return ()

    def search(self, text: str, limit: int = 20) -> list[NameMatch]:
        """Return the entities that a text may mean, best first, at most `limit`.

        Each owner comes once, with the name that matches best. Ordered by score, highest first (so by way: see
        `NameMatch`), then the key of the matched name, then the owner's id. Of an owner's names that match
        equally well the first by text, language and kind is shown.

        Raises ValueError when `limit` is below 1.
        """
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        typed = _read(text)
        found: dict[str, _Hit] = {}
        for way in (
            self._iter_exact, self._iter_normalised, self._iter_transliterated,
            self._iter_begun, self._iter_with_words, self._iter_mistyped,
        ):  # fmt: skip
            # Every way scores below the one before it, so that weaker ways cannot change the first `limit`.
            if len(found) >= limit:
                break
            self._add(way(typed), found)
        ranked = nsmallest(
            limit, found.items(), key=lambda item: (-item[1].score, self._sort_keys[item[1].number], item[0])
        )
        return [self._match(hit) for _, hit in ranked]

    def _add(self, hits: Iterable[_Hit], found: dict[str, _Hit]) -> None:
        """Add the best hit of every owner that no stronger way has found."""
        added: dict[str, _Hit] = {}
        for hit in hits:
            owner = self._names[hit.number].owner
            if owner not in found:
                best = added.get(owner)
                # Names are numbered in the order of owner, text, language and kind.
                if best is None or (-hit.score, hit.number) < (-best.score, best.number):
                    added[owner] = hit
        found |= added

    def _match(self, hit: _Hit) -> NameMatch:
        name = self._names[hit.number]
        return NameMatch(name.owner, name.text, name.lang, name.kind, hit.how, hit.score)

    def _iter_exact(self, typed: _Reading) -> Iterator[_Hit]:
        for number in self._exact.get(typed.text, ()):
            yield _Hit(number, "exact", 100)

    def _iter_normalised(self, typed: _Reading) -> Iterator[_Hit]:
        for key in (typed.key, typed.compact):
            for number in self._keys.get(key, ()):
                yield _Hit(number, "normalised", 95)

    def _iter_transliterated(self, typed: _Reading) -> Iterator[_Hit]:
        # Of two forms one must be a spelling of the other. That both can be spelt alike is not enough: without
        # diacritics Шин and Син are both "sin".
        if len(typed.compact) >= MIN_LETTERS_FOR_FORMS:
            for number in self._forms.get(typed.compact, ()):
                yield _Hit(number, "transliteration", 90)
            for form in typed.compact_forms:
                for number in self._keys.get(form, ()):
                    yield _Hit(number, "transliteration", 90)
        for bones in typed.skeletons:
            for number in self._skeletons.get(bones, ()):
                yield _Hit(number, "transliteration", 85)

    def _iter_begun(self, typed: _Reading) -> Iterator[_Hit]:
        for prefix in (typed.compact, *typed.compact_forms):
            for number, is_whole, share in self._prefixes.iter_starting(prefix):
                yield _Hit(number, "prefix", round((70 if is_whole else 60) + 9.99 * share, 2))

    def _iter_with_words(self, typed: _Reading) -> Iterator[_Hit]:
        common: set[int] | None = None
        for word in set(typed.key.split()):
            numbers = self._numbers_with(word)
            common = numbers if common is None else common & numbers
            if not common:
                return
        for number in common or ():
            share = len(typed.compact) / len(self._sort_keys[number].replace(" ", ""))
            yield _Hit(number, "words", round(50 + 10 * min(share, 1.0), 2))

    def _numbers_with(self, word: str) -> set[int]:
        numbers: set[int] = set()
        for bones in skeletons(word):
            numbers.update(self._word_skeletons.get(bones, ()))
        for spelling in (word, *latin_forms(word)):
            numbers.update(self._words.get(spelling, ()))
        return numbers

    def _iter_mistyped(self, typed: _Reading) -> Iterator[_Hit]:
        # Of the romanisations of a Cyrillic text two are enough: further ones differ from these by a typo.
        for spelling in (typed.compact, *typed.compact_forms[:2]):
            for numbers, share in self._typos.iter_near(spelling):
                for number in numbers:
                    yield _Hit(number, "typo", round(50 * share, 2))
            for numbers, share in self._word_typos.iter_near(spelling):
                for number in numbers:
                    yield _Hit(number, "typo", round(40 * share, 2))


def _read(text: str) -> _Reading:
    # Four times the limit before composing: no name has more than three marks to a letter.
    shown = unicodedata.normalize("NFC", text.strip()[: 4 * MAX_NAME_LENGTH]).strip()[:MAX_NAME_LENGTH]
    key, compact = name_key(shown), compact_key(shown)
    forms = tuple(form for form in latin_forms(shown) if form != key)
    return _Reading(
        text=shown if key else "",
        key=key,
        compact=compact,
        forms=forms,
        compact_forms=tuple(dict.fromkeys(form.replace(" ", "") for form in forms)),
        skeletons=skeletons(shown),
    )


def _bears_skeleton(name: IndexedName) -> bool:
    # Folding zh into j and q into k merges syllables of pinyin, and the letters of an abbreviation are all
    # it has.
    return name.kind != "abbreviation" and not name.lang.startswith("zh")


def _invert(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    numbers: dict[str, set[int]] = {}
    for key, number in pairs:
        if key:
            numbers.setdefault(key, set()).add(number)
    return {key: tuple(sorted(found)) for key, found in numbers.items()}
