"""Routes that refuse what they do not understand, instead of ignoring it.

FastAPI ignores unknown query parameters and takes the last of a repeated one: a mistyped filter would come
back as unfiltered data. `StrictRoute` compares what the URL holds with what the route declares.
"""

from __future__ import annotations

import typing
import unicodedata
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Query
from fastapi.routing import APIRoute

from api.negotiation import JSON_MEDIA_TYPE, choose_media_type, find_forms, read_accept
from api.problems import BadRequest
from kgraph.names import nearest_words
from kgraph.queries.naming import shorten


class StrictRoute(APIRoute):
    """A route that answers JSON to those who accept it, or in the forms it is marked with, and knows its parameters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, bool] = {}
        for parameter in get_flat_params(self.dependant):
            if isinstance(parameter.field_info, Query):
                self.known[parameter.alias] = _takes_several(parameter.field_info.annotation)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return FastAPI's handler behind the checks."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            check_parameters(request, self.known)
            if find_forms(self.endpoint) is None:
                choose_media_type(read_accept(request), [JSON_MEDIA_TYPE])
            return await handle(request)

        return handle_strictly


def _takes_several(annotation: Any) -> bool:
    return any(typing.get_origin(each) is list for each in (annotation, *typing.get_args(annotation)))


def check_parameters(request: Request, known: dict[str, bool]) -> None:
    """Refuse unknown and repeated parameters and control characters; `known` tells which may be repeated.

    Raises:
        BadRequest: naming the parameter, its value, and the nearest known one.
    """
    for name, value in request.path_params.items():
        _check_characters(name, str(value))
    seen: set[str] = set()
    for name, value in request.query_params.multi_items():
        if name not in known:
            shown = shorten(name)
            message = f"There is no parameter {shown!r} here."
            near = nearest_words(shown, known)
            raise BadRequest("unknown-parameter", message, parameter=shown, value=shorten(value), suggestions=near)
        if name in seen and not known[name]:
            raise BadRequest(
                "repeated-parameter", f"{name} may be given once only.", parameter=name, value=shorten(value)
            )
        seen.add(name)
        _check_characters(name, value)


def _check_characters(name: str, value: str) -> None:
    for character in value:
        if unicodedata.category(character) in ("Cc", "Cs") or character == "\ufffd":
            shown = f"U+{ord(character):04X}"
            message = f"{name} holds {shown}: a control character, or bytes that are not UTF-8."
            raise BadRequest("control-character", message, parameter=name, value=shown)
