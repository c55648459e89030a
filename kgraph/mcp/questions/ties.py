"""Ties: who is tied to whom, and what connects two."""

from __future__ import annotations

from kgraph.answers.answer import Answer
from kgraph.answers.overviews import CommonNeighbour, Subgraph
from kgraph.answers.views import Neighbour, Path
from kgraph.mcp.parameters import Schemas, filters, max_hops, name, names, number, paging, shown, word
from kgraph.mcp.question import Question, caution
from kgraph.mcp.questions.entities import ENTITY
from kgraph.mcp.rendering.ties import (
    COMMON,
    TIE,
    iter_common_neighbours,
    iter_neighbours,
    iter_path_notes,
    iter_paths,
    iter_subgraph,
)
from kgraph.queries.path_order import DEFAULT_ORDER, ORDERS
from kgraph.queries.paths import DEFAULT_MAX_HOPS, MAX_K, MAX_STOPS
from kgraph.queries.surroundings import (
    DEFAULT_SUBGRAPH_HOPS,
    MAX_ENTITIES,
    MAX_OF,
    MAX_SUBGRAPH_HOPS,
)

STOPS: Schemas = {
    "avoid": names(
        "Entities that must not lie on the path: ids or names; the code of a country, such as RU, stands for all that "
        "belong to it.",
        most=MAX_STOPS,
    ),
    "via": names(
        "Entities that must all lie on the path, in any order: ids or names; the code of a country, such as RU, stands "
        "for any one that belongs to it.",
        most=MAX_STOPS,
    ),
}
PATH_ORDER_WORDS = (
    "What is best: `hops`, the fewest; `support`, the most outlets on the weakest hop; `specific`, through entities "
    "that few others are tied to."
)

TIE_QUESTIONS = (
    Question(
        "neighbours",
        "List who is tied to an entity",
        "List the entities that affirmed claims tie to one, most claims first, each with claims and citations. "
        "Planned, feared or hedged claims tie as well: read each standing. What is negated or unclear makes no tie; "
        "see `claims`.",
        Answer[Neighbour],
        iter_neighbours,
        {
            "entity": ENTITY,
            **filters("neighbours"),
            **shown("claims_per_neighbour", "neighbour", 3),
            **paging(10, "neighbours"),
        },
        ("entity",),
        notes=caution(TIE),
    ),
    Question(
        "paths",
        "Find what connects two entities",
        "Find the best paths between two entities over ties, in either direction of the claims, every hop with claims "
        "and citations. A path is what was stated about each pair in it, one after the other. It is not an influence, "
        "a chain of command or a cause: do not say that its first entity acts on its last. No path means only that "
        "this dataset states none.",
        Answer[Path],
        iter_paths,
        {
            "from": name("Where the path starts: an id or a name."),
            "to": name("Where it ends: an id or a name."),
            **max_hops(DEFAULT_MAX_HOPS),
            "k": number("The most paths to return.", 1, MAX_K, 3),
            **STOPS,
            "order": word(PATH_ORDER_WORDS, ORDERS, DEFAULT_ORDER),
            **shown("claims_per_hop", "hop", 3),
            **filters("paths"),
        },
        ("from", "to"),
        notes=iter_path_notes,
    ),
    Question(
        "common_neighbours",
        "Find who is tied to all of them",
        "Find the entities that affirmed claims tie to every one of those named, with each of these ties. That two "
        "have a neighbour in common does not connect them with one another.",
        Answer[CommonNeighbour],
        iter_common_neighbours,
        {
            "of": names("The entities that all are asked about: ids or names, at least two.", 2, MAX_OF),
            **filters("neighbours"),
            **shown("claims_per_tie", "tie", 2),
            **paging(10, "entities"),
        },
        ("of",),
        notes=caution(COMMON),
    ),
    Question(
        "subgraph",
        "Show what is around some entities",
        "Show the entities within so many ties of those named, and every tie among them, with claims and citations.",
        Subgraph,
        iter_subgraph,
        {
            "of": names("The entities in the middle: ids or names.", 1, MAX_OF),
            "hops": number(
                "How many ties away an entity may be. 0: only those named.", 0, MAX_SUBGRAPH_HOPS, DEFAULT_SUBGRAPH_HOPS
            ),
            "max_entities": number("The most entities to take in, the nearest first.", 1, MAX_ENTITIES, 30),
            **filters("paths"),
            **shown("claims_per_tie", "tie", 1),
            **paging(15, "ties"),
        },
        ("of",),
        notes=caution(TIE),
    ),
)
