"""From names to the flat buffers that they are found in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import attrgetter

from kgraph.kernel.names_pure import ROLE_BITS
from kgraph.names.hashes import hash_text, pack_hashes
from kgraph.names.keys import Keys, read_keys
from kgraph.names.matches import IndexedName
from kgraph.names.postings import pack_postings, posting
from kgraph.names.prefixes import pack_tails
from kgraph.names.readings import fold_kazakh
from kgraph.names.roles import FormRole, WordRole
from kgraph.names.sections import Typecode, pack
from kgraph.names.strings import StringTable, pack_strings
from kgraph.names.transliterate import MIN_SKELETON_LENGTH, latin_forms, skeletons
from kgraph.names.typos import pack_typos

# A romanisation of two letters says nothing: ЕС reads "yes".
MIN_LETTERS_FOR_FORMS = 3

_in_order = attrgetter("owner", "text", "lang", "kind")


def build_sections(names: Iterable[IndexedName]) -> dict[str, memoryview]:
    """Return the sections of an index of these names: the same for the same names in any order.

    Names are numbered in the order of owner, text, language and kind; one that comes twice counts once.
    """
    builder = _Builder()
    number = 0
    last: IndexedName | None = None
    for name in sorted(names, key=_in_order):
        if name != last:
            builder.add(number, name)
            number += 1
        last = name
    return builder.build()


class _Builder:
    """Gathers what each name adds to each table."""

    def __init__(self) -> None:
        self.names: list[IndexedName] = []
        self.keys: list[str] = []
        self.begun: list[tuple[str, int]] = []
        self.cyrillic: set[int] = set()
        self.long_cyrillic_words: set[str] = set()
        self.forms: defaultdict[str, list[int]] = defaultdict(list)
        self.words: defaultdict[str, list[int]] = defaultdict(list)
        self.skeletons: list[tuple[int, int]] = []
        self.folded: list[tuple[int, int]] = []

    def add(self, number: int, name: IndexedName) -> None:
        """Add a name under the next number."""
        is_kazakh = name.lang.startswith("kk")
        read = read_keys(name.text, kazakh=is_kazakh)
        self.names.append(name)
        self.keys.append(read.key)
        if read.is_cyrillic:
            self.cyrillic.add(number)
        for text, role in _iter_form_roles(read):
            _add_role(self.forms[text], number, role)
        for word, role in _iter_word_roles(read):
            _add_role(self.words[word], number, role)
        begun = (read.key, *read.forms)
        if _begins_with_the(read):
            # Keys have lost their leading "the", which somebody who is still typing begins with.
            begun += tuple(f"the {key}" for key in begun)
        for key in begun:
            # Where it can be begun its text must be at hand, whatever that is to the name.
            self.forms[key.replace(" ", "")]
            self.begun.append((key, number))
        if _has_spellings(name, read):
            self._add_spellings(number, read)

    def _add_spellings(self, number: int, read: Keys) -> None:
        for word in read.words if read.is_cyrillic else read.key.split():
            _add_role(self.words[word], number, WordRole.SPELT)
        self.skeletons += [(hash_text(bones), number) for bones in skeletons(read.text)]
        if read.is_cyrillic:
            self.folded.append((hash_text(fold_kazakh(read.compact)), number))
            self.long_cyrillic_words.update(word for word in read.words if len(word) >= MIN_SKELETON_LENGTH)

    def build(self) -> dict[str, memoryview]:
        """Return the sections of all tables."""
        self.forms.pop("", None)
        self.words.pop("", None)
        sections = self._pack_names() | pack_postings("forms", self.forms) | pack_postings("words", self.words)
        forms, words = StringTable(sections, "forms"), StringTable(sections, "words")
        places = {word: place for place, word in enumerate(sorted(self.words))}
        return (
            sections
            | pack_tails("tails", self.begun, forms)
            | pack_typos("form_typos", forms)
            | pack_typos("word_typos", words)
            | pack_hashes("skeletons", self.skeletons, len(self.names))
            | pack_hashes("folded", self.folded, len(self.names))
            | pack_hashes("word_skeletons", self._iter_word_skeletons(places), len(places))
            | pack_hashes("origins", self._iter_origins(places), len(places))
        )

    def _iter_word_skeletons(self, places: dict[str, int]) -> Iterator[tuple[int, int]]:
        for word, postings in self.words.items():
            if any(each & WordRole.SPELT for each in postings):
                yield from ((hash_text(bones), places[word]) for bones in skeletons(word))

    def _iter_origins(self, places: dict[str, int]) -> Iterator[tuple[int, int]]:
        for word in self.long_cyrillic_words:
            yield from ((hash_text(form), places[word]) for form in latin_forms(word))

    def _pack_names(self) -> dict[str, memoryview]:
        owners = {owner: place for place, owner in enumerate(sorted({name.owner for name in self.names}))}
        labels = {label: place for place, label in enumerate(sorted({(name.lang, name.kind) for name in self.names}))}
        ranks = {key: place for place, key in enumerate(sorted(set(self.keys)))}
        with_cyrillic = {self.names[number].owner for number in self.cyrillic}
        return {
            **pack_strings("names", (name.text for name in self.names)),
            **pack_strings("owners", owners),
            **pack_strings("labels", (part for label in labels for part in label)),
            "owner_of": pack("I", (owners[name.owner] for name in self.names)),
            "label_of": pack(label_code(len(labels)), (labels[name.lang, name.kind] for name in self.names)),
            "ranks": pack("I", (ranks[key] for key in self.keys)),
            "lengths": pack("H", (len(key.replace(" ", "")) for key in self.keys)),
            "exonyms": pack("B", self._iter_exonyms(with_cyrillic)),
        }

    def _iter_exonyms(self, with_cyrillic: set[str]) -> Iterator[int]:
        for number, name in enumerate(self.names):
            yield name.owner in with_cyrillic and number not in self.cyrillic


def label_code(count: int) -> Typecode:
    """Return the type of a column of places among so many labels, which are few as a rule."""
    return "B" if count <= 256 else "I"


def _iter_form_roles(read: Keys) -> Iterator[tuple[str, int]]:
    yield read.compact, FormRole.KEY
    if read.compact != read.key.replace(" ", ""):
        # Else whoever has the key has its letters too: it need not be stored twice.
        yield read.key, FormRole.KEY
    if len(read.compact) >= MIN_LETTERS_FOR_FORMS:
        for form in read.compact_forms:
            yield form, FormRole.SPELLING
    for key in read.close_forms:
        yield key.replace(" ", ""), FormRole.CLOSE


def _iter_word_roles(read: Keys) -> Iterator[tuple[str, int]]:
    for key in (read.key, *read.forms):
        for word in key.split():
            yield word, WordRole.STORED
    for key in read.close_forms:
        for word in key.split():
            yield word, WordRole.CLOSE


def _add_role(postings: list[int], number: int, role: int) -> None:
    # Names come in the order of their numbers.
    if postings and postings[-1] >> ROLE_BITS == number:
        postings[-1] |= role
    else:
        postings.append(posting(number, role))


def _has_spellings(name: IndexedName, read: Keys) -> bool:
    if name.lang.startswith("zh"):
        return False
    return name.kind != "abbreviation" or any(len(word) >= MIN_SKELETON_LENGTH for word in read.words)


def _begins_with_the(read: Keys) -> bool:
    return read.text.casefold().startswith("the ") and not read.key.startswith("the")
