"""One plain question per operation, to be varied by sweeps over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from api.examples import EXAMPLES

OPERATIONS = tuple(EXAMPLES)
REQUIRED = {"search": {"q": "China"}, "find_paths": {"from": "Tokayev", "to": "China"}}
# Parameters that take the id or a name of an entity.
NAMES = ("from", "to", "avoid", "via", "speaker", "outlet", "about", "subject", "object", "between")


def build_url(operation: str, *pairs: tuple[str, Any]) -> str:
    """Return the URL of an operation with what it requires, and the given parameters in its place or added."""
    path = EXAMPLES[operation][0].url.partition("?")[0]
    given = {name for name, _ in pairs}
    kept = [(name, value) for name, value in REQUIRED.get(operation, {}).items() if name not in given]
    query = urlencode([*kept, *pairs])
    return f"{path}?{query}" if query else path


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
