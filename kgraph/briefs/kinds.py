"""Into which section of a brief a claim goes: each into exactly one, by what qualifies it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from kgraph.briefs.brief import SectionId
from kgraph.filters import Filters
from kgraph.records.vocabulary import Status

REAL: tuple[Status, ...] = ("occurred", "ongoing", "ended")
PLANNED: tuple[Status, ...] = ("planned", "promised", "announced")
# Whatever else a status may be: a word that is new is no fact yet.
DOUBTFUL: tuple[Status, ...] = tuple(word for word in get_args(Status) if word not in REAL + PLANNED)
_LISTED = ("preferred", "normal")


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A section of a brief: its heading, and which claims go into it.

    `narrowings` are sets of filters; a claim that passes one of them is of this kind. They exclude one another, and so
    do those of different kinds: together they hold every claim once. With `settled`, claims that others contradict are
    left out, which go to the section of what is said with reserve.
    """

    id: SectionId
    title: str
    meaning: str
    narrowings: tuple[dict[str, Any], ...]
    settled: bool = False


_AFFIRMED: dict[str, Any] = {"rank": _LISTED, "polarity": ("affirmed",)}
_PLAIN: dict[str, Any] = {**_AFFIRMED, "hedged": False}
# What would stand elsewhere if nothing contradicted it.
CONTESTABLE: dict[str, Any] = {**_PLAIN, "status": REAL + PLANNED}

# In the order in which they are read.
SECTIONS: tuple[SectionKind, ...] = (
    SectionKind(
        "affirmed",
        "What is affirmed",
        "Said to be, to have been or to have happened, without reserve, and contradicted by no claim of the dataset.",
        ({**_PLAIN, "status": REAL, "basis": ("stated",)},),
        settled=True,
    ),
    SectionKind(
        "planned",
        "What is planned, promised or announced",
        "Not said to have come about.",
        ({**_PLAIN, "status": PLANNED},),
        settled=True,
    ),
    SectionKind(
        "reserve",
        "What is said with reserve or disputed",
        "Hedged, alleged, feared, forecast or hypothetical, or contradicted by another claim.",
        ({**_AFFIRMED, "hedged": True}, {**_PLAIN, "status": DOUBTFUL}),
    ),
    SectionKind(
        "negated",
        "What is said not to be so",
        "The speaker says that it is not so; the statement holds the negation.",
        ({"rank": _LISTED, "polarity": ("negated",)},),
    ),
    SectionKind(
        "presupposed",
        "What is taken for granted",
        "The passage takes it for granted and does not argue it.",
        ({**_PLAIN, "status": REAL, "basis": ("presupposed",)},),
        settled=True,
    ),
    SectionKind(
        "unsaid",
        "What the sources do not say",
        "The passage says that it is unclear whether it is so.",
        ({"rank": _LISTED, "polarity": ("unknown",)},),
    ),
    SectionKind(
        "withdrawn",
        "What was withdrawn",
        "The dataset keeps the claim so that its id stays good, and no longer makes it.",
        ({"rank": ("deprecated",)},),
    ),
)


def iter_narrowed(kind: SectionKind, filters: Filters) -> Iterator[Filters]:
    """Yield the filters that a claim of a kind passes which passes given ones; none where these exclude the kind."""
    for narrowing in kind.narrowings:
        narrowed = narrow(filters, narrowing)
        if narrowed is not None:
            yield narrowed


def narrow(filters: Filters, narrowing: dict[str, Any]) -> Filters | None:
    """Return filters narrowed by others; None where nothing passes both."""
    chosen: dict[str, Any] = {}
    for name, wanted in narrowing.items():
        given = getattr(filters, name)
        if name == "hedged":
            if given not in (None, wanted):
                return None
            chosen[name] = wanted
            continue
        # Claims without a rank filter are those that are listed.
        words = tuple(word for word in wanted if not given or word in given)
        if not words or (name == "rank" and not given and wanted != _LISTED):
            return None
        chosen[name] = words
    return filters.model_copy(update=chosen)
