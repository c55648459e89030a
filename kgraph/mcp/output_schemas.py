"""The JSON schemas of answers as `structured` writes them, short enough for a list of tools that is read whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from kgraph.answers.answer import Answer
from kgraph.answers.views import ClaimRef, ClaimView
from kgraph.mcp.parameters import DESCRIBING

_CLAIM_MEMBERS: dict[str, Any] = {
    "standing": {
        "type": "string",
        "description": "All that qualifies the claim, in words: none of it may be dropped when the claim is reported.",
    },
    "citations": {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 1,
        "description": "A line for each passage that it was read in: to be given with the statement.",
    },
}
_ANSWER_MEMBERS: dict[str, Any] = {
    "notes": {
        "type": "array",
        "items": {"type": "string"},
        "description": "What the answer does not mean, what is cut, what its marks oblige to.",
    },
    "dataset_version": {"type": "string"},
}
# What only one tool writes out: a claim's `standing` and `citations`, and the notes, say it in words everywhere.
_WRITTEN_OUT_ONCE = {
    **dict.fromkeys(("ContentView", "QualifierView", "EvidenceView", "QueryEcho", "Empty"), DESCRIBING),
    "Path": "paths",
}
# What only one tool describes, but for what every tool says of a claim.
_DESCRIBED_ONCE = {
    **dict.fromkeys(("ClaimView", "ClaimRef", "EntityRef", "OutletRef", "Total"), DESCRIBING),
    **dict.fromkeys(("EntityHit", "Matched"), "search"),
    "Hop": "paths",
}
_ALWAYS_DESCRIBED = {*_CLAIM_MEMBERS, "hedge", "valid", "single_source", "contested_by"}
_ALWAYS_REQUIRED = {*_CLAIM_MEMBERS, "id", "statement", "status", "polarity", "hedge", "speaker", "basis", "valid"}


def build_output_schema(model: type[BaseModel], tool: str) -> dict[str, Any]:
    """Return the JSON schema of a tool's answer as `to_structured` writes it, as short as it can be.

    What many answers are made of is described by one tool for all: elsewhere only what a writer must not lose is.
    """
    schema = model.model_json_schema(mode="serialization", by_alias=True)
    parts = schema.get("$defs", {})
    for name, definition in [(model.__name__, schema), *parts.items()]:
        if name == ClaimView.__name__:
            _add_members(definition, _CLAIM_MEMBERS)
            told = "The claims that contradict it: to be reported with it. `contested` shows the sides."
            definition["properties"]["contested_by"]["description"] = told
        elif name == ClaimRef.__name__:
            del definition["properties"]["statement"]
            definition["required"].remove("statement")
            definition["description"] = "A claim that this one refers to, or that refers to it: read it by its id."
    for name, definition in parts.items():
        if _DESCRIBED_ONCE.get(name, tool) != tool:
            _reduce(definition)
    if tool != DESCRIBING:
        for name in Answer.model_fields.keys() & schema["properties"].keys():
            schema["properties"][name].pop("description", None)
    _add_members(schema, _ANSWER_MEMBERS)
    opaque = {f"#/$defs/{name}" for name, home in _WRITTEN_OUT_ONCE.items() if home != tool}
    shortened: dict[str, Any] = _shorten(schema, opaque)
    return _drop_unused(shortened)


def _add_members(schema: dict[str, Any], members: dict[str, Any]) -> None:
    schema["properties"] = {**members, **schema["properties"]}
    schema["required"] = list(dict.fromkeys([*members, *schema.get("required", ())]))


def _reduce(definition: dict[str, Any]) -> None:
    """Take away what the members of a part mean, and that they are always there, but for what qualifies a claim."""
    definition.pop("description", None)
    required = [name for name in definition.pop("required") if name in _ALWAYS_REQUIRED]
    definition |= {"required": required} if required else {}
    for name, member in definition.get("properties", {}).items():
        if name not in _ALWAYS_DESCRIBED:
            member.pop("description", None)


def _shorten(schema: Any, opaque: set[str]) -> Any:
    """Return a schema without what says nothing to a reader, such as titles made of names, or how texts are checked.

    Of what `opaque` refers to it says only that it is an object.
    """
    if isinstance(schema, list):
        return [_shorten(item, opaque) for item in schema]
    if not isinstance(schema, dict):
        return schema
    short = {key: _shorten(value, opaque) for key, value in schema.items() if not _is_idle(key, value)}
    if short.get("$ref") in opaque:
        del short["$ref"]
        short["type"] = "object"
    kinds = short.get("anyOf", [])
    if len(kinds) == 2 and kinds[1] == {"type": "null"} and isinstance(kinds[0].get("type"), str):
        given = dict(kinds[0])
        given["type"] = [given["type"], "null"]
        if "const" in given:
            given["enum"] = [given.pop("const")]
        if "enum" in given:
            given["enum"] = [*given["enum"], None]
        del short["anyOf"]
        short = given | short
    return short


def _drop_unused(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without the parts that nothing in it refers to."""
    parts = schema.get("$defs", {})
    used: set[str] = set()
    waiting = set(_iter_references({key: value for key, value in schema.items() if key != "$defs"}))
    while waiting:
        used |= waiting
        waiting = {found for name in waiting for found in _iter_references(parts[name])} - used
    return schema | ({"$defs": {name: part for name, part in parts.items() if name in used}} if parts else {})


def _iter_references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        for value in schema.values():
            yield from _iter_references(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _iter_references(item)


def _is_idle(key: str, value: Any) -> bool:
    return (
        (key == "title" and isinstance(value, str))
        or (key == "pattern" and isinstance(value, str))
        or (key == "default" and value is None)
        or (key == "additionalProperties" and value is False)
    )
