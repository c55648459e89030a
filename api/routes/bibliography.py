"""`/v1/bibliography`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.downloads import stream_response
from api.negotiation import answers_in, choose_form
from api.parameters import GivenFilters, Graph, Ids, MaxHops, filters_for, one_of
from api.routes.paths import Avoid, K, PathOrder, Via
from api.strict import StrictRoute
from kgraph.citations import STYLES
from kgraph.queries.path_order import DEFAULT_ORDER
from kgraph.queries.paths import DEFAULT_K, DEFAULT_MAX_HOPS
from kgraph.queries.schemas import NAME_SCHEMA

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Publishing"])
_FORMS = {style.name: style.media_type for style in STYLES.values()}
StyleName = Annotated[
    str | None,
    one_of(_FORMS, "The style; without it, what the Accept header asks for, else `text`."),
]
From = Annotated[
    str | None,
    Query(
        alias="from",
        description="With `to`: the sources of paths, and where they start. An id or a name.",
        examples=["Bolat Nazarbayev"],
        json_schema_extra=NAME_SCHEMA,
    ),
]
To = Annotated[
    str | None,
    Query(description="Where they end: an id or a name.", examples=["China"], json_schema_extra=NAME_SCHEMA),
]
_CONTENT: dict[int | str, dict[str, Any]] = {
    # The first is what docs pages ask for, whatever style is chosen beside it.
    200: {"content": {each: {"schema": {"type": "string"}} for each in ("*/*", *_FORMS.values())}}
}


@router.get("/bibliography", summary="Cite what claims rest on", response_class=Response, responses=_CONTENT)
@answers_in("style", _FORMS)
def get_bibliography(
    request: Request,
    kg: Graph,
    filters: Annotated[GivenFilters, Depends(filters_for("claims"))],
    style: StyleName = None,
    id: Ids = None,
    from_: From = None,
    to: To = None,
    max_hops: MaxHops = DEFAULT_MAX_HOPS,
    k: K = DEFAULT_K,
    avoid: Avoid = None,
    via: Via = None,
    order: PathOrder = DEFAULT_ORDER,
) -> Response:
    """The sources that claims were read in, and those which their passages cite, as a bibliography.

    Of the claims that pass the filters; or, with `from` and `to`, of all claims on the hops of the paths that
    `/v1/paths` answers with: then the filters are those of paths. For people `text`, which is `chicago` (notes and
    bibliography), and `gost` (GOST R 7.0.5-2008); for programs `csl-json`, `bibtex` and `ris`. In the order of the ids
    of the sources, which are the keys; never cut by a page limit.

    Nothing is made up: a date is as fine as it is known, an inferred year bears its mark in every style (`[2023?]`),
    a missing one is `n.d.`, and a source that was only seen as a citation says which text cites it. When no claim is
    found, the bibliography is empty; `text`, `chicago` and `gost` then say why in their only line.
    """
    # The defaults of a search for paths are no question about paths.
    asked = request.query_params
    found = kg.bibliography(
        choose_form(request, style),
        id=id or (),
        from_=from_,
        to=to,
        max_hops=max_hops if "max_hops" in asked else None,
        k=k if "k" in asked else None,
        avoid=avoid or (),
        via=via or (),
        order=order if "order" in asked else None,
        **filters,
    )
    summary = {name: getattr(found, name) for name in ("entry_count", "undated_excluded", "truncated_by", "empty")}
    response = stream_response(
        found.iter_chunks(),
        found.style.media_type,
        found.file_name,
        found.dataset_version,
        summary={**summary, "parameters": found.query.parameters, "names": found.query.names},
        disposition="inline",
    )
    if found.truncated_by == "time":
        # The clock cut it: the same question may be answered otherwise next time.
        response.headers["Cache-Control"] = "no-store"
    return response
