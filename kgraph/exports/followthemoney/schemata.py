"""Which schema of FollowTheMoney an entity, a source and a tie become."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from kgraph.importing.followthemoney.schemata import load_model
from kgraph.records import Predicate, Vocabulary
from kgraph.records.source import SourceType

# What can bear any name and is neither matched with people and companies nor said to be anything: `Thing` itself is
# abstract, and Aleph takes no entity of it.
NEUTRAL = "Note"
TYPE_SCHEMATA: dict[str, str] = {
    "person": "Person",
    "group": "LegalEntity",
    "organisation": "Organization",
    "company": "Company",
    "government": "PublicBody",
    "outlet": "LegalEntity",
    "country": "Territory",
    "region": "Territory",
    "place": "Address",
    "project": "Project",
    "agreement": NEUTRAL,
    "policy": NEUTRAL,
    "event": "Event",
    "condition": NEUTRAL,
    # Of the events that kgraph imports, and of FollowTheMoney records.
    "actor": "LegalEntity",
    "people": "LegalEntity",
    "security-force": "Organization",
    "armed-group": "Organization",
    "institution": "LegalEntity",
}
SOURCE_SCHEMATA: dict[SourceType, str] = {
    "article": "Article",
    "cited-item": "Document",
    "dataset": "Document",
    "web-page": "HyperText",
}


@dataclass(frozen=True, slots=True)
class LinkSchema:
    """A schema that ties two things: the properties of its ends, and the schemata that those must have.

    `named_by`: the property that says what the tie is, in words. `has_status`: whether it says if it still holds.
    """

    name: str
    source: str
    source_range: str
    target: str
    target_range: str
    named_by: Literal["role", "relationship"] | None
    has_status: bool


LINKS: dict[str, LinkSchema] = {
    link.name: link
    for link in (
        LinkSchema("Associate", "person", "Person", "associate", "Person", "relationship", has_status=False),
        LinkSchema("ContractAward", "contract", "Contract", "supplier", "LegalEntity", "role", has_status=True),
        LinkSchema("Control", "controller", "LegalEntity", "controlled", "LegalEntity", "role", has_status=True),
        LinkSchema("CourtCaseParty", "party", "Thing", "case", "CourtCase", "role", has_status=True),
        LinkSchema("Debt", "debtor", "LegalEntity", "creditor", "LegalEntity", None, has_status=False),
        LinkSchema("Directorship", "director", "LegalEntity", "organization", "Organization", "role", has_status=True),
        LinkSchema("Documentation", "document", "Document", "entity", "Thing", "role", has_status=True),
        LinkSchema("Employment", "employee", "Person", "employer", "Organization", "role", has_status=True),
        LinkSchema("Family", "person", "Person", "relative", "Person", "relationship", has_status=False),
        LinkSchema("Membership", "member", "LegalEntity", "organization", "Organization", "role", has_status=True),
        LinkSchema("Occupancy", "holder", "Person", "post", "Position", None, has_status=True),
        LinkSchema("Ownership", "owner", "LegalEntity", "asset", "Asset", "role", has_status=True),
        LinkSchema("Payment", "payer", "LegalEntity", "beneficiary", "LegalEntity", None, has_status=False),
        LinkSchema("ProjectParticipant", "participant", "LegalEntity", "project", "Project", "role", has_status=True),
        LinkSchema("Representation", "agent", "LegalEntity", "client", "LegalEntity", "role", has_status=True),
        LinkSchema("Succession", "predecessor", "LegalEntity", "successor", "LegalEntity", "role", has_status=True),
        LinkSchema("UnknownLink", "subject", "Thing", "object", "Thing", "role", has_status=True),
    )
}
UNKNOWN_LINK = LINKS["UnknownLink"]
# By id and label, which says in which direction a predicate reads: the schema, and what the object is to the subject.
PREDICATE_SCHEMATA: dict[tuple[str, str], tuple[str, str]] = {
    ("headed", "headed"): ("Directorship", "headed"),
    ("younger_brother_of", "is the younger brother of"): ("Family", "elder sibling"),
}


class SchemaTable:
    """The schemata of what one vocabulary names."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._types = {term.id: _find_type(term.id, term.definition) for term in vocabulary.entity_types}
        found = ((predicate.id, find_link(predicate)) for predicate in vocabulary.predicates)
        self._links = {id_: link for id_, link in found if link is not None}

    def of_type(self, type: str) -> str:
        """Return the schema of the entities of a type."""
        return self._types[type]

    def of_tie(self, predicate: str, source_type: str, target_type: str) -> tuple[LinkSchema, str | None]:
        """Return the schema of a tie that is certain, and what the tie is called if the schema does not say it."""
        link, name = self._links.get(predicate, (UNKNOWN_LINK, None))
        fits = is_a(self._types[source_type], link.source_range) and is_a(self._types[target_type], link.target_range)
        return (link, name) if fits else (UNKNOWN_LINK, None)


def find_link(predicate: Predicate) -> tuple[LinkSchema, str | None] | None:
    """Return the schema that means what a predicate means, and its words; None if there is none but `UnknownLink`."""
    if known := PREDICATE_SCHEMATA.get((predicate.id, predicate.label)):
        return LINKS[known[0]], known[1]
    name = _imported_links().get((predicate.id, predicate.label, predicate.definition))
    return None if name is None else (LINKS[name], None)


def is_a(schema: str, ancestor: str) -> bool:
    """Tell whether a schema is another one, or descends from it."""
    return ancestor in load_model().schemata[schema].ancestors


def _find_type(id: str, definition: str) -> str:
    if id in TYPE_SCHEMATA:
        return TYPE_SCHEMATA[id]
    return _imported_types().get((id, definition), NEUTRAL)


@cache
def _imported_types() -> dict[tuple[str, str], str]:
    """Return the schemata by the types that the importer makes of them; elsewhere a word may mean another thing."""
    schemata = load_model().schemata.values()
    return {(schema.id, schema.definition): schema.name for schema in schemata if schema.is_thing}


@cache
def _imported_links() -> dict[tuple[str, str, str], str]:
    """Return the schemata by the predicates that the importer makes of them."""
    links = ((name, schema.link) for name, schema in load_model().schemata.items() if name in LINKS)
    return {(link.predicate, link.label, link.definition): name for name, link in links if link is not None}
