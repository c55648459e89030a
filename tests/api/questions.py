"""One plain question per operation, to be varied by sweeps over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from api.examples import EXAMPLES

OPERATIONS = tuple(EXAMPLES)
REQUIRED: dict[str, tuple[tuple[str, str], ...]] = {
    "search": (("q", "China"),),
    "autocomplete": (("prefix", "Kaz"),),
    "find_paths": (("from", "Tokayev"), ("to", "China")),
    "list_common_neighbours": (("of", "China"), ("of", "Russia")),
    "find_subgraph": (("of", "Bolat Nazarbayev"),),
    "list_facets": (("by", "outlet"),),
    "compare_countries": (("of", "KZ"), ("of", "CN")),
    "measure_impact": (("from", "Tokayev"), ("to", "China")),
}
# Parameters that take the id or a name of an entity.
NAMES = (
    *("from", "to", "avoid", "via", "of", "speaker", "outlet", "exclude_outlet"),
    *("about", "subject", "object", "between"),
)


# What a parameter that takes several entities needs besides one of them.
BESIDE: dict[str, list[tuple[str, str]]] = {"between": [("between", "Georgia")], "of": [("of", "Georgia")]}
# The one parameter that takes countries alone, by code or name.
COUNTRIES = ("compare_countries", "of")
# Nothing in the article contradicts anything else in it: tests/api/test_contested.py asks another dataset.
EMPTY = {"list_contested"}


def build_url(operation: str, *pairs: tuple[str, Any]) -> str:
    """Return the URL of an operation with what it requires, and the given parameters in its place or added."""
    path = EXAMPLES[operation][0].url.partition("?")[0]
    given = {name for name, _ in pairs}
    kept = [(name, value) for name, value in REQUIRED.get(operation, ()) if name not in given]
    query = urlencode([*kept, *pairs])
    return f"{path}?{query}" if query else path


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
