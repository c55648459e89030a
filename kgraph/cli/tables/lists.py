"""Plain lists: found entities, and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kgraph.cli.tables.citations import show_date
from kgraph.queries.answers import EntityHit, SourceView

# Ids are there to be copied: they are folded only where they are longer than this.
MAX_ID_WIDTH = 32


def build_table(*columns: str, ids: Iterable[str] = ()) -> Table:
    """Return an empty table whose cells wrap, but for the ids of its first column."""
    id_width = min(MAX_ID_WIDTH, max(map(len, ids), default=1))
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        width = id_width if column == "id" else None
        table.add_column(column, overflow="fold", width=width, justify="right" if column == "claims" else "left")
    return table


def render_hits(hits: Sequence[EntityHit]) -> Iterable[RenderableType]:
    """Yield a table of entities and of the names by which they were found."""
    table = build_table("id", "name", "type", "matched", ids=[hit.id for hit in hits])
    for hit in hits:
        matched = f"{hit.matched.text} ({hit.matched.lang}, {hit.matched.kind}; {hit.matched.how})"
        table.add_row(Text(hit.id, style="cyan"), Text(hit.name), hit.type, Text(matched))
    yield table


def render_sources(sources: Sequence[SourceView]) -> Iterable[RenderableType]:
    """Yield a table of sources and of how many claims rest on each."""
    table = build_table("id", "outlet", "date", "claims", "type and title", ids=[source.id for source in sources])
    for source in sources:
        kind = source.type if source.title is None else f"{source.type}: {source.title}"
        date = show_date(source.date, source.date_printed)
        table.add_row(
            Text(source.id, style="cyan"), Text(source.outlet.name), date, str(source.claim_count), Text(kind)
        )
    yield table
