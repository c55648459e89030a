"""An empty answer says why it is empty, and what it says to try works."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from kgraph.answers.answer import Empty
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.queries import paths
from kgraph.queries.emptiness import MAX_HOPS
from kgraph.records import Dataset
from kgraph.stores.path_search import find_routes
from kgraph.stores.routes import Limits
from tests.graphs import loosely, make_chain, make_claim, make_dataset, make_entity
from tests.queries.brute_force import Question, find_shortest
from tests.queries.test_paths import ask, make_questions, open_random


def follow(question: Question, change: str) -> Question:
    """Return the question changed as `try` says: filters left out, `max_hops` raised."""
    for part in change.removeprefix("leave out ").split(", "):
        name, _, value = part.partition("=")
        if name == "max_hops":
            question = replace(question, max_hops=int(value))
        elif name in ("avoid", "via"):
            question = replace(question, **{name: ()})
        else:
            assert name in question.filters
            filters = {other: value for other, value in question.filters.items() if other != name}
            question = replace(question, filters=filters)
    return question


def find_variants(question: Question) -> dict[str, Question]:
    names = [*question.filters, *(name for name in ("avoid", "via") if getattr(question, name))]
    return {name: follow(question, f"leave out {name}") for name in names}


def check(dataset: Dataset, question: Question, empty: Empty) -> None:
    """Check an explanation against brute force."""
    bare = Question(question.start, question.end)
    shortest = find_shortest(dataset, question)
    lengths = {name: find_shortest(dataset, variant) for name, variant in find_variants(question).items()}
    within = {name: hops for name, hops in lengths.items() if hops is not None and hops <= question.max_hops}
    # A path that has to pass some entities is looked for as far as one may ask.
    beyond = question.via and shortest is not None and shortest > MAX_HOPS
    if find_shortest(dataset, bare) is None:
        assert empty.reason in ("no_claims", "separate")
    elif shortest is not None and not beyond and (shortest <= MAX_HOPS or not within):
        assert (empty.reason, empty.hops, empty.filter) == ("too_long", shortest, None)
        assert shortest > question.max_hops
        assert empty.try_ == (f"max_hops={shortest}" if shortest <= MAX_HOPS else None)
    elif within:
        assert empty.reason == "filtered"
        assert empty.filter in within
        assert empty.hops == within[empty.filter] == min(within.values())
    else:
        assert (empty.reason, empty.filter) == ("filtered", None)
        assert empty.hops == find_shortest(dataset, bare)


@pytest.mark.parametrize("seed", range(50))
def test_the_reason_is_the_right_one_and_the_change_gives_a_path(seed: int) -> None:
    dataset, kg = open_random(seed)
    for question in make_questions(seed, 20):
        empty = ask(kg, question, claims_per_hop=0).empty
        if empty is not None:
            check(dataset, question, empty)
            assert empty.try_ is None or ask(kg, follow(question, empty.try_)).items, (question, empty.try_)


def test_the_random_questions_meet_every_reason_but_the_limit() -> None:
    met = Counter(
        (empty.reason, empty.filter is not None)
        for seed in range(50)
        for question in make_questions(seed, 20)
        if (empty := ask(open_random(seed)[1], question, claims_per_hop=0).empty) is not None
    )
    assert set(met) == {
        ("no_claims", False),
        ("separate", False),
        ("too_long", False),
        ("filtered", True),
        ("filtered", False),
    }


LINE = make_dataset(
    [
        *make_chain("a", "b", "c", "d", "e", "f", "g", "h"),
        make_claim("apart", "x", "y"),
        make_claim("not-so", "a", "lonely", polarity="negated"),
        make_claim("loose", "a", "b", qualifiers=loosely("lonely")),
        make_claim("guess", "a", "e", hedge="perhaps"),
        make_claim("plan", "e", "z", hedge="perhaps", status="planned"),
        make_claim("short-cut", "a", "h", status="feared"),
    ],
    [make_entity("b", "person"), make_entity("unheard")],
)


def explain(from_: str, to: str, **parameters: Any) -> Empty:
    empty = KnowledgeGraph(LINE).paths(from_, to, **parameters).empty
    assert empty is not None
    return empty


def test_an_entity_that_no_claim_names() -> None:
    empty = explain("a", "unheard")
    assert (empty.reason, empty.try_, empty.hops) == ("no_claims", None, None)
    assert empty.detail == "No affirmed claim ties UNHEARD to any entity."


def test_an_entity_that_claims_name_without_tying_it() -> None:
    empty = explain("lonely", "a")
    assert empty.reason == "no_claims"
    assert empty.detail.endswith("Claims that name it: 2; see them with about=lonely.")
    assert len(KnowledgeGraph(LINE).claims(about="lonely")) == 2


def test_two_entities_in_parts_that_nothing_ties() -> None:
    empty = explain("a", "x", hedged=False, max_hops=1)
    assert (empty.reason, empty.try_) == ("separate", None)
    assert "from A to X" in empty.detail


def test_a_path_that_is_longer_than_was_asked_for() -> None:
    empty = explain("a", "d", hedged=False, max_hops=2)
    assert (empty.reason, empty.hops, empty.try_, empty.filter) == ("too_long", 3, "max_hops=3", None)
    assert KnowledgeGraph(LINE).paths("a", "d", hedged=False, max_hops=3).items


def test_a_path_that_is_longer_than_can_be_asked_for() -> None:
    empty = explain("b", "z", status=["occurred", "planned"], avoid="a", hedged=None, max_hops=3)
    assert (empty.reason, empty.hops) == ("too_long", 4)
    chain = KnowledgeGraph(make_dataset(make_chain("a", "b", "c", "d", "e", "f", "g", "h")))
    beyond = chain.paths("a", "h").empty
    assert beyond is not None
    assert (beyond.reason, beyond.hops, beyond.try_) == ("too_long", 7, None)


def test_a_filter_is_named_where_no_number_of_hops_would_do() -> None:
    empty = explain("a", "h", status="occurred", hedged=False, max_hops=6)
    assert (empty.reason, empty.filter, empty.hops, empty.try_) == ("filtered", "status", 1, "leave out status")


@pytest.mark.parametrize(
    ("start", "end", "parameters", "filter", "hops"),
    [
        ("e", "z", {"hedged": False, "max_hops": 2}, "hedged", 1),
        ("b", "z", {"avoid": ["c", "a"]}, "avoid", 3),
        ("e", "a", {"via": "lonely"}, "via", 1),
        ("e", "a", {"via": "x"}, "via", 1),
        ("e", "a", {"via": "b", "type": "person"}, "via", 1),
        ("e", "a", {"polarity": "negated"}, "polarity", 1),
        ("e", "a", {"q": "nowhere"}, "q", 1),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_the_one_filter_that_leaves_nothing_is_named(
    start: str, end: str, parameters: dict[str, Any], filter: str, hops: int
) -> None:
    empty = explain(start, end, **parameters)
    assert (empty.reason, empty.filter, empty.hops, empty.try_) == ("filtered", filter, hops, f"leave out {filter}")


def test_filters_that_only_together_leave_nothing() -> None:
    empty = explain("a", "z", hedged=False, status="planned")
    assert (empty.reason, empty.filter, empty.hops) == ("filtered", None, 2)
    assert empty.try_ == "leave out status, hedged"


def test_leaving_out_every_filter_may_need_more_hops_too() -> None:
    empty = explain("b", "z", status="planned", q="nowhere", max_hops=2)
    assert (empty.reason, empty.hops, empty.try_) == ("filtered", 3, "leave out status, q, max_hops=3")


def test_nothing_is_to_be_tried_where_even_that_is_too_long() -> None:
    chain = KnowledgeGraph(make_dataset(make_chain("a", "b", "c", "d", "e", "f", "g", "h")))
    empty = chain.paths("a", "h", status="planned", q="nowhere").empty
    assert empty is not None
    assert (empty.reason, empty.hops, empty.try_) == ("filtered", 7, None)


def test_an_explanation_that_was_cut_guesses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MAX_VISITS_TO_EXPLAIN", 1)
    for parameters in ({}, {"status": "occurred"}, {"via": "f", "hedged": False}):
        empty = explain("a", "g", max_hops=2, **parameters) if parameters else explain("b", "g", max_hops=2)
        assert (empty.reason, empty.hops, empty.filter) == ("limit", None, None)
        assert "None" not in empty.detail
    assert explain("a", "unheard").reason == "no_claims"
    assert explain("a", "x").reason == "separate"


def test_reasons_that_are_certain_come_before_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    kg = KnowledgeGraph(LINE)
    monkeypatch.setattr(paths, "find_routes", lambda store, question: find_routes(store, question, Limits(0)))
    monkeypatch.setattr(paths, "MAX_VISITS_TO_EXPLAIN", 0)
    reasons = [kg.paths("a", end).empty for end in ("unheard", "x", "h")]
    assert [empty and empty.reason for empty in reasons] == ["no_claims", "separate", "limit"]


def test_an_answer_with_paths_has_no_reason() -> None:
    assert KnowledgeGraph(LINE).paths("a", "b").empty is None
