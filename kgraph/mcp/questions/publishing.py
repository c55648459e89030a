"""Documents: footnoted briefs and bibliographies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kgraph.briefs.question import DEFAULT_PATHS, MAX_ABOUT, MAX_CLAIMS, MAX_PATHS
from kgraph.citations import DEFAULT_STYLE
from kgraph.citations.styles import STYLES
from kgraph.client import AnyGraph
from kgraph.mcp.answers import DocumentText, write_bibliography, write_brief
from kgraph.mcp.parameters import Schema, Schemas, filters, max_hops, name, names, number, word
from kgraph.mcp.question import Question, caution
from kgraph.mcp.questions.claims import CLAIM_IDS
from kgraph.mcp.questions.ties import STOPS
from kgraph.queries.path_order import ORDERS
from kgraph.queries.paths import DEFAULT_K, DEFAULT_MAX_HOPS, MAX_K


def _optional(schema: Schema) -> Schema:
    """Return a schema without its default: what belongs to paths is no question where none is asked for."""
    default = schema["default"]
    described = f"{schema['description']} With `from` and `to`; else {default}."
    return {key: value for key, value in schema.items() if key != "default"} | {"description": described}


def _of_paths(k: int, most: int) -> Schemas:
    return {
        "from": name("With `to`: the claims on the paths between two, from here. An id or a name."),
        "to": name("Where the paths end: an id or a name."),
        "max_hops": _optional(max_hops(DEFAULT_MAX_HOPS)["max_hops"]),
        "k": _optional(number("The most paths.", 1, most, k)),
        **{stop: {**schema, "description": "As in `paths`."} for stop, schema in STOPS.items()},
    }


def _write_brief(graph: AnyGraph, given: dict[str, Any]) -> DocumentText:
    return write_brief(graph.brief(given.pop("about", ()), **given))


def _write_bibliography(graph: AnyGraph, given: dict[str, Any]) -> DocumentText:
    return write_bibliography(graph.bibliography(given.pop("style"), **given))


def iter_document(document: DocumentText) -> Iterator[str]:
    """Yield the lines of a document."""
    # At nothing else: a name may hold what others take for the end of a line. RIS ends its lines in two characters.
    yield from (line.removesuffix("\r") for line in document.text.split("\n"))


PUBLISHING_QUESTIONS = (
    Question(
        "brief",
        "Write a footnoted note",
        "Write a note in Markdown on one entity, on the claims that name both of two, or on the paths between two "
        "(`from`, `to`): what is affirmed, planned, doubtful, denied, taken for granted, and what the sources do not "
        "say. Hand it on as it is, footnotes included: every sentence is a statement of the dataset, a fixed phrase or "
        "a count.",
        DocumentText,
        iter_document,
        {
            "about": names("What it is about: one entity, or two whose claims name both. Ids or names.", 1, MAX_ABOUT),
            **_of_paths(DEFAULT_PATHS, MAX_PATHS),
            **filters("claims", leave_out=("about",)),
            "limit": number("The most claims to show in each section; of paths, with each hop.", 1, MAX_CLAIMS, 10),
        },
        put=_write_brief,
        notes=caution(
            "Hand on each statement with what stands below or behind it, hedge, status, speaker and date, and with its "
            "footnote."
        ),
    ),
    Question(
        "bibliography",
        "Cite what claims rest on",
        "List the sources that the claims which pass the filters rest on, or those on the paths between two, as a "
        "bibliography. [2023?] is an inferred year, n.d. no date: copy entries as they are.",
        DocumentText,
        iter_document,
        {
            "style": word("The style; `text` is the same as `chicago`.", STYLES, DEFAULT_STYLE),
            "id": CLAIM_IDS,
            **_of_paths(DEFAULT_K, MAX_K),
            "order": word("With `from` and `to`: as in `paths`.", ORDERS),
            **filters("claims"),
        },
        put=_write_bibliography,
        notes=caution("Copy entries as they are: [2023?] is an inferred year, n.d. no date."),
    ),
)
