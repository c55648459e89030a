"""The contract of the name index, written down plainly: every name is compared with what was typed, one by one.

No tables, no shortcuts, no limits but the last one. Slow, and short enough to be checked by reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from rapidfuzz.distance import OSA

from kgraph.names import WAYS, IndexedName, NameMatch, transliterate
from kgraph.names import keys as names_keys
from kgraph.names.keys import Keys
from kgraph.names.readings import fold_kazakh, is_kazakh_reading, is_reading
from kgraph.names.scripts import has_han, is_han

Hit = tuple[str, float]
# Each name asks the same of what was typed.
read_keys, latin_forms, skeletons = map(
    cache, (names_keys.read_keys, transliterate.latin_forms, transliterate.skeletons)
)
numbers_of = cache(re.compile("[0-9]+").findall)
max_edits = cache(lambda key: 0 if len(key) < 4 else 1 if len(key) < 8 or has_han(key) else 2)


class PlainIndex:
    """Answers as `NameIndex` must."""

    def __init__(self, names: Iterable[IndexedName]) -> None:
        self.names = sorted(set(names))
        self.compared: dict[str, list[tuple[int, float, int]]] = {}
        self.keys = [read_keys(name.text, kazakh=name.lang.startswith("kk")) for name in self.names]
        self.with_cyrillic = {name.owner for name, read in zip(self.names, self.keys, strict=True) if read.is_cyrillic}
        self.spelt = [_has_spellings(*each) for each in zip(self.names, self.keys, strict=True)]
        self.words = [read.words if read.is_cyrillic else tuple(read.key.split()) for read in self.keys]
        self.tails = [list(dict.fromkeys(_tails_of(read))) for read in self.keys]
        self.spelt_words = {
            word for words, spelt in zip(self.words, self.spelt, strict=True) if spelt for word in words
        }
        self.origins: dict[str, list[str]] = {}
        for word in {
            word for place, read in enumerate(self.keys) if self._is_origin(place, read) for word in read.words
        }:
            if len(word) >= transliterate.MIN_SKELETON_LENGTH:
                for form in latin_forms(word):
                    self.origins.setdefault(form, []).append(word)

    def _is_origin(self, number: int, read: Keys) -> bool:
        return self.spelt[number] and read.is_cyrillic

    def resolve(self, text: str) -> tuple[NameMatch, ...]:
        for how in WAYS[:3]:
            if found := self._find(text, [how]):
                return tuple(sorted(found, key=lambda match: match.owner))
        return ()

    def search(self, text: str, limit: int, ways: Sequence[str] = WAYS) -> list[NameMatch]:
        return self._find(text, ways)[:limit]

    def _find(self, text: str, ways: Sequence[str]) -> list[NameMatch]:
        best: dict[str, tuple[int, float, int]] = {}
        for way, score, number in self._compare_all(text):
            if WAYS[way] in ways:
                owner = self.names[number].owner
                best[owner] = min((way, score, number), best.get(owner, (len(WAYS), 0, 0)))
        ranked = sorted(best.values(), key=lambda hit: (hit[1], self.keys[hit[2]].key, self.names[hit[2]].owner))
        return [self._match(number, WAYS[way], -score) for way, score, number in ranked]

    def _compare_all(self, text: str) -> list[tuple[int, float, int]]:
        if text not in self.compared:
            typed = read_keys(text)
            self.compared[text] = [
                (WAYS.index(how), -score, number)
                for number in range(len(self.names))
                for how, score in self._compare(number, typed)
            ]
        return self.compared[text]

    def _match(self, number: int, how: str, score: float) -> NameMatch:
        name = self.names[number]
        return NameMatch(name.owner, name.text, name.lang, name.kind, how, score)  # type: ignore[arg-type]

    def _compare(self, number: int, typed: Keys) -> Iterator[Hit]:
        read = self.keys[number]
        if not typed.key or not read.key:
            return
        is_exonym = typed.is_cyrillic and self._is_exonym(number)
        if read.text == typed.text:
            yield "exact", 100
        if {read.key, read.compact} & {typed.key, typed.compact}:
            yield "normalised", 95
        if len(typed.compact) >= 3 and len(read.compact) >= 3 and typed.compact in read.compact_forms:
            yield "transliteration", 90
        if len(typed.compact) >= 3 and not is_exonym and {read.key, read.compact} & set(typed.compact_forms):
            yield "transliteration", 90
        if self._is_spelt(number, typed):
            yield "transliteration", 85
        for prefix in (typed.compact, *(() if is_exonym else typed.compact_forms)):
            for tail, is_whole in self.tails[number]:
                if tail.startswith(prefix):
                    weight = 9.99 if prefix == typed.compact else 9.9
                    yield "prefix", round((70 if is_whole else 60) + weight * (len(prefix) / len(tail)), 2)
        if all(self._has_word(number, word) for word in typed.key.split()):
            share = len(typed.compact) / len(read.key.replace(" ", ""))
            yield "words", round(50 + 10 * min(share, 1.0), 2)
        yield from _compare_typos(read, typed)

    def _is_exonym(self, number: int) -> bool:
        return self.names[number].owner in self.with_cyrillic and not self.keys[number].is_cyrillic

    def _is_spelt(self, number: int, typed: Keys) -> bool:
        read, words = self.keys[number], self.words[number]
        if not self.spelt[number]:
            return False
        if typed.is_cyrillic and read.is_cyrillic and fold_kazakh(typed.compact) == fold_kazakh(read.compact):
            turns_back = self.spelt_words.issuperset(typed.words)
            if is_kazakh_reading(typed.compact, "".join(words).replace("ё", "е"), turns_back=turns_back):
                return True
        if not set(skeletons(typed.text)) & set(skeletons(read.text)):
            return False
        return not (typed.is_cyrillic and self._is_exonym(number)) and self._is_typed_so(typed, words)

    def _is_typed_so(self, typed: Keys, words: Sequence[str]) -> bool:
        if typed.is_cyrillic:
            return is_reading("".join(words), typed.words, {})
        return any(is_reading(form, words, self.origins) for form in (typed.compact, *typed.compact_forms))

    def _has_word(self, number: int, typed: str) -> bool:
        read, word = self.keys[number], read_keys(typed)
        if {typed, *latin_forms(typed)} & {stored for key in (read.key, *read.forms) for stored in key.split()}:
            return True
        return self.spelt[number] and any(
            set(skeletons(typed)) & set(skeletons(stored))
            and (
                (word.is_cyrillic and fold_kazakh(word.key) == fold_kazakh(stored))
                or self._is_typed_so(word, (stored,))
            )
            for stored in self.words[number]
        )


def _has_spellings(name: IndexedName, read: Keys) -> bool:
    is_long = any(len(word) >= transliterate.MIN_SKELETON_LENGTH for word in read.words)
    return not name.lang.startswith("zh") and (name.kind != "abbreviation" or is_long)


def _tails_of(read: Keys) -> Iterator[tuple[str, bool]]:
    article = read.text.casefold().startswith("the ") and not read.key.startswith("the")
    for key in (read.key, *read.forms):
        for spelling in (key, f"the {key}") if article else (key,):
            for place, letter in enumerate(spelling):
                begins_word = place == 0 or spelling[place - 1] == " "
                if letter != " " and (begins_word or is_han(letter)):
                    yield spelling[place:].replace(" ", ""), place == 0


def _compare_mistyped(typed: str, stored: Iterable[str], most: int) -> Iterator[Hit]:
    for key in stored:
        allowed = min(max_edits(typed), max_edits(key))
        if not allowed or abs(len(typed) - len(key)) > allowed or numbers_of(typed) != numbers_of(key):
            continue
        edits = OSA.distance(typed, key)
        if edits <= allowed:
            yield "typo", round(most * (1 - edits / max(len(key), len(typed))), 2)


def _compare_typos(read: Keys, typed: Keys) -> Iterator[Hit]:
    for key in read.close_forms:
        for form in (typed.compact, *(form.replace(" ", "") for form in typed.close_forms[:4])):
            yield from _compare_mistyped(form, [key.replace(" ", "")], 50)
            yield from _compare_mistyped(form, key.split(), 40)
