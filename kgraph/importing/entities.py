"""The entities that the names in a table stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kgraph.importing.countries import Countries
from kgraph.importing.mapping import Mapping, TypeRule
from kgraph.importing.slugs import assign_ids
from kgraph.names import name_key
from kgraph.records import Entity, Identifiers, Name
from kgraph.records.base import LINE_PATTERN
from kgraph.records.entity import MAIN_LANGUAGE

MAX_NAME_CHARACTERS = 200
_LINE = re.compile(LINE_PATTERN)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def read_name(text: str) -> str:
    """Return the name in a field: as it stands there, composed (NFC), without the spaces around it.

    Raises:
        ValueError: there is none, it is too long, or it holds what is no part of a name.
    """
    name = unicodedata.normalize("NFC", text).strip()
    if not name:
        raise ValueError("is empty")
    if len(name) > MAX_NAME_CHARACTERS:
        raise ValueError(f"is a name of {len(name):,} characters; the longest may have {MAX_NAME_CHARACTERS}")
    require_line(name)
    if not name_key(name):
        raise ValueError("is a name without a letter or a figure")
    return name


def require_line(text: str) -> None:
    """Raise ValueError if a text holds a control character, or half of one."""
    control = _CONTROL.search(text)
    if control:
        raise ValueError(f"holds a control character (U+{ord(control[0]):04X})")
    if any("\ud800" <= character <= "\udfff" for character in text) or not _LINE.match(text):
        raise ValueError("holds half of a character (a lone surrogate)")


class EntityNames:
    """Turns names into entities, by the rules of a mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self._spec = mapping.entities
        self._countries = Countries(mapping.countries)
        self._rules = [(rule, re.compile(rule.pattern) if rule.pattern else None) for rule in self._spec.rules]
        self._lists = [frozenset(rule.names or ()) for rule in self._spec.rules]
        self.known = {
            text: entity for entity in mapping.known for text in (entity.name, *(name.text for name in entity.names))
        }

    def build_entities(self, names: Iterable[str]) -> dict[str, Entity]:
        """Return the entity of each name: one of those the mapping knows, or one of its own."""
        wanted = set(names)
        new = wanted - self.known.keys()
        ids = assign_ids(
            new,
            without="entity",
            taken_ids=(entity.id for entity in self.known.values()),
            taken_names=self.known,
        )
        built = {name: self._build_entity(name, id_) for name, id_ in ids.items()}
        return built | {name: self.known[name] for name in wanted & self.known.keys()}

    def _build_entity(self, name: str, id: str) -> Entity:
        country = self._countries.find_country(name)
        owner = country or self._countries.find_owner(name)
        rule = self._find_rule(name, country)
        language = self._spec.language
        return Entity(
            id=id,
            type=rule.type if rule else self._spec.type,
            name=name,
            names=() if language == MAIN_LANGUAGE else (Name(text=name, lang=language, kind="official"),),
            description=(rule.description if rule else None) or self._spec.description,
            identifiers=Identifiers(iso_3166_1=country),
            countries=(owner,) if owner else (),
        )

    def _find_rule(self, name: str, country: str | None) -> TypeRule | None:
        for (rule, pattern), names in zip(self._rules, self._lists, strict=True):
            if rule.countries:
                if country is not None:
                    return rule
            elif name in names or (pattern is not None and pattern.search(name)):
                return rule
        return None
