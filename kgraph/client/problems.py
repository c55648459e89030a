"""From the problem details of a service (RFC 9457) to the error that the library raises for the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from pydantic_core import from_json

from kgraph.errors import (
    AmbiguousName,
    Candidate,
    InvalidCursor,
    InvalidParameter,
    NotFound,
    QueryError,
    Removed,
    ServiceError,
    StaleCursor,
    UnknownWord,
)

MEDIA_TYPE = "application/problem+json"
# The codes of problems that a question can have, each with the error that the library raises for it.
ERRORS: dict[str, type[QueryError]] = {
    **{
        cls.code: cls
        for cls in (
            QueryError,
            NotFound,
            Removed,
            AmbiguousName,
            UnknownWord,
            InvalidParameter,
            InvalidCursor,
            StaleCursor,
        )
    },
    **dict.fromkeys(
        (
            "unknown-parameter",
            "repeated-parameter",
            "missing-parameter",
            "control-character",
            "invalid-body",
            "url-too-long",
            "body-too-large",
        ),
        InvalidParameter,
    ),
}


def raise_problem(url: str, status: int, headers: Mapping[str, str], content: bytes) -> NoReturn:
    """Raise what a service answered with in place of an answer.

    Raises:
        QueryError: it says what is wrong with the question; of the class that the library raises, the problem inside.
        ServiceError: it failed, or it is no kgraph.
    """
    problem = _read_problem(headers, content)
    if problem is None:
        raise ServiceError(url, f"answers with {status} and not as kgraph does: is it one?", status=status)
    if problem.get("code") in ERRORS:
        try:
            error = to_error(problem)
        except (AttributeError, KeyError, TypeError) as unreadable:
            reason = f"answers with {status}, and with a problem that is none of kgraph's: is it one?"
            raise ServiceError(url, reason, status=status, problem=problem) from unreadable
        raise error
    number = f" (request {problem['request_id']})" if problem.get("request_id") else ""
    reason = f"answers with {status}: {problem.get('detail') or problem.get('title') or 'it does not say why'}{number}"
    raise ServiceError(url, reason, status=status, problem=problem)


def _read_problem(headers: Mapping[str, str], content: bytes) -> dict[str, Any] | None:
    if headers.get("content-type", "").partition(";")[0].strip() != MEDIA_TYPE:
        return None
    try:
        problem = from_json(content)
    except ValueError:
        return None
    return problem if isinstance(problem, dict) else None


def to_error(problem: Mapping[str, Any]) -> QueryError:
    """Return the error that the library raises for a problem, with the problem inside."""
    cls = ERRORS[problem["code"]]
    error = cls.__new__(cls)
    # Not by its own constructor, which would word the message anew: the service has worded it.
    QueryError.__init__(
        error,
        str(problem.get("detail", "")),
        parameter=problem.get("parameter"),
        value=problem.get("value"),
        suggestions=problem.get("suggestions") or (),
    )
    error.problem = dict(problem)
    if isinstance(error, NotFound | Removed):
        error.kind = str(problem.get("kind"))
    if isinstance(error, Removed):
        error.reason = str(problem.get("reason"))
        error.last_id = str(problem.get("last_id"))
    if isinstance(error, AmbiguousName):
        error.candidates = tuple(
            Candidate(each["id"], each["name"], each["type"]) for each in problem.get("candidates") or ()
        )
    return error
