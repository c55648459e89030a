"""Dated claims in the order of time; undated ones apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kgraph.answers.answer import Answer
from kgraph.answers.overviews import TimelineItem
from kgraph.answers.views import ClaimView, EntityRef
from kgraph.dates import parse_edtf, to_day_text
from kgraph.queries.claims import check_order, explain_claims
from kgraph.queries.listing import ListQuery
from kgraph.queries.parameters import DEFAULT_LIMIT, parse_filters, parse_truth
from kgraph.queries.views import build_claim_views
from kgraph.stores import ClaimOrder, ClaimQuery, Store

ORDERS: tuple[ClaimOrder, ...] = ("oldest", "newest")
DEFAULT_ORDER: ClaimOrder = "oldest"
EVENT = "event"


def list_timeline(
    store: Store,
    *,
    order: str = DEFAULT_ORDER,
    undated: bool | str = False,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    **given: Any,
) -> Answer[TimelineItem]:
    """Return the dated claims that pass the filters, oldest or newest first; or, apart, the undated ones by id.

    By the first day that a date can mean, then by its last; dates without a first day, such as `XXXX-01-06`, follow
    those that have one. `undated_excluded` counts the claims without a date that pass all filters but `date`, which
    are those that `undated` lists instead.
    """
    parsed = parse_filters(store, "claims", given)
    chosen = check_order(order, ORDERS)
    is_apart = parse_truth("undated", undated)
    parameters = {**parsed.filters.given, "order": chosen, **({"undated": True} if is_apart else {})}
    query = ListQuery(store, "timeline", parameters, names=parsed.names, limit=limit, cursor=cursor)
    without_date = ClaimQuery(parsed.filters.without("date"), dated=False)
    asked = without_date if is_apart else ClaimQuery(parsed.filters, dated=True)
    part = store.find_claims(asked, query.after, query.limit, "id" if is_apart else chosen)
    views = build_claim_views(store, part.items, parsed.filters.exclusion)
    count = part.total if is_apart else store.count_claims(without_date)
    nothing = "No claim of this dataset is without a date." if is_apart else "No claim of this dataset has a date."
    return query.answer(
        Answer[TimelineItem],
        [_build_item(claim, store.vocabulary.tying_roles) for claim in views],
        part.total,
        last=part.items[-1].id if part.more else None,
        undated_excluded=0 if is_apart else count,
        explain=lambda: explain_claims(store, replace(asked, filters=parsed.filters), nothing),
    )


def _build_item(claim: ClaimView, tying_roles: frozenset[str]) -> TimelineItem:
    date = None if claim.valid is None else parse_edtf(claim.valid)
    return TimelineItem(
        date=claim.valid,
        earliest=None if date is None else to_day_text(date.earliest),
        latest=None if date is None else to_day_text(date.latest),
        qualified=date is not None and date.qualified,
        event=_find_event(claim, tying_roles),
        claim=claim,
    )


def _find_event(claim: ClaimView, tying_roles: frozenset[str]) -> EntityRef | None:
    """Return the event that a claim is about: its subject, its object, or one that it is tied to.

    What it merely came after, say, is none.
    """
    tied = (part.entity for part in claim.qualifiers if part.role in tying_roles)
    named = (claim.subject, claim.object.entity, *tied)
    return next((entity for entity in named if entity is not None and entity.type == EVENT), None)
