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

from tests.api.questions import walk
from tests.api.server import Server

COMMAND = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"]
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,unsupported_method,allow_header_conformance"
)
# What is particular to a run. Where nothing can be wrong, in a path of plain text say, the negative one asks
# something right instead, and has to put up with the answer.
OF_MODE = {
    "positive": "--phases examples,coverage,fuzzing --checks positive_data_acceptance,",
    "negative": "--phases coverage,fuzzing --checks negative_data_rejection,",
}
OPTIONS = "--max-examples 4 --generation-deterministic --max-redirects 0 --suppress-health-check all --no-color"
# A name in the path is answered with a redirect before the rest is looked at: its target refuses.
CONFIGURATION = """
[checks.negative_data_rejection]
expected-statuses = ["307", "400", "404", "405", "406", "409", "414"]
[checks.positive_data_acceptance]
expected-statuses = ["200", "307", "404", "409"]
"""
# What the document says in words alone: a name holds a letter or a figure, and no control characters.
READABLE = "^[A-Za-z0-9\u0400-\u04ff\u4e00-\u9fff][ -~\u0400-\u04ff\u4e00-\u9fff]*$"


def narrow(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with free text that can be read, and without cursors, which nobody can make up."""
    narrowed: dict[str, Any] = json.loads(json.dumps(document))
    for entry in narrowed["paths"].values():
        parameters = entry["get"].get("parameters", [])
        entry["get"]["parameters"] = [each for each in parameters if each["name"] != "cursor"]
        for schema in walk(parameters):
            if schema.get("type") == "string" and "enum" not in schema:
                schema["pattern"] = READABLE
    return narrowed


@pytest.mark.parametrize("mode", OF_MODE)
def test_the_service_keeps_to_its_document(server: Server, document: dict[str, Any], tmp_path: Path, mode: str) -> None:
    described = narrow(document) if mode == "positive" else document
    (tmp_path / "openapi.json").write_text(json.dumps(described), "utf-8")
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION, "utf-8")
    options = f"--url {server.url} --mode {mode} {OF_MODE[mode]}{CHECKS} {OPTIONS}".split()
    command = [*COMMAND, "--config-file", "schemathesis.toml", "run", "openapi.json", *options]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"Tested: {len(document['paths'])}" in run.stdout
