"""The Turtle that is written is plain, and the events fit into it as they are streamed."""

from __future__ import annotations

import re
import tracemalloc

import pytest

from kgraph.exports import build_export
from kgraph.exports.export_set import BATCH
from kgraph.exports.linked_data import turtle
from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.imported import ImportedEvents, over_events
from tests.exports.everything import make_everything
from tests.exports.linked_graph import FORMATS, KG, LinkedGraph, read, say_claim
from tests.graphs import make_claim, make_dataset

STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
NAME = re.compile(r"(?:[A-Za-z0-9]+:)[^\s,;<>\"]*")


def test_a_name_that_is_no_plain_word_is_written_out() -> None:
    text = b"".join(KnowledgeGraph(make_everything()).export("turtle")).decode()
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("@prefix"))
    names = set(NAME.findall(re.sub(r"<[^<>]*>", "", STRING.sub('""', body))))
    assert {"claim:c3", "entity:arra", "unit:a-b_C", "kg:Claim"} <= names
    assert not [name for name in names if not re.fullmatch(r"\w+:[\w-]+", name)]
    assert "\n<urn:kgraph:dataset:every.thing:1/entity/x.y:z_1-2>\n" in text
    assert "kg:predicate <urn:kgraph:dataset:every.thing:1/predicate/a.b:c> ;" in text


def test_things_are_in_the_order_of_their_ids_and_the_counts_come_last() -> None:
    claims = [make_claim(id_, "a", "b") for id_ in ("c2", "c1", "c3")]
    text = b"".join(KnowledgeGraph(make_dataset(claims)).export("turtle")).decode()
    assert re.findall(r"^claim:(\w+)$", text, re.MULTILINE) == ["c1", "c2", "c3"]
    assert text.endswith("  kg:claimCount 3 .\n")


def test_an_amount_has_no_exponent_and_all_its_figures() -> None:
    text = b"".join(KnowledgeGraph(make_everything()).export("turtle")).decode()
    assert re.findall(r'kg:amount "(.*)"\^\^xsd:decimal', text) == ["-0.000000125", "22000000000.125"]


# What stands where a claim is described, where it ties, and where a row is.
MARKS = {
    "turtle": (b"  a kg:Claim, schema:Claim", b"  kg:ties entity:", b"  kg:row "),
    "json-ld": (b'"@type":["kg:Claim"', b'"kg:ties":["entity:', b'"kg:row":'),
}


@over_events
@pytest.mark.parametrize("format", FORMATS)
def test_events_are_read_back_row_by_row(events: ImportedEvents, format: str) -> None:
    kg = events.graph
    claims = kg.store.get_claims([claim.id for claim in kg.claims(limit=200)])
    linked = LinkedGraph(read(kg.export(format, id=list(claims))), kg.store.info.id)
    assert linked.ids(KG.Claim) == sorted(claims)
    assert all(linked.claim(id_) == say_claim(claim, kg.store.vocabulary) for id_, claim in claims.items())


@over_events
@pytest.mark.parametrize("format", FORMATS)
def test_all_events_are_streamed_each_with_its_rows(events: ImportedEvents, format: str) -> None:
    counts, rest = [0, 0, 0], b""
    for piece in build_export(events.graph.store, format):
        lines, _, rest = (rest + piece).rpartition(b"\n")
        counts = [count + lines.count(mark) for count, mark in zip(counts, MARKS[format], strict=True)]
    rows_of = events.raw.rows_of
    loops = sum(event.is_loop for event in rows_of)
    assert counts == [len(rows_of), len(rows_of) - loops, sum(map(len, rows_of.values()))]


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_held_does_not_grow_with_the_claims(
    made_up_events: ImportedEvents, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So many names are kept that these events do not fill the room for them: with less it is seen to be bounded.
    monkeypatch.setattr(turtle, "_NAMES_KEPT", 256)
    export = build_export(made_up_events.graph.store, format)
    claims, early = 0, 0
    tracemalloc.start()
    try:
        for piece in export:
            claims += piece.count(MARKS[format][0])
            if not early and claims > 1.5 * BATCH:
                early = tracemalloc.get_traced_memory()[1]
        late = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert claims > 3 * BATCH
    assert late < 1.25 * early
