"""Say why there is no path, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kgraph.answers.answer import Empty
from kgraph.filters import NO_FILTERS
from kgraph.stores import Store
from kgraph.stores.path_search import find_routes, measure_distance
from kgraph.stores.routes import Distance, Limits, PathQuestion

MAX_HOPS = 6
# The shortest way around a filter is looked for with less patience than a path that was asked for.
MAX_VISITS_TO_EXPLAIN = 50_000
MAX_SECONDS_TO_EXPLAIN = 5.0

NameOf = Callable[[str], str]


def explain_no_path(
    store: Store, question: PathQuestion, *, cut: bool, name_of: NameOf, limits: Limits | None = None
) -> Empty:
    """Return the first reason that holds: no claims, separate, a limit, too long, filtered.

    Too long comes after filtered where no `max_hops` that can be asked for would do, but leaving out one
    filter does. A limit is also the reason where the search for another one was cut.
    """
    certain = _explain_no_claims(store, question, name_of) or _explain_separate(store, question, name_of)
    if certain is not None:
        return certain
    if cut:
        detail = "The search was cut at its bound before it found a path or could rule one out."
        return Empty(reason="limit", detail=detail, try_="fewer hops, or filters that leave less to search")
    limits = limits or Limits(MAX_VISITS_TO_EXPLAIN, MAX_SECONDS_TO_EXPLAIN)
    shortest = _measure(store, question, limits)
    too_long = None if shortest.hops is None else _explain_too_long(question, shortest.hops)
    if too_long is not None and too_long.try_ is not None:
        return too_long
    variants = {name: _measure(store, variant, limits) for name, variant in _iter_variants(question)}
    is_known = shortest.known and all(each.known for each in variants.values())
    return (
        _explain_one_filter(question, variants)
        or too_long
        or _explain_all_filters(question, _measure(store, _strip(question), limits), is_known)
    )


def _explain_no_claims(store: Store, question: PathQuestion, name_of: NameOf) -> Empty | None:
    counts = store.count_for_entities([question.start, question.end])
    for end in (question.start, question.end):
        if not counts[end].neighbours:
            detail = f"No affirmed claim ties {name_of(end)} to any entity."
            if counts[end].claims:
                detail += f" Claims that name it: {counts[end].claims}; see them with about={end}."
            return Empty(reason="no_claims", detail=detail)
    return None


def _explain_separate(store: Store, question: PathQuestion, name_of: NameOf) -> Empty | None:
    parts = store.find_components([question.start, question.end])
    if parts[question.start] == parts[question.end]:
        return None
    detail = (
        f"No chain of affirmed claims, however long, leads from {name_of(question.start)} to {name_of(question.end)}."
    )
    return Empty(reason="separate", detail=detail)


def _explain_too_long(question: PathQuestion, hops: int) -> Empty:
    change = f"max_hops={hops}" if hops <= MAX_HOPS else None
    detail = f"The shortest path has {hops} hops, more than max_hops={question.max_hops} allows."
    return Empty(reason="too_long", detail=detail, hops=hops, try_=change)


def _explain_one_filter(question: PathQuestion, variants: dict[str, Distance]) -> Empty | None:
    lengths = {name: each.hops for name, each in variants.items() if each.hops is not None}
    name = min(lengths, key=lambda each: lengths[each], default=None)
    if name is None or lengths[name] > question.max_hops:
        return None
    detail = f"Without {name} there is a path of {_count_hops(lengths[name])}."
    return Empty(reason="filtered", detail=detail, hops=lengths[name], filter=name, try_=f"leave out {name}")


def _strip(question: PathQuestion) -> PathQuestion:
    return replace(question, filters=NO_FILTERS, avoid=frozenset(), via=frozenset(), via_one_of=())


def _explain_all_filters(question: PathQuestion, shortest: Distance, is_known: bool) -> Empty:
    hops = shortest.hops
    names = ", ".join(name for name, _ in _iter_variants(question))
    if hops is None or not names:
        detail = f"There is no path of {_count_hops(question.max_hops)} or fewer; the search for why was cut."
        return Empty(reason="limit", detail=detail, try_=f"leave out {names}" if names else None)
    detail = f"Without any filter there is a path of {_count_hops(hops)}"
    detail += "; leaving out only one of them does not give one." if is_known else "."
    change = f"leave out {names}"
    if hops > question.max_hops:
        change += f", max_hops={hops}"
    return Empty(reason="filtered", detail=detail, hops=hops, try_=change if hops <= MAX_HOPS else None)


def _iter_variants(question: PathQuestion) -> Iterator[tuple[str, PathQuestion]]:
    """Yield the question without each of its filters, by the filter's name."""
    for name in question.filters.given:
        yield name, replace(question, filters=question.filters.without(name))
    if question.avoid:
        yield "avoid", replace(question, avoid=frozenset())
    if question.stops:
        yield "via", replace(question, via=frozenset(), via_one_of=())


def _measure(store: Store, question: PathQuestion, limits: Limits) -> Distance:
    """Return the length of the shortest path; with `via`, None stands for more than `MAX_HOPS` too."""
    if not question.stops:
        return measure_distance(store, question, limits)
    found = find_routes(store, replace(question, max_hops=MAX_HOPS, k=1, all_lengths=False), limits)
    if found.count:
        return Distance(len(found.routes))
    return Distance(None, known=found.truncated_by is None)


def _count_hops(hops: int) -> str:
    return f"{hops} hop{'s' * (hops != 1)}"
