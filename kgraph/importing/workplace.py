"""Where a dataset is put together, beside the place that it will have, and how it gets there in one step."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from kgraph.importing.errors import OutputRefused
from kgraph.loading.read import INFO_FILE, RECORD_FILES, SUFFIXES, VOCABULARY_FILE

LEFT_OUT_FILE = "left-out.ndjson"
SNAPSHOT_FILE = "dataset.kgraph"
_INFO_NAME = f"{INFO_FILE}.json"
# Nothing but these is ever removed with a dataset that is replaced.
DATASET_FILES = frozenset(
    {_INFO_NAME, f"{VOCABULARY_FILE}.json", LEFT_OUT_FILE, SNAPSHOT_FILE}
    | {f"{stem}{suffix}" for stem in RECORD_FILES for suffix in SUFFIXES}
)
MAX_INFO_BYTES = 2**20
_LOCK = "lock"


class Workplace:
    """A hidden folder beside `out`, held by one process at a time, that leaves no trace.

    `new` is the folder that `publish` puts in the place of `out`; `runs` is for what is needed until then. What a
    process that was killed left behind is cleared away by the next import to the same place; a dataset that it had
    moved out of the way goes back first.
    """

    def __init__(self, out: Path, *, replace: bool) -> None:
        # A link to a dataset stays one: what it points to is replaced.
        self.out = Path(os.path.realpath(out))
        self.replace = replace
        self.folder = self.out.parent / f".{self.out.name}.importing"
        self.new = self.folder / "new"
        self.runs = self.folder / "runs"
        self._old = self.folder / "old"
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Take the place.

        Raises:
            OutputRefused: it is not free, or another import is at work there.
            OSError: the folder cannot be made.
        """
        if not self.out.parent.is_dir():
            raise OutputRefused(self.out, f"cannot be made: there is no folder {self.out.parent}")
        _check_free(self.out, may_exist=True)
        self._lock = self._take_lock()
        try:
            self._clear()
            _check_free(self.out, may_exist=self.replace)
            self.new.mkdir()
            self.runs.mkdir()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._leave()

    def publish(self) -> None:
        """Put the new folder in the place of `out`, with one rename for what is new and one for what was there.

        Raises:
            OutputRefused: something that is no dataset has come to be there meanwhile.
            OSError: it cannot be put there; then `out` is as it was.
        """
        _check_free(self.out, may_exist=self.replace)
        for file in self.new.iterdir():
            _sync(file)
        _sync(self.new)
        if self.out.exists() and any(self.out.iterdir()):
            self.out.rename(self._old)
        try:
            self.new.rename(self.out)
        except BaseException:
            self._put_back()
            raise
        _sync(self.out.parent)

    def _put_back(self) -> None:
        if self._old.exists() and not self.out.exists():
            self._old.rename(self.out)

    def _take_lock(self) -> IO[bytes]:
        while True:
            # Not `exist_ok`, which looks again for the folder, and may find it cleared away.
            with suppress(FileExistsError):
                self.folder.mkdir()
            path = self.folder / _LOCK
            try:
                lock = path.open("ab")
            except FileNotFoundError:  # another import has just cleared its folder away
                continue
            if not _lock(lock):
                lock.close()
                raise OutputRefused(self.out, "is being written by another import")
            # Whoever held the lock may have removed the file between our opening and our locking it.
            if _is_at(path, lock):
                return lock
            lock.close()

    def _clear(self) -> None:
        self._put_back()
        for part in (self.new, self.runs, self._old):
            shutil.rmtree(part, ignore_errors=True)

    def _leave(self) -> None:
        self._clear()
        # The lock goes last: as soon as it is gone, the folder may be another import's.
        with suppress(OSError):
            (self.folder / _LOCK).unlink()
            self.folder.rmdir()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _is_at(path: Path, opened: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(opened.fileno()))
    except FileNotFoundError:
        return False


def _check_free(out: Path, *, may_exist: bool) -> None:
    """Refuse a place that holds something; a dataset may be there if `may_exist`, anything else never."""
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputRefused(out, "is a file; a dataset is a folder")
    found = sorted(file.name for file in out.iterdir())
    if not found:
        return
    if not _is_info(out / _INFO_NAME):
        raise OutputRefused(out, f"is a folder with other things in it ({found[0]}) and no dataset: it is left alone")
    others = [name for name in found if name not in DATASET_FILES or not (out / name).is_file()]
    if others:
        raise OutputRefused(out, f"is a dataset with other things in it ({others[0]}): it is left alone")
    if not may_exist:
        raise OutputRefused(out, "is a dataset already; --replace puts the new one in its place")


def _is_info(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            info = json.loads(opened.read(MAX_INFO_BYTES))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(info, dict) and {"id", "format"} <= info.keys()


def _sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk."""
    if path.is_dir() and os.name != "posix":
        return
    opened = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _lock(file: IO[bytes]) -> bool:
    """Lock a file until it is closed or the process ends; False if another one has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
