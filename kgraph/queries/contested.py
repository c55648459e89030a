"""What disagrees: claims that contradict one another, both sides with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kgraph.answers.answer import Answer, Empty
from kgraph.answers.overviews import DisputeView, SideView
from kgraph.answers.views import ClaimView, EntityRef, OutletRef
from kgraph.filters import Filters
from kgraph.queries.entities import check_claims_per
from kgraph.queries.listing import ListQuery, explain_filtered
from kgraph.queries.parameters import DEFAULT_LIMIT, parse_filters
from kgraph.queries.views import build_claim_views
from kgraph.stores import ClaimQuery, Dispute, DisputeKind, Store

DEFAULT_CLAIMS_PER_SIDE = 20

_DETAILS: dict[DisputeKind, str] = {
    "polarity": "It is both affirmed and denied that this is so.",
    "value": "Only one of these can be right at a time, and they differ by more than rounding.",
    "status": "They disagree whether it goes on, is over, or has come about at all.",
    "denial": "Somebody other than its speaker denies it.",
}
_NOTHING = (
    "No claims of this dataset contradict one another: none that share subject, predicate and measure can hold at the "
    "same time and differ in what they say."
)


def list_contested(
    store: Store,
    *,
    claims_per_side: int = DEFAULT_CLAIMS_PER_SIDE,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    **given: Any,
) -> Answer[DisputeView]:
    """Return the disputes in which a claim on either side passes the filters, by id, each whole.

    What makes a dispute is told in `kgraph.stores.disputes`. Claims that share an object but not a date, a measure or
    a unit do not contradict one another, nor does a claim that says that it is unclear.
    """
    parsed = parse_filters(store, "claims", given)
    shown = check_claims_per("claims_per_side", claims_per_side)
    parameters = {**parsed.filters.given, "claims_per_side": shown}
    query = ListQuery(store, "contested", parameters, names=parsed.names, limit=limit, cursor=cursor)
    part = store.find_disputes(parsed.filters, query.after, query.limit)

    def explain() -> Empty:
        return explain_filtered(parsed.filters, _NOTHING, lambda filters: store.find_disputes(filters, None, 0).total)

    builder = _DisputeViews(store, part.items, parsed.filters, shown)
    return query.answer(
        Answer[DisputeView],
        [builder.build(dispute) for dispute in part.items],
        part.total,
        last=part.items[-1].id if part.more else None,
        explain=explain,
    )


class _DisputeViews:
    """Fetches all that a batch of disputes names, then builds their views."""

    def __init__(self, store: Store, disputes: Iterable[Dispute], filters: Filters, shown: int) -> None:
        self.shown = shown
        ids = sorted({id_ for dispute in disputes for id_ in (*dispute.claims, *dispute.open)})
        # Both sides are shown whole, but for what is left out of account.
        excluding = Filters(exclude_outlet=filters.exclude_outlet, exclude_source=filters.exclude_source)
        claims = store.find_claims(ClaimQuery(excluding, ids=frozenset(ids)), None, len(ids)).items
        views = build_claim_views(store, claims, filters.exclusion)
        self.views: dict[str, ClaimView] = {view.id: view for view in views}

    def build(self, dispute: Dispute) -> DisputeView:
        return DisputeView(
            id=dispute.id,
            reason=dispute.kind,
            detail=_DETAILS[dispute.kind],
            sides=tuple(self._side(dispute.kind, position, ids) for position, ids in dispute.sides),
            open=tuple(self.views[id_] for id_ in dispute.open),
        )

    def _side(self, kind: DisputeKind, position: str, ids: tuple[str, ...]) -> SideView:
        claims = [self.views[id_] for id_ in ids]
        speakers: dict[str, EntityRef] = {claim.speaker.id: claim.speaker for claim in claims}
        outlets: dict[str, OutletRef] = {outlet.id: outlet for claim in claims for outlet in claim.outlets}
        named = claims[0].object.entity
        return SideView(
            position=position.replace(named.id, named.name, 1) if kind == "value" and named is not None else position,
            claims=tuple(claims[: self.shown]),
            claim_count=len(claims),
            outlets=tuple(outlets[id_] for id_ in sorted(outlets)),
            single_source=len(outlets) == 1,
            speakers=tuple(speakers[id_] for id_ in sorted(speakers)),
        )
