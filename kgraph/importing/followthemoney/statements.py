"""The sentence that a claim is shown as."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.importing.followthemoney.records import cut
from kgraph.importing.followthemoney.schemata import Relation, RoleSpec
from kgraph.records import Qualifier, Value

# The roles that a sentence names, in this order: the others are in the qualifiers alone.
_SHOWN_ROLES = ("role", "relationship", "share", "amount")
_MAX_DETAIL_CHARACTERS = 100
_MODIFIERS = {"about": "about ", "at_least": "at least ", "at_most": "at most ", "more_than": "more than "}


def write_statement(
    relation: Relation,
    subject: str,
    object: str,
    *,
    is_value: bool,
    qualifiers: Iterable[tuple[RoleSpec, Qualifier]],
    valid: str | None,
) -> str:
    """Return the sentence: subject, label, object, then role, relation, share and sum, then the time."""
    label = relation.value_label if is_value and relation.value_label else relation.label
    details = sorted(
        (_SHOWN_ROLES.index(role.id), f"{role.label} {_show_value(part.value)}")
        for role, part in qualifiers
        if role.id in _SHOWN_ROLES and part.value is not None
    )
    shown = f" ({'; '.join(detail for _, detail in details[: len(_SHOWN_ROLES)])})" if details else ""
    return f"{subject} {label} {object}{shown}{_show_time(valid)}."


def _show_value(value: Value) -> str:
    if value.amount is None:
        return cut(value.text or "", _MAX_DETAIL_CHARACTERS)
    unit = f" {value.unit}" if value.unit else ""
    return f"{_MODIFIERS.get(value.modifier or '', '')}{value.amount:f}{unit}"


def _show_time(valid: str | None) -> str:
    """Return the time as it stands in a sentence.

    >>> _show_time("2014-03/"), _show_time("/2016"), _show_time("2014/2016-05"), _show_time("2014-03-18")
    (', from 2014-03', ', until 2016', ', from 2014 to 2016-05', ', dated 2014-03-18')
    """
    if valid is None:
        return ""
    start, interval, end = valid.partition("/")
    if not interval:
        return f", dated {start}"
    return (f", from {start}" if start else "") + (
        f"{'' if start else ','} {'to' if start else 'until'} {end}" if end else ""
    )
