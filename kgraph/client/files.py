"""Files of a service: what it says of them beforehand, and their bytes once they are read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ParamSpec

from kgraph.answers.answer import QueryEcho
from kgraph.citations import DEFAULT_STYLE, STYLES, Bibliography
from kgraph.client.exchange import Download, Reply, Request, Steps
from kgraph.client.parameters import to_pairs
from kgraph.client.questions import Ask, Remote
from kgraph.client.reading import (
    VERSION_HEADER,
    BibliographySummary,
    ExportSummary,
    read_object,
    read_summary,
    validate,
)
from kgraph.errors import ServiceError
from kgraph.exports import Export, get_format

P = ParamSpec("P")
ReadBytes = Callable[[], Iterator[bytes]]
# What is asked of files alone.
_OF_FILES = frozenset({"format", "style", "claims_as_nodes", "bom"})
_FILE_NAME = re.compile(r'filename="([^"]+)"')


class AskExport(Ask[P, Export]):
    """The method that exports."""

    def iter_steps(self, remote: Remote, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Steps[Export]:
        """Ask what the export is, and return it: its bytes are asked for when they are read."""
        arguments = self.bind(args, kwargs)
        reply, read = yield from _ask_for_file(remote, Request(self.path, to_pairs(arguments, self.method)))
        summary = read_summary(ExportSummary, reply)
        names = summary.names
        if names is None:
            names = (yield from _read_echo(remote, "/v1/claims", arguments, self.method)).names
        chosen = get_format(arguments["format"])
        options = {name: arguments.get(name) for name in ("claims_as_nodes", "bom")}
        return Export(
            chosen,
            chosen.choose(**options),
            claim_count=summary.claim_count,
            left_out_count=summary.left_out_count,
            names=names,
            empty=summary.empty,
            dataset_version=reply.headers[VERSION_HEADER],
            file_name=_find_file_name(reply),
            _read=read,
        )


class AskBibliography(Ask[P, Bibliography]):
    """The method that cites."""

    def iter_steps(self, remote: Remote, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Steps[Bibliography]:
        """Ask what the bibliography is, and return it: its text is asked for when it is read."""
        arguments = self.bind(args, kwargs)
        arguments.setdefault("style", DEFAULT_STYLE)
        reply, read = yield from _ask_for_file(remote, Request(self.path, to_pairs(arguments, self.method)))
        summary = read_summary(BibliographySummary, reply)
        parameters, names = summary.parameters, summary.names
        if parameters is None or names is None:
            listed = "/v1/claims" if arguments.get("from_") is None else "/v1/paths"
            echo = yield from _read_echo(remote, listed, arguments, self.method)
            parameters, names = parameters or echo.parameters, echo.names
        return Bibliography(
            style=STYLES[arguments["style"]],
            entry_count=summary.entry_count,
            query=QueryEcho(parameters=parameters, names=names),
            undated_excluded=summary.undated_excluded,
            truncated_by=summary.truncated_by,
            empty=summary.empty,
            dataset_version=reply.headers[VERSION_HEADER],
            file_name=_find_file_name(reply),
            _read=lambda: codecs.iterdecode(read(), "utf-8"),
        )


def _ask_for_file(remote: Remote, request: Request) -> Steps[tuple[Reply, ReadBytes]]:
    reply = yield from remote.iter_asking(Request(request.path, request.parameters, method="HEAD"))
    if VERSION_HEADER not in reply.headers:
        raise ServiceError(reply.url, "answers with a file that bears no version of a dataset: is it kgraph?")
    read: ReadBytes = yield Download(request, reply.headers[VERSION_HEADER])
    return reply, read


def _read_echo(remote: Remote, path: str, arguments: Mapping[str, Any], method: Any) -> Steps[QueryEcho]:
    """Return how a question was understood, by asking a list the same: it is too long to be told in a header."""
    asked = {name: value for name, value in arguments.items() if name not in _OF_FILES}
    is_path = path == "/v1/paths"
    few = ("claims_per_hop", "0") if is_path else ("limit", "1")
    listed = yield from remote.iter_asking(Request(path, (*to_pairs(asked, method), few)))
    echo = validate(QueryEcho, read_object(listed.content, listed.url).get("query"), listed.url)
    # What only the list was told is no part of the question.
    return echo.model_copy(
        update={"parameters": {name: value for name, value in echo.parameters.items() if name != few[0]}}
    )


def _find_file_name(reply: Reply) -> str:
    found = _FILE_NAME.search(reply.headers.get("content-disposition", ""))
    if found is None:
        raise ServiceError(reply.url, "answers with a file that has no name: is it kgraph?")
    return found[1]
