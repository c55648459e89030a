"""What the judge of answers lets pass, and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bench.agreement import Judge
from bench.events import Claim, Events, build_events
from bench.generate import generate
from bench.questions import Filter, NameQuery, NeighbourQuery, PathQuery, Queries
from bench.records import Record, build_record_of
from tests.bench.rows import build_made_up

MADE_UP = build_events(build_made_up())
CHINA, KAZAKHSTAN, RUSSIA = (MADE_UP.names.index(name) for name in ("China", "Kazakhstan", "Russia"))
ALL = frozenset(range(len(MADE_UP.predicate_names)))
ALWAYS = Filter(min(MADE_UP.days), max(MADE_UP.days), ALL)
OF_CHINA = sorted(
    (number for number, claim in enumerate(MADE_UP) if CHINA in (claim.subject, claim.object)),
    key=lambda number: -MADE_UP.days[number],
)
CLAIMS = [list(MADE_UP)[number] for number in OF_CHINA]
RECORDS = [build_record_of(MADE_UP, number) for number in OF_CHINA]


@pytest.fixture(scope="module")
def judge() -> Judge:
    paths = [PathQuery(CHINA, KAZAKHSTAN, ALWAYS)]
    nodes = [NeighbourQuery(CHINA, ALWAYS)]
    names = [NameQuery("Kazahkstan", "Kazakhstan")]
    queries: Queries = {"neighbours": [*nodes], "records": [*nodes], "path": [*paths], "paths": [*paths]}
    return Judge(MADE_UP, queries | {"typo": [*names], "prefix": [NameQuery("kaz", "Kazakhstan")]})


def told(judge: Judge, workload: Any, **answers: Any) -> list[str]:
    return [str(each) for each in judge.find_disagreements(workload, {peer: [each] for peer, each in answers.items()})]


def test_right_answers_pass(judge: Judge) -> None:
    assert told(judge, "neighbours", a=CLAIMS, b=[list(claim) for claim in CLAIMS]) == []
    assert told(judge, "records", a=RECORDS) == []
    assert told(judge, "path", a=[CHINA, KAZAKHSTAN], b=None) == []
    assert told(judge, "typo", a=["Kazakhstan"], b=[]) == []


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        (lambda claims: claims[:-1], "not the newest"),
        (lambda claims: claims[::-1], "in their order"),
        (lambda claims: [claims[0], *claims[:-1]], "come twice"),
        (lambda claims: [claims[0]._replace(day=1), *claims[1:]], "do not pass"),
        (lambda claims: [Claim(claims[0].object, claims[0].predicate, claims[0].subject, claims[0].day), *claims[1:]],
         "do not pass"),
    ],
    ids=["one missing", "oldest first", "one twice", "of no row", "turned round"],
)  # fmt: skip
def test_wrong_claims(judge: Judge, change: Callable[[list[Claim]], list[Claim]], detail: str) -> None:
    (wrong,) = told(judge, "neighbours", a=change(CLAIMS), b=CLAIMS)
    assert wrong.startswith("a, neighbours query 0: ")
    assert detail in wrong


def test_of_equal_dates_any_may_be_cut() -> None:
    same_day = build_events(row._replace(date="2013-01-01") for row in generate(build_made_up(), 400, seed=1))
    node = max(range(len(same_day.names)), key=same_day.subjects.count)
    query = NeighbourQuery(node, Filter(1, 10**6, frozenset(range(100))))
    claims = [each for each in same_day if (each.subject == node) != (each.object == node)]
    assert len(claims) > 50
    judge = Judge(same_day, {"neighbours": [query]})
    assert told(judge, "neighbours", a=claims[:50], b=claims[-50:]) == []
    assert len(told(judge, "neighbours", a=claims[:49], b=claims[:51])) == 2


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        (lambda record: replace(record, subject="Nobody"), "not in the data"),
        (lambda record: replace(record, id=""), "empty or not distinct"),
        (lambda record: replace(record, statement=""), "left empty"),
        (lambda record: replace(record, evidence=replace(record.evidence, row=999)), "row 999"),
        (lambda record: replace(record, evidence=replace(record.evidence, digest="")), "left empty"),
    ],
    ids=["name", "id", "statement", "row", "digest"],
)
def test_wrong_records(judge: Judge, change: Callable[[Record], Record], detail: str) -> None:
    (wrong,) = told(judge, "records", a=[change(RECORDS[0]), *RECORDS[1:]])
    assert detail in wrong


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ([CHINA, RUSSIA, KAZAKHSTAN], "paths of [2] hops; there are [1]"),
        ([], "paths of [] hops; there are [1]"),
        ([KAZAKHSTAN, CHINA], "does not run from"),
        ([CHINA, RUSSIA, CHINA, KAZAKHSTAN], "comes back to a node"),
        ([CHINA, MADE_UP.names.index("Media (Russia)"), KAZAKHSTAN], "without a claim that passes"),
    ],
    ids=["longer", "none", "backwards", "not simple", "no tie"],
)
def test_wrong_paths(judge: Judge, path: list[int], detail: str) -> None:
    wrong = told(judge, "path", bad=path, good=[CHINA, KAZAKHSTAN])
    assert any(detail in each for each in wrong)
    assert all(each.startswith("bad, path query 0: ") for each in wrong)


def test_wrong_sets_of_paths(judge: Judge) -> None:
    short, long = [CHINA, KAZAKHSTAN], [CHINA, RUSSIA, KAZAKHSTAN]
    assert told(judge, "paths", a=[short, long], b=[short, long]) == []
    assert "hops; there are" in told(judge, "paths", a=[short], b=[short, long])[0]
    assert "hops; there are" in told(judge, "paths", a=[long, short])[0]
    assert "1 of them different" in told(judge, "paths", a=[short, short])[0]


def test_wrong_names(judge: Judge) -> None:
    assert "not in the data" in told(judge, "typo", a=["Atlantis"])[0]
    assert "instead of at most 10" in told(judge, "prefix", a=["Kazakhstan", "Kazakhstan"])[0]
    assert judge.measure_recall("typo", [["China"]]) == 0
    assert judge.measure_recall("prefix", [["Kazakhstan", "China"]]) == 1
    assert judge.measure_recall("prefix", [["China"]]) == 0


def test_what_was_given_up_is_not_judged(judge: Judge) -> None:
    assert list(judge.find_disagreements("paths", {"slow": [None], "other": [[[CHINA, KAZAKHSTAN]]]})) == []


def test_events_are_distinct(events: Events) -> None:
    claims = list(events)
    assert len(set(claims)) == len(claims)
    assert list(events.rows) == sorted(set(events.rows))
