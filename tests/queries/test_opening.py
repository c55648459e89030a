"""A folder is opened by its snapshot where that can be trusted; where not, by its records, with a word in the log."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import kgraph
from kgraph.columns.snapshot import read_snapshot
from kgraph.errors import DatasetError, SnapshotError
from kgraph.queries import opening
from kgraph.queries.opening import SNAPSHOT_FILE, build_snapshot, open_store
from kgraph.stores import ColumnStore, Store
from tests.columns.snapshot_files import flip, with_header
from tests.datasets import make_entities, make_info, replace, write_dataset

TITLE = "Three islands"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small dataset with its snapshot."""
    path = write_dataset(tmp_path / "islands", suffix=".jsonl")
    build_snapshot(path)
    return path


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    caplog.set_level(logging.WARNING, "kgraph")
    return lambda: [record.getMessage() for record in caplog.records]


def is_mapped(store: ColumnStore | Store) -> bool:
    """Tell whether a store lies in a file: its columns cannot be written to."""
    assert isinstance(store, ColumnStore)
    return store.columns.sections["date_day"].readonly


def spoil_name(folder: Path) -> str:
    """Change the name of an entity in the records, and return the name of old."""
    write_dataset(folder, suffix=".jsonl", entities=replace(make_entities(), "arra", name="Arra the Great"))
    return "Arra"


def test_a_folder_with_a_snapshot_is_opened_by_it(folder: Path, warnings: Callable[[], list[str]]) -> None:
    assert is_mapped(open_store(folder))
    assert not is_mapped(opening.read_store(folder))
    assert kgraph.open(folder).dataset() == kgraph.open(folder / SNAPSHOT_FILE).dataset()
    assert warnings() == []


def test_a_snapshot_says_what_it_was_built_of(folder: Path) -> None:
    built = build_snapshot(folder, folder.parent / "elsewhere.kgraph")
    assert built.path == folder.parent / "elsewhere.kgraph"
    assert built.size == built.path.stat().st_size
    assert (built.entities, built.claims, built.sources) == (9, 5, 2)
    assert built.version == kgraph.open(folder).store.version
    assert built.path.read_bytes() == (folder / SNAPSHOT_FILE).read_bytes()


def test_records_that_changed_make_it_stale(folder: Path, warnings: Callable[[], list[str]]) -> None:
    spoil_name(folder)
    assert kgraph.open(folder).entity("arra").name == "Arra the Great"
    (message,) = warnings()
    assert message == (
        f"The snapshot {folder / SNAPSHOT_FILE} is stale: the dataset's files have changed since it was built. "
        "The records are read instead; `kgraph build` makes a new one."
    )
    build_snapshot(folder)
    assert is_mapped(open_store(folder))
    assert kgraph.open(folder).entity("arra").name == "Arra the Great"


def test_a_file_of_the_same_size_and_another_time_is_looked_into(folder: Path) -> None:
    file = folder / "entities.jsonl"
    size = file.stat().st_size
    file.write_text(file.read_text("utf-8").replace('"Belmo"', '"Belma"'), "utf-8")
    os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 1))
    assert file.stat().st_size == size
    assert kgraph.open(folder).entity("belmo").name == "Belma"


def test_files_that_were_only_touched_or_copied_are_the_same(
    folder: Path, tmp_path: Path, warnings: Callable[[], list[str]]
) -> None:
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    assert is_mapped(open_store(folder))
    copy = shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copyfile)
    assert is_mapped(open_store(copy))
    (folder / "notes.txt").write_text("mine")
    assert is_mapped(open_store(folder))
    assert warnings() == []


def test_a_file_that_came_or_went_makes_it_stale(folder: Path, warnings: Callable[[], list[str]]) -> None:
    sources = folder / "sources.jsonl"
    shutil.copy(sources, folder / "sources.json")
    with pytest.raises(DatasetError):
        open_store(folder)
    (folder / "sources.json").unlink()
    assert is_mapped(open_store(folder))
    records = [json.loads(line) for line in sources.read_text("utf-8").splitlines()]
    sources.unlink()
    with pytest.raises(DatasetError):
        open_store(folder)
    (folder / "sources.json").write_text(json.dumps(records), "utf-8")
    assert not is_mapped(open_store(folder))
    assert len(warnings()) == 3


def test_a_snapshot_of_other_files_is_not_used(folder: Path, tmp_path: Path, warnings: Callable[[], list[str]]) -> None:
    other = write_dataset(tmp_path / "other", dataset=make_info(title="Four islands"), suffix=".jsonl")
    shutil.copy(folder / SNAPSHOT_FILE, other)
    assert kgraph.open(other).dataset().title == "Four islands"
    assert "other/dataset.kgraph is stale" in warnings()[0]


SPOILT: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut": (lambda data: data[:-1], "is cut off: "),
    "empty": (lambda data: data[:0], "is no snapshot of kgraph"),
    "longer": (lambda data: data + b"\0", "has something behind its end"),
    "flipped": (lambda data: flip(data, len(data) - 1), "is damaged: its section word.texts does not match"),
    "later": (lambda data: with_header(data, lambda header: header.update(format=99)), "has format 99.1"),
    "from elsewhere": (
        lambda data: with_header(data, lambda header: header.update(byte_order="big")),
        "was built on a machine with another byte order",
    ),
    "absurd": (
        lambda data: with_header(data, lambda header: header["meta"].pop("kinds")),
        "cannot be used: meta has no kinds",
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_one_is_named_and_the_records_answer(
    case: str, folder: Path, warnings: Callable[[], list[str]]
) -> None:
    change, reason = SPOILT[case]
    snapshot = folder / SNAPSHOT_FILE
    snapshot.write_bytes(change(snapshot.read_bytes()))
    graph = kgraph.open(folder)
    assert not is_mapped(graph.store)
    assert graph.dataset().title == TITLE
    (message,) = warnings()
    assert message.startswith(f"The snapshot {snapshot} {reason}")
    assert message.endswith("The records are read instead; `kgraph build` makes a new one.")
    with pytest.raises(SnapshotError, match=reason):
        kgraph.open(snapshot)
    # Whatever lies there, a new one is built in its place.
    build_snapshot(folder)
    assert is_mapped(open_store(folder))


def test_a_folder_in_the_place_of_the_snapshot_is_passed_over(folder: Path) -> None:
    (folder / SNAPSHOT_FILE).unlink()
    (folder / SNAPSHOT_FILE).mkdir()
    assert not is_mapped(open_store(folder))
    with pytest.raises(IsADirectoryError, match=SNAPSHOT_FILE):
        build_snapshot(folder)
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    (folder / SNAPSHOT_FILE).unlink()
    os.mkfifo(folder / SNAPSHOT_FILE)
    assert not is_mapped(open_store(folder))
    with pytest.raises(DatasetError):
        open_store(folder / SNAPSHOT_FILE)


@pytest.mark.parametrize("path", ["x" * 5000, "nowhere", "nul\0", ""])
def test_a_place_that_is_none(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatasetError):
        open_store(path)


def test_a_snapshot_of_a_bad_dataset_is_not_written(folder: Path) -> None:
    before = (folder / SNAPSHOT_FILE).read_bytes()
    (folder / "relations.jsonl").write_text("{}\n")
    with pytest.raises(DatasetError):
        build_snapshot(folder)
    assert (folder / SNAPSHOT_FILE).read_bytes() == before


def test_records_that_change_while_they_are_read_make_it_stale(folder: Path, warnings: Callable[[], list[str]]) -> None:
    def change(phase: str, _done: int, _total: int) -> None:
        if phase == "building":
            spoil_name(folder)

    build_snapshot(folder, on_phase=change)
    assert kgraph.open(folder).entity("arra").name == "Arra the Great"
    assert "is stale" in warnings()[0]


def test_the_phases_are_told(folder: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    build_snapshot(folder, on_phase=lambda *each: seen.append(each))
    phases = list(dict.fromkeys(phase for phase, _, _ in seen))
    assert phases == ["reading", "building"]
    read = [(done, total) for phase, done, total in seen if phase == "reading"]
    assert read[-1][0] == read[-1][1] > 0


def test_what_is_no_snapshot_is_not_written_over(folder: Path) -> None:
    for name in ("entities.jsonl", "dataset.json"):
        before = (folder / name).read_bytes()
        with pytest.raises(SnapshotError, match=f"{name} cannot be written: what is there is no snapshot"):
            build_snapshot(folder, folder / name)
        assert (folder / name).read_bytes() == before
    (folder / "empty.kgraph").touch()
    build_snapshot(folder, folder / "empty.kgraph")
    columns, _ = read_snapshot(folder / "empty.kgraph")
    assert columns.claim_count == 5


@pytest.mark.skipif(os.name != "posix", reason="rights are others on this system")
def test_a_new_snapshot_has_the_rights_of_any_new_file(folder: Path) -> None:
    before = os.umask(0o027)
    try:
        build_snapshot(folder, folder / "new.kgraph")
    finally:
        os.umask(before)
    assert (folder / "new.kgraph").stat().st_mode & 0o777 == 0o640
