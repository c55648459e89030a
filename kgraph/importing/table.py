"""Import a table: a claim for each row, by a mapping.

The file is read twice. The first time every row is checked, and the names, predicates and dates in it are learnt:
ids must not depend on the order of the rows, and nothing is written until all is well. The second time the claims
are written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NoReturn

from kgraph.errors import Problem
from kgraph.importing.claim_lines import ClaimPattern, NamedEntity, name_entity
from kgraph.importing.entities import EntityNames
from kgraph.importing.errors import ImportRefused
from kgraph.importing.lines import LineReader
from kgraph.importing.mapping import FileKind, Mapping
from kgraph.importing.mapping_check import find_mapping_problems
from kgraph.importing.predicates import PredicateNames, TablePredicate
from kgraph.importing.report import MAX_SHOWN, ImportReport, RepeatedClaim
from kgraph.importing.row_parser import ClaimWords, Flaw, RowClaim, RowParser
from kgraph.importing.row_problems import DEFAULT_MAX_PROBLEMS, RowProblems, to_left_out
from kgraph.importing.rows import BadRow, ObjectReader, TableReader
from kgraph.importing.workplace import LEFT_OUT_FILE
from kgraph.importing.writer import DatasetWriter, OnWritten, WrittenDataset
from kgraph.names import name_key
from kgraph.records import DatasetInfo, Entity, Source, Vocabulary
from kgraph.text import digest

KINDS: dict[str, FileKind] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
}
# How often whoever shows the progress hears of it.
ROWS_PER_STEP = 2048

# What is being done ("checking", "writing", "sorting"), and how many bytes of how many are done.
Progress = Callable[[str, int, int], None]
Reader = TableReader | ObjectReader


def import_table(
    file: Path,
    mapping: Mapping,
    out: Path,
    *,
    replace: bool = False,
    skip_bad: bool = False,
    max_problems: int = DEFAULT_MAX_PROBLEMS,
    on_progress: Progress | None = None,
    on_written: OnWritten | None = None,
) -> ImportReport:
    """Make a dataset in the folder `out` of the rows of a file.

    With `skip_bad`, rows that cannot be used are listed in `left-out.ndjson` in that folder. Otherwise one such row
    ends the import, once up to `max_problems` of them have been found. `on_written` is given the folder before it is
    put in its place: what it writes there goes with it.

    Raises:
        ImportRefused: the file or the mapping cannot be used; with everything that is wrong, up to the limit.
        OutputRefused: `out` is taken.
        OSError: the disk is full, or cannot be written to.
    """
    reader = _open_reader(file, mapping)
    run = _TableImport(reader, mapping, RowProblems(file.name, max_problems), on_progress or _ignore)
    with DatasetWriter(out, replace=replace) as writer:
        run.check_rows(skip_bad=skip_bad)
        run.write_words(writer)
        run.write_claims(writer)
        run.on_progress("sorting", 0, 0)
        return run.report(file, writer.commit(on_written))


def _open_reader(file: Path, mapping: Mapping) -> Reader:
    lines = LineReader(file)
    kind = mapping.format.kind or _find_kind(file)
    if kind is None:
        known = ", ".join(KINDS)
        raise lines.refuse(f"has a name that does not say what it is ({known}, each also with .gz): give format.kind")
    reader: Reader
    if kind == "ndjson":
        columns = mapping.columns.given()
        optional = {"speaker", "hedge", "status", "topics"} | (set() if mapping.dates.required else {"date"})
        required = {column for use, column in columns.items() if use not in optional}
        reader = ObjectReader(lines, mapping.format, tuple(dict.fromkeys(columns.values())), required)
        problems = find_mapping_problems(mapping, "mapping", None)
    else:
        reader = TableReader(lines, mapping.format, kind)
        problems = find_mapping_problems(mapping, "mapping", reader.columns)
    if problems:
        raise ImportRefused(str(file), problems)
    return reader


def _find_kind(file: Path) -> FileKind | None:
    suffixes = [suffix.lower() for suffix in file.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return KINDS.get(suffixes[-1]) if suffixes else None


def _ignore(_phase: str, _done: int, _total: int) -> None:
    """Show no progress."""


class _TableImport:
    def __init__(self, reader: Reader, mapping: Mapping, problems: RowProblems, on_progress: Progress) -> None:
        self.reader = reader
        self.parser = RowParser(mapping, reader.columns)
        self.mapping = mapping
        self.problems = problems
        self.on_progress = on_progress
        self.rows = 0
        self.names: set[str] = set()
        self.words: set[ClaimWords] = set()
        self.entities: dict[str, Entity] = {}
        self.predicates: dict[str, TablePredicate] = {}
        self.alike: list[tuple[str, ...]] = []
        self.self_loops = 0
        self.self_loop_rows: list[int] = []
        self._patterns: dict[tuple[ClaimWords, bool], ClaimPattern] = {}
        self._named: dict[str, NamedEntity] = {}

    def check_rows(self, *, skip_bad: bool) -> None:
        """Judge every row, and learn the names and the words of the good ones."""
        names, words, problems = self.names, self.words, self.problems
        for number, found, _ in self._iter_rows("checking"):
            self.rows += 1
            if isinstance(found, RowClaim):
                names.add(found.subject)
                names.add(found.object)
                words.add(found.words)
                continue
            if isinstance(found, BadRow) and found.is_last:
                self._end(found, skip_bad=skip_bad)
            self._add_problem(problems, number, found)
            is_huge = isinstance(found, BadRow) and found.is_huge
            if not skip_bad and (problems.is_full or is_huge):
                raise ImportRefused(problems.file, problems.kept, problems.count, is_cut=True)
        names.update(each.speaker for each in words if each.speaker is not None)
        if problems.count and not skip_bad:
            raise ImportRefused(problems.file, problems.kept, problems.count)
        if not words:
            reason = "has no row that can be used" if problems.count else "has no row"
            first = Problem(problems.file, None, None, None, reason)
            raise ImportRefused(problems.file, [first, *problems.kept], problems.count + 1)

    def _add_problem(self, problems: RowProblems, number: int, found: BadRow | list[Flaw]) -> None:
        problems.add(number, self.reader.first_line, found, last_line=self.reader.lines.line_number)

    def _end(self, found: BadRow, *, skip_bad: bool) -> NoReturn:
        """Refuse the file, of which nothing behind this row can be told; with what else ends the import."""
        problems = RowProblems(self.problems.file, 1) if skip_bad else self.problems
        self._add_problem(problems, found.number, found)
        raise ImportRefused(problems.file, problems.kept, problems.count, is_cut=True)

    def write_words(self, writer: DatasetWriter) -> None:
        """Write everything but the claims."""
        mapping = self.mapping
        self.predicates = PredicateNames(mapping).build_predicates(each.predicate for each in self.words)
        self.entities = EntityNames(mapping).build_entities(self.names)
        self._check_known_ids()
        self.alike = _find_alike(self.names)
        writer.write_info(DatasetInfo(**mapping.dataset.model_dump(), carrying_source=mapping.source.id, format=1))
        predicates = {each.predicate.id: each.predicate for each in self.predicates.values()}
        writer.write_vocabulary(
            Vocabulary(
                entity_types=mapping.entity_types,
                topics=mapping.topics,
                units=(),
                roles=(),
                predicates=tuple(predicates[id_] for id_ in sorted(predicates)),
            )
        )
        writer.add_source(Source(type="dataset", **mapping.source.model_dump()))
        for entity in {each.id: each for each in (*mapping.known, *self.entities.values())}.values():
            writer.add_entity(entity)

    def write_claims(self, writer: DatasetWriter) -> None:
        """Write a claim for each good row, and a line in the list of what was left out for each other one."""
        self._named = {name: name_entity(entity) for name, entity in self.entities.items()}
        with ExitStack() as stack:
            left_out: IO[str] | None = None
            for number, found, text in self._iter_rows("writing"):
                if isinstance(found, RowClaim):
                    self._write_claim(writer, found, number, text)
                    continue
                if left_out is None:
                    left_out = stack.enter_context((writer.folder / LEFT_OUT_FILE).open("w", encoding="ascii"))
                # Escaped: half a character, which a row of JSON can hold, is no UTF-8.
                left_out.write(json.dumps(to_left_out(number, self.reader.first_line, found, text)) + "\n")

    def report(self, file: Path, written: WrittenDataset) -> ImportReport:
        """Return what has been done."""
        bad = self.problems
        return ImportReport(
            path=written.path,
            id=self.mapping.dataset.id,
            file=str(file),
            rows=self.rows,
            claims=written.claims,
            entities=written.entities,
            predicates=len({each.predicate.id for each in self.predicates.values()}),
            sources=written.sources,
            repeated_rows=written.merged,
            repeated=tuple(RepeatedClaim(*each) for each in written.repeated[:MAX_SHOWN]),
            self_loops=self.self_loops,
            self_loop_rows=tuple(self.self_loop_rows),
            alike_names=len(self.alike),
            alike=tuple(self.alike[:MAX_SHOWN]),
            left_out=bad.rows,
            left_out_file=written.path / LEFT_OUT_FILE if bad.rows else None,
            problems=tuple(bad.kept),
        )

    def _iter_rows(self, phase: str) -> Iterator[tuple[int, RowClaim | list[Flaw] | BadRow, str]]:
        """Yield each row with its number, what it says or what is wrong with it, and its text."""
        lines, parse = self.reader.lines, self.parser.parse
        for place, row in enumerate(self.reader):
            if not place % ROWS_PER_STEP:
                self.on_progress(phase, lines.position, lines.size)
            if isinstance(row, BadRow):
                yield row.number, row, row.text
            else:
                number, fields, text = row
                yield number, parse(fields), text

    def _write_claim(self, writer: DatasetWriter, claim: RowClaim, number: int, text: str) -> None:
        key = (claim.words, claim.date is not None)
        pattern = self._patterns.get(key)
        if pattern is None:
            pattern = self._patterns[key] = self._build_pattern(claim.words, dated=key[1])
        subject, object_ = self._named[claim.subject], self._named[claim.object]
        writer.add_claim_line(*pattern.make(subject, object_, claim.date, number, digest(text)))
        if subject.id == object_.id:
            self.self_loops += 1
            if len(self.self_loop_rows) < MAX_SHOWN:
                self.self_loop_rows.append(number)

    def _build_pattern(self, words: ClaimWords, *, dated: bool) -> ClaimPattern:
        if words.speaker is None:
            speaker = next(entity for entity in self.mapping.known if entity.id == self.mapping.claims.speaker)
        else:
            speaker = self.entities[words.speaker]
        table = self.predicates[words.predicate]
        return ClaimPattern(self.mapping.claims, words, table, speaker, self.mapping.source.id, dated=dated)

    def _check_known_ids(self) -> None:
        """What is typed as an id is never a wrong hit: see `kgraph.loading.checks`."""
        own = {entity.id: {entity.name, *(name.text for name in entity.names)} for entity in self.mapping.known}
        bearers: dict[str, set[str]] = {}
        for name in self.names:
            bearers.setdefault(name_key(name), set()).add(name)
        problems = [
            Problem("mapping", id_, "known.id", None, f"is also a name in the rows: add {min(others)!r} to its names")
            for id_, names in own.items()
            if (others := bearers.get(name_key(id_), set()) - names)
        ]
        if problems:
            raise ImportRefused(self.problems.file, problems)


def _find_alike(names: set[str]) -> list[tuple[str, ...]]:
    """Return the names that have the same comparison key, in groups, each in its order."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names):
        groups.setdefault(name_key(name), []).append(name)
    return sorted(tuple(group) for group in groups.values() if len(group) > 1)
