"""Timelines, counts, disputes and impact as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from kgraph.answers.overviews import DisputeView, FacetCount, FallenTie, Impact, SideView, TimelineItem
from kgraph.answers.rows.claims import CLAIM_COLUMNS_BESIDE, NO_CLAIM, claim_cells, iter_claim_cells
from kgraph.answers.rows.columns import Cell, Cells, RowTable, each, each_into, flag, integer, names_of, text, texts
from kgraph.answers.rows.ties import HOP_COLUMNS, hop_cells, ref_cells
from kgraph.answers.views import Path

_TIMELINE = (
    text("date", "when it holds (EDTF), as uncertain as the text has it; missing: undated"),
    text("earliest", "the first day that the date can mean; missing: no bound, or no year"),
    text("latest", "the last day that the date can mean; missing: no bound, or no year"),
    flag("date_qualified", "whether some part of the date is marked as uncertain or approximate"),
    text("event_id", "id of the event that the claim is about, if it is about one"),
    text("event", "its name"),
)
_COUNT = (
    text("value", "the value; missing: counts the claims that have none"),
    text("name", "what the value is called; missing: it speaks for itself"),
    integer("count", "how many claims have it"),
    text("claims_url", "where exactly these claims are listed"),
)
_DISPUTE = (
    text("dispute", "id of the dispute"),
    text("reason", "what the claims disagree on: polarity, value, status or denial"),
    text("detail", "the same in words"),
    integer(
        "side", "number of the side, from 1; missing: the claim says that the matter is unclear, and takes no side"
    ),
    text("position", "what this side says"),
    integer("side_claim_count", "all claims of the side, in rows here or not"),
    texts("side_outlets", "names of the distinct outlets of all of them"),
    flag("side_single_source", "whether all of them rest on one and the same outlet"),
    texts("side_speakers", "names of those who say so"),
)
_IMPACT = (
    text(
        "part",
        "claim: is left without evidence; weakened: stands on the rest of its evidence; tie: nothing ties the two any "
        "more; entity: no claim names it any more; path: what becomes of the shortest path; path before, path after: "
        "its hops with the source and without it",
    ),
    integer(
        "part_count",
        "how many such things there are in all, in rows here or not; of a path: its hops, 0 if there is none",
    ),
    text("id", "id of the claim or of the entity"),
    text("name", "name of the entity; of a path, what becomes of it"),
    integer("hop", "number of the hop of a path, from 1"),
    *HOP_COLUMNS,
    *CLAIM_COLUMNS_BESIDE,
)
_NO_HOP: Cells = (None,) * len(HOP_COLUMNS)


def _timeline_cells(item: TimelineItem) -> Cells:
    event: Cells = (None, None) if item.event is None else (item.event.id, item.event.name)
    return (item.date, item.earliest, item.latest, item.qualified, *event, *claim_cells(item.claim))


def _count_cells(count: FacetCount) -> Cells:
    return (count.value, count.name, count.count, count.claims_url)


def _iter_dispute_rows(dispute: DisputeView) -> Iterator[Cells]:
    about = (dispute.id, dispute.reason, dispute.detail)
    for number, side in enumerate(dispute.sides, start=1):
        for claim in iter_claim_cells(side.claims):
            yield (*about, number, *_side_cells(side), *claim)
    for claim in map(claim_cells, dispute.open):
        yield (*about, *(None,) * 6, *claim)


def _side_cells(side: SideView) -> Cells:
    speakers = tuple(speaker.name for speaker in side.speakers)
    return (side.position, side.claim_count, names_of(side.outlets), side.single_source, speakers)


def _iter_impact_rows(impacts: Iterable[Impact]) -> Iterator[Cells]:
    for impact in impacts:
        for claim in impact.claims:
            yield ("claim", impact.claim_count, claim.id, None, None, *_NO_HOP, *claim_cells(claim))
        for claim in impact.weakened:
            yield ("weakened", impact.weakened_count, claim.id, None, None, *_NO_HOP, *claim_cells(claim))
        for tie in impact.ties:
            yield ("tie", impact.tie_count, None, None, None, *_tie_cells(tie), *NO_CLAIM)
        for entity in impact.entities:
            yield ("entity", impact.entity_count, entity.id, entity.name, None, *_NO_HOP, *NO_CLAIM)
        if impact.path is not None:
            yield ("path", None, None, impact.path.detail, None, *_NO_HOP, *NO_CLAIM)
            yield from _iter_changed_path_rows("path before", impact.path.before)
            yield from _iter_changed_path_rows("path after", impact.path.after)


def _iter_changed_path_rows(part: str, path: Path | None) -> Iterator[Cells]:
    if path is None:
        yield (part, 0, None, None, None, *_NO_HOP, *NO_CLAIM)
        return
    for number, hop in enumerate(path.hops, start=1):
        for claim in iter_claim_cells(hop.claims):
            yield (part, path.length, None, None, number, *hop_cells(hop), *claim)


def _tie_cells(tie: FallenTie) -> Cells:
    between = urlencode([("polarity", "affirmed"), ("between", tie.from_.id), ("between", tie.to.id)])
    known: dict[str, Cell] = {"claim_count": tie.claim_count, "claims_url": f"/v1/claims?{between}"}
    ends = (*ref_cells(tie.from_), *ref_cells(tie.to))
    return (*ends, *(known.get(column.name) for column in HOP_COLUMNS[len(ends) :]))


TIMELINE = RowTable(
    "timeline", "A row for each claim, in order of time.", (*_TIMELINE, *CLAIM_COLUMNS_BESIDE), each(_timeline_cells)
)
COUNTS = RowTable("counts", "A row for each value.", _COUNT, each(_count_cells))
DISPUTES = RowTable(
    "disputes",
    "A row for each claim of each side, then one for each claim that takes none.",
    (*_DISPUTE, *CLAIM_COLUMNS_BESIDE),
    each_into(_iter_dispute_rows),
)
IMPACT = RowTable(
    "impact",
    "A row for each thing that falls or is weakened, and for each claim of a path.",
    _IMPACT,
    _iter_impact_rows,
)
