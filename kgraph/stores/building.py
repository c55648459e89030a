"""From records to a store: their columns, the index of their names, and what contradicts what among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.columns import ColumnsBuilder
from kgraph.names import IndexedName, NameIndex
from kgraph.records import Claim, Dataset, DatasetInfo, Entity, Retired, Source, Vocabulary
from kgraph.records.entity import MAIN_LANGUAGE
from kgraph.stores.column_disputes import add_disputes
from kgraph.stores.columnar import NAME_SECTIONS, ColumnStore

# Kind of an entity's own `name`, which the record does not classify as it does its further names.
MAIN_NAME = "name"


def build_store(dataset: Dataset) -> ColumnStore:
    """Return a store of the records of a dataset."""
    builder = StoreBuilder()
    builder.add_info(dataset.info, dataset.vocabulary)
    for entity in dataset.entities:
        builder.add_entity(entity)
    for source in dataset.sources:
        builder.add_source(source)
    for claim in dataset.claims:
        builder.add_claim(claim)
    for retired in dataset.retired:
        builder.add_retired(retired)
    return builder.build(dataset.version)


class StoreBuilder:
    """Takes the records of a dataset version as they are read: a sink of `kgraph.loading.read_dataset`."""

    def __init__(self) -> None:
        self._columns = ColumnsBuilder()
        self._entities: list[Entity] = []

    def add_info(self, info: DatasetInfo, vocabulary: Vocabulary) -> None:
        """Take the two objects of the dataset: before any record."""
        self._columns.add_info(info, vocabulary)

    def add_entity(self, entity: Entity) -> None:
        """Take an entity: before any claim."""
        self._entities.append(entity)
        self._columns.add_entity(entity)

    def add_source(self, source: Source) -> None:
        """Take a source."""
        self._columns.add_source(source)

    def add_claim(self, claim: Claim, canonical: bytes = b"") -> None:  # noqa: ARG002 - a sink is given it
        """Take a claim."""
        self._columns.add_claim(claim)

    def add_retired(self, retired: Retired) -> None:
        """Take a retired id."""
        self._columns.add_retired(retired)

    def build(self, version: str) -> ColumnStore:
        """Return the store; the builder is used up."""
        columns = self._columns.finish(version)
        columns.add_words()
        names = NameIndex(_iter_names(self._entities))
        columns.sections.update(
            {f"{NAME_SECTIONS}{name}": memoryview(data) for name, data in names.to_sections().items()}
        )
        # What contradicts what is asked of the claims as a store tells them.
        columns.meta.update(slots=[], denials=[], disputes=[])
        add_disputes(columns, ColumnStore(columns))
        return ColumnStore(columns)


def _iter_names(entities: Iterable[Entity]) -> Iterator[IndexedName]:
    for entity in entities:
        yield IndexedName(entity.id, entity.name, MAIN_LANGUAGE, MAIN_NAME)
        for name in entity.names:
            yield IndexedName(entity.id, name.text, name.lang, name.kind)
