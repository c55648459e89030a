"""Snapshots: the columns of a dataset version in one file, to be mapped into memory and shared by processes.

The file, all numbers little-endian:

| bytes | hold |
|---|---|
| 0 to 15 | `kgraph-snapshot` and a line feed |
| 16 to 23 | the length of the header |
| 24 to 55 | the SHA-256 of the header |
| from 56 on | the header: JSON, UTF-8 |
| then | the sections, each beginning at a multiple of 64 bytes |

The header has `format` (that of the columns) and `names` (that of the index of names), `byte_order`, `size` (of the
file), `origin` (what it was built from), `meta` and `sections`: for each its name, the type code of its numbers (B, H,
I, Q, q), its place, its length in bytes and its CRC-32. They follow one another in this order, with zeros in between.
What any of this says is checked before anything is believed: a file that was cut, changed, or written in another format
is refused.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import secrets
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from kgraph.columns.columns import FORMAT, Columns
from kgraph.columns.layout import align, find_flaw
from kgraph.errors import SnapshotError
from kgraph.names import NAME_INDEX_FORMAT

SUFFIX = ".kgraph"
_MAGIC = b"kgraph-snapshot\n"
_START = len(_MAGIC) + 8 + 32
# A header holds what is read whole: the vocabulary, the distinct dates, what contradicts what.
_MAX_HEADER_BYTES = 2**30
_CHUNK = 2**20


def write_snapshot(path: Path, columns: Columns, origin: dict[str, Any]) -> int:
    """Write a snapshot whole or not at all, and return its size in bytes.

    `origin` says what the columns were built from. The same columns and origin give the same file.

    Raises:
        OSError: the file cannot be written; what was there before is still there.
    """
    sections, places = sorted(columns.sections.items()), list[list[Any]]()
    header: dict[str, Any] = {
        "format": FORMAT,
        "names": NAME_INDEX_FORMAT,
        "byte_order": sys.byteorder,
        "size": 0,
        "origin": origin,
        "meta": columns.meta,
        "sections": places,
    }
    for name, data in sections:
        places.append([name, data.format, 0, data.nbytes, zlib.crc32(data.cast("B") if data.nbytes else b"")])
    text = _lay_out(header, places)
    # Beside its place, with the rights of any new file: what `tempfile` makes is for nobody else to read.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            file.write(_MAGIC + len(text).to_bytes(8, "little") + hashlib.sha256(text).digest() + text)
            for (_, data), place in zip(sections, places, strict=True):
                file.write(b"\0" * (place[2] - file.tell()))
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            # A full disk is reported without a name, and the other one means nothing to anybody.
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise
    return int(header["size"])


def _lay_out(header: dict[str, Any], places: list[list[Any]]) -> bytes:
    """Give each section its place, and return the header, whose length they depend on."""
    length = 0
    while True:
        end = _START + length
        for place in places:
            place[2] = align(end)
            end = place[2] + place[3]
        header["size"] = end
        text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
        if len(text) <= length:
            return text.ljust(length)
        # The places grow with the header, and so do their figures: a little room ends that.
        length = len(text) + 64


def check_replaceable(path: Path) -> None:
    """Let pass a place where nothing is, or an empty file, or whatever begins as a snapshot does.

    Raises:
        SnapshotError: something else is there.
        OSError: it cannot be read.
    """
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise SnapshotError(str(path), "cannot be written: what is there is no snapshot, and is left alone")


def read_snapshot(path: Path) -> tuple[Columns, dict[str, Any]]:
    """Return the columns in a snapshot, mapped into memory, and what they were built from.

    Every byte is read once, to be checked; it is held in memory only when it is asked for.

    Raises:
        SnapshotError: it is no snapshot, or damaged, or cut, or of another version; the error says which.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        header = _read_header(path, file)
        size = os.fstat(file.fileno()).st_size
        if size != header["size"]:
            reason = "is cut off" if size < header["size"] else "has something behind its end"
            raise SnapshotError(str(path), f"{reason}: {size:,} bytes instead of {header['size']:,}")
        _check_sections(path, file, header["sections"])
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    sections = {name: mapped[place : place + length].cast(code) for name, code, place, length, _ in header["sections"]}
    return Columns(header["meta"], sections), header["origin"]


def _read_header(path: Path, file: BinaryIO) -> dict[str, Any]:
    start = file.read(_START)
    if not start.startswith(_MAGIC):
        raise SnapshotError(str(path), "is no snapshot of kgraph")
    length = int.from_bytes(start[len(_MAGIC) : len(_MAGIC) + 8], "little")
    text = file.read(length) if length <= _MAX_HEADER_BYTES else b""
    if len(start) < _START or len(text) != length:
        raise SnapshotError(str(path), "is cut off within its header")
    if hashlib.sha256(text).digest() != start[-32:]:
        raise SnapshotError(str(path), "is damaged: its header does not match its checksum")
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SnapshotError(str(path), f"cannot be used: its header is no JSON ({error})") from error
    _check_formats(path, header if isinstance(header, dict) else {})
    flaw = find_flaw(header, _START + length)
    if flaw is not None:
        raise SnapshotError(str(path), f"cannot be used: {flaw}")
    return cast("dict[str, Any]", header)


def _check_formats(path: Path, header: dict[str, Any]) -> None:
    found = f"{header.get('format')}.{header.get('names')}"
    if found != f"{FORMAT}.{NAME_INDEX_FORMAT}":
        reason = f"has format {found}; this version of kgraph reads {FORMAT}.{NAME_INDEX_FORMAT}"
        raise SnapshotError(str(path), reason)
    if header.get("byte_order") != sys.byteorder:
        raise SnapshotError(str(path), "was built on a machine with another byte order")


def _check_sections(path: Path, file: BinaryIO, sections: list[list[Any]]) -> None:
    """Compare every section with its checksum, on two threads: it is most of what opening a snapshot takes."""
    descriptor = file.fileno()
    _check_gaps(path, descriptor, sections, file.tell())
    with ThreadPoolExecutor(2) as pool:
        sums = pool.map(lambda section: _sum(descriptor, section[2], section[3]), sections)
        for (name, *_, expected), found in zip(sections, sums, strict=True):
            if found != expected:
                raise SnapshotError(str(path), f"is damaged: its section {name} does not match its checksum")


def _check_gaps(path: Path, descriptor: int, sections: list[list[Any]], end: int) -> None:
    for name, _, place, length, _ in sections:
        if any(os.pread(descriptor, place - end, end)):
            raise SnapshotError(str(path), f"is damaged: there is something before its section {name}")
        end = place + length


def _sum(descriptor: int, place: int, length: int) -> int:
    checksum, end = 0, place + length
    while place < end:
        chunk = os.pread(descriptor, min(_CHUNK, end - place), place)
        if not chunk:
            break
        checksum = zlib.crc32(chunk, checksum)
        place += len(chunk)
    return checksum
