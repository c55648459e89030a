"""Plain lists: entities, and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType

from kgraph.answers.views import ClaimSource, EntityHit, EntityView, Matched, SourceView
from kgraph.answers.wording import show_date, show_place
from kgraph.cli.tables.record_table import RecordTable


def render_hits(hits: Sequence[EntityHit]) -> Iterable[RenderableType]:
    """Yield a table of entities and of the names by which they were found."""
    table = RecordTable("id", "name", "type", "matched", ids=[hit.id for hit in hits])
    for hit in hits:
        table.add_row(hit.id, hit.name, hit.type, show_matched(hit.matched, hit.name))
    yield table


def show_matched(matched: Matched, name: str) -> str:
    """Return the name that was matched, and how; of the very name that stands beside it only what it is."""
    how = f"{matched.lang}, {matched.kind}; {matched.how}"
    return how if matched.text == name else f"{matched.text} ({how})"


def render_entities(entities: Sequence[EntityView]) -> Iterable[RenderableType]:
    """Yield a table of entities, of how many claims name each, and of how many others it is tied to."""
    table = RecordTable("id", "name", "type", "claims", "neighbours", ids=[entity.id for entity in entities])
    for entity in entities:
        counts = f"{entity.claim_count:,}", f"{entity.neighbour_count:,}"
        table.add_row(entity.id, entity.name, entity.type, *counts)
    yield table


def render_sources(sources: Sequence[SourceView]) -> Iterable[RenderableType]:
    """Yield a table of sources and of how many claims rest on each."""
    table = RecordTable("id", "outlet", "date", "claims", "type and title", ids=[source.id for source in sources])
    for source in sources:
        kind = source.type if source.title is None else f"{source.type}: {source.title}"
        date = show_date(source.date, source.date_printed)
        table.add_row(source.id, source.outlet.name, date, f"{source.claim_count:,}", kind)
    yield table


def render_claim_sources(sources: Sequence[ClaimSource]) -> Iterable[RenderableType]:
    """Yield a table of the sources that a claim rests on, and how it does."""
    table = RecordTable("id", "outlet", "date", "it is", "passage", ids=[source.id for source in sources])
    for source in sources:
        relation = source.relation if source.signal is None else f"{source.relation}, “{source.signal}”"
        date = show_date(source.date, source.date_printed)
        table.add_row(source.id, source.outlet.name, date, relation, show_place(source.locator))
    yield table
