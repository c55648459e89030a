"""Generated events look like those that they were made from."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from bench.distributions import compare_shapes, measure_shape
from bench.events import Events, Row, build_events, iter_rows
from bench.generate import generate, write_rows
from bench.questions import NeighbourQuery, Queries, from_plain, to_plain
from bench.workloads import RARE_SHARE, build_queries
from tests.bench.rows import build_made_up, load_real


def test_as_many_as_there_are_are_those() -> None:
    rows = build_made_up()
    assert list(generate(rows, len(rows), seed=1)) == rows


@pytest.mark.parametrize("count", [1, 7, 51, 53, 100, 1000, 3001])
def test_there_are_exactly_so_many(count: int) -> None:
    assert len(list(generate(build_made_up(), count, seed=1))) == count


def test_none_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="cannot make 0 rows"):
        generate(build_made_up(), 0, seed=1)
    with pytest.raises(ValueError, match="of 0 real ones"):
        generate([], 5, seed=1)


def test_the_seed_decides() -> None:
    one, same, other = (list(generate(build_made_up(), 500, seed)) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_the_shape_stays() -> None:
    rows = build_made_up()
    made = list(generate(rows, 3000, seed=3))
    difference = compare_shapes(measure_shape(build_events(rows), len(rows)), measure_shape(build_events(made), 3000))
    assert difference.names_per_claim_ratio < 1.1
    assert difference.pairs_per_claim_ratio < 1.1
    assert difference.moved_predicates < 0.05
    assert difference.moved_years < 0.1
    assert difference.claims_per_pair_ratio <= 2
    assert difference.degree_ratio <= 2


def test_the_real_shape_stays() -> None:
    rows = load_real()
    if rows is None:
        pytest.skip("no ../shared/events/icews.tsv")
    count = 3 * len(rows) + 17
    difference = compare_shapes(
        measure_shape(build_events(rows), len(rows)), measure_shape(build_events(generate(rows, count, seed=3)), count)
    )
    assert difference.degree_ratio < 1.5
    assert difference.claims_per_pair_ratio < 1.5
    assert difference.pairs_per_claim_ratio < 1.05
    assert difference.names_per_claim_ratio < 1.1
    assert difference.moved_predicates < 0.02
    assert difference.moved_years < 0.02


def test_other_data_are_told_apart() -> None:
    rows = build_made_up()
    other = [row._replace(predicate="Consult", date="2010-01-01") for row in rows]
    difference = compare_shapes(*(measure_shape(build_events(each), len(rows)) for each in (rows, other)))
    assert difference.moved_predicates > 0.5
    assert difference.moved_years > 0.5


def test_a_hub_grows_and_names_are_new() -> None:
    made = build_events(generate(build_made_up(), 3000, seed=3))
    degrees = dict.fromkeys(made.names, 0)
    for claim in made:
        degrees[made.names[claim.subject]] += 1
        degrees[made.names[claim.object]] += 1
    assert max(degrees, key=lambda name: degrees[name]) in ("China", "Kazakhstan")
    assert len(set(made.names)) == len(made.names) > 1000


def test_files_are_read_as_written(tmp_path: Path) -> None:
    rows = list(generate(build_made_up(), 200, seed=1))
    write_rows(rows, tmp_path / "events.tsv")
    assert list(iter_rows(tmp_path / "events.tsv")) == rows
    build_events(rows).save(tmp_path / "events")
    assert Events.load(tmp_path / "events") == build_events(rows)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".partial"] == []


def test_a_row_of_another_form_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("a\tb\tc\t2013-01-01\na\tb\n")
    with pytest.raises(ValueError, match=r"bad\.tsv:2: 2 fields instead of 4"):
        list(iter_rows(tmp_path / "bad.tsv"))


def test_rows_that_repeat_another_are_one_claim() -> None:
    row = Row("a", "b", "c", "2013-01-01")
    events = build_events([row, row._replace(object="d"), row])
    assert (len(events), list(events.rows)) == (2, [1, 2])


def test_queries_are_the_same_for_the_same_seed(events: Events, queries: Queries) -> None:
    again = build_queries(events, len(queries["path"]), seed=7)
    assert again == queries
    assert build_queries(events, len(queries["path"]), seed=8) != queries
    assert from_plain(to_plain(queries)) == queries


def test_rare_filters_are_rare_and_find_something(events: Events, queries: Queries) -> None:
    for query in queries["rare"]:
        assert isinstance(query, NeighbourQuery)
        claims = [
            claim for claim in events if claim.subject != claim.object and query.node in (claim.subject, claim.object)
        ]
        passing = sum(query.filter.passes(claim.day, claim.predicate) for claim in claims)
        assert 1 <= passing <= max(1, RARE_SHARE * len(claims))


def test_a_slip_is_one_slip(queries: Queries) -> None:
    from rapidfuzz.distance import OSA

    for query in queries["typo"]:
        assert OSA.distance(query.text, query.meant) == 1  # type: ignore[union-attr]
    assert all(a != b for a, b in pairwise(queries["typo"]))
