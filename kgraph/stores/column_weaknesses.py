"""Where a dataset over columns is weak: what nothing names, what nothing uses, and what would fall."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cached_property
from operator import gt, not_, or_

from kgraph.columns.numbers import find_ones, unpack
from kgraph.filters import NO_EXCLUSION, Exclusion
from kgraph.records.entity import MAIN_LANGUAGE
from kgraph.stores.base import ClaimQuery, Slice, SourceRoles
from kgraph.stores.column_counts import ColumnCounts
from kgraph.stores.selection import holds, to_filters

_NOT = bytes.maketrans(b"\0\1", b"\1\0")


class ColumnWeaknesses(ColumnCounts):
    """The part of the store that looks for what is missing."""

    def find_source_roles(self, ids: Collection[str]) -> dict[str, SourceRoles]:
        carrying, cited = self._sources_in_use
        return {id_: SourceRoles(id_ in carrying, id_ in cited) for id_ in ids if id_ in self.sources}

    @cached_property
    def _sources_in_use(self) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the sources that claims were read in, and of those that their passages cite."""
        supports = self.columns.supports
        counts = unpack(self.columns.graph.histogram(self.selection.select(ClaimQuery()), "support", len(supports)))
        passages = {passage for support, count in zip(supports, counts, strict=True) if count for passage in support}
        cited = frozenset(id_ for passage in passages for id_, _ in passage.cites)
        return frozenset(passage.source for passage in passages), cited

    def find_unused_sources(self, limit: int) -> Slice[str]:
        used = frozenset().union(*self._sources_in_use)
        unused = [id_ for id_ in self.columns.source_ids if id_ not in used]
        return Slice(tuple(unused[:limit]), len(unused), len(unused) > limit)

    def find_fallen_entities(self, exclusion: Exclusion, limit: int) -> Slice[str]:
        before, after = self._flag_named(NO_EXCLUSION), self._flag_named(exclusion)
        return self._list_flagged(bytes(map(gt, before, after)), limit)

    def find_orphans(self, limit: int) -> Slice[str]:
        # Whoever has spoken or published is no orphan either.
        active = map(or_, self.count_asserted(NO_EXCLUSION), self.published)
        return self._list_flagged(bytes(map(not_, map(or_, self._flag_named(NO_EXCLUSION), active))), limit)

    def _flag_named(self, exclusion: Exclusion) -> bytes:
        """Return, for each entity, whether a listed claim names it that stands under an exclusion."""
        claims, size = self.selection.select(ClaimQuery(to_filters(exclusion))), self.columns.entity_count
        # The number behind the last stands for no object.
        ends = (unpack(self.columns.graph.histogram(claims, name, size + 1))[:size] for name in ("subject", "object"))
        named = bytearray(map(bool, map(or_, *ends)))
        sections = self.columns.sections
        for claim, entity in zip(sections["mention.claim"], sections["mention.entity"], strict=True):
            if not named[entity] and holds(claims, claim):
                named[entity] = 1
        return bytes(named)

    def find_unnamed(self, limit: int) -> dict[str, Slice[str]]:
        size = self.columns.entity_count
        named = {MAIN_LANGUAGE: bytearray(b"\1") * size} if size else {}
        # Most entities of a large dataset have one name, whose language is not written down.
        for number in self.columns.entity_records.find_holding(b'"lang"'):
            for name in json.loads(self.columns.entity_records[number])["names"]:
                named.setdefault(name["lang"], bytearray(size))[number] = 1
        return {lang: self._list_flagged(bytes(mask).translate(_NOT), limit) for lang, mask in named.items()}

    def _list_flagged(self, mask: bytes, limit: int) -> Slice[str]:
        """Return the ids of the entities with a flag."""
        count = mask.count(1)
        first = self.columns.entity_ids.take(find_ones(mask, 0, limit))
        return Slice(tuple(first), count, count > len(first))
