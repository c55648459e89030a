"""Many names at once, each of which must be certain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgraph.answers.views import Lookup, LookupResult, Matched
from kgraph.errors import InvalidParameter, Removed
from kgraph.queries.naming import MAX_SUGGESTIONS, check_text, shorten, to_merged
from kgraph.queries.retired import find_successor
from kgraph.queries.search import to_hit
from kgraph.queries.views import to_ref
from kgraph.records import Entity
from kgraph.stores import Store

MAX_QUERIES = 500
MAX_KEY_LENGTH = 200


def look_up_names(store: Store, queries: Mapping[str, str]) -> Lookup:
    """Return, for each key, the entity that the id or name under it certainly names, or why there is none.

    An exact id wins. An id that was merged into another stands for that, where nothing bears it as a name; that of an
    entity that was removed is unknown, and its result says why it was removed. A name that several entities bear is
    ambiguous, whatever else it may be like; near names are suggested for an unknown one, and never taken for it.

    Raises:
        InvalidParameter: not 1 to 500 queries, a key longer than 200 characters, or what no name can be. Its
            parameter is the place as a JSON pointer (RFC 6901): `/queries/KEY`.
    """
    check_queries(queries)
    by_id = store.get_entities(list(dict.fromkeys(queries.values())))
    # A name that is asked under several keys is looked up once.
    results = {name: _look_up(store, name, by_id.get(name)) for name in dict.fromkeys(queries.values())}
    return Lookup(results={key: results[name] for key, name in queries.items()}, dataset_version=store.version)


def to_pointer(*steps: str) -> str:
    """Return the JSON pointer to a place.

    >>> to_pointer("queries", "a/b")
    '/queries/a~1b'
    """
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def _look_up(store: Store, name: str, entity: Entity | None) -> LookupResult:
    if entity is not None:
        matched = Matched(text=entity.id, lang="und", kind="id", how="id")
        return LookupResult(outcome="found", entity=to_ref(entity), matched=matched, candidates=(), suggestions=())
    retired = _look_up_retired(store, name)
    if retired is not None:
        return retired
    certain = store.resolve_name(name)
    near = () if certain else store.search_names(name, MAX_SUGGESTIONS)
    entities = store.get_entities([match.owner for match in (*certain, *near)])
    hits = [to_hit(match, entities[match.owner]) for match in (*certain, *near)]
    if not certain:
        return LookupResult(outcome="unknown", entity=None, matched=None, candidates=(), suggestions=tuple(hits))
    if len(certain) > 1:
        return LookupResult(outcome="ambiguous", entity=None, matched=None, candidates=tuple(hits), suggestions=())
    entity = entities[certain[0].owner]
    return LookupResult(outcome="found", entity=to_ref(entity), matched=hits[0].matched, candidates=(), suggestions=())


def _look_up_retired(store: Store, name: str) -> LookupResult | None:
    try:
        successor = find_successor(store, "entity", name, "queries")
    except Removed as error:
        return LookupResult(
            outcome="unknown", entity=None, matched=None, candidates=(), suggestions=(), removed_because=error.reason
        )
    if successor is None:
        return None
    ref = to_ref(store.get_entities([successor])[successor])
    return LookupResult(outcome="found", entity=ref, matched=to_merged(name), candidates=(), suggestions=())


def check_queries(queries: Any) -> None:
    """Refuse what is no batch of names; see `look_up_names`."""
    if not isinstance(queries, Mapping):
        raise InvalidParameter("queries takes names by keys.", parameter="/queries", value=shorten(queries))
    if not 1 <= len(queries) <= MAX_QUERIES:
        message = f"queries takes 1 to {MAX_QUERIES} names, not {len(queries)}."
        raise InvalidParameter(message, parameter="/queries", value=str(len(queries)))
    for key, name in queries.items():
        if not isinstance(key, str) or len(key) > MAX_KEY_LENGTH or not _can_be_written(key):
            message = f"A key is text of at most {MAX_KEY_LENGTH} characters, none of them half a surrogate pair."
            raise InvalidParameter(message, parameter="/queries", value=shorten(ascii(key)))
        check_text(name, to_pointer("queries", key))


def _can_be_written(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)
