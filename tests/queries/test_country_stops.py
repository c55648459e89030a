"""Paths by way of a country: over any entity that belongs to it, or over none."""

from __future__ import annotations

import networkx as nx
import pytest

from kgraph.errors import InvalidParameter, NotFound
from kgraph.knowledge_graph import KnowledgeGraph
from tests.graphs import make_claim, make_dataset, make_entity

PAIRS = (
    "start-envoy",
    "envoy-goal",
    "start-press",
    "press-port",
    "port-goal",
    "start-goal",
    "start-port",
    "port-envoy",
)


def make_graph() -> KnowledgeGraph:
    entities = [
        make_entity("envoy", "person", name="Envoy (Ruritania)", countries=["RR"]),
        make_entity("press", "outlet", name="Media (Ruritania)", countries=["RR", "SY"]),
        make_entity("port", "project", countries=["SY"]),
        *(make_entity(id_, countries=[]) for id_ in ("start", "goal", "gazette")),
    ]
    claims = [make_claim(pair, *pair.split("-"), speaker="gazette") for pair in PAIRS]
    return KnowledgeGraph(make_dataset(claims, entities))


def find(**asked: object) -> set[tuple[str, ...]]:
    answer = make_graph().paths("start", "goal", k=50, max_hops=5, **asked)  # type: ignore[arg-type]
    return {tuple(entity.id for entity in path.entities) for path in answer}


def expect(*countries: set[str]) -> set[tuple[str, ...]]:
    graph = nx.Graph(pair.split("-") for pair in PAIRS)
    paths = map(tuple, nx.all_simple_paths(graph, "start", "goal", cutoff=5))
    return {path for path in paths if all(members & set(path) for members in countries)}


def test_one_of_the_country_lies_on_every_path() -> None:
    assert find(via="RR") == expect({"envoy", "press"})
    assert find(via=["RR", "SY"]) == expect({"envoy", "press"}, {"port", "press"})
    assert find(via=["RR", "port"]) == expect({"envoy", "press"}, {"port"})


def test_none_of_the_country_lies_on_any_path() -> None:
    assert find(avoid="RR") == {path for path in expect() if not {"envoy", "press"} & set(path)}
    assert find(avoid="SY", via="envoy") == {("start", "envoy", "goal")}


def test_the_answer_tells_what_was_asked() -> None:
    answer = make_graph().paths("start", "goal", via=["RR", "port"], avoid="press")
    assert answer.query.parameters["via"] == ("port", "RR")
    assert [entry.given for entry in answer.query.names] == ["start", "goal", "press", "port"]


def test_an_end_may_belong_to_a_country_that_is_avoided() -> None:
    paths = make_graph().paths("envoy", "goal", avoid="RR", k=50)
    assert ("envoy", "goal") in {tuple(entity.id for entity in path.entities) for path in paths}
    assert all("press" not in {entity.id for entity in path.entities} for path in paths)


def test_why_there_is_none() -> None:
    empty = make_graph().paths("start", "goal", via=["RR", "SY"], max_hops=2, status="planned").empty
    assert empty is not None
    empty = make_graph().paths("start", "port", via="RR", max_hops=1).empty
    assert empty is not None
    assert (empty.reason, empty.hops, empty.try_) == ("too_long", 2, "max_hops=2")


def test_a_country_that_is_named_but_is_no_entity_is_suggested_by_its_code() -> None:
    with pytest.raises(NotFound) as raised:
        make_graph().paths("start", "goal", via="Ruritania")
    assert "RR" in raised.value.suggestions


def test_what_cannot_be() -> None:
    with pytest.raises(InvalidParameter):
        make_graph().paths("start", "goal", via="RR", avoid="RR")
    with pytest.raises(NotFound):
        make_graph().paths("start", "goal", via="XX")
