"""The architecture page names what there is, and its layers are those of the imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgraph.stores.path_search import MAX_CANDIDATES
from kgraph.stores.routes import MAX_VISITS
from tests.docs.pages import ROOT, code, codes, read_page, section, table
from tests.unit.test_layers import RANK

PAGE = read_page("architecture.md")
LAYERS = {code(row["layer"]): row["may import"] for row in table(PAGE, "Layers")}
PACKAGES = ("kgraph", "api")


def named_paths() -> list[str]:
    return sorted({path for path in codes(PAGE) if re.match(r"(kgraph|api|data|tests)/", path)})


@pytest.mark.parametrize("path", named_paths())
def test_what_the_page_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_package_and_every_module_beside_one_is_named() -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or (path.suffix == ".py" and path.stem != "__init__")
    }
    assert there <= set(named_paths())


def layer_of(module: str) -> str | None:
    """Return the layer of a module: `kgraph/queries` for `kgraph.queries.paths`; None for `kgraph` itself."""
    first, _, rest = module.partition(".")
    if first == "api":
        return "api"
    second = rest.partition(".")[0]
    return next((layer for layer in LAYERS if layer in (f"kgraph/{second}", f"kgraph/{second}.py")), None)


def iter_imports() -> Iterator[tuple[str, str, str]]:
    """Yield, for each import of one layer by another, the file and both layers."""
    for file in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        relative = file.relative_to(ROOT).with_suffix("")
        own = layer_of(".".join(relative.parts))
        for module in iter_modules(file):
            layer = layer_of(module)
            if own and layer and layer != own:
                yield str(relative), own, layer


def iter_modules(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def allowed(layer: str) -> set[str]:
    words = LAYERS[layer]
    if words.startswith("anything in kgraph"):
        left_out = {"kgraph/cli"} if words.endswith("but cli") else set()
        return {each for each in LAYERS if each.startswith("kgraph/")} - left_out
    if words == "nothing":
        return set()
    return {layer for word in words.split(", ") for layer in [layer_of(f"kgraph.{word}")] if layer}


def test_imports_are_those_that_the_table_allows() -> None:
    wrong = [(file, layer) for file, own, layer in iter_imports() if layer not in allowed(own)]
    assert wrong == []


def test_a_layer_may_import_only_those_above_it_in_the_table() -> None:
    order = list(LAYERS)
    for layer in order[:-2]:
        known = [layer_of(f"kgraph.{word}") for word in LAYERS[layer].split(", ") if word != "nothing"]
        assert None not in known, layer
        assert all(order.index(str(other)) < order.index(layer) for other in known), layer


def test_the_table_has_the_order_that_the_layer_test_holds_imports_to() -> None:
    ranks = [RANK[layer.removesuffix(".py").replace("/", ".")] for layer in LAYERS]
    assert ranks == sorted(ranks)


def test_what_the_table_allows_is_used() -> None:
    used = {(own, layer) for _, own, layer in iter_imports()}
    for layer in list(LAYERS)[:-2]:
        assert {(layer, other) for other in allowed(layer)} <= used, layer


def test_the_bounds_of_a_search() -> None:
    decisions = section(PAGE, "Decisions")
    assert f"{MAX_VISITS:,}" in decisions
    assert f"{MAX_CANDIDATES:,}" in decisions
