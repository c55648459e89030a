"""What a dataset says of itself: its description, and its words with their meanings."""

from __future__ import annotations

from kgraph.records import DatasetInfo, Vocabulary
from kgraph.records.base import Record


class DatasetView(DatasetInfo):
    """What is loaded: the dataset's own description, its version, and how much it holds."""

    version: str
    entity_count: int
    claim_count: int
    source_count: int
    tie_count: int


class Definition(Record):
    """A word and its meaning."""

    id: str
    definition: str


class FilterView(Record):
    """A filter, and the queries that take it."""

    id: str
    definition: str
    repeatable: bool
    queries: tuple[str, ...]


class SchemaView(Vocabulary):
    """All words of the dataset and of the service."""

    statuses: tuple[Definition, ...]
    polarities: tuple[Definition, ...]
    bases: tuple[Definition, ...]
    ranks: tuple[Definition, ...]
    filters: tuple[FilterView, ...]
