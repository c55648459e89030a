"""The distinct dates of claims, in the order of time, and what a window finds among them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from kgraph.columns.numbers import pack
from kgraph.dates import MIN_DAY, Edtf, parse_edtf

_DATED, _WITHOUT_START, _UNDATED = range(3)
_CACHED_WINDOWS = 256


class Window(NamedTuple):
    """The codes that pass: all that do are at least `lo` and less than `hi`; `mask`, where not all of these do."""

    lo: int
    hi: int
    mask: bytes | None


def pack_dates(dates: Iterable[str | None], sections: dict[str, memoryview]) -> tuple[list[str | None], list[int]]:
    """Return dates in their order, and the new number of each; add their columns to the sections.

    In the order of `oldest`: by the first day that a date can mean, then by the last; without a first day; no date.
    `date_rank` numbers what is equal in it alike.
    """
    given = list(dates)
    parsed = {text: parse_edtf(text) for text in given if text is not None}
    keys = {text: _oldest(None if text is None else parsed[text]) for text in given}
    ordered = sorted(given, key=lambda text: (keys[text], text or ""))
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys.values())))}
    sections["date_rank"] = pack([ranks[keys[text]] for text in ordered])
    days, plain = array("q"), bytearray()
    for text in ordered:
        date = None if text is None else parsed[text]
        is_day = date is not None and _is_day(date)
        plain.append(is_day)
        days.append(date.bounds.first if date is not None and is_day else 0)
    sections["date_day"], sections["date_plain"] = memoryview(days), memoryview(bytes(plain))
    codes = {text: code for code, text in enumerate(ordered)}
    return ordered, [codes[text] for text in given]


def _oldest(date: Edtf | None) -> tuple[int, int, int]:
    if date is None:
        return _UNDATED, 0, 0
    first, last = date.bounds.first, date.bounds.last
    return (_WITHOUT_START, last, 0) if first == MIN_DAY else (_DATED, first, last)


def _is_day(date: Edtf) -> bool:
    """Tell whether a date is one day that is known for certain."""
    bounds = date.bounds
    return date.year_known and bounds.first == bounds.last == bounds.latest_start == bounds.earliest_end


class DateTable:
    """The dates by their codes."""

    def __init__(
        self, texts: Sequence[str | None], rank: Sequence[int], days: Sequence[int], plain: Sequence[int]
    ) -> None:
        """Take the columns as `pack_dates` made them."""
        self.texts, self.rank = texts, rank
        # The days that are known for certain, in order, and the code of each.
        self._plain_codes = array("I", (code for code in range(len(texts)) if plain[code]))
        self._plain_days = array("q", (days[code] for code in self._plain_codes))
        self._wide_codes = tuple(code for code in range(len(texts)) if not plain[code] and texts[code] is not None)
        self.undated = len(texts) - 1 if texts and texts[-1] is None else None
        self.find_possible = lru_cache(_CACHED_WINDOWS)(lambda window: self._find(window, certain=False))
        self.find_certain = lru_cache(_CACHED_WINDOWS)(lambda window: self._find(window, certain=True))

    def __len__(self) -> int:
        return len(self.texts)

    def parse(self, code: int) -> Edtf | None:
        """Return a date; None for no date."""
        text = self.texts[code]
        return None if text is None else parse_edtf(text)

    @property
    def everything(self) -> Window:
        """The window that finds all claims, undated ones too."""
        return Window(0, len(self), None)

    def dated(self, wanted: bool) -> Window:
        """Return the window of all dates, or of no date."""
        end = len(self) if self.undated is None else self.undated
        return Window(0, end, None) if wanted else Window(end, len(self), None)

    def _find(self, window: Edtf, *, certain: bool) -> Window:
        passes: Callable[[Edtf], bool] = (
            (lambda date: date.certain_overlap(window)) if certain else (lambda date: date.possible_overlap(window))
        )
        wide = [code for code in self._wide_codes if passes(parse_edtf(self.texts[code] or ""))]
        codes = self._plain_codes
        if certain:
            first, last = window.bounds.window_start, window.bounds.window_end
        elif len(window.spans) == 1 and window.month_day is None:
            first, last = window.spans[0]
        else:
            return self._cover([*wide, *(code for code in codes if passes(parse_edtf(self.texts[code] or "")))])
        low, high = bisect_left(self._plain_days, first), bisect_right(self._plain_days, last)
        if not wide:
            return self._cover_run(low, high)
        return self._cover([*wide, *codes[low:high]])

    def _cover_run(self, low: int, high: int) -> Window:
        """Return the window of a run of plain days."""
        if low >= high:
            return Window(0, 0, None)
        lo, hi = self._align(self._plain_codes[low], self._plain_codes[high - 1] + 1)
        return Window(lo, hi, None) if hi - lo == high - low else self._cover(self._plain_codes[low:high])

    def _cover(self, passing: Sequence[int]) -> Window:
        if not passing:
            return Window(0, 0, None)
        lo, hi = self._align(min(passing), max(passing) + 1)
        if hi - lo == len(passing):
            return Window(lo, hi, None)
        mask = bytearray(len(self))
        for code in passing:
            mask[code] = 1
        return Window(lo, hi, bytes(mask))

    def _align(self, lo: int, hi: int) -> tuple[int, int]:
        """Widen a range of codes to whole ranks: entries of one rank come by claim, whatever their codes."""
        while lo > 0 and self.rank[lo - 1] == self.rank[lo]:
            lo -= 1
        while hi < len(self) and self.rank[hi] == self.rank[hi - 1]:
            hi += 1
        return lo, hi

    @cached_property
    def _keys(self) -> list[tuple[int, int, int]]:
        days = dict(zip(self._plain_codes, self._plain_days, strict=True))
        return [
            (_DATED, days[code], days[code]) if code in days else _oldest(self.parse(code)) for code in range(len(self))
        ]

    @cached_property
    def groups(self) -> tuple[tuple[int, int], ...]:
        """The ranges of codes that `newest` takes one after the other: dated, without a first day, undated."""
        of = [group for group, _, _ in self._keys]
        ends = [bisect_right(of, group) for group in (_DATED, _WITHOUT_START, _UNDATED)]
        return tuple(zip([0, *ends], ends, strict=False))

    @cached_property
    def newest_rank(self) -> array[int]:
        """The place of each code in the order by newest; equal ones have the same."""
        keys = [(group, -first, -last) for group, first, last in self._keys]
        ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}
        return array("I", (ranks[key] for key in keys))
