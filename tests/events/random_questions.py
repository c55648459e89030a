"""Filters and ends at random, drawn from the events so that they find something."""

from __future__ import annotations

import random

from tests.events.raw import Event, Given, RawEvents

# Each draws the value of a filter that an event passes.
OF_TIES = ("date", "predicate", "topic", "q")
OF_CLAIMS = (*OF_TIES, "about", "subject", "object")


def choose_value(chance: random.Random, raw: RawEvents, event: Event, name: str) -> object:
    """Return a value of a filter that the event passes, and perhaps many others."""
    year, month = event.day[:4], event.day[:7]
    values: dict[str, object] = {
        "date": chance.choice((event.day, month, year, f"{year}/..", f"../{month}")),
        "predicate": [event.relation, *chance.sample(sorted(raw.predicates), 2)],
        "topic": [raw.predicates[event.relation]["topic"], "consultation"][: chance.choice((1, 2))],
        "q": chance.choice(find_words(event.relation)),
        "about": sorted({event.subject, chance.choice(raw.names)}),
        "subject": [event.subject],
        "object": [event.object],
    }
    return values[name]


def find_words(text: str) -> list[str]:
    """Return the words of a text that are long enough to stand in it whole."""
    return [word for word in text.replace(",", " ").split() if word.isalpha() and len(word) > 3] or ["to"]


def choose_given(chance: random.Random, raw: RawEvents, most: int = 3, *, of_claims: bool = True) -> Given:
    """Return up to so many filters that one event at least passes."""
    event = chance.choice(raw.events)
    names = chance.sample(OF_CLAIMS if of_claims else OF_TIES, chance.randint(0, most))
    return {name: choose_value(chance, raw, event, name) for name in names}


def tighten(chance: random.Random, raw: RawEvents, given: Given, *, of_claims: bool = True) -> Given:
    """Return the filters, which an event passes, with one more of them."""
    event = chance.choice([*raw.find(given).values()])
    name = chance.choice([name for name in (OF_CLAIMS if of_claims else OF_TIES) if name not in given])
    return {**given, name: choose_value(chance, raw, event, name)}


def choose_busy(chance: random.Random, raw: RawEvents, count: int) -> list[str]:
    """Return so many names: one of the busiest, and others by how often they act."""
    ends = [end for event in chance.sample(raw.events, 20 * count) for end in (event.subject, event.object)]
    return list(dict.fromkeys([raw.busiest, *ends]))[:count]
