"""The events that a test is about: as kgraph answers, and as their table has them."""

from __future__ import annotations

import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.imported import ImportedEvents
from tests.events.raw import RawEvents


@pytest.fixture(scope="session")
def kg(events: ImportedEvents) -> KnowledgeGraph:
    """The events, opened by their snapshot."""
    return events.graph


@pytest.fixture(scope="session")
def raw(events: ImportedEvents) -> RawEvents:
    """The rows."""
    return events.raw
