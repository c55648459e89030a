"""Leaving an outlet or a source out of account answers as a dataset does that was written without it."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable
from typing import Any

import pytest

from kgraph.answers.answer import Answer
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim, Dataset
from kgraph.stores import FACETS
from tests.graphs import make_chain, make_claim, make_dataset, make_evidence, make_random_dataset
from tests.queries.brute_force import exclude
from tests.queries.random_filters import EXCLUDING, Given, choose_filters
from tests.queries.test_filter_laws import is_askable

SEEDS = range(40)
EXCLUDED: list[Given] = [
    {"exclude_outlet": ("press-1",)},
    {"exclude_outlet": ("gazette",)},
    {"exclude_outlet": ("press-2", "press-3")},
    {"exclude_source": ("paper-1",)},
    {"exclude_source": ("report",)},
    {"exclude_source": ("paper-1b", "report-2", "paper-3")},
    {"exclude_outlet": ("press-3",), "exclude_source": ("paper-2",)},
]


def write_without(dataset: Dataset, outlets: Collection[str] = (), sources: Collection[str] = ()) -> Dataset:
    """Return the dataset as it would be had nobody cited or read these.

    A claim that is gone, and that another one refers to, stays as a withdrawn one: a reference must not dangle.
    """
    left = exclude(dataset, outlets, sources)
    known = {claim.id for claim in left}
    gone = {claim.id: claim for claim in dataset.claims if claim.id not in known}
    missing = find_missing(left, gone)
    withdrawn = [
        gone[id_].model_copy(update={"rank": "deprecated", "evidence": (make_evidence(paragraph=99),)})
        for id_ in sorted(missing)
    ]
    return make_dataset([*left, *withdrawn], dataset.entities, dataset.sources)


def find_missing(claims: Iterable[Claim], gone: dict[str, Claim]) -> set[str]:
    """Return the ids of claims that are gone and are referred to, by others that are gone too perhaps."""
    missing: set[str] = set()
    rest = list(claims)
    while rest:
        named = {content.claim for claim in rest for content in (claim.object, *claim.qualifiers)}
        fresh = {id_ for id_ in named if id_ in gone} - missing
        missing |= {id_ for id_ in fresh if id_ is not None}
        rest = [gone[id_] for id_ in fresh if id_ is not None]
    return missing


def show(answer: Answer[Any]) -> dict[str, Any]:
    """Return the items and counts of an answer as JSON, without the URLs, which repeat the question."""
    dumped = answer.model_dump(mode="json", by_alias=True, include={"items", "total", "undated_excluded"})
    return dict(strip_urls(dumped))


def strip_urls(body: Any) -> Any:
    if isinstance(body, dict):
        return {name: strip_urls(value) for name, value in body.items() if name != "claims_url"}
    return [strip_urls(each) for each in body] if isinstance(body, list) else body


ASKED: dict[str, tuple[str, Callable[[KnowledgeGraph, Given], Iterable[Answer[Any]]]]] = {
    "claims": (
        "claims",
        lambda kg, given: (kg.claims(**given, order=order, limit=500) for order in ("id", "newest", "evidence")),
    ),
    "neighbours": (
        "neighbours",
        lambda kg, given: (kg.neighbours(id_, **given, limit=500) for id_ in ("e0", "e1", "e2")),
    ),
    "paths": (
        "paths",
        lambda kg, given: (
            kg.paths("e0", "e1", **given, order=order, k=50) for order in ("hops", "support", "specific")
        ),
    ),
    "disputes": ("claims", lambda kg, given: [kg.contested(**given, limit=500)]),
    "timeline": ("claims", lambda kg, given: [kg.timeline(**given, limit=500)]),
    "facets": ("claims", lambda kg, given: (kg.facets(facet, **given, limit=500) for facet in FACETS)),
    "common neighbours": ("neighbours", lambda kg, given: [kg.common_neighbours(["e0", "e1"], **given)]),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("scope", "ask"), ASKED.values(), ids=ASKED)
def test_an_exclusion_answers_as_a_dataset_written_without(
    seed: int, scope: str, ask: Callable[[KnowledgeGraph, Given], Iterable[Answer[Any]]]
) -> None:
    dataset, chance = make_random_dataset(seed), random.Random(seed)
    kg = KnowledgeGraph(dataset)
    for excluded in chance.sample(EXCLUDED, 3):
        parts = (excluded.get("exclude_outlet", ()), excluded.get("exclude_source", ()))
        reduced = KnowledgeGraph(write_without(dataset, *parts))
        for rest in [{}, choose_filters(chance, scope, 2)]:
            given = {name: value for name, value in rest.items() if name not in EXCLUDING}
            if is_askable(kg, given):
                for one, other in zip(ask(kg, {**given, **excluded}), ask(reduced, given), strict=True):
                    assert show(one) == show(other), (excluded, given)


def test_the_exclusions_at_random_take_claims_and_parts_of_claims_away() -> None:
    gone = changed = dangling = 0
    for seed in SEEDS:
        dataset = make_random_dataset(seed)
        for excluded in EXCLUDED:
            parts = (excluded.get("exclude_outlet", ()), excluded.get("exclude_source", ()))
            left = {claim.id: claim for claim in exclude(dataset, *parts)}
            gone += len(dataset.claims) - len(left)
            changed += sum(left.get(claim.id, claim) != claim for claim in dataset.claims)
            dangling += len(write_without(dataset, *parts).claims) - len(left)
    assert min(gone, changed, dangling) > 50, (gone, changed, dangling)


def test_degrees_too_are_those_that_are_left() -> None:
    hub = [make_claim(f"h{number}", "hub", f"x{number}", cites=("paper-1",)) for number in range(3)]
    dataset = make_dataset(
        [*make_chain("a", "hub", "z"), *make_chain("a", "plain", "z"), *hub, make_claim("p", "plain", "y")]
    )
    between = [
        [path.entities[1].id for path in kg.paths("a", "z", order="specific", exclude_outlet=excluded)]
        for kg, excluded in (
            (KnowledgeGraph(dataset), ()),
            (KnowledgeGraph(dataset), ("press-1",)),
            (KnowledgeGraph(write_without(dataset, ("press-1",))), ()),
        )
    ]
    assert between == [["plain", "hub"], ["hub", "plain"], ["hub", "plain"]]
