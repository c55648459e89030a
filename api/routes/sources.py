"""`/v1/sources` and the claims that rest on one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.envelope import Envelope, list_response, record_response
from api.parameters import ClaimOrder, Cursor, GivenFilters, Graph, Limit, MaxHops, filters_for, several
from api.redirects import redirect_merged
from api.strict import StrictRoute
from kgraph.answers.overviews import Impact
from kgraph.answers.views import ClaimView, SourceView
from kgraph.queries.claims import DEFAULT_ORDER
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_VALUES
from kgraph.queries.paths import DEFAULT_MAX_HOPS
from kgraph.queries.schemas import NAME_SCHEMA

router = APIRouter(prefix="/v1/sources", route_class=StrictRoute, tags=["Sources"])
SourceId = Annotated[str, Path(description="The id of a source.", examples=["rbc-july-28"])]
PathFrom = Annotated[
    str | None,
    Query(
        alias="from", description="One end of a path: an id or a name. Goes with `to`.", json_schema_extra=NAME_SCHEMA
    ),
]
PathTo = Annotated[
    str | None,
    Query(description="The other end of the path: an id or a name. Goes with `from`.", json_schema_extra=NAME_SCHEMA),
]
Outlets = Annotated[
    list[str] | None,
    Query(
        max_length=MAX_VALUES,
        description="Only sources of these outlets: ids or names.",
        json_schema_extra=several(),
    ),
]


@router.get("", response_model=Envelope[SourceView], summary="List sources")
def list_sources(
    request: Request, kg: Graph, outlet: Outlets = None, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Response:
    """What the claims were read in, and what these passages cite, in the order of ids.

    A year that is not printed is marked: `2023?-05-19` is inferred, `XXXX-01-06` is left open.
    """
    return list_response(request, kg.sources(outlet=outlet or (), limit=limit, cursor=cursor))


@router.get("/{id}", response_model=SourceView, summary="Show one source")
def get_source(request: Request, kg: Graph, id: SourceId) -> Response:
    """One source: its outlet, its date and how the year was inferred, and how many claims rest on it."""
    source = kg.source(id)
    return redirect_merged(request, kg, "sources", id, source.id) or record_response(source, kg.version)


@router.get("/{id}/claims", response_model=Envelope[ClaimView], summary="List the claims that rest on a source")
def list_claims_of_source(
    request: Request,
    kg: Graph,
    id: SourceId,
    filters: Annotated[GivenFilters, Depends(filters_for("claims", leave_out=("source",)))],
    order: ClaimOrder = DEFAULT_ORDER,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """The claims that were read in the source, or in a passage that cites it."""
    redirect = redirect_merged(request, kg, "sources", id, kg.source(id).id, "/claims")
    return redirect or list_response(request, kg.source_claims(id, order=order, limit=limit, cursor=cursor, **filters))


@router.get("/{id}/impact", response_model=Impact, summary="Say what falls if a source is wrong")
def measure_impact(
    request: Request,
    kg: Graph,
    id: SourceId,
    from_: PathFrom = None,
    to: PathTo = None,
    max_hops: MaxHops = DEFAULT_MAX_HOPS,
    limit: Limit = DEFAULT_LIMIT,
) -> Response:
    """The claims, ties and entities that rest on this source alone, and the claims that stand without it.

    Of a cited source: the claims left without evidence once its citations are removed; of a carrying source: those
    read in no other. With `from` and `to`: whether their shortest path changes. Counts are whole; lists are cut at
    `limit`. Any query asks the same with `exclude_source`, or for all of an outlet's items with `exclude_outlet`.
    """
    redirect = redirect_merged(request, kg, "sources", id, kg.source(id).id, "/impact")
    return redirect or record_response(kg.impact(id, from_=from_, to=to, max_hops=max_hops, limit=limit), kg.version)
