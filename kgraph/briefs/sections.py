"""The sections of a brief: which claims stand where, how many there are, and which of them are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgraph.answers.views import ClaimView
from kgraph.briefs.brief import BriefItem, BriefSection, Contradiction
from kgraph.briefs.claim_words import describe_claim
from kgraph.briefs.footnotes import Footnotes
from kgraph.briefs.kinds import CONTESTABLE, SECTIONS, SectionKind, iter_narrowed, narrow
from kgraph.queries.views import build_claim_views
from kgraph.records import Claim
from kgraph.stores import ClaimOrder, ClaimQuery, Store

ORDER: ClaimOrder = "newest"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class ChosenSection:
    """A kind of section, how many claims are of it, and those that are shown, in their order."""

    kind: SectionKind
    claim_count: int
    claims: tuple[ClaimView, ...]


def choose_sections(
    store: Store, wanted: ClaimQuery, limit: int, among: frozenset[str] | None = None
) -> list[ChosenSection]:
    """Return the sections of the wanted claims, each with its first `limit` claims; all sections count all claims.

    `among`: only these are shown.
    """
    contested = find_contested(store, wanted)
    shown = wanted if among is None else replace(wanted, ids=among)
    sections: list[ChosenSection] = []
    for kind in SECTIONS:
        count = _count(store, kind, wanted, contested)
        if not count and kind.id == "withdrawn":
            continue
        claims = _choose(store, kind, shown, contested, limit) if count else []
        views = build_claim_views(store, claims, wanted.filters.exclusion)
        sections.append(ChosenSection(kind, count, views))
    return sections


def find_contested(store: Store, wanted: ClaimQuery) -> frozenset[str]:
    """Return the ids of the claims that others contradict, some of the wanted ones among them."""
    found: set[str] = set()
    after: str | None = None
    while True:
        part = store.find_disputes(wanted.filters, after, _BATCH)
        found.update(id_ for dispute in part.items for id_ in dispute.claims)
        if not part.more:
            break
        after = part.items[-1].id
    return frozenset(found if wanted.ids is None else found & wanted.ids)


def _count(store: Store, kind: SectionKind, wanted: ClaimQuery, contested: frozenset[str]) -> int:
    queries = list(_iter_queries(kind, wanted, contested))
    total = sum(map(store.count_claims, queries))
    if kind.settled and contested:
        total -= sum(store.count_claims(restrict(query, contested)) for query in queries)
    return total


def _choose(
    store: Store, kind: SectionKind, wanted: ClaimQuery, contested: frozenset[str], limit: int
) -> Sequence[Claim]:
    left_out = contested if kind.settled else frozenset()
    queries = list(_iter_queries(kind, wanted, contested))
    chosen = [claim for query in queries for claim in _find_first(store, query, limit, left_out)]
    if len(queries) == 1 or not chosen:
        return chosen
    # The first of several lists, put into the order that they share.
    ids = frozenset(claim.id for claim in chosen)
    return store.find_claims(replace(wanted, ids=ids), None, limit, ORDER).items


def _iter_queries(kind: SectionKind, wanted: ClaimQuery, contested: frozenset[str]) -> Iterator[ClaimQuery]:
    """Yield queries that share no claim, and together find those of a kind; contested ones are to be taken out."""
    for filters in iter_narrowed(kind, wanted.filters):
        yield replace(wanted, filters=filters)
    if kind.id == "reserve" and contested:
        filters_of_others = narrow(wanted.filters, CONTESTABLE)
        if filters_of_others is not None:
            yield restrict(replace(wanted, filters=filters_of_others), contested)


def restrict(wanted: ClaimQuery, ids: frozenset[str]) -> ClaimQuery:
    """Return a query for those of its claims that have one of these ids."""
    return replace(wanted, ids=ids if wanted.ids is None else wanted.ids & ids)


def _find_first(store: Store, wanted: ClaimQuery, limit: int, left_out: frozenset[str]) -> list[Claim]:
    found: list[Claim] = []
    after: str | None = None
    while len(found) < limit:
        part = store.find_claims(wanted, after, limit, ORDER)
        found += [claim for claim in part.items if claim.id not in left_out]
        if not part.more:
            break
        after = part.items[-1].id
    return found[:limit]


class SectionBuilder:
    """Numbers the claims of sections and their footnotes, and puts beside each what contradicts it."""

    def __init__(self, store: Store, chosen: list[ChosenSection], wanted: ClaimQuery, speaker: str | None) -> None:
        """Take sections of the wanted claims, and the id of whoever says what names no speaker."""
        self._speaker = speaker
        shown = [claim for section in chosen for claim in section.claims]
        self.views = {claim.id: claim for claim in shown}
        # Opponents stand beside a claim whether or not they pass the filters.
        exclusion = wanted.filters.exclusion
        others = sorted({ref.id for claim in shown for ref in claim.contested_by} - self.views.keys())
        found = self._find(store, others, wanted)
        self.opponents = {claim.id: claim for claim in build_claim_views(store, found, exclusion)}
        self.numbers = {claim.id: number for number, claim in enumerate(shown, start=1)}
        self.footnotes = Footnotes(store, [*shown, *self.opponents.values()])
        self._chosen = chosen

    def build(self) -> tuple[BriefSection, ...]:
        """Return the sections, their footnotes numbered behind those that are numbered already."""
        return tuple(map(self._build, self._chosen))

    @staticmethod
    def _find(store: Store, ids: list[str], wanted: ClaimQuery) -> tuple[Claim, ...]:
        if not ids:
            return ()
        excluding = without_narrowing(wanted)
        return store.find_claims(replace(excluding, ids=frozenset(ids)), None, len(ids)).items

    def _build(self, section: ChosenSection) -> BriefSection:
        kind = section.kind
        return BriefSection(
            id=kind.id,
            title=kind.title,
            meaning=kind.meaning,
            claim_count=section.claim_count,
            items=tuple(map(self._build_item, section.claims)),
        )

    def _build_item(self, claim: ClaimView) -> BriefItem:
        return BriefItem(
            number=self.numbers[claim.id],
            claim=claim.id,
            statement=claim.statement,
            words=describe_claim(claim, self._speaker),
            status=claim.status,
            polarity=claim.polarity,
            hedge=claim.hedge,
            basis=claim.basis,
            rank=claim.rank,
            valid=claim.valid,
            speaker=claim.speaker,
            footnotes=self.footnotes.number(claim),
            contradicted_by=tuple(self._build_contradiction(ref.id) for ref in claim.contested_by),
        )

    def _build_contradiction(self, id_: str) -> Contradiction:
        claim = self.views.get(id_) or self.opponents[id_]
        return Contradiction(
            claim=id_,
            item=self.numbers.get(id_),
            statement=claim.statement,
            words=describe_claim(claim, self._speaker),
            footnotes=self.footnotes.number(claim),
        )


def without_narrowing(wanted: ClaimQuery) -> ClaimQuery:
    """Return a query for all claims, under the same exclusion."""
    excluded = {name: getattr(wanted.filters, name) for name in ("exclude_outlet", "exclude_source")}
    return ClaimQuery(type(wanted.filters)(**excluded))
