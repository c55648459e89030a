"""Claims in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.text import Text

from kgraph.answers.overviews import TimelineItem
from kgraph.answers.wording import say_valid
from kgraph.cli.tables.claim_table import ClaimTable
from kgraph.cli.tables.claims import claim_cells, find_legend, source_names

_UNDATED = "undated"
# What the marks inside a date mean (EDTF), where one of those shown bears it.
_MARKS = {"?": "? inferred or uncertain", "~": "~ approximate", "%": "% both", "X": "X unknown"}


def render_timeline(items: Sequence[TimelineItem]) -> Iterable[RenderableType]:
    """Yield a table of claims, each under its date as the dataset has it; then what its marks mean."""
    claims = [item.claim for item in items]
    dates = [_UNDATED if item.date is None else say_valid(item.date) for item in items]
    name_source = len(source_names(claims)) > 1
    table = ClaimTable("date, id", header=True)
    for date, item in zip(dates, items, strict=True):
        note = "" if item.event is None else f"event: {item.event.name}"
        head = Text.assemble((date, "bold"), "\n", (item.claim.id, "cyan"))
        table.add_row(head, *claim_cells(item.claim, name_source=name_source, note=note, with_date=False))
    yield table
    marks = [meaning for mark, meaning in _MARKS.items() if any(mark in (item.date or "") for item in items)]
    if marks:
        yield Text(f"In a date: {', '.join(marks)}.", style="dim")
    if legend := find_legend(claims):
        yield Text(legend, style="dim")
