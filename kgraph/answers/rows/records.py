"""Entities, what names mean, sources, words and changes as rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kgraph.answers.changes import Change
from kgraph.answers.rows.columns import Cells, Column, RowTable, each, each_into, flag, integer, text, texts
from kgraph.answers.views import ClaimSource, EntityHit, EntityRef, EntityView, LookupResult, Matched, SourceView
from kgraph.answers.wording import show_place

_REF = (text("id", "id of the entity"), text("name", "its main name"), text("type", "its type"))
_MATCHED = (
    text("matched_text", "the name that matched"),
    text("matched_lang", "its language (BCP 47)"),
    text("matched_kind", "official, alias, transliteration ...; name: the main name"),
    text("matched_how", "how it matched: exact, a typo ..., or by its id"),
)
_LOOKUP = (
    text("key", "the key under which the name was asked"),
    text("outcome", "found, ambiguous or unknown"),
    text("relation", "whether the entity is the one meant, a candidate, or a mere suggestion; missing: there is none"),
    *_REF,
    *_MATCHED,
    text("removed_because", "why the record was removed, if the id is that of one"),
)
_ENTITY = (
    *_REF,
    text("description", "what it is"),
    texts("names", "further names"),
    texts("name_languages", "for each further name: its language (BCP 47)"),
    texts("name_kinds", "for each further name: official, alias, transliteration ..."),
    texts("countries", "ISO 3166-1 codes under which it is rolled up"),
    text("iso_3166_1", "its country code, if it is a country"),
    text("wikidata", "its id in Wikidata"),
    integer("claim_count", "claims that name it as subject, object or in a qualifier"),
    integer("neighbour_count", "entities that affirmed claims tie it to"),
    integer("asserted_count", "claims that it is the speaker of"),
)
SOURCE_COLUMNS: tuple[Column, ...] = (
    text("id", "id of the source"),
    text("type", "article, cited-item, dataset or web-page"),
    text("outlet_id", "id of the entity that published it"),
    text("outlet", "its name"),
    text("title", "its title; missing: unknown"),
    texts("authors", "who wrote it, as far as that is known"),
    text("date", "its date (EDTF): 2023?-05-19 where the year is inferred, XXXX-01-06 where it is open"),
    text("date_printed", "the date as the citing text prints it"),
    text("date_basis", "how a year that is not printed was inferred"),
    text("volume", "of the periodical"),
    text("issue", "of the volume"),
    text("url", "where it can be read"),
    integer("claim_count", "claims read in it, or in a passage that cites it"),
)
_CLAIM_SOURCE = (
    *SOURCE_COLUMNS,
    text("relation", "carrying: the claim was read in it; cited: the passage cites it"),
    text("passage", "the passage of the carrying source"),
    text("signal", "the word before the citation, if any"),
)
_CHANGE = (
    text("kind", "the kind of record"),
    text("id", "its id"),
    text("change", "added, removed or changed"),
    text("label", "what people know it by"),
    text("field", "dotted path of a field that differs"),
    text("old", "what it was; a text as it is, anything else as JSON; missing: it was not there"),
    text("new", "what it is; the same way"),
    text("reason", "why it was removed, retired or deprecated"),
    text("merged_into", "the id that it was merged into"),
)
_WORD_FIELDS = ("id", "label", "inverse_label", "definition", "topic", "ties", "measure", "symmetric", "single_valued")
_WORD_LISTS = ("subject_types", "object_types", "queries")
_WORD = (
    text("list", "the list that the word is in: predicates, topics, statuses ..."),
    text("id", "the word"),
    text("label", "how it reads: a role before what it introduces, a predicate from subject to object"),
    text("inverse_label", "how a predicate reads from object to subject"),
    text("definition", "what it means"),
    text("topic", "the topic of a predicate's claims that name none of their own"),
    flag("ties", "whether an entity in this role is tied to the claim's subject"),
    flag("measure", "whether claims that differ in this role are about different matters"),
    flag("symmetric", "whether a predicate says the same with subject and object swapped"),
    flag("single_valued", "whether a subject can have only one object at a time"),
    flag("repeatable", "whether a filter can be given more than once"),
    texts("subject_types", "entity types that a subject may have; * for any"),
    texts("object_types", "the same for the object; value and claim for the other kinds"),
    texts("queries", "the queries that take a filter"),
)


def source_cells(source: SourceView) -> Cells:
    """Return a source as cells of `SOURCE_COLUMNS`."""
    return (
        *(source.id, source.type, source.outlet.id, source.outlet.name, source.title, source.authors),
        *(source.date, source.date_printed, source.date_basis),
        *(source.volume, source.issue, source.url, source.claim_count),
    )


def _hit_cells(hit: EntityHit) -> Cells:
    return (hit.id, hit.name, hit.type, *_matched_cells(hit.matched))


def _matched_cells(matched: Matched | None) -> Cells:
    return (None,) * 4 if matched is None else (matched.text, matched.lang, matched.kind, matched.how)


def _iter_lookup_rows(result: tuple[str, LookupResult]) -> Iterator[Cells]:
    key, found = result
    hits: list[tuple[str | None, EntityHit | EntityRef | None, Matched | None]] = []
    if found.entity is not None:
        hits.append(("meant", found.entity, found.matched))
    hits += [("candidate", hit, hit.matched) for hit in found.candidates]
    hits += [("suggestion", hit, hit.matched) for hit in found.suggestions]
    for relation, hit, matched in hits or [(None, None, None)]:
        entity: Cells = (None, None, None) if hit is None else (hit.id, hit.name, hit.type)
        yield (key, found.outcome, relation, *entity, *_matched_cells(matched), found.removed_because)


def _entity_cells(entity: EntityView) -> Cells:
    return (
        *(entity.id, entity.name, entity.type, entity.description),
        tuple(name.text for name in entity.names),
        tuple(name.lang for name in entity.names),
        tuple(name.kind for name in entity.names),
        *(entity.countries, entity.identifiers.iso_3166_1, entity.identifiers.wikidata),
        *(entity.claim_count, entity.neighbour_count, entity.asserted_count),
    )


def _claim_source_cells(source: ClaimSource) -> Cells:
    return (*source_cells(source), source.relation, show_place(source.locator), source.signal)


def _iter_change_rows(change: Change) -> Iterator[Cells]:
    about = (change.kind, change.id, change.change, change.label)
    end = (change.reason, change.merged_into)
    for field in change.fields:
        yield (*about, field.field, _show(field.old), _show(field.new), *end)
    if not change.fields:
        yield (*about, None, None, None, *end)


def _show(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _word_cells(word: tuple[str, Any]) -> Cells:
    part, term = word
    fields = (getattr(term, name, None) for name in (*_WORD_FIELDS, "repeatable"))
    return (part, *fields, *(tuple(getattr(term, name, ())) for name in _WORD_LISTS))


HITS = RowTable(
    "hits", "A row for each entity that was found by a name, best first.", (*_REF, *_MATCHED), each(_hit_cells)
)
LOOKUP = RowTable(
    "lookup",
    "A row for each entity that a name may mean, or one for a name that none bears.",
    _LOOKUP,
    each_into(_iter_lookup_rows),
)
ENTITIES = RowTable("entities", "A row for each entity.", _ENTITY, each(_entity_cells))
SOURCES = RowTable("sources", "A row for each source.", SOURCE_COLUMNS, each(source_cells))
CLAIM_SOURCES = RowTable(
    "claim sources",
    "A row for each source that a claim rests on.",
    _CLAIM_SOURCE,
    each(_claim_source_cells),
)
CHANGES = RowTable(
    "changes",
    "A row for each field of each record that differs.",
    _CHANGE,
    each_into(_iter_change_rows),
)
WORDS = RowTable("words", "A row for each word.", _WORD, each(_word_cells))
