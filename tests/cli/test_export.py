"""`kgraph export`: a file, whole or not at all; or the standard output."""

from __future__ import annotations

import errno
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import kgraph
from kgraph.exports import FORMATS
from tests.importing.tables import kgraph as run


def export(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(place, "export", *words)


@pytest.mark.parametrize("format", [each.name for each in FORMATS])
def test_a_file_is_what_rest_and_python_give(tmp_path: Path, format: str) -> None:
    done = export(tmp_path, "--format", format, "--topic", "energy", "--out", "file")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("Wrote file (")
    content = b"".join(kgraph.open().export(format, topic="energy"))
    assert (tmp_path / "file").read_bytes() == content
    assert f"({len(content):,} bytes)" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_the_standard_output_has_nothing_but_the_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kgraph", "export", "--format", "csv"], capture_output=True, timeout=60, check=True
    )
    assert done.stdout == b"".join(kgraph.open().export("csv"))
    assert done.stderr == b""


def test_shapes_and_marks_can_be_chosen(tmp_path: Path) -> None:
    assert export(tmp_path, "--format", "graphml", "--claims-as-nodes", "--out", "nodes").returncode == 0
    assert export(tmp_path, "--format", "graphml", "--claims-as-edges", "--out", "edges").returncode == 0
    kg = kgraph.open()
    assert (tmp_path / "nodes").read_bytes() == b"".join(kg.export("graphml", claims_as_nodes=True))
    assert (tmp_path / "edges").read_bytes() == b"".join(kg.export("graphml"))
    assert export(tmp_path, "--format", "csv", "--bom", "--out", "marked.zip").returncode == 0
    with zipfile.ZipFile(tmp_path / "marked.zip") as archive:
        assert archive.read("claims.csv").startswith(b"\xef\xbb\xbf")


def test_nothing_found_writes_nothing(tmp_path: Path) -> None:
    done = export(tmp_path, "--format", "csv", "--topic", "water", "--date", "1990", "--out", "file")
    assert (done.returncode, done.stdout) == (1, "")
    assert "No item passes" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--format", "xml"), "'xml' is not a word of the vocabulary for format"),
        (("--format", "turtle", "--bom"), "The format turtle takes no bom; these do: csv."),
        (("--format", "csv", "--claims-as-nodes"), "takes no claims_as_nodes"),
        (("--format", "csv", "--about", "Nobody At All"), "There is no entity"),
        (("--format", "csv", "--about", "Astana"), "may mean several entities"),
        (("--format", "csv", "--id", "p99"), "There is no claim"),
        (("--topic", "energy"), "--format"),
    ],
)
def test_bad_input_is_named_and_writes_nothing(tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    done = export(tmp_path, *words, "--out", "file")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    done = export(tmp_path, "--format", "csv", "--out", "no/such/file.zip")
    assert done.returncode == 2
    assert os.strerror(errno.ENOENT) in done.stderr
    assert export(tmp_path, "--format", "csv", "--out", ".").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_stays_if_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("precious")
    written = kgraph.open().export("ndjson")

    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(written.chosen, "iter_claims", fail)
    with pytest.raises(OSError, match="no space"):
        written.write(file)
    assert file.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_file_has_the_usual_rights(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    kgraph.open().export("csv").write(tmp_path / "file")
    assert (tmp_path / "file").stat().st_mode == plain.stat().st_mode


def test_an_archive_is_not_thrown_at_a_terminal(tmp_path: Path) -> None:
    own, its = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kgraph", "export", "--format", "csv"],
            stdout=its,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(its)
        os.close(own)
    assert done.returncode == 2
    assert "is an archive" in done.stderr


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kgraph", "export", "--format", "ndjson"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 141)
