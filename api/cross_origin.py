"""Pages of other origins: which may call the service, and which part of it all of them may.

The specification of the reconciliation service has browsers of any origin call it. Nothing else is opened with it, and
nothing in kgraph goes by who asks: no cookie and no password could be misused.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.addresses import get_local_path
from api.downloads import SUMMARY_HEADER

OPEN_PATH = "/v1/reconcile"
_METHODS = ("GET", "HEAD", "POST")
_SENT = ("If-None-Match", "X-Request-ID")
_READ = ("Content-Disposition", "Dataset-Version", "ETag", SUMMARY_HEADER, "Link", "X-Request-ID")


class CrossOrigin:
    """Let pages of any origin call the reconciliation service, and pages of some origins everything."""

    def __init__(self, app: ASGIApp, *, origins: Sequence[str]) -> None:
        self.app = app
        self.of_any_origin = CORSMiddleware(app, allow_origins=["*"], allow_methods=_METHODS, allow_headers=["*"])
        self.of_some_origins: ASGIApp = app
        if origins:
            self.of_some_origins = CORSMiddleware(
                app, allow_origins=origins, allow_methods=_METHODS, allow_headers=_SENT, expose_headers=_READ
            )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or not is_open(get_local_path(scope)):
            await self.of_some_origins(scope, receive, send)
        elif scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope):
            await self.of_any_origin(scope, receive, send)
        else:
            await self.app(scope, receive, _open(send))


def is_open(path: str) -> bool:
    """Tell whether a path belongs to the reconciliation service.

    >>> is_open("/v1/reconcile"), is_open("/v1/reconcile/preview"), is_open("/v1/reconciled")
    (True, True, False)
    """
    return path == OPEN_PATH or path.startswith(f"{OPEN_PATH}/")


def _open(send: Send) -> Send:
    async def send_to_any_origin(message: Message) -> None:
        if message["type"] == "http.response.start":
            # Whoever asks: what a browser keeps may be wanted by a page of another origin next time.
            headers = MutableHeaders(scope=message)
            headers["Access-Control-Allow-Origin"] = "*"
            headers["Access-Control-Expose-Headers"] = ", ".join(_READ)
        await send(message)

    return send_to_any_origin
