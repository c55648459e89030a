"""Citations: what claims rest on, as bibliographies, footnotes and files for reference managers.

`build_bibliography` lists the sources of a result set in one of `STYLES`. `chicago` and `gost` also make footnotes:
`format_note` of a source, `format_evidence` of why a claim is in the graph.
"""

from kgraph.citations.bibliography import Bibliography, CitedClaims, build_bibliography, choose_cited_claims
from kgraph.citations.entries import (
    BibliographyEntry,
    CitableSource,
    CitedEvidence,
    CitedSource,
    get_citable_sources,
    iter_entries,
    list_source_ids,
    to_citable,
    to_cited_evidence,
)
from kgraph.citations.styles import DEFAULT_STYLE, STYLES, Style

__all__ = [
    "DEFAULT_STYLE",
    "STYLES",
    "Bibliography",
    "BibliographyEntry",
    "CitableSource",
    "CitedClaims",
    "CitedEvidence",
    "CitedSource",
    "Style",
    "build_bibliography",
    "choose_cited_claims",
    "get_citable_sources",
    "iter_entries",
    "list_source_ids",
    "to_citable",
    "to_cited_evidence",
]
