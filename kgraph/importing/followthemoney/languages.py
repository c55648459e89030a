"""Which language, or at least which script, a name is certainly in."""

from __future__ import annotations

import unicodedata

# Scripts that one language alone is written in: the tag is that language's.
_LANGUAGES = {"HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "GEORGIAN": "ka", "ARMENIAN": "hy", "THAI": "th"}
# Scripts of many languages: `und`, that is undetermined, and the script.
_SCRIPTS = {
    "LATIN": "und-Latn",
    "CYRILLIC": "und-Cyrl",
    "CJK": "und-Hani",
    "ARABIC": "und-Arab",
    "HEBREW": "und-Hebr",
    "GREEK": "el",
    "DEVANAGARI": "und-Deva",
    "MONGOLIAN": "und-Mong",
    "TIBETAN": "und-Tibt",
    "ETHIOPIC": "und-Ethi",
}
_TAGS = _LANGUAGES | _SCRIPTS
_JAPANESE = {"ja", "und-Hani"}
UNDETERMINED = "und"
# Text that is in no language, such as an identifier.
NO_LANGUAGE = "zxx"


def find_language(name: str) -> str:
    """Return the BCP 47 tag of a name as far as its letters tell it; `und` where they are of several scripts.

    >>> [find_language(name) for name in ("Роснефть", "Rosneft", "俄罗斯石油", "삼성", "42")]
    ['und-Cyrl', 'und-Latn', 'und-Hani', 'ko', 'und']
    """
    if name.isascii():
        return "und-Latn" if any(map(str.isalpha, name)) else UNDETERMINED
    tags = {
        _TAGS.get(unicodedata.name(letter, "").split(" ", 1)[0].split("-", 1)[0], UNDETERMINED)
        for letter in name
        if letter.isalpha()
    }
    if tags == _JAPANESE:
        return "ja"
    return tags.pop() if len(tags) == 1 else UNDETERMINED
