"""What goes into a name index and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

How: TypeAlias = Literal["exact", "normalised", "transliteration", "prefix", "words", "typo"]

WAYS: tuple[How, ...] = ("exact", "normalised", "transliteration", "prefix", "words", "typo")
"""The ways a name can match, strongest first."""

MAX_NAME_LENGTH = 200
"""Characters of a name, typed or stored, that are looked at; the rest is ignored."""


@dataclass(frozen=True, slots=True, order=True)
class IndexedName:
    """One name of one entity.

    `owner` is the entity's id; `text` the name as it is shown; `lang` its BCP 47 language (`kk-Latn`,
    `zh-Latn-pinyin`); `kind` what sort of name it is (official, alias, abbreviation ...).
    """

    owner: str
    text: str
    lang: str
    kind: str


class NameMatch(NamedTuple):
    """That a typed text matched a stored name, and how.

    `owner`, `text`, `lang` and `kind` are those of the stored name; `how` is one of `WAYS`.
    `score` ranks within one index and is no probability:

    | how             | score    | the typed text                                                      |
    |-----------------|----------|---------------------------------------------------------------------|
    | exact           | 100      | is the name (after NFC, and without space around it)                |
    | normalised      | 95       | has the same key (`name_key` or `compact_key`)                      |
    | transliteration | 90       | is a usual romanisation of the name, or the other way round         |
    |                 | 85       | is spelt so letter by letter, whatever standards are mixed          |
    | prefix          | 70 to 80 | begins the name; the more of it, the higher                         |
    |                 | 60 to 70 | begins a later word of the name                                     |
    | words           | 50 to 60 | has words that all occur in the name, in any order and spelling     |
    | typo            | to 50    | is one edit (4 to 7 letters) or two (8 and more) away from the name |
    |                 | to 40    | is so far away from a word of the name                              |
    """

    owner: str
    text: str
    lang: str
    kind: str
    how: How
    score: float
