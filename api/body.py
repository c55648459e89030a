"""The body of a request, JSON or a form: read up to a bound, and refused at the place where it is wrong.

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
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.requests import ClientDisconnect

from api.negotiation import JSON_MEDIA_TYPE
from api.problems import BadRequest
from kgraph.queries.lookup import to_pointer
from kgraph.queries.naming import shorten

FORM_MEDIA_TYPE = "application/x-www-form-urlencoded"
MAX_BODY_BYTES = 1_000_000
_MAX_FIELDS = 10
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
    _check_media_type(request.headers.get("content-type", ""), JSON_MEDIA_TYPE)
    return _load(_decode(await _read(request)), "The body")


async def read_form_body(request: Request) -> dict[str, str]:
    """Return the fields of a form that a request carries, each with its text.

    Raises:
        BadRequest: 415 for another media type than that of forms; 413 for more than 1,000,000 bytes, no more of which
            are read; 422 for what is no form in UTF-8, or has a field twice.
    """
    _check_media_type(request.headers.get("content-type", ""), FORM_MEDIA_TYPE)
    body = _decode(await _read(request))
    try:
        pairs = parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except UnicodeDecodeError as error:
        raise refuse_body("A field of the form is not UTF-8.") from error
    except ValueError as error:
        raise refuse_body(f"The form has more than {_MAX_FIELDS} fields.") from error
    fields = dict(pairs)
    if len(fields) < len(pairs):
        repeated = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise refuse_body(f"The field {_show(repeated)!r} is given more than once.", to_pointer(repeated))
    return fields


def parse_json(text: str, what: str) -> Any:
    """Return the JSON value that a field or a parameter holds, objects with their members in order.

    Raises:
        BadRequest: 422: it is no JSON, its `detail` telling where; or an object in it has a key twice, at which its
            `parameter` points (RFC 6901), from `what` on.
    """
    value = _load(text, what)
    # Not recursive: what the parser could still nest might be too deep here.
    waiting: list[tuple[tuple[str, ...], Any]] = [((what,), value)]
    while waiting:
        place, each = waiting.pop()
        if isinstance(each, _Members):
            _check_repetition(each, *place)
            waiting += [((*place, _show(key)), inner) for key, inner in each.items()]
        elif isinstance(each, list):
            waiting += [((*place, str(number)), inner) for number, inner in enumerate(each)]
    return value


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


def _check_media_type(content_type: str, wanted: str) -> None:
    media_type, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charsets = {each.partition("=")[2].strip('"') for each in parameters if each.startswith("charset=")}
    if media_type != wanted or charsets - {"utf-8", "utf8"}:
        message = f"The body is sent as {wanted}, in UTF-8."
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


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refuse_body(f"The body is not UTF-8 from byte {error.start} on.") from error


def _load(text: str, what: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_to_members)
    except json.JSONDecodeError as error:
        message = f"{what} is no JSON: {error.msg}, in line {error.lineno}, column {error.colno}."
        raise refuse_body(message) from error
    except RecursionError as error:
        raise refuse_body(f"{what} is nested too deeply.") from error
    except ValueError as error:
        # Python refuses to read numbers of thousands of figures.
        raise refuse_body(f"{what} holds a number that is too long to be read.") from error


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
