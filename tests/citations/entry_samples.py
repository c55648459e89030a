"""Entries of bibliographies to be written and read back: with nasty titles, and with dates of every kind."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from kgraph.citations import BibliographyEntry, CitableSource
from kgraph.records.base import LINE_PATTERN

# The same examples each time.
laws = settings(derandomize=True, max_examples=100, deadline=None, database=None)
SCHEMA = Draft7Validator(json.loads((Path(__file__).parent / "csl-data.json").read_text("utf-8")))

NASTY = (
    "Braces {of} {{all}} kinds } {",
    "100% of $5 & #1 in a_b ~ c^d \\ e",
    "\\textbf{bold} \\input{passwd} \\",
    "“Quotes” 'and' \"others\" ``x'' ,,y'' <<z>> ?` !`",
    "Dashes - -- --- – — and  two spaces",
    "Казахстан – Китай: «новый этап»",
    "中国与哈萨克斯坦",
    "Қазақстан Әлемі",
    "A and B and others, Jr",
    "@article{x, year = {2023}}",
    "TY  - JOUR",
    "ER  -",
    "=cmd|' /C calc'!A0",
    "line\u2028separator \u2029 and\u00a0no-break",
    "% no comment",
    "Élan, naïve, Łódź, İstanbul, ß",
)


def make_source(**fields: Any) -> CitableSource:
    return CitableSource(**{**_defaults(), **fields})


def make_entry(**fields: Any) -> BibliographyEntry:
    """Return an entry of which nothing is known but its outlet, unless told otherwise."""
    return BibliographyEntry(**{**_defaults(), "claim_count": 3, "read": True, "cited_in": (), **fields})


def _defaults() -> dict[str, Any]:
    nothing = dict.fromkeys(("title", "date", "date_printed", "date_basis", "volume", "issue", "url"))
    return {"id": "gazette", "type": "article", "outlet": "Gazette", "authors": (), **nothing}


def _is_line(text: str) -> bool:
    return re.fullmatch(LINE_PATTERN, text) is not None


# What a record can hold, but for white space that readers of these formats take for a common space.
LINES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn"), include_characters=" "),
    min_size=1,
    max_size=40,
).filter(lambda text: _is_line(text) and text == text.strip())

_MARKS = st.sampled_from(("", "", "", "?", "~", "%"))
_YEARS = st.integers(1, 9999).map(lambda year: f"{year:04}")


@st.composite
def plain_dates(draw: st.DrawFn) -> str:
    """Return one date, with marks of doubt anywhere."""
    year, month, day = draw(_YEARS), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    one, two, three = draw(_MARKS), draw(_MARKS), draw(_MARKS)
    return draw(
        st.sampled_from(
            (
                f"{year}{one}",
                f"{year}{one}-{month:02}{two}",
                f"{year}{one}-{month:02}{two}-{day:02}{three}",
                f"{year}-{one}{month:02}-{two}{day:02}",
                f"{year}{one}-{20 + month % 4 + 1}",
                f"{year}-{month:02}-XX",
                f"{year}-XX",
            )
        )
    )


@st.composite
def edtf_dates(draw: st.DrawFn) -> str:
    """Return a date of any kind that a source can have."""
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    kind = draw(st.sampled_from(("plain", "plain", "open", "decade", "time", "interval", "set")))
    if kind == "plain":
        return draw(plain_dates())
    if kind == "open":
        return draw(st.sampled_from((f"XXXX-{month:02}-{day:02}", f"XXXX-{month:02}", f"XXXX-{month:02}-{day:02}?")))
    if kind == "decade":
        return draw(st.sampled_from(("201X", "20XX", "199X?", "18XX~", "-012X", "-0044-03-15", "0000", "Y170000002")))
    if kind == "time":
        return f"{draw(_YEARS)}-{month:02}-{day:02}T10:30:00Z"
    first, last = sorted((draw(plain_dates()), draw(plain_dates())), key=lambda text: int(text[:4]))
    if first[:4] == last[:4]:
        last = f"{min(int(first[:4]) + 1, 9999):04}"
        first = first if first[:4] != last else "0001"
    if kind == "interval":
        return draw(st.sampled_from((f"{first}/{last}", f"{first}/..", f"../{last}", f"{first}/", f"/{last}", "../..")))
    return draw(st.sampled_from((f"[{first},{last}]", f"[{first}..{last}]", f"[{first}..]", f"[..{last}]")))


ENTRIES = st.builds(
    make_entry,
    type=st.sampled_from(("article", "cited-item", "dataset", "web-page")),
    title=st.none() | LINES | st.sampled_from(NASTY),
    outlet=LINES | st.sampled_from(NASTY),
    authors=st.lists(
        LINES | st.sampled_from(("Tarn, Ines", "Ministry of Trade and Water", "van der Ley, Ada")), max_size=5
    ).map(tuple),
    date=st.none() | edtf_dates(),
    date_printed=st.none() | LINES,
    date_basis=st.none() | LINES,
    volume=st.none() | LINES,
    issue=st.none() | LINES,
    url=st.none() | st.sampled_from(("https://example.org/a_b?c=%20&d=~e#f", "http://example.kz/{x}\\y;z")),
    read=st.booleans(),
    cited_in=st.lists(st.builds(make_source, id=st.just("report"), title=st.none() | LINES), max_size=2).map(tuple),
)
