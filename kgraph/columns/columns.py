"""A dataset version as columns: what a snapshot holds and a store asks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from kgraph.columns.dates import DateTable
from kgraph.columns.ids import DigestTable
from kgraph.columns.strings import StringTable
from kgraph.columns.tables import Kind, Passage, Support
from kgraph.columns.words import WordIndex, pack_words
from kgraph.kernel.graph import Graph
from kgraph.records import DatasetInfo, Entity, Retired, Source, Vocabulary

# Changes whenever a snapshot written before would be read wrongly.
FORMAT = 2


def retired_key(kind: str, id_: str) -> str:
    """Return what retired ids are sorted by; no kind is the beginning of another."""
    return f"{kind} {id_}"


class Columns:
    """All records of a dataset version, entities, claims and sources numbered in the order of their ids.

    `meta` is what is read whole, `sections` are buffers, which may lie in a file that is mapped into memory.
    """

    def __init__(self, meta: dict[str, Any], sections: dict[str, memoryview]) -> None:
        """Take what `ColumnsBuilder` made, or what a snapshot held."""
        self.meta, self.sections = meta, sections
        self.entity_count, self.claim_count = int(meta["entities"]), int(meta["claims"])
        self.version = str(meta["version"])
        self.entity_ids = self.strings("entity.id")
        self.entity_names = self.strings("entity.name")
        self.entity_records = self.strings("entity.record")
        self.source_ids = self.strings("source.id")
        self.source_records = self.strings("source.record")
        self.retired_keys = self.strings("retired.key")
        self.retired_records = self.strings("retired.record")
        self.claim_ids: StringTable | DigestTable = (
            DigestTable(meta["id_prefix"], sections["claim.digest"])
            if "id_prefix" in meta
            else self.strings("claim.id")
        )
        self.templates = self.strings("template")
        self.extras = self.strings("extra")
        self.texts: list[str | None] = meta["dates"]

    def strings(self, name: str) -> StringTable:
        """Return a table of texts."""
        return StringTable(self.sections, name)

    @cached_property
    def info(self) -> DatasetInfo:
        """The dataset's description of itself."""
        return DatasetInfo.model_validate(self.meta["info"])

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All words of the dataset."""
        return Vocabulary.model_validate(self.meta["vocabulary"])

    @cached_property
    def graph(self) -> Graph:
        """The kernel over the columns."""
        return Graph(self.entity_count, self.claim_count, dict(self.sections), bool(self.meta["repeats"]))

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """How claims are meant, by code."""
        return tuple(Kind._make([*kind[:6], tuple(kind[6])]) for kind in self.meta["kinds"])

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """What claims rest on, by code."""
        return tuple(
            tuple(
                Passage(source, paragraph, sentence, tuple((cite, signal) for cite, signal in cites))
                for source, paragraph, sentence, cites in support
            )
            for support in self.meta["supports"]
        )

    @cached_property
    def dates(self) -> DateTable:
        """When claims hold, by code."""
        sections = self.sections
        return DateTable(self.meta["dates"], sections["date_rank"], sections["date_day"], sections["date_plain"])

    def add_words(self) -> None:
        """Make the index of the words of statements, which `words` asks."""
        pack_words(self.templates, self.entity_names, self.texts, self.sections)

    @cached_property
    def words(self) -> WordIndex:
        """The words of statements."""
        sizes = {"entity": self.entity_count, "date": len(self.meta["dates"])}
        return WordIndex(self.sections, sizes)

    def at(self, name: str, number: int) -> int:
        """Return the number in a column of claims."""
        column = self.sections[name]
        return int(column[number] if len(column) > 1 else column[0])

    def entity(self, number: int) -> Entity:
        """Return an entity."""
        return Entity.model_validate_json(self.entity_records[number])

    def source(self, number: int) -> Source:
        """Return a source."""
        return Source.model_validate_json(self.source_records[number])

    def retired(self, number: int) -> Retired:
        """Return a retired id with its reason."""
        return Retired.model_validate_json(self.retired_records[number])

    def countries_of(self, number: int) -> tuple[str, ...]:
        """Return the codes of the countries under which an entity is rolled up."""
        return self.country_sets[self.sections["entity.countries"][number]]

    @cached_property
    def country_sets(self) -> tuple[tuple[str, ...], ...]:
        """The combinations of countries, by code."""
        return tuple(map(tuple, self.meta["countries"]))

    def rows_of(self, name: str, number: int) -> range:
        """Return the rows of a claim in a column of what few claims have, `name` being the column of the claims."""
        return find_rows(self.sections[name], number)

    def mentions_of(self, number: int) -> list[tuple[int, bool]]:
        """Return the entities in the qualifiers of a claim, and whether they are tied to its subject."""
        entities, ties = self.sections["mention.entity"], self.sections["mention.ties"]
        return [(entities[row], bool(ties[row])) for row in self.rows_of("mention.claim", number)]


def find_rows(column: Sequence[int], number: int) -> range:
    """Return where a number stands in a sorted column."""
    first = bisect_left(column, number)
    return range(first, bisect_left(column, number + 1, first))
