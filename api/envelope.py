"""The envelope around lists, and the headers that go with an answer."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.addresses import build_address, get_local_path
from kgraph.queries.answers import Answer, Empty, QueryEcho, Total

Item = TypeVar("Item")


class Envelope(BaseModel, Generic[Item]):
    """A list, and what is to be known about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    items: tuple[Item, ...]
    total: Total
    next: str | None = Field(description="Relative URL of the items that follow; null: these were the last.")
    query: QueryEcho
    undated_excluded: int = Field(
        description="Undated claims that a date filter left out: 0, since no query takes a date yet."
    )
    truncated_by: Literal["visits", "candidates"] | None = Field(
        description="The bound that cut a search short, if one did."
    )
    empty: Empty | None = Field(description="Why there are no items; null when there are some.")
    dataset_version: str


def list_response(request: Request, answer: Answer[Item]) -> Response:
    """Return a list in its envelope, with the URL of what follows."""
    following = None if answer.next_cursor is None else _next_url(request, answer.next_cursor)
    envelope = Envelope[Item].model_construct(
        items=answer.items,
        total=answer.total,
        next=following,
        query=answer.query,
        undated_excluded=answer.undated_excluded,
        truncated_by=answer.truncated_by,
        empty=answer.empty,
        dataset_version=answer.dataset_version,
    )
    headers = {"Dataset-Version": answer.dataset_version}
    if following is not None:
        headers["Link"] = f'<{following}>; rel="next"'
    return json_response(envelope, headers)


def record_response(record: BaseModel, version: str) -> Response:
    """Return a single record, bare."""
    return json_response(record, {"Dataset-Version": version})


def json_response(model: BaseModel, headers: dict[str, str]) -> Response:
    """Return a model as JSON. Members come in the order of their definition: equal answers are equal bytes."""
    return Response(model.model_dump_json(by_alias=True, warnings=False), 200, headers, "application/json")


def _next_url(request: Request, cursor: str) -> str:
    pairs = sorted((name, value) for name, value in request.query_params.multi_items() if name != "cursor")
    return build_address(request.scope, get_local_path(request.scope), urlencode([*pairs, ("cursor", cursor)]))
