"""Send what a documented curl line sends, to the application instead of a port."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi.testclient import TestClient
from httpx2 import Response

BASE = "http://127.0.0.1:8000"


@dataclass(slots=True)
class Curl:
    """The parts of a curl line. An option that is not known here is an error."""

    method: str = "GET"
    url: str = ""
    query: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    follow: bool = False
    body: str | None = None


def parse_curl(line: str) -> Curl:
    curl, words = Curl(), shlex.split(line)
    is_query = "-G" in words
    assert words.pop(0) == "curl", line
    while words:
        match words.pop(0):
            case "-s" | "-i" | "-G":
                pass
            case "-I":
                curl.method = "HEAD"
            case "-L":
                curl.follow = True
            case "-o":
                words.pop(0)
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                curl.headers[name] = value
            case "-d":
                curl.method, curl.body = "POST", words.pop(0)
            case "--data-urlencode":
                name, _, value = words.pop(0).partition("=")
                curl.query.append(f"{name}={quote(value, safe='')}")
            case url:
                assert url.startswith(BASE), f"{url} in {line}"
                assert not curl.url, line
                curl.url = url.removeprefix(BASE)
    if curl.query and not is_query:
        curl.method, curl.body, curl.query = "POST", "&".join(curl.query), []
    if curl.body is not None:
        # What curl says of a body unless it is told otherwise.
        curl.headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    # curl sends what it is given: what an HTTP parser would refuse must not be in the page.
    assert re.fullmatch(r"[!-~]+", curl.url), line
    return curl


def send(client: TestClient, curl: Curl) -> Response:
    url = curl.url + ("?" + "&".join(curl.query) if curl.query else "")
    content = None if curl.body is None else curl.body.encode()
    return client.request(curl.method, url, headers=curl.headers, content=content, follow_redirects=curl.follow)
