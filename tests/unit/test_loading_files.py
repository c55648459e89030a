"""Changed files are noticed: quickly by their times and sizes, surely by their content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kgraph.errors import DatasetError
from kgraph.loading import digest_files, fingerprint_folder
from tests.datasets import write_dataset


def test_the_same_files_have_the_same_fingerprint(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path)
    before = (fingerprint_folder(folder), digest_files(folder))
    (folder / "notes.txt").write_text("No part of the dataset.", encoding="utf-8")
    assert (fingerprint_folder(str(folder)), digest_files(str(folder))) == before


def test_a_touched_file_changes_the_fingerprint_only(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path)
    before, digest = fingerprint_folder(folder), digest_files(folder)
    os.utime(folder / "sources.json", ns=(1, 1))
    assert fingerprint_folder(folder) != before
    assert digest_files(folder) == digest


def test_content_that_changes_behind_the_same_size_and_time_changes_the_digest(tmp_path: Path) -> None:
    file = write_dataset(tmp_path) / "sources.json"
    before, digest, status = fingerprint_folder(tmp_path), digest_files(tmp_path), file.stat()
    file.write_bytes(file.read_bytes().replace(b"Three", b"Seven"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert fingerprint_folder(tmp_path) == before
    assert digest_files(tmp_path) != digest


@pytest.mark.parametrize("name", ["entities.jsonl", "relations.jsonl.gz"])
def test_a_file_more_or_less_changes_both(tmp_path: Path, name: str) -> None:
    seen = set()
    for change in (lambda: None, (tmp_path / name).touch, (tmp_path / "predicates.json").unlink):
        write_dataset(tmp_path)
        change()
        seen |= {fingerprint_folder(tmp_path), digest_files(tmp_path)}
    assert len(seen) == 6


def test_a_folder_that_is_not_there_is_one_without_files(tmp_path: Path) -> None:
    assert fingerprint_folder(tmp_path / "nowhere") == fingerprint_folder(tmp_path)
    assert digest_files(tmp_path / "nowhere") == digest_files(tmp_path)
    assert fingerprint_folder("no\0path") == fingerprint_folder(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    before = digest_files(tmp_path)
    os.mkfifo(tmp_path / "dataset.json")
    assert digest_files(tmp_path) == before


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_dataset(tmp_path)
    open_file = Path.open

    # Not by `chmod`: to the super-user, as whom tests may run in a container, every file is open.
    def refuse_sources(file: Path, mode: str) -> object:
        if file.name == "sources.json":
            raise PermissionError(13, "Permission denied")
        return open_file(file, mode)

    monkeypatch.setattr(Path, "open", refuse_sources)
    with pytest.raises(DatasetError) as caught:
        digest_files(folder)
    assert [str(problem) for problem in caught.value.problems] == ["sources.json: cannot be read: Permission denied"]
