"""`/v1/export`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.downloads import stream_response
from api.negotiation import answers_in, choose_form
from api.parameters import GivenFilters, Graph, Ids, filters_for, one_of, whether
from api.strict import StrictRoute
from kgraph.exports import FORMATS

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Publishing"])
_FORMS = {each.name: each.media_type for each in FORMATS}
Format = Annotated[
    str | None,
    one_of(_FORMS, "The format; without it, what the Accept header asks for, else `ndjson`."),
]
ClaimsAsNodes = Annotated[
    bool | None,
    Query(
        description="For `graphml`, `gexf`, `cytoscape` (false unless told) and `node-link` (true): whether claims and "
        "sources are nodes too, or claims the edges between entities."
    ),
    whether("claims_as_nodes"),
]
Bom = Annotated[
    bool | None,
    Query(description="For `csv`: whether tables begin with a byte order mark, as some spreadsheets want it."),
    whether("bom"),
]
_CONTENT: dict[int | str, dict[str, Any]] = {
    # The first is what docs pages ask for, whatever format is chosen beside it.
    200: {"content": {each: {"schema": {"type": "string", "format": "binary"}} for each in ("*/*", *_FORMS.values())}}
}


@router.get("/export", summary="Export claims for other tools", response_class=Response, responses=_CONTENT)
@answers_in("format", _FORMS)
def export_claims(
    request: Request,
    kg: Graph,
    filters: Annotated[GivenFilters, Depends(filters_for("claims"))],
    format: Format = None,
    id: Ids = None,
    claims_as_nodes: ClaimsAsNodes = None,
    bom: Bom = None,
) -> Response:
    """The whole dataset, or the claims that pass the filters, with their evidence, as a file of another tool.

    Never cut by a page limit: the file is written while it is sent, whatever its length, and a connection that
    breaks leaves a file that does not end as the format wants it. The name of the file says of which dataset and
    version it is, and whether of all of it. Without a filter it is the whole dataset; else `part`, with the entities
    and sources which these claims name. What each format keeps and loses is told in the documentation.
    """
    chosen = choose_form(request, format)
    export = kg.export(chosen, id=id or (), claims_as_nodes=claims_as_nodes, bom=bom, **filters)
    summary = {name: getattr(export, name) for name in ("claim_count", "left_out_count", "empty", "names")}
    return stream_response(export, export.media_type, export.file_name, export.dataset_version, summary=summary)
