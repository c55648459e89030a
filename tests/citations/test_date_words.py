"""Dates in words: every kind of date in both languages, and nothing in them that the date does not hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from kgraph.citations.date_words import ENGLISH, RUSSIAN
from kgraph.citations.sound_dates import SoundDate, find_sound_dates, find_sound_year, is_doubtful
from kgraph.dates import parse_edtf, to_calendar
from tests.citations.entry_samples import edtf_dates, laws

WORDS = [
    (None, "n.d.", "[Б. д.]"),
    ("../..", "n.d.", "[Б. д.]"),
    ("2023", "2023", "2023"),
    ("2023-05", "May 2023", "май 2023"),
    ("2023-05-19", "May 19, 2023", "19 мая 2023"),
    ("2023-05-19T10:30:00", "May 19, 2023", "19 мая 2023"),
    ("2004-06-XX", "June 2004", "июнь 2004"),
    ("2004-XX", "2004", "2004"),
    ("2001-21", "spring 2001", "весна 2001"),
    ("2001-24", "winter 2001", "зима 2001"),
    ("2023?", "[2023?]", "[2023?]"),
    ("2023~", "[ca. 2023]", "[ок. 2023]"),
    ("2023%", "[ca. 2023?]", "[ок. 2023?]"),
    ("2023?-05", "May [2023?]", "май [2023?]"),
    ("2023?-05-19", "May 19, [2023?]", "19 мая [2023?]"),
    ("2023-05?-19", "[May?] 19, [2023?]", "19 [мая?] [2023?]"),
    ("2023-?05-19", "[May?] 19, 2023", "19 [мая?] 2023"),
    ("2023-05-~19", "May [ca. 19], 2023", "[ок. 19] мая 2023"),
    ("2001-21~", "[ca. spring] [ca. 2001]", "[ок. весна] [ок. 2001]"),
    ("XXXX-01-06", "January 6, [year unknown]", "6 января [год не установлен]"),
    ("XXXX-01", "January, [year unknown]", "январь [год не установлен]"),
    ("201X", "[2010s]", "[2010-е гг.]"),
    ("201X?", "[2010s?]", "[2010-е гг.?]"),
    ("20XX", "[between 2000 and 2099]", "[между 2000 и 2099]"),
    ("-0044-03-15", "March 15, 45 BCE", "15 марта 45 до н. э."),
    ("0000", "1 BCE", "1 до н. э."),
    ("-012X", "[between 130 BCE and 121 BCE]", "[между 130 до н. э. и 121 до н. э.]"),
    ("Y170000002", "170000002", "170000002"),
    ("2022/2023", "2022–2023", "2022–2023"),
    ("2022-01/2023-05", "January 2022–May 2023", "январь 2022 – май 2023"),
    ("2022?/2023", "[2022?]–2023", "[2022?]–2023"),
    ("2023-05/..", "May 2023–(no end)", "май 2023 – (без конца)"),
    ("../2023-05", "(no beginning)–May 2023", "(без начала) – май 2023"),
    ("2023-05/", "May 2023–(end unknown)", "май 2023 – (конец не установлен)"),
    ("/2023-05", "(beginning unknown)–May 2023", "(начало не установлено) – май 2023"),
    ("[2024,2026]", "[2024 or 2026]", "[2024 или 2026]"),
    ("[2024..2026]", "[one within 2024–2026]", "[в промежутке 2024–2026]"),
    ("[2025..]", "[2025 or later]", "[2025 или позже]"),
    ("[..2025]", "[2025 or earlier]", "[2025 или раньше]"),
    (
        "[..2019,2021-05,2024..]",
        "[2019 or earlier, May 2021 or 2024 or later]",
        "[2019 или раньше, май 2021 или 2024 или позже]",
    ),
]


@pytest.mark.parametrize(("date", "english", "russian"), WORDS, ids=[str(date) for date, _, _ in WORDS])
def test_a_date_in_words(date: str | None, english: str, russian: str) -> None:
    assert (ENGLISH.say(date), RUSSIAN.say(date)) == (english, russian)


def list_figures(date: str) -> set[int]:
    """Return the figures that a date holds: those of its text, and the bounds of a decade or a century."""
    held = {int(figure) for figure in re.findall(r"\d+", date)}
    for day in parse_edtf(date).dates:
        if day.precision in ("decade", "century"):
            first, last = (to_calendar(each)[0] for each in (day.reach.first, day.reach.last))
            held |= {year if year > 0 else 1 - year for year in (first, last)}
        elif day.year is not None and day.year < 1:
            held.add(1 - day.year)
    return held


@laws
@given(edtf_dates())
def test_no_figure_is_made_up(date: str) -> None:
    for language in (ENGLISH, RUSSIAN):
        assert {int(figure) for figure in re.findall(r"\d+", language.say(date))} <= list_figures(date)


@laws
@given(edtf_dates())
def test_every_mark_of_doubt_is_kept(date: str) -> None:
    edtf = parse_edtf(date)
    for language, about in ((ENGLISH, "ca."), (RUSSIAN, "ок.")):
        words = language.say(date)
        # The year that nobody knows has no mark of its own.
        if edtf.year_known:
            assert edtf.uncertain == ("?" in words)
            assert edtf.approximate == (about in words)
        else:
            assert language.year_unknown in words


@laws
@given(edtf_dates())
def test_what_is_told_as_a_fact_is_one(date: str) -> None:
    edtf = parse_edtf(date)
    year = find_sound_year(date)
    if year is not None:
        # However it is read, it begins and ends in that year, but for a winter, which reaches into the next.
        first, last = sorted((edtf.bounds.latest_start, edtf.bounds.earliest_end))
        assert to_calendar(first)[0] == year
        assert to_calendar(last)[0] == year or "-24" in date
    for sound in find_sound_dates(date):
        assert not is_doubtful(date)
        assert {sound.year, sound.month or sound.year, sound.day or sound.year} <= list_figures(date)


def test_sound_dates() -> None:
    assert find_sound_dates("2001-22") == (SoundDate(2001, season=2),)
    assert find_sound_dates("2022-01/2023") == (SoundDate(2022, 1), SoundDate(2023))
    for date in (None, "2023?-05-19", "XXXX-01-06", "201X", "20XX", "[2023,2024]", "2023/", "../2023", "-0044", "0000"):
        assert find_sound_dates(date) == ()
        assert find_sound_year(date) is None
    assert find_sound_year("2023-?05") == 2023
    assert find_sound_year("2023-05/2023-07?") is None
    assert find_sound_year("[2023-05,2023-07]") == 2023
    assert not is_doubtful("XXXX-01-06")
