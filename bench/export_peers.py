"""What writes the same kinds of files as kgraph's exports: libraries that hold in memory all that they write.

Each reads a file that kgraph exported, by its own reader, and so holds exactly what is in it.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class ExportPeer:
    """A way of writing a format from what `read` returns; `count` tells what is in a file, by kind.

    `packages` are those it needs, its own first, `modules` what is imported before anything is measured. `fraction` of
    the claims is written, by kgraph too: one of so many, where the whole would take many minutes.
    """

    name: str
    packages: tuple[str, ...]
    modules: tuple[str, ...]
    read: Callable[[Path], Any]
    write: Callable[[Any, Path], None]
    count: Callable[[Path], Counts]
    fraction: int = 1

    @property
    def version(self) -> str:
        """The version of its library; for what Python itself brings, none."""
        return version(self.packages[0]) if self.packages else ""

    def find_obstacle(self) -> str | None:
        """Return why it cannot run here, or None."""
        missing = [package for package in self.packages if importlib.util.find_spec(package) is None]
        return f"{', '.join(missing)} not installed" if missing else None


def _count_xml(path: Path) -> Counts:
    """Return how many nodes and edges a GraphML or GEXF file has."""
    counts = {"nodes": 0, "edges": 0}
    for _, element in _module("lxml.etree").iterparse(path, tag=("{*}node", "{*}edge")):
        counts["nodes" if element.tag.endswith("node") else "edges"] += 1
        element.clear()
    return counts


def _count_graph(path: Path) -> Counts:
    graph = _load(path)
    elements = graph.get("elements", graph)
    return {kind: len(elements[kind]) for kind in ("nodes", "edges")}


def _count_lines(path: Path) -> Counts:
    with path.open("rb") as lines:
        return {"records": sum(1 for line in lines if json.loads(line))}


def _count_rows(path: Path) -> Counts:
    with zipfile.ZipFile(path) as archive:
        return {
            name: sum(1 for _ in csv.reader(io.TextIOWrapper(archive.open(name), "utf-8", newline=""))) - 1
            for name in _tables(archive)
        }


def _read_lines(path: Path) -> list[Any]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _write_lines(records: list[Any], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _read_tables(path: Path) -> dict[str, Any]:
    pandas = _module("pandas")
    with zipfile.ZipFile(path) as archive:
        return {
            name: pandas.read_csv(archive.open(name), dtype=str, keep_default_na=False) for name in _tables(archive)
        }


def _write_tables(tables: dict[str, Any], path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            with archive.open(name, "w", force_zip64=True) as file:
                table.to_csv(file, index=False, lineterminator="\r\n")


def _tables(archive: zipfile.ZipFile) -> Iterable[str]:
    return (name for name in archive.namelist() if name.endswith(".csv"))


def _graph_peer(name: str, read: Callable[[Any, Path], Any], write: Callable[[Any, Any, Path], None]) -> ExportPeer:
    return ExportPeer(
        f"networkx {name}",
        ("networkx", "lxml"),
        ("networkx", "lxml.etree"),
        lambda path: read(_module("networkx"), path),
        lambda graph, path: write(_module("networkx"), graph, path),
        _count_xml if name.startswith("write") else _count_graph,
    )


def _triple_peer(syntax: str) -> ExportPeer:
    def read(path: Path) -> Any:
        return _module("rdflib").Graph().parse(path, format=syntax)

    def write(graph: Any, path: Path) -> None:
        graph.serialize(path, format=syntax)

    modules = ("rdflib", f"rdflib.plugins.serializers.{syntax.replace('json-ld', 'jsonld')}")
    name = f'rdflib serialize("{syntax}")'
    return ExportPeer(name, ("rdflib",), modules, read, write, lambda path: {"triples": len(read(path))}, fraction=10)


def _module(name: str) -> Any:
    return importlib.import_module(name)


def _load(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _dump(value: Any, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)


_LINES = ExportPeer("json.dumps of each record", (), ("json",), _read_lines, _write_lines, _count_lines)
_TABLES = ExportPeer("pandas to_csv, zipped", ("pandas",), ("pandas",), _read_tables, _write_tables, _count_rows)

# By the format; those that write lines or tables are the same for two of them.
EXPORT_PEERS: dict[str, ExportPeer] = {
    "ndjson": _LINES,
    "csv": _TABLES,
    "graphml": _graph_peer(
        "write_graphml", lambda nx, path: nx.read_graphml(path), lambda nx, graph, path: nx.write_graphml(graph, path)
    ),
    "gexf": _graph_peer(
        "write_gexf", lambda nx, path: nx.read_gexf(path), lambda nx, graph, path: nx.write_gexf(graph, path)
    ),
    "cytoscape": _graph_peer(
        "cytoscape_data, json.dump",
        lambda nx, path: nx.cytoscape_graph(_load(path)),
        lambda nx, graph, path: _dump(nx.cytoscape_data(graph), path),
    ),
    "node-link": _graph_peer(
        "node_link_data, json.dump",
        lambda nx, path: nx.node_link_graph(_load(path)),
        lambda nx, graph, path: _dump(nx.node_link_data(graph), path),
    ),
    "json-ld": _triple_peer("json-ld"),
    "turtle": _triple_peer("turtle"),
    "ftm": _LINES,
    "neo4j": _TABLES,
}
