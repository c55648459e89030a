"""CSL-JSON: valid by its schema, one array, and each field as the record has it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.citations import BibliographyEntry, csl
from tests.citations.entry_samples import ENTRIES, NASTY, SCHEMA, laws, make_entry, make_source

DATES: list[tuple[str | None, dict[str, Any] | None]] = [
    (None, None),
    ("../..", None),
    ("2023", {"date-parts": [[2023]]}),
    ("2023-05", {"date-parts": [[2023, 5]]}),
    ("2023-05-19", {"date-parts": [[2023, 5, 19]]}),
    ("2001-21", {"date-parts": [[2001]], "season": 1}),
    ("2022-01/2023-05", {"date-parts": [[2022, 1], [2023, 5]]}),
    ("2001-21/2002-22", {"literal": "spring 2001–summer 2002"}),
    ("2023?-05-19", {"literal": "May 19, [2023?]", "circa": True}),
    ("2023-05~", {"literal": "[ca. May] [ca. 2023]", "circa": True}),
    ("2023-?05", {"literal": "[May?] 2023", "circa": True}),
    ("XXXX-01-06", {"literal": "January 6, [year unknown]"}),
    ("201X", {"literal": "[2010s]"}),
    ("2023-05/..", {"literal": "May 2023–(no end)"}),
    ("[2024,2026]", {"literal": "[2024 or 2026]"}),
]


@pytest.mark.parametrize(("date", "issued"), DATES, ids=[str(date) for date, _ in DATES])
def test_a_date_is_a_fact_only_where_nothing_of_it_is_doubtful(date: str | None, issued: Any) -> None:
    assert csl.build_item(make_entry(date=date)).get("issued") == issued


@laws
@given(st.lists(ENTRIES, max_size=4))
def test_any_entries_are_one_valid_array(entries: list[BibliographyEntry]) -> None:
    items = json.loads("".join(csl.render(entries)))
    SCHEMA.validate(items)
    assert [item["id"] for item in items] == [entry.id for entry in entries]
    for item, entry in zip(items, entries, strict=True):
        assert item.get("title") == entry.title
        assert item["container-title"] == entry.outlet
        assert (item.get("volume"), item.get("issue"), item.get("URL")) == (entry.volume, entry.issue, entry.url)


def test_an_empty_bibliography_is_an_empty_array() -> None:
    assert "".join(csl.render([])) == "[]\n"


@pytest.mark.parametrize("title", NASTY)
def test_a_nasty_title_comes_back(title: str) -> None:
    (item,) = json.loads("".join(csl.render([make_entry(title=title, outlet=title)])))
    assert (item["title"], item["container-title"]) == (title, title)


def test_names_and_types() -> None:
    item = csl.build_item(make_entry(authors=("Tarn, Ines", "Ministry of Trade"), issue="3"))
    assert item["author"] == [{"family": "Tarn", "given": "Ines"}, {"literal": "Ministry of Trade"}]
    assert item["type"] == "article-journal"
    types = {type_: csl.build_item(make_entry(type=type_))["type"] for type_ in ("cited-item", "dataset", "web-page")}
    assert types == {"cited-item": "article-newspaper", "dataset": "dataset", "web-page": "webpage"}


def test_a_source_seen_only_as_a_citation_says_where() -> None:
    report = make_source(id="report", title="A Report", volume="3")
    item = csl.build_item(make_entry(read=False, cited_in=(report,), date="2023?", date_printed="last year"))
    assert item["note"] == (
        "Cited in “A Report,” Gazette 3 (n.d.); not seen itself. Its title is not known. "
        "Dated [2023?], in EDTF 2023?, printed as “last year”."
    )
    assert "title" not in item


def test_a_remark_is_no_label_that_a_reference_manager_reads_as_a_field() -> None:
    entry = make_entry(date="2023?-05-19", date_basis="the year is inferred: it is of the same week")
    label = str(csl.build_item(entry)["note"]).partition(":")[0].lower()
    assert label not in {"date", "issued", "title", "original date", "type"}
    assert "note" not in csl.build_item(make_entry(title="Known", date="2023-05-19"))
