"""References by GOST R 7.0.5-2008: entries, footnotes, and the citation of a claim's evidence."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from kgraph.citations import CitedEvidence, CitedSource, gost
from kgraph.records import Locator
from tests.citations.entry_samples import make_entry, make_source

PLACE = Locator(paragraph=5, sentence=2)
REPORT = make_source(id="report", title="A Report", volume="20", issue="152")
ENTRIES: list[tuple[dict[str, Any], str]] = [
    ({}, "[Без заглавия] // Gazette. [Б. д.]."),
    ({"date": "2023?-05-19"}, "[Без заглавия] // Gazette. [2023?]. 19 мая."),
    ({"date": "2023-05-19"}, "[Без заглавия] // Gazette. 2023. 19 мая."),
    ({"date": "2023~"}, "[Без заглавия] // Gazette. [ок. 2023]."),
    ({"date": "2023-05?"}, "[Без заглавия] // Gazette. [2023?]. [Май?]."),
    ({"date": "2001-21"}, "[Без заглавия] // Gazette. 2001. Весна."),
    ({"date": "XXXX-01-06"}, "[Без заглавия] // Gazette. [год не установлен]. 6 января."),
    ({"date": "2022-01/2023-05"}, "[Без заглавия] // Gazette. январь 2022 – май 2023."),
    ({"date": "[2024,2026]"}, "[Без заглавия] // Gazette. [2024 или 2026]."),
    ({"title": "Water.", "date": "2023"}, "Water. // Gazette. 2023."),
    ({"title": "Water", "volume": "3", "issue": "58", "date": "1997"}, "Water // Gazette. 1997. Vol. 3, № 58."),
    ({"title": "Вода", "volume": "13", "issue": "3", "date": "2006"}, "Вода // Gazette. 2006. Т. 13, № 3."),
    ({"title": "Water", "outlet": "Вестник", "volume": "13"}, "Water // Вестник. [Б. д.]. Т. 13."),
    ({"title": "Water", "issue": "45", "date": "2000-11"}, "Water // Gazette. 2000. Ноябрь (№ 45)."),
    ({"title": "Water", "date_printed": "May"}, "Water // Gazette. [Б. д.]. [дата в тексте: May]."),
    ({"title": "Water", "url": "https://x.kz/1"}, "Water // Gazette. [Б. д.]. URL: https://x.kz/1."),
    ({"title": "Water", "authors": ("Тарн, Инес Олеговна",)}, "Тарн И. О. Water // Gazette. [Б. д.]."),
    (
        {"title": "Water", "authors": ("Crawford, Peter J.", "Ли, Анна-Мария", "Ministry")},
        "Crawford P. J., Ли А.-М., Ministry. Water // Gazette. [Б. д.].",
    ),
    (
        {"title": "Water", "authors": ("Tarn, Ines", "B", "C", "D")},
        "Water / I. Tarn [и др.] // Gazette. [Б. д.].",
    ),
    (
        {"read": False, "cited_in": (REPORT, make_source(title="B"))},
        (
            "[Без заглавия] // Gazette. [Б. д.]. Цит. по: A Report // Gazette. [Б. д.]. Vol. 20, № 152 ; "
            "B // Gazette. [Б. д.]."
        ),
    ),
    ({"title": "Read", "cited_in": (REPORT,)}, "Read // Gazette. [Б. д.]."),
]


@pytest.mark.parametrize(("fields", "text"), ENTRIES)
def test_an_entry_of_a_list(fields: dict[str, Any], text: str) -> None:
    assert gost.format_entry(make_entry(**fields)) == text


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        (PLACE, "Абз. 5, предл. 2."),
        (Locator(row=17), "Строка 17."),
        (Locator(url="https://x.kz/2"), "URL: https://x.kz/2."),
        (
            Locator(url="https://x.kz/2", retrieved=datetime.datetime(2024, 5, 31, 12, tzinfo=datetime.UTC)),
            "URL: https://x.kz/2 (дата обращения: 31.05.2024).",
        ),
    ],
)
def test_a_footnote_says_where(locator: Locator, place: str) -> None:
    assert gost.format_note(REPORT, locator) == f"A Report // Gazette. [Б. д.]. Vol. 20, № 152. {place}"


def test_a_footnote_of_what_was_not_read_points_into_the_text_that_cites_it() -> None:
    entry = make_entry(date="2023?", read=False, cited_in=(REPORT,))
    assert gost.format_note(entry, PLACE) == (
        "[Без заглавия] // Gazette. [2023?]. Цит. по: A Report // Gazette. [Б. д.]. Vol. 20, № 152. Абз. 5, предл. 2."
    )
    with pytest.raises(ValueError, match="gazette is cited in 2 texts"):
        gost.format_note(make_entry(read=False, cited_in=(REPORT, make_source(id="b"))), PLACE)


def test_evidence_cites_what_its_passage_cites() -> None:
    item = make_source(type="cited-item", date="2023?-07-28", outlet="RBC")
    other = make_source(type="cited-item", outlet="vlast.kz")
    cites = (CitedSource(item, None), CitedSource(other, "see"))
    assert gost.format_evidence(CitedEvidence(REPORT, PLACE, cites)) == (
        "[Без заглавия] // RBC. [2023?]. 28 июля ; см.: [Без заглавия] // vlast.kz. [Б. д.]. "
        "Цит. по: A Report // Gazette. [Б. д.]. Vol. 20, № 152. Абз. 5, предл. 2."
    )
    seen = gost.format_evidence(CitedEvidence(REPORT, PLACE, cites[1:]))
    assert seen.startswith("См.: [Без заглавия] // vlast.kz. [Б. д.]. Цит. по: A Report")


@pytest.mark.parametrize(
    ("locator", "words"),
    [(PLACE, "В предложении ссылок нет."), (Locator(row=1), "В строке ссылок нет.")],
)
def test_evidence_that_cites_nothing_says_so(locator: Locator, words: str) -> None:
    assert gost.format_evidence(CitedEvidence(REPORT, locator, ())).endswith(f". {words}")
