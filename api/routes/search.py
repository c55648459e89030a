"""`/v1/search`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.envelope import Envelope, list_response
from api.parameters import NAME_SCHEMA, Cursor, GivenFilters, Graph, Limit, filters_for
from api.strict import StrictRoute
from kgraph.queries.answers import EntityHit
from kgraph.queries.parameters import DEFAULT_LIMIT

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Entities"])


@router.get("/search", response_model=Envelope[EntityHit], summary="Find entities by name")
def search(
    request: Request,
    kg: Graph,
    q: Annotated[
        str,
        Query(
            description="A name, or part of one, in any script; typos are forgiven.",
            examples=["Tokaev"],
            json_schema_extra=NAME_SCHEMA,
        ),
    ],
    filters: Annotated[GivenFilters, Depends(filters_for("entities"))],
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """Who or what is meant by a name: the entities that bear it, or one like it, best match first.

    A match is, in this order, `exact`, `normalised` (case, accents, hyphens or spaces differ),
    `transliteration`, `prefix`, `words` (all typed words occur, in any order) or `typo`. Each hit says which
    of the entity's names matched, in which language, and how.
    """
    return list_response(request, kg.search(q, limit=limit, cursor=cursor, **filters))  # type: ignore[arg-type]
