"""Zip archives that come out while their files are being made: nothing is written to disk or gone back to.

Sizes and check sums follow each file in a data descriptor. The central directory, without which no reader takes
an archive for whole, comes last, so that a cut one cannot pass for a whole one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first moment that a zip can tell: archives of the same records are the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o100644


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name, which holds no path, and its bytes in pieces."""

    name: str
    pieces: Iterable[bytes]


def stream_zip(members: Iterable[Member], *, large: bool = False) -> Iterator[bytes]:
    """Yield the bytes of an archive with these files, deflated, in their order; each is read when its turn comes.

    `large`: a file may become larger than 2 GiB. Its sizes are then written in ZIP64 form, which has to be said
    before the file begins and which some readers of streams do not know.

    Raises:
        ValueError: a name has a path in it.
        RuntimeError: a file became larger than 2 GiB although `large` did not say so.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for member in members:
            with archive.open(_describe(member.name), "w", force_zip64=large) as file:
                for piece in member.pieces:
                    file.write(piece)
                    yield from sink.take()
        # The last descriptor waits in the sink, and leaves it with the central directory.
    yield from sink.take()


def _describe(name: str) -> ZipInfo:
    if not name or "/" in name or "\\" in name or name.startswith("."):
        raise ValueError(f"the name of a file in an archive is no path: {name}")
    info = ZipInfo(name, EPOCH)
    info.compress_type = ZIP_DEFLATED
    info.create_system, info.external_attr = _UNIX, _MODE << 16
    return info


class _Sink:
    """What an archive is written to: it keeps what has come since it was last asked, and cannot be gone back in."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def close(self) -> None:
        """There is nothing to close."""

    def take(self) -> list[bytes]:
        taken, self._waiting = self._waiting, []
        return taken
