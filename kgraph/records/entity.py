"""Entities: the actors, places, projects, agreements, events and conditions that claims are about."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kgraph.records.base import Line, Record, RecordId

NameKind = Literal["official", "alias", "transliteration", "abbreviation", "metonym", "descriptive"]
# The parts of BCP 47 that names need: a language, a script, a country and a variant.
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?(-[a-z0-9]{5,8})*$"
COUNTRY_PATTERN = r"^[A-Z]{2}$"
# The language of an entity's `name`; its `names` each say their own.
MAIN_LANGUAGE = "en"
WIKIDATA_PATTERN = r"^Q[1-9][0-9]*$"
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
CountryCode = Annotated[str, StringConstraints(pattern=COUNTRY_PATTERN)]


class Name(Record):
    """A form under which an entity is known."""

    text: Annotated[Line, StringConstraints(max_length=200)]
    lang: LanguageTag = Field(description="BCP 47, with the script where it matters.", examples=["kk-Cyrl"])
    kind: NameKind


class Identifiers(Record):
    """Identifiers in other systems; only those that are certain."""

    iso_3166_1: CountryCode | None = Field(default=None, description="Two-letter country code.")
    wikidata: Annotated[str, StringConstraints(pattern=WIKIDATA_PATTERN)] | None = None


class Entity(Record):
    """A node: something that claims are about."""

    id: RecordId
    type: RecordId
    name: Annotated[Line, StringConstraints(max_length=200)]
    names: tuple[Name, ...] = Field(default=(), description="Further names, in every language that is certain.")
    description: Line = Field(description="What it is, in the dataset's own words.")
    identifiers: Identifiers = Identifiers()
    countries: tuple[CountryCode, ...] = Field(
        default=(),
        description="ISO 3166-1 codes under which it is rolled up; a classification that makes no tie.",
    )
