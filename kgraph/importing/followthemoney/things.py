"""From the record of a thing to an entity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kgraph.importing.countries import iso_names
from kgraph.importing.followthemoney.index import Thing
from kgraph.importing.followthemoney.languages import NO_LANGUAGE, find_language
from kgraph.importing.followthemoney.records import MAX_NAME_CHARACTERS, MAX_TEXT_CHARACTERS, FtmRecord, cut, to_line
from kgraph.names import name_key
from kgraph.records import Entity, Identifiers, Name
from kgraph.records.entity import WIKIDATA_PATTERN, NameKind

# The properties that hold names, in the order in which a name that is given twice is taken.
_NAME_KINDS: dict[str, NameKind] = {
    "name": "official",
    "alias": "alias",
    "weakAlias": "alias",
    "previousName": "alias",
    "abbreviation": "abbreviation",
}
_COUNTRIES = ("country", "jurisdiction", "nationality", "citizenship", "mainCountry")
_WIKIDATA = re.compile(WIKIDATA_PATTERN)


def build_entity(record: FtmRecord, thing: Thing) -> Entity:
    """Return the entity that a record stands for."""
    return Entity(
        id=thing.entity,
        type=thing.type,
        name=thing.name,
        names=tuple(_iter_names(record, thing)),
        description=_describe(record),
        identifiers=Identifiers(wikidata=_find_wikidata(record)),
        countries=_find_countries(record),
    )


def list_names(record: FtmRecord) -> list[str]:
    """Return every text of a record that becomes a name, as it is stored."""
    texts = [text for name in {**_NAME_KINDS, **dict.fromkeys(record.schema.names)} for text in record.texts(name)]
    return [cut(text, MAX_NAME_CHARACTERS) for text in (*texts, record.caption) if text]


def _iter_names(record: FtmRecord, thing: Thing) -> Iterator[Name]:
    """Yield the further names of a thing, and the id that the file knows it by, if that is not its entity's."""
    seen = {thing.name}
    main = find_language(thing.name)
    if main != "und-Latn":
        # The main name counts as English to whoever searches by language.
        yield Name(text=thing.name, lang=main, kind="official")
    for prop, kind in _NAME_KINDS.items():
        for text in record.texts(prop):
            name = cut(text, MAX_NAME_CHARACTERS)
            if name not in seen and name_key(name):
                seen.add(name)
                yield Name(text=name, lang=find_language(name), kind=kind)
    if thing.entity != record.id and record.id not in seen and _is_name(record.id):
        yield Name(text=record.id, lang=NO_LANGUAGE, kind="alias")


def _is_name(id: str) -> bool:
    return len(id) <= MAX_NAME_CHARACTERS and id.isprintable() and id == id.strip() and name_key(id) != ""


def _describe(record: FtmRecord) -> str:
    """Say of a thing what it is, who records it, what it is marked as, and its id in the file."""
    label = record.schema.label
    parts = [f"{label[:1].upper()}{label[1:]}{' in ' + ', '.join(record.datasets) if record.datasets else ''}"]
    topics = record.texts("topics")
    if topics:
        parts.append(f"marked as {', '.join(sorted(topics))}")
    id_ = cut(to_line(record.id), MAX_NAME_CHARACTERS)
    return f"{cut('; '.join(parts), MAX_TEXT_CHARACTERS - MAX_NAME_CHARACTERS - 20)} (FtM id {id_})"


def _find_wikidata(record: FtmRecord) -> str | None:
    """Return the one identifier of Wikidata that is given; none where there are several."""
    found = {text for text in record.texts("wikidataId") if _WIKIDATA.match(text)}
    return found.pop() if len(found) == 1 else None


def _find_countries(record: FtmRecord) -> tuple[str, ...]:
    codes = {text.upper() for name in _COUNTRIES for text in record.texts(name)}
    return tuple(sorted(codes & _iso_codes()))


@cache
def _iso_codes() -> frozenset[str]:
    return frozenset(iso_names().values())
