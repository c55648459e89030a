"""Any number of events that look like the real ones, the same for the same seed.

The real events are lifted: every entity gets as many likenesses as the wanted size is times the real one, and every
pair of entities, with all its rows, as many copies, each of them between other likenesses. So degrees, claims per
pair, predicates, repeated rows and bursts stay as they are, and the number of names grows with that of the claims.

Hubs are different. More events of this kind are not events of a second China: the first likeness of each of the
busiest hundredth of entities takes part in nearly all copies of its pairs, so that hubs keep their share of all claims
and grow with the data. Ties of two hubs become one tie with more claims, until their days are full: of five million
rows a twelfth repeat another.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from bench.events import Row
from bench.invention import NameInventor

HUB_FRACTION = 0.01
HUB_SHARE = 0.9
# A copy of a pair is moved by up to so many days as a whole, so that likenesses do not all act on one day.
MAX_SHIFT_DAYS = 60
LINES_PER_WRITE = 100_000

Pair = tuple[int, int]
# Whether the row runs from the first of the pair to the second, its predicate, and its day from the first day on.
PairRow = tuple[bool, int, int]


def generate(real: Sequence[Row], count: int, seed: int) -> Iterator[Row]:
    """Yield `count` rows like the real ones; exactly these, in their order, when there are as many.

    A smaller number is a sample of whole pairs. Raises ValueError for a count below 1 or no real rows.
    """
    if count < 1 or not real:
        raise ValueError(f"cannot make {count} rows of {len(real)} real ones")
    if count == len(real):
        return iter(real)
    return _Lift(real, count, random.Random(seed)).iter_rows()  # noqa: S311 (nothing secret)


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """Write rows as tab-separated lines; the file is there whole or not at all."""
    partial = path.with_suffix(".partial")
    lines = ("\t".join(row) + "\n" for row in rows)
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        while batch := list(islice(lines, LINES_PER_WRITE)):
            file.writelines(batch)
    partial.replace(path)


@dataclass(frozen=True, slots=True)
class _Likenesses:
    """The likenesses of every entity: how many, and where those after the first stand among all names."""

    counts: list[int]
    starts: list[int]
    hubs: frozenset[int]

    def choose(self, entity: int, copy: int, turn: int, chance: random.Random) -> int:
        """Return the likeness that takes part in a copy of a pair; `turn` is the pair's own offset."""
        count = self.counts[entity]
        if entity in self.hubs:
            which = 0 if chance.random() < HUB_SHARE else int(chance.random() * count)
        elif copy < count:
            # Every likeness takes its turn, so that a degree of 1 stays a degree of 1.
            which = (copy + turn) % count
        else:
            which = int(chance.random() * count)
        return entity if which == 0 else self.starts[entity] + which - 1


class _Lift:
    """One lift of the real rows to `count` rows."""

    def __init__(self, real: Sequence[Row], count: int, chance: random.Random) -> None:
        self._chance = chance
        self._count = count
        self._names = sorted({name for row in real for name in (row.subject, row.object)})
        self._predicates = sorted({row.predicate for row in real})
        self._first = min(date.fromisoformat(row.date) for row in real)
        self._last = max(date.fromisoformat(row.date) for row in real)
        self._pairs = self._read_pairs(real)
        self._likenesses = self._add_likenesses(len(real))

    def iter_rows(self) -> Iterator[Row]:
        """Yield the rows in random order."""
        columns = [array("i") for _ in Row._fields]
        copies, rest = self._count_copies()
        for pair, count in copies.items():
            self._copy_pair(self._pairs[pair], pair, count, columns)
        if rest:
            # No pair is as small as what is left: the smallest is copied in part.
            pair = min(self._pairs, key=lambda each: len(self._pairs[each]))
            self._copy_pair(self._pairs[pair][:rest], pair, 1, columns)
        subjects, predicates, objects, days = columns
        names, words, dates = self._names, self._predicates, self._write_dates()
        order = list(range(self._count))
        self._chance.shuffle(order)
        for at in order:
            yield Row(names[subjects[at]], words[predicates[at]], names[objects[at]], dates[days[at]])

    def _read_pairs(self, real: Sequence[Row]) -> dict[Pair, list[PairRow]]:
        numbers = {name: number for number, name in enumerate(self._names)}
        words = {word: number for number, word in enumerate(self._predicates)}
        pairs: dict[Pair, list[PairRow]] = {}
        for row in real:
            subject, object = numbers[row.subject], numbers[row.object]
            pair = (subject, object) if subject <= object else (object, subject)
            day = (date.fromisoformat(row.date) - self._first).days
            pairs.setdefault(pair, []).append((pair[0] == subject, words[row.predicate], day))
        return pairs

    def _add_likenesses(self, real_count: int) -> _Likenesses:
        real_names = list(self._names)
        whole, rest = divmod(max(round(len(real_names) * self._count / real_count), len(real_names)), len(real_names))
        counts = [whole] * len(real_names)
        for entity in self._chance.sample(range(len(real_names)), rest):
            counts[entity] += 1
        inventor = NameInventor(real_names, self._chance)
        starts = []
        for name, count in zip(real_names, counts, strict=True):
            starts.append(len(self._names))
            self._names.extend(inventor.invent(name) for _ in range(count - 1))
        return _Likenesses(counts, starts, self._find_hubs(len(real_names)))

    def _find_hubs(self, entity_count: int) -> frozenset[int]:
        degrees = [0] * entity_count
        for pair, rows in self._pairs.items():
            for entity in pair:
                degrees[entity] += len(rows)
        by_degree = sorted(range(entity_count), key=lambda entity: -degrees[entity])
        return frozenset(by_degree[: max(1, int(entity_count * HUB_FRACTION))])

    def _count_copies(self) -> tuple[dict[Pair, int], int]:
        """Return how often each pair is copied, and how many of the wanted rows are left over then."""
        whole, rest = divmod(self._count, sum(map(len, self._pairs.values())))
        copies = dict.fromkeys(self._pairs, whole)
        drawn = list(self._pairs)
        self._chance.shuffle(drawn)
        for pair in drawn:
            if len(self._pairs[pair]) <= rest:
                copies[pair] += 1
                rest -= len(self._pairs[pair])
        return copies, rest

    def _copy_pair(self, rows: list[PairRow], pair: Pair, copies: int, columns: list[array[int]]) -> None:
        subjects, predicates, objects, days = columns
        choose, chance = self._likenesses.choose, self._chance
        turns = int(chance.random() * 1_000_000), int(chance.random() * 1_000_000)
        for copy in range(copies):
            low = choose(pair[0], copy, turns[0], chance)
            high = low if pair[0] == pair[1] else choose(pair[1], copy, turns[1], chance)
            shift = int(chance.random() * (2 * MAX_SHIFT_DAYS + 1))
            for forward, predicate, day in rows:
                subjects.append(low if forward else high)
                predicates.append(predicate)
                objects.append(high if forward else low)
                days.append(day + shift)

    def _write_dates(self) -> list[str]:
        """Return the text of every day from `MAX_SHIFT_DAYS` before the first; days outside are mirrored inwards."""
        span = (self._last - self._first).days
        mirrored = (abs(day) for day in range(-MAX_SHIFT_DAYS, span + MAX_SHIFT_DAYS + 1))
        inside = (day if day <= span else max(2 * span - day, 0) for day in mirrored)
        return [(self._first + timedelta(days=min(day, span))).isoformat() for day in inside]
