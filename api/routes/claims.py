"""`/v1/claims` and what a claim rests on."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from api.envelope import Envelope, list_response, record_response
from api.parameters import ClaimOrder, Cursor, GivenFilters, Graph, Ids, Limit, filters_for
from api.redirects import redirect_merged
from api.strict import StrictRoute
from kgraph.answers.views import ClaimSource, ClaimView
from kgraph.queries.claims import DEFAULT_ORDER
from kgraph.queries.parameters import DEFAULT_LIMIT

router = APIRouter(prefix="/v1/claims", route_class=StrictRoute, tags=["Claims"])
ClaimId = Annotated[str, Path(description="The id of a claim.", examples=["p05s2c01"])]


@router.get("", response_model=Envelope[ClaimView], summary="List claims")
def list_claims(
    request: Request,
    kg: Graph,
    filters: Annotated[GivenFilters, Depends(filters_for("claims"))],
    id: Ids = None,
    order: ClaimOrder = DEFAULT_ORDER,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """The claims that pass the filters, each with its evidence.

    A repeated filter is OR, different filters are AND; `between` takes exactly two entities.
    """
    return list_response(request, kg.claims(id=id or (), order=order, limit=limit, cursor=cursor, **filters))


@router.get("/{id}", response_model=ClaimView, summary="Show one claim")
def get_claim(request: Request, kg: Graph, id: ClaimId) -> Response:
    """One claim: who says what, how surely, when it holds, where it was read, and what that passage cites."""
    claim = kg.claim(id)
    return redirect_merged(request, kg, "claims", id, claim.id) or record_response(claim, kg.version)


@router.get("/{id}/sources", response_model=Envelope[ClaimSource], summary="List what a claim rests on")
def list_claim_sources(
    request: Request, kg: Graph, id: ClaimId, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> Response:
    """The sources that the claim was read in, then those which these very passages cite, each in the order of ids.

    A claim whose passage cites nothing rests on its carrying source alone.
    """
    redirect = redirect_merged(request, kg, "claims", id, kg.claim(id).id, "/sources")
    return redirect or list_response(request, kg.claim_sources(id, limit=limit, cursor=cursor))
