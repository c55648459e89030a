"""BibTeX, read back by pybtex: the same texts, whatever is in them, and braces always in pairs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string
from pybtex.richtext import Text

from kgraph.citations import BibliographyEntry, bibtex
from tests.citations.entry_samples import ENTRIES, NASTY, laws, make_entry, make_source

# Commands that TeX knows and pybtex leaves as they are.
_LEFT = {r"\$": "$", r"\textbraceleft ": "{", r"\textbraceright ": "}", r"\textasciicircum ": "^"}


def read(entries: list[BibliographyEntry]) -> dict[str, Entry]:
    return dict(parse_string("".join(bibtex.render(entries)), "bibtex").entries.items())


def decode(text: str) -> str:
    shown = str(Text.from_latex(text))
    for command, letter in _LEFT.items():
        shown = shown.replace(command, letter)
    return shown


def as_read(text: str) -> str:
    """Return a text with the white space that pybtex leaves in it."""
    return re.sub(" *[\u2028\u2029] *", " ", text)


@pytest.mark.parametrize("title", NASTY)
def test_a_nasty_title_comes_back(title: str) -> None:
    entry = read([make_entry(title=title, outlet=title, volume=title)])["gazette"]
    for name in ("title", "journal", "volume"):
        assert decode(entry.fields[name]) == as_read(title), name


@pytest.mark.parametrize("title", NASTY)
def test_nothing_is_left_that_tex_takes_for_a_command(title: str) -> None:
    written = bibtex.escape(title)
    rest = re.sub(r"\\[&%$#_]|\{\\text[a-z]+\}", "", written)
    assert not set(rest) & set("\\&%$#_^")
    assert written.count("~") == title.count("\u00a0")
    depth = 0
    for letter in written:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0


def number(entries: list[BibliographyEntry]) -> list[BibliographyEntry]:
    return [entry.model_copy(update={"id": f"key-{place}"}) for place, entry in enumerate(entries)]


@laws
@given(st.lists(ENTRIES, max_size=3).map(number))
def test_any_entry_comes_back_with_its_fields(entries: list[BibliographyEntry]) -> None:
    found = read(entries)
    assert list(found) == [entry.id for entry in entries]
    for entry in entries:
        fields = found[entry.id].fields
        expected = {
            "title": entry.title,
            "journal" if entry.type in ("article", "cited-item") else "howpublished": entry.outlet,
            "volume": entry.volume,
            "number": entry.issue,
        }
        for name, value in expected.items():
            assert (decode(fields[name]) if name in fields else None) == (value if value is None else as_read(value))
        persons = found[entry.id].persons.get("author", [])
        assert len(persons) == len(entry.authors)
        names = [", ".join([*person.last_names, *person.first_names]) for person in persons]
        assert [decode(name).replace(" ", "") for name in names] == [_plain(name) for name in entry.authors]


def _plain(name: str) -> str:
    family, comma, given_name = (part.strip() for part in name.partition(","))
    return (f"{family},{given_name}" if comma and family and given_name else name).replace(" ", "")


@pytest.mark.parametrize(
    ("date", "year", "month", "day"),
    [
        (None, "n.d.", None, None),
        ("2023", "2023", None, None),
        ("2023-05-19", "2023", "May", "19"),
        ("2023?-05-19", "[2023?]", "May", "19"),
        ("2023-05?-19", "[2023?]", None, None),
        ("2023-05-~19", "2023", "May", None),
        ("XXXX-01-06", "[year unknown]", "January", "6"),
        ("2001-22", "summer 2001", None, None),
        ("201X", "[2010s]", None, None),
        ("2022-01/2023-05", "January 2022–May 2023", None, None),
        ("[2025..]", "[2025 or later]", None, None),
    ],
)
def test_a_year_is_a_number_only_where_it_is_certain(
    date: str | None, year: str, month: str | None, day: str | None
) -> None:
    fields = read([make_entry(date=date)])["gazette"].fields
    assert (decode(fields["year"]), fields.get("month"), fields.get("day")) == (year, month, day)


def test_names_are_not_taken_apart() -> None:
    authors = ("Tarn, Ines", "Ministry of Trade and Water", "van der Ley, Ada, Jr")
    persons = read([make_entry(authors=authors)])["gazette"].persons["author"]
    assert [(person.last_names, person.first_names) for person in persons] == [
        (["{Tarn}"], ["{Ines}"]),
        (["{Ministry of Trade and Water}"], []),
        (["{van der Ley}"], ["{Ada, Jr}"]),
    ]


def test_an_address_is_not_escaped_but_for_what_would_end_the_field() -> None:
    url = "https://example.org/a_b?c=1&d=~e#f%20"
    fields = read([make_entry(url=url)])["gazette"].fields
    assert fields["url"] == url
    assert (
        read([make_entry(url="https://example.org/{\\}")])["gazette"].fields["url"] == "https://example.org/%7B%5C%7D"
    )


def test_a_source_seen_only_as_a_citation_says_where() -> None:
    report = make_source(id="report", title="Oil & Gas", volume="3")
    fields = read([make_entry(read=False, cited_in=(report,), date_basis="it says 5%")])["gazette"].fields
    assert "title" not in fields
    assert decode(fields["note"]) == (
        "Cited in “Oil & Gas,” Gazette 3 (n.d.); not seen itself. Its title is not known. "
        "No date is known (n.d.) (it says 5%)."
    )
