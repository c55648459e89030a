"""What ends an import: a place that cannot be written to, or data that cannot be made a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgraph.errors import KGraphError, Problem


class OutputRefused(KGraphError):
    """The place that a dataset was to be written to is not free, or holds what must not be replaced."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path} {reason}")


class ImportRefused(KGraphError):
    """Data, or a mapping, that no dataset can be made of; nothing was written.

    `problems` holds what was found, in the order in which it was found; `count` is how many there are in all. With
    `is_cut` the input was read no further, so that there may be more.
    """

    def __init__(
        self, path: str, problems: Sequence[Problem], count: int | None = None, *, is_cut: bool = False
    ) -> None:
        self.path = path
        self.problems = tuple(problems)
        self.count = len(self.problems) if count is None else count
        self.is_cut = is_cut
        least = "at least " if is_cut else ""
        super().__init__(f"{path} cannot be imported: {least}{self.count:,} problem{'s' * (self.count != 1)}")
