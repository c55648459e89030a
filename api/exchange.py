"""What surrounds every request: its id, its log line, its limits, HEAD, and conditional answers.

Plain ASGI middleware, outermost first: `CrossOrigin` → `RequestLog` → `HeadAsGet` → `UrlLimit` → `ConditionalGet` →
compression.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
import uuid
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.addresses import get_local_path
from api.cross_origin import is_open
from api.negotiation import accepts_gzip
from api.problems import build_problem

MAX_URL_BYTES = 8000
# A caller's own id is kept if it can stand in a log line.
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")

access_log = logging.getLogger("kgraph.access")
error_log = logging.getLogger("kgraph.error")


class BodyUnwanted(Exception):
    """Raised into an answer whose headers are all that is wanted: a long one ends before it is written."""


class RequestLog:
    """Give each request an id, log it without its query string unless asked, and answer what breaks with a 500."""

    def __init__(self, app: ASGIApp, *, log_queries: bool) -> None:
        self.app = app
        self.log_queries = log_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        started = time.perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception:
            error_log.exception("request %s failed", request_id)
            if status:
                raise  # The answer has begun: only breaking the connection tells that it is not whole.
            detail = "The service failed to answer. Its log holds more under this request id."
            problem = build_problem(500, "internal-error", detail, request_id=request_id)
            await problem(scope, receive, send_with_id)
        finally:
            self._log(scope, status, time.perf_counter() - started, request_id)

    def _log(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        target = scope.get("raw_path", scope["path"].encode()).decode("ascii", "backslashreplace")
        if self.log_queries and scope["query_string"]:
            target += "?" + scope["query_string"].decode("ascii", "backslashreplace")
        access_log.info("%s %s %d %.1f ms %s", scope["method"], target, status, seconds * 1000, request_id)


class UrlLimit:
    """Refuse URLs longer than any question needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http":
            length = len(scope.get("raw_path", b"")) + len(scope["query_string"])
            if length > MAX_URL_BYTES:
                detail = f"The URL has {length} bytes; {MAX_URL_BYTES} are the most."
                await build_problem(414, "url-too-long", detail)(scope, receive, send)
                return
        await self.app(scope, receive, send)


class HeadAsGet:
    """Answer HEAD as GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                raise BodyUnwanted
            await send(message)

        try:
            await self.app({**scope, "method": "GET"}, receive, send_without_body)
        except BodyUnwanted:
            await send({"type": "http.response.body", "body": b""})


class NegotiatedGzip(GZipMiddleware):
    """Compress for those who accept it: Starlette looks for the word alone, and misses `gzip;q=0`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http" and not accepts_gzip(Headers(scope=scope).get("accept-encoding", "")):
            await self.app(scope, receive, send)
            return
        await super().__call__(scope, receive, send)


class ConditionalGet:
    """Put a strong ETag on what depends on the dataset, and answer 304 where it has not changed.

    The tag is made of the dataset's version, kgraph's version, the canonical query, the media type and the
    coding: equal tags mean equal bytes.
    """

    def __init__(self, app: ASGIApp, *, versions: str) -> None:
        self.app = app
        self.versions = versions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or not get_local_path(scope).startswith("/v1/"):
            await self.app(scope, receive, send)
            return
        wanted = ",".join(Headers(scope=scope).getlist("if-none-match"))
        unchanged = False

        async def send_conditionally(message: Message) -> None:
            nonlocal unchanged
            if message["type"] == "http.response.start" and _may_be_kept(message):
                headers = MutableHeaders(scope=message)
                etag = self._tag(scope, headers)
                headers["ETag"] = etag
                headers["Cache-Control"] = "no-cache"
                headers["Vary"] = "Accept, Accept-Encoding"
                unchanged = _matches(etag, wanted)
                if unchanged:
                    del headers["content-length"]
                    message = {**message, "status": 304}
            elif unchanged:
                raise BodyUnwanted
            await send(message)

        try:
            await self.app(scope, receive, send_conditionally)
        except BodyUnwanted:
            await send({"type": "http.response.body", "body": b""})

    def _tag(self, scope: Scope, headers: MutableHeaders) -> str:
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        # The values of a repeated parameter keep their order: the answer lists the names in it as they were given.
        query = sorted(pairs, key=lambda pair: pair[0])
        # What tells callers where to go on says where it was asked.
        place = (scope["scheme"], Headers(scope=scope).get("host"), scope.get("root_path", ""))
        parts = (
            self.versions,
            scope["path"],
            place if is_open(get_local_path(scope)) else (),
            query,
            headers.get("content-type", ""),
            headers.get("content-encoding", "identity"),
        )
        return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _may_be_kept(start: Message) -> bool:
    # What the clock cut says no-store: asked again, it may be answered otherwise.
    return bool(start["status"] == 200) and Headers(raw=start["headers"]).get("cache-control") != "no-store"


def _matches(etag: str, wanted: str) -> bool:
    # If-None-Match compares weakly (RFC 9110, 13.1.2): a W/ before the tag does not matter.
    tags = [tag.strip().removeprefix("W/") for tag in wanted.split(",")]
    return "*" in tags or etag in tags
