"""`/v1/changes`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.envelope import Envelope, list_response
from api.parameters import Cursor, Limit
from api.strict import StrictRoute
from kgraph.answers.changes import CHANGE_TYPES, CHANGED_KINDS, Change
from kgraph.queries.earlier_versions import MIN_VERSION_FIGURES, VERSION_FIGURES, EarlierVersions
from kgraph.queries.parameters import DEFAULT_LIMIT

router = APIRouter(prefix="/v1", route_class=StrictRoute, tags=["Dataset"])


def get_earlier_versions(request: Request) -> EarlierVersions:
    """Return the versions that the application knows beside the one it serves."""
    earlier: EarlierVersions = request.app.state.earlier_versions
    return earlier


Since = Annotated[
    str | None,
    Query(
        description="The `dataset_version` of an earlier answer, or 8 figures or more of its beginning. Without it, "
        "the latest of the earlier versions that the service was given.",
        json_schema_extra={
            "minLength": MIN_VERSION_FIGURES,
            "maxLength": VERSION_FIGURES,
            "pattern": f"^[0-9a-f]{{{MIN_VERSION_FIGURES},{VERSION_FIGURES}}}$",
        },
    ),
]
Kinds = Annotated[
    list[str] | None,
    Query(
        description="Only changes of records of these kinds.",
        json_schema_extra={"items": {"type": "string", "enum": list(CHANGED_KINDS)}, "maxItems": len(CHANGED_KINDS)},
    ),
]
Types = Annotated[
    list[str] | None,
    Query(
        description="Only what was added, removed or changed.",
        json_schema_extra={"items": {"type": "string", "enum": list(CHANGE_TYPES)}, "maxItems": len(CHANGE_TYPES)},
    ),
]


@router.get("/changes", response_model=Envelope[Change], summary="List what has changed since an earlier version")
def list_changes(
    request: Request,
    earlier: Annotated[EarlierVersions, Depends(get_earlier_versions)],
    since: Since = None,
    kind: Kinds = None,
    change: Types = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Response:
    """The records that were added, removed or changed between an earlier version and the one that is served.

    Each with its fields as they were and as they are, by kind (`dataset`, `word`, `entity`, `source`, `claim`,
    `retired`), then by id. Why a record went, and what it was merged into, is told where the dataset says so; so is
    why a claim was deprecated. The service knows the versions that it was started with (`--previous`): with none,
    `empty.reason` is `no_previous`; if nothing differs, it is `unchanged`.
    """
    answer = earlier.list_changes(since, kinds=kind or (), changes=change or (), limit=limit, cursor=cursor)
    return list_response(request, answer)
