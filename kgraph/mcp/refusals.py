"""What a model is told when its question cannot be answered as it was asked: what is wrong, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.errors import AmbiguousName, KGraphError, NotFound, QueryError, StaleCursor
from kgraph.mcp.rendering.lines import to_line
from kgraph.mcp.rendering.lists import ABSENCE

INTERNAL = "kgraph failed at this call; the reason stands in its log. Nothing can be concluded from it."


def describe_refusal(error: KGraphError, tool: str) -> str:
    """Return why a question was refused, as text."""
    return "\n".join(map(to_line, _iter_lines(error, tool)))


def _iter_lines(error: KGraphError, tool: str) -> Iterator[str]:
    if isinstance(error, AmbiguousName):
        place = f" as {error.parameter}" if error.parameter else ""
        yield f"“{error.value}”{place} may mean several entities, and none of them is assumed:"
        yield from (f"- {each.id}: {each.name} ({each.type})" for each in error.candidates)
        yield f"Ask which one is meant, unless that is certain, and call {tool} again with its id."
        return
    yield str(error) if not isinstance(error, QueryError) or _is_named(error) else f"{error.parameter}: {error}"
    if isinstance(error, QueryError) and error.suggestions:
        yield f"Near, and perhaps not what is meant: {', '.join(error.suggestions)}."
    if isinstance(error, NotFound):
        if error.kind == "entity":
            yield "The tool search finds entities by part of a name, or one that is misspelt."
        yield ABSENCE
    elif isinstance(error, StaleCursor):
        yield f"Call {tool} again without a cursor."


def _is_named(error: QueryError) -> bool:
    """Tell whether the message names the argument that is at fault, or there is none to name."""
    return not error.parameter or re.search(rf"\b{re.escape(error.parameter)}\b", str(error)) is not None
