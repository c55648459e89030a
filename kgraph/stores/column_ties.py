"""Ties over columns: who is tied to whom, by which claims, and the shortest paths between two."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache

from kgraph.columns.numbers import to_numbers, unpack
from kgraph.filters import Exclusion, Filters
from kgraph.kernel.graph_pure import CANDIDATES, TIME, TOO_DEEP, VISITS, Lens
from kgraph.stores.base import Pair, Tie, TiedClaims, TieWeight
from kgraph.stores.column_base import ColumnBase
from kgraph.stores.routes import CutBy, Distance, Limits, PathQuestion, PathsFound, Route
from kgraph.stores.spans import DatedSpan, join_spans, list_spans

# Masks over all pairs that are kept.
CACHED_PAIRS = 8
# Lets nothing pass.
NO_LENS: Lens = (None, 0, 0, None, None, None)
_CUT_BY: dict[int, CutBy | None] = {0: None, VISITS: "visits", CANDIDATES: "candidates", TIME: "time"}


class ColumnTies(ColumnBase):
    """The part of the store that knows ties."""

    def find_ties(
        self, ids: Collection[str], filters: Filters, limit_per_id: int | None = None
    ) -> dict[str, tuple[Tie, ...]]:
        lens, types = self.tie_lens(filters), self.selection.mask_types(filters.type)
        found, names = {}, self.columns.entity_ids
        for id_ in ids:
            number = names.find(id_)
            if number is None:
                continue
            others, counts = ((), ()) if lens is None else map(unpack, self.columns.graph.ties(number, lens, types))
            found[id_] = tuple(map(Tie, names.take(others[:limit_per_id]), counts[:limit_per_id]))
        return found

    def tie_lens(self, filters: Filters) -> Lens | None:
        """Return what the claims of ties must pass; None if none can. `type` is about entities, and left out."""
        rest = filters.without("type", "min_outlets")
        lens = self.selection.lens(rest)
        if lens is None or filters.min_outlets is None or filters.min_outlets < 2:
            return lens
        return (*lens[:5], self.find_corroborated(rest, filters.min_outlets))

    @lru_cache(maxsize=CACHED_PAIRS)  # noqa: B019 - a store lives as long as its process
    def find_corroborated(self, filters: Filters, least: int) -> bytes:
        """Return the mask of the pairs whose claims that pass come from so many outlets; none at all if none passes."""
        lens = self.selection.lens(filters)
        starts, outlets = [0], list[int]()
        numbers: dict[str, int] = {}
        for facts in self.planner.weigh(filters.exclusion):
            for outlet in facts.outlets if facts is not None else ():
                outlets.append(numbers.setdefault(outlet, len(numbers)))
            starts.append(len(outlets))
        if lens is None:
            return b""
        return self.columns.graph.corroborated(lens, to_numbers(starts), to_numbers(outlets), least)

    def find_tied_claims(
        self, pairs: Collection[Pair], filters: Filters, limit_per_pair: int
    ) -> dict[Pair, TiedClaims]:
        lens, find = self.tie_lens(filters), self.columns.entity_ids.find
        found: dict[Pair, TiedClaims] = {}
        for one, other in pairs if lens is not None else ():
            first, second = find(one), find(other)
            if lens is None or first is None or second is None or first == second:
                continue
            summary = self.columns.graph.tie(first, second, lens, limit_per_pair, True)
            if summary is not None:
                found[one, other] = self._summarise((one, other), lens, summary, filters.exclusion)
        return found

    def _summarise(
        self,
        pair: Pair,
        lens: Lens,
        summary: tuple[int, int, bytes, bytes, bytes, bytes],
        exclusion: Exclusion,
    ) -> TiedClaims:
        count, forward, first, *codes = summary
        kind_codes, supports, dates = map(unpack, codes)
        kinds = [self.columns.kinds[code] for code in kind_codes]
        left = self.planner.weigh(exclusion)
        facts = [each for code in supports if (each := left[code]) is not None]
        return TiedClaims(
            pair=pair,
            claims=self.read(unpack(first), exclusion),
            claim_count=count,
            cited_count=self._count_cited(pair, lens, count, exclusion, supports),
            forward=forward,
            backward=count - forward,
            outlets=tuple(sorted({outlet for each in facts for outlet in each.outlets})),
            hedged=all(kind.hedge is not None for kind in kinds),
            presupposed=all(kind.basis == "presupposed" for kind in kinds),
            contested=self._is_contested(pair, lens, count, exclusion),
            statuses=tuple(sorted({kind.status for kind in kinds})),
            spans=self._merge_dates(dates),
        )

    def _count_cited(self, pair: Pair, lens: Lens, count: int, exclusion: Exclusion, supports: Sequence[int]) -> int:
        left = self.planner.weigh(exclusion)
        cited = [code for code in supports if (facts := left[code]) is not None and facts.is_cited]
        if not cited or len(cited) == len(supports):
            return count if cited else 0
        at = self.columns.at
        wanted = set(cited)
        return sum(at("support", claim) in wanted for claim in self._list_tied(pair, lens, count))

    def _is_contested(self, pair: Pair, lens: Lens, count: int, exclusion: Exclusion) -> bool:
        contested = self.list_contested(exclusion)
        return bool(contested) and not contested.isdisjoint(self._list_tied(pair, lens, count))

    def _list_tied(self, pair: Pair, lens: Lens, count: int) -> Sequence[int]:
        """Return all claims of a pair that pass."""
        one, other = (self.columns.entity_ids.find(id_) or 0 for id_ in pair)
        summary = self.columns.graph.tie(one, other, lens, count, False)
        return () if summary is None else unpack(summary[2])

    def _merge_dates(self, codes: Sequence[int]) -> tuple[DatedSpan, ...]:
        return join_spans(span for code in dict.fromkeys(codes) for span in self._list_spans(code))

    def _list_spans(self, code: int) -> tuple[DatedSpan, ...]:
        spans = self._spans.get(code)
        if spans is None:
            spans = self._spans[code] = list_spans(self.columns.dates.parse(code))
        return spans

    @cached_property
    def _spans(self) -> dict[int, tuple[DatedSpan, ...]]:
        """The stretches of days of each date that was asked for: there are far fewer dates than claims."""
        return {}

    def weigh_ties(self, pairs: Collection[Pair], filters: Filters) -> dict[Pair, TieWeight]:
        lens, find, tie = self.tie_lens(filters), self.columns.entity_ids.find, self.columns.graph.tie
        known: dict[tuple[bytes, bytes], TieWeight] = {}
        numbers = {id_: find(id_) for id_ in {id_ for pair in pairs for id_ in pair}}
        found: dict[Pair, TieWeight] = {}
        for one, other in pairs if lens is not None else ():
            first, second = numbers[one], numbers[other]
            summary = None if first is None or second is None or lens is None else tie(first, second, lens, 0, False)
            if summary is not None:
                codes = summary[3], summary[4]
                if codes not in known:
                    known[codes] = self._weigh(*codes, filters.exclusion)
                found[one, other] = known[codes]
        return found

    def _weigh(self, kind_codes: bytes, supports: bytes, exclusion: Exclusion) -> TieWeight:
        kinds = [self.columns.kinds[code] for code in unpack(kind_codes)]
        left = self.planner.weigh(exclusion)
        outlets = {outlet for code in unpack(supports) if (facts := left[code]) is not None for outlet in facts.outlets}
        statuses = tuple(sorted({kind.status for kind in kinds}))
        return TieWeight(len(outlets), all(kind.hedge is not None for kind in kinds), statuses)

    # -- paths --

    def search_routes(self, question: PathQuestion, limits: Limits, max_candidates: int) -> PathsFound | None:
        ends = self._find_ends(question)
        find = self.columns.entity_ids.find
        via = [sorted(number for id_ in stop if (number := find(id_)) is not None) for stop in question.stops]
        if ends is None or not all(via) or not limits.is_real_time:
            return None
        levels, cut = self.columns.graph.routes(
            *ends,
            self.tie_lens(question.filters) or NO_LENS,
            self._mask_between(question),
            tuple(map(to_numbers, via)),
            question.max_hops,
            question.k,
            question.all_lengths,
            limits.max_visits,
            max_candidates,
            limits.seconds_left,
        )
        names, turned = self.columns.entity_ids, question.end < question.start
        found = PathsFound()
        for hops, numbers in enumerate(map(unpack, levels), start=1):
            ids = [names[number] for number in numbers]
            routes = [tuple(ids[start : start + hops + 1]) for start in range(0, len(ids), hops + 1)]
            found.routes.append([route[::-1] for route in routes] if turned else routes)
        found.truncated_by = _CUT_BY[cut]
        limits.out_of_time = limits.out_of_time or found.truncated_by == "time"
        found.complete = not cut and len(levels) == question.max_hops
        return found

    def search_distance(self, question: PathQuestion, limits: Limits) -> Distance | None:
        found = self.find_route(question, limits)
        if found is None:
            return None
        route, cut = found
        if cut is not None:
            return Distance(None, known=False)
        return Distance(len(route) - 1 if route else None)

    def find_route(self, question: PathQuestion, limits: Limits | None = None) -> tuple[Route, CutBy | None] | None:
        """Return one shortest path, empty if there is none, and what cut the search; `via` and `max_hops` do not count.

        Always the same one. None for a path too long for this search, or a clock that is not the machine's.
        """
        limits = limits or Limits()
        ends = self._find_ends(question)
        if ends is None or not limits.is_real_time:
            return None
        lens = self.tie_lens(question.filters) or NO_LENS
        numbers, cut = self.columns.graph.shortest(
            *ends, lens, self._mask_between(question), limits.max_visits, limits.seconds_left
        )
        if cut == TOO_DEEP:
            return None
        limits.out_of_time = limits.out_of_time or _CUT_BY[cut] == "time"
        names = self.columns.entity_ids
        route = tuple(names[number] for number in unpack(numbers))
        return (route[::-1] if question.end < question.start else route), _CUT_BY[cut]

    def _find_ends(self, question: PathQuestion) -> tuple[int, int] | None:
        start, end = (self.columns.entity_ids.find(id_) for id_ in (question.start, question.end))
        return None if start is None or end is None or start == end else (start, end)

    def _mask_between(self, question: PathQuestion) -> bytes | None:
        """Return the mask of the entities that may lie between the ends."""
        types = self.selection.mask_types(question.filters.type)
        if not question.avoid:
            return types
        mask = bytearray(types if types is not None else b"\1" * self.columns.entity_count)
        for id_ in question.avoid:
            number = self.columns.entity_ids.find(id_)
            if number is not None:
                mask[number] = 0
        return bytes(mask)

    def find_components(self, ids: Collection[str]) -> dict[str, int]:
        component, find = self.columns.sections["component"], self.columns.entity_ids.find
        return {id_: component[number] for id_ in ids if (number := find(id_)) is not None}
