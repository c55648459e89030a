"""Chicago notes and bibliography: entries, footnotes, and the citation of a claim's evidence."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from kgraph.citations import CitedEvidence, CitedSource, chicago
from kgraph.records import Locator
from tests.citations.entry_samples import make_entry, make_source

PLACE = Locator(paragraph=5, sentence=2)
REPORT = make_source(id="report", title="A Report", volume="20", issue="152")
ENTRIES: list[tuple[dict[str, Any], str]] = [
    ({}, "Gazette. [Untitled article], n.d."),
    ({"type": "cited-item", "date": "2023?-05-19"}, "Gazette. [Untitled item], May 19, [2023?]."),
    ({"date": "XXXX-01-06"}, "Gazette. [Untitled article], January 6, [year unknown]."),
    ({"type": "dataset", "date": "2023"}, "Gazette. [Untitled dataset], 2023."),
    ({"type": "web-page", "url": "https://x.kz/1"}, "Gazette. [Untitled web page], n.d. https://x.kz/1."),
    ({"title": "Water", "date": "2023-05"}, "“Water.” Gazette, May 2023."),
    ({"title": "Whose Water?"}, "“Whose Water?” Gazette, n.d."),
    ({"title": "Water", "volume": "20", "issue": "152"}, "“Water.” Gazette 20, no. 152 (n.d.)."),
    ({"title": "Water", "issue": "152", "date": "2023"}, "“Water.” Gazette, no. 152 (2023)."),
    ({"volume": "20"}, "[Untitled article]. Gazette 20 (n.d.)."),
    ({"title": "Water", "authors": ("Tarn, Ines",)}, "Tarn, Ines. “Water.” Gazette, n.d."),
    ({"authors": ("Tarn, Ines",)}, "Tarn, Ines. [Untitled article]. Gazette, n.d."),
    (
        {"title": "Water", "authors": ("Tarn, Ines", "Ley, A.", "Ministry")},
        "Tarn, Ines, A. Ley, and Ministry. “Water.” Gazette, n.d.",
    ),
    ({"title": "Water", "date_printed": "May"}, "“Water.” Gazette, n.d. [printed: May]."),
    (
        {"type": "cited-item", "read": False, "cited_in": (REPORT, make_source(title="B"))},
        "Gazette. [Untitled item], n.d. Cited in “A Report,” Gazette 20, no. 152 (n.d.); “B,” Gazette, n.d.",
    ),
    ({"title": "Read", "cited_in": (REPORT,)}, "“Read.” Gazette, n.d."),
]


@pytest.mark.parametrize(("fields", "text"), ENTRIES)
def test_an_entry_of_a_bibliography(fields: dict[str, Any], text: str) -> None:
    assert chicago.format_entry(make_entry(**fields)) == text


def test_of_many_authors_some_are_named() -> None:
    names = tuple(f"Family{number}, G" for number in range(11))
    first, *_ = chicago.format_entry(make_entry(title="T", authors=names)).partition(" “")
    assert first == "Family0, G, " + ", ".join(f"G Family{number}" for number in range(1, 7)) + ", et al."
    assert "Family9" in chicago.format_entry(make_entry(title="T", authors=names[:10]))
    assert chicago.format_note(make_entry(title="T", authors=names)).startswith("G Family0 et al., “T,”")
    assert chicago.format_note(make_entry(title="T", authors=names[:2])).startswith("G Family0 and G Family1, “T,”")
    three = chicago.format_note(make_entry(title="T", authors=names[:3]))
    assert three.startswith("G Family0, G Family1, and G Family2, “T,”")


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        (PLACE, "par. 5, sent. 2"),
        (Locator(row=17), "row 17"),
        (Locator(url="https://x.kz/2"), "https://x.kz/2"),
        (
            Locator(url="https://x.kz/2", retrieved=datetime.datetime(2024, 5, 31, 12, tzinfo=datetime.UTC)),
            "accessed May 31, 2024, https://x.kz/2",
        ),
    ],
)
def test_a_footnote_says_where(locator: Locator, place: str) -> None:
    assert chicago.format_note(REPORT, locator) == f"“A Report,” Gazette 20, no. 152 (n.d.), {place}."


def test_the_address_of_a_source_gives_way_to_that_of_the_place() -> None:
    source = make_source(title="A", url="https://x.kz/1")
    assert chicago.format_note(source) == "“A,” Gazette, n.d., https://x.kz/1."
    assert chicago.format_note(source, PLACE) == "“A,” Gazette, n.d., par. 5, sent. 2, https://x.kz/1."
    assert chicago.format_note(source, Locator(url="https://x.kz/2")) == "“A,” Gazette, n.d., https://x.kz/2."


def test_a_footnote_of_what_was_not_read_points_into_the_text_that_cites_it() -> None:
    entry = make_entry(type="cited-item", date="2023?", read=False, cited_in=(REPORT,))
    expected = "Gazette, [untitled item], [2023?], cited in “A Report,” Gazette 20, no. 152 (n.d.), par. 5, sent. 2."
    assert chicago.format_note(entry, PLACE) == expected
    several = make_entry(id="item", read=False, cited_in=(REPORT, make_source(id="b")))
    assert chicago.format_note(several).endswith("(n.d.); Gazette, [untitled article], n.d.")
    with pytest.raises(ValueError, match="item is cited in 2 texts"):
        chicago.format_note(several, PLACE)


def test_evidence_cites_what_its_passage_cites() -> None:
    item = make_source(type="cited-item", date="2023?-07-28", outlet="RBC")
    other = make_source(type="cited-item", date="XXXX-01-06", outlet="vlast.kz")
    cites = (CitedSource(item, None), CitedSource(other, "see"))
    assert chicago.format_evidence(CitedEvidence(REPORT, PLACE, cites)) == (
        "RBC, [untitled item], July 28, [2023?]; see vlast.kz, [untitled item], January 6, [year unknown], "
        "cited in “A Report,” Gazette 20, no. 152 (n.d.), par. 5, sent. 2."
    )
    assert chicago.format_evidence(CitedEvidence(REPORT, PLACE, cites[1:])).startswith("See vlast.kz, ")


@pytest.mark.parametrize(
    ("locator", "words"),
    [
        (PLACE, "par. 5, sent. 2 (the sentence cites nothing)."),
        (Locator(row=17), "row 17 (the row cites nothing)."),
        (Locator(url="https://x.kz/2"), "https://x.kz/2 (the page cites nothing)."),
    ],
)
def test_evidence_that_cites_nothing_says_so(locator: Locator, words: str) -> None:
    text = chicago.format_evidence(CitedEvidence(REPORT, locator, ()))
    assert text == f"“A Report,” Gazette 20, no. 152 (n.d.), {words}"
