"""Sources: what claims were read in, what is cited there, and what falls with one."""

from __future__ import annotations

from typing import Any

from kgraph.answers.answer import Answer
from kgraph.answers.overviews import Impact
from kgraph.answers.views import ClaimView, Path, SourceView
from kgraph.client import AnyGraph
from kgraph.mcp.parameters import filters, max_hops, name, names, paging
from kgraph.mcp.question import Question
from kgraph.mcp.questions.claims import CLAIM_ORDER, iter_claim_list
from kgraph.mcp.rendering.overviews import iter_impact, iter_impact_notes
from kgraph.mcp.rendering.records import iter_source, iter_sources
from kgraph.queries.paths import DEFAULT_MAX_HOPS

_SOURCE_ID = name("The id of a source.")


def _measure(graph: AnyGraph, given: dict[str, Any]) -> Impact:
    impact = graph.impact(given.pop("id"), **given)
    if impact.path is None:
        return impact
    both = {"before": impact.path.before, "after": impact.path.after}
    cut = {name: None if path is None else _cut_hops(path, given["limit"]) for name, path in both.items()}
    return impact.model_copy(update={"path": impact.path.model_copy(update=cut)})


def _cut_hops(path: Path, most: int) -> Path:
    """Return a path with no more claims shown of each hop; each still says how many there are."""
    hops = tuple(hop.model_copy(update={"claims": hop.claims[:most]}) for hop in path.hops)
    return path.model_copy(update={"hops": hops})


SOURCE_QUESTIONS = (
    Question(
        "sources",
        "List sources",
        "List what the claims were read in, and what is cited there, by id. `2023?` is an inferred year, `year "
        "unknown` one that could not be; a cited item was not read itself.",
        Answer[SourceView],
        iter_sources,
        {"outlet": names("Only sources of these outlets: ids or names."), **paging(20, "sources")},
    ),
    Question(
        "source",
        "Show one source",
        "Show one source: its outlet, its date and how the year is known, and how many claims rest on it.",
        SourceView,
        iter_source,
        {"id": _SOURCE_ID},
        ("id",),
    ),
    Question(
        "source_claims",
        "List the claims that rest on a source",
        "List the claims that were read in a source, or in a passage that cites it, with standing and citations.",
        Answer[ClaimView],
        iter_claim_list,
        {"id": _SOURCE_ID, **filters("claims", leave_out=("source",)), "order": CLAIM_ORDER, **paging(10, "claims")},
        ("id",),
    ),
    Question(
        "impact",
        "Say what falls if a source is wrong",
        "Say which claims, ties and entities would be left with nothing if one source were wrong, and, with `from` and "
        "`to`, whether their shortest path would change. It is a what-if: nothing says that the source is wrong.",
        Impact,
        iter_impact,
        {
            "id": _SOURCE_ID,
            "from": name("One end of a path: an id or a name. Goes with `to`."),
            "to": name("The other end of the path: an id or a name. Goes with `from`."),
            **max_hops(DEFAULT_MAX_HOPS),
            "limit": paging(5, "items of each kind, and claims of each hop,")["limit"],
        },
        ("id",),
        _measure,
        iter_impact_notes,
    ),
)
