"""Whatever is wrong, the real command says what and where, ends with 2, and leaves everything as it was."""

from __future__ import annotations

import gzip
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kgraph.importing.lines import MAX_LINE_BYTES
from tests.importing.tables import HEADER, MAPPING, ROWS, TABLE, change, command, environment, kgraph, listing

IMPORT = ("import", "table.csv", "--mapping", "mapping.toml", "--out", "out")


def with_table(text: str | bytes) -> Callable[[Path], None]:
    raw = text.encode() if isinstance(text, str) else text
    return lambda place: (place / "table.csv").write_bytes(raw) and None


def with_mapping(*changes: tuple[str, str]) -> Callable[[Path], None]:
    return lambda place: (place / "mapping.toml").write_text(change(MAPPING, *changes), "utf-8") and None


def with_raw_mapping(raw: bytes) -> Callable[[Path], None]:
    return lambda place: (place / "mapping.toml").write_bytes(raw) and None


def remove_table(place: Path) -> None:
    (place / "table.csv").unlink()


def make_table_a_folder(place: Path) -> None:
    remove_table(place)
    (place / "table.csv").mkdir()


def make_table_a_pipe(place: Path) -> None:
    remove_table(place)
    os.mkfifo(place / "table.csv")


def remove_mapping(place: Path) -> None:
    (place / "mapping.toml").unlink()


def make_mapping_a_folder(place: Path) -> None:
    remove_mapping(place)
    (place / "mapping.toml").mkdir()


CASES: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "a column that is not there": (
        with_mapping(('subject = "from"', 'subject = "form"'), ('date = "when"', 'date = "whem"')),
        ["columns.subject", "'form'", "did you mean from?", "columns.date", "did you mean when?"],
    ),
    "keys that are unknown": (
        with_mapping(
            ("[columns]", "[columns]\nsubjet = 1"), ("[dataset]", "sauce = 1\n[dataset]"), ("id_prefix", "id_prefx")
        ),
        [
            "sauce: is not a key of a mapping; did you mean source?",
            "columns.subjet: is not a key of this table; did you mean subject",
            "claims.id_prefx: is not a key of this table; did you mean id_prefix?",
            "claims.id_prefix: is missing",
        ],
    ),
    "a key in a rule that is unknown": (
        with_mapping(("countries = true }", "countries = true, desciption = 'x' }")),
        ["entities.rules.0.desciption", "did you mean description?"],
    ),
    "words that are not defined": (
        with_mapping(('topic = "talks"', 'topic = "talk"'), ('speaker = "observer"', 'speaker = "obsever"')),
        ["predicates.topic", "did you mean talks?", "claims.speaker", "did you mean observer?"],
    ),
    "a placeholder that touches a letter": (
        with_mapping(("{object}, on", "{object}s, on")),
        ["claims.template", "{object} must stand apart"],
    ),
    "a placeholder before an apostrophe": (
        with_mapping(("{object}, on", "{object}’s day, on")),
        ["claims.template", "no apostrophe"],
    ),
    "a pattern that is none": (with_mapping(("[^()]+", "[^()+")), ["countries.pattern", "is no regular expression"]),
    "a date format that is none": (
        with_mapping(("[claims]", '[dates]\nformats = ["%Q"]\n[claims]')),
        ["dates.formats.0", "is neither edtf nor a format"],
    ),
    "a mapping that is no TOML": (with_raw_mapping(b"[dataset\n"), ["mapping.toml", "is not TOML", "line 1"]),
    "a mapping that is no text": (with_raw_mapping(b'x = "\xff"'), ["is no text in UTF-8: byte 6"]),
    "a mapping nested without end": (with_raw_mapping(b"x = " + b"[" * 100_000), ["is not TOML", "nested too deeply"]),
    "an empty mapping": (with_raw_mapping(b""), ["dataset: is missing", "columns: is missing"]),
    "no mapping": (remove_mapping, ["mapping.toml: there is no such file"]),
    "a folder for a mapping": (make_mapping_a_folder, ["mapping.toml: is a folder, not a file"]),
    "no file": (remove_table, ["table.csv: there is no such file"]),
    "a folder for a file": (make_table_a_folder, ["table.csv: is a folder, not a file"]),
    "a pipe for a file": (make_table_a_pipe, ["table.csv: is not a regular file"]),
    "an empty file": (with_table(""), ["table.csv: is empty"]),
    "a header and no row": (with_table(HEADER), ["table.csv: has no row"]),
    "an empty header": (with_table("\n" + ROWS), ["has no header"]),
    "a header with a name twice": (with_table("from,what,to,to\n"), ["'to'", "twice"]),
    "rows of other lengths": (
        with_table(TABLE + "a,b\na,b,c,2013,e\n"),
        ["row 5 (line 6): has 2 fields where there are 4 columns", "row 6 (line 7): has 5 fields"],
    ),
    "a second encoding": (
        with_table(TABLE.encode() + "Қазақстан,meets,China,2013\n".encode() + b"Caf\xe9,meets,China,2013\n"),
        ["row 6 (line 7): is not utf-8 text: byte 4 of the line"],
    ),
    "a NUL": (with_table(HEADER + "Kaz\0akhstan,meets,China,2013\n"), ["row 1 (line 2): holds a NUL (byte 4"]),
    "a day that does not exist": (
        with_table(HEADER + "Kazakhstan,meets,China,2013-02-30\n"),
        ["row 1 (line 2): when: is not a date that can be read: February 2013 has only 28 days (is '2013-02-30')"],
    ),
    "no date": (with_table(HEADER + "Kazakhstan,meets,China,\n"), ["row 1 (line 2): when: is empty"]),
    "a name of 201 characters": (
        with_table(HEADER + "x" * 201 + ",meets,China,2013\n"),
        ["row 1 (line 2): from: is a name of 201 characters; the longest may have 200"],
    ),
    "a control character in a name": (
        with_table(HEADER + "Kazakh\x1b[31mstan,meets,China,2013\n"),
        ["row 1 (line 2): from: holds a control character (U+001B)", r"\x1b[31m"],
    ),
    "a name of punctuation": (
        with_table(HEADER + "---,meets,China,2013\n"),
        ["from: is a name without a letter or a figure"],
    ),
    "a quotation mark that is not closed": (
        with_table(HEADER + '"Kazakhstan,meets,China,2013\n'),
        ["row 1 (line 2): has a quotation mark that is not closed"],
    ),
    "several things in one row": (
        with_table(HEADER + ",,China,2013-13\n"),
        ["from: is empty", "what: is empty", "when: is not a date", "3 problems"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_reported_and_nothing_is_written(name: str, place: Path) -> None:
    spoil, parts = CASES[name]
    spoil(place)
    before = listing(place) if name != "a pipe for a file" else None
    result = kgraph(place, *IMPORT)
    assert result.returncode == 2, result
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr
    assert result.stderr.endswith("Nothing was written.\n")
    for part in parts:
        assert part in result.stderr
    assert before is None or listing(place) == before


@pytest.mark.parametrize("name", ["a day that does not exist", "rows of other lengths"])
def test_the_dataset_that_is_there_is_untouched(name: str, place: Path) -> None:
    assert kgraph(place, *IMPORT).returncode == 0
    CASES[name][0](place)
    before = listing(place)
    assert kgraph(place, *IMPORT, "--replace").returncode == 2
    assert listing(place) == before


def test_gzip_that_is_cut_off(place: Path) -> None:
    whole = gzip.compress((HEADER + ROWS * 5000).encode())
    (place / "table.csv.gz").write_bytes(whole[: len(whole) // 2])
    result = kgraph(place, "import", "table.csv.gz", *IMPORT[2:])
    assert result.returncode == 2
    assert "table.csv.gz: line " in result.stderr
    assert "is cut off or damaged" in result.stderr
    assert sorted(listing(place)) == ["mapping.toml", "table.csv", "table.csv.gz"]


def test_gzip_that_is_none(place: Path) -> None:
    (place / "table.csv.gz").write_text(TABLE)
    result = kgraph(place, "import", "table.csv.gz", *IMPORT[2:])
    assert result.returncode == 2
    assert "is not compressed with gzip" in result.stderr


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))


@pytest.mark.parametrize("is_compressed", [False, True])
def test_a_line_of_two_thousand_million_bytes_is_never_held_in_memory(is_compressed: bool, place: Path) -> None:
    name = "long.csv.gz" if is_compressed else "long.csv"
    if is_compressed:
        # Members of a gzip file may simply follow one another.
        member = gzip.compress(b"x" * 2**26)
        (place / name).write_bytes(gzip.compress(TABLE.encode()) + member * 32)
    else:
        (place / name).write_text(TABLE)
        os.truncate(place / name, 2**31)
    # The process may have half of what the line takes.
    result = kgraph(place, "import", name, *IMPORT[2:], preexec_fn=limit_memory)
    assert result.returncode == 2
    assert f"row 5 (line 6): is longer than {MAX_LINE_BYTES:,} bytes" in result.stderr
    assert "it was read no further" in result.stderr
    assert not (place / "out").exists()


def test_a_long_line_can_be_skipped(place: Path) -> None:
    (place / "table.csv").write_text(TABLE + "x" * (MAX_LINE_BYTES * 3) + "\nRussia,meets,China,2014\n")
    result = kgraph(place, *IMPORT, "--skip-bad")
    assert result.returncode == 0
    assert "4 claims from 6 rows" in result.stdout
    assert "row 5 (line 6): is longer than" in result.stderr


def test_no_more_problems_than_asked_for_are_reported(place: Path) -> None:
    (place / "table.csv").write_text(HEADER + "a,b,c,never\n" * 5000)
    result = kgraph(place, *IMPORT, "--max-problems", "3")
    assert result.returncode == 2
    assert result.stderr.count("'never'") == 3
    assert "at least 3 problems; it was read no further" in result.stderr


OTHERS = {
    "a file": (lambda out: out.write_text("mine"), "is a file; a dataset is a folder"),
    "a folder of other things": (
        lambda out: (out.mkdir(), (out / "thesis.txt").write_text("mine")),
        "with other things in it (thesis.txt)",
    ),
    "a dataset with other things": (
        lambda out: (
            out.mkdir(),
            (out / "dataset.json").write_text('{"id": "x", "format": 1}'),
            (out / "thesis.txt").write_text("mine"),
        ),
        "with other things in it (thesis.txt)",
    ),
    "a dataset with a folder in it": (
        lambda out: (
            out.mkdir(),
            (out / "dataset.json").write_text('{"id": "x", "format": 1}'),
            (out / "entities.json").mkdir(),
        ),
        "with other things in it (entities.json)",
    ),
    "a folder with a dataset.json of something else": (
        lambda out: (out.mkdir(), (out / "dataset.json").write_text('{"name": "x"}')),
        "no dataset",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("options", [(), ("--replace",)])
def test_what_is_no_dataset_is_never_removed(name: str, options: tuple[str, ...], place: Path) -> None:
    make, reason = OTHERS[name]
    make(place / "out")
    before = listing(place)
    result = kgraph(place, *IMPORT, *options)
    assert result.returncode == 2
    assert reason in result.stderr
    assert listing(place) == before


def test_a_dataset_is_replaced_only_when_asked_for(place: Path) -> None:
    assert kgraph(place, *IMPORT).returncode == 0
    before = listing(place)
    refused = kgraph(place, *IMPORT)
    assert refused.returncode == 2
    assert "is a dataset already; --replace" in refused.stderr
    assert listing(place) == before
    (place / "table.csv").write_text(HEADER + "Russia,meets,China,2014\n")
    assert kgraph(place, *IMPORT, "--replace").returncode == 0
    assert "1 claim," in kgraph(place, "validate", "out").stdout
    assert sorted(path.name for path in place.iterdir()) == ["mapping.toml", "out", "table.csv"]


def test_a_parent_that_is_missing(place: Path) -> None:
    result = kgraph(place, *IMPORT[:-1], "no/such/out")
    assert result.returncode == 2
    assert "there is no folder" in result.stderr


BIG_ROWS = 25_000


def write_big_table(place: Path) -> None:
    with (place / "table.csv").open("w") as file:
        file.write(HEADER)
        for number in range(BIG_ROWS):
            file.write(f"Actor {number % 997},meets,Actor {number % 991},{1900 + number % 120}\n")


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**22, 2**22))


@pytest.mark.parametrize("options", [(), ("--replace",)])
def test_a_disk_that_takes_no_more(options: tuple[str, ...], place: Path) -> None:
    if options:
        assert kgraph(place, *IMPORT).returncode == 0
    write_big_table(place)
    before = listing(place)
    result = kgraph(place, *IMPORT, *options, preexec_fn=limit_file_size)
    assert result.returncode == 2
    assert "File too large" in result.stderr
    assert "Nothing was written" in result.stderr
    assert "Traceback" not in result.stderr
    assert listing(place) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk(place: Path) -> None:
    disk = place / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        assert kgraph(place, *IMPORT[:-1], disk / "out").returncode == 0
        before = listing(disk)
        write_big_table(place)
        result = kgraph(place, *IMPORT[:-1], disk / "out", "--replace")
        assert (result.returncode, "No space left on device" in result.stderr) == (2, True)
        assert listing(disk) == before
        assert kgraph(place, "validate", disk / "out").returncode == 0
    finally:
        subprocess.run(["umount", disk], check=True)


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while not condition():
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)


@pytest.mark.parametrize("options", [(), ("--replace",)])
def test_an_interrupt_in_the_middle(options: tuple[str, ...], place: Path) -> None:
    if options:
        assert kgraph(place, *IMPORT).returncode == 0
    write_big_table(place)
    before = listing(place)
    process = subprocess.Popen(
        command(*IMPORT, *options),
        cwd=place,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    wait_for((place / ".out.importing" / "new" / "dataset.json").exists, process)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (130, "")
    assert "Traceback" not in errors
    assert listing(place) == before


def test_two_imports_into_one_folder(place: Path) -> None:
    write_big_table(place)
    first = subprocess.Popen(
        command(*IMPORT), cwd=place, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_for((place / ".out.importing" / "new").exists, first)
    first.send_signal(signal.SIGSTOP)
    try:
        second = kgraph(place, *IMPORT, "--replace")
    finally:
        first.send_signal(signal.SIGCONT)
    assert second.returncode == 2
    assert "is being written by another import" in second.stderr
    _, errors = first.communicate(timeout=120)
    assert first.returncode == 0, errors
    assert kgraph(place, "validate", "out").returncode == 0
    assert sorted(path.name for path in place.iterdir()) == ["mapping.toml", "out", "table.csv"]


def test_what_a_killed_import_left_is_cleared_away(place: Path) -> None:
    assert kgraph(place, *IMPORT).returncode == 0
    old = listing(place / "out")
    write_big_table(place)
    process = subprocess.Popen(command(*IMPORT, "--replace"), cwd=place, env=environment())
    wait_for((place / ".out.importing" / "new" / "dataset.json").exists, process)
    process.kill()
    process.wait()
    # As if it had been killed between the two renames.
    (place / "out").rename(place / ".out.importing" / "old")
    refused = kgraph(place, *IMPORT)
    assert "is a dataset already" in refused.stderr
    assert listing(place / "out") == old
    assert sorted(path.name for path in place.iterdir()) == ["mapping.toml", "out", "table.csv"]


def test_a_file_that_changes_while_it_is_read(place: Path) -> None:
    write_big_table(place)
    process = subprocess.Popen(
        command(*IMPORT), cwd=place, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_for((place / ".out.importing" / "new").exists, process)
    with (place / "table.csv").open("a") as file:
        file.write("Russia,meets,China,2014\n")
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "was changed while it was read" in errors
    assert not (place / "out").exists()


def test_problems_as_json(place: Path) -> None:
    CASES["a day that does not exist"][0](place)
    result = kgraph(place, *IMPORT, "--format", "json")
    assert result.returncode == 2
    assert '"ok": false' in result.stdout
    assert '"record": "row 1 (line 2)"' in result.stdout
    assert result.stderr == ""
