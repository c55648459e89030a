"""Many claims at once: when, how many, between whom, and what disagrees."""

from __future__ import annotations

from kgraph.answers.answer import Answer
from kgraph.answers.overviews import DisputeView, Dyad, FacetCount, TimelineItem
from kgraph.mcp.parameters import filters, names, paging, shown, word
from kgraph.mcp.question import Question, caution
from kgraph.mcp.questions.claims import CLAIM_ORDER
from kgraph.mcp.rendering.overviews import (
    COUNTED,
    NO_SIDE,
    iter_contested,
    iter_dyad,
    iter_facets,
    iter_timeline,
)
from kgraph.queries.timeline import DEFAULT_ORDER, ORDERS
from kgraph.stores import FACETS

OVERVIEW_QUESTIONS = (
    Question(
        "timeline",
        "List dated claims in order of time",
        "List the claims with a date, in order of time, each date as uncertain as the text has it. That one claim "
        "comes before another does not make it a cause. Most claims have no date: `undated` lists these.",
        Answer[TimelineItem],
        iter_timeline,
        {
            **filters("claims"),
            "order": word(
                "`oldest` or `newest` first, by the first day that the date can mean, then by its last.",
                ORDERS,
                DEFAULT_ORDER,
            ),
            "undated": {
                "type": "boolean",
                "default": False,
                "description": "List the claims without a date instead, by id.",
            },
            **paging(10, "claims"),
        },
    ),
    Question(
        "facets",
        "Count claims",
        "Count the claims that pass the filters by outlet, month, type, predicate, topic, status, speaker or country. "
        "A count says how often the dataset has it, not how important or how true it is.",
        Answer[FacetCount],
        iter_facets,
        {"by": word("What to count by.", FACETS), **filters("claims"), **paging(30, "values")},
        ("by",),
        notes=caution(COUNTED),
    ),
    Question(
        "dyad",
        "Put two countries side by side",
        "Show what runs between two countries: who on either side, by topic, by month, and the claims, of every "
        "polarity, with citations. Entities are rolled up by country, which is a classification and no claim.",
        Dyad,
        iter_dyad,
        {
            "of": names("Two countries: ISO 3166-1 codes, ids or names.", 2, 2),
            **filters("claims"),
            "order": CLAIM_ORDER,
            **paging(10, "claims"),
        },
        ("of",),
    ),
    Question(
        "contested",
        "List what disagrees",
        "List claims that contradict one another, side by side with citations. No side is preferred: report all. An "
        "empty list means that no two claims of the dataset contradict each other, not that all of them are true.",
        Answer[DisputeView],
        iter_contested,
        {**filters("claims"), **shown("claims_per_side", "side", 3), **paging(5, "disputes")},
        notes=caution(NO_SIDE),
    ),
)
