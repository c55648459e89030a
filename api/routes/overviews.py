"""`/v1/timeline`, `/v1/facets` and `/v1/dyad`: many claims at once."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.envelope import DyadList, Envelope, list_response
from api.parameters import ClaimOrder, Cursor, GivenFilters, Graph, Limit, filters_for, one_of, several
from api.strict import StrictRoute
from kgraph.answers.overviews import FacetCount, TimelineItem
from kgraph.queries.claims import DEFAULT_ORDER
from kgraph.queries.parameters import DEFAULT_LIMIT
from kgraph.queries.timeline import DEFAULT_ORDER as OLDEST
from kgraph.queries.timeline import ORDERS as TIMES
from kgraph.stores import FACETS

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Overviews"])
TimeOrder = Annotated[
    str, one_of(TIMES, "`oldest` or `newest` first, by the first day that the date can mean, then by its last.")
]
Undated = Annotated[
    str | None,
    Query(
        description="List the claims without a date instead: those that `undated_excluded` counts.",
        json_schema_extra={"type": "boolean"},
    ),
]
By = Annotated[str, one_of(FACETS, "What to count by.")]
Countries = Annotated[
    list[str],
    Query(
        description="Given exactly twice: an ISO 3166-1 code, or an id or a name of a country.",
        examples=[["KZ", "CN"]],
        json_schema_extra={**several(2), "minItems": 2},
    ),
]


@router.get("/timeline", response_model=Envelope[TimelineItem], summary="List dated claims in order of time")
def list_timeline(
    request: Request,
    kg: Graph,
    filters: Annotated[GivenFilters, Depends(filters_for("claims"))],
    order: TimeOrder = OLDEST,
    undated: Undated = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """Events and other dated claims in order of time, each date as uncertain as the text has it.

    `earliest` and `latest` are the days that a date can mean; nothing is made up in between. Claims without a date
    stand apart: `undated_excluded` counts those that pass all filters but `date`, and `undated=true` lists them, by id.
    """
    return list_response(
        request,
        kg.timeline(order=order, undated=False if undated is None else undated, limit=limit, cursor=cursor, **filters),
    )


@router.get("/facets", response_model=Envelope[FacetCount], summary="Count claims")
def list_facets(
    request: Request,
    kg: Graph,
    by: By,
    filters: Annotated[GivenFilters, Depends(filters_for("claims"))],
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """How many claims there are by outlet, month, type, predicate, topic, status, speaker or country.

    Those that pass the filters are counted. Most first, then by value; a claim with several values counts under
    each, one with none under `null`, at the end.
    Months come in order of time: a date counts under its month, marks of doubt kept (`2023?-09`); a year, an interval
    or a set over several months under itself, since no month is known. Where `date` asks for a range with both ends,
    months without claims are listed too.
    """
    return list_response(request, kg.facets(by, limit=limit, cursor=cursor, **filters))


@router.get("/dyad", response_model=DyadList, summary="Put two countries side by side")
def compare_countries(
    request: Request,
    kg: Graph,
    of: Countries,
    filters: Annotated[GivenFilters, Depends(filters_for("claims"))],
    order: ClaimOrder = DEFAULT_ORDER,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """The claims that join an entity of one country to another entity of the other, whatever their polarity.

    Claims about something that belongs to both, such as the worth of an agreement, are among them. Actors,
    organisations and projects are rolled up by their `countries`. `sides` tells who is in it on either side,
    `topics` and `months` what it is about and when; these count all claims that pass, `items` lists them with their
    evidence.
    """
    answer = kg.dyad(of, order=order, limit=limit, cursor=cursor, **filters)
    return list_response(request, answer, DyadList)
