"""What kgraph exports it makes a dataset of again: the same one, or none."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

import kgraph
from kgraph import KnowledgeGraph
from kgraph.importing.errors import ImportRefused
from kgraph.importing.exported import import_export
from kgraph.loading import load_dataset
from kgraph.records import Claim
from tests.datasets import make_claims, make_entities, replace, write_dataset
from tests.exports.probes import open_probed
from tests.importing.tables import kgraph as run

FORMATS = ("ndjson", "node-link")


def export(kg: KnowledgeGraph, place: Path, format: str, **filters: object) -> Path:
    file = place / f"export.{format}"
    kg.export(format, **filters).write(file)  # type: ignore[arg-type]
    return file


def refuse(file: Path) -> str:
    out = file.parent / "out"
    with pytest.raises(ImportRefused) as refused:
        import_export(file, out)
    assert not out.exists()
    return "\n".join(str(problem) for problem in refused.value.problems)


@pytest.mark.parametrize("format", FORMATS)
def test_the_article_comes_back_record_for_record(tmp_path: Path, format: str) -> None:
    kg = kgraph.open()
    report = import_export(export(kg, tmp_path, format), tmp_path / "out")
    assert (report.claims, report.entities, report.sources) == (201, 112, 21)
    assert load_dataset(tmp_path / "out") == load_dataset(Path("data"))
    assert kgraph.open(tmp_path / "out").version == kg.version


PARTS: tuple[dict[str, object], ...] = (
    {"topic": "energy"},
    {"about": ["China", "Bolat Nazarbayev"]},
    {"status": ["planned", "feared"]},
    {"hedged": True},
    {"exclude_outlet": "Vlast", "paragraph": 4},
    {"value_min": 1},
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("asked", PARTS, ids=str)
def test_what_came_back_comes_back_again(tmp_path: Path, format: str, asked: dict[str, object]) -> None:
    first = import_export(export(kgraph.open(), tmp_path, format, **asked), tmp_path / "first")
    again = kgraph.open(first.path)
    import_export(export(again, tmp_path, format), tmp_path / "second")
    assert load_dataset(tmp_path / "second") == load_dataset(tmp_path / "first")


HOSTILE = 'a "b" <c> & \\ d’s \u2028 \u202e 𐍈 ]]> =1+1 #x'


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_excluded_is_nowhere_unless_nothing_else_is_left(tmp_path: Path, format: str) -> None:
    kg = kgraph.open()
    for outlet in [entity.id for entity in kg.entities(type="outlet")]:
        import_export(export(kg, tmp_path, format, exclude_outlet=outlet), tmp_path / outlet)
        part = load_dataset(tmp_path / outlet)
        published = {source.id for source in part.sources if source.outlet == outlet}
        passing = {claim.id for claim in kg.claims(limit=500, exclude_outlet=outlet)}
        for claim in part.claims:
            cited = {cite.id for evidence in claim.evidence for cite in evidence.cites}
            assert claim.id not in passing or not cited & published


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_withdrawn_or_retired_comes_back_too(tmp_path: Path, format: str) -> None:
    kg = open_probed(tmp_path / "dataset")
    import_export(export(kg, tmp_path, format), tmp_path / "again")
    again = load_dataset(tmp_path / "again")
    assert again == load_dataset(tmp_path / "dataset")
    assert again.retired
    assert any(claim.rank == "deprecated" for claim in again.claims)


@pytest.mark.parametrize("format", FORMATS)
def test_no_letter_is_lost(tmp_path: Path, format: str) -> None:
    claims = replace(make_claims(), make_claims()[0]["id"], statement=HOSTILE, hedge="\u200f?")
    entities = replace(make_entities(), "corvo", name=HOSTILE, description=f"{HOSTILE}.")
    folder = write_dataset(tmp_path / "dataset", relations=claims, entities=entities)
    import_export(export(kgraph.open(folder), tmp_path, format), tmp_path / "again")
    assert load_dataset(tmp_path / "again") == load_dataset(folder)


@pytest.mark.parametrize("format", FORMATS)
def test_a_part_becomes_a_dataset_with_what_it_refers_to(tmp_path: Path, format: str) -> None:
    kg = kgraph.open()
    asked = {"polarity": "negated"}
    import_export(export(kg, tmp_path, format, **asked), tmp_path / "out")
    part = kgraph.open(tmp_path / "out")
    chosen = {claim.id for claim in kg.claims(limit=500, **asked)}
    found = {claim.id: claim for claim in part.claims(limit=500)}
    assert chosen <= found.keys()
    assert len(found) > len(chosen)
    whole = {claim.id: claim for claim in load_dataset(Path("data")).claims}
    assert all(claim == whole[claim.id] for claim in load_dataset(tmp_path / "out").claims)
    referred = {id_ for id_ in chosen for id_ in whole[id_].references}
    assert referred <= found.keys()


def test_a_compressed_one_is_read_too(tmp_path: Path) -> None:
    file = export(kgraph.open(), tmp_path, "ndjson")
    packed = tmp_path / "export.ndjson.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert import_export(packed, tmp_path / "out").claims == 201


def test_the_command_does_it_and_says_so(tmp_path: Path) -> None:
    assert run(tmp_path, "export", "--format", "ndjson", "--out", "all.ndjson").returncode == 0
    done = run(tmp_path, "import", "all.ndjson", "--mapping", "kgraph", "--out", "again")
    assert (done.returncode, done.stderr) == (0, "")
    assert "201 claims" in done.stdout
    assert kgraph.open(tmp_path / "again").version == kgraph.open().version


def test_every_cut_is_noticed(tmp_path: Path) -> None:
    whole = export(kgraph.open(), tmp_path, "ndjson").read_bytes()
    lines = whole.splitlines(keepends=True)
    cuts = {sum(map(len, lines[:count])) for count in range(1, len(lines), 37)} | set(range(1, len(whole), 29_017))
    for cut in sorted(cuts):
        file = tmp_path / "cut.ndjson"
        file.write_bytes(whole[:cut])
        assert refuse(file)
    file.write_bytes(whole[: -len(lines[-1])])
    assert "is cut off: an export ends with a line of the kind end" in refuse(file)


def test_a_cut_graph_is_noticed(tmp_path: Path) -> None:
    whole = export(kgraph.open(), tmp_path, "node-link").read_bytes()
    file = tmp_path / "cut.json"
    for cut in range(1, len(whole.rstrip()), 61_003):
        file.write_bytes(whole[:cut])
        assert refuse(file)


def test_a_word_that_was_changed_is_noticed(tmp_path: Path) -> None:
    file = export(kgraph.open(), tmp_path, "ndjson")
    file.write_text(file.read_text("utf-8").replace('"hedge":"ostensibly"', '"hedge":null'), "utf-8")
    assert "was changed: it says that it is version" in refuse(file)


def test_a_line_that_was_lost_is_noticed(tmp_path: Path) -> None:
    file = export(kgraph.open(), tmp_path, "ndjson", topic="energy")
    lines = file.read_text("utf-8").splitlines(keepends=True)
    claim = next(number for number, line in enumerate(lines) if line.startswith('{"kind":"claim"'))
    file.write_text("".join(lines[:claim] + lines[claim + 1 :]), "utf-8")
    assert "claims, and holds" in refuse(file)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}\n", "is no export of kgraph as ndjson or node-link: the graph has no|stands where"),
        ("a,b\n1,2\n", "is no export of kgraph as ndjson or node-link"),
        ('{"kind":"dataset","record":{}}\n{"kind":"planet","record":{}}\n', "its kind is 'planet'"),
        ('{"kind":"dataset","record":{}}\n{"kind":"claim"}\n', "it has no record"),
        ('{"kind":"dataset","record":{}}\n{"kind":"word","list":"planets","record":{}}\n', "no list 'planets'"),
        ('{"kind":"dataset","record":{}}\n{"kind":"end","counts":{}}\n\n', "comes after the end"),
        ('{"kind":"dataset","record":{}}\nnonsense\n', "line 2: is no line of an export"),
        ('{"kind":"dataset","record":{}}\n{"kind":"end","counts":{}}\n', "is missing"),
        ('{"kind":"dataset","record":{}}\n{"kind":"end","counts":{"claims":"many"}}\n', "claims"),
        ('{"kind":"dataset","record":{}}\n{"kind":"end","counts":[]}\n', "counts"),
        ('{"kind":"dataset","record":{},"export":3}\n{"kind":"end","counts":{}}\n', "export"),
        ("\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), "is no export"),
    ],
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "file.ndjson"
    file.write_text(text, "utf-8")
    assert re.search(message, refuse(file))


def test_bad_records_are_named_as_in_any_dataset(tmp_path: Path) -> None:
    file = export(kgraph.open(), tmp_path, "ndjson")
    file.write_text(file.read_text("utf-8").replace('"polarity":"negated"', '"polarity":"maybe"'), "utf-8")
    problems = refuse(file)
    assert "polarity" in problems
    assert "maybe" in problems


def test_a_graph_of_ties_alone_is_no_dataset(tmp_path: Path) -> None:
    file = export(kgraph.open(), tmp_path, "node-link", claims_as_nodes=False)
    assert "its claims are edges" in refuse(file)


def test_skipping_bad_rows_makes_no_sense_here(tmp_path: Path) -> None:
    export(kgraph.open(), tmp_path, "ndjson")
    done = run(tmp_path, "import", "export.ndjson", "--mapping", "kgraph", "--out", "out", "--skip-bad")
    assert done.returncode == 2
    assert "nothing can be left out" in done.stderr


def test_amounts_keep_their_figures(tmp_path: Path) -> None:
    export_file = export(kgraph.open(), tmp_path, "ndjson")
    amounts = [
        json.loads(line)["record"] for line in export_file.read_text("utf-8").splitlines() if '"amount":' in line
    ]
    assert amounts
    import_export(export_file, tmp_path / "out")
    claims: dict[str, Claim] = {claim.id: claim for claim in load_dataset(tmp_path / "out").claims}
    original = {claim.id: claim for claim in load_dataset(Path("data")).claims}
    for record in amounts:
        assert claims[record["id"]].contents == original[record["id"]].contents
