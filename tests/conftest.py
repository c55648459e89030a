"""What all tests share: the dataset that ships, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.loading import load_dataset
from kgraph.queries import KnowledgeGraph
from kgraph.records import Dataset

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def article() -> Dataset:
    """The article's dataset, as it ships."""
    return load_dataset(ROOT / "data")


@pytest.fixture(scope="session")
def article_graph(article: Dataset) -> KnowledgeGraph:
    """The dataset that ships, to be asked."""
    return KnowledgeGraph(article)
