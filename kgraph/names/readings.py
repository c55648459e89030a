"""Whether one text is a usual way of spelling another: letter by letter, the standards mixed.

The tables of `kgraph.names.romanisations` hold whole standards; people mix them (Kassym-Zhomart, Toqayev). Here
each letter has the few spellings that are in common use, wherever they come from, and nothing else is
forgiven: a consonant doubled, dropped or swapped is a slip, and a slip is no certain name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from kgraph.names.romanisations import PRESS, mark_positions

Origins = Mapping[str, Sequence[str]]

# Between vowels с is often doubled, lest it be read as z: Kassym.
_BETWEEN_VOWELS = re.compile(r"(?<=[аеёиоуыэюяәөұүіѥѩ])с(?=[аеёиоуыэюяәөұүіѵѷ])")
# Letters that no modern alphabet uses, as in `mark_positions`: ѳ for that с, ԫ for дж, ѯ for кс.
_PAIRS = (("дж", "ԫ"), ("кс", "ѯ"))
_SPELLINGS: dict[str, tuple[str, ...]] = {letter: (PRESS.table[ord(letter)],) for letter in map(chr, PRESS.table)} | {
    "ж": ("zh", "j", "dzh"), "ԫ": ("j", "dzh", "dj"), "х": ("kh", "h"), "ѯ": ("ks", "x"), "ѳ": ("s", "ss"),
    "щ": ("shch", "sch"), "й": ("y", "i"), "ы": ("y", "i"), "ю": ("yu", "iu"), "я": ("ya", "ia"),
    "ё": ("yo", "e", "io", "ye"), "ѥ": ("ye", "e", "ie", "je"), "ѩ": ("ye", "e", "ie"),
    "ѵ": ("y", "i", "iy", "ii"), "ѷ": ("y", "yy", "yi", "iy"),
    "ғ": ("gh", "g"), "қ": ("q", "k"), "ң": ("n", "ng"), "һ": ("h", "kh"),
}  # fmt: skip
# What marks a Latin word as a romanised one, whatever its origin, and how it is spelt otherwise: Rakhat,
# Nazarbayev. Applied to stored names alone: Kholland is no Holland.
_LATIN_UNIT = re.compile(r"kh|(?<=[aeo])ye(?=v)|.")
_LATIN_SPELLINGS = {"kh": ("kh", "h"), "ye": ("ye", "e", "ie")}
# How Kazakh is typed without the letters of its own, and how a Russian spelling may be turned back.
_RUSSIAN_LETTERS = {"ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и"}
_FOLDED = str.maketrans(_RUSSIAN_LETTERS)
_WITHOUT_KAZAKH: dict[str, tuple[str, ...]] = {
    kazakh: (kazakh, russian) for kazakh, russian in _RUSSIAN_LETTERS.items()
} | {"ң": ("ң", "н", "нг")}
_WITH_KAZAKH: dict[str, tuple[str, ...]] = _WITHOUT_KAZAKH | {
    russian: (russian, *(kazakh for kazakh, other in _RUSSIAN_LETTERS.items() if other == russian))
    for russian in _RUSSIAN_LETTERS.values()
}


def is_reading(spelling: str, words: Sequence[str], origins: Origins) -> bool:
    """Tell whether a Latin key without spaces is a usual spelling of these words.

    Cyrillic letters may be spelt in any of their usual ways, each on its own; a Latin word as it is, as any of the
    Cyrillic words that `origins` gives for it, or without the marks of one standard (kh as h, ayev as aev).

    >>> [is_reading(typed, ["токаев"], {}) for typed in ("tokayev", "tokaev", "tokaiev", "tokayevv", "tokaef")]
    [True, True, True, False, False]
    >>> is_reading("horgosport", ["khorgos", "port"], {}), is_reading("qorgas", ["korgas"], {"korgas": ["қорғас"]})
    (True, True)
    """
    ends: Collection[int] = {0}
    for word in words:
        options = map(usual_spellings, (word, *origins.get(word, ())))
        ends = {end for units in options for end in _find_ends(units, spelling, ends)}
    return len(spelling) in ends


def is_kazakh_reading(spelling: str, stored: str, *, turns_back: bool) -> bool:
    """Tell whether a Cyrillic key is a stored one but for the letters that Kazakh has of its own.

    Any of them may have been replaced by its Russian neighbour; where a Russian spelling `turns_back`, its letters
    also by Kazakh ones.

    >>> is_kazakh_reading("касым", "қасым", turns_back=False), is_kazakh_reading("шынгжан", "шыңжаң", turns_back=False)
    (True, True)
    >>> [is_kazakh_reading("тоқаев", "токаев", turns_back=each) for each in (True, False)]
    [True, False]
    """
    letters = _WITH_KAZAKH if turns_back else _WITHOUT_KAZAKH
    return len(spelling) in _find_ends([letters.get(letter, (letter,)) for letter in stored], spelling, {0})


def fold_kazakh(key: str) -> str:
    """Return the key that all Cyrillic spellings of a name share, a coarse one: `is_kazakh_reading` decides.

    >>> fold_kazakh("шыңжаң"), fold_kazakh("шынгжан")
    ('шынжан', 'шынжан')
    """
    return key.translate(_FOLDED).replace("нг", "н")


def _find_ends(units: Sequence[Sequence[str]], spelling: str, starts: Collection[int]) -> Collection[int]:
    """Return where the units, each spelt in one of its ways, can end if they begin at one of these places."""
    ends = starts
    for unit in units:
        ends = {end + len(each) for end in ends for each in unit if spelling.startswith(each, end)}
    return ends


@lru_cache(maxsize=8192)
def usual_spellings(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the usual spellings of each letter of a word, or pair of letters that is spelt as one."""
    if word.isascii():
        return tuple(_LATIN_SPELLINGS.get(unit, (unit,)) for unit in _LATIN_UNIT.findall(word))
    marked = _BETWEEN_VOWELS.sub("ѳ", mark_positions(word))
    for pair, letter in _PAIRS:
        marked = marked.replace(pair, letter)
    return tuple(_SPELLINGS.get(letter, (letter,)) for letter in marked)
