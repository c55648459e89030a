"""What a list of tools says: all that a model must know before it calls one, and no more than it can read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kgraph.filters import filter_specs
from kgraph.records.vocabulary import STATUS_DEFINITIONS
from tests.mcp.agents import Agent
from tests.mcp.calls import CALLS
from tests.mcp.test_tools import read_properties

# What a model reads before its first question, in characters.
MOST_OF_INPUTS = 40_000
MOST_OF_OUTPUTS = 80_000


def measure(schema: Any) -> int:
    return len(json.dumps(schema, ensure_ascii=False, separators=(",", ":")))


def test_the_list_of_tools_is_short_enough_to_be_read(stdio_agent: Agent) -> None:
    tools = stdio_agent.list_tools().values()
    assert sum(measure(tool.input_schema) for tool in tools) < MOST_OF_INPUTS
    assert sum(measure(tool.output_schema) for tool in tools) < MOST_OF_OUTPUTS


@pytest.mark.parametrize("tool", CALLS)
def test_what_a_tool_does_not_describe_is_described_where_it_says(stdio_agent: Agent, tool: str) -> None:
    tools = stdio_agent.list_tools()
    properties = read_properties(tools[tool].input_schema)
    silent = {name for name, schema in properties.items() if "description" not in schema}
    assert silent <= filter_specs().keys()
    description = tools[tool].description
    assert description is not None
    assert bool(silent) == ("as in `claims`, or `schema` with `part` `filters`." in description)
    described = read_properties(tools["claims"].input_schema)
    assert all(described[name]["description"] for name in silent)
    told = {word["id"] for word in stdio_agent.ask("schema", {"part": "filters"})[1]["words"]["filters"]}
    assert silent <= told


@pytest.mark.parametrize("tool", CALLS)
def test_no_tool_takes_an_empty_list(stdio_agent: Agent, tool: str) -> None:
    for name, schema in read_properties(stdio_agent.list_tools()[tool].input_schema).items():
        assert schema["type"] != "array" or schema["minItems"] >= 1, name


@pytest.mark.parametrize(
    ("tool", "told"),
    [
        ("search", "Type of the entity."),
        ("autocomplete", "Type of the entity."),
        ("entities", "Type of the entity."),
        ("neighbours", "Type of the neighbour."),
        ("paths", "Type of every entity between the two ends; of a subgraph, of every entity that is not named."),
    ],
)
def test_a_type_is_described_as_what_it_is_the_type_of(stdio_agent: Agent, tool: str, told: str) -> None:
    assert read_properties(stdio_agent.list_tools()[tool].input_schema)["type"]["description"] == told


def find_claim_schemas(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in (schema, *schema.get("$defs", {}).values()) if "standing" in each.get("properties", {})]


def test_every_schema_of_a_claim_says_what_qualifies_it(stdio_agent: Agent) -> None:
    seen = 0
    for name, tool in stdio_agent.list_tools().items():
        assert tool.output_schema is not None
        for claim in find_claim_schemas(tool.output_schema):
            seen += 1
            members = claim["properties"]
            assert members["status"]["enum"] == list(STATUS_DEFINITIONS), name
            assert members["polarity"]["enum"] == ["affirmed", "negated", "unknown"]
            assert members["basis"]["enum"] == ["stated", "presupposed"]
            assert "holds back" in members["hedge"]["description"]
            assert "none of it may be dropped" in members["standing"]["description"]
            assert {"standing", "citations", "statement", "status", "polarity", "hedge", "speaker"} <= {
                *claim["required"]
            }
    assert seen >= 10


def test_a_schema_defines_all_that_it_refers_to_and_nothing_else(stdio_agent: Agent) -> None:
    for name, tool in stdio_agent.list_tools().items():
        for schema in (tool.input_schema, tool.output_schema):
            assert schema is not None
            text = json.dumps(schema)
            for part in schema.get("$defs", {}):
                assert f'"#/$defs/{part}"' in text, (name, part)
            assert text.count('"$ref"') == sum(text.count(f'"#/$defs/{part}"') for part in schema.get("$defs", {}))
