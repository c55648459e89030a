"""Write a dataset, however large it is: all of it, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

from kgraph.errors import Problem
from kgraph.importing.errors import ImportRefused
from kgraph.importing.runs import SortedRuns
from kgraph.importing.workplace import Workplace
from kgraph.loading.problems import show_value
from kgraph.loading.read import INFO_FILE, MAX_LINE_BYTES, VOCABULARY_FILE
from kgraph.records import Claim, DatasetInfo, Entity, Source, Vocabulary
from kgraph.records.base import Record

ENTITIES = "entities.jsonl"
SOURCES = "sources.jsonl"
RELATIONS = "relations.jsonl"
# So many of the claims that were given more than once are named in the report.
MAX_REPEATED_SHOWN = 20

# Is given the folder with the records in it, before it is put in its place: what it writes there goes with it.
OnWritten = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class WrittenDataset:
    """What was written, and where. `merged` counts the claims that went into another one with the same content.

    `repeated` names the claims that rest on the most passages of those that others were merged into, each with their
    number; of equal ones the smaller id comes first.
    """

    path: Path
    entities: int
    claims: int
    sources: int
    merged: int
    repeated: tuple[tuple[str, int], ...]


class DatasetWriter:
    """Puts a dataset together beside the place that it is meant for, and moves it there when it is whole.

    Records come in any order; memory does not grow with their number. Without `commit`, whatever the reason, no
    trace is left and what was at `out` is untouched.

    Two claims with the same id are one if they differ in nothing but their evidence, which is united. The writer
    does not check that what a record refers to is there.

        with DatasetWriter(Path("events")) as writer:
            writer.write_info(info)
            writer.write_vocabulary(vocabulary)
            writer.add_entity(entity)
            writer.add_source(source)
            writer.add_claim(claim)
            written = writer.commit()

    Entering raises OutputRefused where `out` is taken: it is a file, its parent is missing, another import writes to
    it, or it is a folder with something in it (with `replace`, anything but a dataset). Everything that writes raises
    OSError if the disk is full.
    """

    def __init__(self, out: Path, *, replace: bool = False) -> None:
        self._workplace = Workplace(out, replace=replace)
        self._written: set[str] = set()
        self._entities = SortedRuns(self._workplace.runs, "entities")
        self._sources = SortedRuns(self._workplace.runs, "sources")
        self._claims = SortedRuns(self._workplace.runs, "claims")
        self._merged = 0
        self._repeated: list[tuple[str, int]] = []

    def __enter__(self) -> Self:
        self._workplace.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._workplace.__exit__(*error)

    @property
    def folder(self) -> Path:
        """The folder that is put together: for what lies beside the records, such as the list of what was left out."""
        return self._workplace.new

    def write_info(self, info: DatasetInfo) -> None:
        """Write what the dataset is."""
        self._write_object(INFO_FILE, info)

    def write_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Write the words of the dataset."""
        self._write_object(VOCABULARY_FILE, vocabulary)

    def add_entity(self, entity: Entity) -> None:
        """Take an entity; the same one may come again."""
        self._entities.add(entity.id, canonical_line(entity))

    def add_source(self, source: Source) -> None:
        """Take a source; the same one may come again."""
        self._sources.add(source.id, canonical_line(source))

    def add_claim(self, claim: Claim) -> None:
        """Take a claim; one with the same id and another evidence may come too."""
        self._claims.add(claim.id, canonical_line(claim))

    def add_claim_line(self, id: str, canonical_line: str) -> None:
        """Take a claim as the line of `canonical_line`, without a check: for what is made by the million."""
        self._claims.add(id, canonical_line)

    def commit(self, on_written: OnWritten | None = None) -> WrittenDataset:
        """Write the records in the order of their ids, and put the dataset in its place in one step.

        `on_written` adds to the folder what is made of the records; if it raises, there is no dataset.

        Raises:
            ImportRefused: two records share an id and are not the same, or there is no claim.
            OutputRefused: something that is no dataset has come to be in its place.
            OSError: the disk is full, or the place cannot be written to.
        """
        missing = {INFO_FILE, VOCABULARY_FILE} - self._written
        if missing:
            raise ValueError(f"{sorted(missing)[0]}.json was not written")
        entities = self._write_records(ENTITIES, _iter_unique(self._entities, ENTITIES))
        sources = self._write_records(SOURCES, _iter_unique(self._sources, SOURCES))
        claims = self._write_records(RELATIONS, self._iter_claims())
        if not claims:
            raise ImportRefused(str(self._workplace.out), [Problem(RELATIONS, None, None, None, "there is no claim")])
        if on_written is not None:
            on_written(self.folder)
        self._workplace.publish()
        return WrittenDataset(
            self._workplace.out,
            entities,
            claims,
            sources,
            merged=self._merged,
            repeated=tuple(_most_repeated(self._repeated)),
        )

    def _write_object(self, stem: str, record: Record) -> None:
        text = json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2)
        (self.folder / f"{stem}.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
        self._written.add(stem)

    def _write_records(self, name: str, lines: Iterator[bytes]) -> int:
        count = 0
        with (self.folder / name).open("wb") as file:
            for line in lines:
                file.write(line + b"\n")
                count += 1
        return count

    def _iter_claims(self) -> Iterator[bytes]:
        for id_, lines in self._claims.iter_groups():
            first = next(lines)
            second = next(lines, None)
            if second is None:
                yield first
                continue
            merged = _MergedClaim(id_, first)
            merged.add(second)
            for line in lines:
                merged.add(line)
            self._merged += merged.count - 1
            self._repeated.append((id_, len(merged.evidence)))
            if len(self._repeated) > 2 * MAX_REPEATED_SHOWN:
                self._repeated = _most_repeated(self._repeated)
            yield merged.to_line()


def _most_repeated(claims: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(claims, key=lambda claim: (-claim[1], claim[0]))[:MAX_REPEATED_SHOWN]


class _MergedClaim:
    """Claims of one id, whose evidence is united."""

    def __init__(self, id: str, line: bytes) -> None:
        self.id = id
        self.count = 1
        self.record: dict[str, Any] = json.loads(line)
        self.evidence = {_dumps(each): each for each in self.record.pop("evidence")}
        self._size = len(line)

    def add(self, line: bytes) -> None:
        record: dict[str, Any] = json.loads(line)
        evidence = record.pop("evidence")
        if record != self.record:
            raise _differ(RELATIONS, self.id, self.record, record)
        for each in evidence:
            text = _dumps(each)
            if text not in self.evidence:
                self.evidence[text] = each
                self._size += len(text.encode()) + 1
        self.count += 1
        if self._size > MAX_LINE_BYTES:
            message = (
                f"rests on {len(self.evidence):,} passages, more than a record can hold ({MAX_LINE_BYTES:,} bytes)"
            )
            raise ImportRefused(RELATIONS, [Problem(RELATIONS, self.id, "evidence", None, message)])

    def to_line(self) -> bytes:
        evidence = sorted(self.evidence.items(), key=_evidence_order)
        return _dumps({**self.record, "evidence": [each for _, each in evidence]}).encode()


def canonical_line(record: Record) -> str:
    """Return the JSON of a record that its dataset's version is a digest of: sorted keys, no spaces."""
    return _dumps(record.model_dump(mode="json"))


def _dumps(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _evidence_order(item: tuple[str, dict[str, Any]]) -> tuple[Any, ...]:
    """Order evidence by its source, then as its passages stand there."""
    text, evidence = item
    locator = evidence["locator"]
    numbers = (locator.get(part) or 0 for part in ("row", "paragraph", "sentence"))
    return (evidence["source"], *numbers, locator.get("url") or "", text)


def _iter_unique(runs: SortedRuns, file: str) -> Iterator[bytes]:
    for id_, lines in runs.iter_groups():
        first = next(lines)
        for line in lines:
            if line != first:
                raise _differ(file, id_, json.loads(first), json.loads(line))
        yield first


def _differ(file: str, id: str, first: dict[str, Any], second: dict[str, Any]) -> ImportRefused:
    """Say of two records with one id in which fields they differ, and how."""
    fields = [name for name in first if first.get(name) != second.get(name)]
    fields += [name for name in second if name not in first]
    problems = [
        Problem(
            file,
            id,
            name,
            None,
            f"two records with this id differ: {show_value(first.get(name))} and {show_value(second.get(name))}",
        )
        for name in islice(fields, MAX_REPEATED_SHOWN)
    ]
    return ImportRefused(file, problems)
