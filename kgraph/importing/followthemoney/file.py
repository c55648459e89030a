"""Import a file of FollowTheMoney records: things become entities, what links them becomes claims.

The file is read twice. The first time only the id, the type and the name of each thing is kept, since a record may
name things that come after it. The second time each record is turned into what is written, and nothing of it stays in
memory.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from kgraph.errors import Problem
from kgraph.importing.errors import ImportRefused
from kgraph.importing.followthemoney.claims import BuiltClaims, ClaimBuilder
from kgraph.importing.followthemoney.index import ThingIndex
from kgraph.importing.followthemoney.provenance import Provenance
from kgraph.importing.followthemoney.records import MAX_NAME_CHARACTERS, FtmRecord, RecordReader, Refusal
from kgraph.importing.followthemoney.report import FollowTheMoneyReport
from kgraph.importing.followthemoney.schemata import load_model
from kgraph.importing.followthemoney.things import build_entity, list_names
from kgraph.importing.followthemoney.vocabulary import UsedWords
from kgraph.importing.lines import LineReader
from kgraph.importing.mapping import DatasetSpec
from kgraph.importing.report import MAX_SHOWN, RepeatedClaim
from kgraph.importing.row_parser import Flaw
from kgraph.importing.row_problems import DEFAULT_MAX_PROBLEMS, RowProblems, to_left_out
from kgraph.importing.slugs import to_slug
from kgraph.importing.table import ROWS_PER_STEP, Progress
from kgraph.importing.workplace import LEFT_OUT_FILE
from kgraph.importing.writer import DatasetWriter, OnWritten, WrittenDataset
from kgraph.loading.problems import printable
from kgraph.records import DatasetInfo
from kgraph.text import digest

_SUFFIXES = (".gz", ".ndjson", ".jsonl", ".json", ".ftm")


def import_followthemoney(
    file: Path,
    out: Path,
    *,
    dataset: DatasetSpec | None = None,
    replace: bool = False,
    skip_bad: bool = False,
    max_problems: int = DEFAULT_MAX_PROBLEMS,
    on_progress: Progress | None = None,
    on_written: OnWritten | None = None,
) -> FollowTheMoneyReport:
    """Make a dataset in the folder `out` of a file with one FollowTheMoney record in each line, compressed or not.

    `dataset` says what the dataset is; without it that is told from the file. With `skip_bad`, records that cannot be
    used, and references that lead nowhere, are listed in `left-out.ndjson` in that folder. Otherwise one of them ends
    the import, once up to `max_problems` have been found. `on_written` is given the folder before it is put in its
    place: what it writes there goes with it.

    Raises:
        ImportRefused: the file cannot be used; with everything that is wrong, up to the limit.
        OutputRefused: `out` is taken.
        OSError: the disk is full, or cannot be written to.
    """
    run = _FileImport(LineReader(file), dataset, RowProblems(file.name, max_problems), on_progress or _ignore)
    with DatasetWriter(out, replace=replace) as writer:
        run.learn_things()
        run.write_records(writer, skip_bad=skip_bad)
        run.write_words(writer)
        run.on_progress("sorting", 0, 0)
        return run.report(file, writer.commit(on_written))


def describe_file(file: Path, last_seen: str) -> DatasetSpec:
    """Return what a dataset is that is made of a file of which nothing else is said.

    The day is the last on which any record was seen by whoever publishes the file; else that on which it was written.
    """
    stem = file.name
    while Path(stem).suffix.lower() in _SUFFIXES and Path(stem).stem:
        stem = Path(stem).stem
    written = datetime.datetime.fromtimestamp(file.stat().st_mtime, datetime.UTC).date()
    slug, _ = to_slug(stem, "followthemoney")
    return DatasetSpec(
        id=slug,
        title=f"FollowTheMoney file {printable(stem, MAX_NAME_CHARACTERS).strip() or slug}",
        description="Records of the FollowTheMoney model: things as entities, what links them as claims.",
        annotator="kgraph import",
        annotated=datetime.date.fromisoformat(last_seen) if last_seen else written,
        data_licence="That of whoever published the records.",
    )


def _ignore(_phase: str, _done: int, _total: int) -> None:
    """Show no progress."""


class _FileImport:
    def __init__(
        self, lines: LineReader, dataset: DatasetSpec | None, problems: RowProblems, on_progress: Progress
    ) -> None:
        self.lines = lines
        self.reader = RecordReader(lines, load_model())
        self.dataset = dataset or describe_file(lines.path, "")
        self.is_described = dataset is not None
        self.problems = problems
        self.on_progress = on_progress
        self.model = load_model()
        self.index = ThingIndex()
        self.words = UsedWords(self.model)
        self.rows = self.things = self.links = self.ignored = self.repeated_things = 0
        self.dangling = self.self_loops = 0
        self.self_loop_rows: list[int] = []
        # The line and the digest of the first record with an id that comes again.
        self._firsts: dict[str, tuple[int, str]] = {}

    def learn_things(self) -> None:
        """Keep of every thing that can be used what other records need of it."""
        last_seen = ""
        institutions: set[str] = set()
        for _, _, found in self._iter_records("checking"):
            if isinstance(found, Refusal):
                continue
            last_seen = max(last_seen, found.last_seen)
            institutions.update(found.datasets, found.texts("publisher"))
            if found.schema.is_thing:
                self.index.add(found)
                self.index.add_names(list_names(found), of=found.id)
            elif found.schema.link is not None and found.schema.link.named:
                institutions.update(found.texts(found.schema.link.target or ""))
        if not self.is_described and last_seen:
            self.dataset = describe_file(self.lines.path, last_seen)
        self.index.add_names([*institutions, self.dataset.title])
        self.index.finish()

    def write_records(self, writer: DatasetWriter, *, skip_bad: bool) -> None:
        """Write what each record becomes, and list what cannot be used.

        Raises:
            ImportRefused: something cannot be used, and it is not to be skipped.
        """
        provenance = Provenance(self.lines.name, self.dataset, writer.add_entity, writer.add_source)
        builder = ClaimBuilder(self.model, self.index.things, provenance, self.words)
        with ExitStack() as stack:
            left_out: IO[str] | None = None
            for number, text, found in self._iter_records("writing"):
                self.rows += 1
                flaws = self._write_record(writer, builder, number, found)
                if not flaws:
                    continue
                self.problems.add(number, number, flaws)
                if not skip_bad:
                    if self.problems.is_full:
                        raise ImportRefused(self.problems.file, self.problems.kept, self.problems.count, is_cut=True)
                    continue
                if left_out is None:
                    left_out = stack.enter_context((writer.folder / LEFT_OUT_FILE).open("w", encoding="ascii"))
                left_out.write(json.dumps(to_left_out(number, number, flaws, text)) + "\n")
        if self.problems.count and not skip_bad:
            raise ImportRefused(self.problems.file, self.problems.kept, self.problems.count)

    def write_words(self, writer: DatasetWriter) -> None:
        """Write what the dataset is, and the words that it has come to use."""
        if not self.rows:
            raise ImportRefused(self.problems.file, [Problem(self.problems.file, None, None, None, "has no record")])
        writer.write_info(DatasetInfo(**self.dataset.model_dump(), format=1))
        writer.write_vocabulary(self.words.build())

    def report(self, file: Path, written: WrittenDataset) -> FollowTheMoneyReport:
        """Return what was done."""
        bad = self.problems
        return FollowTheMoneyReport(
            path=written.path,
            id=self.dataset.id,
            file=str(file),
            rows=self.rows,
            claims=written.claims,
            entities=written.entities,
            predicates=self.words.count_predicates(),
            sources=written.sources,
            repeated_rows=written.merged,
            repeated=tuple(RepeatedClaim(*each) for each in written.repeated[:MAX_SHOWN]),
            self_loops=self.self_loops,
            self_loop_rows=tuple(self.self_loop_rows),
            alike_names=0,
            alike=(),
            left_out=bad.rows,
            left_out_file=written.path / LEFT_OUT_FILE if bad.rows else None,
            problems=tuple(bad.kept),
            things=self.things,
            links=self.links,
            dangling=self.dangling,
            repeated_things=self.repeated_things,
            ignored=self.ignored,
        )

    def _iter_records(self, phase: str) -> Iterator[tuple[int, str, FtmRecord | Refusal]]:
        lines = self.lines
        for place, each in enumerate(self.reader):
            if not place % ROWS_PER_STEP:
                self.on_progress(phase, lines.position, lines.size)
            yield each

    def _write_record(
        self, writer: DatasetWriter, builder: ClaimBuilder, number: int, found: FtmRecord | Refusal
    ) -> Sequence[Flaw]:
        """Write what a record becomes; return what is wrong with it."""
        if isinstance(found, Refusal):
            return [found.flaw]
        if found.schema.ignored is not None:
            self.ignored += 1
            return ()
        try:
            if found.schema.is_thing:
                built = self._write_thing(writer, builder, found)
            else:
                built = builder.build_link(found)
                self.links += 1
        except Refusal as refusal:
            return [refusal.flaw]
        self.dangling += built.dangling
        for claim in built.claims:
            writer.add_claim(claim)
            if claim.object.entity == claim.subject:
                self.self_loops += 1
                if len(self.self_loop_rows) < MAX_SHOWN:
                    self.self_loop_rows.append(number)
        return built.flaws

    def _write_thing(self, writer: DatasetWriter, builder: ClaimBuilder, record: FtmRecord) -> BuiltClaims:
        record.name()  # what the first reading passed over in silence is reported here
        if record.id in self.index.repeated and self._is_repeated(record):
            self.repeated_things += 1
            return BuiltClaims()
        thing = self.index.things[record.id]
        writer.add_entity(build_entity(record, thing))
        self.words.add_type(thing.type)
        self.things += 1
        return builder.build_references(record)

    def _is_repeated(self, record: FtmRecord) -> bool:
        """Tell whether an earlier line is the same as this one.

        Raises:
            Refusal: an earlier line has this id, and says something else.
        """
        line, first = self._firsts.setdefault(record.id, (record.line, digest(record.text)))
        if line == record.line:
            return False
        if first != digest(record.text):
            raise Refusal(
                f"is the id of another record, in line {line}; merge the two first", field="id", value=record.id
            )
        return True
