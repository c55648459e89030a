"""The OpenAPI document: FastAPI's, with the loaded dataset's words, the errors and the examples put in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.examples import DATASET, EXAMPLES, POSTED
from api.problems import PROBLEM_MEDIA_TYPE, ProblemDetails
from kgraph import KnowledgeGraph
from kgraph.filters import filter_specs

DESCRIPTION = """
A knowledge graph in which **nothing is a bare edge**: every tie is a claim, and every claim says who asserts it,
when it holds, how sure the text is, and leads back to the passage it was read in and to the outlets which that
passage cites, or says that it cites none.

**Reading an answer.** `polarity` tells what is affirmed from what is negated or unclear; `hedge` is the word by
which the text holds back; `status` tells what happened from what is planned, alleged, feared or forecast;
`basis` tells what is stated from what is merely presupposed. `cites` are the sources of that very sentence.

**Asking.** Wherever an entity is wanted, an id or a name in English, Russian, Kazakh or simplified Chinese will
do. A name that several entities bear is not guessed: the answer is 409 with the candidates. A repeated filter is OR,
different filters are AND. An unknown parameter is an error, never ignored.

**Lists** come in an envelope with `items`, `total`, `next` (the URL of the next page), the `query` as it was
understood, and, when there is nothing, `empty`: why, and what would change it.

**Errors** are problem details (RFC 9457) with a `code`, the `parameter` and `value` at fault, and `suggestions`.
"""

TAGS = [
    {
        "name": "Paths",
        "description": "What connects two entities, what several have in common, and what is around them.",
    },
    {
        "name": "Entities",
        "description": "Actors, places, projects, events: by name, and who is tied to whom.",
    },
    {"name": "Claims", "description": "What is said, by whom, how surely, and on what it rests."},
    {"name": "Sources", "description": "What can be cited, and what falls if it is wrong."},
    {"name": "Overviews", "description": "What disagrees, when, how much of what, and between which countries."},
    {"name": "Publishing", "description": "What leaves the service: citations, briefs, and files for other tools."},
    {
        "name": "Reconciliation",
        "description": "The Reconciliation Service API 0.2: what OpenRefine matches the cells of a table by.",
    },
    {"name": "Dataset", "description": "What is loaded, where it is weak, and the words it is written in."},
    {"name": "Service", "description": "Whether it runs."},
]

_ERRORS = {
    "400": "Something in the URL is wrong: an unknown, repeated, malformed or out-of-bounds parameter.",
    "404": "No record has that id, or no entity that name; near ones are suggested.",
    "406": "The Accept header takes no form of the answer.",
    "409": "Several entities bear the name; they are the candidates.",
    "410": "The id is that of a record that was removed; `detail` says why.",
    "413": "The body has more than 1,000,000 bytes.",
    "414": "The URL is longer than 8,000 bytes.",
    "415": "The body is sent in another form than this one takes.",
    "422": "Something in the body is wrong: `parameter` points at it.",
    "500": "The service failed; the log holds more under the request id.",
}
_ERRORS_OF_BODIES = {"413", "415", "422"}
# Parameters that take the id or the name of an entity.
_ENTITY_PARAMETERS = {"entity", "from", "to", "avoid", "via", "of"} | {
    name for name, spec in filter_specs().items() if spec.words == "entity"
}
# Parameters that take the id of another record.
_ID_PARAMETERS = {"id"} | {name for name, spec in filter_specs().items() if spec.words == "source"}
# Headers of answers, by name: whether every answer that is said to have one has it, and what it tells.
_HEADERS = {
    "X-Request-ID": (True, "The id of this request in the log: yours, if you sent one, or a new one."),
    "Dataset-Version": (True, "The digest of the dataset's content that the answer was read from."),
    "ETag": (True, "Send it back in If-None-Match to learn whether anything has changed."),
    "Content-Disposition": (True, "The name of the file: the dataset, its version, what is in it and its format."),
    "Location": (True, "The URL to ask instead."),
    "Link": (False, '`<URL>; rel="next"`: the items that follow, as in `next`. Absent on the last page.'),
}
_FOUND = "The answer. Its members are described in the schema."
_FOUND_FILE = "The file, in the form that was asked for."
_NOT_MODIFIED = "Nothing has changed since the answer with the ETag in If-None-Match."
_REDIRECT = "A name was given: the same URL with the id."
_MERGED = "The id of a record that was merged into another one: the same URL with the id of that."


def build_openapi(app: FastAPI, graph: KnowledgeGraph) -> dict[str, Any]:
    """Return the document, built once."""
    if app.openapi_schema:
        return app.openapi_schema
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    document = _name_lists(document)
    schemas = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["ProblemDetails"] = _inline_problem_schema(schemas)
    document["components"]["headers"] = {
        name: {"description": meaning, "required": always, "schema": {"type": "string"}}
        for name, (always, meaning) in _HEADERS.items()
    }
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _complete_operation(path, operation, graph)
    app.openapi_schema = document
    return document


def _name_lists(document: dict[str, Any]) -> dict[str, Any]:
    """Call the envelope around paths `PathList`; pydantic would have it `Envelope_Path_`."""
    named = re.sub(r'Envelope[_\[](\w+?)[_\]]"', r'\1List"', json.dumps(document))
    renamed: dict[str, Any] = json.loads(named)
    return renamed


def _inline_problem_schema(schemas: dict[str, Any]) -> dict[str, Any]:
    schema = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schema.pop("$defs"))
    return schema


def _complete_operation(path: str, operation: dict[str, Any], graph: KnowledgeGraph) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    responses["200"]["description"] = _FOUND_FILE if _is_file(operation) else _FOUND
    for status in _possible_errors(operation):
        content = {PROBLEM_MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
        responses[status] = {"description": _ERRORS[status], "content": content}
    if path.startswith("/v1/") and "requestBody" not in operation:
        responses["304"] = {"description": _NOT_MODIFIED}
    if path.startswith("/v1/entities/{"):
        responses["307"] = {"description": _REDIRECT}
    if "{" in path:
        responses["308"] = {"description": _MERGED}
    operation["responses"] = dict(sorted(responses.items()))
    for status, response in responses.items():
        response["headers"] = {
            name: {"$ref": f"#/components/headers/{name}"} for name in _iter_headers(operation, path, status)
        }
    for parameter in operation.get("parameters", ()):
        _complete_parameter(parameter, graph)
    if graph.store.info.id == DATASET:
        _show_examples(operation)


def _show_examples(operation: dict[str, Any]) -> None:
    """Put the examples of an operation into its description, and where programs find them."""
    shown: list[tuple[str, dict[str, Any]]] = []
    for example in EXAMPLES.get(operation["operationId"], ()):
        url = quote(example.url, safe="/?&=%")
        shown.append((f"[`GET {url}`]({url})", {"summary": example.question, "url": url}))
    for posted in POSTED.get(operation["operationId"], ()):
        (content,) = operation["requestBody"]["content"].values()
        if posted.is_form and "example" not in content:
            # Docs pages fill in the fields of a form one by one.
            for name, text in posted.body.items():
                content["schema"]["properties"][name]["examples"] = [text]
        content.setdefault("example", posted.body)
        text = json.dumps(posted.body, ensure_ascii=False)
        if posted.is_form:
            text = "&".join(f"{name}={value}" for name, value in posted.body.items())
        shown.append(
            (f"`POST {posted.url}` `{text}`", {"summary": posted.question, "url": posted.url, "body": posted.body})
        )
    if shown:
        lines = [f"- {entry['summary']} {link}" for link, entry in shown]
        operation["description"] += "\n\n**Examples**\n\n" + "\n".join(lines)
        operation["x-examples"] = [entry for _, entry in shown]


def _is_file(operation: dict[str, Any]) -> bool:
    """Tell whether an operation is answered with a file, in the form that the caller chooses."""
    return "*/*" in operation["responses"]["200"].get("content", ())


def _iter_headers(operation: dict[str, Any], path: str, status: str) -> Iterator[str]:
    if status in ("307", "308"):
        yield "Location"
    if path.startswith("/v1/"):
        if status in ("200", "304") and "requestBody" not in operation:
            yield "ETag"
        if status in ("200", "304", "307", "308"):
            yield "Dataset-Version"
        if status in ("200", "304") and _is_file(operation):
            yield "Content-Disposition"
        if status == "200" and any(map(_is_opaque_cursor, operation.get("parameters", ()))):
            yield "Link"
    yield "X-Request-ID"


def _is_opaque_cursor(parameter: dict[str, Any]) -> bool:
    # That of the reconciliation service is a number: its specification knows no links.
    return bool(parameter["name"] == "cursor" and parameter["schema"].get("type") != "integer")


def _possible_errors(operation: dict[str, Any]) -> list[str]:
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    left_out = set() if names & _ENTITY_PARAMETERS else {"409"}
    if not names & (_ENTITY_PARAMETERS | _ID_PARAMETERS):
        # A version that is not known is no record that was removed.
        left_out |= {"410"} if "since" in names else {"404", "410"}
    if "requestBody" not in operation:
        left_out |= _ERRORS_OF_BODIES
    return [status for status in _ERRORS if status not in left_out]


def _complete_parameter(parameter: dict[str, Any], graph: KnowledgeGraph) -> None:
    """List the dataset's own words for a filter, and flatten what is optional anyway."""
    schema = parameter["schema"]
    for said_by_the_parameter in ("title", "description"):
        schema.pop(said_by_the_parameter, None)
    options = [option for option in schema.pop("anyOf", ()) if option.get("type") != "null"]
    examples = schema.pop("examples", ())
    if examples and graph.store.info.id == DATASET:
        # Docs pages fill in what the parameter itself gives as its example.
        parameter["example"] = examples[0]
    if options:
        parameter["schema"] = schema = {**options[0], **schema}
    spec = filter_specs().get(parameter["name"])
    # A single type is none of the filter: it is empty where there is none.
    if spec is not None and schema["type"] == "array" and spec.words not in (None, "entity", "source"):
        schema["items"] = {"type": "string", "enum": list(graph.store.vocabulary.words(str(spec.words)))}
