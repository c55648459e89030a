"""`/v1/paths`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.envelope import Envelope, list_response
from api.parameters import GivenFilters, Graph, MaxHops, filters_for, one_of, several, whole_number
from api.strict import StrictRoute
from kgraph.answers.views import Path
from kgraph.queries.parameters import MAX_LIMIT
from kgraph.queries.path_order import DEFAULT_ORDER, ORDERS
from kgraph.queries.paths import DEFAULT_CLAIMS_PER_HOP, DEFAULT_K, DEFAULT_MAX_HOPS, MAX_K, MAX_STOPS
from kgraph.queries.schemas import NAME_SCHEMA

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Paths"])
From = Annotated[
    str,
    Query(
        alias="from",
        description="Where the path starts: an id or a name.",
        examples=["Bolat Nazarbayev"],
        json_schema_extra=NAME_SCHEMA,
    ),
]
To = Annotated[
    str,
    Query(description="Where it ends: an id or a name.", examples=["China"], json_schema_extra=NAME_SCHEMA),
]
K = Annotated[int, Query(ge=1, le=MAX_K, description="The most paths to return."), whole_number("k", 1, MAX_K)]
Avoid = Annotated[
    list[str] | None,
    Query(
        description="Entities that must not lie on the path: ids or names; the code of a country, such as RU, "
        "stands for all that belong to it.",
        json_schema_extra=several(MAX_STOPS),
    ),
]
Via = Annotated[
    list[str] | None,
    Query(
        description="Entities that must all lie on the path, in any order: ids or names; the code of a country, such "
        "as RU, stands for any one that belongs to it.",
        json_schema_extra=several(MAX_STOPS),
    ),
]
PathOrder = Annotated[
    str,
    one_of(
        ORDERS,
        "What is best: `hops`, the fewest; `support`, the most outlets on the weakest hop; `specific`, through "
        "entities that few others are tied to.",
    ),
]
ClaimsPerHop = Annotated[
    int,
    Query(ge=0, le=MAX_LIMIT, description="The most claims to show with each hop."),
    whole_number("claims_per_hop", 0, MAX_LIMIT),
]


@router.get("/paths", response_model=Envelope[Path], summary="Find what connects two entities")
def find_paths(
    request: Request,
    kg: Graph,
    from_: From,
    to: To,
    filters: Annotated[GivenFilters, Depends(filters_for("paths"))],
    max_hops: MaxHops = DEFAULT_MAX_HOPS,
    k: K = DEFAULT_K,
    avoid: Avoid = None,
    via: Via = None,
    order: PathOrder = DEFAULT_ORDER,
    claims_per_hop: ClaimsPerHop = DEFAULT_CLAIMS_PER_HOP,
) -> Response:
    """The best simple paths over ties, in either direction, every hop with its claims and their evidence.

    A tie is all affirmed claims between two entities that pass the filters. By `order=hops` paths come with fewer
    hops first, then with more outlets on their weakest hop, then with fewer hops that are hedged or not real yet,
    then in the order of ids; `order=support` puts the outlets before the hops, and `order=specific` the entities
    in between before both: paths through entities of few ties first. These two compare paths of all lengths up to
    `max_hops`.

    Each path says which hop is its weakest, how many outlets that one has, and which days its hops share, if any.
    When there is none, `empty` says why, and what would change it: an end that no claim ties to anything
    (`no_claims`), parts that nothing joins (`separate`), a path longer than `max_hops` (`too_long`), one that a
    filter cuts (`filtered`), or a search that was stopped (`limit`).
    """
    answer = kg.paths(
        from_,
        to,
        max_hops=max_hops,
        k=k,
        avoid=avoid or (),
        via=via or (),
        order=order,
        claims_per_hop=claims_per_hop,
        **filters,
    )
    return list_response(request, answer)
