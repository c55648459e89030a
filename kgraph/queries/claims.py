"""Claims: by id and by filter, and what a claim rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, get_args

from kgraph.answers.answer import Answer, Empty
from kgraph.answers.views import ClaimSource, ClaimView
from kgraph.errors import NotFound
from kgraph.queries.listing import ListQuery, count_undated, cut_ranked, explain_filtered
from kgraph.queries.naming import check_text
from kgraph.queries.parameters import DEFAULT_LIMIT, check_word, parse_filters, parse_ids
from kgraph.queries.retired import find_successor
from kgraph.queries.sources import build_source_views
from kgraph.queries.views import build_claim_views
from kgraph.records import Claim, Locator
from kgraph.stores import ClaimOrder, ClaimQuery, Store

ORDERS: tuple[ClaimOrder, ...] = get_args(ClaimOrder)
DEFAULT_ORDER: ClaimOrder = "id"


def get_claim(store: Store, id_: str) -> ClaimView:
    """Return one claim with its evidence, a deprecated one too; that which an id was merged into, for such an id.

    Raises:
        NotFound: no claim has that id; near ones are suggested.
        Removed: a claim had it that was removed.
    """
    return build_claim_views(store, [_get_record(store, id_)])[0]


def _get_record(store: Store, id_: str, parameter: str = "id") -> Claim:
    check_text(id_, parameter or "id")
    claim = store.get_claims([id_]).get(id_)
    if claim is None:
        successor = find_successor(store, "claim", id_, parameter)
        claim = None if successor is None else store.get_claims([successor])[successor]
    if claim is None:
        raise NotFound("claim", id_, parameter=parameter, suggestions=store.nearest_ids("claim", id_))
    return claim


def get_records(store: Store, ids: Iterable[str]) -> list[Claim]:
    """Return the claims with these ids, deprecated ones too, in the order in which they are asked for, each once.

    An id that was merged into another stands for that.

    Raises:
        NotFound: one of them is unknown; near ones are suggested.
        Removed: one of them is that of a claim that was removed.
    """
    return list({claim.id: claim for claim in (_get_record(store, id_) for id_ in ids)}.values())


def list_claims(
    store: Store,
    *,
    ids: Iterable[str] | str = (),
    order: str = DEFAULT_ORDER,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    **given: Any,
) -> Answer[ClaimView]:
    """Return the claims that pass the filters; those with the given ids, if any are given.

    In one of the `ORDERS`: see `Store.find_claims`.

    Raises:
        NotFound: one of `ids` is unknown; near ones are suggested.
        Removed: one of them is that of a claim that was removed.
    """
    parsed = parse_filters(store, "claims", given)
    wanted = sorted(claim.id for claim in get_records(store, parse_ids(ids)))
    chosen = check_order(order, ORDERS)
    fixed: dict[str, Any] = {"id": wanted} if wanted else {}
    parameters = {**fixed, **parsed.filters.given, **({"order": chosen} if chosen != DEFAULT_ORDER else {})}
    query = ListQuery(store, "claims", parameters, names=parsed.names, limit=limit, cursor=cursor)
    asked = ClaimQuery(parsed.filters, ids=frozenset(wanted) if wanted else None)
    return answer_claims(query, asked, order=chosen, nothing="There is no such claim in this dataset.")


def answer_claims(query: ListQuery, asked: ClaimQuery, *, order: ClaimOrder, nothing: str) -> Answer[ClaimView]:
    """Return one page of the claims that are asked for, with how many were left out for want of a date."""
    store = query.store
    part = store.find_claims(asked, query.after, query.limit, order)
    return query.answer(
        Answer[ClaimView],
        build_claim_views(store, part.items, asked.filters.exclusion),
        part.total,
        last=part.items[-1].id if part.more else None,
        undated_excluded=count_undated(store, asked),
        explain=lambda: explain_claims(store, asked, nothing),
    )


def explain_claims(store: Store, asked: ClaimQuery, nothing: str) -> Empty:
    """Say why no claim is found: there is none at all, or which filter leaves none."""
    return explain_filtered(asked.filters, nothing, lambda filters: store.count_claims(replace(asked, filters=filters)))


def check_order(order: str, orders: Sequence[ClaimOrder]) -> ClaimOrder:
    """Return the order that is asked for.

    Raises:
        UnknownWord: there is no such order here.
    """
    check_word("order", order, orders)
    return next(each for each in orders if each == order)


def _place_of(locator: Locator) -> tuple[int, int, int, str, str]:
    """Return what places in one source are ordered by."""
    numbers = (locator.paragraph or 0, locator.sentence or 0, locator.row or 0)
    return *numbers, locator.url or "", "" if locator.retrieved is None else locator.retrieved.isoformat()


def list_claim_sources(
    store: Store, id_: str, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Answer[ClaimSource]:
    """Return what a claim rests on: the sources it was read in, then those which these passages cite.

    Ordered so, then by the source's id. A source that several passages cite is listed with each of them.
    """
    claim = _get_record(store, id_)
    query = ListQuery(store, "claim sources", {"claim": claim.id}, limit=limit, cursor=cursor)
    rows = [(("carrying", evidence.source), evidence.locator, None) for evidence in claim.evidence] + [
        (("cited", cite.id), evidence.locator, cite.signal) for evidence in claim.evidence for cite in evidence.cites
    ]
    rows.sort(key=lambda row: (row[0], _place_of(row[1])))
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
    return query.answer(Answer[ClaimSource], items, len(rows), last=last)
