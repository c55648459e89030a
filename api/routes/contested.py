"""`/v1/contested`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.envelope import Envelope, list_response
from api.parameters import Cursor, GivenFilters, Graph, Limit, filters_for, whole_number
from api.strict import StrictRoute
from kgraph.answers.overviews import DisputeView
from kgraph.queries.contested import DEFAULT_CLAIMS_PER_SIDE
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Overviews"])
ClaimsPerSide = Annotated[
    int,
    Query(ge=0, le=MAX_LIMIT, description="The most claims to show on each side."),
    whole_number("claims_per_side", 0, MAX_LIMIT),
]


@router.get("/contested", response_model=Envelope[DisputeView], summary="List what disagrees")
def list_contested(
    request: Request,
    kg: Graph,
    filters: Annotated[GivenFilters, Depends(filters_for("claims"))],
    claims_per_side: ClaimsPerSide = DEFAULT_CLAIMS_PER_SIDE,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """Claims that contradict one another, side by side, each with its evidence and the reason.

    They share subject, predicate and measure, can hold at the same time, come from different speakers or
    publications, and one affirms what the other negates, or they give a predicate that can have one object only
    different ones, or they disagree whether it goes on, is over or is still to come. What somebody denies is listed
    too. What is said to be unclear is shown as `open`, never as a side; two years of a poll are no dispute.
    Nothing is ever withdrawn for it. An empty list can be the right answer. The filters pick disputes in which a
    claim of either side passes; each is shown whole.
    """
    return list_response(request, kg.contested(claims_per_side=claims_per_side, limit=limit, cursor=cursor, **filters))
