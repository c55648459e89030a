"""Open a dataset: from its snapshot where there is one that can be trusted, else from its records."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.columns.snapshot import SUFFIX, check_replaceable, read_snapshot, write_snapshot
from kgraph.errors import SnapshotError
from kgraph.loading import default_dataset_path, digest_files, fingerprint_folder, read_dataset
from kgraph.loading.progress import OnProgress
from kgraph.stores import ColumnStore, StoreBuilder

# A snapshot lies beside the files it was built from.
SNAPSHOT_FILE = f"dataset{SUFFIX}"
_log = logging.getLogger("kgraph")

# What is being done ("reading", "building"), how much of it is done, and of how much; 0 where nobody can tell.
OnPhase = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuiltSnapshot:
    """A snapshot that was written: where, how large, and what is in it."""

    path: Path
    size: int
    version: str
    entities: int
    claims: int
    sources: int


def open_store(path: str | Path | None = None, *, on_progress: OnProgress | None = None) -> ColumnStore:
    """Return the store of a dataset: of the folder or the snapshot `path`, or of the dataset that ships.

    A folder is opened by the snapshot in it, unless that is stale, damaged or of another version: then the log says
    so, and the records are read.

    Raises:
        DatasetError: the folder is no dataset that can be used; the error carries every problem.
        SnapshotError: `path` is a file, and no snapshot that can be trusted.
    """
    place = default_dataset_path() if path is None else Path(path)
    if _is_file(place):
        return _open_snapshot(place)
    snapshot = place / SNAPSHOT_FILE
    if _is_file(snapshot):
        try:
            return _open_snapshot(snapshot, place)
        except SnapshotError as error:
            _log.warning("%s The records are read instead; `kgraph build` makes a new one.", error)
    return read_store(place, on_progress=on_progress)


def read_store(folder: Path, *, on_progress: OnProgress | None = None) -> ColumnStore:
    """Return the store of the records in a folder, whatever snapshot lies there.

    Raises:
        DatasetError: the folder is no dataset that can be used; the error carries every problem.
    """
    builder = StoreBuilder()
    head = read_dataset(folder, builder, on_progress=on_progress)
    return builder.build(head.version)


def _open_snapshot(path: Path, folder: Path | None = None) -> ColumnStore:
    try:
        columns, origin = read_snapshot(path)
    except OSError as error:
        raise SnapshotError(str(path), f"cannot be read: {error.strerror}") from error
    if folder is not None and not _is_fresh(folder, origin):
        raise SnapshotError(str(path), "is stale: the dataset's files have changed since it was built")
    try:
        store = ColumnStore(columns)
        # What is opened late is opened now, so that all that can be refused is refused here.
        _ = store.resolve_name(""), columns.graph, columns.kinds, columns.supports, columns.dates
    except (LookupError, TypeError, ValueError) as error:
        raise SnapshotError(str(path), f"cannot be used: {error}") from error
    return store


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be entered, a name too long: whoever reads it says so
        return False


def _is_fresh(folder: Path, origin: dict[str, Any]) -> bool:
    # Copied files have other times and the same content.
    is_same = origin["fingerprint"] == fingerprint_folder(folder) or origin["files"] == digest_files(folder)
    return bool(is_same)


def build_snapshot(
    path: str | Path | None = None, out: Path | None = None, *, on_phase: OnPhase | None = None
) -> BuiltSnapshot:
    """Check the records of a dataset and write its snapshot: into its folder, or as the file `out`.

    Raises:
        DatasetError: the folder is no dataset that can be used; nothing is written.
        SnapshotError: `out` is there already, and is no snapshot.
        OSError: the file cannot be written; what was there before is still there.
    """
    folder = default_dataset_path() if path is None else Path(path)
    tell = on_phase or _ignore
    target = folder / SNAPSHOT_FILE if out is None else out
    if out is not None:
        check_replaceable(out)
    # Before the records are read: files that change meanwhile make the snapshot stale.
    origin = {"fingerprint": fingerprint_folder(folder), "files": digest_files(folder)}
    builder = StoreBuilder()
    head = read_dataset(folder, builder, on_progress=lambda done, total: tell("reading", done, total))
    tell("building", 0, 0)
    store = builder.build(head.version)
    size = write_snapshot(target, store.columns, origin)
    return BuiltSnapshot(target, size, head.version, head.entity_count, head.claim_count, head.source_count)


def _ignore(_phase: str, _done: int, _total: int) -> None:
    """Show no progress."""
