"""A built wheel, installed into an empty environment outside the checkout, serves the article.

Where there is no C compiler a wheel without compiled loops comes out, and answers the same.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARKER = "# --- needed by"
# Tools of the tests that the wheel must neither need nor bring.
DEV_TOOLS = ("pytest", "hypothesis", "schemathesis", "mypy", "ruff", "playwright")


def run(*command: str | Path, cwd: Path, with_errors: bool = False, **variables: str) -> str:
    """Run a command away from the checkout and return what it printed, on the standard error too if asked for."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KGRAPH"))}
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + (result.stderr if with_errors else "")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the wheel is built of, in which nothing is compiled yet: building compiles in place."""
    folder = tmp_path_factory.mktemp("source") / "checkout"
    left_out = shutil.ignore_patterns(
        ".*cache", "__pycache__", ".venv", ".git", ".hypothesis", "build", "*.so", "*.pyd"
    )
    return Path(shutil.copytree(ROOT, folder, ignore=left_out))


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, with compiled loops."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source, cwd=folder)
    (built,) = folder.glob("kgraph_service-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the executables of an environment that holds the wheel and what it needs, no more."""
    folder = tmp_path_factory.mktemp("installed")
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


def list_files(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


def list_data_files() -> set[str]:
    """Return the files of the packages that are no code: they are easily forgotten in a wheel."""
    folders = [ROOT / "kgraph", ROOT / "api"]
    suffixes = {".toml", ".json", ".c", ".pyi", ".typed", ".md", ".txt", ".jinja"}
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in suffixes)
    return {path.relative_to(ROOT).as_posix() for path in found}


def test_the_wheel_has_both_compiled_modules_and_serves_every_later_version(wheel: Path) -> None:
    assert re.fullmatch(r"kgraph_service-[0-9.]+-cp311-abi3-\w+\.whl", wheel.name)
    names = list_files(wheel)
    compiled = {Path(name).name.partition(".")[0] for name in names if name.endswith((".so", ".pyd"))}
    assert compiled == {"_graph", "_names"}
    assert all(name.startswith("kgraph/kernel/") for name in names if name.endswith((".so", ".pyd")))


def test_the_wheel_has_all_files_of_data(wheel: Path) -> None:
    needed = list_data_files()
    assert {"kgraph/mappings/icews.toml", "kgraph/importing/iso_3166_1.toml"} <= needed
    assert "kgraph/importing/followthemoney/schemata.json" in needed
    assert "kgraph/briefs/templates/brief.html.jinja" in needed
    shipped = {f"kgraph/default_data/{path.name}" for path in (ROOT / "data").iterdir()}
    assert needed | shipped <= list_files(wheel)


def test_the_installed_wheel_imports_builds_and_answers(installed: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "events.tsv", tmp_path)
    run(installed / "kgraph", "import", "events.tsv", "--mapping", "icews", "--out", "events", cwd=tmp_path)
    assert (tmp_path / "events" / "dataset.kgraph").is_file()
    code = "from kgraph.kernel import graph; print(graph.IS_COMPILED)"
    assert run(installed / "python", "-c", code, cwd=tmp_path).strip() == "True"
    assert "claims" in run(installed / "kgraph", "validate", "events", cwd=tmp_path)


ASK = """
import json, kgraph
from kgraph.kernel import graph, names
found = kgraph.open().paths("Bolat Nazarbayev", "China", k=3)
print(json.dumps({
    "file": kgraph.__file__,
    "compiled": [graph.IS_COMPILED, not names.find_near.__module__.endswith("names_pure")],
    "paths": [[entity.id for entity in path.entities] for path in found.items],
    "names": [match.id for match in kgraph.open().search("Nazarbaev").items],
}))
"""


def test_without_a_compiler_the_loops_are_in_python(source: Path, wheel: Path, tmp_path: Path) -> None:
    # Those that were compiled for the other wheel are not taken along.
    assert list((source / "kgraph" / "kernel").glob("_*.so"))
    build = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path)
    printed = run(*build, cwd=source, with_errors=True, CC="/bin/false")
    assert "kgraph: no C compiler to be used (" in printed
    assert "slower loops in Python instead." in printed
    (plain,) = tmp_path.glob("kgraph_service-*.whl")
    assert plain.name.endswith("-py3-none-any.whl")
    compiled = {name for name in list_files(wheel) if name.endswith((".so", ".pyd"))}
    without = {name for name in list_files(wheel) - compiled if ".dist-info/" not in name}
    assert {name for name in list_files(plain) if ".dist-info/" not in name} == without
    answers = []
    for each in (plain, wheel):
        place = tmp_path / each.stem
        with zipfile.ZipFile(each) as opened:
            opened.extractall(place)
        answers.append(json.loads(run(sys.executable, "-c", ASK, cwd=tmp_path, PYTHONPATH=str(place))))
        assert Path(answers[-1].pop("file")).is_relative_to(place)
    assert [answer.pop("compiled") for answer in answers] == [[False, False], [True, True]]
    assert answers[0] == answers[1]
    assert answers[0]["paths"][0] == ["bolat-nazarbayev", "khorgos-project", "china"]


def test_nothing_but_the_build_needs_the_tools_of_the_build() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {re.split(r"[><=\[]", each)[0] for each in project["project"]["dependencies"]}
    assert names.isdisjoint({"setuptools", "hatchling", "cython", "numpy", "numba"})
