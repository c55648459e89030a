"""`kgraph build`: a snapshot, so that a large dataset is not read anew at every start."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli.datasets import count_records
from kgraph.cli.options import DatasetPath, Format, OutputFormat
from kgraph.cli.progress import show_progress


def build(
    *,
    path: DatasetPath = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            show_default=False,
            help="The file. Default: dataset.kgraph in the dataset's folder.",
        ),
    ] = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Make a snapshot of a dataset, from which it is opened at once.

    The dataset is checked first. Whatever opens the folder from now on uses the snapshot, until one of the dataset's
    files changes. A file that was named with --out is opened by its own name.
    """
    from kgraph.cli.output import write_facts
    from kgraph.queries.opening import build_snapshot

    with show_progress() as on_phase:
        built = build_snapshot(path, out, on_phase=on_phase)
    facts = {"ok": True, **asdict(built), "path": str(built.path)}
    if format is not OutputFormat.TABLE:
        write_facts(facts, format)
    else:
        typer.echo(f"Built {built.path} ({built.size / 2**20:,.1f} MiB)")
        typer.echo(count_records(facts))
        typer.echo(f"version {built.version}")
