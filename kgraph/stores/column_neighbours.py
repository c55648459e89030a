"""Whom entities are tied to, ranked and paired by number: ids are read only of those that are handed out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from kgraph.columns.numbers import Numbers, find_ones, to_numbers, unpack
from kgraph.filters import Filters
from kgraph.stores.base import BrokenTie, Pair, Slice, Tie
from kgraph.stores.column_ties import ColumnTies

# A rank is a count, of which more go first, and the number of an entity below it.
_MOST = 0xFFFFFFFF
_NUMBER = 0xFFFFFFFF
_NOT = bytes.maketrans(b"\0\1", b"\1\0")


class ColumnNeighbours(ColumnTies):
    """The part of the store that looks at many ties at once."""

    def rank_ties(
        self,
        ids: Collection[str],
        filters: Filters,
        *,
        limit: int,
        after: Tie | None = None,
        avoid: Collection[str] = (),
        of_all: bool = False,
    ) -> Slice[Tie]:
        counts = self._sum_ties(ids, filters, self._mask_ends(filters.type, avoid), of_all=of_all)
        ranks = sorted([_MOST - count << 32 | other for other, count in counts])
        start = 0 if after is None else bisect_left(ranks, self._rank_behind(after))
        part = ranks[start : start + limit]
        names = self.columns.entity_ids.take(rank & _NUMBER for rank in part)
        ties = tuple(Tie(id_, _MOST - (rank >> 32)) for id_, rank in zip(names, part, strict=True))
        return Slice(ties, len(ranks), start + limit < len(ranks))

    def _rank_behind(self, tie: Tie) -> int:
        """Return the first rank that can follow a tie; whatever stands in a cursor is no tie of this dataset."""
        return (_MOST - tie.claim_count << 32) + self.columns.entity_ids.place_behind(tie.other)

    def _sum_ties(
        self, ids: Collection[str], filters: Filters, ends: bytes | None, *, of_all: bool
    ) -> Iterable[tuple[int, int]]:
        """Return the numbers of those tied to any of some entities, or to all, with the claims of all these ties."""
        lens, distinct = self.tie_lens(filters), sorted(set(ids))
        numbers = [number for id_ in distinct if (number := self.columns.entity_ids.find(id_)) is not None]
        if lens is None or not numbers or (of_all and len(numbers) < len(distinct)):
            return ()
        first, *rest = (tuple(map(unpack, self.columns.graph.ties(number, lens, ends))) for number in numbers)
        if not rest:
            return zip(*first, strict=True)
        counts = dict(zip(*first, strict=True))
        for others, more in rest:
            if of_all:
                here = dict(zip(others, more, strict=True))
                counts = {other: counts[other] + here[other] for other in counts.keys() & here.keys()}
                continue
            for other, count in zip(others, more, strict=True):
                counts[other] = counts.get(other, 0) + count
        return counts.items()

    def _mask_ends(self, types: Sequence[str], avoid: Collection[str]) -> bytes | None:
        """Return the mask of the entities of some types, but for some; None for all."""
        mask = self.selection.mask_types(types)
        if not avoid:
            return mask
        left = bytearray(mask if mask is not None else b"\1" * self.columns.entity_count)
        for number in map(self.columns.entity_ids.find, avoid):
            if number is not None:
                left[number] = 0
        return bytes(left)

    def find_pairs(self, ids: Collection[str], filters: Filters) -> list[Pair]:
        lens, names = self.tie_lens(filters), self.columns.entity_ids
        numbers = sorted({number for number in map(names.find, ids) if number is not None})
        if lens is None:
            return []
        mask = bytearray(self.columns.entity_count)
        for number in numbers:
            mask[number] = 1
        ends, known = bytes(mask), dict(zip(numbers, names.take(numbers), strict=True))
        return [
            (known[number], known[other])
            for number in numbers
            for other in unpack(self.columns.graph.ties(number, lens, ends)[0])
            if number < other
        ]

    # -- pairs of which nothing is left --

    def find_broken_ties(self, filters: Filters, limit: int) -> Slice[BrokenTie]:
        at = self.columns.sections["pair_at"]
        enough = self.find_corroborated(filters.without("type", "min_outlets"), filters.min_outlets or 1)
        # No mask at all: nothing passes.
        broken = enough.translate(_NOT) if enough else b"\1" * (len(at) - 1)
        count, pairs = broken.count(1), find_ones(broken, 0, limit)
        ties = tuple(
            BrokenTie(ends, at[pair + 1] - at[pair]) for ends, pair in zip(self._iter_ends(pairs), pairs, strict=True)
        )
        return Slice(ties, count, count > len(ties))

    def _iter_ends(self, pairs: Iterable[int]) -> Iterator[Pair]:
        """Yield the ends of pairs, by the pairs' numbers: pairs are numbered by their lower end, then by the other."""
        sections, names = self.columns.sections, self.columns.entity_ids
        starts, others = sections["pair_start"], sections["pair_other"]
        for pair in pairs:
            one = bisect_right(self._first_pairs, pair) - 1
            row = bisect_right(others, one, starts[one], starts[one + 1])
            yield names[one], names[others[row + pair - self._first_pairs[one]]]

    @cached_property
    def _first_pairs(self) -> Numbers:
        """The number of the first pair of which each entity is the lower end, or could be."""
        starts, others = self.columns.sections["pair_start"], self.columns.sections["pair_other"]
        count, firsts = 0, list[int]()
        for one in range(self.columns.entity_count):
            firsts.append(count)
            count += starts[one + 1] - bisect_right(others, one, starts[one], starts[one + 1])
        return to_numbers(firsts)
