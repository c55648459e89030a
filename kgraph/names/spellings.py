"""Names by the ways they can be spelt: Latin letters against Cyrillic ones, and Kazakh letters against Russian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.names.hashes import HashTable, hash_text
from kgraph.names.keys import Keys, read_keys, show, spelt_words
from kgraph.names.normalise import compact_key
from kgraph.names.postings import PostingTable
from kgraph.names.readings import fold_kazakh, is_kazakh_reading, is_reading
from kgraph.names.roles import WordRole
from kgraph.names.sections import Sections, open_column
from kgraph.names.strings import StringTable
from kgraph.names.transliterate import fold_letters, latin_forms, skeletons


class SpellingTable:
    """Stored names and their words, found by a text that is a usual spelling of them.

    Not in it are names in Chinese or pinyin (whose syllables kh for h and k for q would merge) and bare
    abbreviations: their letters are all they have.

    A Latin name is found from Cyrillic letters only where its entity has no Cyrillic name (Чина is not China, which
    is called Китай), a Russian one with Kazakh letters in it only where the words so spelt stand in some stored name:
    Тоқаев, if Қасым-Жомарт Тоқаев is stored, but not Нәзарбаев.

    The tables hold hashes. What they find is looked at before it counts, lest two texts of one hash are mixed up.
    """

    __slots__ = ("_folded", "_names", "_origins", "_skeletons", "_word_skeletons", "_words", "exonyms")

    def __init__(self, sections: Sections, names: StringTable, words: PostingTable) -> None:
        """Open the table that `kgraph.names.building` made for these names, by number, and their words."""
        self._names = names
        self._words = words
        self.exonyms = open_column(sections, "exonyms", "B")
        self._skeletons = HashTable(sections, "skeletons", len(names))
        self._folded = HashTable(sections, "folded", len(names))
        self._word_skeletons = HashTable(sections, "word_skeletons", len(words.strings))
        self._origins = HashTable(sections, "origins", len(words.strings))

    def is_exonym(self, number: int) -> bool:
        """Tell whether a name is not to be reached from Cyrillic letters: its entity has Cyrillic names for that."""
        return bool(self.exonyms[number])

    def iter_spelt(self, typed: Keys) -> Iterator[int]:
        """Yield the number of each name that a text is a usual spelling of; some come twice."""
        if typed.is_cyrillic:
            yield from self._iter_kazakh(typed)
        for bones in _skeletons_of(typed.text, typed.compact):
            for number in self._skeletons.find(hash_text(bones)):
                text = self._names[number]
                is_meant = self._is_typed_so(typed, spelt_words(text), self.is_exonym(number))
                if is_meant and bones in skeletons(show(text)):
                    yield number

    def _iter_kazakh(self, typed: Keys) -> Iterator[int]:
        are_stored = all(self._words.has(word, WordRole.SPELT) for word in typed.words)
        folded = fold_kazakh(typed.compact)
        for number in self._folded.find(hash_text(folded)):
            text = self._names[number]
            stored = "".join(spelt_words(text)).replace("ё", "е")
            is_meant = is_kazakh_reading(typed.compact, stored, turns_back=are_stored)
            if is_meant and fold_kazakh(compact_key(show(text))) == folded:
                yield number

    def iter_spelt_words(self, typed: str) -> Iterator[int]:
        """Yield the place of each stored word that a typed word is a usual spelling of; some come twice."""
        word: Keys | None = None
        for bones in _skeletons_of(typed, typed):
            for place in self._word_skeletons.find(hash_text(bones)):
                word = word or read_keys(typed)
                stored = self._words.strings[place]
                folds_alike = word.is_cyrillic and fold_kazakh(word.key) == fold_kazakh(stored)
                is_meant = folds_alike or self._is_typed_so(word, (stored,), is_exonym=False)
                if is_meant and bones in skeletons(stored):
                    yield place

    def _is_typed_so(self, typed: Keys, stored: Sequence[str], is_exonym: bool) -> bool:
        if typed.is_cyrillic:
            return not is_exonym and is_reading("".join(stored), typed.words, {})
        origins = {word: self._find_origins(word) for word in stored}
        return any(is_reading(form, stored, origins) for form in (typed.compact, *typed.compact_forms))

    def _find_origins(self, word: str) -> list[str]:
        """Return the long Cyrillic words that a Latin word is a romanisation of: Хоргос for Khorgos."""
        found = (self._words.strings[place] for place in self._origins.find(hash_text(word)))
        return [origin for origin in found if word in latin_forms(origin)]


def _skeletons_of(text: str, compact: str) -> tuple[str, ...]:
    """Return the skeletons of a text whose key without spaces is at hand, as it is for what was typed."""
    if not text.isascii():
        return skeletons(text)
    bones = fold_letters(compact)
    return (bones,) if bones else ()
