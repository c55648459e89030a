"""Make a dataset of what kgraph exported as `ndjson` or `node-link`: the same records, and so the same version.

The file is taken apart into the files of a folder, which is then checked like any other dataset. What says that it is
a whole dataset must have the version that it says it has: a file that was cut off or changed is refused.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kgraph.errors import DatasetError, Problem
from kgraph.importing.errors import ImportRefused
from kgraph.importing.json_members import MalformedJson, iter_items, split_members
from kgraph.importing.lines import LineReader
from kgraph.importing.report import ImportReport
from kgraph.importing.workplace import Workplace
from kgraph.importing.writer import OnWritten
from kgraph.loading import DatasetHead, check_dataset
from kgraph.loading.read import INFO_FILE, RETIRED_FILE, VOCABULARY_FILE
from kgraph.records import Vocabulary

MAPPING = "kgraph"
# The parts of a file of one object are held in memory at once; lines are not.
MAX_DOCUMENT_BYTES = 2**28
_FILES = {"entity": "entities", "source": "sources", "claim": "relations", "retired": RETIRED_FILE}
_COUNTED = {"entity": "entities", "source": "sources", "claim": "claims"}


@dataclass(frozen=True, slots=True)
class ExportedRecord:
    """A record of an export: its kind, its JSON as it stands there, for a word the list that it is in.

    `is_referred`: it did not pass the filters, and is there because another one refers to it.
    """

    kind: str
    text: str
    list_name: str = ""
    is_referred: bool = False


def import_export(
    file: Path,
    out: Path,
    *,
    replace: bool = False,
    skip_bad: bool = False,
    max_problems: int = 100,
    on_progress: Callable[[str, int, int], None] | None = None,
    on_written: OnWritten | None = None,
) -> ImportReport:
    """Make a dataset in the folder `out` of an export in the format `ndjson` or `node-link`, compressed or not.

    `on_written` is given the folder before it is put in its place: what it writes there goes with it.

    Raises:
        ImportRefused: the file is no such export, is not whole, was changed, or holds what breaks a rule of datasets;
            with up to `max_problems` problems.
        OutputRefused: `out` is taken.
        OSError: the disk is full, or cannot be written to.
    """
    lines = LineReader(file)
    if skip_bad:
        raise lines.refuse("is an export: of that nothing can be left out")
    with Workplace(out, replace=replace) as place:
        unpacked = _Unpacked(place.new)
        with unpacked:
            for record in _read_export(lines, on_progress):
                unpacked.add(record)
        head = _check(unpacked, lines, max_problems)
        if on_written is not None:
            on_written(place.new)
        place.publish()
        return _report(file, place.out, head, unpacked)


class _Unpacked:
    """The files of a dataset folder, as they are filled with the records of an export."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.export: dict[str, Any] = {}
        self.counts: Counter[str] = Counter()
        self._words: dict[str, list[str]] = {name: [] for name in Vocabulary.model_fields}
        self._open = ExitStack()
        self._files: dict[str, IO[str]] = {}

    def __enter__(self) -> _Unpacked:
        for kind, stem in _FILES.items():
            if kind != "retired":
                self._files[kind] = self._create(f"{stem}.jsonl")
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()
        lists = (f'"{name}":[{",".join(words)}]' for name, words in self._words.items())
        (self.folder / f"{VOCABULARY_FILE}.json").write_text(f"{{{','.join(lists)}}}\n", "utf-8", newline="\n")

    def add(self, record: ExportedRecord) -> None:
        # What separates the parts of a JSON text is space, whatever kind it is of.
        text = record.text.replace("\n", " ").replace("\r", " ")
        match record.kind:
            case "dataset":
                (self.folder / f"{INFO_FILE}.json").write_text(f"{text}\n", "utf-8", newline="\n")
            case "export":
                self.export = json.loads(text)
            case "word":
                self._words[record.list_name].append(text)
            case kind:
                if kind not in self._files:
                    self._files[kind] = self._create(f"{_FILES[kind]}.jsonl")
                self._files[kind].write(f"{text}\n")
                self.counts["referred" if record.is_referred else kind] += 1

    def _create(self, name: str) -> IO[str]:
        return self._open.enter_context((self.folder / name).open("w", encoding="utf-8", newline="\n"))


def _read_export(lines: LineReader, on_progress: Callable[[str, int, int], None] | None) -> Iterator[ExportedRecord]:
    """Yield the records of either format: that of lines begins with one whose kind is `dataset`."""
    first = next(iter(lines)) or b""
    try:
        is_of_lines = _member(split_members(_decode(first)), "kind") == "dataset"
    except MalformedJson:
        is_of_lines = False
    return _iter_lines(lines, on_progress) if is_of_lines else _iter_nodes(lines)


def _iter_lines(lines: LineReader, on_progress: Callable[[str, int, int], None] | None) -> Iterator[ExportedRecord]:
    counts: Counter[str] = Counter()
    end: dict[str, Any] | None = None
    for line in lines:
        number = lines.line_number
        if line is None:
            raise lines.refuse("is longer than any line of an export", number)
        if end is not None:
            raise lines.refuse("comes after the end of the export", number)
        try:
            members = split_members(_decode(line))
            kind = _member(members, "kind")
            if kind == "end":
                end = _to_object(members.get("counts", "{}"), "counts")
                continue
            record = _to_record(kind, members)
            export = _to_object(members.get("export", "{}"), "export") if kind == "dataset" else {}
        except MalformedJson as error:
            raise lines.refuse(f"is no line of an export: {error}", number) from error
        if on_progress is not None and number % 1000 == 0:
            on_progress("reading", lines.position, lines.size)
        counts["referred" if record.is_referred else _COUNTED.get(record.kind, record.kind)] += 1
        yield record
        if record.kind == "dataset":
            yield ExportedRecord("export", json.dumps(export))
    if end is None:
        raise lines.refuse("is cut off: an export ends with a line of the kind end")
    for name, count in end.items():
        if counts[name] != count:
            raise lines.refuse(f"says that it holds {count} {name}, and holds {counts[name]}")


def _to_record(kind: str, members: dict[str, str]) -> ExportedRecord:
    if kind not in ("dataset", "word", *_FILES):
        raise MalformedJson(f"its kind is {kind!r}")
    if "record" not in members:
        raise MalformedJson("it has no record")
    list_name = _member(members, "list") if kind == "word" else ""
    if kind == "word" and list_name not in Vocabulary.model_fields:
        raise MalformedJson(f"there is no list {list_name!r} of words")
    return ExportedRecord(kind, members["record"], list_name, members.get("referred") == "true")


def _iter_nodes(lines: LineReader) -> Iterator[ExportedRecord]:
    """Yield the records of a graph in node-link form: those in its own attributes, and the one of each node."""
    parts: list[bytes] = []
    size = 0
    for line in lines:
        parts.append(line or b"")
        size += len(parts[-1])
        if line is None or size > MAX_DOCUMENT_BYTES:
            raise lines.refuse(
                f"is no export in lines, and as a graph larger than {MAX_DOCUMENT_BYTES >> 20} MiB, or has a line of "
                "more than 1 MiB: export as ndjson instead"
            )
    try:
        document = split_members(_decode(b"".join(parts)))
        graph = split_members(document.get("graph", "null"))
        export = _to_object(_take(graph, "export"), "export")
        if export.get("shape") == "ties":
            raise MalformedJson("its claims are edges, so that not all of them are in it; export with claims_as_nodes")
        yield ExportedRecord("dataset", _take(graph, "record"))
        yield ExportedRecord("export", json.dumps(export))
        for name, words in split_members(_take(graph, "vocabulary")).items():
            if name not in Vocabulary.model_fields:
                raise MalformedJson(f"there is no list {name!r} of words")
            yield from (ExportedRecord("word", word, name) for word in iter_items(words))
        yield from (ExportedRecord("retired", text) for text in iter_items(graph.get("retired", "[]")))
        for node in iter_items(document.get("nodes", "null")):
            members = split_members(node)
            yield _to_record(_member(members, "kind"), members)
    except MalformedJson as error:
        raise lines.refuse(f"is no export of kgraph as ndjson or node-link: {error}") from error


def _decode(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        raise MalformedJson("it is an archive" if text.startswith(b"PK") else "it is no text in UTF-8") from error


def _to_object(text: str, name: str) -> dict[str, Any]:
    value = json.loads(text)
    if not isinstance(value, dict):
        raise MalformedJson(f"its {name} is no object")
    return value


def _take(members: dict[str, str], name: str) -> str:
    if name not in members:
        raise MalformedJson(f"the graph has no {name}")
    return members[name]


def _member(members: dict[str, str], name: str) -> str:
    value = json.loads(members.get(name, "null"))
    return value if isinstance(value, str) else ""


def _check(unpacked: _Unpacked, lines: LineReader, max_problems: int) -> DatasetHead:
    try:
        head = check_dataset(unpacked.folder)
    except DatasetError as error:
        raise ImportRefused(str(lines.path), error.problems[:max_problems], error.count) from error
    said = unpacked.export.get("dataset_version")
    if unpacked.export.get("whole") and said != head.version:
        message = f"was changed: it says that it is version {said}, and its records are version {head.version}"
        raise ImportRefused(str(lines.path), [Problem(lines.name, None, None, None, message)])
    return head


def _report(file: Path, out: Path, head: DatasetHead, unpacked: _Unpacked) -> ImportReport:
    return ImportReport(
        path=out,
        id=head.info.id,
        file=file.name,
        rows=sum(unpacked.counts.values()),
        claims=head.claim_count,
        entities=head.entity_count,
        predicates=len(head.vocabulary.predicates),
        sources=head.source_count,
        repeated_rows=0,
        repeated=(),
        self_loops=0,
        self_loop_rows=(),
        alike_names=0,
        alike=(),
        left_out=0,
        left_out_file=None,
        problems=(),
    )
