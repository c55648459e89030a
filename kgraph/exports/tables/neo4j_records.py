"""The tables of the neo4j archive that are made of entities and sources: nodes, and who published what.

The part of a column's name behind the colon is its type; `ID(...)`, `START_ID(...)` and `END_ID(...)` say in which
group of nodes an id is to be found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kgraph.cells import show_flag
from kgraph.exports.bounds import find_bounds
from kgraph.exports.description import describe_export
from kgraph.exports.export_set import ExportSet
from kgraph.exports.tables.table import Row, Table, iter_chunks
from kgraph.records import Entity, Source

# Between the items of an array, for which the importer has no escape: no text of a record holds a tab.
TAB = "\t"

DATASET_COLUMNS = {
    "id:ID(Dataset)": "id of the dataset",
    ":LABEL": "Dataset",
    "title": "its title",
    "licence": "licence of its records",
    "dataset_version": "the version that was exported",
    "query": "the filters, as JSON; {} for all of the dataset",
    "whole:boolean": "whether it is all of the dataset",
}
ENTITY_COLUMNS = {
    "id:ID(Entity)": "id of the entity",
    ":LABEL": "Entity and its type",
    "type": "its type",
    "name": "its main name",
    "description": "what it is",
    "names:string[]": "further names",
    "name_langs:string[]": "the language of each further name (BCP 47)",
    "name_kinds:string[]": "the kind of each further name",
    "countries:string[]": "two-letter ISO 3166-1 codes, a classification that makes no tie",
    "iso_3166_1": "its country code, if it is a country",
    "wikidata": "its id in Wikidata",
}
SOURCE_COLUMNS = {
    "id:ID(Source)": "id of the source",
    ":LABEL": "Source",
    "type": "article, cited-item, dataset or web-page",
    "title": "its title",
    "authors:string[]": "who wrote it",
    "date": "its date (EDTF): 2023?-05-19 where the year is inferred, XXXX-01-06 where it is open",
    "date_from:date": "the first day that date can mean; none where that is uncertain",
    "date_to:date": "the last day that date can mean; none where that is uncertain",
    "date_uncertain:boolean": "whether date says something that the days cannot",
    "date_printed": "the date as the citing text prints it",
    "date_basis": "how a year that is not printed was inferred",
    "volume": "of the periodical",
    "issue": "of the volume",
    "url": "where it can be read",
}
OUTLET_COLUMNS = {":START_ID(Source)": "the source", ":END_ID(Entity)": "its outlet", ":TYPE": "PUBLISHED_BY"}


def join_array(items: Iterable[str]) -> str | None:
    """Return texts as one array; None for none."""
    return TAB.join(items) or None


def _make_dataset_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    said = describe_export(chosen)
    query = json.dumps(said["query"], ensure_ascii=False)
    texts = (said["dataset"], "Dataset", said["title"], said["licence"], said["dataset_version"], query)
    yield [(*texts, show_flag(said["whole"]))]


def _make_entity_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    for entities in iter_chunks(chosen.iter_entities()):
        yield [_entity_row(entity) for entity in entities]


def _entity_row(entity: Entity) -> Row:
    names = entity.names
    return (
        *(entity.id, join_array(("Entity", entity.type)), entity.type, entity.name, entity.description),
        *(join_array(name.text for name in names), join_array(name.lang for name in names)),
        *(join_array(name.kind for name in names), join_array(entity.countries)),
        *(entity.identifiers.iso_3166_1, entity.identifiers.wikidata),
    )


def _make_source_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    for sources in iter_chunks(chosen.iter_sources()):
        yield [_source_row(source) for source in sources]


def _source_row(source: Source) -> Row:
    return (
        *(source.id, "Source", source.type, source.title, join_array(source.authors), *when(source.date)),
        *(source.date_printed, source.date_basis, source.volume, source.issue, source.url),
    )


def _make_outlet_rows(chosen: ExportSet) -> Iterator[list[Row]]:
    for sources in iter_chunks(chosen.iter_sources()):
        yield [(source.id, source.outlet, "PUBLISHED_BY") for source in sources]


def when(text: str | None) -> Row:
    """Return a date as EDTF, its days where they are certain, and whether they are not."""
    bounds = find_bounds(text)
    return text, *bounds.sure, show_flag(bounds.uncertain)


DATASET = Table("dataset.csv", "the dataset, one node", DATASET_COLUMNS, _make_dataset_rows)
ENTITIES = Table("entities.csv", "nodes: entities", ENTITY_COLUMNS, _make_entity_rows)
SOURCES = Table("sources.csv", "nodes: sources", SOURCE_COLUMNS, _make_source_rows)
OUTLETS = Table("source_outlets.csv", "PUBLISHED_BY of sources", OUTLET_COLUMNS, _make_outlet_rows)
