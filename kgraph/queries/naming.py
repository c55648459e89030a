"""From what somebody typed to the one entity that it certainly names."""

from __future__ import annotations

import unicodedata
from collections import Counter

from kgraph.answers.answer import ResolvedName
from kgraph.answers.views import EntityRef, Matched
from kgraph.errors import AmbiguousName, Candidate, InvalidParameter, NotFound, Removed
from kgraph.names import MAX_NAME_LENGTH, NameMatch
from kgraph.queries.retired import find_successor
from kgraph.queries.views import to_ref
from kgraph.records import Entity
from kgraph.stores import Store

# How many near names an unknown one is answered with.
MAX_SUGGESTIONS = 5
# How many characters of a bad value are shown.
MAX_SHOWN = 80
# How many entities that a text may name are asked for their countries.
_LOOKED_AT = 500


def resolve_entity(store: Store, given: str, parameter: str) -> ResolvedName:
    """Return the entity that an id or a name in any stored script certainly names, and how it matched.

    An exact id wins, then an exact id that was merged into another one: whoever wrote it down meant that entity,
    whatever else is called so by now. Case, accents, hyphens and spacing of a name do not matter; typos are not
    guessed at.

    Raises:
        NotFound: nothing bears that id or name; near names are suggested.
        Removed: it is the id of an entity that was removed; those that bear it as a name are suggested.
        AmbiguousName: several entities bear it; they are the candidates.
        InvalidParameter: it is empty, longer than 200 characters, or holds control characters.
    """
    check_text(given, parameter)
    entity = store.get_entities([given]).get(given)
    if entity is not None:
        matched = Matched(text=entity.id, lang="und", kind="id", how="id")
        return ResolvedName(parameter=parameter, given=given, entity=to_ref(entity), matched=matched)
    matches = store.resolve_name(given)
    try:
        successor = find_successor(store, "entity", given, parameter)
    except Removed as error:
        error.suggestions = tuple(match.owner for match in matches)
        raise
    if successor is not None:
        ref = to_ref(store.get_entities([successor])[successor])
        return ResolvedName(parameter=parameter, given=given, entity=ref, matched=to_merged(given))
    if not matches:
        raise NotFound("entity", given, parameter=parameter, suggestions=suggest_names(store, given))
    entities = store.get_entities([match.owner for match in matches])
    if len(matches) > 1:
        raise AmbiguousName(given, [_to_candidate(entities[match.owner]) for match in matches], parameter=parameter)
    match = matches[0]
    return ResolvedName(
        parameter=parameter, given=given, entity=to_ref(entities[match.owner]), matched=to_matched(match)
    )


def suggest_names(store: Store, given: str) -> list[str]:
    """Return ids of entities whose names or ids come near to what was typed, best first."""
    by_name = [match.owner for match in store.search_names(given, MAX_SUGGESTIONS)]
    return list(dict.fromkeys([*by_name, *store.nearest_ids("entity", given)]))[:MAX_SUGGESTIONS]


def to_matched(match: NameMatch) -> Matched:
    """Return the part of a match that is shown."""
    return Matched(text=match.text, lang=match.lang, kind=match.kind, how=match.how)


def to_merged(id_: str) -> Matched:
    """Return how an id that was merged into another one matched."""
    return Matched(text=id_, lang="und", kind="id", how="merged")


def shorten(given: object) -> str:
    """Return what was given as an error shows it: its first 80 characters."""
    if isinstance(given, int) and abs(given) >= 10**MAX_SHOWN:
        # Python refuses to write out whole numbers of thousands of figures.
        return f"a number of more than {MAX_SHOWN} figures"
    text = given if isinstance(given, str) else repr(given)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"


def check_text(text: object, parameter: str, max_length: int = MAX_NAME_LENGTH) -> None:
    """Refuse what no name, id or word can be: nothing, too much, or characters that cannot be seen or read."""
    if not isinstance(text, str):
        raise InvalidParameter(f"{parameter} takes text.", parameter=parameter, value=shorten(text))
    if not text.strip():
        raise InvalidParameter(f"{parameter} is empty.", parameter=parameter, value=shorten(text))
    if len(text) > max_length:
        message = f"{parameter} is longer than {max_length} characters."
        raise InvalidParameter(message, parameter=parameter, value=shorten(text))
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") or character == "\ufffd":
            shown = f"U+{ord(character):04X}"
            message = f"{parameter} holds {shown}, which is no character of a name (a control character or bad UTF-8)."
            raise InvalidParameter(message, parameter=parameter, value=shown)


def _to_candidate(entity: Entity) -> Candidate:
    ref: EntityRef = to_ref(entity)
    return Candidate(ref.id, ref.name, ref.type)


def suggest_countries(store: Store, given: str) -> list[str]:
    """Return the codes of the countries of entities that a text may name, the most frequent first."""
    owners = [match.owner for match in store.search_names(given, _LOOKED_AT)]
    counts = Counter(code for entity in store.get_entities(owners).values() for code in entity.countries)
    return sorted(counts, key=lambda code: (-counts[code], code))[:MAX_SUGGESTIONS]
