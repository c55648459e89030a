"""What a caller accepts: media types and codings, with their qualities (RFC 9110, 12.4.2)."""

from __future__ import annotations

from http import HTTPStatus

from api.problems import BadRequest
from kgraph.queries.naming import shorten

JSON_MEDIA_TYPE = "application/json"
_MOST_SPECIFIC_FIRST = (JSON_MEDIA_TYPE, "application/*", "*/*")


def check_acceptable(accept: str) -> None:
    """Refuse a request whose Accept header leaves no room for JSON.

    Raises:
        BadRequest: with status 406.
    """
    if not accept.strip():
        return
    qualities = read_qualities(accept)
    quality = next((qualities[each] for each in _MOST_SPECIFIC_FIRST if each in qualities), 0.0)
    if quality <= 0:
        message = f"This is served as {JSON_MEDIA_TYPE} alone, which the Accept header does not take."
        raise BadRequest("not-acceptable", message, status=HTTPStatus.NOT_ACCEPTABLE, value=shorten(accept))


def accepts_gzip(accept_encoding: str) -> bool:
    """Tell whether an Accept-Encoding header takes gzip.

    >>> accepts_gzip("gzip, br"), accepts_gzip("gzip;q=0, *"), accepts_gzip("*"), accepts_gzip("")
    (True, False, True, False)
    """
    qualities = read_qualities(accept_encoding)
    return qualities.get("gzip", qualities.get("*", 0.0)) > 0


def read_qualities(header: str) -> dict[str, float]:
    """Return what a header lists, in lower case, each with its quality: 1 where none is given, 0 where it is broken.

    >>> read_qualities("text/html, application/json;q=0.5, */*;q=x")
    {'text/html': 1.0, 'application/json': 0.5, '*/*': 0.0}
    """
    qualities: dict[str, float] = {}
    for part in header.lower().split(","):
        item, *parameters = (piece.strip() for piece in part.split(";"))
        qualities[item] = _quality(parameters)
    return qualities


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
