"""Find entities by any of their names."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kgraph.kernel.names import rank
from kgraph.names.building import MIN_LETTERS_FOR_FORMS, build_sections, label_code
from kgraph.names.keys import Keys, read_keys, show
from kgraph.names.matches import MAX_NAME_LENGTH, How, IndexedName, NameMatch
from kgraph.names.normalise import compact_key, name_key
from kgraph.names.postings import PostingTable
from kgraph.names.prefixes import PrefixTable
from kgraph.names.roles import FormRole, WordRole
from kgraph.names.sections import Sections, open_column
from kgraph.names.spellings import SpellingTable
from kgraph.names.strings import StringTable
from kgraph.names.transliterate import latin_forms
from kgraph.names.typos import TypoTable

MAX_TYPED_FORMS = 4
NAME_INDEX_FORMAT = f"1, Unicode {unicodedata.unidata_version}"
"""What must be the same where sections are made and opened: how they are laid out, and what the keys are made by."""

# Scores in hundredths.
EXACT, NORMALISED, ROMANISED, SPELT = 10000, 9500, 9000, 8500
_NUMBER = 0xFFFFFFFF


class _Hit(NamedTuple):
    """A stored name, by its number, that matched; the score in hundredths."""

    number: int
    how: How
    score: int


class NameIndex:
    """The names of a dataset version, to be asked in any stored script.

    Built once and never changed. The same names give the same answers whatever order they came in, and a
    name that comes twice counts once. A name without any letter or digit is never found. Of names longer
    than 200 characters only the first 200 count, in the index and in the question: names that differ later
    are reported together.

    No question raises, whatever characters it holds. All of the index is flat buffers, some 160 bytes for a
    Latin name and 700 for a Cyrillic one, which can lie in a file and be shared (`to_sections`,
    `from_sections`): nothing is kept by name in Python. Exact, normalised and transliterated matches are
    bisections and look-ups by hash; prefixes two bisections and a glance at each 16 hits; words the size of their
    posting lists; typos a comparison with the keys and words that share a piece of the typed text.

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
    >>> NameIndex.from_sections(index.to_sections()).search("Tokaef") == index.search("Tokaef")
    True
    """

    __slots__ = (
        "_form_typos", "_forms", "_label_of", "_labels", "_lengths", "_names", "_owner_of", "_owners", "_ranks",
        "_sections", "_spellings", "_tails", "_word_typos", "_words",
    )  # fmt: skip

    def __init__(self, names: Iterable[IndexedName]) -> None:
        """Build the index; a name may have several owners, and an owner several names."""
        self._open(build_sections(names))

    @classmethod
    def from_sections(cls, sections: Mapping[str, memoryview]) -> NameIndex:
        """Return the index that `to_sections` gave these buffers of; they are used as they are, not copied.

        Takes no longer for many names than for few. Raises ValueError, which names the section, where one is missing
        or its size cannot be. What is in them is not looked at: that is a matter of the file's checksum.
        """
        index = cls.__new__(cls)
        index._open(sections)
        return index

    def to_sections(self) -> dict[str, memoryview]:
        """Return the whole content, as buffers by name: numbers in this machine's order of bytes, texts in UTF-8.

        A section holds numbers of at most eight bytes, and must begin at a multiple of that. What they mean depends
        on `NAME_INDEX_FORMAT`.
        """
        return dict(self._sections)

    def _open(self, sections: Sections) -> None:
        self._sections = sections
        self._names = StringTable(sections, "names")
        self._owners = StringTable(sections, "owners")
        labels = StringTable(sections, "labels")
        self._labels = [(labels[place], labels[place + 1]) for place in range(0, len(labels), 2)]
        self._owner_of = open_column(sections, "owner_of", "I")
        self._label_of = open_column(sections, "label_of", label_code(len(self._labels)))
        self._ranks = open_column(sections, "ranks", "I")
        self._lengths = open_column(sections, "lengths", "H")
        self._forms = PostingTable(sections, "forms")
        self._words = PostingTable(sections, "words")
        self._spellings = SpellingTable(sections, self._names, self._words)
        self._tails = PrefixTable(sections, "tails", self._forms.strings, self._owner_of)
        self._form_typos = TypoTable(sections, "form_typos", self._forms.strings)
        self._word_typos = TypoTable(sections, "word_typos", self._words.strings)
        columns = {
            "owner_of": self._owner_of, "label_of": self._label_of, "ranks": self._ranks, "lengths": self._lengths,
            "exonyms": self._spellings.exonyms,
        }  # fmt: skip
        for name, column in columns.items():
            if len(column) != len(self._names):
                raise ValueError(
                    f"section {name!r} of the name index is for {len(column)} names, not {len(self._names)}"
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
        found = self._find(text, len(self._names) or 1, self._list_ways()[:3], is_one_way=True)
        return tuple(self._match(hit) for hit in sorted(found))

    def search(self, text: str, limit: int = 20) -> list[NameMatch]:
        """Return the entities that a text may mean, best first, at most `limit`.

        Each owner comes once, with the name that matches best. Ordered by score, highest first (so by way: see
        `NameMatch`), then the key of the matched name, then the owner's id. Of an owner's names that match
        equally well the first by text, language and kind is shown.

        Raises ValueError when `limit` is below 1.
        """
        return [self._match(hit) for hit in self._find(text, limit, self._list_ways())]

    def complete(self, text: str, limit: int = 20) -> list[NameMatch]:
        """Return what `search` does but for `words` and `typo`, which cost the most: for somebody still typing."""
        return [self._match(hit) for hit in self._find(text, limit, self._list_ways()[:4])]

    def find_begun(self, text: str, limit: int = 10) -> list[int]:
        """Return the numbers of the names that `complete` gives for a prefix alone, best first: one for each owner.

        Of what it is made of the plain part: no other way, no other script, nothing fetched. `name` tells the name.
        """
        key = compact_key(text[:MAX_NAME_LENGTH])
        hits = rank(self._tails.find_begun(key, limit, is_own=True), self._owner_of, self._ranks, b"", limit)
        return [hit & _NUMBER for hit in array("Q", hits)]

    def text(self, number: int) -> str:
        """Return the text of a name by its number."""
        return self._names[number]

    def name(self, number: int) -> IndexedName:
        """Return a name by its number: its place in the order of owner, text, language and kind."""
        lang, kind = self._labels[self._label_of[number]]
        return IndexedName(self._owners[self._owner_of[number]], self._names[number], lang, kind)

    def _list_ways(self) -> tuple[tuple[How, Callable[[Keys, int], bytes]], ...]:
        return (
            ("exact", self._find_exact),
            ("normalised", self._find_normalised),
            ("transliteration", self._find_transliterated),
            ("prefix", self._find_begun),
            ("words", self._find_with_words),
            ("typo", self._find_mistyped),
        )

    def _find(
        self,
        text: str,
        limit: int,
        ways: Iterable[tuple[How, Callable[[Keys, int], bytes]]],
        *,
        is_one_way: bool = False,
    ) -> list[_Hit]:
        """Return the best hit of each of the best owners; if `is_one_way`, of the first way that has any."""
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        typed = read_keys(text)
        found: list[_Hit] = []
        owners = array("I")
        is_ordered = True
        for how, find in ways:
            # Every way scores below the one before it, so that weaker ways cannot change the first `limit`.
            if len(found) >= limit or (found and is_one_way):
                break
            hits = find(typed, limit + len(found))
            if hits:
                is_ordered = is_ordered and not found
                for hit in array("Q", rank(hits, self._owner_of, self._ranks, owners.tobytes(), limit)):
                    found.append(_Hit(hit & _NUMBER, how, hit >> 32))
                    owners.append(self._owner_of[hit & _NUMBER])
        if not is_ordered:
            # A word can score as high as a prefix of one letter in two thousand.
            found.sort(key=lambda hit: (-hit.score, self._ranks[hit.number], self._owner_of[hit.number]))
        return found[:limit]

    def _match(self, hit: _Hit) -> NameMatch:
        number = hit.number
        lang, kind = self._labels[self._label_of[number]]
        return NameMatch(
            self._owners[self._owner_of[number]], self._names[number], lang, kind, hit.how, hit.score / 100
        )

    def _find_exact(self, typed: Keys, _limit: int) -> bytes:
        # Whoever has the text has its key.
        hits = array("Q", self._find_normalised(typed, _limit))
        return array(
            "Q", (EXACT << 32 | hit & _NUMBER for hit in hits if show(self._names[hit & _NUMBER]) == typed.text)
        ).tobytes()

    def _find_normalised(self, typed: Keys, _limit: int) -> bytes:
        hits = self._forms.hits(typed.compact, FormRole.KEY, NORMALISED)
        letters = typed.key.replace(" ", "")
        if letters == typed.compact:
            return hits
        # Look-alike letters of two scripts, folded word by word and over all: either key will do.
        hits += self._forms.hits(typed.key, FormRole.KEY, NORMALISED)
        alike = array("Q", self._forms.hits(letters, FormRole.KEY, NORMALISED))
        return hits + array("Q", (hit for hit in alike if self._has_key(hit & _NUMBER, typed.key))).tobytes()

    def _has_key(self, number: int, key: str) -> bool:
        return name_key(show(self._names[number])) == key

    def _find_transliterated(self, typed: Keys, _limit: int) -> bytes:
        # Of two forms one must be a spelling of the other. That both can be spelt alike is not enough: without
        # diacritics Шин and Син are both "sin".
        hits = b""
        if len(typed.compact) >= MIN_LETTERS_FOR_FORMS:
            hits += self._forms.hits(typed.compact, FormRole.SPELLING, ROMANISED)
            for form in typed.compact_forms:
                numbers = self._forms.iter_numbers(form, FormRole.KEY)
                hits += _to_hits((number for number in numbers if self._is_reached(number, typed)), ROMANISED)
        return hits + _to_hits(self._spellings.iter_spelt(typed), SPELT)

    def _is_reached(self, number: int, typed: Keys) -> bool:
        return not (typed.is_cyrillic and self._spellings.is_exonym(number))

    def _find_begun(self, typed: Keys, limit: int) -> bytes:
        hits = self._tails.find_begun(typed.compact, limit, is_own=True)
        exonyms = self._spellings.exonyms if typed.is_cyrillic else b""
        for form in typed.compact_forms:
            if form != typed.compact:
                hits += self._tails.find_begun(form, limit, is_own=False, skipped=exonyms)
        return hits

    def _find_with_words(self, typed: Keys, _limit: int) -> bytes:
        hits: bytes | None = None
        # The rarest first: most often one has no name, and all is said.
        for word in sorted(set(typed.key.split()), key=self._words.count):
            parts = [
                self._words.hits_at(place, role, 0) if hits is None else self._words.keep_at(place, role, hits)
                for place, role in self._list_spelt_words(word)
            ]
            hits = parts[0] if len(parts) == 1 else array("Q", sorted({*array("Q", b"".join(parts))})).tobytes()
            if not hits:
                return b""
        length = len(typed.compact)
        scores: dict[int, int] = {}
        scored = array("Q", hits or b"")
        for place, number in enumerate(scored):
            stored = self._lengths[number]
            if stored not in scores:
                scores[stored] = _to_score(50 + 10 * min(length / stored, 1.0)) << 32
            scored[place] |= scores[stored]
        return scored.tobytes()

    def _list_spelt_words(self, word: str) -> set[tuple[int, int]]:
        """Return the places of the words that a typed one may be, and what they must be to a name."""
        places = {(place, WordRole.SPELT) for place in self._spellings.iter_spelt_words(word)}
        spellings = (word,) if word.isascii() else (word, *latin_forms(word))
        stored = map(self._words.strings.find, spellings)
        return places | {(place, WordRole.STORED) for place in stored if place >= 0}

    def _find_mistyped(self, typed: Keys, _limit: int) -> bytes:
        # Of what was typed a few spellings are enough: further ones differ from these by a typo.
        close = (form.replace(" ", "") for form in typed.close_forms[:MAX_TYPED_FORMS])
        hits = b""
        for spelling in dict.fromkeys((typed.compact, *close)):
            for place, share in self._form_typos.iter_near(spelling):
                hits += self._forms.hits_at(place, FormRole.CLOSE, _to_score(50 * share))
            for place, share in self._word_typos.iter_near(spelling):
                hits += self._words.hits_at(place, WordRole.CLOSE, _to_score(40 * share))
        return hits


def _to_hits(numbers: Iterable[int], score: int) -> bytes:
    return array("Q", (score << 32 | number for number in numbers)).tobytes()


def _to_score(score: float) -> int:
    """Return a score in hundredths, rounded as it is shown."""
    return round(round(score, 2) * 100)
