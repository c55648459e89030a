"""The comparison key of a name: what is left when case, accents, punctuation and spacing do not matter.

Two texts with the same key are the same name as far as kgraph is concerned; the key is never shown. It is
made within one script: how a Cyrillic name reads in Latin letters is the business of
`kgraph.names.transliterate`.

What does not matter: Unicode compatibility forms (NFKC), case (full case folding), diacritics on Latin,
Greek and Cyrillic letters (the Kazakh Latin letters of the 2018 and 2021 alphabets and pinyin tone marks
among them), `ё` against `е`, apostrophes (also as soft sign or okina), hyphens and dashes, all other
punctuation and symbols, spacing, zero-width and control characters, homoglyphs (see
`kgraph.names.scripts`), a leading English `the`, and the script of decimal digits. Spaces between Chinese
characters go.

What does: `й` is not `и` although Unicode decomposes one into the other, nor are `ў ї ѓ ќ` their bases; `ъ`
and `ь` stay; the Kazakh letters `ә ғ қ ң ө ұ ү һ і` are letters of their own; traditional and simplified
Chinese differ.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import filterfalse

from kgraph.names.scripts import close_han, unmix

# Letters that Unicode decomposes but an alphabet counts as letters of their own.
_LETTERS_OF_THEIR_OWN = frozenset("йўїѓќ")

# Letters without a Unicode decomposition. ə waits for `_plain`: until then it may be a look-alike of
# Cyrillic ә.
_PLAIN_LETTERS = {
    "ı": "i", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ŋ": "n", "ð": "d", "ɵ": "o", "ƶ": "z",
    "æ": "ae", "œ": "oe", "þ": "th", "ƣ": "g",
}  # fmt: skip

# The characters that people and keyboards use as an apostrophe, a soft sign, an ayin or an okina.
# Modifier letters (U+02B9..02FF) that stand for no letter are handled as a block.
_APOSTROPHES = frozenset("'`´‘’‚‛′‵＇ꞌꞋ՚׳")
_HANGUL_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")

# Combining marks that never make another letter of a name: accents, variation selectors, Cyrillic titlos,
# harakat.
_MARK_BLOCKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xA66F, 0xA67D), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip


def name_key(text: str) -> str:
    """Return the comparison key of a name: lower-case words with single spaces between them.

    Idempotent, and the same for a text in capitals. Empty when the text holds no letter and no digit. Takes
    any text, lone surrogates included, and never raises; its cost grows with the length of the text, which
    is not cut.

    >>> name_key("  The Astaná-Times ")
    'astana times'
    >>> name_key("Xi'an"), name_key("Қасым‑Жомарт Тоқаев"), name_key("习 近 平")
    ('xian', 'қасым жомарт тоқаев', '习近平')
    >>> name_key("The"), name_key("…")
    ('the', '')
    """
    if text.isascii():
        return " ".join(words_of(text))
    return " ".join(_plain(unmix(word)) for word in words_of(text))


def compact_key(text: str) -> str:
    """Return the comparison key without spaces: that of `Rakhat-Lukoil` is that of `RakhatLukoil`.

    Homoglyphs are folded by the majority script of the whole text, not word by word, so that the key cannot
    depend on where the spaces were. A leading `the` is only seen where something separates it from the
    name.

    >>> compact_key("Rakhat-Lukoil") == compact_key("rakhatlukoil")
    True
    """
    if text.isascii():
        return text.lower() if text.isalnum() else "".join(words_of(text))
    # Closing a gap can let a mark that is kept (Japanese, Indic) meet its letter.
    return unicodedata.normalize("NFC", _plain(unmix("".join(words_of(text)))))


def words_of(text: str, keep: frozenset[str] = frozenset()) -> list[str]:
    """Fold a text and split it into words, homoglyphs still mixed; a leading `the` is gone.

    Letters in `keep` (case-folded, composed) escape the folding of diacritics: transliteration needs `ё`
    and `ş`.
    """
    folded = text.lower().translate(_ASCII_FOLDS) if text.isascii() else close_han(_fold(text, keep))
    words = folded.split()
    start = 0
    while start < len(words) - 1 and unmix(words[start]) == "the":
        start += 1
    return words[start:]


def _fold(text: str, keep: frozenset[str]) -> str:
    # Invisible characters and apostrophes go before NFKC, so that a letter and its mark meet and ´ is no
    # space; NFKC on both sides of the case folding, because either can undo the other; NFC last, because
    # dropping marks can let what remains compose.
    canonical = unicodedata.normalize("NFC", text)
    visible = "".join(filterfalse(_vanishes, canonical))
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    return unicodedata.normalize(
        "NFC",
        "".join(character if character in keep else _fold_character(character) for character in composed),
    )


def _plain(word: str) -> str:
    return word.replace("ə", "a")


# The bounds hold the caches to the characters in use; hostile text can only push them through the bound.
@lru_cache(maxsize=8192)
def _vanishes(character: str) -> bool:
    """Whether a character is invisible or an apostrophe: it goes without leaving a space."""
    if character in _APOSTROPHES or character in _HANGUL_FILLERS:
        return True
    if "\u02b9" <= character <= "\u02ff" and unicodedata.decomposition(character) == "":
        return True
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"} and not character.isspace()


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    """Fold one character of a case-folded NFKC text: a letter or digit, nothing, or a space."""
    if character in _LETTERS_OF_THEIR_OWN:
        return character
    if plain := _PLAIN_LETTERS.get(character):
        return plain
    if _vanishes(character):
        return ""
    category = unicodedata.category(character)
    if category[0] == "L":
        return _base(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] == "N":
        return character
    if category[0] == "M":
        return "" if any(first <= ord(character) <= last for first, last in _MARK_BLOCKS) else character
    return " "


def _base(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    if base == letter or not unicodedata.name(base, "").startswith(("LATIN", "CYRILLIC", "GREEK")):
        return letter
    return _PLAIN_LETTERS.get(base, base)


def _ascii_folds() -> dict[int, str]:
    return {code: _fold_character(chr(code)) for code in range(128)}


_ASCII_FOLDS = _ascii_folds()
