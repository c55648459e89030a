"""What a window finds among the dates is what each date says of it, one by one."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

from kgraph.columns.dates import DateTable, Window, pack_dates
from kgraph.dates import parse_edtf
from tests.graphs import RANDOM_DATES

# Days in plenty, as events have them, beside what is doubtful, open, a set or a season of its own.
DAYS = tuple(f"20{year}-{month:02}-{day:02}" for year in (21, 22, 23) for month in (1, 5, 12) for day in (1, 19, 31))
MORE = (
    *("2023-05-19/2023-05-19", "2023-05-01/2023-05-31", "2023-05-19?", "2023-05-~19", "2023-05-19~", "?2023-05-19"),
    *("2024-02-29", "2023-02-28", "0001", "9999-12-31", "2023/", "2021-12-31/2022-01-01", "[2023-05-19..]"),
    *("[..2023-05-19]", "[2021-01-01,2023-12-31]", "[2023-05-18,2023-05-19]", "XXXX-12-31"),
    *("XXXX-05", "-0044-03-15", "2023-12-01/.."),
)  # fmt: skip


def read(texts: tuple[str, ...]) -> list[str]:
    """Return the texts that are dates here."""
    return [text for text in texts if _is_date(text)]


def _is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except ValueError:
        return False
    return True


ALL = read(tuple(dict.fromkeys((*RANDOM_DATES, *DAYS, *MORE))))


def make_table(texts: list[str | None]) -> tuple[DateTable, list[int], dict[str, Any]]:
    sections: dict[str, Any] = {}
    ordered, codes = pack_dates(texts, sections)
    assert sorted(codes) == list(range(len(texts)))
    assert [ordered[code] for code in codes] == texts
    return DateTable(ordered, *(sections[name] for name in ("date_rank", "date_day", "date_plain"))), codes, sections


def expand(table: DateTable, window: Window) -> set[str | None]:
    """Return the dates that pass a window, which must be whole ranks."""
    for edge in (window.lo, window.hi):
        assert not 0 < edge < len(table) or table.rank[edge - 1] != table.rank[edge]
    codes = range(window.lo, window.hi)
    return {table.texts[code] for code in codes if window.mask is None or window.mask[code]}


def check(table: DateTable, texts: list[str | None], asked: str) -> None:
    window = parse_edtf(asked)
    dated = [(text, parse_edtf(text)) for text in texts if text is not None]
    assert expand(table, table.find_possible(window)) == {text for text, date in dated if date.possible_overlap(window)}
    assert expand(table, table.find_certain(window)) == {text for text, date in dated if date.certain_overlap(window)}


def test_there_are_dates_of_every_kind() -> None:
    assert len(ALL) > 60
    assert set(RANDOM_DATES) <= set(ALL)


@pytest.mark.parametrize("asked", ALL)
def test_every_date_in_every_window(asked: str) -> None:
    texts: list[str | None] = [*ALL, None]
    table, _, _ = make_table(texts)
    check(table, texts, asked)
    # Alone, where a window that finds it is one run of codes.
    for text in ALL:
        check(make_table([text])[0], [text], asked)


@pytest.mark.parametrize("seed", range(40))
def test_some_dates_in_some_windows(seed: int) -> None:
    chance = random.Random(seed)
    texts: list[str | None] = list(chance.sample([*ALL, None], chance.randint(1, 20)))
    table, _, _ = make_table(texts)
    for asked in chance.sample(ALL, 20):
        check(table, texts, asked)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_is_that_of_time_whatever_came_first(seed: int) -> None:
    chance = random.Random(seed)
    texts: list[str | None] = list(chance.sample([*ALL, None], 30))
    table, _, sections = make_table(texts)
    again, _, other = make_table(sorted(texts, key=str))
    assert list(again.texts) == list(table.texts)
    assert {name: bytes(data) for name, data in other.items()} == {name: bytes(data) for name, data in sections.items()}
    bounds = [None if text is None else parse_edtf(text).bounds for text in table.texts]
    ranks = list(table.rank)
    assert ranks[0] == 0
    assert all(two - one in (0, 1) for one, two in pairwise(ranks))
    for one, two, equal in zip(bounds, bounds[1:], (two == one for one, two in pairwise(ranks)), strict=False):
        assert one is not None
        if two is not None and equal:
            assert (one.first, one.last) == (two.first, two.last) or one.last == two.last


def test_the_groups_hold_what_has_a_beginning_what_has_none_and_what_has_no_date() -> None:
    table, _, _ = make_table(["2023", None, "../2021", "2021", "../..", "2023-05-19"])
    dated, without_start, undated = (set(table.texts[slice(*group)]) for group in table.groups)
    assert (dated, without_start, undated) == ({"2021", "2023", "2023-05-19"}, {"../2021", "../.."}, {None})
    assert expand(table, table.dated(True)) == dated | without_start
    assert expand(table, table.dated(False)) == undated
    assert expand(table, table.everything) == {*dated, *without_start, *undated}
    newest = sorted(range(len(table)), key=table.newest_rank.__getitem__)
    assert [table.texts[code] for code in newest] == ["2023-05-19", "2023", "2021", "../..", "../2021", None]


def test_no_date_at_all() -> None:
    for texts in ([], [None], ["2023"]):
        table, _, _ = make_table(list(texts))
        check(table, list(texts), "2023")
        assert expand(table, table.dated(False)) == {text for text in texts if text is None}
        assert expand(table, table.everything) == set(texts)
