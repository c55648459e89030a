"""A server that answers as a script says, one line for each request: what a service may do when it is not well."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

JSON = "application/json"
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Line:
    """What is answered: nothing at all without a status; `length` promises more than is sent, `silent` waits."""

    status: int = 0
    body: bytes = b""
    media_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    silent: float = 0.0


@dataclass
class Script:
    """Where the server is, what it still has to say, and what it was asked."""

    url: str
    lines: list[Line]
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)


@contextmanager
def play(lines: Sequence[Line]) -> Iterator[Script]:
    script = Script("", list(lines))
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            script.asked.append((self.command, self.path))
            script.agents.append(self.headers.get("User-Agent", ""))
            line = script.lines.pop(0)
            over.wait(line.silent)
            if not line.status:
                self.close_connection = True
                return
            self.send_response(line.status)
            for name, value in {"Content-Type": line.media_type, **line.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(line.body) if line.length is None else line.length))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(line.body)
            self.close_connection = line.length is not None

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield script
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def path_of(asked: tuple[str, str]) -> str:
    return urlsplit(asked[1]).path
