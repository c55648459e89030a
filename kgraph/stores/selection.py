"""Which claims a query means, by number: what the kernel can look up, and what only few claims need be read for."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from kgraph.columns import Columns
from kgraph.columns.numbers import Numbers, to_numbers, unpack
from kgraph.filters import NO_EXCLUSION, NO_FILTERS, Exclusion, Filters
from kgraph.kernel.graph_pure import Lens
from kgraph.stores.base import ClaimOrder, ClaimQuery, Pair
from kgraph.stores.plan import CACHED_VIEWS, Plan, Planner

# Masks over all claims that are kept: a search asks for the same one again and again.
CACHED_MASKS = 8
# A list so many times as long as another is searched for each number of that, rather than read.
_SEARCHED = 16


class Selection:
    """Finds the claims of one dataset version that queries mean."""

    def __init__(self, columns: Columns, planner: Planner) -> None:
        """Take the columns, and what makes plans over them."""
        self._columns, self._planner, self._graph = columns, planner, columns.graph
        self.mask_claims = lru_cache(CACHED_MASKS)(self._mask_claims)
        self._rank_evidence = lru_cache(CACHED_VIEWS)(self._order_evidence)
        self.everything: Lens = (None, 0, len(columns.dates), None, None, None)

    # -- lenses --

    def lens(self, filters: Filters, *, kinds: bytes | None = None) -> Lens | None:
        """Return what entries must pass under filters, but for `type` and `min_outlets`; None if nothing can."""
        plan = self._planner.plan(filters)
        if plan.nothing:
            return None
        mine = plan.kinds if kinds is None else _meet(plan.kinds, kinds)
        claims = None if plan.is_simple else self.mask_claims(filters)
        return (mine, plan.window.lo, plan.window.hi, plan.window.mask, claims, None)

    def _mask_claims(self, filters: Filters) -> bytes:
        """Return the mask of the claims that pass what neither kinds nor dates decide."""
        mask = bytearray(self._columns.claim_count)
        for claim in self._try_plan(self._planner.plan(filters), None, kinds=None, dated=False):
            mask[claim] = 1
        return bytes(mask)

    # -- claims --

    def select(self, wanted: ClaimQuery) -> Numbers:
        """Return the claims that are wanted, in the order of their ids."""
        filters = wanted.filters
        # Where ties are asked for, `min_outlets` is about all claims of a tie.
        is_tied = wanted.ties or wanted.tied_to is not None
        plan = self._planner.plan(filters.without("min_outlets") if is_tied else filters)
        if plan.nothing or (wanted.dated is False and self._columns.dates.undated is None):
            return array("I")
        candidates = self._find_candidates(wanted)
        if candidates is not None and not len(candidates):
            return array("I")
        chosen = self._try_plan(plan, candidates, kinds=self._choose_kinds(wanted, plan), wanted=wanted)
        left_out = self._untied if wanted.ties else self._edgeless if wanted.edges else None
        return array("I", (claim for claim in chosen if claim not in left_out)) if left_out else chosen

    def _choose_kinds(self, wanted: ClaimQuery, plan: Plan) -> bytes | None:
        kinds = plan.kinds
        if wanted.ids is None and "deprecated" not in wanted.filters.rank and 0 in self._planner.listed:
            kinds = _meet(kinds, self._planner.listed)
        if wanted.ties or wanted.edges:
            kinds = _meet(kinds, bytes(self._columns.sections["kind_ties"]))
        return kinds

    def _try_plan(
        self,
        plan: Plan,
        candidates: Numbers | None,
        *,
        kinds: bytes | None,
        wanted: ClaimQuery | None = None,
        dated: bool = True,
    ) -> Numbers:
        columns = list(plan.columns)
        if kinds is not None and 0 in kinds:
            columns.append(("kind", kinds))
        if dated and (mask := self._mask_dates(plan, wanted)) is not None:
            columns.append(("date", mask))
        if wanted is not None and (mask := self._mask_supports(wanted)) is not None:
            columns.append(("support", mask))
        if plan.claims is not None:
            of = range(self._columns.claim_count) if candidates is None else candidates
            candidates = to_numbers(claim for claim in sorted(plan.claims) if holds(of, claim))
        ends = None if wanted is None or wanted.tied_to is not None else self.mask_types(wanted.filters.type)
        words = plan.words or (None,)
        found = candidates
        for bits in words:
            found = unpack(self._graph.select(found, tuple(columns), ends, None, bits))
            columns, ends = [], None
        chosen: Numbers = found if found is not None else array("I")
        if wanted is not None and wanted.dyad is not None:
            return self._between_countries(chosen, *wanted.dyad)
        return chosen

    def _mask_dates(self, plan: Plan, wanted: ClaimQuery | None) -> bytes | None:
        dates = self._columns.dates
        windows = [plan.window]
        if wanted is not None and wanted.dated is not None:
            windows.append(dates.dated(wanted.dated))
        mask: bytes | None = None
        for window in windows:
            if window != dates.everything:
                inside = window.mask or bytes(window.lo) + b"\1" * (window.hi - window.lo)
                mask = _meet(mask, inside.ljust(len(dates), b"\0"))
        return mask

    def _mask_supports(self, wanted: ClaimQuery) -> bytes | None:
        """Return the mask of what is cited, known from few outlets, or falls, if the query asks for any of it."""
        cited, most = wanted.cited, wanted.max_outlets
        mask: bytes | None = None
        if cited is not None or most is not None:
            mask = self._planner.find_supports(
                lambda facts: (
                    (cited is None or facts.is_cited == cited) and (most is None or len(facts.outlets) <= most)
                ),
                wanted.filters.exclusion,
            )
        for exclusion, falls in ((wanted.falls_without, True), (wanted.stands_without, False)):
            if exclusion:
                mask = _meet(mask, bytes((facts is None) == falls for facts in self._planner.weigh(exclusion)))
        return mask

    def mask_types(self, types: Sequence[str]) -> bytes | None:
        """Return the mask of the entities of some types; None for any type."""
        if not types:
            return None
        words = self._columns.meta["types"]
        codes = self._columns.sections["entity.type"]
        table = bytes(type_ in types for type_ in words)
        if codes.itemsize == 1:
            return codes.tobytes().translate(table.ljust(256, b"\0"))
        return bytes(table[code] for code in codes)

    def _find_candidates(self, wanted: ClaimQuery) -> Numbers | None:
        """Return claims that include every one which can pass, the fewest that are at hand; None for all."""
        filters, find = wanted.filters, self._columns.entity_ids.find
        lists: list[Numbers] = []
        if wanted.ids is not None:
            numbers = (self._columns.claim_ids.find(id_) for id_ in wanted.ids)
            lists.append(to_numbers(sorted(number for number in numbers if number is not None)))
        if filters.between:
            one, other = (find(id_) for id_ in filters.between)
            lists.append(array("I") if one is None or other is None else unpack(self._graph.claims_between(one, other)))
        if wanted.pairs is not None:
            lists.append(self._between(wanted.pairs))
        if wanted.tied_to is not None:
            lists.append(self._tied_to(wanted.tied_to, filters))
        lists += [
            self._named(tuple(number for id_ in named if (number := find(id_)) is not None))
            for named in (filters.about, filters.subject, filters.object)
            if named
        ]
        if not lists:
            return None
        lists.sort(key=len)
        first, *rest = lists
        for other_list in rest:
            first = intersect(first, other_list)
        return first

    def _between(self, pairs: Iterable[Pair]) -> Numbers:
        """Return the claims with an edge between the two entities of one of these pairs."""
        find = self._columns.entity_ids.find
        found: set[int] = set()
        for one, other in pairs:
            ends = find(one), find(other)
            if ends[0] is not None and ends[1] is not None:
                found.update(unpack(self._graph.claims_between(ends[0], ends[1])))
        return to_numbers(sorted(found))

    def _tied_to(self, id_: str, filters: Filters) -> Numbers:
        node, lens = self._columns.entity_ids.find(id_), self.lens(filters.without("min_outlets", "type"))
        if node is None or lens is None:
            return array("I")
        return unpack(self._graph.claims_of(node, lens, True, self.mask_types(filters.type)))

    def _named(self, nodes: Sequence[int]) -> Numbers:
        parts = [unpack(self._graph.claims_of(node, self.everything, False, None)) for node in nodes]
        return parts[0] if len(parts) == 1 else to_numbers(sorted({claim for part in parts for claim in part}))

    def claims_of(self, node: int, exclusion: Exclusion = NO_EXCLUSION) -> Numbers:
        """Return the listed claims that name an entity, and stand under an exclusion."""
        lens = self.lens(to_filters(exclusion))
        if lens is None:
            return array("I")
        kinds = self._planner.listed if 0 in self._planner.listed else None
        return unpack(self._graph.claims_of(node, (_meet(lens[0], kinds), *lens[1:]), False, None))

    def is_there(self, claim: int, exclusion: Exclusion) -> bool:
        """Tell whether a claim is listed and stands under an exclusion."""
        if not self._planner.listed[self._columns.at("kind", claim)]:
            return False
        return not exclusion or self._planner.weigh(exclusion)[self._columns.at("support", claim)] is not None

    @cached_property
    def _untied(self) -> frozenset[int]:
        """The claims that name entities and tie none."""
        return frozenset(claim for claim in self._loose if not self._ends(claim) - {self._columns.at("subject", claim)})

    @cached_property
    def _edgeless(self) -> frozenset[int]:
        """The claims that make no edge, be it from an entity to itself."""
        return frozenset(claim for claim in self._loose if not self._ends(claim))

    @cached_property
    def _loose(self) -> frozenset[int]:
        """The claims that name an entity which they tie to none."""
        claims = self._columns.sections["inc_claim"]
        return frozenset(claims[place] for place in self._columns.sections["inc_loose"])

    def _ends(self, claim: int) -> set[int]:
        """Return the entities that the edges of a claim run to."""
        columns, object_ = self._columns, self._columns.at("object", claim)
        ends = {entity for entity, ties in columns.mentions_of(claim) if ties}
        return ends if object_ == columns.entity_count else ends | {object_}

    # -- countries --

    def _between_countries(self, claims: Numbers, one: str, other: str) -> Numbers:
        columns = self._columns
        sets = columns.country_sets
        bits = bytes((one in codes) | (other in codes) << 1 for codes in sets)
        of = columns.sections["entity.countries"]
        mask = of.tobytes().translate(bits.ljust(256, b"\0")) if of.itemsize == 1 else bytes(bits[code] for code in of)
        found = unpack(self._graph.select(claims, (), None, mask, None))
        if not len(columns.sections["mention.claim"]):
            return found
        more = {
            claim
            for claim in sorted(set(columns.sections["mention.claim"]))
            if holds(claims, claim) and self._joins(claim, mask)
        }
        return to_numbers(sorted(more.union(found)))

    def _joins(self, claim: int, mask: bytes) -> bool:
        subject = self._columns.at("subject", claim)
        mine = mask[subject]
        ends = (mask[end] for end in self._ends(claim) if end != subject)
        return mine == 3 or any((mine & 1 and end & 2) or (mine & 2 and end & 1) for end in ends)

    # -- orders --

    def cut(
        self, chosen: Numbers, after: str | None, limit: int, order: ClaimOrder, exclusion: Exclusion
    ) -> tuple[Numbers, bool]:
        """Return the part of the chosen claims behind one of them, in an order, and whether more follow."""
        if order == "id":
            start = 0 if after is None else bisect_left(chosen, self._columns.claim_ids.place_behind(after))
            return chosen[start : start + limit], start + limit < len(chosen)
        tables = self._tables(order, exclusion)
        floor = None
        if after is not None:
            number = self._columns.claim_ids.find(after)
            if number is None or not holds(chosen, number):
                return array("I"), False
            floor = self._key_of(number, tables) << 32 | number
        found = unpack(self._graph.first_by_key(chosen, tables, floor, limit + 1))
        return found[:limit], len(found) > limit

    def _tables(self, order: ClaimOrder, exclusion: Exclusion) -> tuple[tuple[str, Numbers], ...]:
        dates = self._columns.dates
        match order:
            case "oldest":
                return (("date", dates.rank),)
            case "newest":
                return (("date", dates.newest_rank),)
        presupposed = bytes(kind.basis == "presupposed" for kind in self._columns.kinds)
        return ("support", self._rank_evidence(exclusion)), ("kind", memoryview(presupposed))

    def _order_evidence(self, exclusion: Exclusion) -> Numbers:
        """Return the place of each support in the order by evidence: more outlets first, then more sources."""
        keys = [
            (0, 0) if facts is None else (-len(facts.outlets), -len(facts.supports))
            for facts in self._planner.weigh(exclusion)
        ]
        ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}
        return to_numbers(ranks[key] for key in keys)

    def _key_of(self, claim: int, tables: tuple[tuple[str, Numbers], ...]) -> int:
        key = 0
        for name, table in tables:
            key = (key << 8) + table[self._columns.at(name, claim)]
        return key

    def find_newest(self, wanted: ClaimQuery, limit: int) -> tuple[Numbers, int] | None:
        """Return the newest claims that tie an entity and how many do; None where only `select` can tell."""
        filters = wanted.filters
        is_narrowed = wanted.ids is not None or wanted.dated is not None or wanted.cited is not None
        is_narrowed = is_narrowed or wanted.pairs is not None
        if is_narrowed or wanted.max_outlets is not None or wanted.ties or wanted.edges or wanted.dyad is not None:
            return None
        if filters.type or filters.about or filters.subject or filters.object or filters.between:
            return None
        node = self._columns.entity_ids.find(wanted.tied_to or "")
        lens = self.lens(filters.without("min_outlets") if filters.min_outlets else filters)
        if node is None or lens is None:
            return array("I"), 0
        dated = self._columns.dates.groups[0]
        if lens[2] <= dated[1]:
            part, total = self._graph.newest(node, lens, limit)
            return unpack(part), total
        found, total = array("I"), 0
        for first, last in self._columns.dates.groups:
            start, end = max(lens[1], first), min(lens[2], last)
            if start < end:
                part, count = self._graph.newest(node, (lens[0], start, end, *lens[3:]), limit - len(found))
                found.frombytes(part)
                total += count
        return found, total


def _meet(one: bytes | None, other: bytes | None) -> bytes | None:
    """Return the mask of what passes both."""
    if one is None or other is None:
        return one if other is None else other
    size = len(one)
    return (int.from_bytes(one, "little") & int.from_bytes(other, "little")).to_bytes(size, "little")


def intersect(few: Numbers, many: Numbers) -> Numbers:
    """Return what two sorted lists share, in order."""
    if len(few) * _SEARCHED < len(many):
        return to_numbers(number for number in few if holds(many, number))
    return to_numbers(sorted(set(few).intersection(many)))


def holds(numbers: Sequence[int], number: int) -> bool:
    """Tell whether a number is among others, which are sorted."""
    place = bisect_right(numbers, number)
    return place > 0 and numbers[place - 1] == number


def to_filters(exclusion: Exclusion) -> Filters:
    """Return the filters that say no more than what is excluded."""
    if not exclusion:
        return NO_FILTERS
    return Filters(exclude_outlet=tuple(sorted(exclusion.outlets)), exclude_source=tuple(sorted(exclusion.sources)))
