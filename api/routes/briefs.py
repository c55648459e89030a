"""`/v1/brief`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.downloads import file_response
from api.negotiation import answers_in, choose_form
from api.parameters import GivenFilters, Graph, MaxHops, filters_for, one_of, several, whole_number
from api.routes.paths import Avoid, Via
from api.strict import StrictRoute
from kgraph.briefs import FORMS, Brief, get_form, name_file
from kgraph.briefs.question import DEFAULT_CLAIMS, DEFAULT_PATHS, MAX_ABOUT, MAX_CLAIMS, MAX_PATHS
from kgraph.queries.paths import DEFAULT_MAX_HOPS
from kgraph.queries.schemas import NAME_SCHEMA

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Publishing"])
_FORMS = {form.name: form.media_type for form in FORMS.values()}
_TEXTS = [form.media_type.partition(";")[0] for form in FORMS.values() if form.name != "json"]
Format = Annotated[
    str | None,
    one_of(_FORMS, "The form; without it, what the Accept header asks for, else `markdown`."),
]
About = Annotated[
    list[str] | None,
    Query(
        description="What it is about: one entity, or two whose claims name both. Ids or names.",
        examples=[["Bolat Nazarbayev"]],
        json_schema_extra=several(MAX_ABOUT),
    ),
]
From = Annotated[
    str | None,
    Query(
        alias="from",
        description="With `to`, and in place of `about`: a brief on paths, and where they start. An id or a name.",
        json_schema_extra=NAME_SCHEMA,
    ),
]
To = Annotated[str | None, Query(description="Where they end: an id or a name.", json_schema_extra=NAME_SCHEMA)]
K = Annotated[
    int,
    Query(ge=1, le=MAX_PATHS, description="With `from` and `to`: the most paths."),
    whole_number("k", 1, MAX_PATHS),
]
ClaimsShown = Annotated[
    int,
    Query(ge=1, le=MAX_CLAIMS, description="The most claims to show in each section; of paths, with each hop."),
    whole_number("limit", 1, MAX_CLAIMS),
]
_CONTENT: dict[int | str, dict[str, Any]] = {
    # The first is what docs pages ask for, whatever form is chosen beside it.
    200: {"model": Brief, "content": {each: {"schema": {"type": "string"}} for each in ("*/*", *_TEXTS)}}
}


@router.get("/brief", summary="Write a footnoted note", response_class=Response, responses=_CONTENT)
@answers_in("format", _FORMS)
def get_brief(
    request: Request,
    kg: Graph,
    filters: Annotated[GivenFilters, Depends(filters_for("claims", leave_out=("about",)))],
    format: Format = None,
    about: About = None,
    from_: From = None,
    to: To = None,
    max_hops: MaxHops = DEFAULT_MAX_HOPS,
    k: K = DEFAULT_PATHS,
    avoid: Avoid = None,
    via: Via = None,
    limit: ClaimsShown = DEFAULT_CLAIMS,
) -> Response:
    """A note on an entity, on two, or on what connects them, that can be put before a reader as it is.

    `about` once: the claims that name the entity. Twice: those that name both. `from` and `to` in its place: the best
    paths, hop by hop, each with its weakest hop; the filters are then those of paths. In Markdown with footnotes, as a
    page of HTML to be printed, or as JSON.

    Each claim stands in exactly one section, with what qualifies it: what is affirmed; planned, promised or announced;
    said with reserve or disputed; said not to be so; taken for granted; and what the sources do not say. Each has a
    footnote for every passage that it was read in. A timeline, a bibliography, the version of the dataset and the
    question, to be asked again, follow. No prose is made up: there are statements, fixed phrases and counts. What
    `limit` leaves out is counted. Where there is no claim, the brief says why.
    """
    form = get_form(choose_form(request, format))
    # The defaults of a search for paths are no question about paths.
    asked = request.query_params
    brief = kg.brief(
        about or (),
        from_=from_,
        to=to,
        max_hops=max_hops if "max_hops" in asked else None,
        k=k if "k" in asked else None,
        avoid=avoid or (),
        via=via or (),
        limit=limit,
        **filters,
    )
    response = file_response(form.render(brief), form.media_type, name_file(brief, form), brief.dataset_version)
    if brief.truncated_by == "time":
        # The clock cut it: the same question may be answered otherwise next time.
        response.headers["Cache-Control"] = "no-store"
    return response
