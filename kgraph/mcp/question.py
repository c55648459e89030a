"""A question as a tool of a model: what it is called, what it takes, how it is asked and how its answer reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from kgraph.answers.answer import Answer
from kgraph.client import AnyGraph
from kgraph.mcp.arguments import check_arguments
from kgraph.mcp.parameters import DESCRIBING, Schemas, build_object

# The word of REST that Python has for itself.
_RENAMED = {"from": "from_"}


def _note_nothing(_record: BaseModel) -> tuple[str, ...]:
    return ()


def caution(text: str) -> Callable[[BaseModel], tuple[str, ...]]:
    """Return what notes one thing of every answer but an empty list."""

    def note(record: BaseModel) -> tuple[str, ...]:
        return () if isinstance(record, Answer) and not record.items else (text,)

    return note


@dataclass(frozen=True, slots=True)
class Question:
    """A question, under the name that REST, the command line and Python have for it.

    `parameters` are the schemas of its arguments, `required` those without which it cannot be asked; `answers` is the
    model of its answer, `render` yields the lines of it as text, and `notes` what is to be known beside them. Unless
    `put` puts it, the graph's method of the same name is asked, and answers.
    """

    name: str
    title: str
    description: str
    answers: type[BaseModel]
    render: Callable[[Any], Iterator[str]]
    parameters: Schemas = field(default_factory=dict)
    required: tuple[str, ...] = ()
    put: Callable[[AnyGraph, dict[str, Any]], BaseModel] | None = None
    notes: Callable[[Any], Iterable[str]] = _note_nothing

    @property
    def full_description(self) -> str:
        """What it is for, and where those of its arguments are described that are not described in its schema."""
        if all("description" in schema for schema in self.parameters.values()):
            return self.description
        return f"{self.description} Filters that are not described here: as in `{DESCRIBING}`, or `schema` with `part` \
`filters`."

    @property
    def input_schema(self) -> dict[str, Any]:
        """The JSON schema of its arguments."""
        required = {"required": list(self.required)} if self.required else {}
        return build_object(self.parameters) | required

    def ask(self, graph: AnyGraph, given: Mapping[str, Any]) -> BaseModel:
        """Return the answer; what is not given is as the schemas say.

        Raises:
            QueryError: the question cannot be answered as it was asked.
        """
        arguments = check_arguments(self.name, self.parameters, self.required, given)
        defaults = {name: schema["default"] for name, schema in self.parameters.items() if "default" in schema}
        words = {_RENAMED.get(name, name): value for name, value in (defaults | arguments).items()}
        if self.put is not None:
            return self.put(graph, words)
        answer: BaseModel = getattr(graph, self.name)(**words)
        return answer
