"""Which rows the items of an answer become."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel

from kgraph.answers.changes import Change
from kgraph.answers.overviews import CommonNeighbour, DisputeView, FacetCount, Impact, TimelineItem
from kgraph.answers.quality import QualityView
from kgraph.answers.rows.claims import CLAIMS
from kgraph.answers.rows.columns import RowTable
from kgraph.answers.rows.overviews import COUNTS, DISPUTES, IMPACT, TIMELINE
from kgraph.answers.rows.quality import QUALITY
from kgraph.answers.rows.records import CHANGES, CLAIM_SOURCES, ENTITIES, HITS, LOOKUP, SOURCES, WORDS
from kgraph.answers.rows.ties import COMMON_NEIGHBOURS, NEIGHBOURS, PATHS, TIES
from kgraph.answers.views import ClaimSource, ClaimView, EntityHit, EntityView, Hop, Neighbour, Path, SourceView

_OF_TYPE: dict[type, RowTable] = {
    ClaimView: CLAIMS,
    EntityHit: HITS,
    EntityView: ENTITIES,
    Neighbour: NEIGHBOURS,
    Path: PATHS,
    Hop: TIES,
    CommonNeighbour: COMMON_NEIGHBOURS,
    SourceView: SOURCES,
    ClaimSource: CLAIM_SOURCES,
    TimelineItem: TIMELINE,
    FacetCount: COUNTS,
    DisputeView: DISPUTES,
    Change: CHANGES,
    Impact: IMPACT,
    QualityView: QUALITY,
}
# What a lookup and a vocabulary hold comes with its key: pairs of a text and a record.
TABLES: tuple[RowTable, ...] = (*_OF_TYPE.values(), LOOKUP, WORDS)


def find_table(item_type: Any) -> RowTable | None:
    """Return the table that items of a type become rows of; None for a type that is of no answer."""
    return _OF_TYPE.get(item_type)


def find_item_type(answer: BaseModel) -> Any:
    """Return the type of an answer's items, which an empty answer has as well."""
    return get_args(type(answer).model_fields["items"].annotation)[0]
