"""Whatever a file holds, what comes out of it is a dataset that loads, or nothing at all."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kgraph
from kgraph.importing.errors import ImportRefused
from kgraph.importing.followthemoney import import_followthemoney
from kgraph.importing.followthemoney.schemata import load_model

MODEL = load_model()
# Ids that differ little, so that they meet one another, and names that read like them.
IDS = st.sampled_from(["a", "A", "a.b", "A-B", "a b", "b", "NK-1", "nk-1", "è", "x" * 300, "\t"])
TEXTS = st.one_of(
    IDS, st.text(max_size=8), st.sampled_from(["2014", "2014-02-30", "51%", "kz", "http://x.example/", "USD"])
)
WORDS = sorted(
    {
        *MODEL.roles,
        *(name for schema in MODEL.schemata.values() for name in schema.names),
        *("startDate", "endDate", "date", "country", "sourceUrl", "retrievedAt", "publisher", "status", "wikidataId"),
    }
)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    schema = MODEL.schemata[draw(st.sampled_from(sorted(MODEL.schemata)))]
    properties = draw(st.dictionaries(st.sampled_from(WORDS), st.lists(TEXTS, min_size=1, max_size=2), max_size=4))
    ends = [relation.target for relation in schema.references]
    if schema.link is not None:
        ends = [schema.link.source, schema.link.target]
    for end in ends:
        if end is not None and draw(st.booleans()):
            properties[end] = draw(st.lists(IDS, min_size=1, max_size=2))
    if schema.is_thing and draw(st.integers(0, 4)):
        properties["name"] = draw(st.lists(TEXTS, min_size=1, max_size=2))
    record = {"id": draw(IDS), "schema": schema.name, "properties": properties}
    if draw(st.booleans()):
        record["datasets"] = draw(st.lists(TEXTS, max_size=2))
    return record


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records(), max_size=12))
def test_what_comes_out_loads_or_is_not_there(given_records: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "some.ndjson"
        file.write_text("".join(json.dumps(record) + "\n" for record in given_records), encoding="ascii")
        out = Path(folder) / "out"
        try:
            report = import_followthemoney(file, out, skip_bad=True)
        except ImportRefused:
            assert not out.exists()
            return
        dataset = kgraph.load_dataset(out)
        assert (report.claims, report.entities) == (len(dataset.claims), len(dataset.entities))
        rows = {each.locator.row for claim in dataset.claims for each in claim.evidence if each.locator.row}
        assert rows <= set(range(1, len(given_records) + 1))
