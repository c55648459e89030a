"""Every source of the dataset that ships, in every style: nothing invented, nothing unmarked, nothing left out."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import rispy
from pybtex.database import parse_string

from kgraph import KnowledgeGraph
from kgraph.citations import STYLES
from kgraph.records import Dataset, Source
from tests.citations.entry_samples import SCHEMA

CARRYING = "Kazakhstan Cautiously Builds Ties With China"
MONTHS = {
    "chicago": ("March", "April", "May", "July", "August", "September", "October", "January"),
    "gost": ("марта", "апреля", "мая", "июля", "августа", "сентября", "октября", "января"),
}
# The months of the dates, in the order of their names above.
NUMBERS = ("03", "04", "05", "07", "08", "09", "10", "01")


def list_records(graph: KnowledgeGraph, style: str) -> dict[str, str]:
    """Return the text of each source in a style, by its id."""
    bibliography = graph.bibliography(style)
    pieces = list(bibliography.iter_pieces())
    ids = [entry["id"] for entry in json.loads(graph.bibliography("csl-json").text)]
    assert len(ids) == bibliography.entry_count
    return dict(zip(ids, pieces, strict=False))


@pytest.fixture(scope="module")
def csl(article_graph: KnowledgeGraph) -> dict[str, dict[str, Any]]:
    items = json.loads(article_graph.bibliography("csl-json").text)
    SCHEMA.validate(items)
    return {item["id"]: item for item in items}


@pytest.fixture(scope="module")
def ris(article_graph: KnowledgeGraph) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in rispy.loads(article_graph.bibliography("ris").text)}


@pytest.fixture(scope="module")
def bibtex(article_graph: KnowledgeGraph) -> dict[str, Any]:
    return dict(parse_string(article_graph.bibliography("bibtex").text, "bibtex").entries.items())


def test_every_source_is_in_every_style_once(
    article: Dataset, article_graph: KnowledgeGraph, csl: Any, ris: Any, bibtex: Any
) -> None:
    ids = sorted(source.id for source in article.sources)
    assert list(csl) == list(ris) == list(bibtex) == ids
    for style in ("text", "chicago", "gost"):
        assert len(article_graph.bibliography(style).text.splitlines()) == len(ids)
    assert article_graph.bibliography().text == article_graph.bibliography("chicago").text


@pytest.mark.parametrize("style", STYLES)
def test_an_inferred_year_bears_its_mark_in_every_style(
    article: Dataset, article_graph: KnowledgeGraph, style: str
) -> None:
    records = list_records(article_graph, style)
    inferred = [source for source in article.sources if source.date is not None and source.date.startswith("2023?")]
    assert len(inferred) == 19
    for source in inferred:
        record = _leave_out_basis(records[source.id], source)
        assert "[2023?]" in record
        # Wherever the year is stated, its mark follows.
        assert re.findall(r"2023(?!\?)", record) == []


def _leave_out_basis(record: str, source: Source) -> str:
    """Return a record without the reason for its year, which may speak of other years."""
    basis = source.date_basis or ""
    return record.replace(basis, "").replace(_escape(basis), "")


def _escape(text: str) -> str:
    return text.replace("'", "{'}")


@pytest.mark.parametrize("style", STYLES)
def test_no_year_is_invented(article: Dataset, article_graph: KnowledgeGraph, style: str) -> None:
    records = list_records(article_graph, style)
    for source in article.sources:
        record = _leave_out_basis(records[source.id], source)
        assert set(re.findall(r"\b[12]\d{3}\b", record)) <= set(re.findall(r"\d{4}", source.date or "")), source.id


@pytest.mark.parametrize("style", ["chicago", "gost"])
def test_days_and_months_are_those_that_are_printed(
    article: Dataset, article_graph: KnowledgeGraph, style: str
) -> None:
    records = list_records(article_graph, style)
    for source in article.sources:
        if source.date is None:
            assert "n.d." in records[source.id] or "[Б. д.]" in records[source.id]
            continue
        _, month, day = source.date.split("-")
        name = MONTHS[style][NUMBERS.index(month)]
        assert (f"{name} {int(day)}," if style == "chicago" else f"{int(day)} {name}.") in records[source.id]


def test_what_is_not_known_is_said_to_be_so(csl: Any, ris: Any, bibtex: Any, article_graph: KnowledgeGraph) -> None:
    open_year = "kommersant-january-6"
    assert csl[open_year]["issued"] == {"literal": "January 6, [year unknown]"}
    assert bibtex[open_year].fields["year"] == "[year unknown]"
    assert "year" not in ris[open_year]
    assert "January 6, [year unknown]" in ris[open_year]["notes"][0]
    assert "[год не установлен]. 6 января" in list_records(article_graph, "gost")[open_year]
    undated = "edm-20-152"
    assert "issued" not in csl[undated]
    assert bibtex[undated].fields["year"] == "n.d."
    assert ris[undated].keys().isdisjoint({"year", "date"})


def test_no_program_is_told_an_inferred_year_as_a_fact(article: Dataset, csl: Any, ris: Any, bibtex: Any) -> None:
    for source in article.sources:
        assert "date-parts" not in csl[source.id].get("issued", {})
        assert ris[source.id].keys().isdisjoint({"year", "date", "publication_year"})
        assert not bibtex[source.id].fields["year"].isdigit()
        if (source.date or "").startswith("2023?"):
            assert csl[source.id]["issued"]["circa"] is True


def test_the_outlet_is_the_container(article: Dataset, csl: Any, ris: Any, bibtex: Any) -> None:
    names = {entity.id: entity.name for entity in article.entities}
    for source in article.sources:
        name = names[source.outlet]
        assert csl[source.id]["container-title"] == ris[source.id]["secondary_title"] == name
        assert bibtex[source.id].fields["journal"] == name


@pytest.mark.parametrize("style", STYLES)
def test_what_was_seen_only_as_a_citation_says_in_which_text(
    article: Dataset, article_graph: KnowledgeGraph, style: str
) -> None:
    records = list_records(article_graph, style)
    words = "Цит. по: " if style == "gost" else "Cited in "
    for source in article.sources:
        assert (words in records[source.id]) == _is_cited(source)
        assert CARRYING in records[source.id]


def _is_cited(source: Source) -> bool:
    return source.type == "cited-item"


def test_how_a_date_is_printed_and_inferred_is_kept(article: Dataset, csl: Any, ris: Any, bibtex: Any) -> None:
    for source in article.sources:
        for text in (source.date_printed, source.date_basis):
            if text is not None:
                assert text in csl[source.id]["note"]
                assert text in ris[source.id]["notes"][0]
                assert _escape(text) in bibtex[source.id].fields["note"]
