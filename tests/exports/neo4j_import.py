"""A reader of Neo4j's bulk-import tables, written from the manual: its dialect, its headers, its groups of ids.

It refuses what the importer refuses: a header that is none, a row with too many or too few cells, a node without an
id or with one that its group has already, a relationship whose end is not there, a value that is not of its type.
"""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZipFile

TYPES = ("int", "long", "float", "double", "boolean", "byte", "short", "char", "string", "date", "datetime")
_PROPERTY = re.compile(rf"(?P<name>\w+)(?::(?P<type>{'|'.join(TYPES)})(?P<array>\[\])?)?")
_ID = re.compile(r"(?P<name>\w*):(?P<kind>ID|START_ID|END_ID)\((?P<group>[\w-]+)\)")
_CELL = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>[^",]*))(?P<end>,|$)')
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass
class Node:
    """A node: its labels, its properties, and its relationships, outwards."""

    labels: list[str]
    properties: dict[str, Any]
    out: list[Relationship] = field(default_factory=list)

    def follow(self, type: str) -> list[Relationship]:
        """Return its relationships of a type, in the order of their `number`."""
        found = [each for each in self.out if each.type == type]
        return sorted(found, key=lambda each: each.properties.get("number", 0))

    def get_end(self, type: str) -> Node:
        """Return the other end of its one relationship of a type."""
        (relationship,) = self.follow(type)
        return relationship.end


@dataclass
class Relationship:
    """A relationship: its type, its properties and its ends."""

    type: str
    properties: dict[str, Any]
    start: Node
    end: Node


class ImportedGraph:
    """The graph that an archive becomes, imported by the command in its README.txt."""

    def __init__(self, archive: bytes) -> None:
        with ZipFile(io.BytesIO(archive)) as opened:
            assert opened.testzip() is None
            self.files = {name: opened.read(name) for name in opened.namelist()}
        words = re.search(r"^neo4j-admin database import full neo4j(?: \\\n  --\S+)+", self._readme, re.MULTILINE)
        assert words is not None
        options = [word.removeprefix("--").split("=") for word in words[0].split() if word.startswith("--")]
        self.delimiter = {"TAB": "\t"}[dict(options)["array-delimiter"]]
        self.groups: dict[str, dict[str, Node]] = {}
        self.relationships: list[Relationship] = []
        self.named = [file for option, file in options if option != "array-delimiter"]
        for option, file in options:
            if option == "nodes":
                self._import_nodes(file)
        for option, file in options:
            if option == "relationships":
                self._import_relationships(file)

    @property
    def _readme(self) -> str:
        return self.files["README.txt"].decode()

    def nodes(self, label: str) -> list[Node]:
        """Return the nodes with a label."""
        return [node for group in self.groups.values() for node in group.values() if label in node.labels]

    def ties(self) -> list[Relationship]:
        """Return the relationships between entities."""
        return [each for each in self.relationships if each.type == "TIED"]

    def _read(self, file: str) -> tuple[list[str], list[list[tuple[str, bool]]]]:
        lines = self.files[file].decode().split("\n")
        assert lines.pop() == ""
        rows = [_split_line(line) for line in lines]
        header = [cell for cell, _ in rows[0]]
        assert {len(row) for row in rows} == {len(header)}
        assert len(set(header)) == len(header)
        for column in header:
            is_known = column in (":LABEL", ":TYPE") or _ID.fullmatch(column) or _PROPERTY.fullmatch(column)
            assert is_known, f"{file}: {column}"
        return header, rows[1:]

    def _import_nodes(self, file: str) -> None:
        header, rows = self._read(file)
        (id_column,) = [column for column in header if ":ID" in column]
        known = _ID.fullmatch(id_column)
        assert known is not None
        assert known["kind"] == "ID"
        group = self.groups.setdefault(known["group"], {})
        for row in rows:
            cells = dict(zip(header, row, strict=True))
            id_, _ = cells.pop(id_column)
            assert id_, file
            assert id_ not in group, f"{file}: {id_} is there twice"
            labels = cells.pop(":LABEL")[0].split(self.delimiter)
            group[id_] = Node(labels, {known["name"]: id_, **self._to_properties(cells)})

    def _import_relationships(self, file: str) -> None:
        header, rows = self._read(file)
        kinds = {known["kind"]: (column, known["group"]) for column in header if (known := _ID.fullmatch(column))}
        assert set(kinds) == {"START_ID", "END_ID"}
        for row in rows:
            cells = dict(zip(header, row, strict=True))
            start, end = (
                self.groups[group][cells.pop(column)[0]] for column, group in map(kinds.get, ("START_ID", "END_ID"))
            )
            type_, _ = cells.pop(":TYPE")
            assert type_
            made = Relationship(type_, self._to_properties(cells), start, end)
            start.out.append(made)
            self.relationships.append(made)

    def _to_properties(self, cells: dict[str, tuple[str, bool]]) -> dict[str, Any]:
        found = {}
        for column, (text, is_quoted) in cells.items():
            if not text:
                # In quotes, it would be an empty text and not the absence of one.
                assert not is_quoted
                continue
            told = _PROPERTY.fullmatch(column)
            assert told is not None
            parts = text.split(self.delimiter) if told["array"] else [text]
            values = [_to_value(part, told["type"] or "string") for part in parts]
            found[told["name"]] = values if told["array"] else values[0]
        return found


def _split_line(line: str) -> list[tuple[str, bool]]:
    """Return the cells of a line, and whether each is in quotes."""
    assert "\r" not in line
    cells, at, more = [], 0, True
    while more:
        cell = _CELL.match(line, at)
        assert cell is not None, line
        is_quoted = cell["quoted"] is not None
        # The importer may trim what is not in quotes.
        assert is_quoted or cell["plain"] == cell["plain"].strip()
        cells.append((cell["quoted"].replace('""', '"') if is_quoted else cell["plain"], is_quoted))
        at, more = cell.end(), cell["end"] == ","
    assert at == len(line)
    return cells


def _to_value(text: str, type: str) -> Any:
    if type in ("int", "long"):
        assert -(2**31 if type == "int" else 2**63) <= int(text) < (2**31 if type == "int" else 2**63)
        return int(text)
    if type == "boolean":
        assert text in ("true", "false")
        return text == "true"
    if type == "date":
        assert _DATE.fullmatch(text), text
    if type == "datetime":
        assert datetime.datetime.fromisoformat(text).tzinfo is not None
    return text
