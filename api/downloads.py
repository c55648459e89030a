"""Answers that are files: sent while they are written, under a name that says what is in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic_core import to_jsonable_python
from starlette.responses import Response, StreamingResponse

# Of a file that is streamed: how much is in it, and how the question was understood, as JSON.
SUMMARY_HEADER = "Kgraph-Summary"
MAX_SUMMARY_BYTES = 4_000
Disposition = Literal["attachment", "inline"]


def stream_response(
    pieces: Iterable[bytes],
    media_type: str,
    file_name: str,
    version: str,
    *,
    summary: Mapping[str, Any],
    disposition: Disposition = "attachment",
) -> Response:
    """Return a file that is sent piece by piece, so that memory does not grow with its length.

    `summary` goes before it in a header: what an envelope would say of a list. If writing fails on the way, the
    connection is broken before its end is marked: HTTP tells the caller that the file is not whole. A caller that goes
    away ends the writing.
    """
    headers = build_headers(file_name, version, disposition) | {SUMMARY_HEADER: write_summary(summary)}
    return StreamingResponse(iter(pieces), 200, headers, media_type)


def write_summary(summary: Mapping[str, Any]) -> str:
    """Return a summary as one line of JSON in ASCII.

    The names, and if need be the parameters, are null where they would make it longer than proxies take in a header;
    `/v1/claims`, or `/v1/paths`, tells them of the same question.
    """
    plain = to_jsonable_python(summary, by_alias=True)
    line = json.dumps(plain, separators=(",", ":"))
    if len(line) > MAX_SUMMARY_BYTES:
        line = json.dumps({**plain, "names": None}, separators=(",", ":"))
    if len(line) > MAX_SUMMARY_BYTES and "parameters" in plain:
        line = json.dumps({**plain, "names": None, "parameters": None}, separators=(",", ":"))
    return line


def file_response(content: str, media_type: str, file_name: str, version: str) -> Response:
    """Return a short file, for a browser to show."""
    return Response(content, 200, build_headers(file_name, version, "inline"), media_type)


def build_headers(file_name: str, version: str, disposition: Disposition) -> dict[str, str]:
    """Return the headers of a file of a dataset's version; its name is made of ids, so that it needs no escaping."""
    return {"Content-Disposition": f'{disposition}; filename="{file_name}"', "Dataset-Version": version}
