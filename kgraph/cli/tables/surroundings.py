"""What several entities have in common, and the ties around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from kgraph.answers.overviews import CommonNeighbour, Subgraph
from kgraph.answers.views import Hop
from kgraph.cli.tables.ties import TieLayout, count_claims, head_of_hop


def render_common_neighbours(neighbours: Sequence[CommonNeighbour]) -> Iterable[RenderableType]:
    """Yield each neighbour with its tie to every one of those asked about."""
    ties = [tie for neighbour in neighbours for tie in neighbour.ties]
    layout = _share_layout(ties)
    for neighbour in neighbours:
        entity = neighbour.entity
        head = Text.assemble((entity.name, "bold"), f"  {entity.id} ({entity.type})")
        yield head.append(f"  {count_claims(neighbour.claim_count)}", style="dim")
        yield from _render_ties(neighbour.ties, layout)
        yield ""
    yield from layout.render_foot()


def render_subgraph(subgraph: Subgraph) -> Iterable[RenderableType]:
    """Yield the entities by how far away they are, then the ties with their claims."""
    for hops in dict.fromkeys(entity.hops for entity in subgraph.entities):
        entities = [entity for entity in subgraph.entities if entity.hops == hops]
        where = f"{hops} hop{'s' * (hops != 1)} away" if hops else "In the middle"
        names = Text(" · ").join(Text.assemble(each.name, (f" {each.id}", "cyan")) for each in entities)
        yield Text.assemble((where, "bold"), (f"  {len(entities):,}", "dim"))
        yield Padding(names, (0, 0, 0, 2))
    yield ""
    layout = _share_layout(subgraph.items)
    yield from _render_ties(subgraph.items, layout)
    yield ""
    yield from layout.render_foot()


def _share_layout(ties: Sequence[Hop]) -> TieLayout:
    return TieLayout([claim for tie in ties for claim in tie.claims])


def _render_ties(ties: Sequence[Hop], layout: TieLayout) -> Iterator[RenderableType]:
    for tie in ties:
        yield Padding(head_of_hop(tie), (0, 0, 0, 2))
        yield from layout.render(tie)
