"""What the commands made of the table: as many claims as distinct rows, each with its rows, and a snapshot."""

from __future__ import annotations

import json
import logging

import pytest

import kgraph
from kgraph.knowledge_graph import KnowledgeGraph
from tests.events.imported import ImportedEvents, over_events, run_kgraph
from tests.events.raw import RawEvents

pytestmark = over_events


def test_the_totals_are_those_of_the_rows(kg: KnowledgeGraph, raw: RawEvents) -> None:
    dataset = kg.dataset()
    pairs = {frozenset((event.subject, event.object)) for event in raw.claims.values() if not event.is_loop}
    assert len(raw.claims) == len(raw.rows_of) < len(raw.lines)
    assert dataset.claim_count == len(raw.claims)
    # Those who act, and the programme that coded the events.
    assert dataset.entity_count == len(raw.names) + 1
    assert (dataset.source_count, dataset.tie_count) == (1, len(pairs))
    assert kg.source("icews-events").claim_count == len(raw.claims)


def test_the_report_counts_rows_claims_repetitions_and_loops(events: ImportedEvents, raw: RawEvents) -> None:
    loops = sum(len(rows) for event, rows in raw.rows_of.items() if event.is_loop)
    assert f"{len(raw.claims):,} claims from {len(raw.lines):,} rows" in events.import_output
    assert f"\n{len(raw.lines) - len(raw.claims):,} rows said again" in events.import_output
    assert f"\n{loops} rows of an entity about itself" in events.import_output
    assert loops > 0


def test_it_validates(events: ImportedEvents, raw: RawEvents) -> None:
    result = run_kgraph("validate", events.folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert f"{len(raw.claims):,} claims" in result.stdout.replace(str(len(raw.claims)), f"{len(raw.claims):,}")


def test_the_snapshot_is_what_opens(events: ImportedEvents, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert kgraph.open(events.folder).version == events.bare_graph.version
    assert caplog.records == []
    (snapshot,) = {file.name for file in events.folder.iterdir()} - {file.name for file in events.bare_folder.iterdir()}
    assert kgraph.open(events.folder / snapshot).version == events.bare_graph.version


def test_countries_are_those_that_the_names_say(raw: RawEvents) -> None:
    for country, code in (("Kazakhstan", "KZ"), ("China", "CN")):
        rolled_up = {name for name, each in raw.entities.items() if code in each["countries"]}
        assert rolled_up == {name for name in raw.names if raw.find_country(name) == country}
    assert json.loads((raw.folder / "dataset.json").read_text("utf-8"))["id"] == "icews"
