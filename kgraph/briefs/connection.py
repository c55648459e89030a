"""Why there is no claim, or no tie, between those that a brief is about."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.answers.answer import Empty
from kgraph.briefs.brief import Gap
from kgraph.briefs.claim_words import count
from kgraph.briefs.isolation import isolate, isolate_within
from kgraph.briefs.pairs import find_naming_both
from kgraph.briefs.question import BriefQuestion
from kgraph.filters import Filters
from kgraph.queries.emptiness import MAX_SECONDS_TO_EXPLAIN, MAX_VISITS_TO_EXPLAIN
from kgraph.queries.listing import explain_filtered
from kgraph.stores import ClaimQuery, Store
from kgraph.stores.path_search import measure_distance
from kgraph.stores.routes import Limits, PathQuestion


def find_no_tie(store: Store, question: BriefQuestion) -> Iterator[Gap]:
    """Yield, for a pair that no affirmed claim ties, what else connects the two, whatever the filters."""
    if question.kind != "pair":
        return
    one, other = (entity.id for entity in question.entities)
    if store.find_tied_claims([(one, other)], Filters(), 0):
        return
    yield Gap(id="no_tie", text=_describe_connection(store, question), count=1, items=(), details=())


def _describe_connection(store: Store, question: BriefQuestion) -> str:
    one, other = question.entities
    text = f"No affirmed claim ties {isolate(one.name)} and {isolate(other.name)} directly"
    parts = store.find_components([one.id, other.id])
    if parts[one.id] != parts[other.id]:
        return f"{text}, and no chain of them, however long, leads from one to the other."
    limits = Limits(MAX_VISITS_TO_EXPLAIN, MAX_SECONDS_TO_EXPLAIN)
    hops = measure_distance(store, PathQuestion(one.id, other.id), limits).hops
    if hops is None:
        return f"{text}; the search for the shortest path was cut at its bound."
    return f"{text}; the shortest path from one to the other has {count(hops, 'hop')}."


def explain_no_claims(store: Store, question: BriefQuestion) -> Empty | None:
    """Return why no claim is meant: there is none, a filter leaves none, or there is no path."""
    if question.found is not None:
        empty = question.found.empty
        names = (entity.name for entity in question.entities)
        return empty and empty.model_copy(update={"detail": isolate_within(empty.detail, names)})
    if question.kind == "pair":
        one, other = question.entities
        nothing = f"No claim of this dataset names both {isolate(one.name)} and {isolate(other.name)}."

        def count_both(filters: Filters) -> int:
            return len(find_naming_both(store, one.id, other.id, filters))

        empty = explain_filtered(question.filters, nothing, count_both)
        gaps = list(find_no_tie(store, question))
        if not gaps:
            return empty
        way_on = empty.try_ or f"from={one.id}, to={other.id}"
        return empty.model_copy(update={"detail": f"{empty.detail} {gaps[0].text}", "try_": way_on})
    (entity,) = question.entities

    def count_about(filters: Filters) -> int:
        return store.count_claims(ClaimQuery(filters.model_copy(update={"about": (entity.id,)})))

    return explain_filtered(question.filters, f"No claim of this dataset names {isolate(entity.name)}.", count_about)
