"""The files that a dataset is made of, and ways to find out that they have changed."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from kgraph.errors import DatasetError, Problem
from kgraph.loading.read import INFO_FILE, RECORD_FILES, RETIRED_FILE, SUFFIXES, VOCABULARY_FILE

_NAMES = [f"{stem}.json" for stem in (INFO_FILE, VOCABULARY_FILE)]
_NAMES += [f"{stem}{suffix}" for stem in (*RECORD_FILES, RETIRED_FILE) for suffix in SUFFIXES]


def find_sizes(path: Path) -> dict[str, int]:
    """Return the names and the sizes, in bytes, of the regular files that belong to the dataset in a folder."""
    return {name: size for name, size, _ in _stat_files(path)}


def fingerprint_folder(path: str | Path) -> str:
    """Return a digest of the names, sizes and times of change of a dataset's files, in hexadecimal.

    It costs a few system calls and reads nothing: a changed fingerprint calls for a second look (`digest_files`),
    since a copied file has another time. Other files in the folder do not count; a file that is missing or out of
    reach counts as missing.
    """
    whole = hashlib.sha256()
    for name, size, changed in _stat_files(Path(path)):
        whole.update(f"{name} {size} {changed}\n".encode())
    return whole.hexdigest()


def digest_files(path: str | Path) -> str:
    """Return a digest of the names and the content of a dataset's files, in hexadecimal.

    Unlike the version it changes with the form of the files, and tells nothing about whether they are any good.

    Raises:
        DatasetError: a file cannot be read.
    """
    whole = hashlib.sha256()
    for name in find_sizes(Path(path)):
        try:
            with (Path(path) / name).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256")
        except OSError as error:
            raise DatasetError(
                str(path), [Problem(name, None, None, None, f"cannot be read: {error.strerror}")]
            ) from error
        whole.update(f"{name} {digest.hexdigest()}\n".encode())
    return whole.hexdigest()


def _stat_files(path: Path) -> list[tuple[str, int, int]]:
    found = []
    for name in _NAMES:
        try:
            status = (path / name).stat()
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(status.st_mode):
            found.append((name, status.st_size, status.st_mtime_ns))
    return found
