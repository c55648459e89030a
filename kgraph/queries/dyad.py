"""Two countries side by side: who on either side, on what, when, and every claim."""

from __future__ import annotations

import re
from typing import Any

from kgraph.answers.answer import Answer, Empty, ResolvedName
from kgraph.answers.overviews import CountrySide, Dyad, Party
from kgraph.answers.views import ClaimView, EntityRef, Matched
from kgraph.errors import InvalidParameter, NotFound
from kgraph.queries.claims import DEFAULT_ORDER, ORDERS, check_order, explain_claims
from kgraph.queries.facets import count_facet
from kgraph.queries.listing import ListQuery, count_undated
from kgraph.queries.naming import check_text, resolve_entity, suggest_countries
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT, parse_filters, to_items
from kgraph.queries.views import build_claim_views, to_ref
from kgraph.stores import ClaimQuery, Store

MAX_PARTIES = MAX_LIMIT
_CODE = re.compile(r"[A-Za-z]{2}")


def compare_countries(
    store: Store,
    of: Any,
    *,
    order: str = DEFAULT_ORDER,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    **given: Any,
) -> Dyad:
    """Return the claims that join an entity of one country to another entity of the other, and what they add up to.

    A claim about something that belongs to both, such as the worth of their agreement, is among them.

    `of` names the two countries: ISO 3166-1 codes, or ids or names of country entities. Who belongs to a country is
    told by the `countries` of the entities. Claims of every polarity are in it; a claim joins its subject to its object
    and to the entities in its tying qualifiers. Sides, topics and months count all claims, not those of one page.
    """
    pair, names = _resolve_pair(store, of)
    parsed = parse_filters(store, "claims", given)
    chosen = check_order(order, ORDERS)
    parameters = {"of": list(pair), **parsed.filters.given, **({"order": chosen} if chosen != DEFAULT_ORDER else {})}
    query = ListQuery(store, "dyad", parameters, names=[*names, *parsed.names], limit=limit, cursor=cursor)
    asked = ClaimQuery(parsed.filters, dyad=pair)
    part = store.find_claims(asked, query.after, query.limit, chosen)

    def explain() -> Empty:
        nothing = f"No claim joins an entity of {pair[0]} to one of {pair[1]}."
        return explain_claims(store, asked, nothing)

    answer = query.answer(
        Answer[ClaimView],
        build_claim_views(store, part.items, parsed.filters.exclusion),
        part.total,
        last=part.items[-1].id if part.more else None,
        undated_excluded=count_undated(store, asked),
        explain=explain,
    )
    return Dyad(
        **{name: getattr(answer, name) for name in type(answer).model_fields},
        sides=tuple(_build_side(store, asked, code) for code in pair),
        topics=tuple(count_facet(store, asked, "topic")),
        months=tuple(count_facet(store, asked, "month")),
    )


def _resolve_pair(store: Store, of: Any) -> tuple[tuple[str, str], list[ResolvedName]]:
    items = to_items(of)
    names = [_resolve_country(store, item) for item in items]
    codes = sorted({code for code, _ in names})
    if len(codes) != 2:
        raise InvalidParameter("of takes exactly two different countries.", parameter="of")
    return (codes[0], codes[1]), [name for _, name in names if name is not None]


def _resolve_country(store: Store, given: Any) -> tuple[str, ResolvedName | None]:
    """Return the code of a country that is given by it, or by the id or a name of its entity."""
    check_text(given, "of")
    code = str(given).upper()
    if _CODE.fullmatch(given) and code in store.countries:
        id_ = store.countries[code]
        if id_ is None:
            return code, None
        entity = to_ref(store.get_entities([id_])[id_])
        matched = Matched(text=code, lang="und", kind="iso_3166_1", how="id")
        return code, ResolvedName(parameter="of", given=given, entity=entity, matched=matched)
    if _CODE.fullmatch(given) and not store.resolve_name(given):
        raise NotFound("country with the code", code, parameter="of", suggestions=list(store.countries))
    try:
        resolved = resolve_entity(store, given, "of")
    except NotFound as error:
        # Events may name a country's police and press, and never the country itself.
        is_near = not {*error.suggestions}.isdisjoint(store.countries.values())
        codes = [] if is_near else suggest_countries(store, given)
        if not codes:
            raise
        raise NotFound("country with the name", given, parameter="of", suggestions=codes) from error
    found = next((code for code, id_ in store.countries.items() if id_ == resolved.entity.id), None)
    if found is None:
        message = f"{resolved.entity.name} is no country with a code: give a country or its ISO 3166-1 code."
        raise InvalidParameter(message, parameter="of", value=given, suggestions=list(store.countries))
    return found, resolved


def _build_side(store: Store, asked: ClaimQuery, code: str) -> CountrySide:
    counts = store.count_parties(asked, code)
    ranked = sorted(counts, key=lambda id_: (-counts[id_], id_))
    own = store.countries[code]
    shown = ranked[:MAX_PARTIES]
    entities = store.get_entities([*shown, *([own] if own is not None else [])])
    refs: dict[str, EntityRef] = {id_: to_ref(entity) for id_, entity in entities.items()}
    return CountrySide(
        country=code,
        entity=None if own is None else refs[own],
        entities=tuple(Party(entity=refs[id_], claim_count=counts[id_]) for id_ in shown),
        entity_count=len(ranked),
    )
