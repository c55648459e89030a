"""The usual ways of writing Cyrillic in Latin letters, as tables.

Each table romanises a case-folded text letter by letter. Three things depend on where a letter stands; the
text is marked for them first (`mark_positions`), with letters that no modern alphabet uses:

    ѥ   е at the start of a word, after a vowel or й        Ереван, Токаев     Yerevan, Tokayev
    ѩ   е after ъ or ь                                      Арсеньев           Arsenyev, Arseniev
    ѵ   the ending ий                                       Дмитрий            Dmitry, Dmitri, Dmitrii
    ѷ   the ending ый                                       Грозный            Grozny, Groznyy, Groznyi

Diacritics and apostrophes are left out of the tables: the keys that are compared have none. What then
differs:

- BGN/PCGN 1947 (Russian) and 1979 (Kazakh): the maps and gazetteers of the United States and Britain.
- *press*: BGN/PCGN as newspapers write it, with the Kazakh letters read as their Russian neighbours (қ k, ғ
  g, ң n).
- *plain press*: the same without the y of `ye` and with i for й: Nazarbaev, Sergei.
- ICAO Doc 9303 (machine-readable travel documents; Russian passports since 2013): iu, ia, i, ie for ъ.
- GOST 7.79-2000 system B: x, cz and c, shh, j.
- Kazakh Latin: as it is typed without special letters, and the alphabets of 2018 and 2021 with their
  diacritics dropped (ş and ç become s and c; у is ý, so y, in 2018).
- ISO 9:1995 (GOST 7.79 system A) and scholarly (ISO/R 9:1968) transliteration with their diacritics dropped.
- Central European press: Tokajev, Nazarbajev.

The pinyin of a Cyrillic spelling of a Chinese name (Palladius: Цзиньпин) is not attempted: names of Chinese
people and places are to be stored in each script. German and French romanisation (Tokajew, Tokaïev) is left
to the typo search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_AFTER_VOWEL_OR_START = re.compile(r"(?<![^\W_])е|(?<=[аеёиоуыэюяәөұүіїєй])е")
_AFTER_SIGN = re.compile(r"(?<=[ъь])е")
_SOFT_ENDING = re.compile(r"ий(?![^\W_])")
_HARD_ENDING = re.compile(r"ый(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Romanisation:
    """One table, and what it is not used for.

    In a lossy table two different letters of one alphabet read the same (ш and с are both s once the diacritics
    are dropped): not for very short names. A Kazakh one holds for Kazakh alone: Курсив is no Kyrsiv.
    """

    name: str
    table: dict[int, str]
    lossy: bool = False
    kazakh: bool = False


def _letters(pairs: str) -> dict[int, str]:
    """Read a table such as `"ж:zh ь:"`."""
    return {ord(letter): latin for letter, _, latin in (pair.partition(":") for pair in pairs.split())}


_RUSSIAN = _letters(
    "а:a б:b в:v г:g д:d е:e ё:ye ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts "
    "ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya ѥ:ye ѩ:ye ѵ:iy ѷ:yy"
)
_KAZAKH = _letters("ә:a ғ:gh қ:q ң:ng ө:o ұ:u ү:u һ:h і:i")
# Ukrainian and Belarusian; Tajik and Uzbek; Serbian and Macedonian.
_NEIGHBOURS = _letters("є:ye ї:yi ґ:g ў:u ҳ:h ҷ:j җ:j ј:j љ:lj њ:nj ђ:dj ћ:c џ:dz ѓ:g ќ:k")
_BGN_PCGN = _RUSSIAN | _KAZAKH | _NEIGHBOURS
_PRESS = _BGN_PCGN | _letters("ғ:g қ:k ң:n ё:yo ѵ:y ѷ:y")
_PLAIN_PRESS = _PRESS | _letters("ѥ:e ѩ:ie ё:e й:i ѵ:i")
_ICAO = _PLAIN_PRESS | _letters("ѩ:e ъ:ie ю:iu я:ia ѵ:ii ѷ:yi")
_GOST_B = _PRESS | _letters("ѥ:e ѩ:e й:j ѵ:ij ѷ:yj х:x ц:cz щ:shh")
_KAZAKH_LATIN = _BGN_PCGN | _letters("ғ:g ң:n ж:j х:h й:i ю:iu я:ia ё:io ѥ:e ѩ:e ѵ:i ѷ:y")
_SCHOLARLY = _GOST_B | _letters("ж:z х:h ц:c ч:c ш:s щ:sc ю:ju я:ja ё:e")

PRESS = Romanisation("press", _PRESS)
ROMANISATIONS = (
    Romanisation("BGN/PCGN", _BGN_PCGN),
    PRESS,
    Romanisation("plain press", _PLAIN_PRESS),
    Romanisation("ICAO 9303", _ICAO),
    Romanisation("GOST 7.79 B", _GOST_B),
    Romanisation("Kazakh Latin, plain letters", _KAZAKH_LATIN),
    Romanisation("Kazakh Latin 2021", _KAZAKH_LATIN | _letters("ш:s ч:c"), lossy=True, kazakh=True),
    Romanisation("Kazakh Latin 2018", _KAZAKH_LATIN | _letters("у:y"), lossy=True, kazakh=True),
    Romanisation("ISO 9", _SCHOLARLY | _letters("щ:s ю:u я:a"), lossy=True),
    Romanisation("scholarly", _SCHOLARLY, lossy=True),
    Romanisation("Central European", _SCHOLARLY | _letters("ѥ:je ѩ:je ё:jo х:ch"), lossy=True),
)
"""All tables, the most usual first."""

# Latin letters whose diacritic is often written out: Şymkent and Shymkent, Özil and Oezil (ICAO 9303 writes
# the umlauts so, too).
SIBILANTS = _letters("ş:sh š:sh ș:sh ç:ch č:ch ž:zh ǯ:zh")
UMLAUTS = _letters("ä:ae ö:oe ü:ue å:aa ø:oe")


def mark_positions(text: str) -> str:
    """Mark the places of a case-folded Cyrillic text that are romanised by their neighbours.

    >>> mark_positions("дмитрий токаев")
    'дмитрѵ токаѥв'
    """
    marked = _AFTER_SIGN.sub("ѩ", _AFTER_VOWEL_OR_START.sub("ѥ", text))
    return _HARD_ENDING.sub("ѷ", _SOFT_ENDING.sub("ѵ", marked))
