"""Answers as a notebook shows them: claims with how they stand and what they rest on, without scripts or links out.

All that is data is escaped, and stands apart, so that its direction of writing turns nothing around it. Colours are the
notebook's own, light or dark.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import jinja2

from kgraph.answers.answer import Answer
from kgraph.answers.changes import Change
from kgraph.answers.frames import item_type_of
from kgraph.answers.overviews import CommonNeighbour, DisputeView, FacetCount, Impact, TimelineItem
from kgraph.answers.quality import QualityView
from kgraph.answers.views import ClaimSource, ClaimView, EntityHit, EntityView, Hop, Neighbour, Path, SourceView
from kgraph.answers.wording import (
    Aspect,
    cite_evidence,
    describe_name,
    list_standing,
    say_valid,
    show_date,
    show_nearby,
    show_place,
)

# For each type: the macro that shows it, and what one and several of it are called.
_SHOWN: dict[type, tuple[str, str, str]] = {
    ClaimView: ("claim", "claim", "claims"),
    EntityHit: ("hit", "entity", "entities"),
    EntityView: ("entity", "entity", "entities"),
    Neighbour: ("neighbour", "neighbour", "neighbours"),
    Hop: ("hop", "tie", "ties"),
    Path: ("path", "path", "paths"),
    CommonNeighbour: ("common_neighbour", "common neighbour", "common neighbours"),
    SourceView: ("source", "source", "sources"),
    ClaimSource: ("source", "source", "sources"),
    TimelineItem: ("timeline_item", "claim", "claims"),
    FacetCount: ("facet_count", "value", "values"),
    DisputeView: ("dispute", "dispute", "disputes"),
    Change: ("change", "change", "changes"),
    Impact: ("impact", "source", "sources"),
    QualityView: ("quality", "dataset", "datasets"),
}
_ARROWS = {"forward": "→", "backward": "←", "both": "↔"}
# What nobody may miss in a claim.
_LOUD: frozenset[Aspect] = frozenset({"polarity", "hedge", "basis", "rank", "contested"})


def render_item(item: Any) -> str:
    """Return one record as a piece of HTML: a claim with all that is known of its evidence."""
    options = {"full": True} if isinstance(item, ClaimView) else {}
    return _load_template().render(answer=None, item=item, macro=_SHOWN[type(item)][0], options=options)


def render_answer(answer: Answer[Any]) -> str:
    """Return an answer as a piece of HTML: how much of it there is, or why there is nothing, and its items."""
    macro, one, many = _SHOWN[item_type_of(answer)]
    head = _count_shown(answer, one, many)
    return _load_template().render(answer=answer, macro=macro, head=head, notes=list(_iter_notes(answer)))


def _count_shown(answer: Answer[Any], one: str, many: str) -> str:
    shown, total = len(answer.items), answer.total
    if not shown:
        return f"No {many}" if not total.value else f"No more {many}"
    if total.relation == "gte":
        least = f"{shown:,} of at least {total.value:,} {many}"
        return least if shown < total.value else f"{_count(shown, one, many)}; there may be more"
    return _count(total.value, one, many) if shown == total.value else f"{shown:,} of {total.value:,} {many}"


def _iter_notes(answer: Answer[Any]) -> Iterator[str]:
    yield from (text for name in answer.query.names if (text := describe_name(name)) is not None)
    if answer.empty is not None:
        yield answer.empty.detail
        if answer.empty.try_ is not None:
            yield f"Try: {answer.empty.try_}"
    if answer.truncated_by is not None:
        yield f"The search was cut at its bound of {answer.truncated_by}: there may be more."
    if answer.undated_excluded:
        yield f"{answer.undated_excluded:,} undated claims were left out by the date filter."
    if answer.next_cursor is not None:
        yield "More follow: next_page(), iter_all(), or to_dataframe(everything=True)."


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _show_field(value: Any) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@cache
def _load_template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kgraph.answers"),
        # Whatever a template is called: nothing of a dataset may become markup.
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "arrows": _ARROWS,
        "loud": _LOUD,
        "stand": list_standing,
        "count": _count,
        "cite_evidence": cite_evidence,
        "show_nearby": show_nearby,
        "show_place": show_place,
        "show_date": show_date,
        "say_valid": say_valid,
        "show_field": _show_field,
    }
    return environment.get_template("answer.html.jinja")
