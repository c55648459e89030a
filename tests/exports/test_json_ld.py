"""The JSON-LD that is written is one document that needs no network, and says of each value what it is."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from kgraph.exports.linked_data import PROPERTIES
from kgraph.knowledge_graph import KnowledgeGraph
from tests.exports.everything import make_everything
from tests.exports.linked_graph import KG, LinkedGraph, read


def load_document() -> dict[str, Any]:
    data = b"".join(KnowledgeGraph(make_everything()).export("json-ld"))
    document: dict[str, Any] = json.loads(data)
    return document


def test_a_document_is_a_context_and_a_graph() -> None:
    document = load_document()
    assert list(document) == ["@context", "@graph"]
    assert len({node["@id"] for node in document["@graph"]}) == len(document["@graph"]) - 1  # the counts come last
    assert document["@graph"][-1]["kg:claimCount"] == 19


def test_every_key_has_its_meaning_from_the_context_alone() -> None:
    document = load_document()
    context, terms = document["@context"], {each.name: each.kind for each in PROPERTIES}
    for node in document["@graph"]:
        for key, value in node.items():
            if key.startswith("@"):
                continue
            assert key.partition(":")[0] in context
            # A plain text is a thing, a date or an amount only where the context says so.
            assert ("@type" in context.get(key, {})) == (
                terms[key] not in ("text", "lang", "integer", "boolean", "date")
            )
            assert not isinstance(value, float)
    assert not [value for value in context.values() if not isinstance(value, (str, dict, float))]


def test_it_is_read_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the context was looked for elsewhere")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    kg = KnowledgeGraph(make_everything())
    assert len(LinkedGraph(read(kg.export("json-ld")), "every.thing:1").ids(KG.Claim)) == 19


def test_a_line_holds_a_thing() -> None:
    data = b"".join(KnowledgeGraph(make_everything()).export("json-ld")).decode()
    head, *lines, end, last = data.split("\n")
    assert head.startswith('{"@context":{')
    assert (end, last) == ("]}", "")
    # The second line opens the graph; U+2028 and the like are no line breaks here.
    assert lines[0] == '"@graph":['
    assert all(json.loads(line.removesuffix(","))["@id"] for line in lines[1:])
