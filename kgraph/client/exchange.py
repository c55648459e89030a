"""What is sent to a service, and when it is sent again: steps, which a client takes or waits for.

A generator yields a `Request` and is sent the `Reply`, or thrown what httpx2 raises; it yields a `Pause` before it asks
again, and a `Download` for a file. So the rules are written once, and know nothing of threads or event loops.
"""

from __future__ import annotations

import math
import random
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn, TypeVar

import httpx2

from kgraph.client.problems import raise_problem
from kgraph.errors import ServiceError

T = TypeVar("T")
# Every question only reads, so that it may be asked again where the connection failed or the service was not ready. Not
# where it took too long: asked again, it would only add to the load.
FAILURES = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.ReadError,
    httpx2.WriteError,
    httpx2.CloseError,
    httpx2.RemoteProtocolError,
)
FIRST_ERROR = 400
NOT_READY = frozenset({429, 502, 503, 504})
FIRST_PAUSE = 0.2
LONGEST_OWN_PAUSE = 5.0
# Who is told to come back later than this is told so.
MAX_PAUSE = 10.0


@dataclass(frozen=True, slots=True)
class Request:
    """A question: its path below the address of the service, percent-encoded, its parameters, and its JSON, if any."""

    path: str
    parameters: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    json: Any = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the headers in lower case, and whether a redirect was followed to it."""

    url: str
    status: int
    headers: dict[str, str]
    content: bytes = field(repr=False)
    redirected: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """So many seconds are to pass."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Download:
    """A file is to be read whose version is known: what comes back reads it in pieces, as often as it is asked."""

    request: Request
    version: str


# What is sent for each step: a Reply for a Request, nothing for a Pause, what reads a file for a Download.
Steps = Generator[Request | Pause | Download, Any, T]


def ask(request: Request, url: str, retries: int) -> Steps[Reply]:
    """Ask a question, again if it may help, and return the reply.

    Raises:
        ServiceError: the service cannot be reached, takes too long, or answers with what is no answer.
        QueryError: the service says what is wrong with the question.
    """
    for attempt in range(retries + 1):
        is_last = attempt == retries
        pause = min(FIRST_PAUSE * 2**attempt, LONGEST_OWN_PAUSE) * random.uniform(0.75, 1.25)  # noqa: S311 (many clients shall not come back at once; no secret)
        try:
            reply: Reply = yield request
            if reply.status >= FIRST_ERROR and request.method == "HEAD":
                # What is wrong stands in the body, which HEAD leaves out.
                reply = yield replace(request, method="GET")
        except httpx2.HTTPError as error:
            if is_last or not isinstance(error, FAILURES):
                raise describe_failure(url, error) from error
        else:
            if reply.status < FIRST_ERROR:
                return reply
            told = _read_retry_after(reply)
            if is_last or reply.status not in NOT_READY or told > MAX_PAUSE:
                raise_reply(reply)
            pause = max(pause, told)
        yield Pause(pause)
    raise AssertionError("the last attempt returns or raises")


def raise_reply(reply: Reply) -> NoReturn:
    """Raise what a service answered with in place of an answer; see `raise_problem`."""
    raise_problem(reply.url, reply.status, reply.headers, reply.content)


def check_version(download: Download, url: str, headers: Mapping[str, str]) -> None:
    """Refuse a file of another version than the one that was described.

    Raises:
        ServiceError: it is of another one.
    """
    if headers.get("dataset-version") != download.version:
        raise ServiceError(url, "serves another version of the dataset by now: ask again.")


def _read_retry_after(reply: Reply) -> float:
    """Return for how many seconds the service asks to be left alone; a date, which few send, counts as none."""
    try:
        seconds = float(reply.headers.get("retry-after", "0"))
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) else 0.0


def describe_failure(url: str, error: httpx2.HTTPError) -> ServiceError:
    """Return what failed, for people."""
    if isinstance(error, httpx2.TimeoutException):
        return ServiceError(url, "did not answer in time.")
    if isinstance(error, httpx2.TooManyRedirects):
        return ServiceError(url, "redirects in a circle.")
    said = str(error).strip().rstrip(".")
    if isinstance(error, httpx2.ConnectError):
        return ServiceError(url, f"cannot be reached: {said}.")
    return ServiceError(url, f"broke off: {said or type(error).__name__}.")
