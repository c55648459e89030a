"""Records in columns; below one another where the terminal is too narrow for columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

# Ids are there to be copied: they are folded only where they are longer than this.
MAX_ID_WIDTH = 32
# A column that is narrower than its words shows none of them; a word longer than this may be folded.
MAX_WORD_WIDTH = 12
_GAP = 2
_FIGURES = frozenset({"claims", "count", "missing", "named", "neighbours", "of", "share"})


class RecordTable:
    """A row for each record, under the names of the columns.

    Where a column would be narrower than its words, each record is written as a block instead: its first cell, and
    below it the others with what they are. Nothing is left out either way.
    """

    def __init__(self, *columns: str, ids: Iterable[str] = ()) -> None:
        self.columns = columns
        self.rows: list[tuple[Text, ...]] = []
        self._id_width = min(MAX_ID_WIDTH, max(map(len, ids), default=len("id")))
        self._longest = [self._id_width if name == "id" else _longest_word(name) for name in columns]

    def add_row(self, *cells: str | Text) -> None:
        """Add a record; an id is coloured as one."""
        row = tuple(Text(cell) if isinstance(cell, str) else cell for cell in cells)
        self.rows.append(row)
        for number, (name, cell) in enumerate(zip(self.columns, row, strict=True)):
            if name == "id":
                cell.stylize("cyan")
            else:
                self._longest[number] = max(self._longest[number], _longest_word(cell.plain))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = options.max_width - _GAP * (len(self.columns) - 1)
        folded = [
            width if name == "id" else min(MAX_WORD_WIDTH, width)
            for name, width in zip(self.columns, self._longest, strict=True)
        ]
        for least in (self._longest, folded):
            if sum(least) <= room:
                yield self._build_table(least)
                return
        yield from self._iter_blocks()

    def _build_table(self, widths: Sequence[int]) -> Table:
        table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, _GAP, 0, 0))
        for name, least in zip(self.columns, widths, strict=True):
            table.add_column(
                name,
                overflow="fold",
                width=self._id_width if name == "id" else None,
                min_width=least,
                justify="right" if name in _FIGURES else "left",
            )
        for row in self.rows:
            table.add_row(*row)
        return table

    def _iter_blocks(self) -> Iterator[RenderableType]:
        for first, *others in self.rows:
            if first:
                first.overflow = "fold"
                yield first
            for name, cell in zip(self.columns[1:], others, strict=True):
                if cell:
                    line = Text.assemble((f"{name}: ", "dim"), cell, overflow="fold")
                    yield Padding(line, (0, 0, 0, _GAP))


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=1)
