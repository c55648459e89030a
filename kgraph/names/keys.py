"""The keys of one text, typed or stored: everything that two texts are compared by."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from kgraph.names.matches import MAX_NAME_LENGTH
from kgraph.names.normalise import compact_key, name_key, words_of
from kgraph.names.scripts import has_cyrillic
from kgraph.names.transliterate import folded_name, latin_forms


class Keys(NamedTuple):
    """All keys of one text; `forms` are the Latin spellings other than the key itself.

    `compact` and `compact_forms` are without spaces. `close_forms` are the key and the spellings that a typo is
    looked for in. `words` are those that romanisations are read from. A text without a letter or
    digit has no keys, and an empty `text` too: it finds nothing.
    """

    text: str
    key: str
    compact: str
    forms: tuple[str, ...]
    compact_forms: tuple[str, ...]
    close_forms: tuple[str, ...]
    words: tuple[str, ...]
    is_cyrillic: bool


def read_keys(text: str, *, kazakh: bool = True) -> Keys:
    """Return the keys of a text, of which the first 200 characters count.

    `kazakh` tells whether the romanisations that hold for Kazakh alone are among its forms.
    """
    shown = show(text)
    if shown.isascii():
        # Most names by far. Nothing in them is spelt otherwise, and all keys are made of the same words.
        words = tuple(words_of(shown))
        key = " ".join(words)
        return Keys(shown if key else "", key, "".join(words), (), (), (key,), words, is_cyrillic=False)
    key = name_key(shown)
    forms = tuple(form for form in latin_forms(shown, kazakh=kazakh) if form != key)
    return Keys(
        text=shown if key else "",
        key=key,
        compact=compact_key(shown),
        forms=forms,
        compact_forms=tuple(dict.fromkeys(form.replace(" ", "") for form in forms)),
        # What the tables for Kazakh drop brings neighbours near: Almaty is no typo of almasy, from алмасу.
        close_forms=tuple(dict.fromkeys((key, *latin_forms(shown, kazakh=False)))),
        words=tuple(folded_name(shown).split()),
        is_cyrillic=has_cyrillic(key),
    )


def show(text: str) -> str:
    """Return a text as names are compared letter by letter: composed, without space around it, 200 characters of it."""
    # Four times the limit before composing: no name has more than three marks to a letter.
    return unicodedata.normalize("NFC", text.strip()[: 4 * MAX_NAME_LENGTH]).strip()[:MAX_NAME_LENGTH]


def spelt_words(text: str) -> tuple[str, ...]:
    """Return the words of a stored name that its spellings are compared with."""
    shown = show(text)
    if shown.isascii():
        return tuple(words_of(shown))
    key = name_key(shown)
    return tuple((folded_name(shown) if has_cyrillic(key) else key).split())
