"""The store over columns: one and the same for two hundred claims and for millions.

What claims are asked is answered by masks over columns (see `kgraph.stores.plan`); records are made only of the
claims that an answer shows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from kgraph.columns import ClaimReader, Columns
from kgraph.columns.columns import retired_key
from kgraph.columns.numbers import find_ones, unpack
from kgraph.columns.strings import StringTable
from kgraph.filters import NO_EXCLUSION, Exclusion
from kgraph.names import NameIndex, NameMatch, nearest_sorted
from kgraph.records import Cite, Claim, Entity, Retired, Source
from kgraph.records.retired import RetiredKind
from kgraph.stores.base import ClaimOrder, ClaimQuery, EntityCounts, NearbyCites, Slice
from kgraph.stores.column_disputes import ColumnDisputes
from kgraph.stores.column_neighbours import ColumnNeighbours
from kgraph.stores.column_sources import ColumnSources
from kgraph.stores.column_weaknesses import ColumnWeaknesses
from kgraph.stores.plan import Planner
from kgraph.stores.selection import Selection, holds
from kgraph.stores.support import take_support

Item = TypeVar("Item")
CACHED_RECORDS = 8192
# The sections of the index of names begin so.
NAME_SECTIONS = "names/"


class ColumnStore(ColumnNeighbours, ColumnWeaknesses, ColumnSources, ColumnDisputes):
    """A dataset version in columns."""

    def __init__(self, columns: Columns) -> None:
        """Take the columns of a dataset version, the index of its names among them."""
        self.columns = columns
        self.info, self.vocabulary, self.version = columns.info, columns.vocabulary, columns.version
        self._entity = lru_cache(CACHED_RECORDS)(columns.entity)
        self._source = lru_cache(CACHED_RECORDS)(columns.source)
        self.sources = SourcesById(columns, self._source)
        self.planner = Planner(columns, self.sources)
        self.selection = Selection(columns, self.planner)
        self.reader = ClaimReader(columns)
        self.countries = self._list_countries()

    def _list_countries(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {code: None for codes in self.columns.country_sets for code in codes}
        found.update(self.columns.meta["country_entities"])
        return dict(sorted(found.items()))

    # -- entities --

    def get_entities(self, ids: Collection[str]) -> dict[str, Entity]:
        found = ((id_, self.columns.entity_ids.find(id_)) for id_ in ids)
        return {id_: self._entity(number) for id_, number in found if number is not None}

    def find_entities(self, types: Collection[str], after: str | None, limit: int) -> Slice[Entity]:
        start = 0 if after is None else self.columns.entity_ids.place_behind(after)
        mask = self.selection.mask_types(tuple(types))
        if mask is None:
            total = self.columns.entity_count
            numbers: Sequence[int] = range(start, min(start + limit + 1, total))
        else:
            total, numbers = mask.count(1), find_ones(mask, start, limit + 1)
        return Slice(tuple(map(self._entity, numbers[:limit])), total, len(numbers) > limit)

    def find_named(self, wanted: ClaimQuery, after: str | None, limit: int) -> Slice[Entity]:
        start = 0 if after is None else self.columns.entity_ids.place_behind(after)
        mask = self._mask_named(wanted)
        numbers = find_ones(mask, start, limit + 1)
        return Slice(tuple(map(self._entity, numbers[:limit])), mask.count(1), len(numbers) > limit)

    @lru_cache(maxsize=4)  # noqa: B019 - a store lives as long as its process
    def _mask_named(self, wanted: ClaimQuery) -> bytes:
        """Return the mask of the entities that the wanted claims name, speakers and outlets too."""
        columns, claims = self.columns, self.selection.select(wanted)
        mask = bytearray(columns.entity_count + 1)
        for column in ("subject", "object", "speaker"):
            for number, count in enumerate(self._histogram(claims, column, columns.entity_count + 1)):
                mask[number] |= count > 0
        for claim, entity in zip(columns.sections["mention.claim"], columns.sections["mention.entity"], strict=True):
            if not mask[entity] and holds(claims, claim):
                mask[entity] = 1
        outlets: set[str] = set()
        supports = self._histogram(claims, "support", len(columns.supports))
        for facts, count in zip(self.planner.weigh(wanted.filters.exclusion), supports, strict=True):
            for source in facts.sources if facts is not None and count else ():
                outlets.add(self.sources[source].outlet)
        for place in map(columns.entity_ids.find, outlets):
            if place is not None:
                mask[place] = 1
        return bytes(mask[: columns.entity_count])

    def list_members(self, country: str) -> tuple[str, ...]:
        columns = self.columns
        codes = {number for number, codes in enumerate(columns.country_sets) if country in codes}
        numbers = (number for number, code in enumerate(columns.sections["entity.countries"]) if code in codes)
        return tuple(map(columns.entity_ids.__getitem__, numbers))

    def count_for_entities(self, ids: Collection[str], exclusion: Exclusion = NO_EXCLUSION) -> dict[str, EntityCounts]:
        asserted = self.count_asserted(exclusion)
        found = ((id_, self.columns.entity_ids.find(id_)) for id_ in ids)
        return {
            id_: EntityCounts(
                claims=self.count_named(number, exclusion),
                neighbours=self.count_neighbours(number, exclusion),
                asserted=asserted[number],
                published=self.published[number],
            )
            for id_, number in found
            if number is not None
        }

    # -- claims --

    def get_claims(self, ids: Collection[str]) -> dict[str, Claim]:
        numbers = [number for id_ in ids if (number := self.columns.claim_ids.find(id_)) is not None]
        return {claim.id: claim for claim in self.reader.read(numbers)}

    def find_claims(self, wanted: ClaimQuery, after: str | None, limit: int, order: ClaimOrder = "id") -> Slice[Claim]:
        is_plain = not wanted.falls_without and not wanted.stands_without
        if order == "newest" and after is None and wanted.tied_to is not None and is_plain:
            newest = self.selection.find_newest(wanted, limit)
            if newest is not None:
                return Slice(self.read(newest[0], wanted.filters.exclusion), newest[1], newest[1] > limit)
        chosen = self.selection.select(wanted)
        part, more = self.selection.cut(chosen, after, limit, order, wanted.filters.exclusion)
        return Slice(self.read(part, wanted.filters.exclusion), len(chosen), more)

    def read(self, numbers: Sequence[int], exclusion: Exclusion) -> tuple[Claim, ...]:
        """Return claims by number, without the evidence that an exclusion takes away; each must have some left."""
        claims = self.reader.read(numbers)
        if not exclusion:
            return claims
        left = self.planner.weigh(exclusion)
        facts = (left[self.columns.at("support", number)] for number in numbers)
        return tuple(
            claim if each is None else take_support(claim, each) for claim, each in zip(claims, facts, strict=True)
        )

    def count_claims(self, wanted: ClaimQuery) -> int:
        return len(self.selection.select(wanted))

    def find_references(self, ids: Collection[str], exclusion: Exclusion = NO_EXCLUSION) -> dict[str, tuple[str, ...]]:
        column, targets = self.columns.sections["reference.claim"], "reference.target"
        found = {}
        for id_ in ids:
            number = self.columns.claim_ids.find(id_)
            if number is None:
                continue
            referring = (column[row] for row in (self.columns.rows_of(targets, number) if len(column) else ()))
            found[id_] = tuple(
                self.columns.claim_ids[other] for other in referring if self.selection.is_there(other, exclusion)
            )
        return found

    # -- names --

    @cached_property
    def names(self) -> NameIndex:
        """The index of the names of entities."""
        sections, size = self.columns.sections.items(), len(NAME_SECTIONS)
        return NameIndex.from_sections({name[size:]: data for name, data in sections if name.startswith(NAME_SECTIONS)})

    def resolve_name(self, text: str) -> tuple[NameMatch, ...]:
        return self.names.resolve(text)

    def search_names(self, text: str, limit: int) -> list[NameMatch]:
        return self.names.search(text, limit)

    def complete_names(self, text: str, limit: int) -> list[NameMatch]:
        return self.names.complete(text, limit)

    def nearest_ids(self, kind: str, id_: str) -> Sequence[str]:
        columns = self.columns
        return nearest_sorted(
            id_, {"entity": columns.entity_ids, "claim": columns.claim_ids, "source": columns.source_ids}[kind]
        )

    # -- sources --

    def get_sources(self, ids: Collection[str]) -> dict[str, Source]:
        return {id_: self.sources[id_] for id_ in ids if id_ in self.sources}

    def find_sources(self, outlets: Collection[str], after: str | None, limit: int) -> Slice[Source]:
        ids = self.columns.source_ids
        start = 0 if after is None else ids.place_behind(after)
        wanted = {self.columns.entity_ids.find(outlet) for outlet in outlets}
        numbers = [
            number
            for number, outlet in enumerate(self.columns.sections["source.outlet"])
            if not outlets or outlet in wanted
        ]
        place = bisect_left(numbers, start)
        part = tuple(map(self._source, numbers[place : place + limit]))
        return Slice(part, len(numbers), place + limit < len(numbers))

    def count_for_sources(self, ids: Collection[str]) -> dict[str, int]:
        counts = self._count_resting
        return {id_: counts.get(id_, 0) for id_ in ids if id_ in self.sources}

    @cached_property
    def _count_resting(self) -> dict[str, int]:
        listed = self.selection.select(ClaimQuery())
        counts: dict[str, int] = {}
        numbers = unpack(self.columns.graph.histogram(listed, "support", len(self.columns.supports)))
        for facts, count in zip(self.planner.weigh(NO_EXCLUSION), numbers, strict=True):
            for source in facts.sources if facts is not None else ():
                counts[source] = counts.get(source, 0) + count
        return counts

    def find_nearby_cites(
        self, places: Collection[tuple[str, int, int]], exclusion: Exclusion = NO_EXCLUSION
    ) -> dict[tuple[str, int, int], NearbyCites]:
        brackets = self._find_brackets(exclusion)
        found = {}
        for source, paragraph, sentence in places:
            later = [each for each in brackets.get((source, paragraph), ()) if each.sentence > sentence]
            if later:
                found[source, paragraph, sentence] = later[0]
        return found

    @lru_cache(maxsize=16)  # noqa: B019 - a store lives as long as its process
    def _find_brackets(self, exclusion: Exclusion) -> dict[tuple[str, int], list[NearbyCites]]:
        """Return for each paragraph its brackets, by sentence."""
        found: dict[tuple[str, int], dict[int, tuple[Cite, ...]]] = {}
        for facts in self.planner.weigh(exclusion):
            for _, passage in facts.left if facts is not None else ():
                if passage.cites and passage.paragraph is not None and passage.sentence is not None:
                    cites = tuple(Cite.model_validate({"id": id_, "signal": signal}) for id_, signal in passage.cites)
                    found.setdefault((passage.source, passage.paragraph), {})[passage.sentence] = cites
        return {
            place: [NearbyCites(sentence, cites) for sentence, cites in sorted(brackets.items())]
            for place, brackets in found.items()
        }

    # -- retired ids --

    def get_retired(self, kind: RetiredKind, ids: Collection[str]) -> dict[str, Retired]:
        found = ((id_, self.columns.retired_keys.find(retired_key(kind, id_))) for id_ in ids)
        return {id_: self.columns.retired(number) for id_, number in found if number is not None}

    def find_retired(self, kind: RetiredKind, after: str | None, limit: int) -> Slice[Retired]:
        keys = self.columns.retired_keys
        # Behind a kind comes what it is joined to its ids by, then whatever is larger: "!" is the next character.
        first, end = keys.place_behind(retired_key(kind, "")), keys.place_behind(f"{kind}!")
        start = first if after is None else keys.place_behind(retired_key(kind, after))
        part = tuple(map(self.columns.retired, range(start, min(start + limit, end))))
        return Slice(part, end - first, start + limit < end)

    def count_records(self) -> dict[str, int]:
        return {
            "entities": self.columns.entity_count,
            "claims": self.columns.claim_count,
            "sources": len(self.columns.source_ids),
            "ties": len(self.columns.sections["pair_at"]) - 1,
        }


class SourcesById(Mapping[str, Source]):
    """The sources by their ids, read when they are asked for."""

    def __init__(self, columns: Columns, read: object) -> None:
        self._ids: StringTable = columns.source_ids
        self._read = read

    def __getitem__(self, id_: str) -> Source:
        number = self._ids.find(id_)
        if number is None:
            raise KeyError(id_)
        return self._read(number)  # type: ignore[operator,no-any-return]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)
