"""The JSON body of a request: read up to a bound, and refused at the place where it is wrong.

Pydantic would take numbers for text and the last of two equal keys, and would not say where UTF-8 breaks; here
nothing is guessed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from fastapi import Request
from starlette.requests import ClientDisconnect

from api.negotiation import JSON_MEDIA_TYPE
from api.problems import BadRequest
from kgraph.queries.lookup import to_pointer
from kgraph.queries.naming import shorten

MAX_BODY_BYTES = 1_000_000
_NUMBER = re.compile("[0-9]+")


class _Members(dict[str, Any]):
    """A JSON object that remembers which of its keys came twice."""

    repeated: str | None = None


async def read_json_body(request: Request) -> Any:
    """Return the JSON value that a request carries, objects with their members in order.

    Raises:
        BadRequest: 415 for another media type than JSON; 413 for more than 1,000,000 bytes, no more of which are
            read; 422 for what is no JSON, its `detail` telling where.
    """
    _check_media_type(request.headers.get("content-type", ""))
    return _parse(await _read(request))


def take_texts(body: Any, name: str) -> dict[str, str]:
    """Return the one member that a body must consist of: texts by keys.

    Raises:
        BadRequest: 422, its `parameter` pointing (RFC 6901) at what is missing, unknown, given twice, or no text.
    """
    if not isinstance(body, _Members):
        raise refuse_body(f"The body is an object with the member {name!r}.", value=_show(body))
    for given in body:
        if given != name:
            message = f"There is no member {_show(given)!r} here."
            raise refuse_body(message, to_pointer(_show(given)), _show(given), [name])
    if name not in body:
        raise refuse_body(f"{name} is needed here.", to_pointer(name))
    _check_repetition(body)
    texts = body[name]
    if not isinstance(texts, _Members):
        raise refuse_body(f"{name} takes names by keys.", to_pointer(name), _show(texts))
    _check_repetition(texts, name)
    for key, text in texts.items():
        if not isinstance(text, str):
            place = to_pointer(name, _show(key))
            raise refuse_body(f"{place} takes text.", place, _show(text))
    return texts


def refuse_body(
    detail: str, place: str | None = None, value: str | None = None, suggestions: Iterable[str] = ()
) -> BadRequest:
    """Return the error for a body that cannot be used, at this place in it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return BadRequest("invalid-body", detail, status=status, parameter=place, value=value, suggestions=suggestions)


def _check_media_type(content_type: str) -> None:
    media_type, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charsets = {each.partition("=")[2].strip('"') for each in parameters if each.startswith("charset=")}
    if media_type != JSON_MEDIA_TYPE or charsets - {"utf-8", "utf8"}:
        message = f"The body is sent as {JSON_MEDIA_TYPE}, in UTF-8."
        status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        raise BadRequest("unsupported-media-type", message, status=status, value=shorten(content_type))


async def _read(request: Request) -> bytes:
    declared = request.headers.get("content-length", "")
    body = bytearray()
    if _NUMBER.fullmatch(declared) and int(declared[:20]) > MAX_BODY_BYTES:
        raise _too_large()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MAX_BODY_BYTES:
                raise _too_large()
    except ClientDisconnect as error:
        raise BadRequest("bad-request", "The body broke off.") from error
    return bytes(body)


def _too_large() -> BadRequest:
    message = f"The body has more than {MAX_BODY_BYTES:,} bytes."
    return BadRequest("body-too-large", message, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _parse(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=_to_members)
    except UnicodeDecodeError as error:
        raise refuse_body(f"The body is not UTF-8 from byte {error.start} on.") from error
    except json.JSONDecodeError as error:
        message = f"The body is no JSON: {error.msg}, in line {error.lineno}, column {error.colno}."
        raise refuse_body(message) from error
    except RecursionError as error:
        raise refuse_body("The body is nested too deeply.") from error
    except ValueError as error:
        # Python refuses to read numbers of thousands of figures.
        raise refuse_body("The body holds a number that is too long to be read.") from error


def _to_members(pairs: list[tuple[str, Any]]) -> _Members:
    members = _Members(pairs)
    if len(members) < len(pairs):
        members.repeated = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
    return members


def _check_repetition(members: _Members, *place: str) -> None:
    if members.repeated is not None:
        key = _show(members.repeated)
        raise refuse_body(f"The key {key!r} is given more than once.", to_pointer(*place, key), key)


def _show(value: object) -> str:
    """Return a JSON value as an error can show it: half of a surrogate pair cannot be written, nor can depths."""
    if isinstance(value, str):
        return shorten(value.encode("utf-8", "backslashreplace").decode("utf-8"))
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    return shorten(json.dumps(value))
