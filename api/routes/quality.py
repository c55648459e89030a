"""`/v1/quality`."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.envelope import record_response
from api.parameters import Graph, whole_number
from api.strict import StrictRoute
from kgraph.answers.quality import QualityView
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Dataset"])
ListedLimit = Annotated[
    int,
    Query(ge=1, le=MAX_LIMIT, description="The most ids, and the most values, that each part lists."),
    whole_number("limit", 1, MAX_LIMIT),
]


@router.get("/quality", response_model=QualityView, summary="Show where the dataset is weak")
def get_quality(kg: Graph, limit: ListedLimit = DEFAULT_LIMIT) -> Response:
    """What to mend in the dataset, and how far to trust it.

    Claims that rest on a single outlet, have no date, cite nothing or are merely presupposed; ties made of
    presupposed claims only; entities, sources and predicates that nothing uses; names that are missing in a
    language; and how the claims spread over outlets, topics and months. Counts are always of the whole
    dataset; `limit` bounds what is listed with them. Deprecated claims count nowhere.
    """
    return record_response(kg.quality(limit=limit), kg.version)
