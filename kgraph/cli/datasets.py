"""`kgraph validate`: is this a dataset that can be used?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from kgraph.cli.options import DatasetPath, Format, OutputFormat
from kgraph.cli.progress import show_progress, to_progress
from kgraph.cli.statuses import BAD_INPUT

if TYPE_CHECKING:
    from kgraph.errors import DatasetError
    from kgraph.loading import DatasetHead


def validate(*, path: DatasetPath = None, format: Format = OutputFormat.TABLE) -> None:
    """Check a dataset and print everything that is wrong with it.

    A line per problem: file, record, field, what is wrong, the value, and what comes near it. Exit status 2 if there
    is any; otherwise the counts and the version of the dataset, and 0.
    """
    from kgraph.errors import DatasetError
    from kgraph.loading import check_dataset, default_dataset_path

    folder = default_dataset_path() if path is None else path
    try:
        with show_progress("checking") as on_phase:
            head = check_dataset(folder, on_progress=to_progress(on_phase, "checking"))
    except DatasetError as error:
        _print_problems(error, format)
        raise typer.Exit(BAD_INPUT) from error
    _print_counts(str(folder), head, format)


def _print_problems(error: DatasetError, form: OutputFormat) -> None:
    from kgraph.cli.output import write_json, write_lines, write_rows

    problems = [asdict(problem) for problem in error.problems]
    if form is OutputFormat.JSON:
        write_json({"ok": False, "path": error.path, "count": error.count, "problems": problems})
        return
    if form is OutputFormat.NDJSON:
        write_lines(problems)
    elif form is not OutputFormat.TABLE:
        from kgraph.cli.tables.rows import PROBLEMS

        write_rows(PROBLEMS, error.problems, form)
    else:
        for problem in error.problems:
            typer.echo(str(problem))
    left_out = error.count - len(problems)
    more = f"; these are the first {len(problems):,}" if left_out else ""
    typer.echo(f"{error}{more}.", err=True)


def _print_counts(path: str, head: DatasetHead, form: OutputFormat) -> None:
    from kgraph.cli.output import write_facts

    facts = {
        "ok": True,
        "path": path,
        "id": head.info.id,
        "entities": head.entity_count,
        "claims": head.claim_count,
        "sources": head.source_count,
        "retired": head.retired_count,
        "version": head.version,
    }
    if form is not OutputFormat.TABLE:
        write_facts(facts, form)
    else:
        typer.echo(f"All is well with {path}: dataset {head.info.id}")
        retired = f", {head.retired_count:,} retired id{'s' * (head.retired_count != 1)}" if head.retired_count else ""
        typer.echo(count_records(facts) + retired)
        typer.echo(f"version {head.version}")


def count_records(facts: Mapping[str, Any]) -> str:
    """Return how many records of each kind there are, in words."""
    forms = (("entities", "entity", "entities"), ("claims", "claim", "claims"), ("sources", "source", "sources"))
    return ", ".join(f"{facts[name]:,} {one if facts[name] == 1 else many}" for name, one, many in forms)
