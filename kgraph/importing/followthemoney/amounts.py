"""Shares, counts and sums of money: exact where they are written as plain numbers, else in the record's words."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import ValidationError

from kgraph.importing.followthemoney.records import MAX_TEXT_CHARACTERS, cut
from kgraph.records import Value
from kgraph.records.claim import Modifier

PERCENT = "percent"
ITEM = "item"
_NUMBER = re.compile(r"\d+(?:\.\d+)?\Z", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?\Z", re.ASCII)
# A comma before three figures may part thousands: such a share is kept in words.
_DECIMAL_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})\Z", re.ASCII)
_PERCENT_SIGN = re.compile(r"\s*(?:%|percent|per cent)\Z", re.IGNORECASE)
_MODIFIERS: dict[str, Modifier] = {
    ">=": "at_least",
    "≥": "at_least",
    "<=": "at_most",
    "≤": "at_most",
    ">": "more_than",
    "~": "about",
}
_CURRENCY = re.compile(r"[A-Z]{3}\Z")


def read_share(text: str) -> Value:
    """Return a share in percent; as words alone where it is no plain number, or is out of 0 to 100.

    >>> read_share("51,5 %").amount, read_share(">25%").modifier, read_share("25-50%").amount
    (Decimal('51.5'), 'more_than', None)
    """
    modifier, number = _split_modifier(_PERCENT_SIGN.sub("", text))
    if _DECIMAL_COMMA.match(number):
        number = number.replace(",", ".")
    if not _NUMBER.match(number) or not 0 <= Decimal(number) <= 100:
        return to_words(text)
    return _build(Decimal(number), modifier, PERCENT, text)


def read_count(text: str) -> Value:
    """Return a number of items; as words alone where it is no plain number."""
    return _read_number(text, ITEM)


def read_sum(text: str, currency: str | None) -> Value:
    """Return a sum of money, its unit the code of the currency; without a code the unit is unknown.

    >>> read_sum("1,250,000.50", "USD").amount
    Decimal('1250000.50')
    """
    return _read_number(text, currency)


def read_currency(texts: list[str]) -> str | None:
    """Return the code of the one currency that is given; None where there is none, or several."""
    codes = {text.upper() for text in texts}
    code = codes.pop() if len(codes) == 1 else ""
    return code if _CURRENCY.match(code) else None


def to_words(text: str) -> Value:
    """Return a value in words."""
    return Value(text=cut(text, MAX_TEXT_CHARACTERS))


def _read_number(text: str, unit: str | None) -> Value:
    modifier, number = _split_modifier(text)
    if _GROUPED.match(number):
        number = re.sub(r"[, \u00a0\u202f]", "", number)
    return _build(Decimal(number), modifier, unit, text) if _NUMBER.match(number) else to_words(text)


def _split_modifier(text: str) -> tuple[Modifier, str]:
    text = text.strip()
    for sign, modifier in _MODIFIERS.items():
        if text.startswith(sign):
            return modifier, text[len(sign) :].strip()
    return "exact", text


def _build(amount: Decimal, modifier: Modifier, unit: str | None, text: str) -> Value:
    try:
        return Value(amount=amount, modifier=modifier, unit=unit, text=cut(text, MAX_TEXT_CHARACTERS))
    except ValidationError:  # more figures than a JSON number carries
        return to_words(text)
