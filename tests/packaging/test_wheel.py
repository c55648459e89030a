"""A built wheel, installed into an empty environment outside the checkout, serves the article."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARKER = "# --- needed by"
# Tools of the tests that the wheel must neither need nor bring.
DEV_TOOLS = ("pytest", "hypothesis", "schemathesis", "mypy", "ruff", "playwright")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command away from the checkout and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KGRAPH"))}
    result = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the executables of an environment that holds the wheel and what it needs, no more."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("kgraph_service-*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    executables = environment / "bin"
    needed = folder / "needed.lock"
    needed.write_text((ROOT / "requirements.lock").read_text(encoding="utf-8").split(MARKER)[0], encoding="utf-8")
    own_pip = (executables / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*own_pip, "install", "--require-hashes", "-r", needed, cwd=folder)
    run(*own_pip, "install", "--no-deps", wheel, cwd=folder)
    return executables


@pytest.fixture
def served(installed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of `kgraph serve`, run from the installed wheel in an empty folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {"PATH": str(installed), "HOME": str(tmp_path)}
    command = [str(installed / "kgraph"), "serve", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/readyz", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, (tmp_path / "log").read_text()
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def test_the_wheel_serves_the_article_outside_the_checkout(served: str) -> None:
    with urllib.request.urlopen(f"{served}/v1/paths?from=Bolat%20Nazarbayev&to=China") as response:
        paths = json.load(response)["items"]
    assert [entity["id"] for entity in paths[0]["entities"]] == ["bolat-nazarbayev", "khorgos-project", "china"]
    assert all(claim["evidence"] for path in paths for hop in path["hops"] for claim in hop["claims"])
    with urllib.request.urlopen(f"{served}/docs") as response:
        assert b"swagger-ui" in response.read()


def test_the_wheel_brings_its_own_data_and_none_of_the_tools(installed: Path, tmp_path: Path) -> None:
    python = installed / "python"
    code = "import kgraph, api; print(kgraph.__file__, api.__file__, kgraph.open().dataset().id)"
    kgraph_file, api_file, dataset = run(python, "-c", code, cwd=tmp_path).split()
    assert dataset == "kazakhstan-china-russia"
    for file in (kgraph_file, api_file):
        assert not Path(file).is_relative_to(ROOT)
    listed = {
        each["name"].lower() for each in json.loads(run(python, "-m", "pip", "list", "--format=json", cwd=tmp_path))
    }
    assert listed.isdisjoint(DEV_TOOLS)
    assert "requirement" not in run(python, "-m", "pip", "check", cwd=tmp_path).replace(
        "No broken requirements found.", ""
    )
