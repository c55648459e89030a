"""Claims: by id and by filter, and what a claim rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kgraph.errors import NotFound
from kgraph.filters import Filters
from kgraph.queries.answers import Answer, ClaimSource, ClaimView, Empty
from kgraph.queries.listing import ListQuery, cut_ranked, explain_filtered
from kgraph.queries.naming import check_text
from kgraph.queries.parameters import DEFAULT_LIMIT, parse_filters, parse_ids
from kgraph.queries.sources import build_source_views
from kgraph.queries.views import build_claim_views
from kgraph.records import Claim
from kgraph.stores import Store


def get_claim(store: Store, id_: str) -> ClaimView:
    """Return one claim with its evidence, a deprecated one too.

    Raises:
        NotFound: no claim has that id; near ones are suggested.
    """
    return build_claim_views(store, [_get_record(store, id_)])[0]


def _get_record(store: Store, id_: str, parameter: str = "id") -> Claim:
    check_text(id_, parameter or "id")
    claim = store.get_claims([id_]).get(id_)
    if claim is None:
        raise NotFound("claim", id_, parameter=parameter, suggestions=store.nearest_ids("claim", id_))
    return claim


def list_claims(
    store: Store,
    *,
    ids: Iterable[str] | str = (),
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    source: str | None = None,
    **given: Any,
) -> Answer[ClaimView]:
    """Return the claims that pass the filters, by id; those with the given ids, if any are given.

    `source` narrows them to those read in a source or in a passage that cites it.

    Raises:
        NotFound: one of `ids` is unknown; near ones are suggested.
    """
    parsed = parse_filters(store, "claims", given)
    wanted = parse_ids(ids)
    fixed = {**({"id": wanted} if wanted else {}), **({"source": source} if source is not None else {})}
    parameters = {**fixed, **parsed.filters.given}
    query = ListQuery(store, "claims", parameters, names=parsed.names, limit=limit, cursor=cursor)
    for id_ in wanted:
        _get_record(store, id_)
    part = store.find_claims(parsed.filters, query.after, query.limit, source=source, ids=wanted or None)

    def explain() -> Empty:
        return explain_filtered(
            parsed.filters,
            "There is no such claim in this dataset.",
            lambda filters: _count(store, filters, source, wanted),
        )

    return query.answer(
        build_claim_views(store, part.items),
        part.total,
        last=part.items[-1].id if part.more else None,
        explain=explain,
    )


def _count(store: Store, filters: Filters, source: str | None, ids: list[str]) -> int:
    return store.find_claims(filters, None, 0, source=source, ids=ids or None).total


def list_claim_sources(
    store: Store, id_: str, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Answer[ClaimSource]:
    """Return what a claim rests on: the sources it was read in, then those which these passages cite.

    Ordered so, then by the source's id. A source that several passages cite is listed with each of them.
    """
    claim = _get_record(store, id_)
    query = ListQuery(store, "claim sources", {"claim": id_}, limit=limit, cursor=cursor)
    rows = [(("carrying", evidence.source), evidence.locator, None) for evidence in claim.evidence] + [
        (("cited", cite.id), evidence.locator, cite.signal) for evidence in claim.evidence for cite in evidence.cites
    ]
    rows.sort(key=lambda row: (row[0], row[1].model_dump_json()))
    views = {view.id: view for view in build_source_views(store, [source for (_, source), _, _ in rows])}
    part, last = cut_ranked(rows, query)
    items = [
        ClaimSource(
            **{name: getattr(views[source], name) for name in type(views[source]).model_fields},
            relation=relation,
            locator=locator,
            signal=signal,
        )
        for (relation, source), locator, signal in part
    ]
    return query.answer(items, len(rows), last=last)
