"""`/v1/reconcile`: the Reconciliation Service API 0.2, for OpenRefine and whatever else speaks it."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, RootModel

from api.body import FORM_MEDIA_TYPE, parse_json, read_form_body, refuse_body
from api.downloads import file_response
from api.envelope import json_response
from api.manifest import Manifest, build_base, build_manifest, build_view_url
from api.negotiation import answers_in, choose_form
from api.parameters import GivenFilters, Graph, Limit, filters_for, whole_number
from api.problems import BadRequest
from api.strict import StrictRoute
from kgraph import KnowledgeGraph
from kgraph.errors import QueryError
from kgraph.names import MAX_NAME_LENGTH
from kgraph.queries.parameters import MAX_LIMIT
from kgraph.queries.schemas import NAME_SCHEMA
from kgraph.reconciliation import (
    Extension,
    PropertyProposal,
    PropertySuggestions,
    ReconciliationResults,
    Suggestions,
    TypeSuggestions,
    extend,
    propose_properties,
    reconcile,
    render_preview,
    suggest_entities,
    suggest_properties,
    suggest_types,
)

router = APIRouter(prefix="/v1/reconcile", route_class=StrictRoute, tags=["Reconciliation"])
# Each takes the JSON that a parameter, or a field of a form, of this name holds.
_QUESTIONS: dict[str, Callable[[KnowledgeGraph, Any], BaseModel]] = {"queries": reconcile, "extend": extend}
_MEANINGS = {
    "queries": "A batch of reconciliation queries, as JSON: 1 to 500 by keys of your own.",
    "extend": "A data extension query, as JSON: `ids` of entities and `properties`.",
}
# What docs pages fill the fields in with: they would send both, and each with the word "string".
_FILLED_IN: dict[str, dict[str, Any]] = {
    "queries": {"examples": ['{"row 1": {"query": "A name"}}']},
    "extend": {"default": ""},
}
_FORM = {
    "required": True,
    "content": {
        FORM_MEDIA_TYPE: {
            "schema": {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "properties": {
                    name: {"type": "string", "format": "json", "description": meaning, **_FILLED_IN[name]}
                    for name, meaning in _MEANINGS.items()
                },
            }
        }
    },
}
_PREVIEW_TYPE = "text/html"
_PREVIEW: dict[int | str, dict[str, Any]] = {
    200: {"content": {each: {"schema": {"type": "string"}} for each in ("*/*", _PREVIEW_TYPE)}}
}


def _json_in_text(name: str) -> Any:
    # Of what has a contentMediaType, docs pages would make a file to be chosen.
    return Query(description=_MEANINGS[name], json_schema_extra={"format": "json"})


# What the input fields of OpenRefine send to every service, from the days of Freebase; it changes nothing.
_ignored = Query(include_in_schema=False)


def take_ignored(
    filter: Annotated[list[str] | None, _ignored] = None,
    spell: Annotated[str | None, _ignored] = None,
    exact: Annotated[str | None, _ignored] = None,
    lang: Annotated[str | None, _ignored] = None,
    scoring: Annotated[str | None, _ignored] = None,
    key: Annotated[str | None, _ignored] = None,
    prefixed: Annotated[str | None, _ignored] = None,
    stemmed: Annotated[str | None, _ignored] = None,
    type_strict: Annotated[str | None, _ignored] = None,
) -> None:
    """Take what OpenRefine sends along, so that it is no unknown parameter."""


class ReconciliationAnswer(RootModel[Manifest | ReconciliationResults | Extension]):
    """The manifest; or, where something was asked, candidates by the keys of queries, or the rows of an extension."""


Ignored = Depends(take_ignored)
Prefix = Annotated[
    str | None,
    Query(
        description="The beginning of its name or id, or of a later word of them; without it, all.",
        json_schema_extra={"maxLength": MAX_NAME_LENGTH},
    ),
]
Skip = Annotated[
    int,
    Query(alias="cursor", ge=0, le=MAX_LIMIT, description="How many suggestions to skip."),
    whole_number("cursor", 0, MAX_LIMIT),
]
OfType = Annotated[
    str | None,
    Query(
        description="Only those that entities of this type can have; without it, or empty, all.",
        json_schema_extra={"maxLength": MAX_NAME_LENGTH},
    ),
]


@router.get("", response_model=ReconciliationAnswer, summary="Describe the reconciliation service, or ask it")
def get_reconciliation(
    request: Request,
    kg: Graph,
    queries: Annotated[str | None, _json_in_text("queries")] = None,
    extend: Annotated[str | None, _json_in_text("extend")] = None,
) -> Response:
    """The manifest of the service, for OpenRefine: its address is what is added there.

    With `queries` or `extend` it answers as it does when they are sent as a form, as far as a URL is long enough.
    Pages of every origin may call this path and those below it, as the specification wants it.
    """
    given = {name: text for name, text in (("queries", queries), ("extend", extend)) if text is not None}
    headers = {"Dataset-Version": kg.version}
    if not given:
        return json_response(build_manifest(request, kg), headers)
    if len(given) > 1:
        raise BadRequest("invalid-parameter", "Either queries or extend is given, and not both.", parameter="extend")
    ((name, text),) = given.items()
    try:
        value = parse_json(text, name)
    except BadRequest as error:
        raise BadRequest(
            "invalid-parameter", str(error), parameter=error.parameter or name, value=error.value
        ) from error
    return json_response(_QUESTIONS[name](kg, value), headers)


@router.post(
    "",
    response_model=ReconciliationAnswer,
    summary="Reconcile names, or extend a table",
    openapi_extra={"requestBody": _FORM},
)
def post_reconciliation(kg: Graph, form: Annotated[dict[str, str], Depends(read_form_body)]) -> Response:
    """Candidates for the cells of a table (`queries`), or values for its rows (`extend`); one of the two.

    A candidate has `match` only where the whole name or id is certainly that of this one entity, its type is asked for
    and every given property agrees: a name that several bear matches none, nor does a misspelt one, nor, where no type
    is given, one that merely stands for it or describes it, as a capital for its government. A `score` is 100 at most.

    Values that claims give are links only where nothing qualifies the claim; what is planned, hedged, taken for
    granted, disputed, said by others or limited is text with its marks, what is negated is no value. The property
    `ID#evidence` has the claims behind the property `ID`, in the same order. A field that is empty is ignored.
    """
    for name in form:
        if name not in _QUESTIONS:
            raise refuse_body(f"There is no field {name!r} here.", f"/{name}", name, _QUESTIONS)
    # A form in a page sends the fields that were left empty as well.
    filled = {name: text for name, text in form.items() if text}
    if len(filled) != 1:
        raise refuse_body("The form has either queries or extend.", value=", ".join(filled))
    ((name, text),) = filled.items()
    value = parse_json(text, name)
    try:
        answer = _QUESTIONS[name](kg, value)
    except QueryError as error:
        raise refuse_body(str(error), error.parameter, error.value, error.suggestions) from error
    return json_response(answer, {"Dataset-Version": kg.version, "Cache-Control": "no-store"})


@router.get(
    "/suggest/entity", response_model=Suggestions, summary="Complete the name of an entity", dependencies=[Ignored]
)
def suggest_entity(
    kg: Graph,
    prefix: Annotated[
        str | None,
        Query(
            description="The beginning of a name, or of a later word of one, in any script; or an id. Without it, all.",
            examples=["Naz"],
            json_schema_extra={"maxLength": MAX_NAME_LENGTH},
        ),
    ] = None,
    *,
    filters: Annotated[GivenFilters, Depends(filters_for("entities"))],
    skip: Skip = 0,
) -> Response:
    """The entities that somebody who is still typing may mean, best match first, 20 at a time; no typos.

    Where nothing was typed, all of them by id.
    """
    return _answer(kg, suggest_entities(kg, prefix or "", type=filters["type"] or (), skip=skip))


@router.get(
    "/suggest/type", response_model=TypeSuggestions, summary="Complete the name of a type", dependencies=[Ignored]
)
def suggest_type(kg: Graph, prefix: Prefix = None, skip: Skip = 0) -> Response:
    """The types of entities that somebody who is still typing may mean, by id, 20 at a time."""
    return _answer(kg, suggest_types(kg, prefix or "", skip=skip))


@router.get(
    "/suggest/property",
    response_model=PropertySuggestions,
    summary="Complete the name of a property",
    dependencies=[Ignored],
)
def suggest_property(kg: Graph, prefix: Prefix = None, type: OfType = None, skip: Skip = 0) -> Response:
    """The properties that somebody who is still typing may mean, 20 at a time: of every entity, then of claims."""
    return _answer(kg, suggest_properties(kg, prefix or "", type=type or "", skip=skip))


@router.get("/properties", response_model=PropertyProposal, summary="List the properties of a type")
def list_properties(kg: Graph, type: OfType = None, limit: Limit = MAX_LIMIT) -> Response:
    """What a table of entities of a type can be extended by: what every entity has, then what claims say of it."""
    return _answer(kg, propose_properties(kg, type=type or "", limit=limit))


@router.get("/preview", summary="Show an entity at a glance", response_class=Response, responses=_PREVIEW)
@answers_in("format", {"html": _PREVIEW_TYPE})
def preview_entity(
    request: Request,
    kg: Graph,
    entity: Annotated[
        str, Query(description="Its id or a name.", examples=["bolat-nazarbayev"], json_schema_extra=NAME_SCHEMA)
    ],
) -> Response:
    """A small page to be shown beside a table: names, the first claims that name it with their evidence, what it is."""
    choose_form(request, None)
    id_ = kg.entity(entity).id
    content = render_preview(kg, id_, build_view_url(build_base(request), id_))
    name = f"{kg.dataset().id[:60]}-{id_[:60]}-{kg.version[:8]}.html".replace(":", "-").replace("_", "-")
    response = file_response(content, _PREVIEW_TYPE, name, kg.version)
    # It is shown within pages of others: nothing runs in it, and it loads nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def _answer(kg: KnowledgeGraph, answer: BaseModel) -> Response:
    return json_response(answer, {"Dataset-Version": kg.version})
