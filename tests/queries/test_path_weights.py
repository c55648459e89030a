"""What a path is worth: its weakest hop, the period that its hops share, and the orders that go by it."""

from __future__ import annotations

import pytest

from kgraph.answers.views import Path
from kgraph.errors import UnknownWord
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim
from kgraph.stores.path_search import find_routes, measure_distance
from kgraph.stores.routes import Limits, PathQuestion
from tests.graphs import make_chain, make_claim, make_dataset

PAPERS = ("paper-1", "paper-2", "paper-3")


def find_path(*claims, **asked) -> Path:
    """Return the one path from `a` to `c` over the claims."""
    (path,) = KnowledgeGraph(make_dataset(claims)).paths("a", "c", **asked)
    return path


def dated(*periods: str | None) -> Path:
    """Return the path whose first hop has claims of these dates, its second one of May 2023."""
    first = [make_claim(f"first-{n}", "a", "b", valid=valid) for n, valid in enumerate(periods)]
    return find_path(*first, make_claim("second", "b", "c", valid="2023-05"))


def test_the_weakest_hop_has_the_fewest_outlets() -> None:
    path = find_path(make_claim("one", "a", "b", cites=PAPERS[:2]), make_claim("two", "b", "c", cites=PAPERS))
    assert (path.weakest_hop, path.fewest_outlets) == (1, 2)
    path = find_path(make_claim("one", "a", "b", cites=PAPERS), make_claim("two", "b", "c", cites=PAPERS[:1]))
    assert (path.weakest_hop, path.fewest_outlets) == (2, 1)


def test_of_equally_weak_hops_the_doubtful_one_is_the_weakest() -> None:
    path = find_path(make_claim("one", "a", "b"), make_claim("two", "b", "c", hedge="perhaps"))
    assert path.weakest_hop == 2
    path = find_path(make_claim("one", "a", "b", status="planned"), make_claim("two", "b", "c"))
    assert path.weakest_hop == 1


def test_a_path_is_presupposed_where_one_hop_is() -> None:
    assert find_path(make_claim("one", "a", "b", basis="presupposed"), make_claim("two", "b", "c")).presupposed
    stated = (make_claim("one", "a", "b", basis="presupposed"), make_claim("too", "a", "b"))
    assert not find_path(*stated, make_claim("two", "b", "c")).presupposed


@pytest.mark.parametrize(
    ("periods", "shared"),
    [
        (("2023-05",), ("2023-05",)),
        (("2023",), ("2023-05",)),
        (("2022-01/..",), ("2023-05",)),
        (("2023-05-17/2023-06-02",), ("2023-05-17/2023-05-31",)),
        (("2023-05-19",), ("2023-05-19",)),
        (("2023?-05-19",), ("2023-05-19?",)),
        (("2023-05-01", "2023-05-31"), ("2023-05-01", "2023-05-31")),
        (("2023-05-01", "2023-05-02"), ("2023-05-01/2023-05-02",)),
        (("2023-05-19", None), ("2023-05-19",)),
        (("2022",), ()),
        (("[2022,2024]",), ()),
    ],
    ids=str,
)
def test_the_hops_share_what_a_claim_of_each_can_hold(periods: tuple[str, ...], shared: tuple[str, ...]) -> None:
    path = dated(*periods)
    assert (path.shared_periods, path.undated_hops) == (shared, 0)


@pytest.mark.parametrize("valid", [None, "XXXX-05-19"])
def test_nobody_can_say_what_an_undated_hop_shares(valid: str | None) -> None:
    path = dated(valid)
    assert (path.shared_periods, path.undated_hops) == ((), 1)


def make_rivals(*further: Claim) -> KnowledgeGraph:
    """Return two ways from `a` to `z`: a short one through a hub on one outlet, a long one on three."""
    short = make_chain("a", "hub", "z", cites=PAPERS[:1])
    long = make_chain("a", "m", "n", "z", cites=PAPERS)
    crowd = [make_claim(f"crowd-{n}", "hub", f"other-{n}") for n in range(9)]
    return KnowledgeGraph(make_dataset([*short, *long, *crowd, *further]))


@pytest.mark.parametrize(
    ("order", "best"),
    [("hops", ["a", "hub", "z"]), ("support", ["a", "m", "n", "z"]), ("specific", ["a", "m", "n", "z"])],
)
def test_each_order_has_its_own_best_path(order: str, best: list[str]) -> None:
    paths = make_rivals().paths("a", "z", order=order, k=1)
    assert [[entity.id for entity in path.entities] for path in paths] == [best]
    assert paths.query.parameters["order"] == order


def test_specific_goes_by_the_product_of_the_degrees_in_between() -> None:
    # The hub is tied to 11 entities, m and n to 2 each.
    claims = [make_claim(f"more-{n}", "m", f"far-{n}") for n in range(4)]
    (best,) = make_rivals(*claims).paths("a", "z", order="specific", k=1)
    assert [entity.id for entity in best.entities] == ["a", "hub", "z"]


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(UnknownWord) as refused:
        make_rivals().paths("a", "z", order="hop")
    assert (refused.value.parameter, refused.value.suggestions[0]) == ("order", "hops")


class Clock:
    """A clock that goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def test_the_clock_stops_a_search_and_the_answer_says_so() -> None:
    store = make_rivals().store
    question = PathQuestion("a", "z")
    limits = Limits(max_seconds=2.0, clock=Clock())
    found = find_routes(store, question, limits)
    assert (found.truncated_by, found.complete, limits.out_of_time) == ("time", False, True)
    assert measure_distance(store, question, Limits(max_seconds=1.0, clock=Clock())).known is False
    patient = Limits(max_seconds=1000.0, clock=Clock())
    assert find_routes(store, question, patient).truncated_by is None
    assert not patient.out_of_time
