"""Read the files of a dataset folder, one record at a time, with every problem found on the way.

Nothing is judged here but the form of the files: what the records mean is for `validate`. Whatever a file
holds, the time and the memory spent on it are bounded: JSON that must be read whole by its size, lines by
their length, bad lines by their number.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgraph.loading.parse import Parsed, iter_array, parse_value, starts_array
from kgraph.loading.problems import Problems, show_value

INFO_FILE = "dataset"
VOCABULARY_FILE = "predicates"
RECORD_FILES = ("entities", "relations", "sources")
SUFFIXES = (".json", ".jsonl", ".jsonl.gz")
# A .json file is held in memory as a whole, some forty thousand claims of it; what is larger goes by lines.
MAX_JSON_BYTES = 32 * 2**20
# A record of an article takes about a thousand characters.
MAX_LINE_BYTES = 2**20
# After so many lines that are no JSON, or so many empty ones on end, the file is something else.
MAX_BAD_LINES = 1000


@dataclass(slots=True)
class RecordFile:
    """A file of records. `is_whole`: all of it could be read, so that what is not in it is nowhere."""

    name: str
    path: Path | None
    is_whole: bool = True


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
        files={stem: _find_file(path, stem, problems) for stem in RECORD_FILES},
    )


def _find_file(folder: Path, stem: str, problems: Problems) -> RecordFile:
    found = [folder / f"{stem}{suffix}" for suffix in SUFFIXES if (folder / f"{stem}{suffix}").exists()]
    if len(found) == 1:
        return RecordFile(found[0].name, found[0])
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


def iter_records(file: RecordFile, problems: Problems) -> Iterator[tuple[str, Any]]:
    """Yield the values in a file with their places (`record 3`, `line 3`), whatever they are."""
    if file.path is None:
        return
    members = _iter_array(file, problems) if file.path.suffix == ".json" else _iter_lines(file, problems)
    for place, parsed in members:
        given = parsed.value.get("id") if isinstance(parsed.value, dict) else None
        _report_repeated(parsed, file.name, given if isinstance(given, str) else place, problems)
        yield place, parsed.value


def _iter_array(file: RecordFile, problems: Problems) -> Iterator[tuple[str, Parsed]]:
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
            yield f"record {number}", parsed
    except (RecursionError, ValueError) as error:
        file.is_whole = False
        is_syntax = isinstance(error, json.JSONDecodeError)
        problems.add(file.name, explain(error, has_lines=True), record=None if is_syntax else f"record {number + 1}")


def _iter_lines(file: RecordFile, problems: Problems) -> Iterator[tuple[str, Parsed]]:
    bad_lines = empty_lines = 0
    for number, line in _iter_texts(file, problems):
        if not line.strip():
            empty_lines += 1
            if empty_lines < MAX_BAD_LINES:
                continue
            return _stop(file, f"holds {MAX_BAD_LINES:,} empty lines on end", f"line {number}", problems)
        empty_lines = 0
        parsed = _parse(line, file.name, f"line {number}", problems)
        if parsed is not None:
            yield f"line {number}", parsed
            continue
        file.is_whole = False
        bad_lines += 1
        if bad_lines >= MAX_BAD_LINES:
            return _stop(file, f"{MAX_BAD_LINES:,} lines up to here are not JSON", f"line {number}", problems)
    return None


def _stop(file: RecordFile, message: str, place: str, problems: Problems) -> None:
    file.is_whole = False
    problems.stop(file.name, message, record=place)


def _iter_texts(file: RecordFile, problems: Problems) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        if file.path is None or not _is_regular(file.path, problems):
            file.is_whole = False
            return None
        with gzip.open(file.path, "rb") if file.path.suffix == ".gz" else file.path.open("rb") as lines:
            while line := lines.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(line) > MAX_LINE_BYTES:
                    message = f"is longer than {_show_size(MAX_LINE_BYTES)}, so that it is no record"
                    return _stop(file, message, f"line {number}", problems)
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        file.is_whole = False
        problems.add(file.name, f"is not UTF-8 text (byte {error.start + 1} of the line)", record=f"line {number}")
    except (OSError, EOFError, zlib.error) as error:
        file.is_whole = False
        reason = getattr(error, "strerror", None) or str(error)
        problems.add(file.name, f"cannot be read: {reason}", record=f"line {number + 1}" if number else None)
    return None


def _read_text(file: Path, problems: Problems) -> str | None:
    try:
        if not _is_regular(file, problems):
            return None
        size = file.stat().st_size
        if size > MAX_JSON_BYTES:
            way_out = f"; put its records into {file.stem}.jsonl, each on a line of its own"
            message = f"is too large: a .json file may have at most {_show_size(MAX_JSON_BYTES)}"
            is_records = file.stem in RECORD_FILES
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
