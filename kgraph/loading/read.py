"""Read the files of a dataset folder, one record at a time, with every problem found on the way.

Nothing is judged here but the form of the files: what the records mean is for `validate`. Whatever a file
holds, the time and the memory spent on it are bounded: JSON that must be read whole by its size, lines by
their length, bad lines by their number.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kgraph.loading.parse import Parsed, iter_array, parse_value, starts_array
from kgraph.loading.problems import Problems, show_value
from kgraph.loading.progress import Progress

INFO_FILE = "dataset"
VOCABULARY_FILE = "predicates"
RECORD_FILES = ("entities", "relations", "sources")
# A file of records that need not be there.
RETIRED_FILE = "retired"
SUFFIXES = (".json", ".jsonl", ".jsonl.gz")
# A .json file is held in memory as a whole, some forty thousand claims of it; what is larger goes by lines.
MAX_JSON_BYTES = 32 * 2**20
# A record of an article takes about a thousand characters.
MAX_LINE_BYTES = 2**20
# After so many lines that are no JSON, or so many empty ones on end, the file is something else.
MAX_BAD_LINES = 1000

Known = TypeVar("Known")
Recognise = Callable[[bytes], Known | None]
"""Reads a line whose whole form it knows, and returns None for every other one."""


@dataclass(slots=True)
class RecordFile:
    """A file of records. `is_whole`: all of it could be read, so that what is not in it is nowhere."""

    name: str
    path: Path | None
    is_whole: bool = True

    def place(self, number: int) -> str:
        """Return how the record with a number, from 1, is called in this file."""
        is_array = self.path is not None and self.path.suffix == ".json"
        return f"{'record' if is_array else 'line'} {number}"


@dataclass(slots=True)
class DatasetFolder:
    """What is in a dataset folder: two objects (None where they cannot be read) and the files of records."""

    info: dict[str, Any] | None = None
    vocabulary: dict[str, Any] | None = None
    files: dict[str, RecordFile] = field(default_factory=dict)


def open_folder(path: Path, problems: Problems) -> DatasetFolder | None:
    """Read the two objects of a dataset folder and find its files of records; None if there is no folder."""
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        problems.add(str(path), f"cannot be read: {error.strerror}")
        return None
    if not is_folder:
        message = "is a file; a dataset is a folder with dataset.json in it" if exists else "there is no such folder"
        problems.add(str(path), message)
        return None
    return DatasetFolder(
        info=_read_object(path / f"{INFO_FILE}.json", problems),
        vocabulary=_read_object(path / f"{VOCABULARY_FILE}.json", problems),
        files={stem: _find_file(path, stem, problems) for stem in (*RECORD_FILES, RETIRED_FILE)},
    )


def _find_file(folder: Path, stem: str, problems: Problems) -> RecordFile:
    found = [folder / f"{stem}{suffix}" for suffix in SUFFIXES if (folder / f"{stem}{suffix}").exists()]
    if len(found) == 1:
        return RecordFile(found[0].name, found[0])
    if not found and stem == RETIRED_FILE:
        return RecordFile(f"{stem}.json", None)
    if not found:
        problems.add(f"{stem}.json", f"is missing (also looked for {stem}.jsonl and {stem}.jsonl.gz)")
    else:
        names = " and ".join(file.name for file in found)
        problems.add(found[0].name, f"there may be one file of these records, not {names}")
    return RecordFile(f"{stem}.json", None, is_whole=False)


def _read_object(file: Path, problems: Problems) -> dict[str, Any] | None:
    if not file.exists():
        problems.add(file.name, "is missing")
        return None
    text = _read_text(file, problems)
    if text is None:
        return None
    parsed = _parse(text, file.name, None, problems)
    if parsed is None:
        return None
    if not isinstance(parsed.value, dict):
        problems.add(file.name, "must be a JSON object", value=show_value(parsed.value))
        return None
    _report_repeated(parsed, file.name, None, problems)
    return parsed.value


def iter_records(
    file: RecordFile, problems: Problems, progress: Progress, recognise: Recognise[Known]
) -> Iterator[tuple[int, Any, Known | None]]:
    """Yield the records in a file with their numbers (see `RecordFile.place`), whatever they are.

    A record is the value that its JSON has, or, in the place of that, what `recognise` has read from its line.
    """
    if file.path is None:
        return
    if file.path.suffix != ".json":
        yield from _iter_lines(file, problems, progress, recognise)
        return
    for number, parsed in _iter_array(file, problems):
        yield number, _take_value(parsed, file, number, problems), None


def _take_value(parsed: Parsed, file: RecordFile, number: int, problems: Problems) -> Any:
    if parsed.repeated_keys:
        given = parsed.value.get("id") if isinstance(parsed.value, dict) else None
        _report_repeated(parsed, file.name, given if isinstance(given, str) else file.place(number), problems)
    return parsed.value


def _iter_array(file: RecordFile, problems: Problems) -> Iterator[tuple[int, Parsed]]:
    text = _read_text(file.path, problems) if file.path else None
    if text is None:
        file.is_whole = False
        return
    if not starts_array(text):
        file.is_whole = False
        parsed = _parse(text, file.name, None, problems)
        if parsed is not None:
            problems.add(file.name, "must be a JSON array of records", value=show_value(parsed.value))
        return
    number = 0
    try:
        for number, parsed in enumerate(iter_array(text), start=1):
            yield number, parsed
    except (RecursionError, ValueError) as error:
        file.is_whole = False
        place = None if isinstance(error, json.JSONDecodeError) else file.place(number + 1)
        problems.add(file.name, explain(error, has_lines=True), record=place)


def _iter_lines(
    file: RecordFile, problems: Problems, progress: Progress, recognise: Recognise[Known]
) -> Iterator[tuple[int, Any, Known | None]]:
    bad_lines = empty_lines = number = 0
    try:
        for number, line in _iter_raw_lines(file, problems, progress):
            known = recognise(line)
            if known is not None:
                empty_lines = 0
                yield number, None, known
                continue
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            if not text.strip():
                empty_lines += 1
                if empty_lines < MAX_BAD_LINES:
                    continue
                return _stop(file, f"holds {MAX_BAD_LINES:,} empty lines on end", number, problems)
            empty_lines = 0
            parsed = _parse(text, file.name, file.place(number), problems)
            if parsed is not None:
                yield number, _take_value(parsed, file, number, problems), None
                continue
            file.is_whole = False
            bad_lines += 1
            if bad_lines >= MAX_BAD_LINES:
                return _stop(file, f"{MAX_BAD_LINES:,} lines up to here are not JSON", number, problems)
    except UnicodeDecodeError as error:
        file.is_whole = False
        problems.add(file.name, f"is not UTF-8 text (byte {error.start + 1} of the line)", record=file.place(number))
    return None


def _stop(file: RecordFile, message: str, number: int, problems: Problems) -> None:
    file.is_whole = False
    problems.stop(file.name, message, record=file.place(number))


def _iter_raw_lines(file: RecordFile, problems: Problems, progress: Progress) -> Iterator[tuple[int, bytes]]:
    number = 0
    try:
        if file.path is None or not _is_regular(file.path, problems):
            file.is_whole = False
            return None
        with file.path.open("rb") as raw, gzip.open(raw) if file.path.suffix == ".gz" else raw as lines:
            progress.follow(raw.tell)
            while line := lines.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(line) > MAX_LINE_BYTES:
                    message = f"is longer than {_show_size(MAX_LINE_BYTES)}, so that it is no record"
                    return _stop(file, message, number, problems)
                yield number, line
    except (OSError, EOFError, zlib.error) as error:
        file.is_whole = False
        reason = getattr(error, "strerror", None) or str(error)
        problems.add(file.name, f"cannot be read: {reason}", record=file.place(number + 1) if number else None)
    return None


def _read_text(file: Path, problems: Problems) -> str | None:
    try:
        if not _is_regular(file, problems):
            return None
        size = file.stat().st_size
        if size > MAX_JSON_BYTES:
            way_out = f"; put its records into {file.stem}.jsonl, each on a line of its own"
            message = f"is too large: a .json file may have at most {_show_size(MAX_JSON_BYTES)}"
            is_records = file.stem in (*RECORD_FILES, RETIRED_FILE)
            problems.add(file.name, message + way_out * is_records, value=_show_size(size))
            return None
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add(file.name, f"is not UTF-8 text (byte {error.start + 1})")
    except OSError as error:
        problems.add(file.name, f"cannot be read: {error.strerror}")
    return None


def _is_regular(file: Path, problems: Problems) -> bool:
    # Reading a pipe that nobody writes to would never end.
    if file.is_file():
        return True
    problems.add(file.name, "is a folder where a file is needed" if file.is_dir() else "is not a regular file")
    return False


def _parse(text: str, file: str, record: str | None, problems: Problems) -> Parsed | None:
    if not text.strip():
        problems.add(file, "is empty", record=record)
        return None
    try:
        return parse_value(text)
    except (RecursionError, ValueError) as error:
        problems.add(file, explain(error, has_lines=record is None), record=record)
        return None


def _report_repeated(parsed: Parsed, file: str, record: str | None, problems: Problems) -> None:
    for key in parsed.repeated_keys:
        problems.add(file, "is given twice in one object", record=record, field=key)


def explain(error: RecursionError | ValueError, *, has_lines: bool) -> str:
    """Say in a sentence why a text could not be parsed, and where."""
    if isinstance(error, json.JSONDecodeError):
        place = f"line {error.lineno}, column {error.colno}" if has_lines else f"column {error.colno}"
        return f"is not JSON: {error.msg} at {place}"
    reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    return f"is not JSON that can be read: {reason}"


def _show_size(size: int) -> str:
    return f"{size / 2**20:.4g} MiB"
