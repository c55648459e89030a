"""RIS, read back by rispy: the same texts, one line each, and no date in a field that is not a fact."""

from __future__ import annotations

import re
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from kgraph.citations import BibliographyEntry, ris
from kgraph.dates import parse_edtf
from tests.citations.entry_samples import ENTRIES, NASTY, laws, make_entry, make_source


def read(entries: list[BibliographyEntry]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rispy.loads("".join(ris.render(entries)))
    return found


def as_line(text: str) -> str:
    return re.sub("[\u2028\u2029]", " ", text)


@pytest.mark.parametrize("title", NASTY)
def test_a_nasty_title_comes_back(title: str) -> None:
    (record,) = read([make_entry(title=title, outlet=title, authors=(title,) if "," not in title else ())])
    assert (record["title"], record["secondary_title"]) == (as_line(title), as_line(title))


@laws
@given(st.lists(ENTRIES, max_size=3))
def test_any_entry_comes_back_with_its_fields(entries: list[BibliographyEntry]) -> None:
    records = read(entries)
    assert [record["id"] for record in records] == [entry.id for entry in entries]
    for record, entry in zip(records, entries, strict=True):
        names = ("title", "secondary_title", "volume", "number")
        values = (entry.title, entry.outlet, entry.volume, entry.issue)
        assert [record.get(name) for name in names] == [None if value is None else as_line(value) for value in values]
        assert len(record.get("authors", ())) == len(entry.authors)
        # rispy takes a semicolon for the end of an address.
        assert ";".join(record.get("urls", ())) == (entry.url or "")


@laws
@given(ENTRIES)
def test_every_line_is_a_field(entry: BibliographyEntry) -> None:
    *lines, end, empty, last = "".join(ris.render([entry])).split("\r\n")
    assert (end, empty, last) == ("ER  - ", "", "")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .+", line) for line in lines)
    assert lines[0].startswith("TY  - ")
    assert len("\n".join(lines).splitlines()) == len(lines)


@laws
@given(ENTRIES)
def test_a_year_stands_as_a_fact_only_where_it_is_one(entry: BibliographyEntry) -> None:
    (record,) = read([entry])
    if entry.date is not None and "year" in parse_edtf(entry.date).qualified_components:
        assert record.keys().isdisjoint({"year", "date", "publication_year"})
    assert re.fullmatch(r"\d{4}", record.get("year", "2023"))


@pytest.mark.parametrize(
    ("date", "year", "day"),
    [
        ("2023", "2023", None),
        ("2023-05", "2023", "2023/05//"),
        ("2023-05-19", "2023", "2023/05/19/"),
        ("2023-?05-19", "2023", None),
        ("2023-05/2023-07", "2023", None),
        ("0800-01-01", "0800", "0800/01/01/"),
        *((date, None, None) for date in (None, "2023?-05-19", "2023~", "XXXX-01-06", "201X", "2022/2023", "[2025..]")),
    ],
)
def test_what_the_date_fields_hold(date: str | None, year: str | None, day: str | None) -> None:
    (record,) = read([make_entry(date=date)])
    assert (record.get("year"), record.get("date")) == (year, day)


@pytest.mark.parametrize("date", ["2023?-05-19", "2023-?05-19", "XXXX-01-06", "201X", "2022/2023", "2001-21", None])
def test_a_date_without_a_field_stands_in_the_note(date: str | None) -> None:
    (record,) = read([make_entry(date=date)])
    assert (date or "n.d.") in record["notes"][0]


def test_types_and_citations() -> None:
    report = make_source(id="report", title="A Report")
    cited, journal, table, page = read(
        [
            make_entry(type="cited-item", read=False, cited_in=(report,)),
            make_entry(volume="20", issue="152"),
            make_entry(type="dataset"),
            make_entry(type="web-page"),
        ]
    )
    kinds = [record["type_of_reference"] for record in (cited, journal, table, page)]
    assert kinds == ["NEWS", "JOUR", "DATA", "ELEC"]
    assert cited["notes"][0].startswith("Cited in “A Report,” Gazette, n.d.; not seen itself.")
    assert "title" not in cited
