"""`kgraph validate`: is this a dataset that can be used?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from kgraph.cli.options import DatasetPath, Format, OutputFormat
from kgraph.cli.statuses import BAD_INPUT

if TYPE_CHECKING:
    from kgraph.errors import DatasetError
    from kgraph.records import Dataset


def validate(*, path: DatasetPath = None, format: Format = OutputFormat.TABLE) -> None:
    """Check a dataset and print everything that is wrong with it.

    A line per problem: file, record, field, what is wrong, the value, and what comes near it. Exit status 2 if there
    is any; otherwise the counts and the version of the dataset, and 0.
    """
    from kgraph.errors import DatasetError
    from kgraph.loading import default_dataset_path, load_dataset

    folder = default_dataset_path() if path is None else path
    try:
        dataset = load_dataset(folder)
    except DatasetError as error:
        _print_problems(error, format)
        raise typer.Exit(BAD_INPUT) from error
    _print_counts(str(folder), dataset, format)


def _print_problems(error: DatasetError, form: OutputFormat) -> None:
    from kgraph.cli.output import write_json, write_lines

    problems = [asdict(problem) for problem in error.problems]
    if form is OutputFormat.JSON:
        write_json({"ok": False, "path": error.path, "count": error.count, "problems": problems})
        return
    if form is OutputFormat.NDJSON:
        write_lines(problems)
    else:
        for problem in error.problems:
            typer.echo(str(problem))
    left_out = error.count - len(problems)
    more = f"; these are the first {len(problems):,}" if left_out else ""
    typer.echo(f"{error}{more}.", err=True)


def _print_counts(path: str, dataset: Dataset, form: OutputFormat) -> None:
    from kgraph.cli.output import write_json, write_lines

    facts = {
        "ok": True,
        "path": path,
        "id": dataset.info.id,
        "entities": len(dataset.entities),
        "claims": len(dataset.claims),
        "sources": len(dataset.sources),
        "version": dataset.version,
    }
    if form is OutputFormat.JSON:
        write_json(facts)
    elif form is OutputFormat.NDJSON:
        write_lines([facts])
    else:
        typer.echo(f"All is well with {path}: dataset {dataset.info.id}")
        typer.echo("{entities:,} entities, {claims:,} claims, {sources:,} sources".format(**facts))
        typer.echo(f"version {dataset.version}")
