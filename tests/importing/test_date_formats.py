"""Dates of tables, as EDTF."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.dates import parse_edtf
from kgraph.importing.date_formats import check_format, read_date

FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%Y%m%d", "%d %B %Y", "%d %b %Y", "%Y-%m-%dT%H:%M:%S", "%%%Y %m %d"]


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from(FORMATS))
def test_a_day_in_any_form_is_that_day(day, form):
    check_format(form)
    text = day.strftime(form)
    assert read_date(text, (form,)) == day.isoformat()
    assert read_date(text, ("%Y", form)) == day.isoformat()
    assert parse_edtf(read_date(text, (form,))).text == day.isoformat()


@pytest.mark.parametrize(
    ("text", "formats", "edtf"),
    [
        ("05/2012", ("%m/%Y",), "2012-05"),
        ("2012", ("%Y",), "2012"),
        ("2012-05/..", ("edtf",), "2012-05/.."),
        ("2023?-05-19", ("%Y-%m-%d", "edtf"), "2023?-05-19"),
    ],
)
def test_what_is_less_than_a_day_stays_so(text, formats, edtf):
    assert read_date(text, formats) == edtf


@pytest.mark.parametrize(
    ("text", "formats", "reason"),
    [
        ("2013-02-30", ("edtf",), "only 28 days"),
        ("2013-02-30", ("%Y-%m-%d",), "no such day"),
        ("30.02.2013", ("%Y-%m-%d", "edtf", "%d.%m.%Y"), "no such day"),
        ("2013-13-01", ("%Y-%m-%d",), "not a date of the form %Y-%m-%d"),
        ("yesterday", ("edtf",), "none of the supported forms"),
    ],
)
def test_what_is_no_date(text, formats, reason):
    with pytest.raises(ValueError, match=reason):
        read_date(text, formats)


@pytest.mark.parametrize("form", ["", "%Q", "%m-%d", "%Y-%d", "%Y %y", "%m %b %Y", "%", "%Y %", "%-d", "iso"])
def test_what_is_no_format(form):
    with pytest.raises(ValueError, match=r"."):
        check_format(form)
