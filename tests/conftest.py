"""What all tests share: the dataset that ships, and datasets of events, each loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.loading import load_dataset
from kgraph.records import Dataset
from tests.events.generated import write_made_up_table
from tests.events.imported import ARTICLE, MADE_UP, REAL, REAL_TABLE, ImportedEvents, import_events

ROOT = Path(__file__).resolve().parent.parent
# A failing assertion of the contract shows its values, as one in a test file does: told before anything imports it.
pytest.register_assert_rewrite(
    *(f"tests.stores.{path.stem}" for path in sorted((Path(__file__).parent / "stores").glob("contract_*.py")))
)

EVENTS = {MADE_UP: "made_up_events", REAL: "real_events"}


@pytest.fixture(scope="session")
def article() -> Dataset:
    """The article's dataset, as it ships."""
    return load_dataset(ROOT / "data")


@pytest.fixture(scope="session")
def article_graph(article: Dataset) -> KnowledgeGraph:
    """The dataset that ships, to be asked."""
    return KnowledgeGraph(article)


@pytest.fixture(scope="session")
def made_up_events(tmp_path_factory: pytest.TempPathFactory) -> ImportedEvents:
    """A few thousand made-up events."""
    place = tmp_path_factory.mktemp("made-up-events")
    return import_events(write_made_up_table(place / "events.tsv"), place)


@pytest.fixture(scope="session")
def real_events(tmp_path_factory: pytest.TempPathFactory) -> ImportedEvents:
    """The real events, where they are at hand."""
    if not REAL_TABLE.is_file():
        pytest.skip("the ICEWS events are not beside the checkout")
    return import_events(REAL_TABLE, tmp_path_factory.mktemp("real-events"))


@pytest.fixture(scope="session")
def dataset(request: pytest.FixtureRequest) -> str:
    """The name of the dataset that a test is about: the article's, unless the test is marked for others too."""
    return getattr(request, "param", ARTICLE)


@pytest.fixture(scope="session")
def events(request: pytest.FixtureRequest, dataset: str) -> ImportedEvents:
    """The events that a test is about."""
    imported: ImportedEvents = request.getfixturevalue(EVENTS[dataset])
    return imported


@pytest.fixture(scope="session")
def dataset_graph(request: pytest.FixtureRequest, dataset: str) -> KnowledgeGraph:
    """The dataset that a test is about, to be asked."""
    if dataset == ARTICLE:
        return request.getfixturevalue("article_graph")  # type: ignore[no-any-return]
    return request.getfixturevalue("events").graph  # type: ignore[no-any-return]
