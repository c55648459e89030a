"""`/v1/entities` and what hangs on one entity."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.envelope import Envelope, list_response, record_response
from api.parameters import (
    ClaimOrder,
    Cursor,
    EntityName,
    GivenFilters,
    Graph,
    Limit,
    filters_for,
    several,
    whole_number,
)
from api.redirects import redirect_entity
from api.routes.overviews import TimeOrder, Undated
from api.strict import StrictRoute
from kgraph.answers.overviews import TimelineItem
from kgraph.answers.views import ClaimView, EntityView, Neighbour
from kgraph.queries.claims import DEFAULT_ORDER
from kgraph.queries.neighbours import DEFAULT_CLAIMS_PER_NEIGHBOUR
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT, MAX_VALUES
from kgraph.queries.timeline import DEFAULT_ORDER as OLDEST

router = APIRouter(prefix="/v1/entities", route_class=StrictRoute, tags=["Entities"])
Ids = Annotated[
    list[str] | None,
    Query(max_length=MAX_VALUES, description="Only the entities with these ids.", json_schema_extra=several()),
]


@router.get("", response_model=Envelope[EntityView], summary="List entities")
def list_entities(
    request: Request,
    kg: Graph,
    filters: Annotated[GivenFilters, Depends(filters_for("entities"))],
    id: Ids = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """All entities, or those of some types or with some ids, in the order of their ids.

    Each comes with its names in every language and with how much the dataset says of it.
    """
    return list_response(request, kg.entities(id=id or (), limit=limit, cursor=cursor, **filters))


@router.get("/{entity}", response_model=EntityView, summary="Show one entity")
def get_entity(request: Request, kg: Graph, entity: EntityName) -> Response:
    """One entity with its names, its description and how much the dataset says of it."""
    return redirect_entity(request, kg, entity) or record_response(kg.entity(entity), kg.version)


@router.get("/{entity}/neighbours", response_model=Envelope[Neighbour], summary="List who is tied to an entity")
def list_neighbours(
    request: Request,
    kg: Graph,
    entity: EntityName,
    filters: Annotated[GivenFilters, Depends(filters_for("neighbours"))],
    claims_per_neighbour: Annotated[
        int,
        Query(ge=0, le=MAX_LIMIT, description="The most claims to show with each neighbour."),
        whole_number("claims_per_neighbour", 0, MAX_LIMIT),
    ] = DEFAULT_CLAIMS_PER_NEIGHBOUR,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """The entities that affirmed claims tie to this one, each with these claims and their evidence.

    Those tied by the most claims come first, then in the order of ids. `claims_url` lists all claims of a tie.
    """
    redirect = redirect_entity(request, kg, entity, "/neighbours")
    return redirect or list_response(
        request,
        kg.neighbours(entity, limit=limit, cursor=cursor, claims_per_neighbour=claims_per_neighbour, **filters),
    )


@router.get("/{entity}/claims", response_model=Envelope[ClaimView], summary="List the claims about an entity")
def list_claims_about(
    request: Request,
    kg: Graph,
    entity: EntityName,
    filters: Annotated[GivenFilters, Depends(filters_for("claims", leave_out=("about",)))],
    order: ClaimOrder = DEFAULT_ORDER,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """Every claim that names the entity as its subject, its object or in a qualifier.

    What is negated or unclear is listed too, and says so in `polarity`.
    """
    redirect = redirect_entity(request, kg, entity, "/claims")
    return redirect or list_response(
        request, kg.claims(about=entity, order=order, limit=limit, cursor=cursor, **filters)
    )


@router.get("/{entity}/timeline", response_model=Envelope[TimelineItem], summary="List an entity's dated claims")
def list_timeline_about(
    request: Request,
    kg: Graph,
    entity: EntityName,
    filters: Annotated[GivenFilters, Depends(filters_for("claims", leave_out=("about",)))],
    order: TimeOrder = OLDEST,
    undated: Undated = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """The dated claims that name the entity, in order of time; see `/v1/timeline`."""
    redirect = redirect_entity(request, kg, entity, "/timeline")
    return redirect or list_response(
        request,
        kg.timeline(
            about=entity,
            order=order,
            undated=False if undated is None else undated,
            limit=limit,
            cursor=cursor,
            **filters,
        ),
    )
