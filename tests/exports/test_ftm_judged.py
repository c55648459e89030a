"""The package `followthemoney` takes what is exported: nothing is dropped, cleaned away, or without its other end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kgraph.exports.followthemoney.schemata import LINKS, SOURCE_SCHEMATA, TYPE_SCHEMATA
from kgraph.exports.followthemoney.values import clean_name, clean_text, clean_url, find_certain_date
from kgraph.importing.countries import iso_names
from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.imported import ImportedEvents
from tests.exports.everything import HOSTILE, make_everything
from tests.exports.ftm_exports import FtmExport, clean_values, dump_model, judge_export
from tests.graphs import make_random_dataset

# A `fileName` is nothing that a cited item or a table of events has; the package asks for it and does not insist.
MISSING = {"Document.fileName"}
URLS = (
    *(
        "https://example.org",
        "http://a",
        "HTTP://Foo.org?x",
        "https://x.org/a?b=c#d",
        "https://x.org/?",
        "http://[::1]/x",
    ),
    *(
        "http://localhost:8000/a;b",
        "http://x.y/",
        "http://exa_mple.org/ü",
        "http://пример.рф",
        "http://1.2.3.4",
        "http://a..b/",
    ),
    *(
        "http://[::1",
        "http://a:99999/",
        "http://a:b/",
        "http://user@a.org/",
        "http:///path",
        "http://-/",
        "http://x.12/",
    ),
    *("https://example.org/\u200b", "https://example.org/e\u0301", 'https://example.org/"a"?b=<c>|^`#Ж'),
)
DATES = ("2023", "2023-05", "2023-05-19", "1000", "2999-12-31")
NOT_DATES = ("0999", "3000", "2031-21", "XXXX-01-06", "[2025..]", "-0500")


def check(export: FtmExport, place: Path) -> None:
    report = judge_export(export, place)
    assert report["problems"] == []
    assert report["lines"] == len(export.all_lines)
    assert set(report["missing"]) <= MISSING
    assert [id_ for id_, _, _ in report["edges"]] == [line["id"] for line in export.of_kind("link")]
    names = {line["id"]: set().union(*line["properties"].values()) for line in export.of_kind("entity")}
    assert all(report["captions"][id_] in values for id_, values in names.items())
    for line in export.of_kind("claim"):
        assert report["captions"][line["id"]] == line["caption"]


def test_the_article_is_taken_whole(article_graph: KnowledgeGraph, tmp_path: Path) -> None:
    check(FtmExport(article_graph.store), tmp_path)


def test_hostile_records_are_taken_whole(tmp_path: Path) -> None:
    check(FtmExport(KnowledgeGraph(make_everything()).store), tmp_path)


@pytest.mark.parametrize("filters", [{"polarity": "negated"}, {"rank": "deprecated"}, {"topic": "money"}])
def test_parts_are_taken_whole(filters: dict[str, str], tmp_path: Path) -> None:
    check(FtmExport(KnowledgeGraph(make_everything()).store, **filters), tmp_path)


@pytest.mark.parametrize("seed", range(3))
def test_any_dataset_is_taken_whole(seed: int, tmp_path: Path) -> None:
    check(FtmExport(KnowledgeGraph(make_random_dataset(seed)).store), tmp_path)


def test_events_are_taken_whole(made_up_events: ImportedEvents, tmp_path: Path) -> None:
    check(FtmExport(made_up_events.graph.store), tmp_path)


def test_texts_and_names_are_cleaned_as_the_package_does() -> None:
    chance = random.Random(7)
    letters = [
        *"\"' aé\u00a0",
        *map(chr, (0x200B, 0x200E, 0x202E, 0x2028, 0x3000, 0xAD, 0xFEFF, 0x301, 0x1F469, 0x61C)),
    ]
    texts = [*HOSTILE, *("".join(chance.choices(letters, k=chance.randint(1, 9))) for _ in range(500))]
    # The package takes away one pair of quotation marks a time; ours is what is left when it has no more to take.
    names = [clean_name(text) for text in texts]
    bare = [text for text in texts if not text.startswith(('"', "'")) and clean_text(text) == text]
    asked = [("text", text) for text in texts] + [("name", text) for text in (*names, *bare)]
    ours = [*map(clean_text, texts), *names, *map(clean_name, bare)]
    assert [text or None for text in ours] == clean_values(asked)


def test_addresses_are_cleaned_as_the_package_does() -> None:
    theirs = clean_values(("url", url) for url in URLS)
    ours = [clean_url(url) for url in URLS]
    # An address with marks that are not seen is another one without them: it is left to the citation.
    expected = [None if clean_text(url) != url else cleaned for url, cleaned in zip(URLS, theirs, strict=True)]
    assert ours == expected
    assert None in ours


def test_dates_are_those_that_the_package_knows() -> None:
    assert [find_certain_date(date) for date in DATES] == clean_values(("date", date) for date in DATES) == list(DATES)
    assert [find_certain_date(date) for date in NOT_DATES] == [None] * len(NOT_DATES)
    assert clean_values([("date", "0999"), ("date", "3000")]) == [None, None]


def test_every_country_code_is_known_to_the_package() -> None:
    codes = sorted({code.lower() for code in iso_names().values()})
    assert clean_values(("country", code) for code in codes) == codes


def test_links_are_the_edges_of_the_package() -> None:
    model = dump_model()
    assert set(LINKS) == {name for name, schema in model.items() if schema["edge"]}
    for name, link in LINKS.items():
        theirs = model[name]
        assert (link.source, link.target) == (theirs["edge_source"], theirs["edge_target"])
        properties = theirs["properties"]
        assert link.source_range == properties[link.source]["range"]
        assert link.target_range == properties[link.target]["range"]
        assert link.has_status == ("status" in properties)
        assert link.named_by == next((each for each in ("role", "relationship") if each in properties), None)


def test_schemata_of_types_and_sources_are_things_of_the_package() -> None:
    model = dump_model()
    for schema in {*TYPE_SCHEMATA.values(), *SOURCE_SCHEMATA.values()}:
        assert not model[schema]["abstract"]
        assert "Thing" in model[schema]["schemata"]
    assert all("Document" in model[schema]["schemata"] for schema in SOURCE_SCHEMATA.values())
    assert not model["Note"]["matchable"]
    assert model["Thing"]["abstract"]
