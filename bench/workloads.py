"""Queries drawn from the data, the same for the same seed."""

from __future__ import annotations

import random
import string
from collections import Counter

from bench.events import Events
from bench.names import compact
from bench.questions import Filter, NameQuery, NeighbourQuery, PathQuery, Queries

WINDOW_DAYS = (60, 4000)
PREDICATE_DRAWS = (4, 40)
# How many filters name predicates whether they are common or not, and up to how many.
TOPIC_SHARE = 1 / 3
MAX_TOPIC_PREDICATES = 20
RARE_SHARE = 0.001
HUB_COUNT = 40
MIN_NAME_LETTERS = 6
PREFIX_LETTERS = (3, 10)
MAX_DRAWS = 1000


def build_queries(events: Events, count: int, seed: int) -> Queries:
    """Return `count` queries of each kind, in random order, so that the first few are a fair sample of all.

    A node is drawn as the end of a random claim, so that hubs come as often as they are spoken of; so are the
    predicates of most filters. The others are predicates drawn alike, whether common or not, as of some topic.
    """
    neighbours = _Draw(events, seed, "neighbours")
    rare = _RareDraw(events, seed)
    paths, names = _Draw(events, seed, "paths"), _Draw(events, seed, "names")
    asked = [neighbours.neighbour_query() for _ in range(count)]
    between = [paths.path_query() for _ in range(count)]
    return {
        "neighbours": list(asked),
        "rare": [rare.neighbour_query() for _ in range(count)],
        "records": list(asked),
        "path": list(between),
        "paths": list(between),
        "typo": [names.typo_query() for _ in range(count)],
        "prefix": [names.prefix_query() for _ in range(count)],
    }


class _Draw:
    """Draws queries; what is drawn for one purpose does not depend on what was drawn for another."""

    def __init__(self, events: Events, seed: int, purpose: str) -> None:
        self.events = events
        self.chance = random.Random(f"{seed} {purpose}")  # noqa: S311 (nothing secret)
        self.first_day, self.last_day = min(events.days), max(events.days)

    def neighbour_query(self) -> NeighbourQuery:
        return NeighbourQuery(self.node(), self.filter())

    def path_query(self) -> PathQuery:
        start = end = self.node()
        while end == start:
            end = self.node()
        return PathQuery(start, end, self.filter())

    def typo_query(self) -> NameQuery:
        name = self.name()
        return NameQuery(self.mistype(name), name)

    def prefix_query(self) -> NameQuery:
        name = self.name()
        return NameQuery(name[: self.chance.randint(*PREFIX_LETTERS)].strip(), name)

    def claim(self) -> int:
        return self.chance.randrange(len(self.events))

    def node(self) -> int:
        at = self.claim()
        return self.chance.choice((self.events.subjects, self.events.objects))[at]

    def predicates(self) -> frozenset[int]:
        if self.chance.random() < TOPIC_SHARE:
            there = range(len(self.events.predicate_names))
            return frozenset(self.chance.sample(there, min(len(there), self.chance.randint(1, MAX_TOPIC_PREDICATES))))
        return frozenset(self.events.predicates[self.claim()] for _ in range(self.chance.randint(*PREDICATE_DRAWS)))

    def filter(self) -> Filter:
        days = min(self.chance.randint(*WINDOW_DAYS), self.last_day - self.first_day + 1)
        first = self.chance.randint(self.first_day, self.last_day - days + 1)
        return Filter(first, first + days - 1, self.predicates())

    def name(self) -> str:
        """Return a name long enough that a slip in it leaves it recognisable."""
        for _ in range(MAX_DRAWS):
            name = self.chance.choice(self.events.names)
            if sum(map(str.isalpha, name)) >= MIN_NAME_LETTERS and name[:3].isalpha():
                return name
        raise ValueError(f"no name of {MIN_NAME_LETTERS} letters among {len(self.events.names)}")

    def mistype(self, name: str) -> str:
        """Return a name with a letter left out, put in, replaced, or swapped with its neighbour."""
        while True:
            at = self.chance.choice([place for place, sign in enumerate(name) if sign.isalpha()])
            letter = self.chance.choice(string.ascii_lowercase)
            before, here, after = name[:at], name[at], name[at + 1 :]
            less, more, other = before + after, before + letter + here + after, before + letter + after
            typed = self.chance.choice((less, more, other, before + after[:1] + here + after[1:]))
            # Neither a swap of equal letters nor one with a space is a slip that somebody would have to find.
            if compact(typed) != compact(name) and typed.split() == typed.split(" "):
                return typed


class _RareDraw(_Draw):
    """Draws filters that some, but less than `RARE_SHARE`, of the claims of a hub pass (one, where that is none)."""

    def __init__(self, events: Events, seed: int) -> None:
        super().__init__(events, seed, "rare")
        degrees = Counter(events.subjects)
        degrees.update(events.objects)
        self.hubs = [node for node, degree in degrees.most_common(HUB_COUNT) if degree * RARE_SHARE > 1]
        self.hubs = self.hubs or [node for node, _ in degrees.most_common(3)]
        self.claims: dict[int, list[tuple[int, int]]] = {hub: [] for hub in self.hubs}
        for subject, predicate, object, day in zip(
            events.subjects, events.predicates, events.objects, events.days, strict=True
        ):
            if subject != object:
                for node in (subject, object):
                    if node in self.claims:
                        self.claims[node].append((day, predicate))

    def neighbour_query(self) -> NeighbourQuery:
        for _ in range(MAX_DRAWS):
            hub = self.chance.choice(self.hubs)
            filter = self.chance.choice((self._seldom_said, self._few_days))(hub)
            claims = self.claims[hub]
            if 1 <= sum(filter.passes(*claim) for claim in claims) <= max(1, len(claims) * RARE_SHARE):
                return NeighbourQuery(hub, filter)
        raise ValueError(f"no rare filter for any of {len(self.hubs)} hubs")

    def _seldom_said(self, hub: int) -> Filter:
        """Return a filter for predicates that the hub seldom has, over all time."""
        counts = Counter(predicate for _, predicate in self.claims[hub])
        drawn = self.chance.sample(sorted(counts), len(counts))
        chosen: set[int] = set()
        left = max(1, int(len(self.claims[hub]) * RARE_SHARE))
        for predicate in drawn:
            if counts[predicate] <= left and len(chosen) < MAX_TOPIC_PREDICATES:
                chosen.add(predicate)
                left -= counts[predicate]
        return Filter(self.first_day, self.last_day, frozenset(chosen or {drawn[0]}))

    def _few_days(self, hub: int) -> Filter:
        """Return a filter for a day of the hub, or for a few around it."""
        day, predicate = self.chance.choice(self.claims[hub])
        around = self.chance.choice((0, 0, 1, 3))
        predicates = self.predicates() if self.chance.random() < 0.5 else frozenset()
        return Filter(day - around, day + around, predicates | {predicate})
