"""Overviews as text: disputes, impact, timelines, counts, dyads, weaknesses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kgraph.answers.answer import Answer
from kgraph.answers.overviews import (
    DisputeView,
    Dyad,
    FacetCount,
    FallenTie,
    Impact,
    PathChange,
    SideView,
    TimelineItem,
)
from kgraph.answers.quality import Distribution, QualityView
from kgraph.answers.views import Path
from kgraph.answers.wording import say_valid
from kgraph.briefs.claim_words import count
from kgraph.mcp.rendering.claims import describe_outlets, iter_claims
from kgraph.mcp.rendering.lists import to_call
from kgraph.mcp.rendering.records import iter_source
from kgraph.mcp.rendering.ties import describe_hop, iter_claims_of, show_entity
from kgraph.mcp.rendering.times import describe_span

COUNTED = (
    "Claims are counted, of every polarity and status unless a filter picks some; not events. A claim with several "
    "values counts under each."
)
NO_SIDE = "No side is preferred. Report all of them."
# Of lists that merely tell what is there: more would drown the claims.
_LISTED = 10


def iter_timeline(answer: Answer[TimelineItem]) -> Iterator[str]:
    """Yield each claim below the date that it has."""
    for item in answer.items:
        if item.date is None:
            yield "Undated:"
        else:
            yield f"{say_valid(item.date)}{describe_span(item)}:"
        yield from iter_claims([item.claim], "  ")


def iter_facets(answer: Answer[FacetCount]) -> Iterator[str]:
    """Yield how many claims have each value."""
    yield from _iter_counts(answer.items)


def iter_contested(answer: Answer[DisputeView]) -> Iterator[str]:
    """Yield each dispute with its sides, none of which is preferred."""
    for dispute in answer.items:
        yield f"Dispute {dispute.id}, on {dispute.reason}: {dispute.detail}"
        for side in dispute.sides:
            speakers = ", ".join(speaker.name for speaker in side.speakers)
            outlets = describe_outlets(side.outlets, side.single_source)
            yield f"  Side: {side.position}; said by {speakers}; {outlets}; {_say_shown(side)}"
            yield from iter_claims(side.claims, "    ")
        if dispute.open:
            yield "  Said to be unclear, which is no side:"
            yield from iter_claims(dispute.open, "    ")


def _say_shown(side: SideView) -> str:
    claims = count(side.claim_count, "claim")
    return claims if len(side.claims) == side.claim_count else f"{len(side.claims)} of {claims} shown"


def iter_dyad(dyad: Dyad) -> Iterator[str]:
    """Yield who is on either side, what it is about and when, and the claims."""
    for side in dyad.sides:
        yield f"Side {side.country}: {count(side.entity_count, 'entity', 'entities')}, with claims to the other side:"
        for party in side.entities[:_LISTED]:
            yield f"  {show_entity(party.entity)}: {party.claim_count}"
        if side.entity_count > _LISTED:
            yield f"  and {side.entity_count - len(side.entities[:_LISTED])} more"
    yield "By topic: " + "; ".join(f"{row.name or row.value or 'none'} {row.count}" for row in dyad.topics)
    yield "By month: " + "; ".join(f"{row.value or 'undated'} {row.count}" for row in dyad.months)
    yield "Claims, of every polarity:"
    yield from iter_claims(dyad.items, "  ")


def iter_impact(impact: Impact) -> Iterator[str]:
    """Yield what falls if a source is wrong: first the counts, then what they are of."""
    yield from iter_source(impact.source)
    yield f"Relation to the claims: {impact.relation}"
    shown = _say_part(impact.claims, impact.claim_count)
    yield f"Without it {count(impact.claim_count, 'claim')} would have no evidence{shown}:"
    yield from iter_claims(impact.claims, "  ")
    shown = _say_part(impact.weakened, impact.weakened_count)
    weakened = f"{count(impact.weakened_count, 'claim')} would stand on what is left of their evidence{shown}"
    yield f"{weakened}{':' if impact.weakened else ''}"
    yield from iter_claims(impact.weakened, "  ")
    ties = "; ".join(map(_show_fallen, impact.ties)) or "none"
    shown = _say_part(impact.ties, impact.tie_count)
    yield f"{count(impact.tie_count, 'pair')} of entities would be tied no more{shown}: {ties}"
    entities = ", ".join(map(show_entity, impact.entities)) or "none"
    shown = _say_part(impact.entities, impact.entity_count)
    yield f"{count(impact.entity_count, 'entity', 'entities')} would be named by no claim{shown}: {entities}"
    if impact.path is not None:
        yield from _iter_path_change(impact.path)


def _say_part(listed: Sequence[object], total: int) -> str:
    return f" ({len(listed)} of {total:,} shown)" if len(listed) < total else ""


def _show_fallen(tie: FallenTie) -> str:
    ends = f"{tie.from_.name} ({tie.from_.id}) – {tie.to.name} ({tie.to.id})"
    return f"{ends}, {count(tie.claim_count, 'claim')}"


def iter_impact_notes(impact: Impact) -> Iterator[str]:
    """Yield which lists are cut, where the claims of a pair are, and what a path is not."""
    cut = [
        f"{len(listed)} of {total:,} {what}"
        for listed, total, what in (
            (impact.claims, impact.claim_count, "claims without evidence"),
            (impact.weakened, impact.weakened_count, "claims on what is left"),
            (impact.ties, impact.tie_count, "pairs"),
            (impact.entities, impact.entity_count, "entities"),
        )
        if len(listed) < total
    ]
    if cut:
        yield f"Shown are {', '.join(cut)}; a higher limit shows more."
    if impact.ties:
        yield (
            "The claims of the pairs are all among those without evidence; `claims` with `between` lists those of one "
            "pair. State nothing of a pair without them."
        )
    yield "It is a what-if: nothing says that the source is wrong."
    if impact.path is not None:
        paths = (impact.path.before, impact.path.after)
        yield from dict.fromkeys(path.note for path in paths if path is not None)


def _iter_path_change(change: PathChange) -> Iterator[str]:
    yield f"Shortest path from {change.from_.name} to {change.to.name}: {change.detail}"
    yield from _iter_path("  With the source", change.before)
    if change.changes:
        yield from _iter_path("  Without it", change.after)


def _iter_path(label: str, path: Path | None) -> Iterator[str]:
    if path is None:
        yield f"{label}: none"
        return
    yield f"{label}: {' – '.join(show_entity(entity) for entity in path.entities)}"
    for hop in path.hops:
        yield f"    Hop: {describe_hop(hop)}"
        yield from iter_claims_of(hop, "      ")


def iter_quality(quality: QualityView) -> Iterator[str]:
    """Yield in which ways the dataset is weak, and how its claims spread."""
    yield f"{count(quality.claim_count, 'claim')}, {count(quality.entity_count, 'entity', 'entities')}. Weak in this:"
    for finding in quality.findings:
        some = f"; such as {', '.join(finding.ids)}" if finding.ids else ""
        how = f"; all: {to_call(finding.url)}" if finding.url and finding.count else ""
        yield f"  {finding.count} of {finding.of} ({finding.kind}): {finding.definition.rstrip('.')}{some}{how}"
    for name, spread in (("outlet", quality.outlets), ("topic", quality.topics), ("month", quality.months)):
        yield f"Claims by {name}: {_describe_spread(spread)}"
    yield "Entities with a name in: " + "; ".join(f"{each.lang} {each.count}" for each in quality.languages)


def _describe_spread(spread: Distribution) -> str:
    rows = "; ".join(f"{row.name or row.value} {row.count}" for row in spread.items)
    more = spread.value_count - len(spread.items)
    return rows + (f"; and {more} more values" if more else "") + f"; {spread.none_count} with none"


def _iter_counts(rows: Iterable[FacetCount]) -> Iterator[str]:
    for row in rows:
        value = row.value or "none"
        label = f"{row.name} ({value})" if row.name and row.value else value
        yield f"{label}: {row.count}" + (f"; {to_call(row.claims_url)}" if row.claims_url else "")
