"""`turtle`: linked data in Turtle 1.1, thing by thing, so that it is read, and compared, line by line.

The statements are those of `kgraph.exports.linked_data`, the same as in `json-ld`. The last statement of a file is its
`kg:claimCount`: a file without it was cut off. What it does not keep is said in docs/linked-data.md: the order of the
evidence, the topics and the citations of a claim, and whether a topic is a claim's own or its predicate's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.exports.linked_data import PROPERTIES, Kind, Node, build_prefixes, iter_nodes

# Turtle takes more as a local name; what is no plain word is written out, so that no reader has to know of that.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+:[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
# Names that many statements share are made once; bounded, so that memory does not grow with what there is.
_NAMES_KEPT = 1 << 14

# A JSON string with its letters as they are is a Turtle string: both escape quotes, backslashes and control characters,
# and in the same way.
_quote = json.JSONEncoder(ensure_ascii=False).encode
_Write = Callable[[Any], str]


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:  # noqa: ARG001 (there are none here)
    """Yield the prefixes, then thing by thing what is stated."""
    prefixes = build_prefixes(chosen.store.info.id)
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()).encode()
    writer = _NodeWriter(prefixes)
    for node in iter_nodes(chosen):
        yield writer.write(node).encode()


class _NodeWriter:
    """Writes nodes in Turtle, with the prefixes of one file."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = prefixes
        name: _Write = lru_cache(_NAMES_KEPT)(self._write_name)
        writers: dict[Kind, _Write] = {
            "iri": name,
            "text": _quote,
            "lang": _write_in_language,
            "integer": str,
            "boolean": _quote,
            "decimal": lambda value: f'"{value}"^^xsd:decimal',
            "edtf": lambda value: f"{_quote(value)}^^edtf:EDTF",
            "day": lambda value: f'"{value}"^^xsd:date',
            "moment": lambda value: f'"{value}"^^xsd:dateTime',
            "uri": lambda value: f"{_quote(value)}^^xsd:anyURI",
            "date": lambda value: f'"{value["@value"]}"^^{value["@type"]}',
        }
        # A thing has one name, which is seldom met again, and few types, which are always met again.
        self._writers: dict[str, _Write] = {"@type": name, **{each.name: writers[each.kind] for each in PROPERTIES}}

    def write(self, node: Node) -> str:
        """Return the statements of a node."""
        lines = []
        for name, value in node.items():
            if name == "@id":
                continue
            write = self._writers[name]
            objects = ", ".join(map(write, value)) if type(value) is list else write(value)
            lines.append(f"  {'a' if name == '@type' else name} {objects}")
        return "\n{}\n{} .\n".format(self._write_name(node["@id"]), " ;\n".join(lines))

    def _write_name(self, name: str) -> str:
        if _PLAIN_NAME.fullmatch(name):
            return name
        prefix, _, local = name.partition(":")
        return f"<{self._prefixes[prefix]}{local}>" if prefix in self._prefixes else f"<{name}>"


def _write_in_language(value: str | dict[str, str]) -> str:
    return _quote(value) if isinstance(value, str) else f"{_quote(value['@value'])}@{value['@language']}"
