"""How far the reading of a dataset has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping

OnProgress = Callable[[int, int], None]
"""Is called with the bytes of files that were read, as they lie on the disk, and with all that there are."""


class Progress:
    """Adds up the bytes of the files that were read. The count never falls, and ends at the sum of all sizes."""

    def __init__(self, sizes: Mapping[str, int], on_progress: OnProgress | None) -> None:
        self._sizes = sizes
        self._on_progress = on_progress
        self._total = sum(sizes.values())
        self._finished = 0
        self._latest = 0
        self._tell: Callable[[], int] = _nothing

    def follow(self, tell: Callable[[], int]) -> None:
        """Take `tell`, until the file is finished, for how many bytes of the current file were read."""
        self._tell = tell

    def report(self) -> None:
        """Tell how far it has come."""
        if self._on_progress is None:
            return
        # A file that grows while it is read does not make the count fall when it ends.
        self._latest = max(self._latest, min(self._finished + self._tell(), self._total))
        self._on_progress(self._latest, self._total)

    def finish_file(self, name: str) -> None:
        """Tell that the file with a name needs no more reading."""
        self._tell = _nothing
        self._finished += self._sizes.get(name, 0)
        self.report()


def _nothing() -> int:
    return 0
