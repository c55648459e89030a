"""The parameters that routes share. The filters come from `kgraph.filters`, their one definition."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request
from pydantic import BeforeValidator

from kgraph import KnowledgeGraph
from kgraph.filters import Filters, FilterSpec, Scope, filter_specs
from kgraph.queries.claims import ORDERS
from kgraph.queries.emptiness import MAX_HOPS
from kgraph.queries.parameters import MAX_LIMIT, MAX_VALUES, parse_number, parse_truth
from kgraph.queries.schemas import NAME_SCHEMA, get_value_schema

GivenFilters = dict[str, Any]


def get_knowledge_graph(request: Request) -> KnowledgeGraph:
    """Return the graph that the application serves."""
    graph: KnowledgeGraph = request.app.state.knowledge_graph
    return graph


Graph = Annotated[KnowledgeGraph, Depends(get_knowledge_graph)]


def whole_number(parameter: str, least: int, most: int) -> BeforeValidator:
    """Return a check for plain figures within bounds; pydantic alone would take `5.0` and `5_0` for numbers.

    It goes behind `Query`: before it, the bounds would be missing in the OpenAPI document.
    """
    return BeforeValidator(lambda given: parse_number(parameter, given, least, most))


def whether(parameter: str) -> BeforeValidator:
    """Return a check for `true` and `false`; pydantic alone would take `yes` and `1` too. It goes behind `Query`."""
    return BeforeValidator(lambda given: None if given is None else parse_truth(parameter, given))


def one_of(words: Iterable[str], description: str) -> Any:
    """Return a query parameter that takes one word of a closed list; the query refuses all others."""
    known = list(words)
    return Query(description=description, examples=known[:1], json_schema_extra={"enum": known})


def several(most: int = MAX_VALUES) -> dict[str, Any]:
    """Return the JSON schema of a parameter that takes ids or names, at most so many."""
    return {"items": {"type": "string", **NAME_SCHEMA}, "maxItems": most}


Limit = Annotated[
    int,
    Query(ge=1, le=MAX_LIMIT, description="The most items to return."),
    whole_number("limit", 1, MAX_LIMIT),
]
MaxHops = Annotated[
    int,
    Query(ge=1, le=MAX_HOPS, description="The most ties to cross."),
    whole_number("max_hops", 1, MAX_HOPS),
]
Ids = Annotated[
    list[str] | None,
    Query(max_length=MAX_VALUES, description="Only the claims with these ids.", json_schema_extra=several()),
]
Cursor = Annotated[
    str | None,
    Query(description="Where to read on: the cursor in the `next` of the answer before, with the same parameters."),
]
ClaimOrder = Annotated[
    str,
    one_of(
        ORDERS,
        "`id`, which is the order of the text; `newest` or `oldest` first, by the first day that the date can mean, "
        "undated ones last; or `evidence`, more outlets first.",
    ),
]
EntityName = Annotated[
    str,
    Path(
        description="An id, or a name in any stored script. A name is answered with a redirect to the id; an "
        "ambiguous one with 409 and the candidates.",
        examples=["bolat-nazarbayev"],
        json_schema_extra=NAME_SCHEMA,
    ),
]


def filters_for(scope: Scope, *, leave_out: tuple[str, ...] = ()) -> Callable[..., GivenFilters]:
    """Return a dependency that collects the filters which queries of a scope take, as text.

    What the text means is for the query to say: `kgraph.queries.parameters` is the one parser.
    """

    def collect(**given: list[str] | str | None) -> GivenFilters:
        return given

    collect.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_annotate(name, spec))
            for name, spec in filter_specs(scope).items()
            if name not in leave_out
        ]
    )
    return collect


def _annotate(name: str, spec: FilterSpec) -> Any:
    description = Filters.model_fields[name].description
    if spec.repeatable:
        schema = {"items": get_value_schema(name), "maxItems": MAX_VALUES}
        if name == "between":
            schema |= {"minItems": 2, "maxItems": 2}
        return Annotated[
            list[str] | None, Query(max_length=MAX_VALUES, description=description, json_schema_extra=schema)
        ]
    return Annotated[str | None, Query(description=description, json_schema_extra=get_value_schema(name))]
