"""Find entities by any of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from typing import NamedTuple

from kgraph.names.keys import Keys, read_keys
from kgraph.names.matches import How, IndexedName, NameMatch
from kgraph.names.prefixes import PrefixTable
from kgraph.names.spellings import SpellingTable, invert, is_kazakh
from kgraph.names.transliterate import latin_forms
from kgraph.names.typos import TypoTable

# A romanisation of two letters says nothing: ЕС reads "yes".
MIN_LETTERS_FOR_FORMS = 3
MAX_TYPED_FORMS = 4


class _Hit(NamedTuple):
    """A stored name, by its number, that matched."""

    number: int
    how: How
    score: float


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
    ...     IndexedName("tokayev", "Тоқаев", "kk-Cyrl", "alias"),
    ...     IndexedName("ili", "река Или", "ru", "official"),
    ... ])
    >>> [(match.owner, match.how) for match in index.resolve("Toqaev")]
    [('tokayev', 'transliteration')]
    >>> index.resolve("Tokaef")
    ()
    >>> [(match.owner, match.text, match.how) for match in index.search("Tokaef")]
    [('tokayev', 'Тоқаев', 'typo')]
    """

    __slots__ = (
        "_exact", "_forms", "_keys", "_names", "_prefixes", "_sort_keys", "_spellings", "_typos", "_word_typos",
        "_words",
    )  # fmt: skip

    def __init__(self, names: Iterable[IndexedName]) -> None:
        """Build the index; a name may have several owners, and an owner several names."""
        self._names = tuple(sorted(set(names)))
        keys = [read_keys(name.text, kazakh=is_kazakh(name)) for name in self._names]
        readings = list(enumerate(keys))
        spellings = [(key, number) for number, read in readings for key in (read.key, *read.forms)]

        self._sort_keys = [read.key for read in keys]
        self._exact = invert((read.text, number) for number, read in readings)
        self._keys = invert((key, number) for number, read in readings for key in (read.key, read.compact))
        self._forms = invert(
            (form, number)
            for number, read in readings
            if len(read.compact) >= MIN_LETTERS_FOR_FORMS
            for form in read.compact_forms
        )
        self._words = invert((word, number) for key, number in spellings for word in key.split())
        self._spellings = SpellingTable(self._names, keys)
        # Keys have lost their leading "the", which somebody who is still typing begins with.
        with_article = [(f"the {key}", number) for key, number in spellings if _begins_with_the(keys[number])]
        self._prefixes = PrefixTable(spellings + with_article)
        self._typos = TypoTable((key.replace(" ", ""), number) for number, read in readings for key in read.close_forms)
        self._word_typos = TypoTable(
            (word, number) for number, read in readings for key in read.close_forms for word in key.split()
        )

    def __len__(self) -> int:
        """Return the number of distinct names."""
        return len(self._names)

    def resolve(self, text: str) -> tuple[NameMatch, ...]:
        """Return what a text certainly names: the matches of the strongest way that has any.

        The ways are exact, normalised, then transliteration. Whole standards (score 90) and mixtures of them
        (85) are one way: a spelling that one of two namesakes happens to have stored is no reason to prefer
        them. Prefixes, words and typos never resolve. Several owners mean that the text is ambiguous, and the
        caller must say so.

        One match per owner, ordered by owner. Empty for a text that names nothing.
        """
        typed = read_keys(text)
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
        typed = read_keys(text)
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

    def _iter_exact(self, typed: Keys) -> Iterator[_Hit]:
        for number in self._exact.get(typed.text, ()):
            yield _Hit(number, "exact", 100)

    def _iter_normalised(self, typed: Keys) -> Iterator[_Hit]:
        for key in (typed.key, typed.compact):
            for number in self._keys.get(key, ()):
                yield _Hit(number, "normalised", 95)

    def _iter_transliterated(self, typed: Keys) -> Iterator[_Hit]:
        # Of two forms one must be a spelling of the other. That both can be spelt alike is not enough: without
        # diacritics Шин and Син are both "sin".
        if len(typed.compact) >= MIN_LETTERS_FOR_FORMS:
            for number in self._forms.get(typed.compact, ()):
                yield _Hit(number, "transliteration", 90)
            for form in typed.compact_forms:
                for number in self._keys.get(form, ()):
                    if not (typed.is_cyrillic and self._spellings.is_exonym(number)):
                        yield _Hit(number, "transliteration", 90)
        for number in self._spellings.iter_spelt(typed):
            yield _Hit(number, "transliteration", 85)

    def _iter_begun(self, typed: Keys) -> Iterator[_Hit]:
        for prefix in (typed.compact, *typed.compact_forms):
            # What was typed comes before what it may be a spelling of.
            is_own, weight = prefix == typed.compact, 9.99 if prefix == typed.compact else 9.9
            for number, is_whole, share in self._prefixes.iter_starting(prefix):
                if is_own or not (typed.is_cyrillic and self._spellings.is_exonym(number)):
                    yield _Hit(number, "prefix", round((70 if is_whole else 60) + weight * share, 2))

    def _iter_with_words(self, typed: Keys) -> Iterator[_Hit]:
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
        numbers = set(self._spellings.iter_with_word(word))
        for spelling in (word, *latin_forms(word)):
            numbers.update(self._words.get(spelling, ()))
        return numbers

    def _iter_mistyped(self, typed: Keys) -> Iterator[_Hit]:
        # Of what was typed a few spellings are enough: further ones differ from these by a typo.
        close = (form.replace(" ", "") for form in typed.close_forms[:MAX_TYPED_FORMS])
        for spelling in dict.fromkeys((typed.compact, *close)):
            for numbers, share in self._typos.iter_near(spelling):
                for number in numbers:
                    yield _Hit(number, "typo", round(50 * share, 2))
            for numbers, share in self._word_typos.iter_near(spelling):
                for number in numbers:
                    yield _Hit(number, "typo", round(40 * share, 2))


def _begins_with_the(read: Keys) -> bool:
    return read.text.casefold().startswith("the ") and not read.key.startswith("the")
