"""`kgraph export`: a file, whole or not at all; or the standard output."""

from __future__ import annotations

import errno
import os
import pty
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import kgraph
from kgraph.exports import FORMATS, ExportSet
from tests.client.flaky import play
from tests.client.test_exchange import make_file
from tests.conftest import ROOT
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
        (("--format", "xml"), "'xml' is not a word of the vocabulary for --format"),
        (("--format", "turtle", "--bom"), "The format turtle takes no --bom; these do: csv."),
        (("--format", "csv", "--claims-as-nodes"), "takes no --claims-as-nodes"),
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

    monkeypatch.setattr(ExportSet, "iter_claims", fail)
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


def test_what_is_no_file_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", tmp_path / "read"
    os.mkfifo(pipe)
    with read.open("wb") as sink, subprocess.Popen(["cat", str(pipe)], stdout=sink) as reader:
        size = kgraph.open().export("ndjson").write(pipe)
        assert reader.wait(30) == 0
    assert read.stat().st_size == size
    assert sorted(tmp_path.iterdir()) == [pipe, read]
    assert pipe.is_fifo()


def test_a_link_is_followed_and_an_older_file_keeps_its_rights(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    kgraph.open().export("ndjson").write(link)
    assert link.is_symlink()
    assert target.read_bytes() == b"".join(kgraph.open().export("ndjson"))
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_dash_is_the_standard_output(invoke, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for words in ("export --format ndjson", "cite", "brief China"):
        assert invoke(f"{words} --out -").stdout_bytes == invoke(words).stdout_bytes
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 130)], ids=["kill", "ctrl-C"]
)
def test_whoever_ends_it_leaves_nothing_half_written(number: int, status: int, tmp_path: Path) -> None:
    with play([make_file(b""), make_file(b"half of it", silent=60)]) as script:
        process = subprocess.Popen(
            [sys.executable, "-m", "kgraph", "export", "--format", "ndjson", "--out", "f", "--url", script.url],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        while len(script.asked) < 2:
            time.sleep(0.05)
        time.sleep(0.2)
        assert len(list(tmp_path.iterdir())) == 1
        process.send_signal(number)
        assert process.wait(30) == status
        assert b"Traceback" not in process.communicate()[1]
    assert list(tmp_path.iterdir()) == []


def test_links_in_a_circle_are_one_message(run, tmp_path):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    result = run(f"export --format ndjson --out {loop}")
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert str(loop) in result.stderr
