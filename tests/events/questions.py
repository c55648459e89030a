"""What is asked of events over REST."""

from __future__ import annotations

from collections import Counter

from tests.api.questions import Questions
from tests.events.raw import RawEvents

PAGE = 500


def make_questions(raw: RawEvents) -> Questions:
    """Return a plain question per operation, about Kazakhstan where it is about one entity."""
    month = [("date", find_month(raw))]
    return Questions(
        required={
            "search": [("q", "China")],
            "autocomplete": [("prefix", "Kaz")],
            "find_paths": [("from", "Kazakhstan"), ("to", "China")],
            "list_common_neighbours": [("of", "China"), ("of", "Kazakhstan")],
            "find_subgraph": [("of", find_quiet(raw)), ("hops", "1")],
            "list_facets": [("by", "predicate")],
            "compare_countries": [("of", "KZ"), ("of", "CN")],
            "get_bibliography": [("from", "Kazakhstan"), ("to", "China")],
            "get_brief": [("from", "Kazakhstan"), ("to", "China")],
            "suggest_entity": [("prefix", "Kaz")],
            "preview_entity": [("entity", "Kazakhstan")],
        },
        beside={
            "between": [("between", "Japan")],
            "of": [("of", "Japan")],
            "from": [("to", "China")],
            "to": [("from", "Kazakhstan")],
        },
        paged={
            "search": [("q", "Police")],
            "autocomplete": [("prefix", "Po")],
            "list_entities": [("type", "security-force")],
            "list_claims": month,
            "list_claims_about": [("date", "2012")],
            "list_timeline_about": [("date", "2012")],
            "list_claims_of_source": month,
            "list_timeline": month,
        },
        further={
            "list_claims": [("limit", PAGE)],
            "list_claims_about": [("limit", PAGE)],
            "list_neighbours": [("limit", PAGE)],
            "list_claims_of_source": [("limit", PAGE)],
            "find_paths": [("k", 50), ("max_hops", 3), ("claims_per_hop", 20)],
            "list_common_neighbours": [("limit", 100), ("claims_per_tie", 20)],
            "find_subgraph": [("limit", PAGE), ("hops", 3), ("claims_per_tie", 5)],
            "compare_countries": [("limit", PAGE)],
            "list_timeline": [("limit", PAGE)],
        },
        ids={
            "entities": raw.id_of["Kazakhstan"],
            # The claim with the most rows: what it rests on is more than one page of one.
            "claims": max(raw.claims, key=lambda id_: (len(raw.rows_of[raw.claims[id_]]), id_)),
            "sources": "icews-events",
        },
    )


def find_month(raw: RawEvents) -> str:
    """Return the month with the most claims that are no more than a page."""
    counts = Counter(event.day[:7] for event in raw.claims.values())
    return max((month for month in counts if counts[month] <= PAGE), key=lambda month: (counts[month], month))


def find_quiet(raw: RawEvents) -> str:
    """Return the id of one who deals with few, so that all around it fits into an answer."""
    return next(raw.id_of[name] for name in raw.names if 4 <= len(raw.find_ties(name, {})) <= 8)
