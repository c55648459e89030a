"""What a caller accepts: media types and codings, with their qualities (RFC 9110, 12.4.2).

A route that answers in several forms says so by `answers_in`, and asks `choose_form` which one is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

from fastapi import Request

from api.problems import BadRequest
from kgraph.queries.naming import shorten

JSON_MEDIA_TYPE = "application/json"
# The forms of an answer, by the words that ask for them, each with its media type; the first is the default.
Forms = Mapping[str, str]
_FORMS_OF: dict[Callable[..., Any], tuple[str, Forms]] = {}
_Endpoint = TypeVar("_Endpoint", bound=Callable[..., Any])


def answers_in(parameter: str, forms: Forms) -> Callable[[_Endpoint], _Endpoint]:
    """Say which forms a route answers in, and which parameter names one of them."""

    def mark(endpoint: _Endpoint) -> _Endpoint:
        _FORMS_OF[endpoint] = parameter, forms
        return endpoint

    return mark


def find_forms(endpoint: Callable[..., Any]) -> tuple[str, Forms] | None:
    """Return the parameter and the forms that a route was marked with, if it was."""
    return _FORMS_OF.get(endpoint)


def choose_form(request: Request, given: str | None) -> str:
    """Return the word of the form that a request asks for: by the route's parameter, else by its Accept header.

    A word that is none of the forms is returned as it is: the query refuses it.

    Raises:
        BadRequest: with status 406: the header does not take the form that the parameter names, or none at all.
    """
    parameter, forms = find_forms(request.scope["route"].endpoint) or ("format", {})
    accept = read_accept(request)
    if given is None:
        media_type = choose_media_type(accept, list(forms.values()))
        return next(word for word, each in forms.items() if each == media_type)
    if given in forms and not _quality_of(forms[given], accept):
        message = f"{parameter}={given} is served as {forms[given]}, which the Accept header does not take."
        raise BadRequest("not-acceptable", message, status=HTTPStatus.NOT_ACCEPTABLE, value=shorten(accept))
    return given


def read_accept(request: Request) -> str:
    """Return the Accept headers of a request as one."""
    return ",".join(request.headers.getlist("accept"))


def choose_media_type(accept: str, offered: Sequence[str]) -> str:
    """Return the offered media type that an Accept header likes best; of equally liked ones, the first.

    Raises:
        BadRequest: with status 406: it takes none of them.

    >>> choose_media_type("text/html, application/*;q=0.8", ["application/json", "text/html"])
    'text/html'
    >>> choose_media_type("", ["application/json", "text/html"])
    'application/json'
    """
    best = max(offered, key=lambda media_type: _quality_of(media_type, accept))
    if _quality_of(best, accept) <= 0:
        alone = " alone" if len(set(offered)) == 1 else ""
        served = ", ".join(dict.fromkeys(offered))
        message = f"This is served as {served}{alone}, which the Accept header does not take."
        raise BadRequest("not-acceptable", message, status=HTTPStatus.NOT_ACCEPTABLE, value=shorten(accept))
    return best


def _quality_of(media_type: str, accept: str) -> float:
    """Return how much a header wants a media type: what it says of its most specific range; 1 if it says nothing."""
    if not accept.strip():
        return 1.0
    qualities = read_qualities(accept)
    bare = media_type.partition(";")[0]
    ranges = (bare, f"{bare.partition('/')[0]}/*", "*/*")
    return next((qualities[each] for each in ranges if each in qualities), 0.0)


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
