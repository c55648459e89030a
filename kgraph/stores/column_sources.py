"""What claims over columns rest on: counted by what many of them rest on alike, not claim by claim."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from functools import lru_cache

from kgraph.stores.base import ClaimQuery, Slice, SourceUse
from kgraph.stores.column_counts import ColumnCounts

# A list of sources is read page by page, the same question asked for each: so many are remembered.
CACHED_QUERIES = 4


class ColumnSources(ColumnCounts):
    """The part of the store that tells which sources claims rest on."""

    def find_source_uses(self, wanted: ClaimQuery, after: str | None, limit: int) -> Slice[SourceUse]:
        uses = self._list_uses(wanted)
        start = 0 if after is None else bisect_right(uses, after, key=_by_id)
        return Slice(uses[start : start + limit], len(uses), start + limit < len(uses))

    @lru_cache(maxsize=CACHED_QUERIES)  # noqa: B019 - a store lives as long as its process
    def _list_uses(self, wanted: ClaimQuery) -> tuple[SourceUse, ...]:
        """Return what each source is to the wanted claims, by id."""
        counts: Counter[str] = Counter()
        read: set[str] = set()
        citing: dict[str, set[str]] = defaultdict(set)
        numbers = self._histogram(self.selection.select(wanted), "support", len(self.columns.supports))
        for facts, count in zip(self.planner.weigh(wanted.filters.exclusion), numbers, strict=True):
            if facts is None or not count:
                continue
            counts.update(dict.fromkeys(facts.sources, count))
            for _, passage in facts.left:
                read.add(passage.source)
                for id_, _ in passage.cites:
                    citing[id_].add(passage.source)
        return tuple(
            SourceUse(id_, counts[id_], id_ in read, tuple(sorted(citing.get(id_, ())))) for id_ in sorted(counts)
        )


def _by_id(use: SourceUse) -> str:
    return use.source
