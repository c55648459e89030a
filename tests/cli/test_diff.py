"""`kgraph diff`, and what the other commands say of retired ids and deprecated claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgraph.knowledge_graph import open as open_graph
from kgraph.queries.opening import build_snapshot
from tests.api.server import run_server
from tests.cli.conftest import Invoke, Run
from tests.datasets import make_claim, make_claims, make_entities, make_entity, make_sources, replace, write_dataset

EXTRA = make_claim("c6", "arra", "pays_for", "ferry-line", statement="Arra paid, too.")
RETIRED = [
    {"id": "belmo-isle", "kind": "entity", "reason": "The same island as Belmo.", "merged_into": "belmo"},
    {"id": "c6", "kind": "claim", "reason": "The text does not say so."},
    {"id": "c0", "kind": "claim", "reason": "Given twice.", "merged_into": "c1"},
]


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """A folder with two versions in it: `old` and `new`."""
    write_dataset(
        tmp_path / "old", relations=[*make_claims(), EXTRA], entities=[*make_entities(), make_entity("belmo-isle")]
    )
    claims = replace(make_claims(), "c3", rank="deprecated", deprecated_because="The sentence speaks of 2030.")
    names = [{"text": "Арра", "lang": "ru", "kind": "official"}, {"text": "Ara", "lang": "en", "kind": "alias"}]
    write_dataset(
        tmp_path / "new",
        relations=claims,
        entities=replace(make_entities(), "arra", names=names),
        sources=replace(make_sources(), "post-march-9", date="2031-03-09"),
        retired=RETIRED,
    )
    return tmp_path


TABLE = """\
changed  entity arra  Arra
         names[ru Арра].kind: alias → official
         names[en Ara]: added, kind alias
removed  entity belmo-isle  Belmo Isle
         merged into belmo
         because: The same island as Belmo.
changed  source post-march-9  Harbour Post, March 9
         date: 2031?-03-09 → 2031-03-09
changed  claim c3  Claim c3 says so.
         because: The sentence speaks of 2030.
         rank: normal → deprecated
removed  claim c6  Arra paid, too.
         because: The text does not say so.
added    retired claim/c0
         merged into c1
         because: Given twice.
added    retired claim/c6
         because: The text does not say so.
added    retired entity/belmo-isle
         merged into belmo
         because: The same island as Belmo.
"""


def test_a_table_to_be_read_at_80_columns(versions: Path, invoke: Invoke) -> None:
    result = invoke(f"diff {versions}/old {versions}/new", COLUMNS="80")
    assert result.exit_code == 1
    assert [line.rstrip() for line in result.stdout.splitlines()] == TABLE.splitlines()
    assert "1 entity changed, 1 entity removed, 1 source changed, 1 claim changed, 1 claim removed" in result.stderr
    assert result.stderr.endswith("3 retired ids added.\n")


def test_long_texts_are_folded_and_not_cut(versions: Path, invoke: Invoke) -> None:
    wide = invoke(f"diff {versions}/old {versions}/new").stdout.split()
    narrow = invoke(f"diff {versions}/old {versions}/new", COLUMNS="40").stdout
    assert narrow.split() == wide
    assert max(map(len, narrow.splitlines())) <= 40


def test_json_is_what_rest_answers(versions: Path, invoke: Invoke) -> None:
    shown = json.loads(invoke(f"diff {versions}/old {versions}/new --format json").stdout)
    asked = open_graph(versions / "new").changes(versions / "old", limit=500)
    expected = json.loads(asked.model_dump_json())
    del expected["query"]["parameters"]["limit"]
    assert shown == expected
    assert list(shown) == list(expected)
    lines = invoke(f"diff {versions}/old {versions}/new --format ndjson").stdout.splitlines()
    assert [json.loads(line) for line in lines] == expected["items"]


def test_snapshots_and_filters(versions: Path, invoke: Invoke) -> None:
    build_snapshot(versions / "old", versions / "old.kgraph")
    words = f"diff {versions}/old.kgraph {versions}/new --format ndjson --kind claim --kind entity --change removed"
    result = invoke(words)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["belmo-isle", "c6"]
    nothing = invoke(f"diff {versions}/old {versions}/new --kind word")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr.startswith("Of what was asked for nothing differs")
    empty = json.loads(invoke(f"diff {versions}/old {versions}/new --kind word --format json").stdout)
    assert (empty["items"], empty["empty"]["filter"]) == ([], "kind")


def test_nothing_differs(versions: Path, invoke: Invoke) -> None:
    for form in ("table", "ndjson", "json"):
        result = invoke(f"diff {versions}/new {versions}/new --format {form}")
        assert result.exit_code == 0
        assert result.stderr.startswith("Nothing differs: both are version ")
        assert (result.stdout == "") == (form != "json")


def test_what_cannot_be_compared(versions: Path, invoke: Invoke) -> None:
    missing = invoke(f"diff {versions}/nowhere {versions}/new")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "nowhere is not a usable dataset" in missing.stderr
    typo = invoke(f"diff {versions}/old {versions}/new --kind clam")
    assert typo.exit_code == 2
    assert "Error in --kind: 'clam'" in typo.stderr
    assert "Did you mean claim?" in typo.stderr


def test_validate_counts_retired_ids_and_reports_what_is_wrong_with_them(versions: Path, invoke: Invoke) -> None:
    assert "2 sources, 3 retired ids\n" in invoke(f"validate {versions}/new").stdout
    assert json.loads(invoke(f"validate {versions}/new --format json").stdout)["retired"] == 3
    (versions / "new" / "retired.json").write_text(json.dumps([{**RETIRED[0], "merged_into": "belmoo"}]))
    result = invoke(f"validate {versions}/new")
    assert result.exit_code == 2
    assert "retired.json: belmo-isle: merged_into: is the id of no entity" in result.stdout
    assert "did you mean belmo or" in result.stdout


def test_show_follows_what_was_merged_and_says_why_something_was_removed(versions: Path, invoke: Invoke) -> None:
    data = f"--data {versions}/new"
    for old, new in (("belmo-isle", "belmo"), ("c0", "c1")):
        result = invoke(f"show {old} {data} --format json")
        shown = json.loads(result.stdout)
        assert shown["id"] == new
        assert shown["dataset_version"] == open_graph(versions / "new").version
        assert f"{old!r} is taken for {new}." in result.stderr
    removed = invoke(f"show c6 {data}")
    assert (removed.exit_code, removed.stdout) == (2, "")
    assert "The claim 'c6' has been removed from this dataset: The text does not say so." in removed.stderr
    assert "deprecated: The sentence speaks of 2030." in invoke(f"show c3 {data}").stdout
    near = invoke(f"neighbours belmo-isle {data}")
    assert near.exit_code == 0
    assert "'belmo-isle' was merged into Belmo (belmo)." in near.stderr


def test_serve_ends_at_its_start_over_an_earlier_version_that_cannot_be_used(versions: Path, run: Run) -> None:
    for words, env in ((f"--previous {versions}/nowhere", {}), ("", {"KGRAPH_PREVIOUS": f"{versions}/nowhere"})):
        done = run(f"serve --port 0 --data {versions}/new {words}", **env)
        assert (done.returncode, done.stdout) == (2, "")
        assert "nowhere is not a usable dataset" in done.stderr


@pytest.mark.parametrize("format", ["table", "json", "ndjson", "csv", "md"])
def test_a_service_tells_what_has_changed_in_it(format: str, invoke: Invoke, versions: Path) -> None:
    old, new = versions / "old", versions / "new"
    of_files = invoke(f"diff {old} {new} --format {format}")
    version = open_graph(old).version
    with run_server(data=new, previous=old) as server:
        for since in ("", version, version[:8]):
            of_service = invoke(f"diff {since} --url {server.url} --format {format}")
            assert (of_service.stdout, of_service.stderr) == (of_files.stdout, of_files.stderr)
            assert of_service.exit_code == of_files.exit_code == 1
        some = f"--kind entity --change removed --format {format}"
        assert invoke(f"diff --url {server.url} {some}").stdout == invoke(f"diff {old} {new} {some}").stdout
        unknown = invoke(f"diff 00000000 --url {server.url}")
        assert (unknown.exit_code, version in unknown.stderr) == (2, True)
        assert invoke(f"diff {old} {new} --url {server.url}").exit_code == 2
        # What the environment names is no other version.
        assert invoke(f"diff {old} {new}", KGRAPH_URL=server.url).exit_code == 1


def test_a_service_that_knows_no_earlier_version_says_so(invoke: Invoke, versions: Path) -> None:
    with run_server(data=versions / "new") as server:
        result = invoke(f"diff --url {server.url}")
    assert result.exit_code == 2
    assert "No earlier version" in result.stderr


def test_two_versions_are_needed(invoke: Invoke, versions: Path) -> None:
    result = invoke(f"diff {versions / 'old'}")
    assert result.exit_code == 2
    assert "OLD NEW" in result.stderr
