"""`/v1/search`, `/v1/autocomplete` and `/v1/lookup`: from a name to the entity."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.body import read_json_body, refuse_body, take_texts
from api.envelope import Envelope, json_response, list_response
from api.negotiation import JSON_MEDIA_TYPE
from api.parameters import Cursor, GivenFilters, Graph, Limit, filters_for
from api.strict import StrictRoute
from kgraph.answers.views import EntityHit, Lookup
from kgraph.errors import InvalidParameter
from kgraph.queries.lookup import MAX_KEY_LENGTH, MAX_QUERIES
from kgraph.queries.parameters import DEFAULT_LIMIT
from kgraph.queries.schemas import NAME_SCHEMA
from kgraph.queries.search import DEFAULT_COMPLETIONS

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Entities"])
# The body is read by hand (`api.body`), so it is described by hand, too.
_LOOKUP_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["queries"],
    "additionalProperties": False,
    "properties": {
        "queries": {
            "description": "Ids or names, by keys of your own.",
            "type": "object",
            "minProperties": 1,
            "maxProperties": MAX_QUERIES,
            "propertyNames": {"maxLength": MAX_KEY_LENGTH},
            "additionalProperties": {"type": "string", **NAME_SCHEMA},
        }
    },
}
_LOOKUP_BODY = {"required": True, "content": {JSON_MEDIA_TYPE: {"schema": _LOOKUP_SCHEMA}}}


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
    return list_response(request, kg.search(q, limit=limit, cursor=cursor, **filters))


@router.get("/autocomplete", response_model=Envelope[EntityHit], summary="Complete the beginning of a name")
def autocomplete(
    request: Request,
    kg: Graph,
    prefix: Annotated[
        str,
        Query(
            description="The beginning of a name, or of a later word of one, in any script.",
            examples=["Naz"],
            json_schema_extra=NAME_SCHEMA,
        ),
    ],
    filters: Annotated[GivenFilters, Depends(filters_for("entities"))],
    limit: Limit = DEFAULT_COMPLETIONS,
    cursor: Cursor = None,
) -> Response:
    """What somebody who is still typing may mean: the entities with a name that begins so, best match first.

    Matches are `exact`, `normalised`, `transliteration` or `prefix`, as in a search. Typos are not forgiven: what is
    offered holds what was typed.
    """
    return list_response(request, kg.autocomplete(prefix, limit=limit, cursor=cursor, **filters))


@router.post(
    "/lookup", response_model=Lookup, summary="Look up many names at once", openapi_extra={"requestBody": _LOOKUP_BODY}
)
def lookup(kg: Graph, body: Annotated[Any, Depends(read_json_body)]) -> Response:
    """What each of 1 to 500 names certainly means: `found`, `ambiguous` with the candidates, or `unknown`.

    The results come under your own keys, in your order. An id is as good as a name, and wins over one. Case, accents,
    hyphens, spaces and the usual transliterations do not matter; typos are not guessed at: what a search would find
    is suggested, and never taken for the answer. A body may have 1,000,000 bytes.
    """
    try:
        answer = kg.lookup(take_texts(body, "queries"))
    except InvalidParameter as error:
        raise refuse_body(str(error), error.parameter, error.value) from error
    return json_response(answer, {"Dataset-Version": kg.version, "Cache-Control": "no-store"})
