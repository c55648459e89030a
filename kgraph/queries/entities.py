"""Entities: by id or certain name, and by type."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.answers.answer import Answer, Empty, ResolvedName
from kgraph.answers.views import EntityView
from kgraph.errors import NotFound
from kgraph.queries.listing import ListQuery
from kgraph.queries.naming import resolve_entity, to_merged
from kgraph.queries.parameters import DEFAULT_LIMIT, MAX_LIMIT, parse_filters, parse_ids, parse_number
from kgraph.queries.retired import find_successor
from kgraph.queries.views import to_ref
from kgraph.records import Entity
from kgraph.stores import Store


def resolve_to_view(store: Store, name: str) -> tuple[ResolvedName, EntityView]:
    """Return the entity that an id or a name certainly names, and how it matched."""
    resolved = resolve_entity(store, name, "entity")
    entity = store.get_entities([resolved.entity.id])[resolved.entity.id]
    return resolved, _build_views(store, [entity])[0]


def list_entities(
    store: Store,
    *,
    ids: Iterable[str] | str = (),
    types: Iterable[str] | str = (),
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Answer[EntityView]:
    """Return entities by id: those with the given ids, or all, of the given types.

    An id that was merged into another stands for that, and the answer says so among its names.

    Raises:
        NotFound: one of `ids` is unknown; near ones are suggested.
        Removed: one of them is that of an entity that was removed.
    """
    parsed = parse_filters(store, "entities", {"type": types})
    found, merged = _find_entities(store, parse_ids(ids))
    wanted = sorted(found)
    parameters = {**({"id": wanted} if wanted else {}), **parsed.filters.given}
    query = ListQuery(store, "entities", parameters, names=merged, limit=limit, cursor=cursor)
    if wanted:
        of_type = [found[id_] for id_ in wanted if not parsed.filters.type or found[id_].type in parsed.filters.type]
        rest = [entity for entity in of_type if query.after is None or entity.id > query.after]
        items, total, more = rest[: query.limit], len(of_type), len(rest) > query.limit
    else:
        part = store.find_entities(parsed.filters.type, query.after, query.limit)
        items, total, more = list(part.items), part.total, part.more

    def explain() -> Empty:
        return Empty(reason="filtered", detail="No entity is of this type.", filter="type", try_="leave out type")

    views = _build_views(store, items)
    last = items[-1].id if more else None
    return query.answer(Answer[EntityView], views, total, last=last, explain=explain)


def _find_entities(store: Store, ids: list[str]) -> tuple[dict[str, Entity], list[ResolvedName]]:
    """Return the entities with these ids, those included that others were merged into, and which these are."""
    found, merged = store.get_entities(ids), []
    for id_ in ids:
        if id_ in found:
            continue
        successor = find_successor(store, "entity", id_, "id")
        if successor is None:
            raise NotFound("entity", id_, parameter="id", suggestions=store.nearest_ids("entity", id_))
        entity = found[successor] = store.get_entities([successor])[successor]
        merged.append(ResolvedName(parameter="id", given=id_, entity=to_ref(entity), matched=to_merged(id_)))
    return found, merged


def _build_views(store: Store, entities: Iterable[Entity]) -> list[EntityView]:
    entities = list(entities)
    counts = store.count_for_entities([entity.id for entity in entities])
    return [
        EntityView(
            **{name: getattr(entity, name) for name in Entity.model_fields},
            claim_count=counts[entity.id].claims,
            neighbour_count=counts[entity.id].neighbours,
            asserted_count=counts[entity.id].asserted,
        )
        for entity in entities
    ]


def check_claims_per(parameter: str, number: int) -> int:
    """Check how many claims to show per tie: 0 to 500."""
    return parse_number(parameter, number, 0, MAX_LIMIT)
