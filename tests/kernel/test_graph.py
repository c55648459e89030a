"""The compiled inner loops do what those in Python do, and no number in a buffer leads them out of it."""

from __future__ import annotations

import random
from array import array
from typing import Any

import pytest

from kgraph.kernel import graph, graph_pure

compiled = pytest.importorskip("kgraph.kernel._graph", reason="kgraph was installed without a compiler")

ENTITIES, CLAIMS, KINDS, DATES, SUPPORTS = 60, 30_000, 12, 400, 3
# So many claims of one entity that its newest ones are found by kind.
HUB = 7


def make_columns(seed: int, claims: int = CLAIMS, *, mentions: int = 0) -> dict[str, Any]:
    chance = random.Random(seed)
    ends = [HUB, *range(ENTITIES)]
    columns: dict[str, Any] = {
        "subject": array("I", (chance.choice(ends) for _ in range(claims))),
        "object": array("H", (chance.choice((HUB, *range(ENTITIES + 1))) for _ in range(claims))),
        "kind": array("B", (min(int(chance.expovariate(0.9)), KINDS - 1) for _ in range(claims))),
        "date": array("H", (chance.randrange(DATES) for _ in range(claims))),
        "support": array("B", (chance.randrange(SUPPORTS) for _ in range(claims))),
        "speaker": array("B", [3]),
        "template": array("B", (chance.randrange(5) for _ in range(claims))),
        # Some dates mean the same days.
        "date_rank": array("H", (code - code // 10 for code in range(DATES))),
        "kind_ties": bytes(kind != 2 for kind in range(KINDS)),
        "mention.claim": array("I", sorted(chance.randrange(claims) for _ in range(mentions))),
    }
    columns["mention.entity"] = array("I", (chance.randrange(ENTITIES) for _ in columns["mention.claim"]))
    columns["mention.ties"] = bytes(chance.randrange(2) for _ in columns["mention.claim"])
    return columns


def make_index(build: Any, columns: dict[str, Any], claims: int = CLAIMS) -> dict[str, Any]:
    names = ("subject", "object", "kind", "date", "date_rank", "kind_ties")
    extras = ("mention.claim", "mention.entity", "mention.ties")
    return dict(build(ENTITIES, claims, *(columns[name] for name in (*names, *extras))))


def make_twins(seed: int, claims: int = CLAIMS, *, mentions: int = 0) -> tuple[Any, graph_pure.Graph]:
    columns = make_columns(seed, claims, mentions=mentions)
    index = make_index(compiled.build_index, columns, claims)
    codes = {1: "B", 2: "H", 4: "I"}
    columns |= {name: memoryview(data).cast(codes[width]) for name, (width, data) in index.items()}
    repeats = any(columns["mention.ties"])
    return compiled.Graph(ENTITIES, claims, columns, repeats), graph_pure.Graph(ENTITIES, claims, columns, repeats)


def make_lens(chance: random.Random, claims: int) -> graph_pure.Lens:
    # Never between two codes of one rank.
    lo = 0 if chance.random() < 0.4 else 5 + 10 * chance.randrange(DATES // 10)
    hi = DATES if chance.random() < 0.4 else min(DATES, lo + 10 * chance.randrange(12))
    return (
        None if chance.random() < 0.3 else bytes(chance.random() < 0.3 for _ in range(KINDS)),
        lo,
        hi,
        None if chance.random() < 0.7 else bytes(chance.random() < 0.5 for _ in range(DATES)),
        None if chance.random() < 0.7 else bytes(chance.random() < 0.1 for _ in range(claims)),
        None,
    )


@pytest.mark.parametrize(("claims", "mentions"), [(1, 0), (50, 0), (50, 30), (3000, 200), (CLAIMS, 0)])
def test_the_indexes_are_the_same(claims: int, mentions: int) -> None:
    columns = make_columns(claims, claims, mentions=mentions)
    mine, theirs = (make_index(each.build_index, columns, claims) for each in (compiled, graph_pure))
    assert mine.keys() == theirs.keys()
    for name in mine:
        assert tuple(mine[name]) == tuple(theirs[name]), name


@pytest.mark.parametrize(("claims", "mentions"), [(60, 0), (60, 40), (2000, 100), (CLAIMS, 0)])
def test_claims_are_the_same(claims: int, mentions: int) -> None:
    mine, theirs = make_twins(claims, claims, mentions=mentions)
    chance = random.Random(claims)
    for _ in range(60 if claims < CLAIMS else 12):
        lens, node, other = make_lens(chance, claims), chance.choice((HUB, 3, 20)), chance.randrange(ENTITIES)
        ends = chance.choice((None, bytes(chance.randrange(2) for _ in range(ENTITIES))))
        limit = chance.choice((0, 1, 50, 5000))
        assert mine.newest(node, lens, limit) == theirs.newest(node, lens, limit), (node, lens, limit)
        assert mine.claims_of(node, lens, True, ends) == theirs.claims_of(node, lens, True, ends)
        assert mine.claims_of(node, lens, False, None) == theirs.claims_of(node, lens, False, None)
        assert mine.claims_between(node, other) == theirs.claims_between(node, other)
        assert mine.ties(node, lens, ends) == theirs.ties(node, lens, ends)
        assert mine.tie(node, other, lens, limit, True) == theirs.tie(node, other, lens, limit, True)


@pytest.mark.parametrize("seed", range(8))
def test_selections_and_counts_are_the_same(seed: int) -> None:
    claims = 1500
    mine, theirs = make_twins(seed, claims)
    chance = random.Random(seed)
    for _ in range(20):
        tests = (
            ("kind", bytes(chance.randrange(2) for _ in range(KINDS))),
            ("speaker", bytes(chance.randrange(2) for _ in range(ENTITIES))),
        )
        ends = chance.choice((None, bytes(chance.randrange(2) for _ in range(ENTITIES))))
        dyad = chance.choice((None, bytes(chance.randrange(4) for _ in range(ENTITIES))))
        bits = [array("Q", (chance.randrange(4) | chance.randrange(8) << 61 for _ in range(size))) for size in (5,)]
        words = chance.choice(
            (None, (3, bits[0], array("Q", [1, 2] * (ENTITIES // 2)), array("Q", [0, 3] * (DATES // 2))))
        )
        some = array("I", sorted(chance.sample(range(claims), 200)))
        for candidates in (None, some):
            question = (candidates, chance.choice((tests, tests[:1], ())), ends, dyad, words)
            assert mine.select(*question) == theirs.select(*question)
            assert mine.histogram(candidates, "date", DATES) == theirs.histogram(candidates, "date", DATES)
            codes = bytes(chance.randrange(4) for _ in range(ENTITIES))
            assert mine.histogram_ends(candidates, codes, 4) == theirs.histogram_ends(candidates, codes, 4)
            tables = (("date", array("I", (chance.randrange(9) for _ in range(DATES)))), ("kind", bytes(range(KINDS))))
            after = chance.choice((None, chance.randrange(9 << 40)))
            for some_tables in (tables, tables[:1]):
                given = (candidates, some_tables, after, chance.choice((0, 1, 60, 4000)))
                assert mine.first_by_key(*given) == theirs.first_by_key(*given)


@pytest.mark.parametrize("seed", [*range(25), 2994])
def test_paths_are_the_same(seed: int) -> None:
    claims = 60 + 10 * seed
    mine, theirs = make_twins(seed, claims, mentions=seed)
    chance = random.Random(seed)
    starts, outlets = array("I", [0, 1, 3, 4]), array("I", [0, 0, 1, 2])
    # Among so many claims the hub has so many entries that those of some kinds are picked out.
    for _ in range(30 if claims < CLAIMS else 5):
        lens = make_lens(chance, claims)
        if chance.random() < 0.3:
            mask = mine.corroborated(lens, starts, outlets, 2)
            assert mask == theirs.corroborated(lens, starts, outlets, 2)
            lens = (*lens[:5], mask)
        start, end, *via = chance.sample(range(ENTITIES), 4)
        start = start if claims < CLAIMS else HUB
        end = (end + 1) % ENTITIES if end == start else end
        passable = chance.choice((None, bytes(chance.random() < 0.8 for _ in range(ENTITIES))))
        groups = (array("I", via[:1]), array("I", [via[1], *chance.sample(range(ENTITIES), 3)]))
        stops = groups[: chance.choice((0, 0, 1, 2))]
        bounds = (chance.randint(1, 5 if claims < CLAIMS else 2), chance.choice((1, 10, 500)), chance.random() < 0.3)
        visits, candidates = chance.choice((0, 5, 50, 100_000)), chance.choice((1, 10, 1000))
        question = (start, end, lens, passable, stops, *bounds, visits, candidates, 0.0)
        assert mine.routes(*question) == theirs.routes(*question)
        assert mine.shortest(start, end, lens, passable, visits, 0.0) == theirs.shortest(
            start, end, lens, passable, visits, 0.0
        )


def test_a_search_leaves_nothing_behind() -> None:
    mine, _ = make_twins(1, 400)
    lens: graph_pure.Lens = (None, 0, DATES, None, None, None)
    first = mine.routes(1, 2, lens, None, (), 3, 50, False, 10_000, 1000, 0.0)
    for visits in range(40):
        mine.routes(3, 4, lens, None, (array("I", [5, 9]),), 4, 50, True, visits, 1000, 0.0)
        mine.shortest(6, 8, lens, None, visits, 0.0)
    assert mine.routes(1, 2, lens, None, (), 3, 50, False, 10_000, 1000, 0.0) == first


@pytest.mark.parametrize("name", [*graph_pure.CLAIM_COLUMNS, *graph_pure.INDEX_COLUMNS, "date_rank"])
def test_damaged_columns_give_wrong_answers_at_worst(name: str) -> None:
    columns = make_columns(2, 500)
    codes = {1: "B", 2: "H", 4: "I"}
    index = make_index(compiled.build_index, columns, 500)
    columns |= {each: memoryview(data).cast(codes[width]) for each, (width, data) in index.items()}
    chance = random.Random(name)
    damaged = array("I", (chance.choice((0, 2**32 - 1, chance.randrange(2**32))) for _ in columns[name]))
    for column in (damaged, damaged[:1], damaged[: len(damaged) // 2], array("I")):
        broken = compiled.Graph(ENTITIES, 500, {**columns, name: column}, True)
        lens: graph_pure.Lens = (bytes([1] * KINDS), 0, DATES, None, bytes([1] * 500), None)
        for node in range(0, ENTITIES, 5):
            broken.newest(node, lens, 50)
            broken.ties(node, lens, None)
            broken.claims_of(node, lens, True, None)
            for other in range(0, ENTITIES, 7):
                broken.tie(node, other, lens, 5, True)
        broken.select(None, (("kind", bytes(KINDS)),), bytes(ENTITIES), None, None)
        broken.histogram(None, "date", DATES)
        broken.corroborated(lens, array("I", [0, 1, 3, 4]), array("I", [0, 0, 1, 2]), 2)
        for start, end in ((0, 1), (3, 40)):
            broken.routes(start, end, lens, None, (), 4, 50, False, 3000, 1000, 1.0)


def test_an_entity_that_is_not_there_is_refused() -> None:
    for each in make_twins(1, 50):
        with pytest.raises(IndexError):
            each.newest(ENTITIES, (None, 0, DATES, None, None, None), 5)
        with pytest.raises(IndexError):
            each.routes(0, ENTITIES, (None, 0, DATES, None, None, None), None, (), 2, 1, False, 10, 10, 0.0)


def test_the_compiled_loops_are_the_ones_in_use() -> None:
    import os

    assert (os.environ.get("KGRAPH_PURE") != "1") == graph.IS_COMPILED
