"""One plain question per operation, to be varied by sweeps over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from api.examples import EXAMPLES

OPERATIONS = tuple(EXAMPLES)
# What is answered with a file and not with JSON, and the media type that it has if nobody asks for another.
FILES = {
    "export_claims": "application/x-ndjson",
    "get_bibliography": "text/plain",
    "get_brief": "text/markdown",
    "preview_entity": "text/html",
}
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Questions:
    """What is asked of one dataset: a plain question per operation, which finds something, and what to vary it by."""

    required: Mapping[str, Pairs]
    # What a parameter that takes several entities needs besides one of them.
    beside: Mapping[str, Pairs]
    # What to ask of a list so that it has several items, and no more than 500.
    paged: Mapping[str, list[tuple[str, Any]]]
    # Filters with which an operation shows claims of every kind.
    further: Mapping[str, list[tuple[str, Any]]]
    # The ids that stand in paths, by the noun before them; those of the examples where there is none.
    ids: Mapping[str, str] = field(default_factory=dict)
    has_undated: bool = False
    # What says where in a source a claim was read.
    locator: tuple[str, ...] = ("row",)

    def build_url(self, operation: str, *pairs: tuple[str, Any]) -> str:
        """Return the URL of an operation with what it requires, and the given parameters in its place or added."""
        given = {name for name, _ in pairs}
        kept = [(name, value) for name, value in self.required.get(operation, ()) if name not in given]
        query = urlencode([*kept, *pairs])
        path = self._build_path(operation)
        return f"{path}?{query}" if query else path

    def _build_path(self, operation: str) -> str:
        parts = EXAMPLES[operation][0].url.partition("?")[0].split("/")
        if len(parts) > 3:
            parts[3] = self.ids.get(parts[2], parts[3])
        return "/".join(parts)


ABOUT_ARTICLE = Questions(
    required={
        "search": [("q", "China")],
        "autocomplete": [("prefix", "Kaz")],
        "find_paths": [("from", "Tokayev"), ("to", "China")],
        "list_common_neighbours": [("of", "China"), ("of", "Russia")],
        "find_subgraph": [("of", "Bolat Nazarbayev")],
        "list_facets": [("by", "outlet")],
        "compare_countries": [("of", "KZ"), ("of", "CN")],
        "measure_impact": [("from", "Tokayev"), ("to", "China")],
        "get_bibliography": [("from", "Tokayev"), ("to", "China")],
        "get_brief": [("from", "Tokayev"), ("to", "China")],
        "suggest_entity": [("prefix", "Kaz")],
        "preview_entity": [("entity", "china")],
    },
    beside={"between": [("between", "Georgia")], "of": [("of", "Georgia")]},
    paged={"search": [("q", "a")], "autocomplete": [("prefix", "a")]},
    further={
        "list_claims": [("limit", 500)],
        "list_claims_about": [("limit", 500)],
        "list_neighbours": [("limit", 500)],
        "list_claims_of_source": [("limit", 500)],
        "find_paths": [("k", 50), ("max_hops", 3), ("claims_per_hop", 500)],
        "list_common_neighbours": [("limit", 500), ("claims_per_tie", 500)],
        "find_subgraph": [("limit", 500), ("hops", 3), ("claims_per_tie", 500)],
        "compare_countries": [("limit", 500)],
        "list_timeline": [("limit", 500)],
        "measure_impact": [("limit", 500), ("from", "Tokayev"), ("to", "China")],
    },
    has_undated=True,
    locator=("paragraph", "sentence"),
)
# Parameters that take the id or a name of an entity.
NAMES = (
    *("from", "to", "avoid", "via", "of", "speaker", "outlet", "exclude_outlet"),
    *("about", "subject", "object", "between", "entity"),
)
# The one parameter that takes countries alone, by code or name.
COUNTRIES = ("compare_countries", "of")
# Nothing contradicts anything else in the article, or in the events: tests/api/test_contested.py asks another dataset.
# No earlier version of them is at hand: tests/api/test_changes.py has some.
EMPTY = {"list_contested", "list_changes"}


def iter_operations(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path and the description of every operation in the document."""
    for path, operations in document["paths"].items():
        for operation in operations.values():
            yield path, operation


def iter_parameters(document: Mapping[str, Any], place: str = "query") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield operation, name and schema of every parameter in the document."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == place:
                    yield operation["operationId"], parameter["name"], parameter["schema"]


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a JSON value, the outer before the inner."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from walk(item)
