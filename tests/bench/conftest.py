"""A few thousand generated events, and queries about them."""

from __future__ import annotations

import pytest

from bench.events import Events, build_events
from bench.generate import generate
from bench.questions import Queries
from bench.workloads import build_queries
from tests.bench.rows import build_made_up

ROWS = 3000
QUERIES = 30


@pytest.fixture(scope="session")
def events() -> Events:
    """Generated events."""
    return build_events(generate(build_made_up(), ROWS, seed=7))


@pytest.fixture(scope="session")
def queries(events: Events) -> Queries:
    """Queries of every kind about them."""
    return build_queries(events, QUERIES, seed=7)
