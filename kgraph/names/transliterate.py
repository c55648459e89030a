"""How a name reads in Latin letters: the exact usual romanisations, and one coarse skeleton of all of them.

`latin_forms` answers "could somebody have written this name so?" with whole spellings, one per standard.
`skeleton` folds what the standards disagree about, so that all spellings of a name lie under one key. Names that
are merely alike share it too: it finds what to compare, and `kgraph.names.readings` compares.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kgraph.names.normalise import name_key, words_of
from kgraph.names.romanisations import PRESS, ROMANISATIONS, SIBILANTS, UMLAUTS, mark_positions
from kgraph.names.scripts import has_cyrillic, has_latin, unmix

# A romanisation that drops diacritics needs this many letters: as ШОС, the SCO would answer to SOS.
MIN_LETTERS_FOR_LOSSY_FORMS = 5
# Below this length different surnames are spellings of each other: Annan and Anan, Said and Sayyid.
MIN_SKELETON_LENGTH = 5

_KEPT = frozenset("ё") | frozenset(map(chr, SIBILANTS)) | frozenset(map(chr, UMLAUTS))
_SKELETON_TABLE = PRESS.table | SIBILANTS | {ord("ё"): "e"}

# Patterns of `fold_letters`, which says what each is for.
_KH, _GH, _SHCH = re.compile("k+h"), re.compile("g+h"), re.compile("s+(?:h?c)?h")
_ZH, _JE = re.compile("d?zh|dj"), re.compile(r"(?<=[aeiouy])je|\bje")
_IE, _I, _SS = re.compile("[iy]+e"), re.compile("[iy]+"), re.compile("s+")


def latin_forms(text: str, *, kazakh: bool = True) -> tuple[str, ...]:
    """Return the keys of the usual Latin spellings of a name, each once, in the order of the standards.

    A Cyrillic name gives one key per table of `kgraph.names.romanisations`, never a combination of two
    tables: at most 11. A name in Latin letters gives its own key and, where it has diacritics that are
    often written out, one or two more. A name without Latin or Cyrillic letters gives none. Names of fewer
    than five letters are spared the tables that drop diacritics, and names that are not `kazakh` those that hold
    for Kazakh alone.

    >>> latin_forms("Тоқаев")[:3]
    ('toqayev', 'tokayev', 'tokaev')
    >>> latin_forms("Şymkent")
    ('symkent', 'shymkent')
    >>> latin_forms("托卡耶夫")
    ()
    """
    folded = folded_name(text)
    if has_cyrillic(folded):
        words = [_romanise(word) for word in folded.split()]
        is_long = sum(map(str.isalpha, folded)) >= MIN_LETTERS_FOR_LOSSY_FORMS
        spellings = [
            " ".join(filter(None, (spelt[place] for spelt in words)))
            for place, each in enumerate(ROMANISATIONS)
            if (is_long or not each.lossy) and (kazakh or not each.kazakh)
        ]
    elif has_latin(folded):
        spellings = [folded]
        if not folded.isascii():
            spellings += [folded.translate(SIBILANTS), folded.translate(UMLAUTS)]
    else:
        return ()
    return tuple(dict.fromkeys(key for key in map(_to_key, spellings) if key))


# A dataset has far fewer words than names have words. The bound holds the cache to some megabytes.
@lru_cache(maxsize=8192)
def _romanise(word: str) -> tuple[str, ...]:
    """Return the spellings of one folded word, one for each table, those that are alike too."""
    marked = mark_positions(word)
    return tuple(marked.translate(each.table) for each in ROMANISATIONS)


def _to_key(spelling: str) -> str:
    # What the tables write is a key already, but for letters that they do not know, and a word that reads "the".
    return spelling if spelling.isascii() and not spelling.startswith("the ") else name_key(spelling)


def skeleton(text: str) -> str:
    """Return the coarse Latin key that the spellings of one name share, or "".

    It has no spaces. Folded together are kh/h, gh/g, q/k, x/ks, zh/dzh/dj/j, shch/sch/sh, ng/n, ss/s, ye/ie/e
    and y/i; in Cyrillic also ъ and ь with nothing, й/и/ы/і, э/е/ё, and the Kazakh letters with their Russian
    neighbours. Other names than those that can be spelt alike share it as well.

    Empty for a skeleton shorter than `MIN_SKELETON_LENGTH`, and for a text with letters that have no Latin
    reading, such as Chinese.

    >>> {skeleton(name) for name in ("Tokayev", "Tokaev", "Toqaev", "Toqayev", "Токаев", "Тоқаев")}
    {'tokaev'}
    >>> skeleton("Khorgos") == skeleton("Horgos") == skeleton("Хоргос") != skeleton("Қорғас")
    True
    >>> skeleton("Xi"), skeleton("习近平")
    ('', '')
    """
    if text.isascii():
        return fold_letters("".join(words_of(text)))
    folded = folded_name(text)
    bones = (folded if folded.isascii() else name_key(mark_positions(folded).translate(_SKELETON_TABLE))).replace(
        " ", ""
    )
    return fold_letters(bones)


def fold_letters(bones: str) -> str:
    """Return the skeleton of a key of Latin letters and digits without spaces, or "" if it is none or too short.

    >>> fold_letters("shcherbakov"), fold_letters("xi"), fold_letters("токаев")
    ('sherbakov', '', '')
    """
    if not (bones.isascii() and bones.isalnum()):
        return ""
    # In this order: a rule may rely on those before it. What a letter may be spelt as (`kgraph.names.readings`) must
    # fold to one thing, beside whatever neighbours: hence the runs. To look for a sign without which a pattern changes
    # nothing takes a tenth of its time, and most are not there.
    bones = bones.replace("x", "ks")  # кс: Alexei, Aleksei
    bones = bones.replace("q", "k")  # қ: Toqaev
    if "kh" in bones:  # х: Khorgos, Horgos
        bones = _KH.sub("h", bones)
    if "gh" in bones:  # ғ: Qorghas, Qorgas
        bones = _GH.sub("g", bones)
    if "sh" in bones or "sch" in bones:  # щ: Shcherbakov, Scherbakov
        bones = _SHCH.sub("sh", bones)
    if "zh" in bones or "dj" in bones:  # ж and дж: Zhambyl, Jambyl, Dzhambul, Djamila
        bones = _ZH.sub("j", bones)
    if "je" in bones:  # е: Tokajev
        bones = _JE.sub("e", bones)
    bones = bones.replace("ng", "n")  # ң: Zhangaozen, Zhanaozen
    if "ie" in bones or "ye" in bones:  # е: Yerlan, Erlan; Nazarbayev, Nazarbaev, Nazarbaiev
        bones = _IE.sub("e", bones)
    if "y" in bones or "ii" in bones:  # й, ы, я, ю: Sergey, Almaty, Yana, Yuri
        bones = _I.sub("i", bones)
    if "ss" in bones:  # с between vowels: Kassym
        bones = _SS.sub("s", bones)
    return bones if len(bones) >= MIN_SKELETON_LENGTH else ""


def skeletons(text: str) -> tuple[str, ...]:
    """Return all skeletons a name is found under: one, or two if it has ё, which is spelt e or yo.

    The first is that of `skeleton`. Empty when it is.

    >>> skeletons("Семёнов"), skeletons("Semyonov"), skeletons("Чой")
    (('semenov', 'semionov'), ('semionov',), ())
    """
    if text.isascii():
        bones = skeleton(text)
        return (bones,) if bones else ()
    found = [skeleton(text)]
    small = text.casefold()
    if "ё" in small:
        found.append(skeleton(small.replace("ё", "йо")))
    return tuple(dict.fromkeys(each for each in found if each))


def folded_name(text: str) -> str:
    """Return a name as romanisations read it: a key that still has `ё` and what else is spelt in two ways.

    >>> folded_name("Семён-ОҒЛЫ")
    'семён оғлы'
    """
    return " ".join(unmix(word) for word in words_of(text, _KEPT))
