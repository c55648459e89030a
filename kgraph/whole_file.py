"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path


def write_whole(path: Path, pieces: Iterable[bytes], on_progress: Callable[[int], None] | None = None) -> int:
    """Write a file, which takes the place of an older one once it is whole, and return how many bytes it has.

    If anything fails on the way, whatever was at `path` is as it was, and nothing else is left behind. `on_progress`
    is told after each piece how many bytes have been written.

    Raises:
        OSError: the file cannot be written; it names `path`.
    """
    size = 0
    try:
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    size += file.write(piece)
                    if on_progress is not None:
                        on_progress(size)
            # What mkstemp made is for its owner alone; a file that was asked for has the usual rights.
            mask = os.umask(0)
            os.umask(mask)
            Path(part).chmod(0o666 & ~mask)
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        # Whoever named a file knows it by that name.
        raise type(error)(error.errno, error.strerror, str(path)) from error
    return size
