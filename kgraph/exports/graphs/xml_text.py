"""Text in XML 1.0: escaped, and without the few characters that XML cannot hold.

These are U+FFFE, U+FFFF, lone halves of surrogate pairs and control characters; no escape stands for them. Each
becomes U+FFFD, the character that says that one is missing there.
"""

from __future__ import annotations

import re
from decimal import Decimal

from kgraph.cells import join_items
from kgraph.exports.graphs.elements import Attribute

_SPECIAL = re.compile('[&<>"\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ABSENT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = (
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ('"', "&quot;"),
    # As they are, a reader would take them for spaces in an attribute, and a carriage return for a line feed anywhere.
    ("\t", "&#9;"),
    ("\n", "&#10;"),
    ("\r", "&#13;"),
)


def escape_xml(text: str) -> str:
    """Return a text as it stands in an element, or between the double quotes of an attribute."""
    if _SPECIAL.search(text) is None:
        return text
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return _ABSENT.sub("\N{REPLACEMENT CHARACTER}", text)


def write_xml_value(value: Attribute) -> str:
    """Return the value of an attribute as XML text; a list is one text, as `split_items` takes it apart."""
    if isinstance(value, str):
        return escape_xml(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return escape_xml(join_items(value) or "")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
