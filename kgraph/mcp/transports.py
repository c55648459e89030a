"""Put a server where clients reach it: on the standard streams, or on HTTP."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import AsyncIterable, Awaitable, Callable, Mapping
from types import FrameType
from typing import Any

import anyio
import mcp_types as types
from anyio.streams.memory import MemoryObjectSendStream
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.message import SessionMessage
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

_LOG = logging.getLogger(__name__)
PATH = "/mcp"
_SCHEMES = ("http", "https")
_HOST_HEADERS = (b"host", b"origin")
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


def run_stdio(server: Server[Any], statuses: Mapping[signal.Signals, int]) -> None:
    """Answer one client on the standard streams until it closes them; some signals end the process at once.

    Each with its exit status.

    Raises:
        BrokenPipeError: the client no longer reads.
    """

    def end(number: int, _frame: FrameType | None) -> None:
        # The thread that waits for the client's next line cannot be told to stop, and Python would wait for it. Nothing
        # is lost: an answer that was not written is asked for again.
        os._exit(statuses[signal.Signals(number)])

    before = {number: signal.signal(number, end) for number in statuses}
    try:
        anyio.run(_serve_streams, server)
    except BaseExceptionGroup as group:
        _, others = group.split(BrokenPipeError)
        if others is None:
            raise BrokenPipeError from group
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _serve_streams(server: Server[Any]) -> None:
    # The streams belong to the protocol meanwhile: whatever else writes to the standard output lands on the error one.
    async with stdio_server() as (read_stream, write_stream):
        send, messages = anyio.create_memory_object_stream[SessionMessage | Exception]()
        async with anyio.create_task_group() as group:
            group.start_soon(_sort_out, read_stream, send, write_stream.send)
            await server.run(messages, write_stream, server.create_initialization_options())
            group.cancel_scope.cancel()


async def _sort_out(
    lines: AsyncIterable[SessionMessage | Exception],
    messages: MemoryObjectSendStream[SessionMessage | Exception],
    answer: Callable[[SessionMessage], Awaitable[None]],
) -> None:
    """Hand on what the client sends, and answer what is no message: the server would drop it without a word."""
    async with messages:
        async for line in lines:
            if isinstance(line, ValidationError):
                refusal = refuse_line(line)
                if refusal is not None:
                    _LOG.warning("The client sent a line that is no message: %s", refusal.error.message)
                    await answer(SessionMessage(refusal))
            else:
                await messages.send(line)


def refuse_line(error: ValidationError) -> types.JSONRPCError | None:
    """Return what a client is answered whose line cannot be read as a message; None for an empty line.

    It bears the id of the request, where one can be read.
    """
    first, *_ = error.errors(include_url=False, include_context=False)
    given = first["input"]
    if first["type"] != "json_invalid":
        is_request = isinstance(given, dict) and not given.keys() & {"result", "error"}
        number = given.get("id") if is_request else None
        told = types.ErrorData(code=types.INVALID_REQUEST, message="It is JSON, and no message of JSON-RPC 2.0.")
        asked = number if isinstance(number, (int, str)) and not isinstance(number, bool) else None
        return types.JSONRPCError(jsonrpc="2.0", id=asked, error=told)
    if not given.strip():
        return None
    told = types.ErrorData(code=types.PARSE_ERROR, message=f"{first['msg']}.")
    return types.JSONRPCError(jsonrpc="2.0", id=None, error=told)


def build_http_app(server: Server[Any], hosts: tuple[str, ...]) -> Starlette:
    """Return the application that answers clients under `/mcp`, each request by itself.

    Requests that name another host than this machine or one of `hosts` are refused, and so are those of web pages from
    elsewhere: a page that somebody opens could otherwise read the dataset through their browser.
    """
    known = [*LOCAL_HOSTS, *(f"[{host}]" if ":" in host else host for host in map(str.lower, hosts))]
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[form for host in known for form in (host, f"{host}:*")],
        # Behind a proxy that ends TLS, a page of this very host calls itself so.
        allowed_origins=[f"{scheme}://{host}{port}" for scheme in _SCHEMES for host in known for port in ("", ":*")],
    )
    app = server.streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=security
    )
    app.add_middleware(_SmallHosts)
    return app


class _SmallHosts:
    """Names of hosts in small letters: they mean the same in any, and the library compares them letter by letter."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = [(key, value.lower() if key in _HOST_HEADERS else value) for key, value in scope["headers"]]
            scope = {**scope, "headers": headers}
        await self.app(scope, receive, send)
