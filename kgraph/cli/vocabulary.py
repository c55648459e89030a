"""`kgraph schema`: the words of the dataset and of the service."""

from __future__ import annotations

from typing import Annotated

import typer

from kgraph.cli.options import Data, Format, OutputFormat


def schema(
    *,
    part: Annotated[
        str | None,
        typer.Argument(
            metavar="PART",
            help="One list of words, such as predicates, topics, entity_types, statuses or filters. Default: all.",
            show_default=False,
        ),
    ] = None,
    data: Data = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Define the words: predicates, topics, statuses, filters and so on."""
    from kgraph.cli.output import print_table, write_json, write_lines
    from kgraph.cli.tables.vocabulary import render_words
    from kgraph.errors import UnknownWord
    from kgraph.knowledge_graph import open
    from kgraph.names import nearest_words

    graph = open(data)
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
    else:
        shown = {name: [word.model_dump(mode="json") for word in words] for name, words in chosen.items()}
        write_json({**shown, "dataset_version": graph.version})
