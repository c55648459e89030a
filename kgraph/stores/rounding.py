"""Whether two amounts can be the same figure, written more and less precisely."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from kgraph.records import Value

# Figures are rounded to thousands, millions, billions: 22 billion is 22.4 billion, but 1,500 is not 1,490.
_STEP = 3
_BOUNDS = {"at_least": 1, "more_than": 1, "at_most": -1}
_VAGUE = frozenset({"few", "some"})


def agree(one: Value, other: Value) -> bool | None:
    """Tell whether two values can be the same; None where nobody can tell: other units, or no amount.

    19 and 19.2 agree, since the second may be rounded to the first; 19 and 20 do not. "About" allows for half a
    unit of the last figure but one, either way. A bound agrees with every amount on its side, and with bounds that
    leave anything between them.

    >>> def percent(amount, modifier="exact"):
    ...     return Value(amount=amount, unit="percent", modifier=modifier)
    >>> agree(percent(19), percent(19.2)), agree(percent(19), percent(20))
    (True, False)
    >>> agree(percent(80, "about"), percent(82)), agree(percent(70, "at_least"), percent(85))
    (True, True)
    """
    if one.amount is None or other.amount is None or one.unit != other.unit:
        return None
    if one.modifier in _VAGUE or other.modifier in _VAGUE:
        return None
    side, other_side = _BOUNDS.get(one.modifier or "", 0), _BOUNDS.get(other.modifier or "", 0)
    if side == other_side == 0:
        place = max(_place_of(one), _place_of(other))
        if "about" in (one.modifier, other.modifier):
            # Not by rounding both: about 85 is 84, though the tens that they are rounded to differ.
            return 2 * abs(one.amount - other.amount) <= Decimal(1).scaleb(place)
        return _round(one.amount, place) == _round(other.amount, place)
    if side == other_side:
        return True
    if side == 0:
        return _reaches(other.amount, other_side, one.amount, other.modifier)
    if other_side == 0:
        return _reaches(one.amount, side, other.amount, one.modifier)
    low, high = (one, other) if side > other_side else (other, one)
    return low.amount is not None and high.amount is not None and _reaches(low.amount, 1, high.amount, low.modifier)


def is_same_figure(one: Value, other: Value) -> bool:
    """Tell whether two values are one figure, written more and less precisely; a bound is none.

    >>> def percent(amount, modifier="exact"):
    ...     return Value(amount=amount, unit="percent", modifier=modifier)
    >>> is_same_figure(percent(19), percent(19.2)), is_same_figure(percent(70, "at_least"), percent(85))
    (True, False)
    """
    return not {one.modifier, other.modifier} & _BOUNDS.keys() and agree(one, other) is True


def _reaches(bound: Decimal, side: int, amount: Decimal, modifier: str | None) -> bool:
    if modifier == "more_than":
        return amount > bound
    return amount >= bound if side > 0 else amount <= bound


def _place_of(value: Value) -> int:
    """Return the power of ten that an amount is written to: -1 for 19.2, 0 for 19, 9 for 22 billion."""
    amount = value.amount
    if amount is None or not amount:
        return 0
    _, digits, exponent = amount.normalize().as_tuple()
    place = int(exponent)
    if value.modifier == "about":
        # The last figure of an approximate amount is not to be relied on, unless it is the only one.
        return place if place > 0 or len(digits) == 1 else place + 1
    return place if place < 0 else place - place % _STEP


def _round(amount: Decimal, place: int) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        return amount.quantize(Decimal(1).scaleb(place), rounding=ROUND_HALF_UP)


def say_amount(value: Value) -> str:
    """Return a value in words: its own, or its amount and unit.

    >>> say_amount(Value(amount=22000000000, unit="USD", modifier="at_least"))
    'at least 22000000000 USD'
    """
    if value.text is not None or value.amount is None:
        return value.text or ""
    modifier = "" if value.modifier in (None, "exact") else value.modifier.replace("_", " ")
    return f"{modifier} {value.amount:f} {value.unit or ''}".strip()
