"""`kgraph dataset` and `kgraph schema`: what is asked, and the words of it."""

from __future__ import annotations

from typing import Annotated

import typer

from kgraph.cli.completion import complete_words
from kgraph.cli.options import Data, Format, OutputFormat, Url

PARTS = (
    "entity_types",
    "topics",
    "units",
    "roles",
    "predicates",
    "statuses",
    "polarities",
    "bases",
    "ranks",
    "filters",
)
# Short, so that a digest of 64 figures has room beside them in a terminal of 80 columns.
_LABELS = {
    "carrying_source": "carried by",
    "entity_count": "entities",
    "claim_count": "claims",
    "source_count": "sources",
    "tie_count": "ties",
}


def dataset(*, data: Data = None, url: Url = None, format: Format = OutputFormat.TABLE) -> None:
    """Show which dataset is asked: its title, its licence, its version, and how much it holds."""
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_table, write_facts
    from kgraph.cli.tables.records import render_fields

    view = open_graph(data, url).dataset()
    if format is OutputFormat.TABLE:
        shown = view.model_dump(mode="json").items()
        print_table(
            render_fields((_LABELS.get(name, name), _show(value)) for name, value in shown if value is not None)
        )
    else:
        write_facts(view.model_dump(mode="json"), format)


def _show(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def schema(
    *,
    part: Annotated[
        str | None,
        typer.Argument(
            metavar="PART",
            help="One list of words, such as predicates, topics, entity_types, statuses or filters. Default: all.",
            show_default=False,
            autocompletion=complete_words(*PARTS),
        ),
    ] = None,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Define the words: predicates, topics, statuses, filters and so on."""
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_table, write_json, write_lines, write_rows
    from kgraph.cli.tables.vocabulary import render_words
    from kgraph.errors import UnknownWord
    from kgraph.names import nearest_words

    graph = open_graph(data, url)
    vocabulary = graph.schema()
    parts = tuple(type(vocabulary).model_fields)
    wanted = None if part is None else part.replace("-", "_")
    if wanted is not None and wanted not in parts:
        raise UnknownWord("part", part or "", suggestions=nearest_words(wanted, parts) or parts)
    chosen = {name: getattr(vocabulary, name) for name in parts if wanted in (None, name)}
    if format is OutputFormat.TABLE:
        print_table(render_words(chosen))
    elif format is OutputFormat.NDJSON:
        write_lines({"part": name, **word.model_dump(mode="json")} for name, words in chosen.items() for word in words)
    elif format is OutputFormat.JSON:
        shown = {name: [word.model_dump(mode="json") for word in words] for name, words in chosen.items()}
        write_json({**shown, "dataset_version": graph.version})
    else:
        from kgraph.answers.rows.records import WORDS

        write_rows(WORDS, ((name, word) for name, words in chosen.items() for word in words), format)
