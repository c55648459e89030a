"""A call of each tool that finds something in the dataset that ships."""

from __future__ import annotations

from typing import Any

CALLS: dict[str, dict[str, Any]] = {
    "search": {"q": "Tokaev"},
    "autocomplete": {"prefix": "Naz"},
    "lookup": {"queries": {"a": "Тоқаев", "b": "Nazarbayev", "c": "Kazakhstann"}},
    "entities": {"type": ["country"]},
    "entity": {"entity": "习近平"},
    "claims": {"polarity": ["negated", "unknown"]},
    "claim": {"id": "p06s5c02"},
    "claim_sources": {"id": "p05s2c01"},
    "neighbours": {"entity": "Bolat Nazarbayev"},
    "paths": {"from": "Bolat Nazarbayev", "to": "China"},
    "common_neighbours": {"of": ["Bolat Nazarbayev", "China"]},
    "subgraph": {"of": ["Bolat Nazarbayev"]},
    "timeline": {"about": ["Tokayev"]},
    "facets": {"by": "status", "topic": ["energy"]},
    "dyad": {"of": ["KZ", "CN"]},
    "contested": {},
    "sources": {"outlet": ["Kommersant"]},
    "source": {"id": "rbc-july-28"},
    "source_claims": {"id": "rbc-july-28"},
    "impact": {"id": "rbc-july-28", "from": "Tokayev", "to": "Russia"},
    "brief": {"about": ["Bolat Nazarbayev"]},
    "bibliography": {"about": ["Bolat Nazarbayev"]},
    "quality": {},
    "schema": {"part": "predicates"},
    "dataset": {},
}
# The article contradicts itself nowhere: an empty list is the right answer there.
EMPTY = {"contested"}
# Answers in which no claim comes out; documents have footnotes of their own.
CLAIMLESS = {
    *("search", "autocomplete", "lookup", "entities", "entity", "claim_sources", "facets", "contested", "sources"),
    *("source", "quality", "schema", "dataset", "brief", "bibliography"),
}
