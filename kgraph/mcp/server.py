"""The server: tools, two resources and a prompt, answered from one graph."""

from __future__ import annotations

import functools
from typing import Any

import anyio.to_thread
import mcp_types as types
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError

from kgraph.client import AnyGraph
from kgraph.errors import KGraphError
from kgraph.mcp.calls import call_tool, describe_tool
from kgraph.mcp.guide import build_instructions
from kgraph.mcp.prompts import FOOTNOTED_ANSWER, write_prompt
from kgraph.mcp.questions import QUESTIONS
from kgraph.mcp.rendering.lines import to_line
from kgraph.version import __version__

Context = ServerRequestContext[Any]
_RESOURCES = {
    "kgraph://dataset": ("dataset", "What is loaded: its description, licence, version and size."),
    "kgraph://schema": ("schema", "Every word that claims and filters are written in, with its meaning."),
}


def build_server(graph: AnyGraph) -> Server[Any]:
    """Return a server that answers from a graph; `kgraph.mcp.transports` runs it.

    Raises:
        ServiceError: the graph is that of a service that cannot be asked.
    """
    title = graph.dataset().title
    tools = [describe_tool(question) for question in QUESTIONS.values()]
    schemas = {tool.name: tool.input_schema for tool in tools}

    async def list_tools(_context: Context, _params: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tools)

    async def call(_context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        question = QUESTIONS.get(params.name)
        if question is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {params.name!r}; there are {', '.join(QUESTIONS)}.")
        # In a thread, so that a search of seconds holds up nobody; whoever gives up does not wait for it.
        ask = functools.partial(call_tool, graph, question, params.arguments or {})
        return await anyio.to_thread.run_sync(ask, abandon_on_cancel=True)

    async def read(_context: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        if params.uri not in _RESOURCES:
            known = " and ".join(_RESOURCES)
            raise MCPError(types.INVALID_PARAMS, f"There is no resource {params.uri!r}; there are {known}.")
        try:
            record = await anyio.to_thread.run_sync(getattr(graph, _RESOURCES[params.uri][0]), abandon_on_cancel=True)
        except KGraphError as error:
            reason = f"{params.uri} cannot be read now: {to_line(str(error))}"
            raise MCPError(types.INTERNAL_ERROR, reason) from error
        text = record.model_dump_json(by_alias=True, indent=2)
        contents = types.TextResourceContents(uri=params.uri, mime_type="application/json", text=text)
        return types.ReadResourceResult(contents=[contents])

    return Server(
        "kgraph",
        version=__version__,
        title="kgraph",
        description=f"Claims, each with its evidence, of the dataset “{to_line(title)}”",
        instructions=build_instructions(title),
        get_tool_input_schema=schemas.get,
        on_list_tools=list_tools,
        on_call_tool=call,
        on_list_resources=_list_resources,
        on_read_resource=read,
        on_list_prompts=_list_prompts,
        on_get_prompt=_get_prompt,
    )


async def _list_resources(_context: Context, _params: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
    return types.ListResourcesResult(
        resources=[
            types.Resource(uri=uri, name=name, description=description, mime_type="application/json")
            for uri, (name, description) in _RESOURCES.items()
        ]
    )


async def _list_prompts(_context: Context, _params: types.PaginatedRequestParams | None) -> types.ListPromptsResult:
    return types.ListPromptsResult(prompts=[FOOTNOTED_ANSWER])


async def _get_prompt(_context: Context, params: types.GetPromptRequestParams) -> types.GetPromptResult:
    try:
        return write_prompt(params.name, params.arguments or {})
    except ValueError as error:
        raise MCPError(types.INVALID_PARAMS, str(error)) from error
