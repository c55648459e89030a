"""One record in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kgraph.answers.views import ClaimView, ContentView, EntityView, SourceView
from kgraph.answers.wording import Aspect, say_value, show_date, show_evidence, show_nearby
from kgraph.cli.tables.claims import show_standing

Row = tuple[str, str | Text]
# A record in full has a line for each claim that contradicts it.
_SHOWN_APART: tuple[Aspect, ...] = ("contested",)


def render_record(record: EntityView | ClaimView | SourceView) -> Iterable[RenderableType]:
    """Yield a table of a record's fields, those that are empty left out."""
    if isinstance(record, ClaimView):
        rows = _claim_rows(record)
    elif isinstance(record, EntityView):
        rows = _entity_rows(record)
    else:
        rows = _source_rows(record)
    yield from render_fields(rows)


def render_fields(rows: Iterable[Row]) -> Iterable[RenderableType]:
    """Yield a table of fields, a line each."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(label, Text(value) if isinstance(value, str) else value)
    yield table


def _entity_rows(entity: EntityView) -> Iterator[Row]:
    yield "entity", Text(entity.name, style="bold")
    yield "id", entity.id
    yield "type", entity.type
    yield "description", entity.description
    for name in entity.names:
        yield "also", f"{name.text} ({name.lang}, {name.kind})"
    if entity.countries:
        yield "countries", ", ".join(entity.countries)
    yield from entity.identifiers.model_dump(exclude_none=True).items()
    yield "claims", f"{entity.claim_count:,} name it, {entity.asserted_count:,} are asserted by it"
    yield "neighbours", f"{entity.neighbour_count:,}"


def _claim_rows(claim: ClaimView) -> Iterator[Row]:
    yield "claim", Text(claim.statement, style="bold")
    yield "id", claim.id
    yield "standing", show_standing(claim, leave_out=_SHOWN_APART)
    yield "subject", f"{claim.subject.name} ({claim.subject.id})"
    yield "predicate", claim.predicate
    yield "object", _show_content(claim.object)
    for qualifier in claim.qualifiers:
        yield qualifier.role, _show_content(qualifier)
    yield "topics", ", ".join(claim.topics)
    yield "outlets", ", ".join(outlet.name for outlet in claim.outlets)
    for evidence in claim.evidence:
        yield "evidence", show_evidence(evidence, name_source=True)
        if evidence.nearby_cites is not None:
            yield "", show_nearby(evidence.nearby_cites)
        yield "sha256", Text(evidence.digest, style="dim")
    for other in claim.contested_by:
        yield "contested by", f"{other.id}: {other.statement}"
    for other in claim.referred_by:
        yield "referred to by", f"{other.id}: {other.statement}"


def _source_rows(source: SourceView) -> Iterator[Row]:
    yield "source", Text(source.title or f"{source.outlet.name}, untitled item", style="bold")
    yield "id", source.id
    yield "type", source.type
    yield "outlet", f"{source.outlet.name} ({source.outlet.id})"
    yield "date", show_date(source.date, source.date_printed)
    if source.date is not None:
        yield "EDTF", source.date
    if source.date_basis is not None:
        yield "date basis", source.date_basis
    if source.authors:
        yield "authors", "; ".join(source.authors)
    for label, value in (("volume", source.volume), ("issue", source.issue), ("url", source.url)):
        if value is not None:
            yield label, value
    yield "claims", f"{source.claim_count:,} rest on it; list them: kgraph claims --source {source.id}"


def _show_content(content: ContentView) -> str:
    if content.entity is not None:
        return f"{content.entity.name} ({content.entity.id})"
    if content.claim is not None:
        return f"claim {content.claim.id}: {content.claim.statement}"
    return say_value(content.value) if content.value is not None else ""
