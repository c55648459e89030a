"""Filters at random, and what makes them tighter."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from kgraph.filters import filter_specs
from tests.graphs import RANDOM_AMOUNTS, RANDOM_SOURCES, TOPIC_OF, UNITS

Given = dict[str, Any]
IDS = tuple(f"e{number}" for number in range(4))
# Windows without doubts of their own, each within the one before.
WINDOWS = ("../..", "2021/2025", "2021/2023", "2022/2023", "2023", "2023-05", "2023-05-19")
LIMITS = ("2026", "2023", "2023-05", "2022-12-31", "2021")


def _some(*words: str) -> Callable[[random.Random], tuple[str, ...]]:
    return lambda chance: tuple(sorted(chance.sample(words, chance.randint(1, min(3, len(words))))))


CHOICES: dict[str, Callable[[random.Random], Any]] = {
    "type": _some("country", "person", "outlet"),
    "predicate": _some(*sorted(TOPIC_OF)),
    "topic": _some("water", "trade", "politics"),
    "status": _some("occurred", "ongoing", "ended", "planned", "feared"),
    "polarity": _some("affirmed", "negated", "unknown"),
    "basis": _some("stated", "presupposed"),
    "hedged": lambda chance: chance.choice((True, False)),
    "speaker": _some(*IDS),
    "outlet": _some("press-1", "press-2", "press-3", "gazette"),
    "exclude_outlet": _some("press-1", "press-2", "press-3", "gazette"),
    "source": _some(*RANDOM_SOURCES),
    "exclude_source": _some(*RANDOM_SOURCES),
    "min_outlets": lambda chance: chance.randint(1, 3),
    "date": lambda chance: chance.choice(WINDOWS),
    "date_match": lambda chance: chance.choice(("possible", "certain")),
    "known_as_of": lambda chance: chance.choice(LIMITS),
    # Deprecated claims come only where this asks for them.
    "rank": _some("preferred", "normal"),
    "value": _some(*RANDOM_AMOUNTS),
    "value_min": lambda chance: chance.choice(("0", "19", "19.1", "25")),
    "value_max": lambda chance: chance.choice(("40000", "100", "25")),
    "unit": _some(*UNITS),
    "about": _some(*IDS),
    "subject": _some(*IDS),
    "object": _some(*IDS),
    "between": lambda chance: tuple(sorted(chance.sample(IDS, 2))),
    "q": lambda chance: chance.choice(("red", "Roads", "blue RIVERS", "rivers matter")),
    "paragraph": lambda chance: tuple(sorted(chance.sample((1, 2, 3), chance.randint(1, 2)))),
    "sentence": lambda chance: tuple(sorted(chance.sample((1, 2, 3), chance.randint(1, 2)))),
}
# Of these a further value takes something more away.
EXCLUDING = ("exclude_outlet", "exclude_source")


def choose_filters(chance: random.Random, scope: Any, most: int = 3) -> Given:
    """Return up to so many filters that the queries of a scope take."""
    names = chance.sample(list(filter_specs(scope)), chance.randint(0, most))
    return {name: CHOICES[name](chance) for name in names}


def tighten(chance: random.Random, given: Given, scope: Any) -> Given:
    """Return the filters with one that is tighter, or one more."""
    names = [name for name in given if _tighten_one(name, given[name]) is not None]
    if names and chance.random() < 0.5:
        name = chance.choice(names)
        return {**given, name: _tighten_one(name, given[name])}
    name = chance.choice([name for name in filter_specs(scope) if name not in given])
    return {**given, name: CHOICES[name](chance)}


def _tighten_one(name: str, value: Any) -> Any:
    """Return a tighter value of a filter, None where there is none."""
    if name in EXCLUDING:
        every = ("gazette", "press-1", "press-2", "press-3") if name == "exclude_outlet" else tuple(RANDOM_SOURCES)
        return (*value, next(each for each in every if each not in value)) if len(value) < len(every) else None
    if name == "min_outlets":
        return value + 1
    if name in ("value_min", "value_max"):
        return str(Decimal(value) + (1 if name == "value_min" else -1))
    if name == "date_match":
        return "certain" if value == "possible" else None
    if name in ("date", "known_as_of"):
        return _next(WINDOWS if name == "date" else LIMITS, value)
    if isinstance(value, tuple) and name != "between" and len(value) > 1:
        return value[1:]
    return f"{value} matter" if name == "q" else None


def _next(row: Sequence[str], value: str) -> str | None:
    place = row.index(value) + 1
    return row[place] if place < len(row) else None
