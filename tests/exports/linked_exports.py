"""Whole exports of linked data, each read once for all tests, over several datasets."""

from __future__ import annotations

from typing import Any

import pytest

from kgraph.exports import choose_claims, get_format
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.loading import load_dataset
from kgraph.records import Dataset
from tests.conftest import ROOT
from tests.exports.everything import make_everything
from tests.exports.linked_graph import FORMATS, LinkedGraph, read
from tests.graphs import make_random_dataset

SEEDS = range(4)
DATASETS = ("article", "everything", *(f"random {seed}" for seed in SEEDS))
over_formats = pytest.mark.parametrize("format", FORMATS)
over_all = pytest.mark.parametrize("name", DATASETS)


def load(name: str) -> Dataset:
    if name == "article":
        return load_dataset(ROOT / "data")
    return make_everything() if name == "everything" else make_random_dataset(int(name.removeprefix("random ")))


class Exported:
    """A dataset, the question that was asked of it, and what the answer states in each format."""

    def __init__(self, name: str, **filters: Any) -> None:
        self.dataset = load(name)
        self.kg = KnowledgeGraph(self.dataset)
        self.exports = {format: self.kg.export(format, **filters) for format in FORMATS}
        self.graphs = {format: read(export) for format, export in self.exports.items()}
        self.claims = list(choose_claims(self.kg.store, get_format("turtle"), **filters)[0].iter_claims())

    def linked(self, format: str = "turtle") -> LinkedGraph:
        return LinkedGraph(self.graphs[format], self.dataset.info.id)


_whole: dict[str, Exported] = {}


def export_whole(name: str) -> Exported:
    """Return a whole export, which is read once for all tests."""
    if name not in _whole:
        _whole[name] = Exported(name)
    return _whole[name]
