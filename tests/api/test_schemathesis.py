"""Schemathesis against the running service: no failure, no answer outside its schema, no false promise.

Two runs, both repeatable: what the document allows must be answered, what it forbids must be refused. The
command line is used since it has a phase that walks every bound of every parameter.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.api.questions import iter_operations, walk
from tests.api.server import Server
from tests.events.imported import ARTICLE, MADE_UP, REAL

COMMAND = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"]
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,unsupported_method,allow_header_conformance"
)
# What is particular to a run. Where nothing can be wrong, in a path of plain text say, the negative one asks
# something right instead, and has to put up with the answer.
OF_MODE = {
    "positive": "--checks positive_data_acceptance,",
    "negative": "--checks negative_data_rejection,",
}
# Every bound of every parameter is walked on the article; of events some questions at random are asked.
RUNS = {
    (ARTICLE, "positive"): "examples,coverage,fuzzing",
    (ARTICLE, "negative"): "coverage,fuzzing",
    (MADE_UP, "positive"): "fuzzing",
    (REAL, "positive"): "fuzzing",
}
OPTIONS = "--max-examples 4 --generation-deterministic --max-redirects 0 --suppress-health-check all --no-color"
# A name in the path is answered with a redirect before the rest is looked at: its target refuses.
CONFIGURATION = """
[checks.negative_data_rejection]
expected-statuses = ["307", "400", "404", "405", "406", "409", "413", "414", "415", "422"]
[checks.positive_data_acceptance]
expected-statuses = ["200", "307", "404", "409"]
"""
# What the document says in words alone: a name holds a letter or a figure, and no control characters.
READABLE = "^[A-Za-z0-9\u0400-\u04ff\u4e00-\u9fff][ -~\u0400-\u04ff\u4e00-\u9fff]*$"


# A date, which may be any that EDTF can write; and an amount, which has at most 15 figures.
DAY = "^20[0-9][0-9]-0[1-9]-[12][0-8]$"
AMOUNT = {"type": "integer", "minimum": -(10**12), "maximum": 10**12}
# These two ends go together, and so do these two bounds, which must leave something between them.
ENDS = ("from", "to")
# What stands in the place of the two ends; and what only some formats take.
ALTERNATIVES = {
    "get_brief": {"about"},
    "export_claims": {"claims_as_nodes", "bom"},
    "get_reconciliation": {"extend"},
}
# JSON in a text cannot be made up either: tests/api/test_reconcile_hostile.py does that.
FORM_FIELD = "queries"
BATCH = '{"a": {"query": "China"}}'
BOUNDS = {"value_min": {"maximum": 0}, "value_max": {"minimum": 0}}


def narrow(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with free text that can be read, and without cursors, which nobody can make up."""
    narrowed: dict[str, Any] = json.loads(json.dumps(document))
    for _, operation in iter_operations(narrowed):
        parameters = operation.get("parameters", [])
        left_out = {"cursor"} | ALTERNATIVES.get(operation["operationId"], set())
        operation["parameters"] = [each for each in parameters if each["name"] not in left_out]
        for each in parameters:
            each["required"] = each.get("required", False) or each["name"] in ENDS
        for schema in walk([*parameters, operation.get("requestBody")]):
            if schema.get("format") == "json":
                schema["enum"] = [BATCH]
            if schema.get("type") == "string" and not {"enum", "pattern"} & schema.keys():
                schema["pattern"] = DAY if schema.get("format") == "edtf" else READABLE
            if schema.get("type") == "number":
                schema |= AMOUNT
        for each in walk(operation.get("requestBody")):
            if FORM_FIELD in each.get("properties", {}) and "extend" in each["properties"]:
                # One of the two is sent, and not both.
                del each["properties"]["extend"]
        for each in parameters:
            if each["name"] == "type" and each["schema"]["type"] == "string":
                # A word of the dataset, or nothing, as OpenRefine sends it where there is no type.
                each["schema"]["enum"] = [""]
            each["schema"] |= BOUNDS.get(each["name"], {})
    return narrowed


@pytest.mark.parametrize(
    ("dataset", "mode", "phases"), [(*run, phases) for run, phases in RUNS.items()], indirect=["dataset"]
)
def test_the_service_keeps_to_its_document(
    server: Server, document: dict[str, Any], tmp_path: Path, mode: str, phases: str
) -> None:
    described = narrow(document) if mode == "positive" else document
    (tmp_path / "openapi.json").write_text(json.dumps(described), "utf-8")
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION, "utf-8")
    options = f"--url {server.url} --mode {mode} --phases {phases} {OF_MODE[mode]}{CHECKS} {OPTIONS}".split()
    command = [*COMMAND, "--config-file", "schemathesis.toml", "run", "openapi.json", *options]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"Tested: {len(list(iter_operations(document)))}" in run.stdout
