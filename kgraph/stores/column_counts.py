"""Counts over columns: how many claims have each value of a facet."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import repeat

from kgraph.columns.numbers import Numbers, to_numbers, unpack
from kgraph.dates import to_month_text
from kgraph.filters import Exclusion
from kgraph.kernel.graph_pure import Lens
from kgraph.stores.base import ClaimQuery
from kgraph.stores.column_base import ColumnBase
from kgraph.stores.facets import Facet
from kgraph.stores.selection import to_filters


class ColumnCounts(ColumnBase):
    """The part of the store that counts."""

    def count_by(self, wanted: ClaimQuery, facet: Facet) -> dict[str | None, int]:
        claims = self.selection.select(wanted)
        counts: Counter[str | None] = Counter()
        match facet:
            case "type":
                return dict(self._count_types(claims))
            case "country":
                return dict(self._count_countries(claims))
            case "speaker":
                ids = self.columns.entity_ids
                numbers = self._histogram(claims, "speaker", self.columns.entity_count)
                return {ids[number]: count for number, count in enumerate(numbers) if count}
            case "month":
                column, rows = "date", self._months
            case "outlet":
                left = self.planner.weigh(wanted.filters.exclusion)
                column, rows = "support", [() if facts is None else facts.outlets for facts in left]
            case _:
                column, rows = "kind", self._list_kind_values(facet)
        for values, count in zip(rows, self._histogram(claims, column, len(rows)), strict=True):
            if count:
                counts.update(dict.fromkeys(values or (None,), count))
        return dict(counts)

    def _histogram(self, claims: Numbers, column: str, size: int) -> memoryview:
        return unpack(self.columns.graph.histogram(claims, column, size))

    @cached_property
    def _months(self) -> list[tuple[str, ...]]:
        """The month of each date: read once, since there are far fewer dates than claims."""
        return [self._month_of(code) for code in range(len(self.columns.dates))]

    def _month_of(self, code: int) -> tuple[str, ...]:
        date = self.columns.dates.parse(code)
        return () if date is None else (to_month_text(date),)

    def _list_kind_values(self, facet: Facet) -> list[tuple[str, ...]]:
        kinds, by_id = self.columns.kinds, self.vocabulary.predicate_by_id
        match facet:
            case "predicate":
                return [(kind.predicate,) for kind in kinds]
            case "status":
                return [(kind.status,) for kind in kinds]
        return [tuple(dict.fromkeys(kind.topics or (by_id[kind.predicate].topic,))) for kind in kinds]

    def _count_types(self, claims: Numbers) -> Counter[str | None]:
        words = self.columns.meta["types"]
        counts: Counter[str | None] = Counter()
        for one, other, count in self._count_ends(claims, self.columns.sections["entity.type"], len(words)):
            ends = [one] if other == len(words) else [one, other]
            counts.update(dict.fromkeys((words[code] for code in ends), count))
        return counts

    def _count_countries(self, claims: Numbers) -> Counter[str | None]:
        columns = self.columns
        sets, of = columns.country_sets, columns.sections["entity.countries"]
        counts: Counter[str | None] = Counter()
        with_mentions = set(columns.sections["mention.claim"])
        apart = [claim for claim in claims if claim in with_mentions] if with_mentions else []
        rest = to_numbers(claim for claim in claims if claim not in with_mentions) if apart else claims
        for one, other, count in self._count_ends(rest, of, len(sets)):
            named = (*sets[one], *(sets[other] if other < len(sets) else ()))
            counts.update(dict.fromkeys(named or (None,), count))
        for claim in apart:
            codes = {code for entity in self._list_named(claim) for code in sets[of[entity]]}
            counts.update(dict.fromkeys(codes or (None,), 1))
        return counts

    def _list_named(self, claim: int) -> set[int]:
        columns = self.columns
        named = {columns.at("subject", claim), columns.at("object", claim)} - {columns.entity_count}
        return named.union(entity for entity, _ in columns.mentions_of(claim))

    def _count_ends(self, claims: Numbers, codes: Numbers, size: int) -> Iterable[tuple[int, int, int]]:
        """Yield each pair of codes of subject and object, `size` for no object, with how many claims have it."""
        counts = unpack(self.columns.graph.histogram_ends(claims, codes, size))
        for place, count in enumerate(counts):
            if count:
                yield place // (size + 1), place % (size + 1), count

    def count_parties(self, wanted: ClaimQuery, country: str) -> dict[str, int]:
        pair = wanted.dyad or (country, country)
        other = pair[1] if pair[0] == country else pair[0]
        claims = self.selection.select(wanted)
        with_mentions = set(self.columns.sections["mention.claim"])
        apart = [claim for claim in claims if claim in with_mentions] if with_mentions else []
        rest = [claim for claim in claims if claim not in with_mentions] if apart else claims
        counts: Counter[int] = Counter()
        # Many claims have the same two ends.
        for (subject, object_), count in Counter(zip(*self._read_ends(rest), strict=True)).items():
            ends = set() if object_ == self.columns.entity_count else {object_}
            counts.update(dict.fromkeys(self._list_parties(subject, ends, country, other), count))
        for claim in apart:
            ((subject, object_),) = zip(*self._read_ends((claim,)), strict=True)
            ends = {entity for entity, ties in self.columns.mentions_of(claim) if ties}
            ends |= set() if object_ == self.columns.entity_count else {object_}
            counts.update(self._list_parties(subject, ends, country, other))
        return {self.columns.entity_ids[number]: count for number, count in counts.items()}

    def _read_ends(self, claims: Numbers) -> tuple[Iterable[int], Iterable[int]]:
        """Return the subjects and the objects of claims."""
        subjects, objects = (self._read_column(name, claims) for name in ("subject", "object"))
        return subjects, objects

    def _read_column(self, name: str, claims: Numbers) -> Iterable[int]:
        column = self.columns.sections[name]
        return map(column.__getitem__, claims) if len(column) > 1 else repeat(column[0], len(claims))

    def _list_parties(self, subject: int, ends: set[int], country: str, other: str) -> set[int]:
        """Return the entities of a country that edges of a claim join to entities of another, or that are of both."""
        columns = self.columns
        mine = columns.countries_of(subject)
        if country in mine and other in mine:
            return {subject, *(end for end in ends if country in columns.countries_of(end))}
        found: set[int] = set()
        for end in ends - {subject}:
            theirs = columns.countries_of(end)
            if country in mine and other in theirs:
                found.add(subject)
            if country in theirs and other in mine:
                found.add(end)
        return found

    @cached_property
    def published(self) -> Sequence[int]:
        """How many sources each entity published."""
        counts = array("I", bytes(4 * self.columns.entity_count))
        for outlet in self.columns.sections["source.outlet"]:
            counts[outlet] += 1
        return counts

    def count_named(self, number: int, exclusion: Exclusion) -> int:
        """Return how many listed claims name an entity."""
        if exclusion or 0 in self.planner.listed or self.columns.meta["repeats"]:
            return len(self.selection.claims_of(number, exclusion))
        # Each entry is a claim of its own.
        starts = self.columns.sections["inc_start"]
        return int(starts[number + 1] - starts[number])

    @lru_cache(maxsize=4)  # noqa: B019 - a store lives as long as its process
    def count_asserted(self, exclusion: Exclusion) -> memoryview:
        """Return how many listed claims each entity asserts."""
        filters = to_filters(exclusion)
        return self._histogram(self.selection.select(ClaimQuery(filters)), "speaker", self.columns.entity_count)

    def count_neighbours(self, number: int, exclusion: Exclusion) -> int:
        """Return how many entities one is tied to."""
        if not exclusion:
            starts = self.columns.sections["pair_start"]
            return int(starts[number + 1] - starts[number])
        filters = to_filters(exclusion)
        lens: Lens | None = self.selection.lens(filters)
        return 0 if lens is None else len(self.columns.graph.ties(number, lens, None)[0]) // 4
