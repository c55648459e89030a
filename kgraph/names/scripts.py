"""Which script a character belongs to, and the letters of two scripts that look the same.

Only the scripts of this field are told apart: Latin, Cyrillic and Chinese. Greek look-alikes are left alone.
"""

from __future__ import annotations

import re

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
# Small letters of the blocks in use today; what comes here is case-folded.
_LATIN_LETTER = re.compile("[a-zªºß-öø-\u02af\u1e00-\u1eff]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u0481\u048a-\u052f]")
_SPACE_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")

# Cyrillic to Latin, after case folding. A pair counts when its capitals *or* its small letters look alike
# (В/B, Н/H): a comparison that ignores case cannot ask which of the two was typed.
_LATIN_LOOK = {
    "а": "a", "в": "b", "е": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c", "т": "t",
    "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "һ": "h", "ԛ": "q", "ԝ": "w", "ә": "ə", "ү": "y",
}  # fmt: skip
# Latin h becomes н rather than Kazakh һ and Latin y becomes у rather than ү: the common slips are H for Н,
# Y for У.
_CYRILLIC_LOOK = {latin: cyrillic for cyrillic, latin in _LATIN_LOOK.items() if cyrillic not in "һү"}

_TO_LATIN = str.maketrans(_LATIN_LOOK)
_TO_CYRILLIC = str.maketrans(_CYRILLIC_LOOK)


def has_cyrillic(text: str) -> bool:
    """Whether a text holds at least one Cyrillic letter."""
    return _CYRILLIC_LETTER.search(text) is not None


def has_latin(text: str) -> bool:
    """Whether a case-folded text holds at least one Latin letter, extended ones such as `ə` and `ş` included."""
    return _LATIN_LETTER.search(text) is not None


def is_han(character: str) -> bool:
    """Whether a character is a Chinese ideograph (or 々, 〇), simplified and traditional alike."""
    return _HAN_CHARACTER.match(character) is not None


def has_han(text: str) -> bool:
    """Whether a text holds at least one Chinese ideograph."""
    return _HAN_CHARACTER.search(text) is not None


def close_han(text: str) -> str:
    """Take out the spaces between two Chinese characters; others stay.

    >>> close_han("习 近 平 xi jinping")
    '习近平 xi jinping'
    """
    return _SPACE_BETWEEN_HAN.sub("", text)


def unmix(word: str) -> str:
    """Fold the homoglyphs of one case-folded word to the script of most of its letters; a tie goes to Latin.

    A word of one script comes back as it was. A letter without a look-alike in the other script stays, so an
    honest mixture keeps a trace of it.

    >>> unmix("\u0442okayev") == "tokayev"
    True
    >>> unmix("\u0442\u043ek\u0430\u0435\u0432") == "токаев"
    True
    """
    if not (has_cyrillic(word) and has_latin(word)):
        return word
    latin_letters, cyrillic_letters = _LATIN_LETTER.findall(word), _CYRILLIC_LETTER.findall(word)
    return word.translate(_TO_LATIN if len(latin_letters) >= len(cyrillic_letters) else _TO_CYRILLIC)
