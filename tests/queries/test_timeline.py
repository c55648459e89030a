"""Dated claims in order of time, each as uncertain as its date; undated ones apart."""

from __future__ import annotations

import pytest

from kgraph.errors import InvalidParameter, UnknownWord
from kgraph.knowledge_graph import KnowledgeGraph
from tests.graphs import loosely, make_claim, make_dataset, make_entity

DATES = {
    "year": "2023",
    "day": "2023-05-19",
    "doubtful": "2023?-05-19",
    "since": "2022-01/..",
    "until": "../2021",
    "no-year": "XXXX-01-06",
    "later": "[2025..]",
    "span": "2017/2023",
    "never": None,
    "none": None,
}
SHOWN = {
    "span": ("2017-01-01", "2023-12-31", False),
    "since": ("2022-01-01", None, False),
    "year": ("2023-01-01", "2023-12-31", False),
    "day": ("2023-05-19", "2023-05-19", False),
    "doubtful": ("2023-05-19", "2023-05-19", True),
    "later": ("2025-01-01", None, False),
    "until": (None, "2021-12-31", False),
    "no-year": (None, None, False),
}


@pytest.fixture(scope="module")
def made_up() -> KnowledgeGraph:
    claims = [make_claim(id_, "a", "b", valid=valid) for id_, valid in DATES.items()]
    return KnowledgeGraph(make_dataset(claims))


def test_the_oldest_come_first_and_nothing_is_made_up(made_up: KnowledgeGraph) -> None:
    items = made_up.timeline().items
    assert {item.claim.id: (item.earliest, item.latest, item.qualified) for item in items} == SHOWN
    assert [item.claim.id for item in items] == list(SHOWN)
    assert all(item.date == DATES[item.claim.id] for item in items)


def test_the_newest_first(made_up: KnowledgeGraph) -> None:
    ids = [item.claim.id for item in made_up.timeline(order="newest")]
    assert ids == ["later", "day", "doubtful", "year", "since", "span", "no-year", "until"]


def test_undated_claims_stand_apart_and_are_counted(made_up: KnowledgeGraph) -> None:
    assert made_up.timeline().undated_excluded == 2
    apart = made_up.timeline(undated=True)
    assert [(item.claim.id, item.date, item.earliest) for item in apart] == [
        ("never", None, None),
        ("none", None, None),
    ]
    assert (apart.total.value, apart.undated_excluded) == (2, 0)
    within = made_up.timeline(date="2023", undated="true")
    assert [item.claim.id for item in within] == ["never", "none"]
    assert made_up.timeline(date="2023").undated_excluded == 2


def test_a_date_narrows_it(made_up: KnowledgeGraph) -> None:
    certain = made_up.timeline(date="2023", date_match="certain")
    assert [item.claim.id for item in certain] == ["span", "since", "year", "day"]


def test_pages_in_either_order_make_the_whole(made_up: KnowledgeGraph) -> None:
    for asked in ({"order": "oldest"}, {"order": "newest"}, {"undated": True}):
        whole = [item.claim.id for item in made_up.timeline(**asked)]
        walked, cursor = [], None
        while True:
            page = made_up.timeline(**asked, limit=1, cursor=cursor)
            walked += [item.claim.id for item in page]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert walked == whole


def test_the_event_is_named() -> None:
    event = make_entity("summit", "event")
    claims = [
        make_claim("at", "a", "b", "summit", valid="2023"),
        make_claim("of", "summit", "a", valid="2024"),
        make_claim("without", "a", "b", valid="2025"),
        make_claim("because", "a", "b", qualifiers=loosely("summit"), valid="2026"),
    ]
    items = KnowledgeGraph(make_dataset(claims, [event])).timeline()
    assert [item.event and item.event.id for item in items] == ["summit", "summit", None, None]


def test_why_there_is_nothing() -> None:
    undated = KnowledgeGraph(make_dataset([make_claim("one", "a", "b")]))
    assert undated.timeline().empty.reason == "no_claims"
    dated = KnowledgeGraph(make_dataset([make_claim("one", "a", "b", valid="2023")]))
    empty = dated.timeline(date="1990").empty
    assert (empty.reason, empty.filter) == ("filtered", "date")
    assert dated.timeline(undated=True).empty.reason == "no_claims"


def test_bad_words(made_up: KnowledgeGraph) -> None:
    with pytest.raises(UnknownWord):
        made_up.timeline(order="evidence")
    with pytest.raises(InvalidParameter):
        made_up.timeline(undated="yes")
