"""The page on linked data lists every term that the exports use, and its queries find what they ask for."""

from __future__ import annotations

from typing import Any

import pytest
from rdflib import RDF, Graph, URIRef

from kgraph.exports.linked_data import CLASSES, PROPERTIES, build_prefixes
from kgraph.knowledge_graph import KnowledgeGraph
from tests.docs.pages import code, find_blocks, find_tables, read_page, section, table
from tests.exports.everything import make_everything
from tests.exports.linked_graph import read

PAGE = read_page("linked-data.md")
CLASS_ROWS = table(PAGE, "Classes")
PROPERTY_ROWS = [row for rows in find_tables(section(PAGE, "Properties")) for row in rows]
VALUES = {
    "iri": "a thing",
    "text": "text",
    "lang": "text in a language",
    "integer": "`xsd:integer`",
    "boolean": "`xsd:boolean`",
    "decimal": "`xsd:decimal`",
    "edtf": "`edtf:EDTF`",
    "day": "`xsd:date`",
    "moment": "`xsd:dateTime`",
    "uri": "`xsd:anyURI`",
    "date": "`xsd:date`, `xsd:gYearMonth`, `xsd:gYear`",
}
QUESTIONS: tuple[dict[str, Any], ...] = ({}, {"rank": "deprecated"}, {"status": "ended"})
PREFIXES = build_prefixes("kazakhstan-china-russia")


def expand(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


@pytest.fixture(scope="module")
def article_linked(article_graph: KnowledgeGraph) -> Graph:
    """What the export of the dataset that ships states."""
    return read(article_graph.export("turtle"))


@pytest.fixture(scope="module")
def all_graphs(article_linked: Graph) -> list[Graph]:
    """Exports in which every term occurs."""
    made_up = KnowledgeGraph(make_everything())
    return [article_linked, *(read(made_up.export("json-ld", **asked)) for asked in QUESTIONS)]


def test_the_tables_say_what_the_files_say_of_the_terms() -> None:
    classes = [(code(row["class"]), row["meaning"].replace("`kg:", "kg:")) for row in CLASS_ROWS]
    assert [(name, plain(text)) for name, text in classes] == [(each.name, plain(each.meaning)) for each in CLASSES]
    found = {code(row["property"]): (row["value"], plain(row["meaning"])) for row in PROPERTY_ROWS}
    assert len(found) == len(PROPERTY_ROWS)
    assert found == {each.name: (VALUES[each.kind], plain(each.meaning)) for each in PROPERTIES}


def plain(text: str) -> str:
    return text.replace("`", "")


def test_every_class_and_every_property_of_an_export_is_on_the_page_and_none_else(all_graphs: list[Graph]) -> None:
    used = {term for graph in all_graphs for term in graph.predicates()}
    assert used - {RDF.type} == {expand(code(row["property"])) for row in PROPERTY_ROWS}
    classes = {each for graph in all_graphs for each in graph.objects(None, RDF.type)}
    listed = {expand(code(row["class"])) for row in CLASS_ROWS}
    assert classes == listed


def test_the_namespaces_are_those_of_the_page() -> None:
    text = section(PAGE, "Classes")
    for prefix in ("kg", "schema", "prov", "skos", "skosxl", "void", "dcterms", "edtf"):
        assert f"`{prefix}` stands for `{PREFIXES[prefix]}`" in " ".join(text.split()) or (
            f"`{prefix}` for `{PREFIXES[prefix]}`" in " ".join(text.split())
        )


def test_the_example_is_what_is_written(article_graph: KnowledgeGraph) -> None:
    written = b"".join(article_graph.export("turtle")).decode()
    (example,) = find_blocks(PAGE, "turtle")
    things = example.text.strip().split("\n\n")
    assert len(things) == 4
    assert all(f"\n{thing}\n" in written for thing in things)


def run(graph: Graph, number: int) -> list[dict[str, Any]]:
    query = find_blocks(PAGE, "sparql")[number].text
    return [{str(name): value and str(value) for name, value in row.asdict().items()} for row in graph.query(query)]


def test_a_query_tells_who_says_what_of_whom_and_whom_the_passage_cites(
    article_graph: KnowledgeGraph, article_linked: Graph
) -> None:
    rows = run(article_linked, 0)
    found = [
        (
            row["id"],
            row["text"],
            row["polarity"],
            row["status"],
            row.get("hedge"),
            row["speaker"],
            int(row["paragraph"]),
            int(row["sentence"]),
            row.get("cited"),
            row.get("date"),
            row.get("signal"),
        )
        for row in rows
    ]
    expected = []
    for claim in article_graph.claims(about="Bolat Nazarbayev"):
        said = (claim.id, claim.statement, claim.polarity, claim.status, claim.hedge, claim.speaker.name)
        for evidence in claim.evidence:
            place = (evidence.locator.paragraph, evidence.locator.sentence)
            for cite in evidence.cites or (None,):
                cited = (cite.outlet.name, cite.date, cite.signal) if cite else (None, None, None)
                expected.append((*said, *place, *cited))
    assert found == sorted(expected, key=lambda row: (row[0], row[8] or ""))
    assert len(found) >= 3


def test_a_query_finds_what_is_denied_unclear_or_hedged(article_graph: KnowledgeGraph, article_linked: Graph) -> None:
    rows = run(article_linked, 1)
    claims = [
        *article_graph.claims(hedged=True, limit=500),
        *article_graph.claims(polarity=["negated", "unknown"], limit=500),
    ]
    expected = {claim.id: (claim.statement, claim.polarity, claim.hedge) for claim in claims}
    assert [row["id"] for row in rows] == sorted(expected)
    assert {row["id"]: (row["text"], row["word"], row.get("hedge")) for row in rows} == expected
    assert {"negated", "unknown", "affirmed"} == {row["word"] for row in rows}


def test_the_call_that_writes_a_file_works(
    article_graph: KnowledgeGraph, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call = 'kg.export("turtle").write("claims.ttl")'
    assert f"`{call}`" in PAGE
    (example,) = find_blocks(PAGE, "python")
    printed: list[Any] = []
    names = {
        "kg": article_graph,
        "query": find_blocks(PAGE, "sparql")[1].text,
        "print": lambda *row: printed.append(row),
    }
    exec(compile(f"{call}\n{example.text}", "linked-data.md", "exec"), names)
    assert len(printed) == 10
