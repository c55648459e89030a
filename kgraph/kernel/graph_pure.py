"""The inner loops over the columns of a graph, in Python: what graph.c does where it could be compiled.

Claims and entities are numbers. A *column* is a buffer of numbers, one for each claim, or one number that holds
for all claims. An *entry* says that a claim names an entity: its other end (the number of entities where the entry
makes no edge), its claim, date and kind; the entries of an entity are sorted by the rank of their dates, then by
claim. A *pair* is two entities that are tied; its claims are sorted likewise.

A *lens* is what an entry must pass: `(kinds, lo, hi, dates, claims, pairs)`. `kinds`, `dates`, `claims` and `pairs`
are masks, a byte for each, or None; the code of the date is at least `lo` and less than `hi`.

Lists of numbers come as bytes that hold four bytes each, in the order of the machine.
"""

from __future__ import annotations

import time
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import accumulate, groupby
from typing import Any

Buffer = bytes | bytearray | memoryview | array  # type: ignore[type-arg]
Column = Sequence[int]
Mask = bytes
Lens = tuple[Mask | None, int, int, Mask | None, Mask | None, Mask | None]
Code = tuple[str, Mask]

CLAIM_COLUMNS = ("subject", "object", "kind", "date", "support", "speaker", "template")
INDEX_COLUMNS = (
    *("inc_start", "inc_other", "inc_claim", "inc_date", "inc_kind", "inc_by_kind", "inc_loose"),
    *("pair_start", "pair_other", "pair_number", "pair_at", "pair_claim"),
)
TABLES = ("date_rank", "kind_ties")
VISITS, CANDIDATES, TIME, TOO_DEEP = 1, 2, 3, 4
_DEEPEST = 253
# From so many entries on, those of the kinds that are wanted are picked out rather than all looked at.
MANY = 1024


def to_bytes(numbers: Iterable[int]) -> bytes:
    """Return numbers as bytes, four for each."""
    return array("I", numbers).tobytes()


def build_index(
    entities: int,
    claims: int,
    subject: Column,
    object: Column,
    kind: Column,
    date: Column,
    date_rank: Column,
    kind_ties: Column,
    extra_claim: Column,
    extra_entity: Column,
    extra_ties: Column,
) -> dict[str, tuple[int, bytes]]:
    """Return the indexes over the columns of claims by name, each with the bytes that one of its numbers takes.

    The `extra` columns, sorted by claim, name the entities in qualifiers, and whether their role ties.
    """
    columns = [_spread(each, claims) for each in (subject, object, kind, date)]
    extras: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for claim, entity, ties in zip(extra_claim, extra_entity, extra_ties, strict=True):
        extras[claim].append((entity, ties))
    rows: list[tuple[int, int, int, int]] = []
    for claim in range(claims):
        rank = date_rank[columns[3][claim]]
        ends = _list_entries(columns[0][claim], columns[1][claim], extras.get(claim, ()), entities)
        rows += ((node, rank, claim, other) for node, other in ends)
    rows.sort(key=lambda row: row[:3])
    kinds = [columns[2][row[2]] for row in rows]
    by_kind = sorted(range(len(rows)), key=lambda place: (rows[place][0], kinds[place], place))
    loose = [place for place, row in enumerate(rows) if row[3] in (entities, row[0])]
    found = {
        "inc_start": (0xFFFFFFFF, _starts((row[0] for row in rows), entities)),
        "inc_other": (entities, [row[3] for row in rows]),
        "inc_claim": (claims, [row[2] for row in rows]),
        "inc_by_kind": (len(rows), by_kind),
        "inc_date": (max(len(date_rank) - 1, 0), [columns[3][row[2]] for row in rows]),
        "inc_kind": (max(len(kind_ties) - 1, 0), kinds),
        "inc_loose": (len(rows), loose),
        **_build_pairs(rows, kinds, kind_ties, entities, claims),
    }
    return {name: narrow(numbers, largest) for name, (largest, numbers) in found.items()}


def narrow(numbers: Sequence[int], largest: int) -> tuple[int, bytes]:
    """Return how many bytes a number of at most `largest` takes, and the numbers so."""
    width, code = (1, "B") if largest < 0x100 else (2, "H") if largest < 0x10000 else (4, "I")
    return width, array(code, numbers).tobytes()


def _spread(column: Column, count: int) -> Column:
    return [column[0]] * count if len(column) == 1 and count != 1 else column


def _list_entries(subject: int, object_: int, extras: Iterable[tuple[int, int]], none: int) -> list[tuple[int, int]]:
    targets = [object_] if object_ != none else []
    targets += [entity for entity, ties in extras if ties]
    entries: list[tuple[int, int]] = []
    for target in dict.fromkeys(targets):
        entries.append((subject, target))
        if target != subject:
            entries.append((target, subject))
    if not targets:
        entries.append((subject, none))
    named = {node for node, _ in entries}
    for entity, _ in extras:
        if entity not in named:
            named.add(entity)
            entries.append((entity, none))
    return entries


def _starts(nodes: Iterable[int], count: int) -> list[int]:
    counts = Counter(nodes)
    return [0, *accumulate(counts[node] for node in range(count))]


def _build_pairs(
    rows: list[tuple[int, int, int, int]], kinds: list[int], kind_ties: Column, entities: int, claims: int
) -> dict[str, tuple[int, Sequence[int]]]:
    tied = [
        (row[0], row[3], place)
        for place, row in enumerate(rows)
        if row[3] not in (entities, row[0]) and kind_ties[kinds[place]]
    ]
    tied.sort()
    numbers: dict[tuple[int, int], int] = {}
    found: dict[str, list[int]] = {name: [] for name in ("pair_other", "pair_number", "pair_at", "pair_claim")}
    nodes: list[int] = []
    parent = list(range(entities))
    for (one, other), places in groupby(tied, key=lambda row: row[:2]):
        if one < other:
            numbers[one, other] = len(numbers)
            found["pair_at"].append(len(found["pair_claim"]))
            found["pair_claim"] += (rows[place][2] for _, _, place in places)
            low, high = sorted((_find_root(parent, one), _find_root(parent, other)))
            parent[high] = low
        nodes.append(one)
        found["pair_other"].append(other)
        found["pair_number"].append(numbers[min(one, other), max(one, other)])
    found["pair_at"].append(len(found["pair_claim"]))
    parts: dict[int, int] = {}
    component = [parts.setdefault(_find_root(parent, node), len(parts)) for node in range(entities)]
    return {
        "pair_start": (0xFFFFFFFF, _starts(nodes, entities)),
        "pair_other": (entities, found["pair_other"]),
        "pair_number": (len(numbers) + 1, found["pair_number"]),
        "pair_at": (0xFFFFFFFF, found["pair_at"]),
        "pair_claim": (claims, found["pair_claim"]),
        "component": (entities, component),
    }


def _find_root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


class Graph:
    """The columns of a graph, to be asked. Buffers are read where they lie and never written."""

    def __init__(self, entities: int, claims: int, columns: Mapping[str, Any], repeats: bool) -> None:
        """Take the columns; `repeats` tells whether a claim can have several entries at one entity."""
        self.entities, self.claims, self.repeats = entities, claims, repeats
        self._columns = {name: _as_column(columns[name], claims) for name in CLAIM_COLUMNS}
        self._index = {name: columns[name] for name in INDEX_COLUMNS}
        self._rank, self._ties = columns["date_rank"], columns["kind_ties"]

    # -- claims --

    def select(
        self,
        candidates: Sequence[int] | None,
        columns: tuple[Code, ...],
        ends: Mask | None,
        dyad: Mask | None,
        words: tuple[int, Sequence[int], Sequence[int], Sequence[int]] | None,
    ) -> bytes:
        """Return the claims that pass, in the order of the candidates, or of all claims.

        `columns` are names of columns with masks over their values; `ends` is a mask over entities, which the
        subject or the object must pass. `dyad` says in two bits of which of two countries an entity is: a
        subject of both passes, or a subject and another object of either. `words` are bits that must come
        together from the claim's template and, where its three highest bits say so, its subject, object and date.
        """
        found = array("I")
        tests = [(self._columns[name], mask) for name, mask in columns]
        subject, object_ = self._columns["subject"], self._columns["object"]
        for claim in range(self.claims) if candidates is None else candidates:
            if not all(mask[column[claim]] for column, mask in tests):
                continue
            one, other = subject[claim], object_[claim]
            if ends is not None and not (ends[one] or (other != self.entities and ends[other])):
                continue
            if dyad is not None:
                mine = dyad[one]
                theirs = dyad[other] if other not in (self.entities, one) else 0
                if mine & 3 != 3 and not (mine & 1 and theirs & 2) and not (mine & 2 and theirs & 1):
                    continue
            if words is not None and not self._holds_words(claim, *words):
                continue
            found.append(claim)
        return found.tobytes()

    def _holds_words(
        self, claim: int, need: int, templates: Sequence[int], names: Sequence[int], dates: Sequence[int]
    ) -> bool:
        have = templates[self._columns["template"][claim]]
        flags = have >> 61
        if flags & 1:
            have |= names[self._columns["subject"][claim]]
        if flags & 2 and self._columns["object"][claim] != self.entities:
            have |= names[self._columns["object"][claim]]
        if flags & 4:
            have |= dates[self._columns["date"][claim]]
        return have & need == need

    def histogram(self, claims: Sequence[int] | None, name: str, size: int) -> bytes:
        """Return how many of the claims (of all, for None) have each value of a column below `size`."""
        column = self._columns[name]
        counts = Counter(column[claim] for claim in (range(self.claims) if claims is None else claims))
        return to_bytes(counts[value] for value in range(size))

    def histogram_ends(self, claims: Sequence[int] | None, codes: Sequence[int], size: int) -> bytes:
        """Return how many claims have each pair of codes of subject and object; `size` stands for no object.

        The numbers of a square of `size` + 1, row by row.
        """
        subject, object_ = self._columns["subject"], self._columns["object"]
        counts: Counter[tuple[int, int]] = Counter()
        for claim in range(self.claims) if claims is None else claims:
            other = object_[claim]
            counts[codes[subject[claim]], codes[other] if other != self.entities else size] += 1
        return to_bytes(counts[one, other] for one in range(size + 1) for other in range(size + 1))

    def first_by_key(
        self,
        claims: Sequence[int] | None,
        tables: tuple[tuple[str, Sequence[int]], ...],
        after: int | None,
        limit: int,
    ) -> bytes:
        """Return the first claims by key, then by number.

        A key is the value of the first column in its table, then that of the second, if there is one, of less than
        256. `after` leaves out what does not come behind it: a key times 2**32, plus the number of a claim.
        """
        columns = [(self._columns[name], table) for name, table in tables]

        def key_of(claim: int) -> int:
            key = 0
            for column, table in columns:
                key = (key << 8) + table[column[claim]]
            return key << 32 | claim

        keys = map(key_of, range(self.claims) if claims is None else claims)
        return to_bytes(
            key & 0xFFFFFFFF for key in nsmallest(limit, (key for key in keys if after is None or key > after))
        )

    # -- what names an entity --

    def _entries(self, node: int, lens: Lens) -> range:
        """Return the entries of an entity whose dates lie within the lens."""
        if not 0 <= node < self.entities:
            raise IndexError(f"no entity {node}")
        first, last = self._index["inc_start"][node], self._index["inc_start"][node + 1]
        dates = self._index["inc_date"]
        low = bisect_left(dates, lens[1], first, last)
        return range(low, bisect_left(dates, lens[2], low, last))

    def _passes(self, place: int, lens: Lens) -> bool:
        index = self._index
        return _rest_passes(lens, index["inc_kind"][place], index["inc_date"][place], index["inc_claim"][place])

    def _makes_tie(self, node: int, place: int) -> bool:
        other = self._index["inc_other"][place]
        return other not in (self.entities, node) and bool(self._ties[self._index["inc_kind"][place]])

    def claims_of(self, node: int, lens: Lens, tying: bool, ends: Mask | None) -> bytes:
        """Return the claims that name an entity, by number.

        With `tying`, only such as tie it to another, one that passes `ends`, a mask of entities.
        """
        others = self._index["inc_other"]
        claims = {
            self._index["inc_claim"][place]
            for place in self._entries(node, lens)
            if (not tying or (self._makes_tie(node, place) and (ends is None or ends[others[place]])))
            and self._passes(place, lens)
        }
        return to_bytes(sorted(claims))

    def claims_between(self, one: int, other: int) -> bytes:
        """Return the claims with an edge between two entities, tying or not, by number."""
        if not (0 <= one < self.entities and 0 <= other < self.entities):
            raise IndexError("no such entity")
        first, last = self._index["inc_start"][one], self._index["inc_start"][one + 1]
        others, claims = self._index["inc_other"], self._index["inc_claim"]
        return to_bytes(sorted(claims[place] for place in range(first, last) if others[place] == other))

    def newest(self, node: int, lens: Lens, limit: int) -> tuple[bytes, int]:
        """Return the newest claims that tie an entity, at most `limit`, and how many there are.

        Newest date first, by rank; of one rank by number.
        """
        index = self._index
        passing = {
            index["inc_claim"][place]: self._rank[index["inc_date"][place]]
            for place in self._entries(node, lens)
            if self._makes_tie(node, place) and self._passes(place, lens)
        }
        claims = sorted(passing, key=lambda claim: (-passing[claim], claim))
        return to_bytes(claims[:limit]), len(claims)

    # -- ties --

    def _row(self, node: int) -> range:
        if not 0 <= node < self.entities:
            raise IndexError(f"no entity {node}")
        return range(self._index["pair_start"][node], self._index["pair_start"][node + 1])

    def _iter_tied(self, pair: int, lens: Lens) -> Iterator[int]:
        """Yield the claims of a pair that pass, by date."""
        claims, dates, kinds = self._index["pair_claim"], self._columns["date"], self._columns["kind"]
        for place in range(self._index["pair_at"][pair], self._index["pair_at"][pair + 1]):
            claim = claims[place]
            date = dates[claim]
            if lens[1] <= date < lens[2] and _rest_passes(lens, kinds[claim], date, claim):
                yield claim

    def ties(self, node: int, lens: Lens, ends: Mask | None) -> tuple[bytes, bytes]:
        """Return whom an entity is tied to, by number, and by how many claims each; `ends` is a mask of the others."""
        others, counts = array("I"), array("I")
        for place in self._row(node):
            other, pair = self._index["pair_other"][place], self._index["pair_number"][place]
            if (ends is None or ends[other]) and (lens[5] is None or lens[5][pair]):
                count = sum(1 for _ in self._iter_tied(pair, lens))
                if count:
                    others.append(other)
                    counts.append(count)
        return others.tobytes(), counts.tobytes()

    def tie(
        self, one: int, other: int, lens: Lens, limit: int, with_dates: bool
    ) -> tuple[int, int, bytes, bytes, bytes, bytes] | None:
        """Sum up the claims between two entities; None where none passes.

        How many there are, how many run from the first to the second, the first of them by number, and the
        distinct kinds and supports, by number; with `with_dates` their dates too, in order, repeated at most where
        different dates mean the same days.
        """
        pair = self._find_pair(one, other)
        if pair is None or (lens[5] is not None and not lens[5][pair]):
            return None
        passing = list(self._iter_tied(pair, lens))
        if not passing:
            return None
        columns = self._columns
        dates = [date for date, _ in groupby(columns["date"][claim] for claim in passing)] if with_dates else []
        return (
            len(passing),
            sum(columns["subject"][claim] == one for claim in passing),
            to_bytes(sorted(passing)[:limit]),
            to_bytes(sorted({columns["kind"][claim] for claim in passing})),
            to_bytes(sorted({columns["support"][claim] for claim in passing})),
            to_bytes(dates),
        )

    def _find_pair(self, one: int, other: int) -> int | None:
        if not 0 <= one < self.entities:
            return None
        row = self._row(one)
        place = bisect_left(self._index["pair_other"], other, row.start, row.stop)
        is_there = place < row.stop and self._index["pair_other"][place] == other
        return self._index["pair_number"][place] if is_there else None

    def corroborated(self, lens: Lens, starts: Sequence[int], outlets: Sequence[int], least: int) -> bytes:
        """Tell of each pair, a byte each, whether the claims that pass come from at least so many outlets.

        The outlets of a support are those from its start to the next one's.
        """
        supports = self._columns["support"]

        def count(pair: int) -> int:
            codes = {supports[claim] for claim in self._iter_tied(pair, lens)}
            return len({outlets[place] for code in codes for place in range(starts[code], starts[code + 1])})

        return bytes(count(pair) >= least for pair in range(len(self._index["pair_at"]) - 1))

    # -- paths --

    def routes(
        self,
        start: int,
        end: int,
        lens: Lens,
        passable: Mask | None,
        via: tuple[Sequence[int], ...],
        max_hops: int,
        k: int,
        all_lengths: bool,
        visits: int,
        max_candidates: int,
        seconds: float,
    ) -> tuple[list[bytes], int]:
        """Find simple paths between two entities, all of one length before any longer one; see `kgraph.stores.search`.

        For each length the paths as numbers, one after the other, from the end with the lower number; and what cut
        the search: 0 nothing, 1 its visits, 2 its candidates, 3 its time. `passable` is a mask of what may lie
        between the ends. `via` are groups of entities of each of which one must lie on the path.
        """
        search = _Search(self, start, end, lens, passable, via, visits, seconds)
        levels: list[bytes] = []
        count, cut = 0, 0
        while len(levels) < max_hops and not cut and (all_lengths or count < k):
            found = array("I")
            try:
                for route in search.iter_routes(len(levels) + 1):
                    found.extend(route)
                    count += 1
                    if count >= max_candidates:
                        raise _Cut(CANDIDATES)
            except _Cut as error:
                cut = error.reason
            levels.append(found.tobytes())
        return levels, cut

    def shortest(
        self, start: int, end: int, lens: Lens, passable: Mask | None, visits: int, seconds: float
    ) -> tuple[bytes, int]:
        """Find one shortest path, from the end with the lower number, empty if there is none; and what cut the search.

        Always the same one: the entities around both ends are looked at in the order in which they are found, by
        date, or by number where the lens lets every tie pass. 4 is for a path too long for this search.
        """
        search = _Search(self, start, end, lens, passable, (), visits, seconds)
        try:
            return search.find_shortest(), 0
        except _Cut as error:
            return b"", error.reason

    def reach(self, node: int, lens: Lens) -> Iterator[int]:
        """Yield the entities that an entry of one leads to, by date; by number where all ties, or whole pairs, pass.

        By kind, then by date, where kinds are filtered and there are many entries.
        """
        is_open = lens == (None, 0, lens[2], None, None, None) and lens[2] >= len(self._rank)
        if lens[5] is not None or is_open:
            for place in self._row(node):
                if lens[5] is None or lens[5][self._index["pair_number"][place]]:
                    yield self._index["pair_other"][place]
            return
        places: Iterable[int] = self._entries(node, lens)
        starts = self._index["inc_start"]
        if lens[0] is not None and starts[node + 1] - starts[node] > MANY:
            kinds = self._index["inc_kind"]
            places = sorted(places, key=lambda place: (kinds[place], place))
        for place in places:
            if self._makes_tie(node, place) and self._passes(place, lens):
                yield self._index["inc_other"][place]

    def adjacent(self, node: int, lens: Lens, passes: Any) -> list[int]:
        """Return the entities that a path may step to from one."""
        found = []
        for place in self._row(node):
            other, pair = self._index["pair_other"][place], self._index["pair_number"][place]
            if not passes(other):
                continue
            is_tied = lens[5][pair] if lens[5] is not None else next(self._iter_tied(pair, lens), None) is not None
            if is_tied:
                found.append(other)
        return found


def _as_column(column: Sequence[int], claims: int) -> Sequence[int]:
    return _Constant(column[0]) if len(column) == 1 and claims != 1 else column


class _Constant(Sequence[int]):
    """A column of one number that holds for every claim."""

    def __init__(self, value: int) -> None:
        self._value = value

    def __getitem__(self, place: Any) -> Any:
        return self._value

    def __len__(self) -> int:
        return 1


def _rest_passes(lens: Lens, kind: int, date: int, claim: int) -> bool:
    kinds, _, _, dates, claims, _ = lens
    return (
        (kinds is None or bool(kinds[kind]))
        and (dates is None or bool(dates[date]))
        and (claims is None or bool(claims[claim]))
    )


class _Cut(Exception):
    def __init__(self, reason: int) -> None:
        self.reason = reason


class _Ball:
    """The entities around a centre, with their distances: all that lie within `radius` hops of it."""

    def __init__(self, *centres: int) -> None:
        self.distances = dict.fromkeys(centres, 0)
        self.frontier = sorted(centres)
        self.radius = 0


class _Side:
    """What was found from one end: each entity with the one before it."""

    def __init__(self, centre: int) -> None:
        self.parents: dict[int, int | None] = {centre: None}
        self.frontier = [centre]
        self.radius = 0

    def trace(self, node: int) -> list[int]:
        """Return the way back from an entity to the centre."""
        trail: list[int] = []
        at: int | None = node
        while at is not None:
            trail.append(at)
            at = self.parents[at]
        return trail


class _Search:
    """One search; `kgraph.stores.search` says how it goes, and counts its visits alike."""

    def __init__(
        self,
        graph: Graph,
        start: int,
        end: int,
        lens: Lens,
        passable: Mask | None,
        via: tuple[Sequence[int], ...],
        visits: int,
        seconds: float,
    ) -> None:
        if start == end or not (0 <= start < graph.entities and 0 <= end < graph.entities):
            raise IndexError("no such ends")
        self._graph, self._lens = graph, lens
        self._first, self._last = sorted((start, end))
        self._passable = passable
        self._stops = tuple(map(frozenset, via))
        self._behind_stops: list[int] = []
        self._visits = visits
        self._deadline = time.monotonic() + seconds if seconds > 0 else None
        self._rows: dict[int, list[int]] = {}
        self._around_first, self._around_last = _Ball(self._first), _Ball(self._last)
        self._around_stops = [_Ball(*stop) for stop in self._stops]
        self._to_last: dict[int, int] = {}

    def _may_pass(self, node: int) -> bool:
        return node in (self._first, self._last) or self._passable is None or bool(self._passable[node])

    def _spend(self, visits: int) -> None:
        self._visits -= visits
        if self._visits < 0:
            raise _Cut(VISITS)
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise _Cut(TIME)

    def _fetch(self, nodes: Iterable[int]) -> None:
        missing = [node for node in nodes if node not in self._rows]
        if missing:
            self._spend(len(missing))
        for node in missing:
            self._rows[node] = self._graph.adjacent(node, self._lens, self._may_pass)

    def _grow(self, ball: _Ball) -> None:
        self._fetch(ball.frontier)
        ball.radius += 1
        ball.frontier = sorted({other for node in ball.frontier for other in self._rows[node]} - ball.distances.keys())
        ball.distances.update(dict.fromkeys(ball.frontier, ball.radius))

    def _smaller(self) -> _Ball:
        first, last = self._around_first, self._around_last
        return first if len(first.frontier) < len(last.frontier) else last

    def find_shortest(self) -> bytes:
        sides = [_Side(self._first), _Side(self._last)]
        while sides[0].frontier and sides[1].frontier:
            side, other = sides if len(sides[0].frontier) < len(sides[1].frontier) else sides[::-1]
            if side.radius >= _DEEPEST:
                raise _Cut(TOO_DEEP)
            self._spend(len(side.frontier))
            side.radius += 1
            found: list[int] = []
            for node in side.frontier:
                for reached in self._graph.reach(node, self._lens):
                    if reached in side.parents or not self._may_pass(reached):
                        continue
                    side.parents[reached] = node
                    found.append(reached)
                    if reached in other.parents:
                        return to_bytes([*sides[0].trace(reached)[::-1], *sides[1].trace(reached)[1:]])
            side.frontier = found
        return b""

    def iter_routes(self, hops: int) -> Iterator[list[int]]:
        self._prepare(hops)
        missing = self._left(frozenset(range(len(self._stops))), self._first)
        if self._can_finish(self._first, hops, missing):
            yield from self._extend([self._first], hops, missing)

    def _prepare(self, hops: int) -> None:
        while self._around_first.radius + self._around_last.radius < hops:
            self._grow(self._smaller())
        for ball in self._around_stops:
            while 2 * ball.radius < hops:
                self._grow(ball)
        distances = dict(self._around_last.distances)
        layer = set(self._around_last.frontier)
        for distance in range(self._around_last.radius + 1, hops + 1):
            rows = self._rows.items()
            layer = {node for node, row in rows if node not in distances and not layer.isdisjoint(row)}
            distances.update(dict.fromkeys(layer, distance))
        self._to_last = distances
        self._behind_stops = [min(distances.get(node, hops + 1) for node in stop) for stop in self._stops]
        nearest = self._around_first.distances
        self._fetch([node for node, left in distances.items() if nearest.get(node, hops) + left <= hops])

    def _extend(self, trail: list[int], left: int, missing: frozenset[int]) -> Iterator[list[int]]:
        self._spend(1)
        if not left:
            yield trail
            return
        for other in self._rows[trail[-1]]:
            rest = self._left(missing, other)
            if other not in trail and self._can_finish(other, left - 1, rest):
                trail.append(other)
                yield from self._extend(trail, left - 1, rest)
                trail.pop()

    def _left(self, missing: frozenset[int], node: int) -> frozenset[int]:
        return frozenset(stop for stop in missing if node not in self._stops[stop]) if missing else missing

    def _can_finish(self, node: int, left: int, missing: frozenset[int]) -> bool:
        if node == self._last:
            return not left and not missing
        if self._to_last.get(node, left + 1) > left:
            return False
        for stop in missing:
            ball = self._around_stops[stop]
            if ball.distances.get(node, ball.radius + 1) + self._behind_stops[stop] > left:
                return False
        return True


def argsort(numbers: Sequence[int]) -> bytes:
    """Return the places of numbers in their order, equal ones by place."""
    return to_bytes(sorted(range(len(numbers)), key=numbers.__getitem__))


def gather(column: Sequence[int], order: Sequence[int] | None, table: Sequence[int] | None) -> tuple[int, bytes]:
    """Return numbers in an order (their own, for None), each through a table (as it is, for None).

    With the bytes that a number takes: as few as the largest needs.
    """
    numbers = column if order is None else map(column.__getitem__, order)
    found = list(numbers if table is None else map(table.__getitem__, numbers))
    largest = max(found, default=0)
    return narrow(found, largest) if largest < 2**32 else (8, array("Q", found).tobytes())


def gather_pieces(data: Buffer, order: Sequence[int], size: int) -> bytes:
    """Return pieces of `size` bytes in an order, one behind the other."""
    view = memoryview(data)
    return b"".join(view[size * place : size * (place + 1)] for place in order)


def revive_claims(numbers: Sequence[int], *_kept: Any) -> tuple[list[Any], int]:
    """Make the claims with these numbers that need nothing but columns and what is kept of others.

    None stands for a claim that was not made; and how many these are: here all, since this saves time in compiled
    code only.
    """
    return [None] * len(numbers), len(numbers)


def revive(model: Any, fields: dict[str, Any], names: set[str]) -> Any:
    """Make an instance of a pydantic model from its fields, which have been checked before; `names` are those set."""
    made = object.__new__(model)
    object.__setattr__(made, "__dict__", fields)
    object.__setattr__(made, "__pydantic_fields_set__", names)
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made
