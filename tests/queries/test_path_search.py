"""The bounds of the search for paths: what it costs, and what a cut answer is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

import networkx as nx
import pytest

from kgraph.filters import NO_FILTERS, Filters
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Dataset
from kgraph.stores import Store, Tie, path_search
from kgraph.stores.path_search import find_routes, measure_distance
from kgraph.stores.routes import Distance, Limits, PathQuestion, PathsFound
from tests.graphs import make_chain, make_claim, make_dataset, make_random_dataset
from tests.stores.oracle import MemoryStore


class CountingStore(MemoryStore):
    """Counts the calls that fetch ties, and the entities whose ties they fetch."""

    def __init__(self, dataset: Dataset) -> None:
        super().__init__(dataset)
        self.calls = 0
        self.asked: list[str] = []

    def find_ties(
        self, ids: Collection[str], filters: Filters, limit_per_id: int | None = None
    ) -> dict[str, tuple[Tie, ...]]:
        self.calls += 1
        self.asked += ids
        return super().find_ties(ids, filters, limit_per_id)


@cache
def make_hubs() -> Dataset:
    """Return 2,000 entities, some of them hubs, and 9,975 ties."""
    graph = nx.barabasi_albert_graph(2000, 5, seed=1)
    pairs = ((f"n{one:04}", f"n{other:04}") for one, other in graph.edges)
    return make_dataset([make_claim(f"c{number:05}", *pair) for number, pair in enumerate(pairs)])


@pytest.fixture(scope="module")
def hubs() -> CountingStore:
    return CountingStore(make_hubs())


ENDS = [("n0005", "n0006"), ("n0005", "n1999"), ("n1998", "n1999"), ("n1000", "n1500")]


@pytest.mark.parametrize(("start", "end"), ENDS)
def test_a_search_among_hubs_costs_few_visits_and_calls(hubs: CountingStore, start: str, end: str) -> None:
    hubs.calls, hubs.asked = 0, []
    found = find_routes(hubs, PathQuestion(start, end), Limits(2500))
    assert found.truncated_by is None
    assert found.count >= 5 or found.complete
    # A frontier at a time, never a call per entity, and no entity twice.
    assert hubs.calls <= 2 * 4
    assert len(set(hubs.asked)) == len(hubs.asked)


@pytest.mark.parametrize(("start", "end"), ENDS)
def test_among_hubs_too_the_paths_are_all_that_there_are(hubs: CountingStore, start: str, end: str) -> None:
    graph = nx.Graph([(claim.subject, claim.object.entity) for claim in make_hubs().claims])
    found = find_routes(hubs, PathQuestion(start, end, max_hops=3, k=10_000))
    expected = {tuple(path) for path in nx.all_simple_paths(graph, start, end, cutoff=3)}
    assert found.complete
    assert {route for routes in found.routes for route in routes} == expected
    assert found.count == len(expected)


@pytest.mark.parametrize(
    "question",
    [PathQuestion("n1000", "n1500", max_hops=5, k=10_000), PathQuestion("n0005", "n0009", max_hops=6, k=10_000)],
)
def test_a_large_search_is_cut_by_its_visits_alike_each_time_and_in_both_directions(
    hubs: CountingStore, question: PathQuestion
) -> None:
    turned = PathQuestion(question.end, question.start, max_hops=question.max_hops, k=question.k)
    cut = find_routes(hubs, question, Limits(800))
    assert cut.truncated_by == "visits"
    assert not cut.complete
    assert find_routes(hubs, question, Limits(800)) == cut
    back = find_routes(hubs, turned, Limits(800))
    assert [[route[::-1] for route in routes] for routes in back.routes] == cut.routes


def test_candidates_are_bounded_alike_in_both_directions(hubs: CountingStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(path_search, "MAX_CANDIDATES", 30)
    found = find_routes(hubs, PathQuestion("n0005", "n1999", max_hops=4, k=50))
    back = find_routes(hubs, PathQuestion("n1999", "n0005", max_hops=4, k=50))
    assert (found.count, found.truncated_by, found.complete) == (30, "candidates", False)
    assert [[route[::-1] for route in routes] for routes in back.routes] == found.routes


def test_more_visits_only_ever_add_routes_until_all_are_found() -> None:
    for seed in range(12):
        store = MemoryStore(make_random_dataset(seed))
        question = PathQuestion("e0", "e1", max_hops=5, k=50)
        whole = find_routes(store, question)
        before: set[tuple[str, ...]] = set()
        for visits in range(1000):
            found = find_routes(store, question, Limits(visits))
            routes = {route for level in found.routes for route in level}
            assert before <= routes
            before = routes
            if found.truncated_by is None:
                break
        assert visits > 0
        assert found == whole


@pytest.fixture
def bounded(hubs: CountingStore, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], KnowledgeGraph]:
    """Return a function to a graph whose paths are searched with so many visits."""

    def open_with(visits: int) -> KnowledgeGraph:
        def find(store: Store, question: PathQuestion) -> PathsFound:
            return find_routes(store, question, Limits(visits))

        monkeypatch.setattr("kgraph.queries.paths.find_routes", find)
        return KnowledgeGraph(hubs)

    return open_with


def test_an_answer_that_was_cut_says_so(bounded: Callable[[int], KnowledgeGraph]) -> None:
    kg = bounded(400)
    answer, back = kg.paths("n1000", "n1500", max_hops=6, k=50), kg.paths("n1500", "n1000", max_hops=6, k=50)
    assert answer.truncated_by == back.truncated_by == "visits"
    assert answer.total.relation == "gte"
    assert len(answer) == answer.total.value > 0
    assert answer.empty is None
    assert [path.entities[::-1] for path in back] == [path.entities for path in answer]


def test_an_empty_answer_that_was_cut_gives_the_bound_as_its_reason(bounded: Callable[[int], KnowledgeGraph]) -> None:
    answer = bounded(1).paths("n1000", "n1500")
    assert answer.truncated_by == "visits"
    assert (answer.total.value, answer.total.relation) == (0, "gte")
    assert answer.empty is not None
    assert answer.empty.reason == "limit"
    assert answer.empty.try_


def test_the_distance_is_that_of_the_shortest_path_however_long() -> None:
    ids = [f"n{number:02}" for number in range(30)]
    chain = [*make_chain(*ids), make_claim("c", "x", "y")]
    store = MemoryStore(make_dataset(chain))

    def measure(start: str, end: str, **fields: Any) -> Distance:
        return measure_distance(store, PathQuestion(start, end, **fields))

    assert measure("n00", "n29") == measure("n29", "n00") == Distance(29)
    assert measure("n03", "n04") == Distance(1)
    assert measure("n00", "x") == measure("x", "n00") == Distance(None)
    assert measure("n00", "n29", avoid=frozenset({"n15"})) == Distance(None)
    assert measure("n00", "n29", filters=Filters(type=("person",))) == Distance(None)
    assert measure("n00", "n01", filters=Filters(type=("person",))) == Distance(1)
    assert measure_distance(store, PathQuestion("n00", "n29"), Limits(5)) == Distance(None, known=False)


@pytest.mark.parametrize("seed", range(30))
def test_the_distance_agrees_with_networkx(seed: int) -> None:
    dataset = make_random_dataset(seed)
    store = MemoryStore(dataset)
    graph = nx.Graph(KnowledgeGraph(dataset).graph)
    ids = [entity.id for entity in dataset.entities]
    for start in ids:
        for end in ids:
            if start != end:
                expected = nx.shortest_path_length(graph, start, end) if nx.has_path(graph, start, end) else None
                assert measure_distance(store, PathQuestion(start, end)) == Distance(expected)


def count_visits(store: MemoryStore, question: PathQuestion) -> int:
    """Return the fewest visits with which a search is not cut."""
    low, high = 0, 1_000_000
    while low < high:
        middle = (low + high) // 2
        is_cut = find_routes(store, question, Limits(middle)).truncated_by is not None
        low, high = (middle + 1, high) if is_cut else (low, middle)
    return low


def test_no_visit_is_spent_on_going_on_from_the_end() -> None:
    claims = [*make_dataset([make_claim("link", "leaf", "n0000")]).claims, *make_hubs().claims]
    store = MemoryStore(make_dataset(claims))
    assert count_visits(store, PathQuestion("leaf", "n0000", k=50)) < 300


def test_no_visit_is_spent_where_via_is_out_of_reach(hubs: CountingStore) -> None:
    around = count_visits(hubs, PathQuestion("n0005", "n0006", k=10_000, via=frozenset({"n1999"})))
    assert around < count_visits(hubs, PathQuestion("n0005", "n0006", k=10_000)) / 5


def test_via_and_avoid_are_searched_without_walking_the_whole_graph(hubs: CountingStore) -> None:
    hubs.asked = []
    question = PathQuestion("n1000", "n1500", via=frozenset({"n0010"}), avoid=frozenset({"n0005"}), k=3)
    found = find_routes(hubs, question, Limits(5000))
    assert found.truncated_by is None
    assert found.count
    assert len(hubs.asked) < 1000
    assert hubs.find_ties(["n0005"], NO_FILTERS)["n0005"]


class Clock:
    """A clock that moves on by a second whenever it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def test_the_clock_is_a_second_bound(hubs: CountingStore) -> None:
    question = PathQuestion("n1000", "n1500", max_hops=6, k=50)
    limits = Limits(max_seconds=100, clock=Clock())
    found = find_routes(hubs, question, limits)
    assert (found.truncated_by, found.complete, limits.out_of_time) == ("time", False, True)
    whole = find_routes(hubs, question, Limits(max_seconds=1e9, clock=Clock()))
    assert whole.truncated_by is None
    routes = [route for level in found.routes for route in level]
    assert routes == [route for level in whole.routes for route in level][: len(routes)]


def test_searches_share_the_seconds_and_not_the_visits(hubs: CountingStore) -> None:
    question = PathQuestion("n0005", "n1999")
    limits = Limits(count_visits(hubs, question), max_seconds=1e9, clock=Clock())
    assert find_routes(hubs, question, limits) == find_routes(hubs, question, limits) == find_routes(hubs, question)
    limits = Limits(max_seconds=20, clock=Clock())
    assert measure_distance(hubs, question, limits).known
    outcomes = [measure_distance(hubs, question, limits).known for _ in range(30)]
    assert not outcomes[-1]
    assert limits.out_of_time


@pytest.mark.parametrize(("seconds", "has_found"), [(3, False), (900, True)])
def test_an_answer_that_the_clock_cut_says_so(
    hubs: CountingStore, monkeypatch: pytest.MonkeyPatch, seconds: int, has_found: bool
) -> None:
    def find(store: Store, question: PathQuestion) -> PathsFound:
        return find_routes(store, question, Limits(max_seconds=seconds, clock=Clock()))

    monkeypatch.setattr("kgraph.queries.paths.find_routes", find)
    answer = KnowledgeGraph(hubs).paths("n1000", "n1500", max_hops=6, k=50)
    assert (answer.truncated_by, answer.total.relation) == ("time", "gte")
    assert bool(answer.items) == has_found
    assert (answer.empty and answer.empty.reason) == (None if has_found else "limit")
