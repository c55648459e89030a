"""A dataset behind the Reconciliation Service API 0.2, by which OpenRefine matches the cells of a table to entities.

The rules are those of the rest of kgraph. A cell is matched where a lookup is certain and nowhere else; and no value
that comes from a claim goes out bare: what is doubtful goes out as marked text and never as a link, and every such
column has another one beside it with the evidence. Nothing here knows of HTTP.
"""

from kgraph.reconciliation.answers import (
    Candidate,
    Extension,
    PropertyProposal,
    PropertySuggestions,
    ReconciliationResult,
    ReconciliationResults,
    Suggestions,
    TypeRef,
    TypeSuggestions,
)
from kgraph.reconciliation.candidates import reconcile
from kgraph.reconciliation.extension import extend
from kgraph.reconciliation.preview import render_preview
from kgraph.reconciliation.suggestions import (
    list_types,
    propose_properties,
    suggest_entities,
    suggest_properties,
    suggest_types,
)

__all__ = [
    "Candidate",
    "Extension",
    "PropertyProposal",
    "PropertySuggestions",
    "ReconciliationResult",
    "ReconciliationResults",
    "Suggestions",
    "TypeRef",
    "TypeSuggestions",
    "extend",
    "list_types",
    "propose_properties",
    "reconcile",
    "render_preview",
    "suggest_entities",
    "suggest_properties",
    "suggest_types",
]
