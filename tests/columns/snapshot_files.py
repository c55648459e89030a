"""Snapshots as files, and ways to spoil them: by the byte, or by what their header says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kgraph.columns.snapshot import read_snapshot, write_snapshot
from kgraph.filters import Filters
from kgraph.records import Dataset
from kgraph.stores import ClaimQuery, ColumnStore, build_store

START = 56
EVERYTHING = ClaimQuery(Filters(rank=("preferred", "normal", "deprecated")))
ORIGIN = {"fingerprint": "that of no folder", "files": "made up"}


def write(path: Path, dataset: Dataset) -> Path:
    """Write the snapshot of a dataset."""
    write_snapshot(path, build_store(dataset).columns, ORIGIN)
    return path


def reopen(path: Path, dataset: Dataset) -> ColumnStore:
    """Return the store of a dataset, once it has been in a file."""
    columns, origin = read_snapshot(write(path, dataset))
    assert origin == ORIGIN
    return ColumnStore(columns)


def read_header(data: bytes) -> dict[str, Any]:
    """Return the header of a snapshot."""
    length = int.from_bytes(data[16:24], "little")
    header: dict[str, Any] = json.loads(data[START : START + length])
    return header


def with_header(data: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a snapshot whose header says something else, with the right checksum and in the same place."""
    header = read_header(data)
    change(header)
    return with_header_text(data, json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode())


def with_header_text(data: bytes, text: bytes) -> bytes:
    """Return a snapshot with another header, in the same place and with the right checksum."""
    length = int.from_bytes(data[16:24], "little")
    assert len(text) <= length
    text = text.ljust(length)
    return data[:24] + hashlib.sha256(text).digest() + text + data[START + length :]


def flip(data: bytes, place: int, bit: int = 0) -> bytes:
    """Return data with one bit changed."""
    changed = bytearray(data)
    changed[place] ^= 1 << bit
    return bytes(changed)


def find_gaps(data: bytes) -> Iterator[int]:
    """Yield the places of the bytes that belong to no section, behind the header."""
    end = START + int.from_bytes(data[16:24], "little")
    for _, _, place, length, _ in read_header(data)["sections"]:
        yield from range(end, place)
        end = place + length
