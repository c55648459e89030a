"""Changes: what has happened to which record, and below it what has changed in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kgraph.answers.changes import Change, FieldChange

_STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
_INDENT = 9
# What tells the items of a list apart stands in the path; a digest says nothing to people.
_CALLED_BY = frozenset({"source", "locator", "digest", "lang", "text", "role", "entity", "claim", "id"})


def render_changes(changes: Iterable[Change]) -> Iterator[RenderableType]:
    """Yield for each change what it is about; then its reason, and its fields if the record is in both versions."""
    for change in changes:
        head = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        head.add_column(width=7)
        head.add_column(overflow="fold")
        about = Text.assemble(f"{change.kind} ", (change.id, "cyan"))
        if change.label != change.id.rpartition("/")[2]:
            about.append(f"  {change.label}", style="bold")
        head.add_row(Text(change.change, style=_STYLES[change.change]), about)
        yield head
        for line in _iter_lines(change):
            yield Padding(line, (0, 0, 0, _INDENT), expand=False)


def _iter_lines(change: Change) -> Iterator[Text]:
    if change.merged_into is not None:
        yield Text(f"merged into {change.merged_into}")
    if change.reason is not None:
        yield Text(f"because: {change.reason}")
    if change.change == "changed":
        for field in change.fields:
            is_told = field.field == "deprecated_because" and field.new == change.reason
            if not is_told and not _is_mere_order(field, change.fields):
                yield Text.assemble((field.field, "dim"), ": ", _show_field(field))


def _is_mere_order(field: FieldChange, fields: Sequence[FieldChange]) -> bool:
    """Tell whether a change of order goes without saying, something having been put in or taken out."""
    items = f"{field.field.removesuffix('.order')}["
    return field.field.endswith(".order") and any(
        other.field.startswith(items) and None in (other.old, other.new) for other in fields
    )


def _show_field(field: FieldChange) -> str:
    if field.field.endswith("]") and field.old is None:
        return f"added{_show_rest(field.new)}"
    if field.field.endswith("]") and field.new is None:
        return f"removed{_show_rest(field.old)}"
    return f"{_show(field.old)} → {_show(field.new)}"


def _show_rest(item: dict[str, Any]) -> str:
    """Return what there is to an item beside what it is called by."""
    rest = {name: value for name, value in item.items() if name not in _CALLED_BY and value is not None}
    if "cites" in rest:
        return f", cites {', '.join(cite['id'] for cite in rest['cites']) or 'nothing'}"
    return "".join(f", {name} {_show(value)}" for name, value in rest.items())


def _show(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "none" if value is None else json.dumps(value, ensure_ascii=False)
