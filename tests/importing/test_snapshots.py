"""What is imported comes with its snapshot: the one that `kgraph build` makes of it, in the same step."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import kgraph as library
from kgraph.cli.importing import write_snapshot_of
from kgraph.columns.snapshot import read_snapshot
from kgraph.importing.errors import ImportRefused
from kgraph.importing.mapping_files import load_mapping
from kgraph.importing.table import import_table
from kgraph.importing.workplace import SNAPSHOT_FILE
from kgraph.queries import opening
from kgraph.stores import ColumnStore
from tests.importing.tables import HEADER, command, environment, kgraph, listing

IMPORT = ("import", "table.csv", "--mapping", "mapping.toml", "--out", "out")


def is_mapped(folder: Path) -> bool:
    store = library.open(folder).store
    assert isinstance(store, ColumnStore)
    return store.columns.sections["date_day"].readonly


def test_the_names_are_one() -> None:
    assert SNAPSHOT_FILE == opening.SNAPSHOT_FILE


def test_it_is_fresh_and_the_one_that_is_built(place: Path) -> None:
    done = kgraph(place, *IMPORT)
    assert (done.returncode, done.stderr) == (0, "")
    snapshot = place / "out" / "dataset.kgraph"
    imported = snapshot.read_bytes()
    assert is_mapped(place / "out")
    assert kgraph(place, "claims", "--data", "out").stderr == ""
    _, origin = read_snapshot(snapshot)
    assert origin["fingerprint"] == opening.fingerprint_folder(place / "out")
    snapshot.unlink()
    assert kgraph(place, "build", "out").returncode == 0
    assert snapshot.read_bytes() == imported


def test_it_can_be_left_out(place: Path) -> None:
    with_it = kgraph(place, *IMPORT)
    assert sorted(listing(place / "out")) == [
        "dataset.json", "dataset.kgraph", "entities.jsonl", "predicates.json", "relations.jsonl", "sources.jsonl",
    ]  # fmt: skip
    told = json.loads(kgraph(place, *IMPORT, "--replace", "--format", "json").stdout)
    assert told["snapshot"] == str(place / "out" / "dataset.kgraph")
    told = json.loads(kgraph(place, *IMPORT, "--replace", "--no-snapshot", "--format", "json").stdout)
    assert told["snapshot"] is None
    without = kgraph(place, *IMPORT, "--no-snapshot", "--replace")
    assert (without.returncode, without.stdout, without.stderr) == (0, with_it.stdout, "")
    assert "dataset.kgraph" not in listing(place / "out")
    again = kgraph(place, *IMPORT, "--replace")
    assert again.returncode == 0
    assert is_mapped(place / "out")


def test_a_new_dataset_has_a_new_snapshot(place: Path) -> None:
    assert kgraph(place, *IMPORT).returncode == 0
    (place / "table.csv").write_text(HEADER + "Russia,meets,China,2014\n")
    assert kgraph(place, *IMPORT, "--replace").returncode == 0
    assert library.open(place / "out").dataset().claim_count == 1
    assert is_mapped(place / "out")


def test_records_of_follow_the_money_have_one_too(tmp_path: Path) -> None:
    records = [
        {"id": "a", "schema": "Company", "properties": {"name": ["Lorn Shipping"]}},
        {"id": "b", "schema": "Person", "properties": {"name": ["Ines Tarn"]}},
        {"id": "c", "schema": "Ownership", "properties": {"owner": ["b"], "asset": ["a"]}},
    ]
    (tmp_path / "records.ndjson").write_text("".join(json.dumps(each) + "\n" for each in records))
    done = kgraph(tmp_path, "import", "records.ndjson", "--mapping", "followthemoney", "--out", "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert is_mapped(tmp_path / "out")


def import_with(place: Path, on_written: Callable[[Path], None]) -> None:
    mapping = load_mapping(place / "mapping.toml")
    import_table(place / "table.csv", mapping, place / "out", replace=True, on_written=on_written)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("x")])
def test_where_it_fails_nothing_is_written(error: BaseException, place: Path) -> None:
    assert kgraph(place, *IMPORT).returncode == 0
    before = listing(place)

    def fail(folder: Path) -> None:
        (folder / SNAPSHOT_FILE).write_bytes(b"half")
        raise error

    with pytest.raises(type(error)):
        import_with(place, fail)
    assert listing(place) == before


def test_the_records_are_whole_when_it_is_made(place: Path) -> None:
    seen: dict[str, int] = {}

    def look(folder: Path) -> None:
        seen["claims"] = len(library.open(folder).claims().items)
        assert not (place / "out").exists()

    import_with(place, look)
    assert seen == {"claims": 3}


def test_what_breaks_a_rule_of_datasets_is_refused_and_nothing_is_written(place: Path) -> None:
    def spoil(folder: Path) -> None:
        file = folder / "relations.jsonl"
        file.write_text(file.read_text("utf-8").replace('"rank":"normal"', '"rank":"nowhere"'), "utf-8")
        write_snapshot_of(folder, None)

    with pytest.raises(ImportRefused, match="What was made of the file cannot be imported: 3 problems"):
        import_with(place, spoil)
    assert not (place / "out").exists()


def test_an_interrupt_while_it_is_made(place: Path) -> None:
    with (place / "table.csv").open("w") as file:
        file.write(HEADER)
        file.writelines(f"Actor {each % 997},meets,Actor {each % 991},{1900 + each % 120}\n" for each in range(25_000))
    before = listing(place)
    process = subprocess.Popen(
        command(*IMPORT), cwd=place, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )  # fmt: skip
    written = place / ".out.importing" / "new" / "relations.jsonl"
    while not (written.exists() and written.stat().st_size > 2**23):
        assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (130, "")
    assert "Traceback" not in errors
    assert listing(place) == before
