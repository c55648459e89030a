"""`kgraph quality`: where is the dataset weak?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgraph.cli.options import Data, Format, OutputFormat, Url

if TYPE_CHECKING:
    from kgraph.answers.quality import QualityView

# A table is for reading: the first ids of each finding tell what it is about.
DEFAULT_LIMIT_IN_TABLE = 5


def quality(
    *,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            show_default=False,
            help="Most ids, and most values, that each part lists: 1 to 500. Default: 5 in a table, else 50.",
        ),
    ] = None,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Show where the dataset is weak, and how its claims spread.

    Findings first, then names that are missing in a language, then the outlets, topics and months of the claims.
    Counts are always of the whole dataset, without deprecated claims.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_table, write_json, write_lines, write_rows
    from kgraph.cli.tables.quality import render_quality
    from kgraph.queries.parameters import DEFAULT_LIMIT

    graph = open_graph(data, url)
    is_table = format is OutputFormat.TABLE
    view = graph.quality(limit=limit if limit is not None else DEFAULT_LIMIT_IN_TABLE if is_table else DEFAULT_LIMIT)
    if is_table:
        print_table(render_quality(view))
    elif format is OutputFormat.JSON:
        write_json({**view.model_dump(mode="json"), "dataset_version": graph.version})
    elif format is OutputFormat.NDJSON:
        write_lines(_iter_lines(view))
    else:
        from kgraph.answers.rows.quality import QUALITY

        write_rows(QUALITY, [view], format)


def _iter_lines(view: QualityView) -> Iterator[dict[str, Any]]:
    """Yield every finding, language and share, each with the name of the part that it is in."""
    shown = view.model_dump(mode="json")
    for part in ("findings", "languages"):
        yield from ({"part": part, **item} for item in shown[part])
    for part in ("outlets", "topics", "months"):
        yield from ({"part": part, **item} for item in shown[part]["items"])
