"""Zip archives that are streamed: every reader opens them whole, none takes a cut one for whole, nothing piles up."""

from __future__ import annotations

import io
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest

from kgraph.exports.tables.zip_stream import Member, stream_zip
from tests.tools import find_tool

CONTENTS = {
    "first.csv": [b"a,b\r\n", "ж,\u2028\r\n".encode(), b"x" * 100_000],
    "empty.csv": [],
    "random.bin": [random.Random(1).randbytes(300_000)],
    "last.json": [b"{}"],
}
# What else opens archives: each is told to check one.
READERS = {"unzip": ("unzip", "-tq"), "bsdtar": ("bsdtar", "-xOf"), "7z": ("7z", "t")}


def make_archive(*, large: bool = False) -> bytes:
    return b"".join(stream_zip((Member(name, pieces) for name, pieces in CONTENTS.items()), large=large))


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "large"])
def archive(request: pytest.FixtureRequest) -> bytes:
    return make_archive(large=request.param)


def test_an_archive_holds_its_files_in_their_order(archive: bytes) -> None:
    with ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == {
            name: b"".join(pieces) for name, pieces in CONTENTS.items()
        }
        assert opened.namelist() == [*CONTENTS]


@pytest.mark.parametrize("reader", READERS)
def test_other_readers_open_it(archive: bytes, reader: str, tmp_path: Path) -> None:
    find_tool(reader)
    (tmp_path / "archive.zip").write_bytes(archive)
    checked = subprocess.run([*READERS[reader], tmp_path / "archive.zip"], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_the_same_files_are_the_same_bytes_and_bear_no_date(archive: bytes) -> None:
    assert archive in (make_archive(), make_archive(large=True))
    with ZipFile(io.BytesIO(archive)) as opened:
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(info.create_system, info.external_attr >> 16) for info in opened.infolist()} == {(3, 0o100644)}


def test_bytes_come_out_before_the_next_piece_is_asked_for() -> None:
    asked = 0

    def make_pieces() -> Iterator[bytes]:
        nonlocal asked
        for _ in range(100):
            asked += 1
            yield random.Random(asked).randbytes(100_000)

    waited = [(asked, len(data)) for data in stream_zip([Member("a", make_pieces())])]
    assert sum(length for count, length in waited if count <= 50) > 45 * 100_000
    assert max(length for _, length in waited) < 300_000


def test_an_archive_that_was_cut_anywhere_is_no_archive(archive: bytes) -> None:
    cuts = [*range(0, len(archive), 5_000), *range(len(archive) - 300, len(archive))]
    for cut in cuts:
        with pytest.raises(BadZipFile):
            ZipFile(io.BytesIO(archive[:cut])).testzip()


def test_a_file_that_fails_ends_the_archive_without_its_directory() -> None:
    def make_pieces() -> Iterator[bytes]:
        yield b"a" * 1_000_000
        raise OSError("the disk is gone")

    written: list[bytes] = []
    with pytest.raises(OSError, match="the disk is gone"):
        written.extend(stream_zip([Member("good", [b"1"]), Member("bad", make_pieces())]))
    assert b"PK\x05\x06" not in b"".join(written)


def test_a_reader_that_goes_away_ends_the_work() -> None:
    ended: list[str] = []

    def make_pieces() -> Iterator[bytes]:
        try:
            while True:
                yield random.Random(1).randbytes(1000)
        finally:
            ended.append("pieces")

    stream = stream_zip([Member("a", make_pieces())])
    next(iter(stream))
    stream.close()  # type: ignore[attr-defined]
    del stream
    assert ended == ["pieces"]


@pytest.mark.parametrize("name", ["", "a/b.csv", "../a.csv", "/a", "a\\b", ".", ".."])
def test_a_name_holds_no_path(name: str) -> None:
    with pytest.raises(ValueError, match="is no path"):
        list(stream_zip([Member(name, [])]))
