"""Claims that contradict one another, one side under the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from kgraph.answers.overviews import DisputeView, SideView
from kgraph.answers.views import ClaimView
from kgraph.cli.tables.ties import CLAIMS_INDENT, TieLayout, count_claims


def render_disputes(disputes: Sequence[DisputeView]) -> Iterable[RenderableType]:
    """Yield each dispute with its sides and their claims; below them what is said to be unclear, which is no side."""
    layout = TieLayout([claim for dispute in disputes for claim in _list_claims(dispute)])
    for number, dispute in enumerate(disputes, start=1):
        yield Text.assemble((f"{number}. {dispute.reason}: {dispute.detail}", "bold"), (f"  {dispute.id}", "cyan"))
        for side in dispute.sides:
            yield Padding(_head_of_side(side), (0, 0, 0, 2))
            yield from layout.render_claims(side.claims)
            if len(side.claims) < side.claim_count:
                cut = f"{len(side.claims)} of {count_claims(side.claim_count)} shown; --claims-per-side {_most(side)}"
                yield Padding(Text(cut, style="dim"), (0, 0, 0, CLAIMS_INDENT))
        if dispute.open:
            head = Text.assemble(("open", "bold yellow"), (f"  {count_claims(len(dispute.open))}, of no side", "dim"))
            yield Padding(head, (0, 0, 0, 2))
            yield from layout.render_claims(dispute.open)
        yield ""
    yield from layout.render_foot()


def _list_claims(dispute: DisputeView) -> list[ClaimView]:
    return [*(claim for side in dispute.sides for claim in side.claims), *dispute.open]


def _head_of_side(side: SideView) -> Text:
    outlets = ", ".join(outlet.name for outlet in side.outlets)
    speakers = ", ".join(speaker.name for speaker in side.speakers)
    alone = " alone" if side.single_source else ""
    facts = f"  {count_claims(side.claim_count)} · {outlets}{alone} · said by {speakers}"
    return Text.assemble((side.position, "bold"), (facts, "dim"))


def _most(side: SideView) -> str:
    return f"{min(side.claim_count, 500)} would show {'them' if side.claim_count <= 500 else 'more'}"
