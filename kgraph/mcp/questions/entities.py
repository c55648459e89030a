"""From a name to the entity."""

from __future__ import annotations

from kgraph.answers.answer import Answer
from kgraph.answers.views import EntityHit, EntityView, Lookup
from kgraph.mcp.parameters import filters, name, names, paging
from kgraph.mcp.question import Question, caution
from kgraph.mcp.rendering.records import CANDIDATES, NO_FACTS, iter_entities, iter_entity, iter_hits, iter_lookup
from kgraph.names import MAX_NAME_LENGTH
from kgraph.queries.lookup import MAX_KEY_LENGTH, MAX_QUERIES

ENTITY = name("An id, or a name in any script that only one entity bears.")
_QUERIES = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": MAX_QUERIES,
    "propertyNames": {"maxLength": MAX_KEY_LENGTH},
    "additionalProperties": {"type": "string", "minLength": 1, "maxLength": MAX_NAME_LENGTH},
    "description": "Ids or names, by keys of your own.",
}

ENTITY_QUESTIONS = (
    Question(
        "search",
        "Find entities by name",
        "Find which entities a name may mean, best match first, in any script; typos are forgiven. A hit is a "
        "candidate, not an identification: look at how it matched, and ask where several fit. Use the id in all other "
        "tools.",
        Answer[EntityHit],
        iter_hits,
        {
            "q": name("A name, or part of one, in any script; typos are forgiven."),
            **filters("entities"),
            **paging(10, "entities"),
        },
        ("q",),
        notes=caution(CANDIDATES),
    ),
    Question(
        "autocomplete",
        "Complete the beginning of a name",
        "Find entities with a name, or a later word of one, that begins so. No typos are forgiven.",
        Answer[EntityHit],
        iter_hits,
        {"prefix": name("The beginning of a name."), **filters("entities"), **paging(10, "entities")},
        ("prefix",),
        notes=caution(CANDIDATES),
    ),
    Question(
        "lookup",
        "Resolve many names at once",
        "Say what each of many names certainly means: `found`, `ambiguous` (with the candidates: ask which is meant) "
        "or `unknown` (what is near is a suggestion, never the answer).",
        Lookup,
        iter_lookup,
        {"queries": _QUERIES},
        ("queries",),
    ),
    Question(
        "entities",
        "List entities",
        "List the entities of the dataset by id, all or those of some types or ids. They say nothing as such: what is "
        "claimed of one, `claims` with `about` tells.",
        Answer[EntityView],
        iter_entities,
        {"id": names("Only the entities with these ids."), **filters("entities"), **paging(20, "entities")},
        notes=caution(NO_FACTS),
    ),
    Question(
        "entity",
        "Show one entity",
        "Show one entity: its names in every language and how much the dataset says of it. Its description is the "
        "dataset's own and no claim of a source.",
        EntityView,
        iter_entity,
        {"entity": ENTITY},
        ("entity",),
        notes=caution(NO_FACTS),
    ),
)
