"""`/v1/common-neighbours` and `/v1/subgraph`: what several entities have in common, and what is around them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.envelope import Envelope, SubgraphList, list_response
from api.parameters import Cursor, GivenFilters, Graph, Limit, filters_for, several, whole_number
from api.strict import StrictRoute
from kgraph.answers.overviews import CommonNeighbour
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT
from kgraph.queries.surroundings import (
    DEFAULT_CLAIMS_PER_TIE,
    DEFAULT_MAX_ENTITIES,
    DEFAULT_SUBGRAPH_HOPS,
    MAX_ENTITIES,
    MAX_OF,
    MAX_SUBGRAPH_HOPS,
)

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Paths"])
All = Annotated[
    list[str],
    Query(
        description="The entities that all are asked about: ids or names, at least two.",
        examples=[["China", "Russia"]],
        json_schema_extra={**several(MAX_OF), "minItems": 2},
    ),
]
Around = Annotated[
    list[str],
    Query(
        description="The entities in the middle: ids or names.",
        examples=[["Bolat Nazarbayev"]],
        json_schema_extra={**several(MAX_OF), "minItems": 1},
    ),
]
ClaimsPerTie = Annotated[
    int,
    Query(ge=0, le=MAX_LIMIT, description="The most claims to show with each tie."),
    whole_number("claims_per_tie", 0, MAX_LIMIT),
]
Hops = Annotated[
    int,
    Query(ge=0, le=MAX_SUBGRAPH_HOPS, description="How many ties away an entity may be. 0: only those named."),
    whole_number("hops", 0, MAX_SUBGRAPH_HOPS),
]
MaxEntities = Annotated[
    int,
    Query(ge=1, le=MAX_ENTITIES, description="The most entities to take in, the nearest first."),
    whole_number("max_entities", 1, MAX_ENTITIES),
]


@router.get("/common-neighbours", response_model=Envelope[CommonNeighbour], summary="Find who is tied to all of them")
def list_common_neighbours(
    request: Request,
    kg: Graph,
    of: All,
    filters: Annotated[GivenFilters, Depends(filters_for("neighbours"))],
    claims_per_tie: ClaimsPerTie = DEFAULT_CLAIMS_PER_TIE,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """The entities that affirmed claims tie to every one of those named, with each of these ties.

    Those with the most claims come first, then in the order of ids.
    """
    answer = kg.common_neighbours(of, claims_per_tie=claims_per_tie, limit=limit, cursor=cursor, **filters)
    return list_response(request, answer)


@router.get("/subgraph", response_model=SubgraphList, summary="Show what is around some entities")
def find_subgraph(
    request: Request,
    kg: Graph,
    of: Around,
    filters: Annotated[GivenFilters, Depends(filters_for("paths"))],
    hops: Hops = DEFAULT_SUBGRAPH_HOPS,
    max_entities: MaxEntities = DEFAULT_MAX_ENTITIES,
    claims_per_tie: ClaimsPerTie = DEFAULT_CLAIMS_PER_TIE,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """The entities within so many ties of those named, and every tie among all of them, by the ids of its ends.

    `type` is about the entities that are not named. Where there are too many, the nearest are kept, of equally near
    ones those with the most claims, and `truncated_by` says `entities`.
    """
    answer = kg.subgraph(
        of,
        hops=hops,
        max_entities=max_entities,
        claims_per_tie=claims_per_tie,
        limit=limit,
        cursor=cursor,
        **filters,
    )
    return list_response(request, answer, SubgraphList)
