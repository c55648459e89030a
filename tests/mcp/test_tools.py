"""Every tool, over the SDK's own client, on both transports."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest

from api import Settings, create_app
from kgraph import KnowledgeGraph
from kgraph.filters import filter_specs
from tests.mcp.agents import Agent
from tests.mcp.calls import CALLS, EMPTY

# What the tools are called that answer what a path of REST does.
OPERATIONS = {
    "/v1/search": "search",
    "/v1/autocomplete": "autocomplete",
    "/v1/entities": "entities",
    "/v1/entities/{entity}": "entity",
    "/v1/entities/{entity}/neighbours": "neighbours",
    "/v1/claims": "claims",
    "/v1/claims/{id}": "claim",
    "/v1/claims/{id}/sources": "claim_sources",
    "/v1/paths": "paths",
    "/v1/common-neighbours": "common_neighbours",
    "/v1/subgraph": "subgraph",
    "/v1/sources": "sources",
    "/v1/sources/{id}": "source",
    "/v1/sources/{id}/claims": "source_claims",
    "/v1/sources/{id}/impact": "impact",
    "/v1/contested": "contested",
    "/v1/timeline": "timeline",
    "/v1/facets": "facets",
    "/v1/dyad": "dyad",
    "/v1/quality": "quality",
    "/v1/bibliography": "bibliography",
    "/v1/brief": "brief",
}
# A brief is for a model in Markdown alone.
LEFT_OUT = {"brief": {"format"}}
OF_THE_DATASET = {name for name, spec in filter_specs().items() if spec.words not in (None, "entity", "source")}
BOUNDS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "enum", "type", "format")


def test_the_tools_are_the_questions(agent: Agent) -> None:
    assert agent.list_tools().keys() == CALLS.keys()
    for name, tool in agent.list_tools().items():
        assert callable(getattr(KnowledgeGraph, name))
        assert tool.title
        assert tool.description
        assert tool.annotations is not None
        hints = tool.annotations
        assert (hints.read_only_hint, hints.idempotent_hint, hints.open_world_hint) == (True, True, False)
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema is not None


@pytest.mark.parametrize("tool", CALLS)
def test_each_tool_answers_with_text_and_with_json_of_its_schema(agent: Agent, tool: str) -> None:
    text, answer = agent.ask(tool, CALLS[tool])
    assert answer["dataset_version"] in {agent.ask("dataset")[1]["version"]}
    assert f"version {answer['dataset_version'][:8]}" in text
    for note in answer["notes"]:
        assert f"* {note}" in text
    if "items" in answer:
        assert bool(answer["items"]) == (tool not in EMPTY)


@pytest.mark.parametrize("tool", CALLS)
def test_both_transports_answer_alike(stdio_agent: Agent, http_agent: Agent, tool: str) -> None:
    assert stdio_agent.ask(tool, CALLS[tool]) == http_agent.ask(tool, CALLS[tool])


def strip(answer: Any) -> Any:
    """Return an answer without what only tools add."""
    if isinstance(answer, dict):
        return {name: strip(value) for name, value in answer.items() if name not in ("standing", "citations", "notes")}
    return [strip(item) for item in answer] if isinstance(answer, list) else answer


@pytest.mark.parametrize("tool", sorted(CALLS.keys() - {"brief", "bibliography", "schema", "impact"}))
def test_the_answer_is_that_of_python_but_for_statements_without_evidence(
    stdio_agent: Agent, article_graph: KnowledgeGraph, tool: str
) -> None:
    schema = stdio_agent.list_tools()[tool].input_schema["properties"]
    arguments = {name: each["default"] for name, each in schema.items() if "default" in each} | CALLS[tool]
    answer = getattr(article_graph, tool)(
        **{{"from": "from_"}.get(name, name): each for name, each in arguments.items()}
    )
    expected = json.loads(answer.model_dump_json(by_alias=True))

    def drop_references(value: Any) -> Any:
        if isinstance(value, dict):
            bare = value.keys() == {"id", "statement"}
            return {name: drop_references(each) for name, each in value.items() if not (bare and name == "statement")}
        return [drop_references(each) for each in value] if isinstance(value, list) else value

    expected = drop_references(expected) | {"dataset_version": article_graph.version}
    assert strip(stdio_agent.ask(tool, CALLS[tool])[1]) == expected


def test_arguments_are_called_and_bounded_as_in_rest(stdio_agent: Agent, article_graph: KnowledgeGraph) -> None:
    document = create_app(Settings(), article_graph).openapi()
    tools = stdio_agent.list_tools()
    for path, tool in OPERATIONS.items():
        parameters = {each["name"]: each for each in document["paths"][path]["get"]["parameters"]}
        properties = read_properties(tools[tool].input_schema)
        assert properties.keys() == parameters.keys() - LEFT_OUT.get(tool, set())
        required = {name for name, each in parameters.items() if each.get("required")}
        assert set(tools[tool].input_schema.get("required", ())) == required
        for name, schema in properties.items():
            if name in filter_specs() and tool == "claims":
                assert schema["description"] == parameters[name]["description"]
            # REST lists the words of the dataset that it serves; a model asks for those by `schema`.
            if name not in OF_THE_DATASET and name not in ("cursor", "about"):
                told, rest = pick_bounds(schema), pick_bounds(parameters[name]["schema"])
                # A path of REST has no bounds of ids; the questions have.
                assert {bound: told.get(bound) for bound in rest} == rest, (tool, name)


def read_properties(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what a tool takes, each schema whole."""
    shared = {f"#/$defs/{name}": each for name, each in schema.get("$defs", {}).items()}
    return {name: shared.get(each.get("$ref"), {}) | each for name, each in schema["properties"].items()}


def pick_bounds(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what a schema allows, without how it says that null is nothing given."""
    schema = next((each for each in schema.get("anyOf", ()) if each != {"type": "null"}), {}) | schema
    bounds = {name: schema[name] for name in BOUNDS if name in schema}
    return bounds | ({"items": pick_bounds(schema["items"])} if "items" in schema else {})


def test_every_word_of_a_default_answer_can_be_read_on(agent: Agent) -> None:
    text, answer = agent.ask("claims")
    assert len(answer["items"]) == 10
    assert f"10 of 201 shown; read on by the same call with cursor {answer['next_cursor']}." in text
    seen = [claim["id"] for claim in answer["items"]]
    while answer["next_cursor"]:
        answer = agent.ask("claims", {"limit": 100, "cursor": answer["next_cursor"]})[1]
        seen += [claim["id"] for claim in answer["items"]]
    assert len(set(seen)) == len(seen) == 201


def test_what_is_cut_of_a_tie_is_listed_by_the_call_that_the_text_gives(agent: Agent) -> None:
    text, _ = agent.ask("neighbours", {"entity": "China", "claims_per_neighbour": 1})
    line = next(line for line in text.splitlines() if " claims shown; all: claims " in line)
    wanted = int(line.split(" of ")[1].split()[0])
    assert agent.ask("claims", json.loads(line.partition("all: claims ")[2]))[1]["total"]["value"] == wanted > 1


def test_null_stands_for_nothing_and_figures_and_truths_may_be_in_quotes(agent: Agent) -> None:
    plain = agent.ask("claims", {"topic": ["energy"], "hedged": True})
    assert agent.ask("claims", {"topic": ["energy"], "hedged": "true", "about": None, "limit": "10"}) == plain


def test_the_words_of_a_part_of_the_vocabulary(agent: Agent) -> None:
    text, answer = agent.ask("schema")
    assert list(answer["words"]) == ["statuses", "polarities", "bases", "ranks"]
    assert "predicates (115)" in text
    for part in answer["parts"]:
        assert len(agent.ask("schema", {"part": part})[1]["words"][part]) == answer["parts"][part]


def test_the_server_says_how_its_answers_are_read(agent: Agent) -> None:
    told = agent.client.instructions
    assert told is not None
    for word in ("NEGATED", "UNCLEAR", "hedged", "presupposed", "contested", "one outlet alone", "see", "inferred"):
        assert word in told
    for phrase in ("no influence, command or cause", "cites nothing", "no evidence that it is not so"):
        assert phrase in told


def test_the_resources_are_the_dataset_and_its_words(agent: Agent, article_graph: KnowledgeGraph) -> None:
    listed = [str(each.uri) for each in agent.portal.call(agent.client.list_resources).resources]
    assert listed == ["kgraph://dataset", "kgraph://schema"]
    for uri, record in zip(listed, (article_graph.dataset(), article_graph.schema()), strict=True):
        (contents,) = agent.portal.call(agent.client.read_resource, uri).contents
        assert json.loads(contents.text) == json.loads(record.model_dump_json())


def test_the_prompt_holds_the_question(agent: Agent) -> None:
    (prompt,) = agent.portal.call(agent.client.list_prompts).prompts
    arguments = {"question": "Who controls {Khorgos}?"}
    (message,) = agent.portal.call(agent.client.get_prompt, prompt.name, arguments).messages
    assert "Who controls {Khorgos}?" in message.content.text
    assert "footnote" in message.content.text


def test_questions_that_tools_leave_out_are_known() -> None:
    methods = {name for name, each in inspect.getmembers(KnowledgeGraph, callable) if not name.startswith("_")}
    # Files and graphs are for programs; an earlier version is a file that a model has not.
    assert methods - CALLS.keys() == {"export", "to_networkx", "changes"}
