"""From entities and sources to things and documents of FollowTheMoney."""

from __future__ import annotations

from functools import cache
from typing import Any

from kgraph.exports.followthemoney.ids import IdSpace
from kgraph.exports.followthemoney.schemata import NEUTRAL, SOURCE_SCHEMATA, SchemaTable, is_a
from kgraph.exports.followthemoney.values import (
    MAX_STRING_CHARACTERS,
    clean_name,
    clean_text,
    clean_texts,
    clean_url,
    find_certain_date,
)
from kgraph.importing.countries import iso_names
from kgraph.records import Entity, Source
from kgraph.records.entity import NameKind

Properties = dict[str, list[str]]
NAME_PROPERTIES: dict[NameKind, str] = {
    "official": "name",
    "alias": "alias",
    "transliteration": "alias",
    "abbreviation": "abbreviation",
    "metonym": "weakAlias",
    "descriptive": "weakAlias",
}


def build_thing(entity: Entity, ids: IdSpace, schemata: SchemaTable) -> dict[str, Any]:
    """Return the thing that an entity becomes."""
    schema = schemata.of_type(entity.type)
    # A name that is nothing but quotation marks would be lost.
    name = clean_name(entity.name) or entity.id
    properties: Properties = {"name": [name]}
    for each in entity.names:
        property_ = NAME_PROPERTIES[each.kind]
        if property_ == "abbreviation" and not is_a(schema, "LegalEntity"):
            property_ = "weakAlias"
        text = clean_name(each.text)
        texts = properties.setdefault(property_, [])
        if text and text not in texts and text != name:
            texts.append(text)
    properties |= _describe(schema, name, clean_text(entity.description))
    properties["country"] = _list_countries(entity)
    if schema == "Territory":
        properties["territoryCode"] = _to_codes(entity.identifiers.iso_3166_1)
        properties["level"] = ["country"] if entity.type == "country" else []
    properties["wikidataId"] = [entity.identifiers.wikidata] if entity.identifiers.wikidata else []
    properties["keywords"] = [entity.type]
    return {"id": ids.of_record("entity", entity.id), "caption": name, "schema": schema, "properties": properties}


def build_document(source: Source, outlet: Entity, ids: IdSpace) -> dict[str, Any]:
    """Return the document that a source becomes."""
    title = clean_text(source.title or "", MAX_STRING_CHARACTERS) or _supply_title(source, outlet)
    date = find_certain_date(source.date)
    url = clean_url(source.url) if source.url is not None else None
    particulars = (
        f"Volume {source.volume}" if source.volume is not None else "",
        f"Issue {source.issue}" if source.issue is not None else "",
        f"Date (EDTF): {source.date}" if source.date is not None and date is None else "",
        f"Date as printed: {source.date_printed}" if source.date_printed is not None else "",
        f"On the date: {source.date_basis}" if source.date_basis is not None else "",
        f"Address: {source.url}" if source.url is not None and url != source.url else "",
    )
    properties: Properties = {
        "title": [title],
        "author": clean_texts(source.authors, MAX_STRING_CHARACTERS),
        "publisher": clean_texts([outlet.name], MAX_STRING_CHARACTERS),
        "sourceUrl": [url] if url is not None else [],
        "date": [date] if date is not None else [],
        "summary": clean_texts(particulars),
        "keywords": [source.type],
    }
    schema = SOURCE_SCHEMATA[source.type]
    return {"id": ids.of_record("source", source.id), "caption": title, "schema": schema, "properties": properties}


def _describe(schema: str, name: str, description: str) -> Properties:
    """Return the description; the name too, in the property by which Aleph titles what it does not title by name."""
    if schema == NEUTRAL:
        return {"description": [name], "summary": [description] if description else []}
    described: Properties = {"description": [description] if description else []}
    return {**described, "summary": [name]} if schema == "Address" else described


def _supply_title(source: Source, outlet: Entity) -> str:
    """Return what stands for an unknown title, in brackets as in a catalogue: the outlet, and the date as it is."""
    date = f", {source.date}" if source.date is not None else ""
    return clean_text(f"[{outlet.name}{date}]", MAX_STRING_CHARACTERS)


def _list_countries(entity: Entity) -> list[str]:
    own = entity.identifiers.iso_3166_1
    return _to_codes(*entity.countries, *([own] if own is not None else []))


def _to_codes(*codes: str | None) -> list[str]:
    """Return the codes that are countries, as FollowTheMoney writes them."""
    return sorted({code.lower() for code in codes if code in _iso_codes()})


@cache
def _iso_codes() -> frozenset[str]:
    return frozenset(iso_names().values())
