"""Cells of tables: what a spreadsheet would run is defused, and lists keep their items apart. Both can be undone."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

MARK = "'"
SEPARATOR = "|"
_ESCAPE = "\\"
# What a spreadsheet may take for the begin of a formula: full-width and small forms too, which some turn into the
# plain ones. White space and characters that are not seen may stand before it.
_STARTS = "=+\\-@\u2212\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_SUSPECT = re.compile(rf"{MARK}|[\x00-\x1f]|[{_UNSEEN}]*[{_STARTS}]")
# Nearly every cell begins with one of these, and is let through without another look.
_HARMLESS = frozenset(string.ascii_letters + string.digits)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_PART = re.compile(r"(?:[^|\\]|\\.)+", re.DOTALL)


def defuse(text: str) -> str:
    """Return a text as a spreadsheet shows it and does not run it: with an apostrophe before what may be a formula.

    A formula begins with one of `= + - @`, in full-width or small form too, with a tab or another control
    character, whatever white space stands before it. A text that begins with an apostrophe gets another one, so
    that `restore` gives back every text. A plain number, such as -5, is none.

    >>> defuse("=1+1"), defuse("'tis"), defuse("-5"), defuse("tea")
    ("'=1+1", "''tis", '-5', 'tea')
    """
    if text[:1] in _HARMLESS or not _SUSPECT.match(text) or _NUMBER.match(text):
        return text
    return MARK + text


def restore(cell: str) -> str:
    """Return the text that `defuse` made a cell of.

    >>> restore("'=1+1"), restore("''tis"), restore("-5")
    ('=1+1', "'tis", '-5')
    """
    return cell[1:] if cell.startswith(MARK) else cell


def join_items(items: Iterable[str]) -> str | None:
    r"""Return texts, none of them empty, as one: with bars between them, and backslashes before bars in them.

    None for no text at all. `split_items` undoes it.

    >>> print(join_items(["either", "this|that", "C:\\"]))
    either|this\|that|C:\\
    """
    return SEPARATOR.join(_escape(item) for item in items) or None


def split_items(text: str) -> list[str]:
    r"""Return the texts that `join_items` made one of; none for an empty one.

    >>> split_items(r"either|this\|that")
    ['either', 'this|that']
    """
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in _PART.findall(text)]


def _escape(item: str) -> str:
    if SEPARATOR not in item and _ESCAPE not in item:
        return item
    return item.replace(_ESCAPE, _ESCAPE * 2).replace(SEPARATOR, _ESCAPE + SEPARATOR)


def show_amount(amount: Decimal | None) -> str | None:
    """Return an amount with all its digits and without an exponent."""
    return None if amount is None else format(amount, "f")


def show_moment(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601 has it, with its offset."""
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def show_number(number: int | None) -> str | None:
    """Return a whole number as text."""
    return None if number is None else str(number)


def show_flag(flag: bool | None) -> str | None:
    """Return `true` or `false`."""
    return None if flag is None else str(flag).lower()


def defuse_row(row: Iterable[str | None]) -> list[str | None]:
    """Return cells, defused."""
    return [cell if cell is None or cell[:1] in _HARMLESS else defuse(cell) for cell in row]
