"""What the HTTP parser refuses before the application sees it, as the REST reference says."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from api import create_app
from tests.docs.pages import codes, read_page, section

HOST = "Host: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a server in a thread of this process."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(), log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def ask(port: int, request: bytes) -> bytes:
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        try:
            connection.sendall(request)
            while received := connection.recv(65536):
                answer += received
        except ConnectionError:
            pass  # the server may close before it has read everything
    return answer


REFUSED = {
    "no request line": b"nonsense\r\n\r\n",
    "a raw space": f"GET /v1/search?q=a b HTTP/1.1\r\n{HOST}".encode(),
    "a raw letter": f"GET /v1/search?q=Токаев HTTP/1.1\r\n{HOST}".encode(),
    "no Host": b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n",
    "a head without end": b"GET /healthz HTTP/1.1\r\nX-Long: " + b"a" * 300_000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_parser_refuses_it_in_plain_text(name: str, port: int) -> None:
    (message,) = [text for text in codes(section(read_page("rest.md"), "Errors")) if text.startswith("Invalid")]
    head, _, body = ask(port, REFUSED[name]).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: text/plain" in head
    assert body.decode() == message


def test_headers_within_the_limit_are_read(port: int) -> None:
    head = b"GET /healthz HTTP/1.1\r\nX-Long: " + b"a" * 60_000 + f"\r\n{HOST}".encode()
    assert ask(port, head).startswith(b"HTTP/1.1 200 ")
