"""Answers that are files: sent while they are written, under a name that says what is in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from starlette.responses import Response, StreamingResponse

Disposition = Literal["attachment", "inline"]


def stream_response(
    pieces: Iterable[bytes], media_type: str, file_name: str, version: str, disposition: Disposition = "attachment"
) -> Response:
    """Return a file that is sent piece by piece, so that memory does not grow with its length.

    If writing fails on the way, the connection is broken before its end is marked: HTTP tells the caller that the
    file is not whole. A caller that goes away ends the writing.
    """
    return StreamingResponse(iter(pieces), 200, build_headers(file_name, version, disposition), media_type)


def file_response(content: str, media_type: str, file_name: str, version: str) -> Response:
    """Return a short file, for a browser to show."""
    return Response(content, 200, build_headers(file_name, version, "inline"), media_type)


def build_headers(file_name: str, version: str, disposition: Disposition) -> dict[str, str]:
    """Return the headers of a file of a dataset's version; its name is made of ids, so that it needs no escaping."""
    return {"Content-Disposition": f'{disposition}; filename="{file_name}"', "Dataset-Version": version}
