"""Whatever NetworkX computes on the lazy graph, it computes on a plain copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kgraph.columns import Columns
from kgraph.graph import ClaimGraph
from kgraph.kernel import graph_pure
from kgraph.records import Claim, Dataset
from kgraph.stores import build_store
from tests.graphs import make_claim, make_dataset, make_entity, make_random_dataset
from tests.unit.graph_algorithms import ALGORITHMS, CHEAP
from tests.unit.test_graph import MADE_UP, build_plain

ROOT = Path(__file__).resolve().parents[2]
EVENTS = ROOT.parent / "shared" / "events" / "icews.tsv"
RANDOM_SEEDS = range(12)
# On a graph of some hundred edges these take more than a second each.
TOO_SLOW_FOR_THE_ARTICLE = {"line_graph", "complement", "tensor_product", "disjoint_union"}


def build_sorted(dataset: Dataset) -> nx.MultiDiGraph[str]:
    """Return a plain graph of a dataset with its nodes and edges in the order that the lazy one documents."""
    built = build_plain(dataset)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(**built.graph)
    graph.add_nodes_from(sorted(built.nodes(data=True)))
    # Equal ends keep the order of their claims.
    edges = sorted(built.edges(keys=True, data=True), key=lambda edge: edge[:2])
    graph.add_edges_from(edges)
    return graph


def open_lazily(dataset: Dataset, *, pure: bool = False) -> nx.MultiDiGraph[str]:
    columns = build_store(dataset).columns
    if pure:
        columns.__dict__["graph"] = open_pure(columns)
    return ClaimGraph(columns)


def open_pure(columns: Columns) -> graph_pure.Graph:
    sections = dict(columns.sections)
    return graph_pure.Graph(columns.entity_count, columns.claim_count, sections, bool(columns.meta["repeats"]))


def to_comparable(answer: Any) -> Any:
    """Return an answer with all that is in it, in order; a graph by its nodes and edges."""
    if isinstance(answer, nx.Graph):
        edges = answer.edges(keys=True, data=True) if answer.is_multigraph() else answer.edges(data=True)
        kind = (answer.is_directed(), answer.is_multigraph())
        return kind, dict(answer.graph), list(answer.nodes(data=True)), list(edges)
    return list(answer) if isinstance(answer, Iterator) else answer


def answer(name: str, graph: nx.MultiDiGraph[str]) -> Any:
    """Return what an algorithm answers; what it refuses, by the error. A mistake of the test's own is raised."""
    try:
        return to_comparable(ALGORITHMS[name](graph))
    except (nx.NetworkXException, StopIteration) as error:
        return type(error), str(error).replace(type(graph).__name__, "")


Pair = tuple[Any, Any]


@pytest.fixture(scope="module")
def small() -> list[Pair]:
    datasets = [MADE_UP, *map(make_random_dataset, RANDOM_SEEDS)]
    return [
        (open_lazily(dataset, pure=bool(number % 2)), build_sorted(dataset)) for number, dataset in enumerate(datasets)
    ]


@pytest.fixture(scope="module")
def whole(article: Dataset) -> Pair:
    return open_lazily(article), build_sorted(article)


@pytest.mark.parametrize("name", ALGORITHMS)
def test_an_algorithm_answers_as_on_a_plain_copy(small: list[Pair], name: str) -> None:
    answered = 0
    for lazy, plain in small:
        found = answer(name, lazy)
        assert found == answer(name, plain)
        answered += not (isinstance(found, tuple) and isinstance(found[0], type))
    assert answered, "refused for every graph"


@pytest.mark.parametrize("name", sorted(ALGORITHMS.keys() - TOO_SLOW_FOR_THE_ARTICLE))
def test_an_algorithm_answers_on_the_article_as_on_a_plain_copy(whole: Pair, name: str) -> None:
    lazy, plain = whole
    assert answer(name, lazy) == answer(name, plain)


def test_the_sample_of_algorithms_is_broad() -> None:
    assert len(ALGORITHMS) > 180
    assert set(CHEAP) <= set(ALGORITHMS)


@pytest.mark.parametrize("pure", [False, True], ids=["compiled", "pure"])
def test_the_graph_is_that_of_the_records(article: Dataset, pure: bool) -> None:
    for dataset in (article, MADE_UP, make_dataset(), *map(make_random_dataset, range(60))):
        lazy, built = open_lazily(dataset, pure=pure), build_plain(dataset)
        assert nx.utils.graphs_equal(lazy, built)
        assert nx.utils.graphs_equal(built, lazy)
        assert dict(lazy.degree()) == dict(built.degree())
        assert dict(lazy.in_degree()) == dict(built.in_degree())
        assert lazy.number_of_edges() == built.number_of_edges()


def read_events() -> Dataset:
    """Return a third of the real events as claims: the whole takes half a minute."""
    rows = [line.split("\t") for line in EVENTS.read_text("utf-8").splitlines()[::3]]
    ids = {name: f"e{number:05}" for number, name in enumerate(sorted({name for row in rows for name in row[::2][:2]}))}
    words = {relation: f"r{number:03}" for number, relation in enumerate(sorted({row[1] for row in rows}))}
    template = make_claim("template", "e00000", "e00000")
    claims = []
    for number, (subject, relation, target, day) in enumerate(rows):
        claims.append(
            template.model_copy(
                update={
                    "id": f"event-{number:016x}",
                    "subject": ids[subject],
                    "predicate": words[relation],
                    "object": template.object.model_copy(update={"entity": ids[target]}),
                    "valid": day,
                }
            )
        )
    made = make_dataset([template], [make_entity(id_, name=name) for name, id_ in ids.items()])
    return made.model_copy(update={"claims": tuple[Claim, ...](claims)})


@pytest.mark.skipif(not EVENTS.is_file(), reason="the events that lie beside the checkout are not there")
def test_the_cheap_algorithms_answer_on_real_events_as_on_a_plain_copy() -> None:
    events = read_events()
    lazy, plain = open_lazily(events), build_sorted(events)
    for name in CHEAP:
        assert answer(name, lazy) == answer(name, plain), name
