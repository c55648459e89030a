"""What a brief says about itself: its title, what it is about, what it leaves out, and what the marks in dates mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.answers.answer import ResolvedName, Total
from kgraph.briefs.brief import BriefPath, Reference, TimelineEntry
from kgraph.briefs.claim_words import count
from kgraph.briefs.isolation import isolate
from kgraph.briefs.pairs import find_naming_both
from kgraph.briefs.question import MAX_PATHS, BriefQuestion
from kgraph.briefs.source_dates import shows_marks
from kgraph.dates import parse_edtf
from kgraph.queries.listing import count_undated
from kgraph.stores import ClaimQuery, Store

_WHOSE = {
    "entity": "The claims that name {}, as subject, as object or otherwise.",
    "pair": "The claims that name both {} and {}, whatever they say of them.",
    "path": "The affirmed claims behind the hops that lead from {} to {}.",
}
# In the order in which they are explained.
_MARKS = {
    "?": "A question mark stands behind what is uncertain, such as a year that was inferred.",
    "~": "A tilde stands behind what is approximate.",
    "%": "A percent sign stands behind what is uncertain and approximate.",
    "X": "An X stands for a figure that is not known.",
    "..": "Two points stand for an end that is open, or for all that lies between.",
    "/": "A stroke stands between the beginning and the end of a period.",
    "[": "Brackets hold dates of which one is meant.",
}


def build_title(question: BriefQuestion) -> str:
    """Return the names of those that a brief is about."""
    names = [isolate(entity.name) for entity in question.entities]
    return f"From {names[0]} to {names[1]}" if question.kind == "path" else " and ".join(names)


def iter_scope(store: Store, question: BriefQuestion, wanted: ClaimQuery) -> Iterator[str]:
    """Yield which claims are meant, and which names were taken for which entities."""
    yield _WHOSE[question.kind].format(*(isolate(entity.name) for entity in question.entities))
    if question.kind == "pair" and wanted.ids and not question.filters.between:
        one, other = (entity.id for entity in question.entities)
        between = wanted.filters.model_copy(update={"between": (one, other)})
        number = store.count_claims(replace(wanted, filters=between))
        if number < len(wanted.ids):
            yield (
                f"Of these {len(wanted.ids):,}, {number:,} run from one to the other or back; the rest name both in "
                "another way."
            )
    filters = question.filters.given
    if filters:
        ids = {entry.entity.id: entry.entity.name for entry in question.names}
        texts = [f"{name}={_say(value, ids)}" for name, value in filters.items()]
        yield f"Only what passes these filters: {'; '.join(texts)}."
    yield from filter(None, map(_describe_name, question.names))


def _say(value: object, names: dict[str, str]) -> str:
    if isinstance(value, tuple):
        return " or ".join(_say(each, names) for each in value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{isolate(names[value])} ({value})" if isinstance(value, str) and value in names else isolate(str(value))


def _describe_name(name: ResolvedName) -> str | None:
    entity = f"{isolate(name.entity.name)} ({name.entity.id})"
    if name.matched.how == "merged":
        return f"The id {name.given} was merged into {entity}."
    if name.matched.how == "id" or name.given == name.entity.name:
        return None
    return f"“{isolate(name.given)}” was taken for {entity}, by its {name.matched.kind} name."


def iter_left_out(
    store: Store, question: BriefQuestion, wanted: ClaimQuery, paths: tuple[BriefPath, ...], *, cut: bool
) -> Iterator[str]:
    """Yield what is not shown: claims beyond the limit, undated ones, withdrawn ones, further paths."""
    if cut:
        part = "hop" if question.kind == "path" else "section"
        most = count(question.limit, "claim")
        yield f"A {part} shows at most {most}, the newest; where all of them are listed is said below."
    undated = count_undated(store, wanted)
    if undated:
        verb = "was" if undated == 1 else "were"
        yield f"{count(undated, 'claim')} without a date {verb} left out by the date filter."
    withdrawn = 0 if question.filters.rank else _count_withdrawn(store, question, wanted)
    if withdrawn:
        verb = "is" if withdrawn == 1 else "are"
        yield f"{count(withdrawn, 'claim')} that the dataset has withdrawn {verb} left out."
    found = question.found
    if found is not None and paths:
        yield from _say_further_paths(len(paths), found.total)
        if found.truncated_by is not None:
            yield f"The search for paths was cut at its bound of {found.truncated_by}: there may be better ones."


def _say_further_paths(shown: int, total: Total) -> Iterator[str]:
    is_bound = total.relation == "gte"
    can_ask = shown < MAX_PATHS
    if total.value > shown:
        more = "; a higher k shows more" if can_ask else ""
        yield f"{shown:,} of {'at least ' if is_bound else ''}{count(total.value, 'path')} shown{more}."
    elif is_bound:
        more = ", which a higher k would show" if can_ask else ""
        yield f"{count(shown, 'path')} shown; there may be others{more}."


def _count_withdrawn(store: Store, question: BriefQuestion, wanted: ClaimQuery) -> int:
    filters = wanted.filters.model_copy(update={"rank": ("deprecated",)})
    if question.kind == "pair":
        one, other = (entity.id for entity in question.entities)
        return len(find_naming_both(store, one, other, filters))
    return store.count_claims(replace(wanted, filters=filters))


def say_timeline_lacks(shown: int, total: int) -> str | None:
    """Return that a timeline is of the claims that are shown alone; None where these are all."""
    return None if shown == total else f"Of the {count(shown, 'claim')} shown only, {total:,} in all."


def list_date_marks(timeline: Iterable[TimelineEntry], bibliography: Iterable[Reference]) -> tuple[str, ...]:
    """Return what the marks mean that stand in dates of a timeline, and in those of sources that are not certain."""
    dates = [entry.date for entry in timeline]
    dates += [entry.date for entry in bibliography if entry.date is not None and shows_marks(parse_edtf(entry.date))]
    return tuple(meaning for mark, meaning in _MARKS.items() if any(mark in date for date in dates))
