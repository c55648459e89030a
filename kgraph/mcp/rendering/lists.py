"""What is said about a list: how names were understood, what is cut and how to read on, or why there is nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from kgraph.answers.answer import Answer, Empty, QueryEcho
from kgraph.mcp.parameters import Schema, filters

_TEXT: Schema = {"type": "string"}
ABSENCE = "What this dataset does not hold may be so all the same: that it is silent is no evidence."


class Found(Protocol):
    """What lists and documents have in common: how the question was understood, and what was left out."""

    @property
    def query(self) -> QueryEcho:
        """The question as it was understood."""

    @property
    def truncated_by(self) -> str | None:
        """The bound that cut the search short."""

    @property
    def undated_excluded(self) -> int:
        """Claims that were left out for want of a date."""

    @property
    def empty(self) -> Empty | None:
        """Why there is nothing."""


def iter_list_notes(answer: Answer[Any]) -> Iterator[str]:
    """Yield what is to be known about a list beside its items."""
    yield from iter_notes(answer)
    count, total = len(answer.items), answer.total
    if count and (count < total.value or total.relation == "gte" or answer.next_cursor is not None):
        if total.relation == "gte" and count == total.value:
            yield f"{count} shown; there may be more{_way_on(answer)}."
        else:
            yield f"{count} of {'at least ' * (total.relation == 'gte')}{total.value} shown{_way_on(answer)}."


def iter_notes(found: Found) -> Iterator[str]:
    """Yield how names were understood, what was left out, and why there is nothing, if there is nothing."""
    yield from iter_names(found.query)
    if found.truncated_by is not None:
        yield f"The search was cut at its bound of {found.truncated_by}: there may be more. Say so."
    if found.undated_excluded:
        asked = found.query.parameters
        if asked.get("order") in ("oldest", "newest") and "date" not in asked:
            # Only a timeline leaves undated claims out unasked.
            yield f"{found.undated_excluded} claims have no date and are not among these; undated true lists them."
        else:
            yield f"{found.undated_excluded} claims without a date were left out by the date filter."
    if found.empty is not None:
        yield explain_empty(found.empty)
        yield ABSENCE


def iter_names(query: QueryEcho) -> Iterator[str]:
    """Yield which entities names were taken for, where it was not the id or the very name that was given."""
    for name in query.names:
        if name.matched.how != "id" and name.given != name.entity.name:
            how = "was merged into" if name.matched.how == "merged" else "was taken for"
            yield f"“{name.given}” {how} {name.entity.name} ({name.entity.id})."


def explain_empty(empty: Empty) -> str:
    """Return why there is nothing, and what would change it."""
    return f"Nothing found: {empty.detail}" + (f" Try: {empty.try_}." if empty.try_ else "")


def to_call(url: str) -> str:
    """Return the call of a tool that answers what a relative URL of the service does.

    >>> to_call("/v1/claims?between=china&between=russia&hedged=true")
    'claims {"between": ["china", "russia"], "hedged": true}'
    """
    parts = urlsplit(url)
    known = filters("claims")
    arguments: dict[str, Any] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        schema = known.get(name, _TEXT)
        if schema["type"] == "array":
            arguments.setdefault(name, []).append(_read(value, schema["items"]["type"]))
        else:
            arguments[name] = _read(value, schema["type"])
    return show_call(parts.path.rsplit("/", 1)[-1].replace("-", "_"), arguments)


def show_call(tool: str, arguments: Mapping[str, Any]) -> str:
    """Return the call of a tool as text: its name, then its arguments as JSON."""
    return f"{tool} {json.dumps(arguments, ensure_ascii=False)}"


def _read(value: str, kind: str) -> Any:
    """Return the text of a URL as the JSON that a tool takes."""
    return json.loads(value) if kind in ("boolean", "integer", "number") else value


def _way_on(answer: Answer[Any]) -> str:
    if answer.next_cursor is not None:
        return f"; read on by the same call with cursor {answer.next_cursor}"
    more = next((word for word in ("k", "limit") if word in answer.query.parameters), None)
    return f"; a higher {more} would show it" if more else ""
