"""Quality: where a dataset is weak, and how far it leans on few outlets, months or languages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from kgraph.answers.quality import (
    ClaimShare,
    Distribution,
    Finding,
    FindingId,
    FindingKind,
    LanguageCoverage,
    QualityView,
)
from kgraph.filters import NO_FILTERS, Filters
from kgraph.queries.facets import count_facet
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT, parse_number
from kgraph.queries.views import build_list_url
from kgraph.stores import ClaimQuery, Facet, Slice, Store

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


def describe_quality(store: Store, *, limit: int = DEFAULT_LIMIT) -> QualityView:
    """Return where the dataset is weak, and how its claims and names are spread.

    Counts are of the whole dataset, without deprecated claims; each list holds its first `limit` (1 to 500) items.

    Raises:
        InvalidParameter: `limit` is no whole number or out of bounds.
    """
    most = parse_number("limit", limit, 1, MAX_LIMIT)
    claim_count = store.count_claims(ALL_CLAIMS)
    counts = store.count_records()
    entity_count = counts["entities"]
    return QualityView(
        claim_count=claim_count,
        entity_count=entity_count,
        findings=(
            _find_claims(store, "single_outlet_claims", ClaimQuery(max_outlets=1), claim_count, most),
            _find_claims(store, "undated_claims", ClaimQuery(dated=False), claim_count, most),
            _find_claims(store, "uncited_claims", ClaimQuery(cited=False), claim_count, most),
            _find_claims(store, "presupposed_claims", ClaimQuery(PRESUPPOSED), claim_count, most),
            _report("presupposed_ties", "tie", _find_presupposed_ties(store, most), counts["ties"]),
            _report("orphan_entities", "entity", store.find_orphans(most), entity_count),
            _report("unused_sources", "source", store.find_unused_sources(most), counts["sources"]),
            *_find_rare_predicates(store, most),
        ),
        languages=_cover_languages(store, entity_count, most),
        outlets=_spread(store, "outlet", claim_count, most),
        topics=_spread(store, "topic", claim_count, most),
        months=_spread(store, "month", claim_count, most),
    )


def _find_presupposed_ties(store: Store, limit: int) -> Slice[str]:
    """Return the ties that no stated claim makes: what is not stated is presupposed."""
    ties = store.find_broken_ties(STATED, limit)
    return Slice(tuple(TIE_JOINER.join(tie.pair) for tie in ties.items), ties.total, ties.more)


def _cover_languages(store: Store, entity_count: int, limit: int) -> tuple[LanguageCoverage, ...]:
    """Return how many entities have a name in each language, most first."""
    unnamed = store.find_unnamed(limit)
    return tuple(
        LanguageCoverage(
            lang=lang,
            count=entity_count - unnamed[lang].total,
            share=to_share(entity_count - unnamed[lang].total, entity_count),
            missing_count=unnamed[lang].total,
            missing_ids=unnamed[lang].items,
        )
        for lang in sorted(unnamed, key=lambda each: (unnamed[each].total, each))
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


def _find_rare_predicates(store: Store, limit: int) -> tuple[Finding, Finding]:
    counts = store.count_by(ALL_CLAIMS, "predicate")
    words = sorted(store.vocabulary.words("predicates"))
    once = [word for word in words if counts.get(word) == 1]
    never = [word for word in words if not counts.get(word)]
    return (
        _report("predicates_used_once", "predicate", _cut(once, limit), len(words)),
        _report("unused_predicates", "predicate", _cut(never, limit), len(words)),
    )


def _cut(ids: Sequence[str], limit: int) -> Slice[str]:
    return Slice(tuple(ids[:limit]), len(ids), len(ids) > limit)


def _report(id_: FindingId, kind: FindingKind, found: Slice[str], total: int) -> Finding:
    return Finding(
        id=id_, definition=DEFINITIONS[id_], kind=kind, count=found.total, of=total, ids=found.items, url=None
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
