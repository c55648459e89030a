"""The tables of the csv archive that are made of entities, sources, words and retired ids."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.cells import join_items, show_flag
from kgraph.exports.bounds import find_bounds
from kgraph.exports.export_set import ExportSet
from kgraph.exports.tables.table import Row, Table, iter_chunks
from kgraph.records import Entity, Source
from kgraph.records.vocabulary import Predicate, Role

NODE_COLUMNS = {
    "id": "id of the entity",
    "name": "its main name",
    "type": "its type: a word of vocabulary.csv",
    "description": "what it is",
    "names": "further names; names.csv has their languages (list)",
    "countries": "two-letter ISO 3166-1 codes, a classification that makes no tie (list)",
    "iso_3166_1": "its country code, if it is a country",
    "wikidata": "its id in Wikidata",
}
NAME_COLUMNS = {
    "entity": "id of the entity",
    "number": "the place among its further names, from 1",
    "text": "the name",
    "lang": "the language (BCP 47)",
    "kind": "official, alias, transliteration, abbreviation, metonym or descriptive",
}
SOURCE_COLUMNS = {
    "id": "id of the source",
    "type": "article, cited-item, dataset or web-page",
    "outlet": "id of the entity that published it",
    "outlet_name": "its name",
    "title": "its title; empty: unknown",
    "authors": "who wrote it (list)",
    "date": "its date (EDTF): 2023?-05-19 where the year is inferred, XXXX-01-06 where it is open; empty: unknown",
    "date_from": "the first day that date can mean; not to be used without date_uncertain",
    "date_to": "the last day that date can mean; not to be used without date_uncertain",
    "date_uncertain": "true: date marks a part as inferred or approximate, leaves the year or an end unknown, or means "
    "one of a set; empty: no date",
    "date_printed": "the date as the citing text prints it",
    "date_basis": "how a year that is not printed was inferred",
    "volume": "of the periodical",
    "issue": "of the volume",
    "url": "where it can be read",
}
VOCABULARY_COLUMNS = {
    "list": "entity_types, topics, units, roles or predicates",
    "id": "the word",
    "label": "how it reads: a role before what it introduces, a predicate from subject to object",
    "inverse_label": "how a predicate reads from object to subject",
    "definition": "what it means",
    "topic": "the topic of a predicate's claims that name none of their own",
    "ties": "whether an entity in this role is tied to the claim's subject",
    "measure": "whether claims that differ in this role are about different matters; empty: true if it does not tie",
    "symmetric": "whether a predicate says the same with subject and object swapped",
    "single_valued": "whether a subject can have only one object at a time",
    "subject_types": "entity types that a subject may have; * for any (list)",
    "object_types": "the same for the object; value and claim for the other kinds (list)",
}
RETIRED_COLUMNS = {
    "kind": "entity, claim or source",
    "id": "the id that is not used any more",
    "reason": "why",
    "merged_into": "the id that took its place; empty: it was removed",
}


def _make_node_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    for entities in iter_chunks(chosen.iter_entities()):
        yield [_node_row(entity) for entity in entities]


def _node_row(entity: Entity) -> Row:
    return (
        *(entity.id, entity.name, entity.type, entity.description),
        *(join_items(name.text for name in entity.names), join_items(entity.countries)),
        *(entity.identifiers.iso_3166_1, entity.identifiers.wikidata),
    )


def _make_name_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    for entities in iter_chunks(chosen.iter_entities()):
        yield [
            (entity.id, str(number), name.text, name.lang, name.kind)
            for entity in entities
            for number, name in enumerate(entity.names, 1)
        ]


def _make_source_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    for sources in iter_chunks(chosen.iter_sources()):
        outlets = chosen.store.get_entities(sorted({source.outlet for source in sources}))
        yield [_source_row(source, outlets) for source in sources]


def _source_row(source: Source, outlets: dict[str, Entity]) -> Row:
    bounds = find_bounds(source.date)
    return (
        *(source.id, source.type, source.outlet, outlets[source.outlet].name, source.title),
        *(join_items(source.authors), source.date, bounds.first, bounds.last, show_flag(bounds.uncertain)),
        *(source.date_printed, source.date_basis, source.volume, source.issue, source.url),
    )


def _make_word_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    vocabulary = chosen.store.vocabulary
    for name in type(vocabulary).model_fields:
        yield [_word_row(name, term) for term in getattr(vocabulary, name)]


def _word_row(name: str, term: object) -> Row:
    cells: dict[str, str | None] = dict.fromkeys(VOCABULARY_COLUMNS)
    cells["list"] = name
    for field in ("id", "label", "inverse_label", "definition", "topic"):
        cells[field] = getattr(term, field, None)
    if isinstance(term, Role):
        cells |= {"ties": show_flag(term.ties), "measure": show_flag(term.measure)}
    if isinstance(term, Predicate):
        cells |= {"symmetric": show_flag(term.symmetric), "single_valued": show_flag(term.single_valued)}
        cells |= {"subject_types": join_items(term.subject_types), "object_types": join_items(term.object_types)}
    return tuple(cells.values())


def _make_retired_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    for part in iter_chunks(chosen.iter_retired()):
        yield [(each.kind, each.id, each.reason, each.merged_into) for each in part]


NODES = Table("nodes.csv", "entities, by id", NODE_COLUMNS, _make_node_rows)
NAMES = Table("names.csv", "further names of entities", NAME_COLUMNS, _make_name_rows)
SOURCES = Table(
    "sources.csv", "what claims were read in, and what is cited there, by id", SOURCE_COLUMNS, _make_source_rows
)
VOCABULARY = Table("vocabulary.csv", "the words that the dataset is written in", VOCABULARY_COLUMNS, _make_word_rows)
RETIRED = Table(
    "retired.csv", "ids of earlier versions that are not used any more", RETIRED_COLUMNS, _make_retired_rows
)
