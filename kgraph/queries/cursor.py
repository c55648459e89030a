"""Opaque marks of where a list was left off."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from kgraph.errors import InvalidCursor, StaleCursor

# A cursor tells its version and query apart from others; it is no secret, so 8 hexadecimal digits do.
FINGERPRINT_LENGTH = 8


def encode_cursor(version: str, query: Mapping[str, Any], last: str) -> str:
    """Return the cursor behind `last`, the sort key of an item, in the list that a query gives."""
    parts = [version[:FINGERPRINT_LENGTH], _fingerprint(query), last]
    packed = json.dumps(parts, separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode_cursor(cursor: str, version: str, query: Mapping[str, Any]) -> str:
    """Return the sort key that a cursor of this version and query stands behind.

    Raises:
        StaleCursor: another version of the dataset handed it out.
        InvalidCursor: it cannot be read, or belongs to a query with other parameters.
    """
    shown = cursor[:80] if isinstance(cursor, str) else repr(cursor)[:80]
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        parts = json.loads(packed)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        parts = None
    if not (isinstance(parts, list) and len(parts) == 3 and all(isinstance(part, str) for part in parts)):
        raise InvalidCursor("This is no cursor of this service.", parameter="cursor", value=shown)
    of_version, of_query, last = parts
    if of_version != version[:FINGERPRINT_LENGTH]:
        message = "This cursor is of another version of the dataset: read the list from its start."
        raise StaleCursor(message, parameter="cursor", value=shown)
    if of_query != _fingerprint(query):
        message = "This cursor belongs to a query with other parameters."
        raise InvalidCursor(message, parameter="cursor", value=shown)
    return str(last)


def _fingerprint(query: Mapping[str, Any]) -> str:
    canonical = json.dumps(query, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:FINGERPRINT_LENGTH]
