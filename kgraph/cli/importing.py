"""`kgraph import`: from a file of others to a dataset."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgraph.cli.completion import complete_words
from kgraph.cli.options import Format, OutputFormat
from kgraph.cli.progress import OnPhase, show_progress
from kgraph.cli.statuses import BAD_INPUT

if TYPE_CHECKING:
    from kgraph.importing.errors import ImportRefused
    from kgraph.importing.report import ImportReport

# A row number or two are worth a line; all of them are in the JSON.
SHOWN_ROWS = 5
_OF_RECORDS = {
    "dangling": (
        "reference to a thing that the file does not hold",
        "references to things that the file does not hold",
    ),
    "repeated_things": (
        "line that says of a thing what an earlier one says",
        "lines that say of a thing what an earlier one says",
    ),
    "ignored": ("record that holds nothing to claim", "records that hold nothing to claim"),
}


def import_(
    *,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A table: .csv, .tsv or .ndjson; or FollowTheMoney records, one in a line of JSON. All also with .gz.",
            show_default=False,
        ),
    ],
    mapping: Annotated[
        str,
        typer.Option(
            "--mapping",
            metavar="MAPPING",
            help="A mapping in TOML, or the name of what ships: icews, followthemoney; kgraph, for an export.",
            autocompletion=complete_words("icews", "followthemoney", "kgraph"),
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder of the dataset. It is made, or is empty.")
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the new dataset in the place of one that is there already.")
    ] = False,
    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help="Leave out the rows that cannot be used, and list them in left-out.ndjson."),
    ] = False,
    no_snapshot: Annotated[
        bool, typer.Option("--no-snapshot", help="Leave out the snapshot, from which the dataset is opened at once.")
    ] = False,
    max_problems: Annotated[
        int, typer.Option("--max-problems", metavar="N", min=1, max=100_000, help="Most problems to report.")
    ] = 100,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Make a dataset of a table or of FollowTheMoney records, every claim with its row as evidence.

    Nothing is written until all is well: a row that cannot be used is reported with its number and the reason, and
    ends the import with status 2. Rows that say the same are one claim, with every row as its evidence. A snapshot,
    from which the dataset is opened at once, is written with it.
    """
    from kgraph.importing.errors import ImportRefused
    from kgraph.importing.workplace import SNAPSHOT_FILE

    try:
        importer = _choose_importer(mapping)
        with _telling_of_interrupts(out), show_progress() as on_phase:
            report = importer(
                file,
                out=out,
                replace=replace,
                skip_bad=skip_bad,
                max_problems=max_problems,
                on_progress=on_phase,
                on_written=None if no_snapshot else lambda folder: write_snapshot_of(folder, on_phase),
            )
    except ImportRefused as error:
        _print_problems(error, format)
        raise typer.Exit(BAD_INPUT) from error
    except OSError as error:
        place = error.filename or out
        typer.echo(f"Error: {error.strerror or error}: {place}. Nothing was written to {out}.", err=True)
        raise typer.Exit(BAD_INPUT) from error
    _print_report(report, None if no_snapshot else report.path / SNAPSHOT_FILE, format)


@contextmanager
def _telling_of_interrupts(out: Path) -> Iterator[None]:
    """Say on ctrl-C whether anything was written; a request to terminate is the same, so that nothing stays behind."""
    before = _find_inode(out)
    handler = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        is_written = _find_inode(out) not in (None, before)
        typer.echo(
            f"Interrupted, after {out} was written." if is_written else "Interrupted. Nothing was written.", err=True
        )
        raise
    finally:
        signal.signal(signal.SIGTERM, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # A second one must not end the clearing away that the first one sets off.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _find_inode(folder: Path) -> int | None:
    try:
        return folder.stat().st_ino
    except OSError:
        return None


def _choose_importer(mapping: str) -> Callable[..., ImportReport]:
    """Return what imports files by a mapping."""
    from kgraph.importing.exported import MAPPING, import_export
    from kgraph.importing.followthemoney import find_record_mapping, import_followthemoney
    from kgraph.importing.mapping_files import find_mapping, load_mapping
    from kgraph.importing.table import import_table

    if mapping == MAPPING:
        return import_export
    records = find_record_mapping(mapping)
    if records is not None:
        return partial(import_followthemoney, dataset=records.dataset)
    return partial(import_table, mapping=load_mapping(find_mapping(mapping)))


def write_snapshot_of(folder: Path, on_phase: OnPhase | None) -> None:
    """Write the snapshot of a dataset into its folder.

    Raises:
        ImportRefused: what was made of the file breaks a rule of datasets.
    """
    from kgraph.errors import DatasetError
    from kgraph.importing.errors import ImportRefused
    from kgraph.queries.opening import build_snapshot

    try:
        build_snapshot(folder, on_phase=on_phase)
    except DatasetError as error:
        raise ImportRefused("What was made of the file", error.problems, error.count) from error


def _print_problems(error: ImportRefused, form: OutputFormat) -> None:
    from kgraph.cli.output import write_json, write_lines, write_rows

    problems = [asdict(problem) for problem in error.problems]
    if form is OutputFormat.JSON:
        facts = {"ok": False, "path": error.path, "count": error.count, "is_cut": error.is_cut}
        write_json({**facts, "problems": problems})
        return
    if form is OutputFormat.NDJSON:
        write_lines(problems)
    elif form is not OutputFormat.TABLE:
        from kgraph.cli.tables.rows import PROBLEMS

        write_rows(PROBLEMS, error.problems, form)
    else:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
    more = f"; these are the first {len(problems):,}" if error.count > len(problems) else ""
    cut = "; it was read no further" if error.is_cut else ""
    typer.echo(f"Error: {error}{more}{cut}. Nothing was written.", err=True)


def _print_report(report: ImportReport, snapshot: Path | None, form: OutputFormat) -> None:
    from kgraph.cli.output import write_facts

    if form is not OutputFormat.TABLE:
        facts: dict[str, Any] = {"ok": True, **asdict(report), "snapshot": snapshot}
        facts |= {name: str(value) for name, value in facts.items() if isinstance(value, Path)}
        write_facts(facts, form)
        return
    for line in _iter_lines(report):
        typer.echo(line)
    for problem in report.problems:
        typer.echo(str(problem), err=True)


def _iter_lines(report: ImportReport) -> Iterator[str]:
    yield f"Imported {report.file} into {report.path}: dataset {report.id}"
    counts = (
        _count(report.entities, "entity", "entities"),
        _count(report.predicates, "predicate"),
        _count(report.sources, "source"),
    )
    yield f"{_count(report.claims, 'claim')} from {_count(report.rows, 'row')}; {', '.join(counts)}"
    if report.repeated_rows:
        most = report.repeated[0]
        yield (
            f"{_count(report.repeated_rows, 'row')} said again what another one says; the claim has them all as "
            f"evidence (most: {most.id}, {most.passages} rows)"
        )
    if report.self_loops:
        rows = _name_rows(report.self_loop_rows, report.self_loops)
        yield f"{_count(report.self_loops, 'row')} of an entity about itself, which makes no tie: {rows}"
    if report.alike_names:
        groups = "; ".join(" / ".join(group) for group in report.alike[:SHOWN_ROWS])
        yield f"{_count(report.alike_names, 'name')} spelt in ways that read alike, each an entity of its own: {groups}"
    for word in ("dangling", "repeated_things", "ignored"):
        if number := getattr(report, word, 0):
            yield _count(number, *_OF_RECORDS[word])
    if report.left_out:
        yield f"{_count(report.left_out, 'row')} left out, listed in {report.left_out_file}"


def _name_rows(rows: tuple[int, ...], count: int) -> str:
    shown = ", ".join(map(str, rows[:SHOWN_ROWS]))
    return f"{'row' if count == 1 else 'rows'} {shown}{' …' if count > SHOWN_ROWS else ''}"


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
