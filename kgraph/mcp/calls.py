"""Call a tool: ask the graph, and put the answer into text and JSON."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import mcp_types as types
from pydantic import BaseModel

from kgraph.answers.answer import Answer
from kgraph.answers.overviews import Impact
from kgraph.client import AnyGraph
from kgraph.errors import KGraphError
from kgraph.mcp.answers import DocumentText
from kgraph.mcp.output_schemas import build_output_schema
from kgraph.mcp.question import Question
from kgraph.mcp.refusals import INTERNAL, describe_refusal
from kgraph.mcp.rendering.claims import iter_reminders
from kgraph.mcp.rendering.lines import to_line
from kgraph.mcp.rendering.lists import iter_list_notes, iter_names, iter_notes
from kgraph.mcp.structured import iter_claims_in, to_structured

_LOG = logging.getLogger(__name__)
# Nothing is changed, and nothing but the dataset is asked.
_ANNOTATIONS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def describe_tool(question: Question) -> types.Tool:
    """Return a question as the protocol lists it."""
    return types.Tool(
        name=question.name,
        title=question.title,
        description=question.full_description,
        input_schema=question.input_schema,
        output_schema=build_output_schema(question.answers, question.name),
        annotations=_ANNOTATIONS,
    )


def call_tool(graph: AnyGraph, question: Question, arguments: Mapping[str, Any]) -> types.CallToolResult:
    """Return the answer, or why there is none; whatever else fails is logged, and its text goes nowhere else."""
    try:
        record = question.ask(graph, arguments)
        notes = list(dict.fromkeys(map(to_line, _iter_notes(question, record))))
        lines = [*map(to_line, question.render(record)), *(f"* {note}" for note in notes)]
        structured = to_structured(record, notes, graph.version)
    except KGraphError as error:
        return _refuse(describe_refusal(error, question.name))
    except Exception:
        _LOG.exception("The tool %s failed.", question.name)
        return _refuse(INTERNAL)
    lines.append(f"* Dataset version {structured['dataset_version'][:8]}.")
    text = types.TextContent(type="text", text="\n".join(lines))
    return types.CallToolResult(content=[text], structured_content=structured)


def _refuse(message: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=message)], is_error=True)


def _iter_notes(question: Question, record: BaseModel) -> Iterator[str]:
    """Yield what is to be known about an answer beside what it says."""
    yield from question.notes(record)
    if isinstance(record, Answer):
        yield from iter_list_notes(record)
    elif isinstance(record, Impact):
        yield from iter_names(record.query)
    elif isinstance(record, DocumentText):
        if record.shown_count < record.total_count:
            yield f"{record.shown_count} of {record.total_count} shown; a higher limit would show more."
        yield from iter_notes(record)
    yield from iter_reminders(iter_claims_in(record))
