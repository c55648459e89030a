"""Errors as the API shows them: RFC 9457 problem details, from one table of statuses.

Every error that the application sees comes out as `application/problem+json` with the same members. What
the HTTP parser refuses before the application sees it (a malformed request line, headers far beyond 64 KiB) is
answered by the server itself, in plain text.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from api.addresses import get_local_path
from kgraph.errors import (
    AmbiguousName,
    InvalidCursor,
    InvalidParameter,
    NotFound,
    QueryError,
    Removed,
    StaleCursor,
    UnknownWord,
)
from kgraph.names import nearest_words
from kgraph.queries.naming import shorten

PROBLEM_MEDIA_TYPE = "application/problem+json"

# Every error class that a query raises, and the status that it is answered with.
STATUS_BY_ERROR: dict[type[QueryError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Removed: HTTPStatus.GONE,
    AmbiguousName: HTTPStatus.CONFLICT,
    UnknownWord: HTTPStatus.BAD_REQUEST,
    InvalidParameter: HTTPStatus.BAD_REQUEST,
    InvalidCursor: HTTPStatus.BAD_REQUEST,
    StaleCursor: HTTPStatus.BAD_REQUEST,
    QueryError: HTTPStatus.BAD_REQUEST,
}

TITLES = {
    "bad-query": "The question cannot be answered",
    "not-found": "Not found",
    "removed": "Removed from the dataset",
    "ambiguous-name": "Several entities bear this name",
    "unknown-word": "Not a word of the vocabulary",
    "invalid-parameter": "A parameter cannot be used",
    "invalid-cursor": "The cursor cannot be used",
    "stale-cursor": "The cursor is of another version",
    "unknown-parameter": "There is no such parameter",
    "repeated-parameter": "A parameter is given more than once",
    "missing-parameter": "A parameter is missing",
    "control-character": "A character that cannot be part of a question",
    "no-such-path": "There is no such path",
    "method-not-allowed": "Not a method of this path",
    "not-acceptable": "No form of the answer is acceptable",
    "url-too-long": "The URL is too long",
    "body-too-large": "The body is too large",
    "unsupported-media-type": "The body is of another media type",
    "invalid-body": "The body cannot be used",
    "bad-request": "The request cannot be read",
    "internal-error": "Something went wrong here",
}


class CandidateView(BaseModel):
    """One of the entities that an ambiguous name may mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    type: str


class ProblemDetails(BaseModel):
    """An error (RFC 9457): what is wrong, with which value, and what could be meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str = Field(description="`urn:kgraph:problem:` and the code.")
    title: str
    status: int
    detail: str
    code: str = Field(description="The kind of error, for programs.")
    parameter: str | None = Field(default=None, description="The parameter at fault.")
    value: str | None = Field(default=None, description="What was given for it.")
    suggestions: tuple[str, ...] = Field(default=(), description="What could be meant, best first.")
    candidates: tuple[CandidateView, ...] = Field(
        default=(), description="For an ambiguous name: the entities that bear it."
    )
    kind: str | None = Field(
        default=None, description="For what is not found, or was removed: what was looked for, such as `claim`."
    )
    reason: str | None = Field(default=None, description="For what was removed: why.")
    last_id: str | None = Field(
        default=None, description="For what was removed: the id that it had last, if it was merged into others before."
    )
    request_id: str | None = Field(default=None, description="For an internal error: what to look for in the log.")


def build_problem(
    status: int,
    code: str,
    detail: str,
    *,
    parameter: str | None = None,
    value: str | None = None,
    suggestions: Iterable[str] = (),
    candidates: Iterable[CandidateView] = (),
    kind: str | None = None,
    reason: str | None = None,
    last_id: str | None = None,
    request_id: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """Return the answer to a request that failed."""
    problem = ProblemDetails(
        type=f"urn:kgraph:problem:{code}",
        title=TITLES[code],
        status=status,
        detail=detail,
        code=code,
        parameter=parameter,
        value=value,
        suggestions=tuple(suggestions),
        candidates=tuple(candidates),
        kind=kind,
        reason=reason,
        last_id=last_id,
        request_id=request_id,
    )
    return Response(
        problem.model_dump_json(), status, {"Cache-Control": "no-store", **(headers or {})}, PROBLEM_MEDIA_TYPE
    )


class BadRequest(Exception):
    """A request that is refused before any query sees it."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        status: HTTPStatus = HTTPStatus.BAD_REQUEST,
        parameter: str | None = None,
        value: str | None = None,
        suggestions: Iterable[str] = (),
    ) -> None:
        self.code = code
        self.status = status
        self.parameter = parameter
        self.value = value
        self.suggestions = tuple(suggestions)
        super().__init__(detail)


def install_problem_handlers(app: FastAPI) -> None:
    """Answer every error of the application with problem details."""
    app.add_exception_handler(QueryError, _answer_query_error)
    app.add_exception_handler(BadRequest, _answer_bad_request)
    app.add_exception_handler(RequestValidationError, _answer_validation_error)
    app.add_exception_handler(HTTPException, _answer_http_exception)


async def _answer_query_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, QueryError)  # noqa: S101 (the handler is installed for this class)
    status = next(STATUS_BY_ERROR[cls] for cls in type(error).__mro__ if cls in STATUS_BY_ERROR)
    candidates: tuple[CandidateView, ...] = ()
    if isinstance(error, AmbiguousName):
        candidates = tuple(CandidateView(id=each.id, name=each.name, type=each.type) for each in error.candidates)
    return build_problem(
        status,
        error.code,
        str(error),
        parameter=error.parameter,
        value=error.value,
        suggestions=error.suggestions,
        candidates=candidates,
        # What only some errors know bears the same name in the problem.
        **{name: getattr(error, name, None) for name in ("kind", "reason", "last_id")},
        # Another version might answer.
        headers={"Dataset-Version": request.app.state.knowledge_graph.version},
    )


async def _answer_bad_request(_request: Request, error: Exception) -> Response:
    assert isinstance(error, BadRequest)  # noqa: S101 (the handler is installed for this class)
    return build_problem(
        error.status,
        error.code,
        str(error),
        parameter=error.parameter,
        value=error.value,
        suggestions=error.suggestions,
    )


async def _answer_validation_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 (the handler is installed for this class)
    first: dict[str, Any] = error.errors()[0]
    parameter = str(first["loc"][1]) if len(first["loc"]) > 1 else None
    if first["type"] == "missing":
        return build_problem(400, "missing-parameter", f"{parameter} is needed here.", parameter=parameter)
    if first["type"] == "too_long":
        message = f"{parameter} is given more than {first['ctx']['max_length']} times."
        return build_problem(400, "invalid-parameter", message, parameter=parameter)
    message = f"{parameter}: {first['msg'][0].lower()}{first['msg'][1:]}."
    value = shorten(first.get("input"))
    return build_problem(400, "invalid-parameter", message, parameter=parameter, value=value)


async def _answer_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (the handler is installed for this class)
    if error.status_code == HTTPStatus.NOT_FOUND:
        path = get_local_path(request.scope)[:200]
        near = nearest_words(path, (_fill_in(known, path) for known in request.app.openapi()["paths"]))
        return build_problem(404, "no-such-path", f"There is no path {path!r}.", value=path, suggestions=near)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(_list_methods(request, (error.headers or {}).get("Allow", "GET")))
        detail = f"{request.method} is no method of this path, which takes {allowed}."
        return build_problem(405, "method-not-allowed", detail, value=request.method, headers={"Allow": allowed})
    return build_problem(error.status_code, "bad-request", str(error.detail))


def _list_methods(request: Request, allowed: str) -> list[str]:
    """Return the methods of a path: the router names those of the first of its routes alone, and never HEAD."""
    documented = request.app.openapi()["paths"].get(get_local_path(request.scope), {})
    methods = {*allowed.split(", "), *map(str.upper, documented)}
    # Routes that answer GET answer HEAD too.
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))


def _fill_in(known: str, path: str) -> str:
    """Put the segments of a mistyped path into the places for ids of a known one that has as many."""
    given, wanted = path.rstrip("/").split("/"), known.split("/")
    if len(given) != len(wanted):
        return known
    return "/".join(one if other.startswith("{") else other for one, other in zip(given, wanted, strict=True))
