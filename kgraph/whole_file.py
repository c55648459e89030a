"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO


def write_whole(path: Path, pieces: Iterable[bytes], on_progress: Callable[[int], None] | None = None) -> int:
    """Write a file, which takes the place of an older one once it is whole, and return how many bytes it has.

    If anything fails on the way, whatever was at `path` is as it was, and nothing else is left behind. `on_progress`
    is told after each piece how many bytes have been written. A link is followed, and an older file keeps its rights;
    what is no file, as a pipe or a device, is written to as it is.

    Raises:
        OSError: the file cannot be written; it names `path`.
    """
    try:
        target = _follow(path)
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as file:
                return _write(file, pieces, on_progress)
        handle, part = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                size = _write(file, pieces, on_progress)
            Path(part).chmod(_find_rights(target))
            Path(part).replace(target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        # Whoever named a file knows it by that name.
        raise type(error)(error.errno, error.strerror, str(path)) from error
    return size


def _follow(path: Path) -> Path:
    """Return the file that a path means: that which a link points at, whether or not it is there."""
    if not path.is_symlink():
        return path
    with suppress(FileNotFoundError):
        path.stat()  # refuses links in a circle
    return Path(os.path.realpath(path))


def _write(file: IO[bytes], pieces: Iterable[bytes], on_progress: Callable[[int], None] | None) -> int:
    size = 0
    for piece in pieces:
        size += file.write(piece)
        if on_progress is not None:
            on_progress(size)
    return size


def _find_rights(target: Path) -> int:
    """Return the rights of the older file, else the usual ones: what mkstemp makes is for its owner alone."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
