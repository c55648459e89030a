"""Statements as templates: what many claims say in the same words about other entities is kept once.

A template is a statement in which the names of subject and object and the date may be replaced by marks, control
characters that no statement holds. A name is replaced only where it stands apart, so that the words of the statement
are those of the template, the names and the date together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kgraph.names import name_key

SUBJECT, OBJECT, DATE = "\x01", "\x02", "\x03"
MARKS = re.compile("[\x01-\x03]")
_BEFORE, _BEHIND, _POINTS = frozenset(' ("“'), frozenset(' );:!?"”'), frozenset(",.")
# Behind a word: China's, the people’s.
_POSSESSIVE = re.compile(r"['’]s\b")
# 19.2 is one figure, which is not 19; 40,000 is 40000.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)+")
# Letters from here on may run together with what stands beside them, as Chinese ones do across a space.
_FAR_LETTERS = "\u0590"


def find_figures(text: str) -> list[str]:
    """Return the figures of a text that have decimals or thousands, as they are written."""
    return _FIGURE.findall(text)


def find_words(text: str) -> list[str]:
    """Return the other words of a text in their order, as their comparison keys; without a "the" at its beginning."""
    return name_key(_POSSESSIVE.sub("", _FIGURE.sub(" ", text))).split()


def to_template(statement: str, subject: str, object: str | None, date: str | None) -> str:
    """Return the template of a statement; `fill_template` with the same names gives the statement back.

    >>> to_template("China – Consult – Iran, on 2013-02-05.", "China", "Iran", "2013-02-05").encode()
    b'\\x01 \\xe2\\x80\\x93 Consult \\xe2\\x80\\x93 \\x02, on \\x03.'
    """
    text = _mark(statement, subject, SUBJECT)
    if object is not None:
        text = _mark(text, object, OBJECT)
    return text if date is None else _mark(text, date, DATE)


def fill_template(template: str, subject: str, object: str | None, date: str | None) -> str:
    """Return the statement that a template stands for."""
    text = template.replace(SUBJECT, subject) if SUBJECT in template else template
    if object is not None and OBJECT in text:
        text = text.replace(OBJECT, object)
    return text.replace(DATE, date) if date is not None and DATE in text else text


def _mark(text: str, name: str, mark: str) -> str:
    start = text.find(name)
    if start < 0 or not name.isprintable() or not _stands_apart(text, start, start + len(name)):
        return text
    if not (name.isascii() or (_is_edge(name[0]) and _is_edge(name[-1]))):
        return text
    if not (MARKS.search(text, 0, start) or _begins_with_word(name) or _has_word(text[:start])):
        return text
    return f"{text[:start]}{mark}{text[start + len(name) :]}"


def _stands_apart(text: str, start: int, end: int) -> bool:
    if start and text[start - 1] not in _BEFORE:
        return False
    if end == len(text) or text[end] in _BEHIND:
        return True
    return text[end] in _POINTS and (end + 1 == len(text) or text[end + 1] == " ")


def _is_edge(character: str) -> bool:
    return character.isascii() or (character < _FAR_LETTERS and character.isalpha())


# The words of a text do not include a "the" that it begins with, even behind a mere figure; those of a name
# elsewhere do. So a name at the beginning must not itself begin with one, nor lay one bare.
@lru_cache(2**14)
def _begins_with_word(name: str) -> bool:
    return find_words(f"0 {name}")[1:2] not in ([], ["the"])


def _has_word(text: str) -> bool:
    return find_words(text) not in ([], ["the"])
