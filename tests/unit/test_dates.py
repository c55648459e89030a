"""kgraph.dates against four judges.

They are the tables of docs/dates.md; a brute-force model of what `possible` and `certain` mean; the laws that
hold between the two; and the `edtf` package where that is right.

The model (`Meaning`) lists the readings of a date as spans of days in a small world and asks of every pair
of readings whether they meet. It shares no code with kgraph.dates.
"""

from __future__ import annotations

import copy
import datetime
import doctest
import importlib
import itertools
import pickle
import pkgutil
import re
import time
import warnings
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

import kgraph.dates
from kgraph.dates import (
    CACHED_TEXTS,
    MAX_DAY,
    MAX_TEXT_LENGTH,
    MIN_DAY,
    Edtf,
    EdtfText,
    day_number,
    parse_edtf,
    to_calendar,
    to_day_text,
)
from kgraph.dates.parser import _parse
from kgraph.errors import InvalidDate, KGraphError

with warnings.catch_warnings():  # edtf 5.0.2 warns on import and on use
    warnings.simplefilter("ignore")
    import edtf as judge

DOCS = Path(__file__).parents[2] / "docs" / "dates.md"
EVERYTHING = "../.."

few = settings(derandomize=True, max_examples=60, deadline=None, database=None)
many = settings(derandomize=True, max_examples=150, deadline=None, database=None)


def docs_table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of docs/dates.md, without back quotes."""
    section = DOCS.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]
    assert rows
    return rows


# --- the docs page ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form, _means, first, last, precision", docs_table("Forms"))
def test_docs_form_is_read_as_it_says(form: str, _means: str, first: str, last: str, precision: str) -> None:
    date = parse_edtf(form)
    assert (to_day_text(date.earliest) or "none", to_day_text(date.latest) or "none") == (first, last)
    assert (date.precision or "none") == precision


@pytest.mark.parametrize("text, because", docs_table("Refused"))
def test_docs_refused_text_is_refused_for_that_reason(text: str, because: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        parse_edtf(text)
    assert because in caught.value.reason


@pytest.mark.parametrize("date, window, possible, certain, _why", docs_table("Possible and certain"))
def test_docs_overlap_is_as_it_says(date: str, window: str, possible: str, certain: str, _why: str) -> None:
    one, other = parse_edtf(date), parse_edtf(window)
    assert one.possible_overlap(other) == other.possible_overlap(one) == (possible == "yes")
    assert one.certain_overlap(other) == (certain == "yes")


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(kgraph.dates.__path__)])
def test_docstring_examples_run(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"kgraph.dates.{module}")).failed == 0


# --- what is read -------------------------------------------------------------------------------------------


def load_texts(block: str) -> list[str]:
    return block.split()


# The examples of the specification.
LEVEL_0_AND_1 = load_texts(
    """
    1985-04-12 1985-04 1985 1985-04-12T23:20:30 1985-04-12T23:20:30Z 1985-04-12T23:20:30-04
    1985-04-12T23:20:30+04:30 1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02
    2004-02-01/2005 2005/2006-02 Y170000002 Y-170000002 2001-21 1984? 2004-06~ 2004-06-11% 201X 20XX
    2004-XX 1985-04-XX 1985-XX-XX 1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12 ../1985-04 ../1985
    1985-04-12/ 1985-04/ 1985/ /1985-04-12 /1985-04 /1985 1984~/2004-06 1984/2004-06~ 1984?/2004%
    1984-06?/2004-08? 1984-06-02?/2004-08-08~ 1984-06-02?/ -1985
    """
)
LEVEL_2_SUPPORTED = load_texts(
    """
    2004-06~-11 2004?-06-11 ?2004-06-~11 2004-%06-11 2004-06-~01/2004-06-~20 2004-06-XX/2004-07-03
    [1667,1668,1670..1672] [..1760-12-03] [1760-12..] [1760-01,1760-02,1760-12..] [1667,1760-12]
    [..1984]
    """
)
OWN = load_texts(
    """
    XXXX-01-06 XXXX-01 XXXX-12-XX XXXX?-01-06 XXXX-01-06~ ../.. /.. ../ [2024] ?2004? 2001-~21 -012X
    """
)


@pytest.mark.parametrize("text", LEVEL_0_AND_1 + LEVEL_2_SUPPORTED + OWN)
def test_text_is_kept_and_value_behaves_like_one(text: str) -> None:
    date = parse_edtf(text)
    assert date.text == str(date) == text
    assert date == parse_edtf(text) == copy.copy(date) == pickle.loads(pickle.dumps(date))
    assert hash(date) == hash(pickle.loads(pickle.dumps(date)))
    assert repr(date) == f"Edtf('{text}')"
    with pytest.raises((AttributeError, TypeError)):
        date.text = "2023"  # type: ignore[misc]
    assert not hasattr(date, "__dict__")


@pytest.mark.parametrize(
    "text, uncertain, approximate",
    [
        ("2023", "", ""),
        ("2023?", "year", ""),
        ("2023~", "", "year"),
        ("2023%", "year", "year"),
        ("?2023", "year", ""),
        ("?-0044", "year", ""),
        ("Y170000002?", "year", ""),
        ("201X~", "", "year"),
        ("2004-06?", "year month", ""),
        ("2004-06-11%", "year month day", "year month day"),
        ("2004?-06-11", "year", ""),
        ("2004-06~-11", "", "year month"),
        ("2004-~06-11", "", "month"),
        ("2004-06-~11", "", "day"),
        ("?2004-06-~11", "year", "day"),
        ("2004-%06-11", "month", "month"),
        ("?2004-06~-%11", "year day", "year month day"),
        ("2004?-06~", "year", "year month"),
        ("~2004?", "year", "year"),
        ("2001-21?", "year season", ""),
        ("2001?-~21", "year", "season"),
        ("2004-XX?", "year month", ""),
        ("XXXX-?01-06", "month", ""),
        ("2023?-05/2024-~06", "year", "month"),
        ("[2024?,2025-~03]", "year", "month"),
        ("../..", "", ""),
    ],
)
def test_qualifier_left_marks_one_component_right_marks_all_before(text: str, uncertain: str, approximate: str) -> None:
    date = parse_edtf(text)
    assert date.uncertain_components == set(uncertain.split())
    assert date.approximate_components == set(approximate.split())
    assert date.qualified_components == set(uncertain.split()) | set(approximate.split())
    assert (date.uncertain, date.approximate) == (bool(uncertain), bool(approximate))
    assert date.qualified == bool(uncertain or approximate)


@pytest.mark.parametrize(
    "text, start, end",
    [
        ("2023", "dated", "dated"),
        ("2022/2023", "dated", "dated"),
        ("2022/..", "dated", "open"),
        ("2022/", "dated", "unknown"),
        ("../2022", "open", "dated"),
        ("/2022", "unknown", "dated"),
        ("../..", "open", "open"),
        ("/..", "unknown", "open"),
        ("../", "open", "unknown"),
        ("[2025..]", "dated", "open"),
        ("[..2025]", "open", "dated"),
        ("[..2020,2025..]", "open", "open"),
    ],
)
def test_open_ends_are_told_from_unknown_ones(text: str, start: str, end: str) -> None:
    date = parse_edtf(text)
    assert (date.is_open_start, date.is_unknown_start) == (start == "open", start == "unknown")
    assert (date.is_open_end, date.is_unknown_end) == (end == "open", end == "unknown")
    assert (date.earliest is None) == (start != "dated")
    assert (date.latest is None) == (end != "dated")
    assert (date.is_interval, date.is_set) == ("/" in text, "[" in text)


def test_unknown_year_keeps_month_and_day() -> None:
    assert [parse_edtf(text).month_day for text in ("XXXX-01-06", "XXXX-01", "XXXX-01-XX", "2023-01-06")] == [
        (1, 6),
        (1, None),
        (1, None),
        None,
    ]
    assert [parse_edtf(text).year_known for text in ("XXXX-01-06", "2023?-01-06", "201X", "../..")] == [
        False,
        True,
        True,
        True,
    ]


def test_components_of_each_date_can_be_had() -> None:
    start, end = parse_edtf("2023?-05-19/2024-21").dates
    assert (start.year, start.month, start.day, start.season) == (2023, 5, 19, None)
    assert (end.year, end.month, end.day, end.season) == (2024, None, None, 21)
    assert parse_edtf("201X").dates[0].year is None
    assert parse_edtf("XXXX-01-06").dates[0].month_day == (1, 6)


def test_set_means_its_members_and_nothing_between() -> None:
    date = parse_edtf("[2026,2024-02,2020..2021]")
    assert [(to_day_text(first), to_day_text(last)) for first, last in date.spans] == [
        ("2020-01-01", "2021-12-31"),
        ("2024-02-01", "2024-02-29"),
        ("2026-01-01", "2026-12-31"),
    ]


# --- what is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "empty"),
        (" 2023", "white space"),
        ("2023\n", "white space"),
        ("2023\u00a0", "white space"),
        ("2023\x00", "contains"),
        ("２０２３", "'２'"),
        ("٢٠٢٣", "'٢'"),
        ("2023–05", "'–'"),
        ("−0044", "'−'"),
        ("..", "../.."),
        ("2023/2024/2025", "one slash"),
        ("2023/05/19", "hyphens"),
        ("2024-02/2024-01-15", "reversed"),
        ("-0001/-0002", "reversed"),
        ("Y-17000/Y-18000", "reversed"),
        ("2024/2023-13", "its end '2023-13'"),
        ("2023/open", "left empty"),
        ("Y2023", "more than four digits"),
        ("Y012345", "leading zero"),
        ("Y" + "9" * 17, "at most 16 digits"),
        ("Y12345-05", "stands alone"),
        ("y12345", "capital Y"),
        ("201x", "capital X"),
        ("12023", "four digits"),
        ("476", "four digits"),
        ("+2023", "plus"),
        ("-0000", "0000"),
        ("2023-00", "no month 00"),
        ("2023-20", "no month 20"),
        ("2023-25", "no month 25"),
        ("2023-05-00", "no day 00"),
        ("2023-05-32", "31 days"),
        ("2023-04-31", "April 2023 has only 30 days"),
        ("1900-02-29", "February 1900 has only 28 days"),
        ("-0001-02-29", "28 days"),
        ("XXXX-02-30", "29 days"),
        ("2023-5", "two digits"),
        ("2023-05-9", "two digits"),
        ("2001-21-05", "no day"),
        ("XXXX-21", "needs its year"),
        ("XXXX-XX-05", "too little"),
        ("2004-XX-05", "unspecified too"),
        ("X023", "supported forms"),
        ("2023?~", "side by side"),
        ("?~2023", "side by side"),
        ("2023-?", "qualifier"),
        ("-?2023", "supported forms"),
        ("2023..2025", "slash"),
        ("2023-05-19T10:30", "10:30:00"),
        ("2023-05-19T25:00:00", "10:30:00"),
        ("2023-05-19T10:30:00.5", "10:30:00"),
        ("2023-05-19T10:30:00+15", "10:30:00"),
        ("2023-02-29T10:30:00", "28 days"),
        ("2023-05-19?T10:30:00", "stands alone"),
        ("[2023-05-19T10:30:00]", "stands alone"),
        ("[]", "at least one"),
        ("[..]", "at least one"),
        ("[2024,]", "at least one"),
        ("[2024,..2020]", "only the first"),
        ("[2024..,2026]", "only the first"),
        ("[2026..2024]", "reversed"),
        ("[2024...2026]", "its member"),
        ("[2024", "brackets"),
        ("[2024]/2025", "brackets"),
        ("[XXXX-01]", "no year"),
        ("P1Y", "supported forms"),
        ("2023-W20", "supported forms"),
    ],
)
def test_refusal_names_the_text_and_the_reason(text: str, reason: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        parse_edtf(text)
    assert caught.value.value == text
    assert reason in caught.value.reason
    assert repr(text) in str(caught.value)
    assert isinstance(caught.value, KGraphError) and isinstance(caught.value, ValueError)


def test_length_is_bounded_and_long_text_is_not_repeated_back() -> None:
    longest = f"[{','.join(['2024'] * 50)}]"
    assert MAX_TEXT_LENGTH - 5 < len(longest) <= MAX_TEXT_LENGTH and parse_edtf(longest).is_set
    with pytest.raises(InvalidDate, match="longer than 255 characters") as caught:
        parse_edtf("[" + ",".join(["2024"] * 100_000) + "]")
    assert len(str(caught.value)) < 200


@given(st.text(alphabet="0123456789X-?~%/.[],YT:Z+", max_size=24) | st.text(max_size=300))
@many
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        date = parse_edtf(text)
    except InvalidDate as error:
        assert error.reason
    else:
        assert date.text == text
        assert date.bounds.first <= date.bounds.last


# --- days ---------------------------------------------------------------------------------------------------


@given(st.dates())
@many
def test_day_number_is_the_ordinal_of_datetime(date: datetime.date) -> None:
    assert day_number(date.year, date.month, date.day) == date.toordinal()
    assert to_calendar(date.toordinal()) == (date.year, date.month, date.day)
    assert to_day_text(date.toordinal()) == date.isoformat()


@given(st.integers(-(10**9), 10**9), st.integers(1, 3_000_000))
@many
def test_calendar_repeats_every_400_years(cycles: int, number: int) -> None:
    year, month, day = to_calendar(number)
    assert to_calendar(number + cycles * 146_097) == (year + 400 * cycles, month, day)
    assert day_number(year + 400 * cycles, month, day) == number + cycles * 146_097


def test_longest_years_stay_within_the_bounds() -> None:
    far = parse_edtf("Y-" + "9" * 16 + "/Y" + "9" * 16).bounds
    assert -(2**63) < MIN_DAY < far.first < far.last < MAX_DAY < 2**63


# --- texts at random ----------------------------------------------------------------------------------------

qualifiers = st.sampled_from(["", "", "", "?", "~", "%"])
years = st.one_of(st.integers(1990, 2030).map(str), st.integers(0, 9999).map("{:04d}".format), st.just("-0044"))


@st.composite
def plain_dates(draw: st.DrawFn) -> str:
    """A day, month, season or year without qualifiers."""
    year = draw(years)
    month = draw(st.sampled_from(["", "-21", "-22", "-23", "-24", "-XX", "-XX-XX"]) | st.integers(1, 12))
    if isinstance(month, str):
        return year + month
    return f"{year}-{month:02d}" + draw(st.sampled_from(["", "-XX"]) | st.integers(1, 28).map("-{:02d}".format))


@st.composite
def single_dates(draw: st.DrawFn) -> str:
    """One date of any supported form whose year is known."""
    if draw(st.integers(0, 5)) == 0:
        odd = draw(st.sampled_from(["201X", "20XX", "-012X", "Y170000002", "Y-17000"]))
        return draw(qualifiers) + odd + draw(qualifiers)
    date = draw(plain_dates())
    sign, components = ("-", date[1:].split("-")) if date[0] == "-" else ("", date.split("-"))
    components[0] = sign + components[0]
    return "-".join(draw(qualifiers) + component + draw(qualifiers) for component in components)


month_days = st.builds(
    "{}XXXX{}-{}{:02d}{}{}".format,
    *(qualifiers, qualifiers, qualifiers, st.integers(1, 12), qualifiers),
    st.sampled_from(["", "-XX", "-01", "-~06", "-29?"]),
)


def is_reversed(text: str) -> bool:
    try:
        parse_edtf(text)
    except InvalidDate as error:
        assert "reversed" in error.reason
        return True
    return False


@st.composite
def pairs(draw: st.DrawFn, joint: str) -> str:
    """An interval or the range of a set, in the order that is not reversed."""
    first, last = draw(single_dates()), draw(single_dates())
    joined = f"{first}{joint}{last}"
    return f"{last}{joint}{first}" if is_reversed(joined if joint == "/" else f"[{joined}]") else joined


blanks = st.sampled_from(["", ".."])
intervals = (
    pairs("/") | st.builds("{}/{}".format, single_dates(), blanks) | st.builds("{}/{}".format, blanks, single_dates())
)
sets = (
    st.builds("[{}..]".format, single_dates())
    | st.builds("[..{}]".format, single_dates())
    | st.lists(single_dates() | pairs(".."), min_size=1, max_size=3).map(lambda many: f"[{','.join(many)}]")
)
texts = single_dates() | month_days | intervals | sets
dates = texts.map(parse_edtf)


@st.composite
def sound_windows(draw: st.DrawFn) -> tuple[Edtf, Edtf]:
    """Two windows without doubts of their own, the second at least as wide as the first."""
    first, second = sorted((draw(st.integers(700_000, 760_000)), draw(st.integers(700_000, 760_000))))
    narrow = f"{to_day_text(first)}/{to_day_text(second)}"
    start = draw(st.sampled_from(["..", to_day_text(first - draw(st.integers(0, 40_000)))]))
    end = draw(st.sampled_from(["..", to_day_text(second + draw(st.integers(0, 40_000)))]))
    day = to_day_text(first) or ""
    chains = [day, day[:7], day[:4], f"{day[:3]}X", f"{day[:2]}XX", EVERYTHING]
    place = draw(st.integers(0, len(chains) - 2))
    pair = draw(st.sampled_from([(narrow, f"{start}/{end}"), (chains[place], chains[place + 1])]))
    return parse_edtf(pair[0]), parse_edtf(pair[1])


# --- laws ---------------------------------------------------------------------------------------------------


@given(texts)
@many
def test_round_trip(text: str) -> None:
    date = parse_edtf(text)
    assert str(date) == text
    assert _parse.__wrapped__(text) == date
    assert _parse.__wrapped__(text).bounds == date.bounds


@given(dates, dates)
@many
def test_certain_implies_possible_and_possible_is_symmetric(one: Edtf, other: Edtf) -> None:
    assert one.possible_overlap(other) == other.possible_overlap(one)
    if one.certain_overlap(other):
        assert one.possible_overlap(other)


@given(dates)
@few
def test_every_date_possibly_is_itself_and_certainly_falls_into_all_time(date: Edtf) -> None:
    assert date.possible_overlap(date)
    assert date.certain_overlap(parse_edtf(EVERYTHING))


@given(dates, sound_windows())
@many
def test_wider_window_loses_nothing(date: Edtf, windows: tuple[Edtf, Edtf]) -> None:
    narrow, wide = windows
    assert wide.possible_overlap(date) or not narrow.possible_overlap(date)
    assert date.certain_overlap(wide) or not date.certain_overlap(narrow)


@given(single_dates(), sound_windows())
@many
def test_qualifiers_never_add_certainty_and_never_change_what_is_possible(
    text: str, windows: tuple[Edtf, Edtf]
) -> None:
    marked, plain = parse_edtf(text), parse_edtf(text.translate({ord(sign): None for sign in "?~%"}))
    for window in windows:
        assert marked.possible_overlap(window) == plain.possible_overlap(window)
        assert plain.certain_overlap(window) or not marked.certain_overlap(window)


@given(st.lists(dates, max_size=6))
@few
def test_sort_key_is_a_total_order(some: list[Edtf]) -> None:
    ordered = sorted(some, key=lambda date: date.sort_key)
    some.reverse()
    assert ordered == sorted(some, key=lambda date: date.sort_key)
    for one, next_one in itertools.pairwise(ordered):
        assert one.earliest is None or (next_one.earliest is not None and one.earliest <= next_one.earliest)
        assert one.sort_key < next_one.sort_key or one == next_one


def test_sort_key_puts_unbounded_starts_first_and_unbounded_ends_last() -> None:
    ordered = load_texts("../2023 XXXX-01-06 Y-17000 2022 2023-05-01 2023-05 2023-05? 2023-05/.. 2023-06")
    assert sorted(sorted(ordered), key=lambda text: parse_edtf(text).sort_key) == ordered


# --- the meaning of possible and certain, by brute force ----------------------------------------------------

Span = tuple[int, int]
WORLD = (datetime.date(2014, 1, 1).toordinal(), datetime.date(2027, 12, 31).toordinal())
YEARS = range(2014, 2028)


class Meaning(NamedTuple):
    """What a text means: the days it can mean, its readings as a date, and its readings as a window.

    The world ends a few years before and after every date in it: its edges stand for infinity.
    """

    text: str
    days: frozenset[int]
    readings: list[Span]
    windows: list[Span]


class Part(NamedTuple):
    text: str
    face: Span
    doubt: Span | None  # the days that remain if the qualified component is ignored

    @property
    def candidates(self) -> list[int]:
        return grid(*(self.doubt or self.face))


def grid(first: int, last: int) -> list[int]:
    """Enough days of a span to tell two readings apart: its ends, and the turns of the years."""
    turns = [datetime.date(year, 1, 1).toordinal() for year in YEARS]
    inner = {day for turn in turns for day in (turn - 1, turn) if first <= day <= last}
    return sorted({first, last} | inner)


def span(first: datetime.date, last: datetime.date) -> Span:
    return first.toordinal(), last.toordinal()


@st.composite
def parts(draw: st.DrawFn) -> Part:
    """A year, month or day of 2018 to 2023, with at most one qualified component."""
    day = draw(st.dates(datetime.date(2018, 1, 1), datetime.date(2023, 12, 28)))
    year = span(datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31))
    month = span(day.replace(day=1), (day.replace(day=28) + datetime.timedelta(4)).replace(day=1))
    month = (month[0], month[1] - 1)
    one = (day.toordinal(), day.toordinal())
    return draw(
        st.sampled_from(
            [
                Part(f"{day:%Y}", year, None),
                Part(f"{day:%Y-%m}", month, None),
                Part(f"{day:%Y-%m-%d}", one, None),
                Part(f"{day:%Y}?", year, WORLD),
                Part(f"?{day:%Y-%m}", month, WORLD),
                Part(f"{day:%Y-~%m}", month, year),
                Part(f"{day:%Y-%m-%%}{day:%d}", one, month),
                Part(f"{day:%Y-~%m-%d}", one, year),
                Part(f"{day:%Y-%m}~-{day:%d}", one, WORLD),
            ]
        )
    )


def mean_date(part: Part) -> Meaning:
    readings = [(day, day) for day in part.candidates]
    return Meaning(part.text, days_of(part.face), readings, readings if part.doubt else [part.face])


def days_of(*spans: Span) -> frozenset[int]:
    return frozenset(day for first, last in spans for day in range(first, last + 1))


@st.composite
def meant_intervals(draw: st.DrawFn) -> Meaning:
    low, high = WORLD
    start = draw(st.none() | parts())
    end = draw(parts()) if start is None else draw(st.none() | parts())
    start_word = draw(st.sampled_from(["", ".."]))
    end_word = draw(st.sampled_from(["", ".."]))
    if start is None:
        text, first_face = start_word, low
        starts = [low] if start_word else grid(*WORLD)
        window_starts = starts
    else:
        text, first_face, starts = start.text, start.face[0], start.candidates
        window_starts = starts if start.doubt else [start.face[0]]
    if end is None:
        text, last_face = f"{text}/{end_word}", high
        ends = [high] if end_word else sorted({*grid(*WORLD), *starts, *window_starts})
        window_ends = ends
    else:
        text, last_face, ends = f"{text}/{end.text}", end.face[1], end.candidates
        window_ends = ends if end.doubt else [end.face[1]]
    assume(first_face <= last_face)
    # The shortest readings begin and end on one day, so each grid takes up the days of the other.
    ends = sorted({*ends, *(day for day in starts if ends[0] <= day <= ends[-1])})
    starts = sorted({*starts, *(day for day in ends if starts[0] <= day <= starts[-1])})
    window_ends = sorted({*window_ends, *(d for d in window_starts if window_ends[0] <= d <= window_ends[-1])})
    window_starts = sorted({*window_starts, *(d for d in window_ends if window_starts[0] <= d <= window_starts[-1])})
    return Meaning(
        text,
        days_of((first_face, last_face)),
        [(s, e) for s in starts for e in ends if s <= e],
        [(s, e) for s in window_starts for e in window_ends if s <= e],
    )


@st.composite
def meant_sets(draw: st.DrawFn) -> Meaning:
    """Members, and whole years in a range that may be open."""
    members = [mean_date(part) for part in draw(st.lists(parts(), min_size=1, max_size=3))]
    text = ",".join(member.text for member in members)
    kind = draw(st.sampled_from(["plain", "range", "earlier", "later"]))
    first, last = sorted(draw(st.tuples(st.integers(2018, 2023), st.integers(2018, 2023))))
    if kind == "earlier":
        text, in_range = f"..{last},{text}", range(YEARS.start, last + 1)
    elif kind == "later":
        text, in_range = f"{text},{first}..", range(first, YEARS.stop)
    else:
        text, in_range = (f"{text},{first}..{last}", range(first, last + 1)) if kind == "range" else (text, ())
    for year in in_range:
        whole = span(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        members.append(mean_date(Part(str(year), whole, None)))
    return Meaning(
        f"[{text}]",
        frozenset().union(*(member.days for member in members)),
        [reading for member in members for reading in member.readings],
        [window for member in members for window in member.windows],
    )


@st.composite
def meant_month_days(draw: st.DrawFn) -> Meaning:
    month, day = draw(st.sampled_from([(1, 6), (2, 29), (5, 19), (12, 31)]))
    days = [day_number(year, month, day) for year in YEARS if (month, day) != (2, 29) or year % 4 == 0]
    readings = [(number, number) for number in grid(*WORLD)]
    return Meaning(f"XXXX-{month:02d}-{day:02d}", frozenset(days), readings, readings)


meanings = parts().map(mean_date) | meant_intervals() | meant_sets() | meant_month_days()


@given(meanings, meanings)
@settings(many, max_examples=300)
def test_overlap_is_what_the_readings_say(date: Meaning, window: Meaning) -> None:
    one, other = parse_edtf(date.text), parse_edtf(window.text)
    assert one.possible_overlap(other) == (not date.days.isdisjoint(window.days))
    assert one.certain_overlap(other) == all(
        first <= window_last and window_first <= last
        for first, last in date.readings
        for window_first, window_last in window.windows
    )


@pytest.mark.parametrize(
    "month_day, window, possible",
    [
        ("XXXX-02-29", "1896-03/1904-02-28", False),
        ("XXXX-02-29", "1896-03/1904-02-29", True),
        ("XXXX-02-29", "2023", False),
        ("XXXX-02-29", "2024", True),
        ("XXXX-12-31", "2023-12-31/2024-01-01", True),
        ("XXXX-01", "2022-12-20/2023-01-01", True),
        ("XXXX-01", "2022-02/2022-12", False),
        ("XXXX-01-06", "2022-02/", True),
        ("XXXX-01-06", "[2022-02,2023-01-06]", True),
        ("XXXX-01-06", "[2022-02,2023-01-07]", False),
        ("XXXX-01-06", "-0044", True),
        ("XXXX-01-06", "XXXX-01-07", False),
        ("XXXX-01", "XXXX-01-XX", True),
    ],
)
def test_unknown_year_recurs(month_day: str, window: str, possible: bool) -> None:
    assert parse_edtf(month_day).possible_overlap(parse_edtf(window)) is possible
    assert parse_edtf(window).possible_overlap(parse_edtf(month_day)) is possible


def test_a_season_is_doubtful_within_its_year_and_its_winter() -> None:
    date = parse_edtf("2001-~21")
    assert date.certain_overlap(parse_edtf("2001/2002-02"))
    assert not date.certain_overlap(parse_edtf("2001"))


# --- the edtf package as a judge ----------------------------------------------------------------------------


def ask_judge(text: str) -> Any:
    """The parsed value, or None if the package refuses the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return judge.parse_edtf(text)
        except (judge.EDTFParseException, TypeError):
            return None


def judge_bounds(text: str) -> tuple[int, int]:
    value = ask_judge(text)
    assert value is not None, text
    first, last = (tuple(bound)[:3] for bound in (value.lower_strict(), value.upper_strict()))
    return day_number(*first), day_number(*last)


# The judge's own ways, each with what kgraph does instead.
JUDGE_TAKES_WHAT_IS_WRONG = {
    "2023-02-29": "a day that does not exist",
    "2024/2023": "a reversed interval",
    "[2026..2024]": "a reversed range",
    "  2023 ": "white space around it",
}
JUDGE_TAKES_LEVEL_2_THAT_KGRAPH_DOES_NOT = [
    "2XXX",
    "XXXX",
    "{2024,2025}",
    "Y17E7",
    "1950S2",
    "2001-25",
    "156X-12-25",
]
JUDGE_REFUSES_WHAT_IS_RIGHT = {
    "Y170000002?": "level 1 qualifies any date",
    "2001-21?": "level 1 qualifies any date",
    "Y12345/Y12346": "level 1 intervals hold any date of level 1",
    "?2004-06~": "left and right qualifiers together",
    "[2024]": "a set of one",
    "2004-06-11T23:59:60": "a leap second",
    "/..": "unknown start, open end",
}
JUDGE_BOUNDS_DIFFER = {
    "2001-24": "its winter ends on 31 December",
    "1985/": "its unknown end is ten years later",
    "XXXX-01-06": "its unknown year is 0 to 9999",
    "-0044-XX": "its bounds change places",
}


def test_where_kgraph_and_the_judge_disagree() -> None:
    for text in [*JUDGE_TAKES_WHAT_IS_WRONG, *JUDGE_TAKES_LEVEL_2_THAT_KGRAPH_DOES_NOT]:
        assert ask_judge(text) is not None
        with pytest.raises(InvalidDate):
            parse_edtf(text)
    for text in JUDGE_REFUSES_WHAT_IS_RIGHT:
        assert ask_judge(text) is None, text
        parse_edtf(text)
    for text in JUDGE_BOUNDS_DIFFER:
        date = parse_edtf(text)
        assert (date.earliest, date.latest) != judge_bounds(text)


@pytest.mark.parametrize("text", LEVEL_0_AND_1 + LEVEL_2_SUPPORTED)
def test_judge_reads_the_examples_of_the_specification_alike(text: str) -> None:
    date = parse_edtf(text)
    assert ask_judge(text) is not None
    if date.earliest is not None and date.latest is not None:
        assert (date.earliest, date.latest) == judge_bounds(text)


@given(plain_dates(), qualifiers)
@settings(few, max_examples=25)  # the judge takes up to 17 ms a date
def test_judge_agrees_on_plain_and_qualified_dates(text: str, qualifier: str) -> None:
    season = re.fullmatch(r"-?\d{4}-(2\d)", text)
    assume(season is None or season[1] != "24")  # this and the next: see JUDGE_BOUNDS_DIFFER
    assume(text[0] != "-" or "X" not in text)
    whole = text if season else text + qualifier  # a qualified season: see JUDGE_REFUSES_WHAT_IS_RIGHT
    date = parse_edtf(whole)
    assert (date.earliest, date.latest) == judge_bounds(text)
    assert ask_judge(whole) is not None
    assert date.qualified == (whole != text)


@given(st.integers(0, 2030), st.integers(0, 14), st.integers(0, 33))
@few
def test_judge_agrees_on_which_days_exist(year: int, month: int, day: int) -> None:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    assume((month, day) != (2, 29))  # see JUDGE_TAKES_WHAT_IS_WRONG
    try:
        parse_edtf(text)
    except InvalidDate:
        assert ask_judge(text) is None
    else:
        assert ask_judge(text) is not None


# --- the field, the cache, the speed ------------------------------------------------------------------------


class Record(BaseModel):
    valid: EdtfText | None = None


def test_field_keeps_a_plain_string() -> None:
    record = Record(valid="2023?-05-19")
    assert type(record.valid) is str and record.valid == "2023?-05-19"
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_field_refuses_with_the_reason() -> None:
    with pytest.raises(ValidationError) as caught:
        Record(valid="2023-02-29")
    assert "February 2023 has only 28 days" in str(caught.value)
    with pytest.raises(ValidationError):
        Record(valid=2023)  # type: ignore[arg-type]


def test_field_describes_itself_in_the_json_schema() -> None:
    schema = TypeAdapter(EdtfText).json_schema()
    assert schema["type"] == "string" and schema["maxLength"] == MAX_TEXT_LENGTH
    assert "EDTF" in schema["description"]
    for example in schema["examples"]:
        assert parse_edtf(example).text == example


def test_equal_texts_share_one_value_in_a_bounded_cache() -> None:
    assert parse_edtf("2023-05") is parse_edtf("2023-" + "05")
    assert _parse.cache_info().maxsize == CACHED_TEXTS


@pytest.mark.parametrize(
    "text",
    ["2023?-05-19", "2004-06-XX/2004-07-03", "[2024,2025]", "?" * 255, "1" * 255, "9T" * 127, "-" * 255],
)
def test_parse_takes_microseconds(text: str) -> None:
    """About 15 to 25 us, 70 for the worst refusal; the bound leaves room for a busy machine."""

    def parse_afresh() -> float:
        started = time.perf_counter()
        for _ in range(50):
            try:
                _parse.__wrapped__(text)
            except InvalidDate:
                continue
        return (time.perf_counter() - started) / 50

    assert min(parse_afresh() for _ in range(5)) < 0.001


def test_public_names_are_there_without_repetition() -> None:
    assert len(set(kgraph.dates.__all__)) == len(kgraph.dates.__all__)
    assert all(hasattr(kgraph.dates, name) for name in kgraph.dates.__all__)
