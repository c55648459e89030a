"""Dates as sources give them: EDTF texts with doubtful years, open ends and unknown days.

`parse_edtf` turns a text into an `Edtf`, whose `possible_overlap` and `certain_overlap` answer every question
of time that kgraph asks. `docs/dates.md` lists the supported forms and what they match.
"""

from kgraph.dates.calendar_date import CalendarDate, Component, Precision
from kgraph.dates.day import MAX_DAY, MIN_DAY, day_number, to_calendar, to_day_text
from kgraph.dates.edtf import Bounds, Edtf, End, Form
from kgraph.dates.field import EdtfText
from kgraph.dates.month_day import MonthDay
from kgraph.dates.parser import CACHED_TEXTS, MAX_TEXT_LENGTH, parse_edtf
from kgraph.dates.periods import list_months, to_month_text, to_period_text

__all__ = [
    "CACHED_TEXTS",
    "MAX_DAY",
    "MAX_TEXT_LENGTH",
    "MIN_DAY",
    "Bounds",
    "CalendarDate",
    "Component",
    "Edtf",
    "EdtfText",
    "End",
    "Form",
    "MonthDay",
    "Precision",
    "day_number",
    "list_months",
    "parse_edtf",
    "to_calendar",
    "to_day_text",
    "to_month_text",
    "to_period_text",
]
