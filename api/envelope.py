"""The envelope around lists, and the headers that go with an answer."""

from __future__ import annotations

from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.addresses import build_address, get_local_path
from kgraph.answers.answer import Answer, Empty, QueryEcho, Total, TruncatedBy
from kgraph.answers.overviews import CountrySide, FacetCount, SubgraphEntity
from kgraph.answers.views import ClaimView, Hop

Item = TypeVar("Item")


class Envelope(BaseModel, Generic[Item]):
    """A list, and what is to be known about it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    items: tuple[Item, ...]
    total: Total
    next: str | None = Field(description="Relative URL of the items that follow; null: these were the last.")
    query: QueryEcho
    undated_excluded: int = Field(
        description="Claims without a date that the date filter left out and that pass all other filters."
    )
    truncated_by: TruncatedBy | None = Field(description="The bound that cut the search short, if one did.")
    empty: Empty | None = Field(description="Why there are no items; null when there are some.")
    dataset_version: str


class SubgraphList(Envelope[Hop]):
    """The ties of a part of the graph, and the entities in it."""

    entities: tuple[SubgraphEntity, ...] = Field(description="All of them, nearest first, then by id.")


class DyadList(Envelope[ClaimView]):
    """What runs between two countries: the claims, rolled up by who, by topic and by time."""

    sides: tuple[CountrySide, ...] = Field(description="Two, in the order of their codes.")
    topics: tuple[FacetCount, ...] = Field(description="Most claims first; a claim can have several topics.")
    months: tuple[FacetCount, ...] = Field(description="In order of time; the undated ones last.")


def list_response(request: Request, answer: Answer[Item], envelope: type[Envelope[Any]] = Envelope) -> Response:
    """Return a list in its envelope, with the URL of what follows."""
    following = None if answer.next_cursor is None else _next_url(request, answer.next_cursor)
    members = {name: getattr(answer, name) for name in envelope.model_fields if name != "next"}
    headers = {"Dataset-Version": answer.dataset_version}
    if answer.truncated_by == "time":
        # The clock cut it: the same question may be answered otherwise next time.
        headers["Cache-Control"] = "no-store"
    if following is not None:
        headers["Link"] = f'<{following}>; rel="next"'
    shaped = envelope if envelope is not Envelope else Envelope[Item]
    return json_response(shaped.model_construct(**members, next=following), headers)


def record_response(record: BaseModel, version: str) -> Response:
    """Return a single record, bare."""
    return json_response(record, {"Dataset-Version": version})


def json_response(model: BaseModel, headers: dict[str, str]) -> Response:
    """Return a model as JSON. Members come in the order of their definition: equal answers are equal bytes."""
    return Response(model.model_dump_json(by_alias=True, warnings=False), 200, headers, "application/json")


def _next_url(request: Request, cursor: str) -> str:
    pairs = sorted((name, value) for name, value in request.query_params.multi_items() if name != "cursor")
    return build_address(request.scope, get_local_path(request.scope), urlencode([*pairs, ("cursor", cursor)]))
