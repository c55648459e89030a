"""From the JSON of a service to the objects that the library returns."""

from __future__ import annotations

from typing import Any, TypeVar, get_origin
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError
from pydantic_core import from_json

from kgraph.answers.answer import Answer, Empty, ResolvedName, TruncatedBy
from kgraph.client.exchange import Reply
from kgraph.errors import ServiceError
from kgraph.records.base import Record

T = TypeVar("T")
SUMMARY_HEADER = "kgraph-summary"
VERSION_HEADER = "dataset-version"


def read_answer(kind: type[T], reply: Reply) -> T:
    """Return the object that a reply holds.

    Raises:
        ServiceError: it is none, or of a kgraph that says more than this one knows.
    """
    members = read_object(reply.content, reply.url)
    if issubclass(get_origin(kind) or kind, Answer):
        members["next_cursor"] = _find_cursor(members.pop("next", None), reply.url)
    return validate(kind, members, reply.url)


class ExportSummary(Record):
    """What a service says of an export in a header; `names` is null where they are too many for one."""

    claim_count: int
    left_out_count: int
    empty: Empty | None
    names: tuple[ResolvedName, ...] | None


class BibliographySummary(Record):
    """What a service says of a bibliography in a header; what is too much for one is null."""

    entry_count: int
    undated_excluded: int
    truncated_by: TruncatedBy | None
    empty: Empty | None
    parameters: dict[str, Any] | None
    names: tuple[ResolvedName, ...] | None


def read_summary(kind: type[T], reply: Reply) -> T:
    """Return what a service says of a file in a header, before it sends it.

    Raises:
        ServiceError: it says nothing.
    """
    return validate(kind, read_object(reply.headers.get(SUMMARY_HEADER, "").encode(), reply.url), reply.url)


def read_object(text: bytes, url: str) -> dict[str, Any]:
    """Return a JSON object.

    Raises:
        ServiceError: it is none.
    """
    try:
        members = from_json(text)
    except ValueError as error:
        raise ServiceError(url, "answers with what is no JSON: is it kgraph?") from error
    if not isinstance(members, dict):
        raise ServiceError(url, "answers with JSON that is no object: is it kgraph?")
    return members


def validate(kind: type[T], members: Any, url: str) -> T:
    """Return a model of what was read; one that knows more members than this kgraph is refused, not cut.

    Raises:
        ServiceError: it is no such model.
    """
    try:
        model: T = kind.model_validate(members)  # type: ignore[attr-defined]  # every answer is a pydantic model
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "its whole"
        reason = f"answers with what this version of kgraph does not know, in {place}: is it another version?"
        raise ServiceError(url, reason) from error
    return model


def _find_cursor(following: Any, url: str) -> str | None:
    if following is None:
        return None
    cursors = parse_qs(urlsplit(str(following)).query).get("cursor")
    if not cursors:
        raise ServiceError(url, "answers with a list that cannot be read on: is it another version?")
    return cursors[0]
