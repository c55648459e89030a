"""A brief of an entity with tens of thousands of claims is as short as any, counts all, and takes no long time."""

from __future__ import annotations

import time

import pytest

from kgraph.briefs import FORMS
from kgraph.knowledge_graph import KnowledgeGraph
from tests.briefs.expected import list_items
from tests.events.imported import ImportedEvents
from tests.graphs import make_claim, make_dataset

CLAIMS = 20_000
OTHERS = 50
# Some tens of times what it takes: a brief that reads every claim again for each section would take longer.
MOST_SECONDS = 5.0
MOST_BYTES = 400_000


@pytest.fixture(scope="module")
def hub() -> KnowledgeGraph:
    """A hub with claims of every kind; a few of them contradict one another."""
    kinds = (
        {},
        {"status": "planned"},
        {"hedge": "perhaps"},
        {"polarity": "negated", "predicate": "opposes"},
        {"basis": "presupposed"},
        {"polarity": "unknown"},
        {"status": "feared"},
    )
    claims = [
        make_claim(
            f"c{number:05}",
            "hub",
            f"e{number % OTHERS:02}",
            valid=None if number % 3 else f"{1000 + number % 900}",
            **kinds[number % len(kinds)],
        )
        for number in range(CLAIMS)
    ]
    claims += [make_claim("x-yes", "hub", "far"), make_claim("x-no", "hub", "far", polarity="negated", speaker="other")]
    return KnowledgeGraph(make_dataset(claims))


@pytest.mark.parametrize("about", ["hub", ["hub", "e07"]], ids=["entity", "pair"])
def test_a_hub_of_twenty_thousand_claims(hub: KnowledgeGraph, about: str | list[str]) -> None:
    started = time.perf_counter()
    brief = hub.brief(about)
    sizes = {name: len(form.render(brief).encode()) for name, form in FORMS.items()}
    assert time.perf_counter() - started < MOST_SECONDS
    assert max(sizes.values()) < MOST_BYTES, sizes
    total = CLAIMS + 2 if about == "hub" else CLAIMS // OTHERS
    assert brief.claim_count == total == sum(section.claim_count for section in brief.sections)
    assert all(len(section.items) == min(section.claim_count, 60) for section in brief.sections)
    assert brief.shown_count == len(list_items(brief)) < brief.claim_count
    if about == "hub":
        reserve = next(section for section in brief.sections if section.id == "reserve")
        # Hedged, feared, and the one affirmed claim that another contradicts.
        assert reserve.claim_count == 2 * (CLAIMS // 7) + 1


def test_the_hub_of_the_real_events(real_events: ImportedEvents) -> None:
    graph = real_events.graph
    total = graph.claims(about="china", limit=1).total.value
    started = time.perf_counter()
    brief = graph.brief("china", limit=500)
    pair = graph.brief(["china", "japan"], limit=500)
    path = graph.brief(from_="china", to="barack-obama", k=3)
    assert time.perf_counter() - started < MOST_SECONDS
    assert (brief.claim_count, brief.shown_count) == (total, 500)
    assert total > 10_000
    # Either order of the two means the same claims, whichever of them is read through.
    turned = graph.brief(["japan", "china"], limit=500)
    assert pair.claim_count == turned.claim_count > 1_000
    assert [item.claim for item in list_items(pair)] == [item.claim for item in list_items(turned)]
    assert all(hop.items for each in path.paths for hop in each.hops)
