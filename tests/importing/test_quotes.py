"""A quotation mark of which nothing tells where it is closed ends the import: no text of a field becomes a row."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from kgraph.importing.lines import MAX_LINE_BYTES
from tests.importing.tables import command, environment, kgraph, listing, read_records

IMPORT = ("import", "table.csv", "--mapping", "mapping.toml", "--out", "out")
HEADER = "from,what,to,when,text\n"
GOOD = "Kazakhstan,meets,China,2013,\n"
# Text that would be a row if reading went on inside the field.
LURE = "Mallory,visits,Kim,2013,never\n"
OPEN = 'Russia,meets,China,2014,"'
LINE = "x" * 60 + "\n"


def write(place: Path, rows: str | bytes) -> None:
    (place / "table.csv").write_bytes(HEADER.encode() + (rows.encode() if isinstance(rows, str) else rows))


def list_subjects(place: Path) -> set[str]:
    return {claim["subject"] for claim in read_records(place / "out", "relations")}


ENDING = {
    "still open at the end": (GOOD + OPEN + "text\n" + GOOD * 1000, "row 2 (lines 3 to 1003): has a quotation mark"),
    "open in the last line": (GOOD + OPEN, "row 2 (line 3): has a quotation mark"),
    "a row over the limit": (
        GOOD + OPEN + LINE * (MAX_LINE_BYTES // 61 + 1) + LURE + 'end"\n' + GOOD,
        f"row 2 (lines 3 to {MAX_LINE_BYTES // 61 + 3}): is longer than 1,048,576 bytes",
    ),
    "a long line inside": (
        GOOD + OPEN + "text\n" + "x" * (MAX_LINE_BYTES + 1) + "\n" + LURE + 'end"\n',
        "row 2 (lines 3 to 4): is longer than 1,048,576 bytes",
    ),
    "a long line that opens it": (GOOD + OPEN + "x" * (MAX_LINE_BYTES * 3) + "\n" + LURE + 'end"\n', "line 3"),
    "something behind a mark in a later line": (
        GOOD + OPEN + 'text\nsaid "no"\n' + LURE + 'end"\n',
        "row 2 (lines 3 to 4): has something behind a closing quotation mark",
    ),
    "something behind a mark, and an open one": (
        GOOD + OPEN + 'text" so, "then\n' + LURE + 'end"\n',
        "row 2 (line 3): has something behind a closing quotation mark",
    ),
}


@pytest.mark.parametrize("options", [(), ("--skip-bad",)])
@pytest.mark.parametrize("name", ENDING)
def test_it_ends_the_import_even_where_bad_rows_are_skipped(name: str, options: tuple[str, ...], place: Path) -> None:
    rows, message = ENDING[name]
    write(place, rows)
    before = listing(place)
    result = kgraph(place, *IMPORT, *options)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr
    assert options == () or "double it where it stands for itself" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Nothing was written" in result.stderr
    assert listing(place) == before


def test_it_is_named_even_if_there_are_other_problems(place: Path) -> None:
    write(place, "a,b,c\n" * 5 + OPEN)
    result = kgraph(place, *IMPORT, "--skip-bad", "--max-problems", "2")
    assert result.returncode == 2
    assert "row 6 (line 7): has a quotation mark that is not closed" in result.stderr


@pytest.mark.parametrize("options", [(), ("--skip-bad",)])
def test_a_field_of_many_lines_is_read_whole(options: tuple[str, ...], place: Path) -> None:
    write(place, GOOD + OPEN + LINE * 2300 + LURE + 'end"\n' + "Norway,meets,China,2015,\n")
    result = kgraph(place, *IMPORT, *options)
    assert result.returncode == 0, result.stderr
    assert "3 claims from 3 rows" in result.stdout
    assert list_subjects(place) == {"kazakhstan", "russia", "norway"}
    claim = next(claim for claim in read_records(place / "out", "relations") if claim["subject"] == "norway")
    assert claim["evidence"][0]["locator"]["row"] == 3


SKIPPED = {
    "bytes that are no text": (OPEN.encode() + b"text\nCaf\xe9\n" + LURE.encode() + b'end"\n', "is not utf-8 text"),
    "a NUL": (OPEN.encode() + b"text\nCaf\0\n" + LURE.encode() + b'end"\n', "holds a NUL"),
    "a field too many": (OPEN.encode() + b"text\n" + LURE.encode() + b'\nend",more\n', "has 6 fields"),
}


@pytest.mark.parametrize("name", SKIPPED)
def test_a_bad_row_is_skipped_to_its_end(name: str, place: Path) -> None:
    row, message = SKIPPED[name]
    write(place, GOOD.encode() + row + b"Norway,meets,China,2015,\n")
    assert kgraph(place, *IMPORT).returncode == 2
    result = kgraph(place, *IMPORT, "--skip-bad")
    assert result.returncode == 0, result.stderr
    assert list_subjects(place) == {"kazakhstan", "norway"}
    last_line = 2 + len(row.splitlines())
    assert f"row 2 (lines 3 to {last_line}): {message}" in result.stderr
    (left_out,) = (json.loads(line) for line in (place / "out" / "left-out.ndjson").read_text().splitlines())
    assert (left_out["row"], left_out["line"]) == (2, 3)


def test_a_row_of_one_line_whose_marks_come_in_pairs_is_skipped(place: Path) -> None:
    write(place, GOOD + OPEN + 'he said "no" to it"\n' + "Norway,meets,China,2015,\n")
    result = kgraph(place, *IMPORT, "--skip-bad")
    assert result.returncode == 0, result.stderr
    assert list_subjects(place) == {"kazakhstan", "norway"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_nothing_and_says_so(number: signal.Signals, place: Path) -> None:
    write(place, "".join(f"Actor {count % 997},meets,Actor {count % 991},2013,\n" for count in range(25_000)))
    before = listing(place)
    process = subprocess.Popen(
        command(*IMPORT),
        cwd=place,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )
    while not (place / ".out.importing" / "new" / "dataset.json").exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    process.send_signal(number)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors) == (130, "", "Interrupted. Nothing was written.\n")
    assert listing(place) == before
