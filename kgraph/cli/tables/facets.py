"""How many claims there are of each kind, with a bar for each number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.bar import Bar
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from kgraph.answers.overviews import FacetCount
from kgraph.cli.tables.ties import to_command

BAR_WIDTH = 24
ROOM_FOR_WORDS = 48


def render_facets(facet: str, counts: Sequence[FacetCount]) -> Iterable[RenderableType]:
    """Yield a table of counts, and the command that lists the claims of its first row, as a pattern for the others."""
    yield CountTable(facet, counts)
    example = next((each for each in counts if each.count and each.claims_url), None)
    if example is not None and example.claims_url is not None:
        shown = example.name or example.value
        yield ""
        yield Text(f"Claims of a row, here {shown}: {to_command(example.claims_url)}", style="dim")


class CountTable:
    """A row per value, in the given order: what it is called, how many claims have it, and a bar.

    The bars are shorter in a narrow terminal, and left out where they would leave too little room for the words.
    """

    def __init__(self, facet: str, counts: Sequence[FacetCount]) -> None:
        self.facet = facet
        self.counts = counts

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(BAR_WIDTH, options.max_width - ROOM_FOR_WORDS)
        table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(self.facet, overflow="fold")
        table.add_column("claims", justify="right", no_wrap=True)
        if width > 0:
            table.add_column("", width=width)
        most = max((each.count for each in self.counts if each.value is not None), default=0)
        for each in self.counts:
            # Claims without a value are no bar among the others: they would dwarf them.
            bar = "" if each.value is None else Bar(max(most, 1), 0, each.count, width=width, color="cyan")
            table.add_row(_show_value(self.facet, each), f"{each.count:,}", *([bar] if width > 0 else []))
        yield table


def _show_value(facet: str, each: FacetCount) -> Text:
    if each.value is None:
        return Text(f"no {facet}", style="dim")
    if each.name is None or each.name == each.value:
        return Text(each.value)
    return Text.assemble(each.name, (f" ({each.value})", "cyan"))
