"""`kgraph search`, `entities`, `show` and `neighbours`: who and what there is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgraph.cli.completion import complete_entities
from kgraph.cli.options import Cursor, Data, Entity, Everything, Format, Limit, OutputFormat, Url, with_filters

if TYPE_CHECKING:
    from kgraph.answers.views import ClaimView, EntityView, SourceView
    from kgraph.client import AnyGraph
    from kgraph.errors import NotFound, Removed

    Record = EntityView | ClaimView | SourceView

# A table shows fewer claims of a tie than JSON does, and says so.
CLAIMS_PER_NEIGHBOUR_IN_TABLE = 3


class Kind(StrEnum):
    """The kinds of record that have an id."""

    ENTITY = "entity"
    CLAIM = "claim"
    SOURCE = "source"


@with_filters("entities")
def search(
    *,
    filters: dict[str, Any],
    q: Annotated[str, typer.Argument(metavar="TEXT", help="What a name may look like.", show_default=False)],
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Find entities by name, in any script; typos are forgiven.

    Best first, each with the name that matched and how.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.lists import render_hits

    ask = partial(open_graph(data, url).search, q, **filters)
    print_pages(
        ask, format, lambda answer: render_hits(answer.items), limit=limit, cursor=cursor, everything=everything
    )


@with_filters("entities")
def entities(
    *,
    filters: dict[str, Any],
    id: Annotated[
        list[str] | None,
        typer.Option("--id", metavar="ID", help="Only the entities of these ids.", show_default=False),
    ] = None,
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List all entities, or those of some types or ids.

    By id, each with how many claims name it, and how many entities affirmed claims tie it to.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.lists import render_entities

    ask = partial(open_graph(data, url).entities, id=id or (), **filters)
    print_pages(
        ask, format, lambda answer: render_entities(answer.items), limit=limit, cursor=cursor, everything=everything
    )


@with_filters("neighbours")
def neighbours(
    *,
    filters: dict[str, Any],
    entity: Entity,
    claims_per_neighbour: Annotated[
        int | None,
        typer.Option(
            "--claims-per-neighbour",
            metavar="N",
            show_default=False,
            help="Most claims to show of each tie: 0 to 500. Default: 3 in a table, else 20.",
        ),
    ] = None,
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List who is tied to an entity, by which claims.

    Most claims first, then by id. Ties are made of affirmed claims alone.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.ties import render_neighbours
    from kgraph.queries.neighbours import DEFAULT_CLAIMS_PER_NEIGHBOUR

    if claims_per_neighbour is None:
        in_table = format is OutputFormat.TABLE
        claims_per_neighbour = CLAIMS_PER_NEIGHBOUR_IN_TABLE if in_table else DEFAULT_CLAIMS_PER_NEIGHBOUR
    ask = partial(open_graph(data, url).neighbours, entity, claims_per_neighbour=claims_per_neighbour, **filters)
    print_pages(
        ask, format, lambda answer: render_neighbours(answer.items), limit=limit, cursor=cursor, everything=everything
    )


def show(
    *,
    id_or_name: Annotated[
        str,
        typer.Argument(
            metavar="ID_OR_NAME",
            help="The id of an entity, a claim or a source, or a name of an entity.",
            show_default=False,
            autocompletion=complete_entities,
        ),
    ],
    kind: Annotated[
        Kind | None,
        typer.Option("--kind", help="Which kind of record is meant, should an id be one of several."),
    ] = None,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """Show one entity, claim or source in full.

    An exact id wins over a name; of equal ids the entity comes first, then the claim, then the source.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_record
    from kgraph.cli.tables.records import render_record

    graph = open_graph(data, url)
    record = _find_record(graph, id_or_name, kind)
    if id_or_name not in (record.id, getattr(record, "name", None)):
        typer.echo(f"{id_or_name!r} is taken for {record.id}.", err=True)
    print_record(record, format, lambda: render_record(record), version=graph.version)


def _find_record(graph: AnyGraph, given: str, kind: Kind | None) -> Record:
    """Return the record that an id names, else the entity that a name names, else what an id was merged into."""
    from kgraph.errors import NotFound, Removed

    if kind is Kind.CLAIM:
        return graph.claim(given)
    if kind is Kind.SOURCE:
        return graph.source(given)
    suggestions: list[str] = []
    merged: Record | None = None
    removed: Removed | None = None
    for found in _iter_named(graph, given) if kind is None else ():
        if isinstance(found, NotFound):
            suggestions += found.suggestions
        elif isinstance(found, Removed):
            removed = removed or found
        elif found.id == given:
            return found
        else:
            merged = merged or found
    try:
        return graph.entity(given)
    except (NotFound, Removed) as error:
        if merged is not None:
            return merged
        if isinstance(error, Removed) or removed is not None:
            raise removed or error from None
        near = list(dict.fromkeys([*error.suggestions, *suggestions]))
        raise NotFound(kind or "entity, claim or source", given, parameter="id_or_name", suggestions=near) from error


def _iter_named(graph: AnyGraph, id_: str) -> Iterator[Record | NotFound | Removed]:
    """Yield, for each kind of record, what an id leads to."""
    from kgraph.errors import NotFound, Removed

    for get_record in (lambda given: graph.entities(id=given).items[0], graph.claim, graph.source):
        try:
            yield get_record(id_)
        except (NotFound, Removed) as error:
            yield error
