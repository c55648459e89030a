"""Where a service is, and what is sent to it with every question."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx2

from kgraph.client.exchange import Reply, Request
from kgraph.errors import InvalidParameter, ServiceError
from kgraph.queries.naming import shorten
from kgraph.version import __version__

DEFAULT_TIMEOUT = 60.0
DEFAULT_RETRIES = 2
CONNECT_TIMEOUT = 5.0
MAX_TIMEOUT = 86_400
MAX_REDIRECTS = 5
CHUNK_BYTES = 1 << 16
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?")


def check_url(url: str) -> str:
    """Return the address of a service without a slash at its end.

    Raises:
        InvalidParameter: it is none: `http` or `https`, a host, and at most a path.
    """
    wanted = "url takes the address of a service, such as http://127.0.0.1:8000"
    try:
        parts = httpx2.URL(url)
    except (httpx2.InvalidURL, TypeError) as error:
        raise InvalidParameter(f"{wanted}.", parameter="url", value=shorten(url)) from error
    if parts.userinfo:
        # Not shown again: it is a secret.
        raise InvalidParameter("url takes no user and no password: give them as headers.", parameter="url")
    if parts.scheme not in ("http", "https") or not parts.host or "?" in url or "#" in url:
        raise InvalidParameter(f"{wanted}.", parameter="url", value=shorten(url))
    # Whoever copies an address out of a browser may have the version of the API in it.
    return url.rstrip("/").removesuffix("/v1").rstrip("/")


def check_retries(retries: int) -> int:
    """Return how often a question is asked again.

    Raises:
        InvalidParameter: it is no number of times.
    """
    if not isinstance(retries, int) or isinstance(retries, bool) or not 0 <= retries <= 10:
        raise InvalidParameter("retries is from 0 to 10.", parameter="retries", value=shorten(retries))
    return retries


def build_timeout(seconds: float) -> httpx2.Timeout:
    """Return how long an answer may take: to begin, and between any two parts of it."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds <= MAX_TIMEOUT:
        message = f"timeout takes seconds, more than 0 and at most {MAX_TIMEOUT:,}."
        raise InvalidParameter(message, parameter="timeout", value=shorten(seconds))
    return httpx2.Timeout(seconds, connect=min(seconds, CONNECT_TIMEOUT))


def build_headers(given: Mapping[str, str] | None) -> dict[str, str]:
    """Return the headers of every question: who asks, and what the caller adds, such as an authorisation.

    Raises:
        InvalidParameter: they are no names with texts that HTTP can carry.
    """
    added = {} if given is None else given
    if not isinstance(added, Mapping):
        raise InvalidParameter("headers takes texts by their names.", parameter="headers", value=shorten(added))
    for name, value in added.items():
        if not (isinstance(name, str) and _HEADER_NAME.fullmatch(name)):
            raise InvalidParameter("This is no name of a header.", parameter="headers", value=shorten(name))
        if not (isinstance(value, str) and _HEADER_VALUE.fullmatch(value)):
            # The value may be a secret.
            message = f"The header {name} takes a text in ASCII, on one line."
            raise InvalidParameter(message, parameter="headers", value=name)
    return {"User-Agent": f"kgraph/{__version__}", **added}


def build_options(
    timeout: float, headers: Mapping[str, str] | None, check: Callable[[httpx2.Request], Any]
) -> dict[str, Any]:
    """Return what both kinds of client are made with; `check` is called with each request, those of redirects too."""
    return {
        "timeout": build_timeout(timeout),
        "headers": build_headers(headers),
        "follow_redirects": True,
        "max_redirects": MAX_REDIRECTS,
        "event_hooks": {"request": [check]},
    }


@contextmanager
def telling_of_environment(url: str) -> Iterator[None]:
    """Say that the environment is at fault where a client cannot be made: it says which proxy and certificates to use.

    Raises:
        ServiceError: its proxy or its certificates cannot be used.
    """
    try:
        yield
    except (ImportError, OSError, ValueError, httpx2.InvalidURL) as error:
        named = "ALL_PROXY, HTTP_PROXY, HTTPS_PROXY, SSL_CERT_FILE, SSL_CERT_DIR"
        given = ", ".join(name for name in named.split(", ") if os.environ.get(name) or os.environ.get(name.lower()))
        reason = f"cannot be asked with the settings of the environment ({given or named}): {error}."
        raise ServiceError(url, reason) from error


def check_origin(url: str, request: httpx2.Request) -> None:
    """Refuse to be sent to another host, where the headers of a question, a secret perhaps, do not belong.

    Raises:
        ServiceError: the service redirects there. `https` in place of `http`, of the same host and both on their usual
            ports, is no other one.
    """
    asked, other = httpx2.URL(url), request.url
    is_same_place = (asked.host, asked.port) == (other.host, other.port)
    is_upgrade = is_same_place and asked.port is None and (asked.scheme, other.scheme) == ("http", "https")
    if not is_upgrade and not (is_same_place and asked.scheme == other.scheme):
        named = other.copy_with(path=None, query=None, fragment=None)
        raise ServiceError(url, f"redirects to another host, {named}: connect to that, if it is the one you mean.")


def build_request(client: httpx2.Client | httpx2.AsyncClient, url: str, request: Request) -> httpx2.Request:
    """Return a question as httpx2 sends it.

    Raises:
        InvalidParameter: it has more in it than any URL has room for.
    """
    try:
        return client.build_request(
            request.method, f"{url}{request.path}", params=list(request.parameters) or None, json=request.json
        )
    except httpx2.InvalidURL as error:
        raise InvalidParameter("The question is too long for a URL: ask with fewer names, ids or words.") from error


def to_reply(response: httpx2.Response) -> Reply:
    """Return what came back, of which everything was read."""
    return Reply(
        url=str(response.url.copy_with(query=None, fragment=None)),
        status=response.status_code,
        headers={name.lower(): value for name, value in response.headers.items()},
        content=response.content,
        redirected=bool(response.history),
    )
