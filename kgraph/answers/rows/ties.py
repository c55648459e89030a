"""Ties as rows: one for each claim of a tie that the answer shows, with what is to be known of the tie beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.answers.overviews import CommonNeighbour
from kgraph.answers.rows.claims import CLAIM_COLUMNS_BESIDE, iter_claim_cells
from kgraph.answers.rows.columns import Cells, Column, RowTable, each_into, flag, integer, names_of, text, texts
from kgraph.answers.views import EntityRef, Hop, Neighbour, Path

_WEIGHT = (
    integer("claim_count", "all claims of the tie that pass the filters, in rows here or not"),
    integer("cited_claim_count", "how many of them were read in a passage that cites something"),
    texts("tie_outlets", "names of the distinct outlets of all of them"),
    flag("tie_single_source", "whether all of them rest on one and the same outlet"),
    flag("tie_contested", "whether another claim contradicts one of them"),
    text("claims_url", "where all of them are listed"),
)
_NEIGHBOUR = (
    text("neighbour_id", "id of the entity that is tied"),
    text("neighbour", "its name"),
    text("neighbour_type", "its type"),
)
HOP_COLUMNS: tuple[Column, ...] = (
    text("from_id", "id of one end"),
    text("from", "its name"),
    text("from_type", "its type"),
    text("to_id", "id of the other end"),
    text("to", "its name"),
    text("to_type", "its type"),
    text("direction", "which way the claims run: forward from `from` to `to`, backward, or both"),
    *_WEIGHT,
    flag("tie_hedged", "whether every claim of the tie is hedged"),
    flag("tie_presupposed", "whether every claim of the tie is merely taken for granted by the text"),
    texts("tie_statuses", "statuses of its claims"),
)
_PATH = (
    integer("path", "number of the path, from 1, best first"),
    integer("path_length", "how many hops it has"),
    integer("path_fewest_outlets", "how many distinct outlets its weakest hop has"),
    flag("path_presupposed", "whether some hop is merely taken for granted by the text"),
    flag("path_contested", "whether some hop is contested"),
    texts("path_shared_periods", "stretches of days (EDTF) on which a claim of every hop can hold"),
    integer("path_undated_hops", "how many hops have no claim with a date"),
    text("path_note", "what the path is not"),
    integer("hop", "number of the hop, from 1"),
    flag("hop_weakest", "whether it is the weakest hop of its path"),
)
_COMMON = (
    *_NEIGHBOUR,
    integer("neighbour_claim_count", "claims of its ties to all those asked about"),
)


def hop_cells(hop: Hop) -> Cells:
    """Return a tie as cells of `HOP_COLUMNS`."""
    return (
        *ref_cells(hop.from_),
        *ref_cells(hop.to),
        hop.direction,
        *_weight_cells(hop),
        *(hop.hedged, hop.presupposed, hop.statuses),
    )


def ref_cells(entity: EntityRef) -> Cells:
    """Return an entity as three cells: id, name and type."""
    return (entity.id, entity.name, entity.type)


def iter_path_rows(paths: Iterable[Path]) -> Iterator[Cells]:
    """Yield a row for each claim of each hop of each path."""
    for number, path in enumerate(paths, start=1):
        whole = (
            *(number, path.length, path.fewest_outlets, path.presupposed, path.contested),
            *(path.shared_periods, path.undated_hops, path.note),
        )
        for place, hop in enumerate(path.hops, start=1):
            for claim in iter_claim_cells(hop.claims):
                yield (*whole, place, place == path.weakest_hop, *hop_cells(hop), *claim)


def _weight_cells(tie: Hop | Neighbour) -> Cells:
    return (
        *(tie.claim_count, tie.cited_claim_count, names_of(tie.outlets)),
        *(tie.single_source, tie.contested, tie.claims_url),
    )


def _iter_neighbour_rows(neighbour: Neighbour) -> Iterator[Cells]:
    for claim in iter_claim_cells(neighbour.claims):
        yield (*ref_cells(neighbour.entity), *_weight_cells(neighbour), *claim)


def _iter_hop_rows(hop: Hop) -> Iterator[Cells]:
    for claim in iter_claim_cells(hop.claims):
        yield (*hop_cells(hop), *claim)


def _iter_common_rows(common: CommonNeighbour) -> Iterator[Cells]:
    for tie in common.ties:
        for row in _iter_hop_rows(tie):
            yield (*ref_cells(common.entity), common.claim_count, *row)


NEIGHBOURS = RowTable(
    "neighbours",
    "A row for each claim of each tie, or one for a tie of which none is shown.",
    (*_NEIGHBOUR, *_WEIGHT, *CLAIM_COLUMNS_BESIDE),
    each_into(_iter_neighbour_rows),
)
TIES = RowTable(
    "ties",
    "A row for each claim of each tie, or one for a tie of which none is shown.",
    (*HOP_COLUMNS, *CLAIM_COLUMNS_BESIDE),
    each_into(_iter_hop_rows),
)
PATHS = RowTable(
    "paths",
    "A row for each claim of each hop of each path, or one for a hop of which none is shown.",
    (*_PATH, *HOP_COLUMNS, *CLAIM_COLUMNS_BESIDE),
    iter_path_rows,
)
COMMON_NEIGHBOURS = RowTable(
    "common neighbours",
    "A row for each claim of each tie of a common neighbour, from those asked about to it.",
    (*_COMMON, *HOP_COLUMNS, *CLAIM_COLUMNS_BESIDE),
    each_into(_iter_common_rows),
)
