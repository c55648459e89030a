"""`kgraph claims`: what is said, by whom, and where it was read."""

from __future__ import annotations

from functools import partial
from typing import Any

from kgraph.cli.options import ClaimOrder, Cursor, Data, Everything, Format, Ids, Limit, OutputFormat, Url, with_filters


@with_filters("claims")
def claims(
    *,
    filters: dict[str, Any],
    id: Ids = None,
    order: ClaimOrder = "id",
    limit: Limit = None,
    cursor: Cursor = None,
    everything: Everything = False,
    data: Data = None,
    url: Url = None,
    format: Format = OutputFormat.TABLE,
) -> None:
    """List claims, each with its evidence.

    A filter that is repeated means "or"; different filters mean "and". The evidence of a claim is its passage
    (paragraph and sentence) and what that sentence cites. A question mark stands behind a year that was inferred.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_pages
    from kgraph.cli.tables.claims import render_claims

    ask = partial(open_graph(data, url).claims, id=id or (), order=order, **filters)
    print_pages(
        ask, format, lambda answer: render_claims(answer.items), limit=limit, cursor=cursor, everything=everything
    )
