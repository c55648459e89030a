"""Claims beside their evidence, as wide as the terminal."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

# Longer ids are folded, so that they leave room for the claim.
MAX_HEAD_WIDTH = 24
# What is left beside the ids; where it is less, a claim and its evidence stand below the id.
_LEAST_ROOM = 34
_GAP = 2


class Widths(NamedTuple):
    """How wide each column would be if nothing had to wrap; ids are folded."""

    head: int
    claim: int
    evidence: int


class ClaimTable:
    """A row for each claim: what tells which one it is, what it says and how it stands, and its evidence.

    The evidence takes what it needs, and at most two fifths of the room beside the ids; the claim has the rest. In a
    narrow terminal they stand below one another. Nothing is left out either way.
    """

    def __init__(self, first: str, *, header: bool, widths: Widths | None = None) -> None:
        self.first = first
        self.header = header
        self.widths = widths
        self.rows: list[tuple[Text, Text, Text]] = []

    def add_row(self, head: Text, claim: Text, evidence: Text) -> None:
        """Add a claim."""
        self.rows.append((head, claim, evidence))

    def measure(self) -> Widths:
        """Return the widths of what is in it."""
        head, claim, evidence = (max((_widest_line(row[part]) for row in self.rows), default=1) for part in range(3))
        return Widths(min(MAX_HEAD_WIDTH, max(head, len(self.first))), claim, max(evidence, len("evidence")))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = self.widths or self.measure()
        # The box of the header draws its line through a column of its own.
        room = options.max_width - widths.head - 2 * (_GAP + int(self.header))
        if room >= _LEAST_ROOM:
            evidence = min(widths.evidence, ceil(room * 2 / 5))
            yield self._build_table(Widths(widths.head, min(widths.claim, room - evidence), evidence))
            return
        for head, claim, evidence_of in self.rows:
            yield _fold(head)
            yield _indent(claim)
            yield _indent(evidence_of)
            if self.header:
                yield ""

    def _build_table(self, widths: Widths) -> Table:
        table = Table(
            box=SIMPLE_HEAD if self.header else None,
            show_header=self.header,
            show_edge=False,
            pad_edge=False,
            leading=int(self.header),
            padding=(0, _GAP, 0, 0),
        )
        for name, width in zip((self.first, "claim", "evidence"), widths, strict=True):
            table.add_column(name, width=width, overflow="fold")
        for row in self.rows:
            table.add_row(*row)
        return table


def _widest_line(text: Text) -> int:
    return max(map(cell_len, text.plain.splitlines()), default=0)


def _fold(text: Text) -> Text:
    text.overflow = "fold"
    return text


def _indent(text: Text) -> RenderableType:
    return Padding(_fold(text), (0, 0, 0, _GAP))
