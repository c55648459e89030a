"""The lines of a file, compressed or not, each of a bounded length."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kgraph.errors import Problem
from kgraph.importing.errors import ImportRefused

# What a record of a dataset may take; a longer line is no row of a table.
MAX_LINE_BYTES = 2**20
_GZIP_MAGIC = b"\x1f\x8b"


class LineReader:
    """Reads the lines of one file, from its start whenever it is iterated.

    `line_number` is that of the line last read, from 1. `position` and `size` count the bytes of the file on the
    disk, for whoever shows how far it has come. `skipped_quotes` is how often `quote` stands in the line that was last
    skipped for its length; it is known once the next line has been asked for.

    Raises:
        ImportRefused: there is no such file, it is a folder or a device, it cannot be read, or it is empty.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.line_number = 0
        self.quote = b""
        self.skipped_quotes = 0
        self._raw: IO[bytes] | None = None
        try:
            if not path.is_file():
                raise self.refuse(_explain_no_file(path))
            with path.open("rb") as file:
                start = file.read(2)
            self._state = _state(path)
        except OSError as error:
            raise self.refuse(f"cannot be read: {error.strerror}") from error
        except ValueError as error:  # a NUL in the path
            raise self.refuse(f"cannot be read: {error}") from error
        if not start:
            raise self.refuse("is empty")
        self.is_compressed = start == _GZIP_MAGIC
        if path.suffix == ".gz" and not self.is_compressed:
            raise self.refuse("is named .gz and is not compressed with gzip")

    @property
    def size(self) -> int:
        """The bytes of the file."""
        return self._state[0]

    @property
    def position(self) -> int:
        """How many bytes of the file have been read."""
        return self._raw.tell() if self._raw is not None else 0

    def __iter__(self) -> Iterator[bytes | None]:
        """Yield each line with its line break; None for one that is too long, whose rest is skipped after that.

        Raises:
            ImportRefused: the file cannot be read on, or is not what it was when this reader was made.
        """
        self.line_number = 0
        try:
            with self.path.open("rb") as self._raw:
                lines = io.BufferedReader(gzip.GzipFile(fileobj=self._raw)) if self.is_compressed else self._raw
                while line := lines.readline(MAX_LINE_BYTES + 1):
                    self.line_number += 1
                    if len(line) <= MAX_LINE_BYTES:
                        yield line
                        continue
                    yield None
                    self.skipped_quotes = self._count_quotes(line)
                    while line and not line.endswith(b"\n"):
                        line = lines.readline(MAX_LINE_BYTES)
                        self.skipped_quotes += self._count_quotes(line)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise self.refuse(f"is cut off or damaged: {error}", self.line_number + 1) from error
        except OSError as error:
            raise self.refuse(f"cannot be read: {error.strerror}", self.line_number + 1) from error
        finally:
            self._raw = None
        self.require_unchanged()

    def _count_quotes(self, part: bytes) -> int:
        return part.count(self.quote) if self.quote else 0

    def require_unchanged(self) -> None:
        """Raise ImportRefused if the file has changed since this reader was made."""
        if _state(self.path) != self._state:
            raise self.refuse("was changed while it was read")

    def refuse(self, message: str, line: int | None = None) -> ImportRefused:
        """Return the error that says that the file cannot be read, or not from a certain line on."""
        place = f"line {line}" if line is not None else None
        return ImportRefused(str(self.path), [Problem(self.name or str(self.path), place, None, None, message)])


def _explain_no_file(path: Path) -> str:
    if path.is_dir():
        return "is a folder, not a file"
    return "is not a regular file" if path.exists() else "there is no such file"


def _state(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino
