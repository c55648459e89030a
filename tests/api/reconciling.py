"""Asking the reconciliation service, each answer held to the schema of its specification."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from starlette.testclient import TestClient

SCHEMAS = Path(__file__).parent / "reconciliation_schemas"


@cache
def load_validator(name: str) -> Draft7Validator:
    """Return the validator of one of the schemas that came with the specification."""
    read = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    resources = [(schema["$id"], Resource.from_contents(schema, DRAFT7)) for schema in read.values()]
    return Draft7Validator(read[f"{name}.json"], registry=Registry().with_resources(resources))


def check_schema(name: str, value: Any) -> Any:
    """Return a value that its schema allows."""
    errors = [f"{list(error.path)}: {error.message}" for error in load_validator(name).iter_errors(value)]
    assert errors == []
    return value


def ask(client: TestClient, **question: Any) -> Any:
    """Return what is answered to `queries`, or to `extend`, question and answer held to their schemas."""
    ((name, value),) = question.items()
    asked, answered = {
        "queries": ("reconciliation-query-batch", "reconciliation-result-batch"),
        "extend": ("data-extension-query", "data-extension-response"),
    }[name]
    check_schema(asked, value)
    answer = client.post("/v1/reconcile", data={name: json.dumps(value)})
    assert answer.status_code == 200, answer.text
    return check_schema(answered, answer.json())


def search_candidates(client: TestClient, name: str, **query: Any) -> list[dict[str, Any]]:
    """Return the candidates for one name."""
    candidates: list[dict[str, Any]] = ask(client, queries={"k": {"query": name, **query}})["k"]["result"]
    return candidates
