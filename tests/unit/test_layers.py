"""The tree is the architecture: imports run one way, names say what is in a file."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kgraph

ROOT = Path(__file__).resolve().parents[2]

# Lowest first. A part imports itself and what stands on a line above its own.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("kgraph.cells", "kgraph.errors", "kgraph.kernel", "kgraph.version", "kgraph.whole_file"),
    ("kgraph.text", "kgraph.dates", "kgraph.names"),
    ("kgraph.records",),
    ("kgraph.loading", "kgraph.columns"),
    ("kgraph.filters", "kgraph.graph", "kgraph.importing"),
    ("kgraph.stores",),
    ("kgraph.answers",),
    ("kgraph.queries",),
    ("kgraph.citations",),
    ("kgraph.exports",),
    ("kgraph.briefs",),
    ("kgraph.knowledge_graph",),
    ("kgraph.client",),
    ("kgraph.mcp", "kgraph.reconciliation"),
    ("kgraph",),
    ("kgraph.cli",),
    ("kgraph.__main__",),
    ("api",),
)
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
# What each way in may pull in besides the standard library: who reads a dataset needs no server and no terminal, who
# asks for help waits for neither.
RECORDS = {"pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"}
ALLOWED = {
    "import kgraph": set(),
    "import kgraph; kgraph.open().paths('China', 'Russia')": RECORDS,
    "import kgraph; kgraph.connect('http://127.0.0.1:1')": RECORDS
    | {"anyio", "h11", "httpcore2", "httpx2", "idna", "truststore", "sniffio", "certifi", "socksio"},
    "import kgraph.cli": {"typer", "shellingham", "annotated_doc"},
}
THE_ONE_MENTION = "api.asgi:app"


def find_files() -> list[Path]:
    return sorted([*ROOT.glob("kgraph/**/*.py"), *ROOT.glob("api/**/*.py")])


def module_of(path: Path, root: Path = ROOT) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str | None:
    """Return the part of the project that a module is in; None if it is in none."""
    if module.split(".")[0] == "api":
        return "api"
    if module == "kgraph" or module.startswith("kgraph."):
        return ".".join(module.split(".")[:2])
    return None


def iter_imports(path: Path, root: Path = ROOT) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of every module that a file imports, wherever in the file it does."""
    package = module_of(path, root).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*up, *([node.module] if node.module else [])])
            # `from kgraph import filters` imports a part and not what stands above all parts.
            for alias in node.names:
                whole = f"{module}.{alias.name}"
                yield node.lineno, whole if part_of(whole) in RANK and part_of(module) == "kgraph" else module


def find_violations(files: list[Path], root: Path = ROOT) -> list[str]:
    """Return every import of a layer that stands above, or beside, the one that it is in."""
    violations = []
    for path in files:
        own = part_of(module_of(path, root)) or ""
        place = path.relative_to(root)
        if own not in RANK:
            violations.append(f"{place}:1: {own} is no part of the architecture: add it to the layers")
            continue
        for line, module in iter_imports(path, root):
            other = part_of(module)
            if other is None or other == own:
                continue
            if RANK.get(other, len(LAYERS)) >= RANK[own]:
                violations.append(f"{place}:{line}: {own} imports {module}, which is not below it")
    return violations


def test_imports_run_one_way() -> None:
    files = find_files()
    assert len(files) > 60
    assert "\n".join(find_violations(files)) == ""


@pytest.mark.parametrize(
    ("where", "code", "line"),
    [
        ("kgraph/records/claim.py", "import os\nimport kgraph.queries.paths", 2),
        ("kgraph/stores/memory.py", "from kgraph.queries import paths", 1),
        ("kgraph/filters.py", "from kgraph.graph import iter_edges", 1),
        ("kgraph/graph/build.py", "from kgraph import filters", 1),
        ("kgraph/dates/edtf.py", "def late():\n    from ..names import name_key", 2),
        ("kgraph/queries/paths.py", "from kgraph import __version__", 1),
        ("kgraph/queries/paths.py", "import api", 1),
        ("kgraph/cli/serve.py", "from api.asgi import app", 1),
        ("kgraph/loading/load.py", "from kgraph.future import thing", 1),
        ("kgraph/future.py", "", 1),
    ],
)
def test_an_import_that_runs_the_other_way_is_found(tmp_path: Path, where: str, code: str, line: int) -> None:
    path = tmp_path / where
    path.parent.mkdir(parents=True)
    path.write_text(code)
    (violation,) = find_violations([path], tmp_path)
    assert violation.startswith(f"{where}:{line}: ")


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (
            "kgraph/graph/build.py",
            "from kgraph.graph.edges import Edge\nfrom kgraph.records import Claim\nimport networkx",
        ),
        ("kgraph/cli/main.py", "import kgraph\nfrom kgraph import errors, open"),
        ("kgraph/__init__.py", "from kgraph.knowledge_graph import open"),
        ("kgraph/queries/paths.py", "from .answers import Path\nfrom kgraph import errors"),
        ("api/app.py", "import kgraph\nfrom api.routes import paths\nfrom kgraph.cli import main"),
    ],
)
def test_an_import_that_runs_the_right_way_is_let_pass(tmp_path: Path, where: str, code: str) -> None:
    path = tmp_path / where
    path.parent.mkdir(parents=True)
    path.write_text(code)
    assert find_violations([path], tmp_path) == []


def find_mentions(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every string of a file, but for docstrings, that names a module of the API."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        text = getattr(node, "value", None) if isinstance(node, ast.Constant) and id(node) not in docstrings else None
        if isinstance(text, str) and re.match(r"api([.:]|$)", text):
            yield node.lineno, text


def test_the_library_names_the_api_in_one_string_only() -> None:
    mentions = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(ROOT.glob("kgraph/**/*.py"))
        for line, text in find_mentions(path)
    ]
    assert [mention for mention in mentions if not mention.endswith(f": {THE_ONE_MENTION}")] == []
    assert len(mentions) <= 1
    assert all(mention.startswith("kgraph/cli") for mention in mentions)


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [
        str(path.relative_to(ROOT))
        for path in [*find_files(), *ROOT.glob("tests/**/*.py")]
        if VAGUE & set(path.relative_to(ROOT).with_suffix("").parts)
    ]
    assert vague == []


def test_the_public_names_are_sorted_and_whole() -> None:
    tree = ast.parse((ROOT / "kgraph" / "__init__.py").read_text("utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kgraph")
        for alias in node.names
    }
    assert sorted(kgraph.__all__) == list(kgraph.__all__)
    assert set(kgraph.__all__) == imported
    assert all(getattr(kgraph, name) is not None for name in kgraph.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        kgraph.nothing_of_the_kind  # noqa: B018 (looking it up is the test)


@pytest.mark.parametrize(("code", "allowed"), ALLOWED.items(), ids=list(ALLOWED))
def test_nothing_is_imported_that_is_not_on_the_list(code: str, allowed: set[str]) -> None:
    # What the interpreter itself has loaded at its start, such as hooks of installed packages, is not counted.
    before = "import sys, json; before = set(sys.modules)"
    after = "print(json.dumps(sorted({name.split('.')[0] for name in set(sys.modules) - before})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{before}\n{code}\n{after}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = {name for name in json.loads(done.stdout) if not name.startswith("_")} - sys.stdlib_module_names
    assert "kgraph" in loaded
    assert loaded - allowed == {"kgraph"}
