"""Quality: where a dataset is weak, and how far it leans on few outlets, months or languages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypeVar

from kgraph.filters import NO_FILTERS, Filters
from kgraph.queries.facets import count_facet
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT, parse_number
from kgraph.queries.quality_answers import (
    ClaimShare,
    Distribution,
    Finding,
    FindingId,
    FindingKind,
    LanguageCoverage,
    QualityView,
)
from kgraph.queries.views import build_list_url
from kgraph.records import Entity, Source
from kgraph.records.entity import MAIN_LANGUAGE
from kgraph.stores import ClaimQuery, Facet, Slice, Store

Item = TypeVar("Item", Entity, Source)

DEFINITIONS: dict[FindingId, str] = {
    "single_outlet_claims": "Claims that rest on one outlet alone, however many of its items repeat them.",
    "undated_claims": "Claims of which the text does not say when they hold.",
    "uncited_claims": "Claims read only in passages that cite nothing: they rest on the carrying text alone.",
    "presupposed_claims": "Claims that the text takes for granted and nowhere states.",
    "presupposed_ties": "Ties that are made of presupposed claims only.",
    "orphan_entities": "Entities that no claim names, that are the speaker of none, and that published no source.",
    "unused_sources": "Sources that no claim was read in and that no passage of a claim cites.",
    "predicates_used_once": "Predicates of the vocabulary that one claim alone uses.",
    "unused_predicates": "Predicates of the vocabulary that no claim uses.",
}
ALL_CLAIMS = ClaimQuery()
PRESUPPOSED = Filters(basis=("presupposed",))
UNDATED_URL = "/v1/timeline?undated=true"
STATED = Filters(basis=("stated",))
# No id holds it (see `ID_PATTERN`), and it sorts before whatever can follow the first of the two ids.
TIE_JOINER = "--"
# Few calls for a large dataset, and a page is still small.
PAGE_SIZE = 2_000


def describe_quality(store: Store, *, limit: int = DEFAULT_LIMIT) -> QualityView:
    """Return where the dataset is weak, and how its claims and names are spread.

    Counts are of the whole dataset, without deprecated claims; each list holds its first `limit` (1 to 500) items.

    Raises:
        InvalidParameter: `limit` is no whole number or out of bounds.
    """
    most = parse_number("limit", limit, 1, MAX_LIMIT)
    claim_count = store.count_claims(ALL_CLAIMS)
    survey = _EntitySurvey(store, most)
    return QualityView(
        claim_count=claim_count,
        entity_count=survey.count,
        findings=(
            _find_claims(store, "single_outlet_claims", ClaimQuery(max_outlets=1), claim_count, most),
            _find_claims(store, "undated_claims", ClaimQuery(dated=False), claim_count, most),
            _find_claims(store, "uncited_claims", ClaimQuery(cited=False), claim_count, most),
            _find_claims(store, "presupposed_claims", ClaimQuery(PRESUPPOSED), claim_count, most),
            _report("presupposed_ties", "tie", survey.presupposed_ties, store.count_records()["ties"]),
            _report("orphan_entities", "entity", survey.orphans, survey.count),
            _find_unused_sources(store, most),
            *_find_rare_predicates(store, most),
        ),
        languages=survey.languages.describe(survey.count),
        outlets=_spread(store, "outlet", claim_count, most),
        topics=_spread(store, "topic", claim_count, most),
        months=_spread(store, "month", claim_count, most),
    )


class _Tally:
    """Counts ids, and keeps the first of them."""

    def __init__(self, limit: int, ids: Iterable[str] = ()) -> None:
        self.limit = limit
        self.count = 0
        self.first: list[str] = []
        for id_ in ids:
            self.add(id_)

    def add(self, id_: str) -> None:
        self.count += 1
        if len(self.first) < self.limit:
            self.first.append(id_)


class _EntitySurvey:
    """What is learnt from all entities in one pass over them, a page at a time."""

    def __init__(self, store: Store, limit: int) -> None:
        self.store = store
        self.count = 0
        self.orphans = _Tally(limit)
        self.presupposed_ties = _Tally(limit)
        self.languages = _Languages(limit)
        for page in _iter_pages(lambda after: store.find_entities((), after, PAGE_SIZE)):
            self._add(page)

    def _add(self, page: Collection[Entity]) -> None:
        ids = [entity.id for entity in page]
        self.count += len(ids)
        counts = self.store.count_for_entities(ids)
        for entity in page:
            self.languages.add(entity)
            said = counts[entity.id]
            if not (said.claims or said.asserted or said.published):
                self.orphans.add(entity.id)
        for tie in _iter_presupposed_ties(self.store, ids):
            self.presupposed_ties.add(tie)


class _Languages:
    """Which languages entities have names in, and which entities lack one."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.known = _Tally(limit)
        self.named: dict[str, int] = {}
        self.missing: dict[str, list[str]] = {}

    def add(self, entity: Entity) -> None:
        """Take in an entity; they come in the order of their ids."""
        languages = {MAIN_LANGUAGE, *(name.lang for name in entity.names)}
        for lang in languages - self.named.keys():
            # All that came before lack it.
            self.named[lang], self.missing[lang] = 0, list(self.known.first)
        for lang, missing in self.missing.items():
            if lang in languages:
                self.named[lang] += 1
            elif len(missing) < self.limit:
                missing.append(entity.id)
        self.known.add(entity.id)

    def describe(self, entity_count: int) -> tuple[LanguageCoverage, ...]:
        return tuple(
            LanguageCoverage(
                lang=lang,
                count=count,
                share=to_share(count, entity_count),
                missing_count=entity_count - count,
                missing_ids=tuple(self.missing[lang]),
            )
            for lang, count in sorted(self.named.items(), key=lambda entry: (-entry[1], entry[0]))
        )


def _iter_pages(find: Callable[[str | None], Slice[Item]]) -> Iterator[tuple[Item, ...]]:
    after: str | None = None
    while True:
        part = find(after)
        yield part.items
        if not part.more:
            return
        after = part.items[-1].id


def _iter_presupposed_ties(store: Store, ids: Collection[str]) -> Iterator[str]:
    """Yield the ties of these entities to later ones that no stated claim makes, in the order of the ids given."""
    presupposed = store.find_ties(ids, PRESUPPOSED)
    stated = store.find_ties([id_ for id_ in ids if presupposed[id_]], STATED)
    for id_ in ids:
        backed = {tie.other for tie in stated.get(id_, ())}
        yield from (
            f"{id_}{TIE_JOINER}{tie.other}" for tie in presupposed[id_] if id_ < tie.other and tie.other not in backed
        )


def _find_claims(store: Store, id_: FindingId, wanted: ClaimQuery, claim_count: int, limit: int) -> Finding:
    found = store.find_claims(wanted, None, limit)
    # Only filters can be asked for in a URL, and what has no date.
    url = None if wanted.filters == NO_FILTERS else build_list_url("/v1/claims", wanted.filters)
    if wanted == ClaimQuery(dated=False):
        url = UNDATED_URL
    return Finding(
        id=id_,
        definition=DEFINITIONS[id_],
        kind="claim",
        count=found.total,
        of=claim_count,
        ids=tuple(claim.id for claim in found.items),
        url=url,
    )


def _find_unused_sources(store: Store, limit: int) -> Finding:
    unused, total = _Tally(limit), 0
    for page in _iter_pages(lambda after: store.find_sources((), after, PAGE_SIZE)):
        counts = store.count_for_sources([source.id for source in page])
        total += len(page)
        for source in page:
            if not counts[source.id]:
                unused.add(source.id)
    return _report("unused_sources", "source", unused, total)


def _find_rare_predicates(store: Store, limit: int) -> tuple[Finding, Finding]:
    counts = store.count_by(ALL_CLAIMS, "predicate")
    words = sorted(store.vocabulary.words("predicates"))
    once = _Tally(limit, (word for word in words if counts.get(word) == 1))
    never = _Tally(limit, (word for word in words if not counts.get(word)))
    return (
        _report("predicates_used_once", "predicate", once, len(words)),
        _report("unused_predicates", "predicate", never, len(words)),
    )


def _report(id_: FindingId, kind: FindingKind, tally: _Tally, total: int) -> Finding:
    return Finding(
        id=id_,
        definition=DEFINITIONS[id_],
        kind=kind,
        count=tally.count,
        of=total,
        ids=tuple(tally.first),
        url=None,
    )


def _spread(store: Store, facet: Facet, claim_count: int, limit: int) -> Distribution:
    rows = count_facet(store, ALL_CLAIMS, facet)
    valued = sorted((row for row in rows if row.value is not None), key=lambda row: (-row.count, row.value))
    return Distribution(
        value_count=len(valued),
        none_count=sum(row.count for row in rows if row.value is None),
        items=tuple(ClaimShare(**dict(row), share=to_share(row.count, claim_count)) for row in valued[:limit]),
        url=f"/v1/facets?by={facet}",
    )


def to_share(count: int, total: int) -> Decimal:
    """Return a part of a whole that is not 0, rounded to four decimals.

    >>> to_share(1, 3), to_share(2, 2)
    (Decimal('0.3333'), Decimal('1.0000'))
    """
    return (Decimal(count) / total).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
