"""The names of things: which namespaces there are, and what stands for them in a file.

No domain is owned by whoever uses kgraph, so that names are URNs: they are for good, the same on every machine, and
need no server. A dataset has a namespace for each kind of record; `/` never occurs in an id, so that what is a part of
a record (`claim:c1/qualifier/2`) has a name that no record can have.
"""

from __future__ import annotations

VOCABULARY = "urn:kgraph:vocab:"
DATASETS = "urn:kgraph:dataset:"

_SHARED = {
    "kg": VOCABULARY,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "void": "http://rdfs.org/ns/void#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "wd": "http://www.wikidata.org/entity/",
}
# The words that are the same for all datasets, and those that each dataset has of its own.
_CLOSED_WORDS = ("status", "polarity", "basis", "rank")
_OF_A_DATASET = ("version", "entity", "claim", "source", "predicate", "role", "topic", "type", "unit")


def dataset_iri(dataset: str) -> str:
    """Return the name of a dataset."""
    return f"{DATASETS}{dataset}"


def build_prefixes(dataset: str) -> dict[str, str]:
    """Return the prefixes that a file about a dataset uses, each with the IRI that it stands for."""
    closed = {word: f"{VOCABULARY}{word}/" for word in _CLOSED_WORDS}
    own = {kind: f"{dataset_iri(dataset)}/{kind}/" for kind in _OF_A_DATASET}
    return {**_SHARED, **closed, **own}
