"""What is stated about an entity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kgraph.records import Entity, Name
from kgraph.records.entity import MAIN_LANGUAGE

# The nearest that schema.org has for a type of this name. A project there is an organisation, which a railway is not;
# it has nothing for a group without a body, an agreement, a policy or a state of affairs.
SCHEMA_TYPES = {
    "person": "schema:Person",
    "organisation": "schema:Organization",
    "organization": "schema:Organization",
    "company": "schema:Organization",
    "outlet": "schema:Organization",
    "government": "schema:GovernmentOrganization",
    "public-body": "schema:GovernmentOrganization",
    "country": "schema:Country",
    "region": "schema:Place",
    "place": "schema:Place",
    "event": "schema:Event",
}
_NO_WORD = "schema:Thing"


def describe_entity(entity: Entity) -> Iterator[dict[str, Any]]:
    """Yield what is stated about an entity and its names."""
    name = f"entity:{entity.id}"
    node: dict[str, Any] = {
        "@id": name,
        "@type": ["kg:Entity", SCHEMA_TYPES.get(entity.type, _NO_WORD)],
        "schema:identifier": entity.id,
        "kg:type": f"type:{entity.type}",
        "schema:name": _in_language(entity.name, MAIN_LANGUAGE),
    }
    if entity.names:
        spelt = {(each.text, each.lang): each for each in entity.names}
        node["schema:alternateName"] = [_in_language(each.text, each.lang) for each in spelt.values()]
        node["skosxl:altLabel"] = [f"{name}/name/{number}" for number in range(1, len(entity.names) + 1)]
    node["schema:description"] = entity.description
    if entity.countries:
        node["kg:country"] = list(dict.fromkeys(entity.countries))
    if entity.identifiers.iso_3166_1 is not None:
        node["kg:iso3166"] = entity.identifiers.iso_3166_1
    if entity.identifiers.wikidata is not None:
        # Not owl:sameAs, by which a reasoner would hand on to Wikidata's item whatever is claimed of the entity.
        node["schema:sameAs"] = f"wd:{entity.identifiers.wikidata}"
    yield node
    for number, each in enumerate(entity.names, start=1):
        yield _describe_name(each, f"{name}/name/{number}")


def _describe_name(name: Name, own: str) -> dict[str, Any]:
    return {
        "@id": own,
        "@type": "skosxl:Label",
        "skosxl:literalForm": _in_language(name.text, name.lang),
        "kg:nameKind": name.kind,
    }


def _in_language(text: str, language: str) -> dict[str, str]:
    return {"@value": text, "@language": language}
