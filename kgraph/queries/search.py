"""Entities by what somebody types: names in any script, parts of names, misspelt names."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.answers.answer import Answer, Empty
from kgraph.answers.views import EntityHit
from kgraph.names import NameMatch
from kgraph.queries.listing import ListQuery, cut_ranked
from kgraph.queries.naming import check_text, to_matched
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT, parse_filters
from kgraph.records import Entity
from kgraph.stores import Store

DEFAULT_COMPLETIONS = 10


def search_entities(
    store: Store,
    q: str,
    *,
    types: Iterable[str] | str = (),
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Answer[EntityHit]:
    """Return the entities that a text may name, best first: exact, normalised, transliterated, begun, misspelt.

    Among equally good matches the order is that of the matched names, then of the ids. The 500 best matches
    are looked at; where there are more, the total is a lower bound.
    """
    return _list_hits(store, "q", q, types=types, limit=limit, cursor=cursor)


def complete_names(
    store: Store,
    prefix: str,
    *,
    types: Iterable[str] | str = (),
    limit: int = DEFAULT_COMPLETIONS,
    cursor: str | None = None,
) -> Answer[EntityHit]:
    """Return the entities with a name, or a later word of one, that begins so: in the order of a search, no typos.

    The 500 best matches are looked at; where there are more, the total is a lower bound.
    """
    return _list_hits(store, "prefix", prefix, types=types, limit=limit, cursor=cursor)


def to_hit(match: NameMatch, entity: Entity) -> EntityHit:
    """Return an entity with the name that matched."""
    return EntityHit(id=entity.id, name=entity.name, type=entity.type, matched=to_matched(match))


def _list_hits(
    store: Store,
    parameter: str,
    text: str,
    *,
    types: Iterable[str] | str,
    limit: int,
    cursor: str | None,
) -> Answer[EntityHit]:
    check_text(text, parameter)
    parsed = parse_filters(store, "entities", {"type": types})
    wanted = parsed.filters.type
    kind = "search" if parameter == "q" else "autocomplete"
    query = ListQuery(store, kind, {parameter: text, **parsed.filters.given}, limit=limit, cursor=cursor)
    find = store.search_names if kind == "search" else store.complete_names
    matches = find(text, MAX_LIMIT)
    entities = store.get_entities([match.owner for match in matches])
    of_type = [match for match in matches if not wanted or entities[match.owner].type in wanted]
    part, last = cut_ranked(of_type, query)

    def explain() -> Empty:
        verb = "bears a name like" if parameter == "q" else "bears a name that begins with"
        if matches:
            detail = f"No entity of this type {verb} {text!r}; of other types {len(matches)} do."
            return Empty(reason="filtered", detail=detail, filter="type", try_="leave out type")
        return Empty(reason="no_claims", detail=f"No entity of this dataset {verb} {text!r}.")

    return query.answer(
        Answer[EntityHit],
        [to_hit(match, entities[match.owner]) for match in part],
        len(of_type),
        last=last,
        relation="gte" if len(matches) == MAX_LIMIT else "eq",
        explain=explain,
    )
