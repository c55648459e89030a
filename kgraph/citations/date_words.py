"""Dates of sources in words: no day, month or year that the date does not hold, and a mark on what is doubtful.

Whatever is not certain stands in square brackets, as what a cataloguer supplies does: `[2023?]` is an inferred year,
`[ca. 2023]` an approximate one, `[year unknown]` one that nobody knows. Each language has its own words and order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kgraph.dates import CalendarDate, Component, Edtf, parse_edtf, to_calendar


@dataclass(frozen=True, slots=True)
class DateParts:
    """One date in words, what it does not hold being None; a doubtful part stands in brackets with its mark.

    `is_known`: whether the year is known, if only perhaps.
    """

    year: str
    is_known: bool
    season: str | None = None
    month: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class DateLanguage:
    """The words for dates in one language; `{}` stands for dates, years or a text."""

    months: tuple[str, ...]
    # Behind the number of a day.
    months_of_days: tuple[str, ...]
    seasons: tuple[str, ...]
    undated: str
    year_unknown: str
    about: str
    before_christ: str
    decade: str
    between: str
    # What stands for an end of an interval that there is not, and for one of which nothing is known.
    ends: dict[str, str]
    dash: str
    either: str
    one_within: str
    or_earlier: str
    or_later: str
    order: Callable[[DateParts], str]

    def say(self, date: str | None) -> str:
        """Return a date in words; the word for "undated" if there is none, or if it is unbounded on both sides."""
        if date is None:
            return self.undated
        edtf = parse_edtf(date)
        if not edtf.dates:
            return self.undated
        if edtf.form == "interval":
            return self._say_interval(edtf)
        return self._say_set(edtf) if edtf.form == "set" else self.order(self.split(edtf.dates[0]))

    def split(self, date: CalendarDate) -> DateParts:
        """Return the parts of one date in words."""
        return DateParts(
            year=self._say_year(date),
            is_known=date.year_known,
            season=None if date.season is None else self._mark(date, "season", self.seasons[date.season - 21]),
            month=None if date.month is None else self._mark(date, "month", self._name_month(date.month, date.day)),
            day=None if date.day is None else self._mark(date, "day", str(date.day)),
        )

    def _name_month(self, month: int, day: int | None) -> str:
        return (self.months if day is None else self.months_of_days)[month - 1]

    def _say_year(self, date: CalendarDate) -> str:
        if not date.year_known:
            return self.year_unknown
        if date.year is not None:
            return self._mark(date, "year", self._count_years(date.year))
        first, last = (to_calendar(day)[0] for day in (date.reach.first, date.reach.last))
        if date.precision == "decade" and first > 0:
            return self._mark(date, "year", self.decade.format(first), always=True)
        return self._mark(
            date, "year", self.between.format(self._count_years(first), self._count_years(last)), always=True
        )

    def _count_years(self, year: int) -> str:
        # The year 0 is 1 BC: years are astronomical in EDTF.
        return str(year) if year > 0 else self.before_christ.format(1 - year)

    def _mark(self, date: CalendarDate, component: Component, text: str, *, always: bool = False) -> str:
        """Put a part that is doubtful, or always, into brackets, with its mark."""
        if component in date.approximate:
            text = self.about.format(text)
        if component in date.uncertain:
            text = f"{text}?"
        return f"[{text}]" if always or component in date.approximate | date.uncertain else text

    def _say_interval(self, edtf: Edtf) -> str:
        start, _, end = edtf.text.partition("/")
        words = [
            self.say(text) if state == "dated" else self.ends[f"{state} {name}"]
            for name, text, state in (("start", start, edtf.start), ("end", end, edtf.end))
        ]
        return self._join(*words)

    def _join(self, start: str, end: str) -> str:
        # Spaces around the dash only where the dates have spaces themselves.
        return f"{start}{self.dash if ' ' in start + end else self.dash.strip()}{end}"

    def _say_set(self, edtf: Edtf) -> str:
        *others, last = map(self._say_member, edtf.text[1:-1].split(","))
        return f"[{self.either.format(', '.join(others), last) if others else last}]"

    def _say_member(self, member: str) -> str:
        first, dots, last = member.partition("..")
        if not dots:
            return self.say(member)
        if not first:
            return self.or_earlier.format(self.say(last))
        if not last:
            return self.or_later.format(self.say(first))
        return self.one_within.format(self._join(self.say(first), self.say(last)))


def _order_english(parts: DateParts) -> str:
    comma = "" if parts.is_known else ","
    if parts.day is not None:
        return f"{parts.month} {parts.day}, {parts.year}"
    finer = parts.month or parts.season
    return parts.year if finer is None else f"{finer}{comma} {parts.year}"


def _order_russian(parts: DateParts) -> str:
    finer = parts.month or parts.season
    if parts.day is not None:
        return f"{parts.day} {parts.month} {parts.year}"
    return parts.year if finer is None else f"{finer} {parts.year}"


_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

ENGLISH = DateLanguage(
    months=_ENGLISH_MONTHS,
    months_of_days=_ENGLISH_MONTHS,
    seasons=("spring", "summer", "autumn", "winter"),
    undated="n.d.",
    year_unknown="[year unknown]",
    about="ca. {}",
    before_christ="{} BCE",
    decade="{}s",
    between="between {} and {}",
    ends={
        "open start": "(no beginning)",
        "open end": "(no end)",
        "unknown start": "(beginning unknown)",
        "unknown end": "(end unknown)",
    },
    dash="–",
    either="{} or {}",
    one_within="one within {}",
    or_earlier="{} or earlier",
    or_later="{} or later",
    order=_order_english,
)

RUSSIAN = DateLanguage(
    months=(
        *("январь", "февраль", "март", "апрель", "май", "июнь"),
        *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
    ),
    months_of_days=(
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    seasons=("весна", "лето", "осень", "зима"),
    undated="[Б. д.]",
    year_unknown="[год не установлен]",
    about="ок. {}",
    before_christ="{} до н. э.",
    decade="{}-е гг.",
    between="между {} и {}",
    ends={
        "open start": "(без начала)",
        "open end": "(без конца)",
        "unknown start": "(начало не установлено)",
        "unknown end": "(конец не установлен)",
    },
    dash=" – ",
    either="{} или {}",
    one_within="в промежутке {}",
    or_earlier="{} или раньше",
    or_later="{} или позже",
    order=_order_russian,
)
