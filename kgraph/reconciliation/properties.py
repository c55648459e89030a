"""The properties of entities: what can be asked of them in an extension, and what a query can be narrowed by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kgraph.answers.descriptions import SchemaView
from kgraph.records import Predicate
from kgraph.records.entity import LANGUAGE_PATTERN, MAIN_LANGUAGE
from kgraph.records.vocabulary import ANY_TYPE, CLAIM_OBJECT, VALUE_OBJECT

Kind = Literal["field", "names", "identifier", "count", "neighbours", "claims"]
# The languages that analysts of the region work in; names in others are asked for by their tags.
LANGUAGES = {"en": "English", "ru": "Russian", "kk": "Kazakh", "zh": "Chinese"}
# No id of a record can hold this character: what is made with it collides with no predicate.
_MARK = "#"
_EVIDENCE = f"{_MARK}evidence"
_PREDICATE = f"claims{_MARK}"
_NAMES = "name_"


@dataclass(frozen=True, slots=True)
class Property:
    """A property: where its values come from, and whether they are the evidence rather than what it is for.

    `word` is the field, the language, the identifier or the predicate; `subject_types` and `object_types` are those of
    the predicate, or any.
    """

    id: str
    name: str
    description: str
    kind: Kind
    word: str
    is_evidence: bool = False
    subject_types: tuple[str, ...] = (ANY_TYPE,)
    object_types: tuple[str, ...] = ()
    symmetric: bool = False

    @property
    def needs_claims(self) -> bool:
        """Whether its values are read from claims, and so can be limited."""
        return self.kind in ("claims", "neighbours")

    def fits(self, type_: str) -> bool:
        """Tell whether entities of a type can have it."""
        return bool({ANY_TYPE, type_} & set(self.subject_types))

    def find_object_type(self) -> str | None:
        """Return the one type of entities that its values have; None if there are several, or other values."""
        return self.object_types[0] if len(self.object_types) == 1 and not self.is_evidence else None


def build_properties(schema: SchemaView) -> dict[str, Property]:
    """Return all properties by their ids: those of every entity, then two for each predicate."""
    own = {each.id: each for each in _iter_own()}
    return own | {each.id: each for each in _iter_predicates(schema.predicates, own)}


def find_property(properties: Mapping[str, Property], id_: str) -> Property | None:
    """Return the property with an id: a listed one, or names in a language that is not among the listed.

    >>> find_property({}, "name_uk").description
    'Its names in the language uk.'
    >>> find_property({}, "name_") is None
    True
    """
    if id_ in properties:
        return properties[id_]
    language = id_.removeprefix(_NAMES)
    if id_.startswith(_NAMES) and re.fullmatch(LANGUAGE_PATTERN, language):
        return _make_names(language, f"the language {language}")
    return None


def _iter_own() -> Iterator[Property]:
    yield Property(
        "id", "id", "Its id in this version of the dataset: of a merged record, that of the other.", "field", "id"
    )
    yield Property("name", "name", "Its main name.", "field", "name")
    for language, words in LANGUAGES.items():
        yield _make_names(language, words)
    yield Property(
        "description",
        "description in the dataset's own words",
        "What it is, in the dataset's own words, without evidence.",
        "field",
        "description",
    )
    yield Property("type", "type", "Its type.", "field", "type")
    yield Property(
        "country", "country", "The countries that it is rolled up under, by ISO 3166-1 code.", "field", "countries"
    )
    yield Property("iso_3166_1", "ISO 3166-1 code", "The code of the country that it is.", "identifier", "iso_3166_1")
    yield Property("wikidata", "Wikidata", "Its id in Wikidata, where that is certain.", "identifier", "wikidata")
    yield Property("claim_count", "number of claims", "Claims that name it.", "count", "claim_count")
    yield Property(
        "neighbour_count",
        "number of neighbours",
        "Entities that affirmed claims tie it to.",
        "count",
        "neighbour_count",
    )
    yield Property(
        "asserted_count", "number of assertions", "Claims that it is the speaker of.", "count", "asserted_count"
    )
    neighbours = "The entities that affirmed claims tie it to, most claims first; text where every claim is qualified."
    yield Property("neighbour", "neighbour", neighbours, "neighbours", "")
    evidence = "The claims that tie it to each neighbour, in the same order: what they say, how surely, and where."
    yield Property(f"neighbour{_EVIDENCE}", "neighbour: evidence", evidence, "neighbours", "", is_evidence=True)


def _make_names(language: str, words: str) -> Property:
    main = " The main name comes first." if language == MAIN_LANGUAGE else ""
    description = f"Its names in {words}.{main}"
    return Property(f"{_NAMES}{language}", f"name in {words}", description, "names", language)


def _iter_predicates(predicates: Iterable[Predicate], own: Mapping[str, Property]) -> Iterator[Property]:
    for each in predicates:
        clashes = each.id in own or find_property({}, each.id) is not None
        id_ = f"{_PREDICATE}{each.id}" if clashes else each.id
        values = "Of affirmed claims; text where the claim is qualified."
        types = tuple(type_ for type_ in each.object_types if type_ not in (VALUE_OBJECT, CLAIM_OBJECT, ANY_TYPE))
        main = Property(
            id_,
            each.label,
            f"{each.definition} {values}",
            "claims",
            each.id,
            subject_types=each.subject_types,
            object_types=types if len(types) == len(each.object_types) else (),
            symmetric=each.symmetric,
        )
        yield main
        evidence = f"The claims behind “{each.label}”, in the same order: what they say, how surely, and where."
        yield replace(
            main,
            id=f"{id_}{_EVIDENCE}",
            name=f"{each.label}: evidence",
            description=evidence,
            is_evidence=True,
        )
