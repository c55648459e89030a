"""How many claims there are of each kind: by outlet, month, type, predicate, topic, status, speaker or country."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgraph.answers.answer import Answer, Empty
from kgraph.answers.overviews import FacetCount
from kgraph.dates import day_number, list_months, parse_edtf
from kgraph.filters import Filters
from kgraph.queries.claims import explain_claims
from kgraph.queries.listing import ListQuery, count_undated, cut_ranked
from kgraph.queries.parameters import DEFAULT_LIMIT, check_word, parse_filters
from kgraph.queries.views import build_list_url
from kgraph.stores import FACETS, ClaimQuery, Facet, Store

# A longer range than a century of months is not spelt out: only months with claims are listed.
MAX_MONTHS = 1200
FIRST_DAY, LAST_DAY = day_number(0, 1, 1), day_number(9999, 12, 31)


def list_facets(
    store: Store, by: str, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None, **given: Any
) -> Answer[FacetCount]:
    """Return how many claims that pass the filters have each value of a facet.

    Most claims first, then by value; months in order of time, and where the filters ask for a range of dates, months
    without claims too. Claims that have no value are counted last. A claim with several values, such as two outlets,
    counts under each.
    """
    facet = check_facet(by)
    parsed = parse_filters(store, "claims", given)
    query = ListQuery(
        store, "facets", {"by": facet, **parsed.filters.given}, names=parsed.names, limit=limit, cursor=cursor
    )
    asked = ClaimQuery(parsed.filters)
    rows = count_facet(store, asked, facet)
    part, last = cut_ranked(rows, query)

    def explain() -> Empty:
        return explain_claims(store, asked, "There is no claim in this dataset.")

    undated = count_undated(store, asked)
    return query.answer(Answer[FacetCount], part, len(rows), last=last, undated_excluded=undated, explain=explain)


def check_facet(by: str) -> Facet:
    """Return the facet of that name.

    Raises:
        UnknownWord: there is none.
    """
    check_word("by", by, FACETS)
    return next(facet for facet in FACETS if facet == by)


def count_facet(store: Store, asked: ClaimQuery, facet: Facet) -> list[FacetCount]:
    """Return the counts of a facet in their order, with what each value is called and where its claims are listed."""
    counts = store.count_by(asked, facet)
    if facet == "month":
        for month in _list_range(asked.filters):
            counts.setdefault(month, 0)
    values = sorted((value for value in counts if value is not None), key=lambda value: _order(facet, value, counts))
    names = _find_names(store, facet, values)
    rows = [
        FacetCount(value=value, name=names.get(value), count=counts[value], claims_url=_build_url(asked, facet, value))
        for value in values
    ]
    if None in counts:
        rows.append(FacetCount(value=None, name=None, count=counts[None], claims_url=None))
    return rows


def _order(facet: Facet, value: str, counts: Mapping[str | None, int]) -> tuple[object, ...]:
    if facet != "month":
        return -counts[value], value
    first, last, text = parse_edtf(value).sort_key
    return first, -last, text  # a year before its months


def _list_range(filters: Filters) -> list[str]:
    """Return the months that a date filter asks about, if it has both ends."""
    if filters.date is None:
        return []
    date = parse_edtf(filters.date)
    if date.is_set or not date.year_known or date.earliest is None or date.latest is None:
        return []
    # EDTF has no months of years with more than four digits.
    if not FIRST_DAY <= date.earliest <= date.latest <= LAST_DAY:
        return []
    months = list_months(date.earliest, date.latest, MAX_MONTHS + 1)
    return months if len(months) <= MAX_MONTHS else []


def _find_names(store: Store, facet: Facet, values: list[str]) -> dict[str, str]:
    if facet in ("outlet", "speaker"):
        return {id_: entity.name for id_, entity in store.get_entities(values).items()}
    if facet == "predicate":
        return {id_: store.vocabulary.predicate_by_id[id_].label for id_ in values}
    if facet == "country":
        ids = {code: id_ for code, id_ in store.countries.items() if id_ is not None and code in values}
        entities = store.get_entities(sorted(ids.values()))
        return {code: entities[id_].name for code, id_ in ids.items()}
    return {}


def _build_url(asked: ClaimQuery, facet: Facet, value: str) -> str | None:
    """Return where the claims of a value are listed: the same filters and the facet's own, if there is one."""
    if facet in ("month", "country") or asked.dyad is not None:
        return None
    given = asked.filters.given.get(facet)
    if given and (facet in ("outlet", "topic", "type") and given != (value,)):
        # A claim may have passed by another of its values: asking for this one alone would find fewer or more.
        return None
    return build_list_url("/v1/claims", asked.filters.model_copy(update={facet: (value,)}))
