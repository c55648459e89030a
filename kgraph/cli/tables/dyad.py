"""Two countries side by side."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from kgraph.answers.overviews import CountrySide, Dyad
from kgraph.cli.tables.claims import render_claims
from kgraph.cli.tables.facets import CountTable

PARTIES_IN_TABLE = 12


def render_dyad(dyad: Dyad) -> Iterable[RenderableType]:
    """Yield who is in it on either side, what it is about and when, and the claims."""
    for side in dyad.sides:
        name = side.country if side.entity is None else f"{side.entity.name} ({side.country})"
        entities = "1 entity" if side.entity_count == 1 else f"{side.entity_count:,} entities"
        yield Text.assemble((name, "bold"), (f"  {entities}, with the claims that tie each to the other side", "dim"))
        yield Padding(_show_parties(side), (0, 0, 0, 2))
        yield ""
    for facet, counts in (("topic", dyad.topics), ("month", dyad.months)):
        yield CountTable(facet, counts)
        yield ""
    yield from render_claims(dyad.items)


def _show_parties(side: CountrySide) -> Text:
    shown = side.entities[:PARTIES_IN_TABLE]
    text = Text()
    for party in shown:
        if text:
            text.append(" · ")
        text.append(party.entity.name)
        text.append(f" {party.claim_count:,}", style="cyan")
    left_out = side.entity_count - len(shown)
    if left_out:
        text.append(f" · and {left_out:,} more; --format json names {_most(side)}", style="dim")
    return text


def _most(side: CountrySide) -> str:
    return "all" if len(side.entities) == side.entity_count else f"the first {len(side.entities):,}"
