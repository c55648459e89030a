"""What is stated about a claim: that it is made, never that it is so.

A claim is a thing with a subject, a predicate and an object; the three are never put together to one statement, which
a triple store would take for a fact whether it was affirmed, denied or only alleged. `kg:ties` alone leads from a claim
to what it ties its subject to, and only claims that tie have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kgraph.exports.linked_data.passages import passage_name
from kgraph.graph.edges import iter_edges, makes_ties
from kgraph.records import Claim, Content, Value, Vocabulary
from kgraph.stores.facts import topics_of

_CLAIM_TYPES = ["kg:Claim", "schema:Claim", "prov:Entity"]


def describe_claim(claim: Claim, contested: Sequence[str], vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Yield what is stated about a claim, which those in `contested` contradict, its object and its qualifiers."""
    name = f"claim:{claim.id}"
    passages = list(dict.fromkeys(map(passage_name, claim.evidence)))
    node: dict[str, Any] = {
        "@id": name,
        "@type": _CLAIM_TYPES,
        "schema:identifier": claim.id,
        "schema:text": claim.statement,
        "kg:subject": f"entity:{claim.subject}",
        "kg:predicate": f"predicate:{claim.predicate}",
        "kg:object": _name_content(claim.object, f"{name}/object"),
    }
    if claim.qualifiers:
        node["kg:qualifier"] = [f"{name}/qualifier/{number}" for number in range(1, len(claim.qualifiers) + 1)]
    _add_bearing(node, claim, contested)
    node["kg:topic"] = [f"topic:{topic}" for topic in dict.fromkeys(topics_of(claim, vocabulary))]
    ties = _find_ties(claim, vocabulary)
    if ties:
        node["kg:ties"] = ties
    node["prov:wasDerivedFrom"] = node["schema:appearance"] = passages
    yield node
    if claim.object.value is not None:
        yield _describe_value(claim.object.value, f"{name}/object")
    for number, qualifier in enumerate(claim.qualifiers, start=1):
        own = f"{name}/qualifier/{number}"
        yield {
            "@id": own,
            "@type": "kg:Qualifier",
            "schema:position": number,
            "kg:role": f"role:{qualifier.role}",
            "kg:content": _name_content(qualifier, f"{own}/content"),
        }
        if qualifier.value is not None:
            yield _describe_value(qualifier.value, f"{own}/content")


def describe_referred(claim: Claim, contested: Sequence[str]) -> dict[str, Any]:
    """Return what is stated about a claim that the file only mentions: its words, and how they are meant."""
    node: dict[str, Any] = {
        "@id": f"claim:{claim.id}",
        "@type": "kg:ReferredClaim",
        "schema:identifier": claim.id,
        "schema:text": claim.statement,
    }
    _add_bearing(node, claim, contested)
    return node


def _add_bearing(node: dict[str, Any], claim: Claim, contested: Sequence[str]) -> None:
    """Add how a claim is meant: by whom, when, how surely; and what contradicts it."""
    node["kg:polarity"] = f"polarity:{claim.polarity}"
    node["kg:status"] = f"status:{claim.status}"
    if claim.hedge is not None:
        node["kg:hedge"] = claim.hedge
    if contested:
        node["kg:contestedBy"] = [f"claim:{id_}" for id_ in contested]
    node["prov:wasAttributedTo"] = f"entity:{claim.speaker}"
    node["kg:basis"] = f"basis:{claim.basis}"
    if claim.valid is not None:
        node["kg:valid"] = claim.valid
    node["kg:rank"] = f"rank:{claim.rank}"
    if claim.deprecated_because is not None:
        node["kg:deprecatedBecause"] = claim.deprecated_because


def _find_ties(claim: Claim, vocabulary: Vocabulary) -> list[str]:
    if not makes_ties(claim):
        return []
    targets = dict.fromkeys(edge.target for edge in iter_edges(claim, vocabulary))
    return [f"entity:{target}" for target in targets if target != claim.subject]


def _name_content(content: Content, own: str) -> str:
    """Return the name of what a content is: an entity, a claim, or a value, whose name is `own`."""
    if content.entity is not None:
        return f"entity:{content.entity}"
    return f"claim:{content.claim}" if content.claim is not None else own


def _describe_value(value: Value, name: str) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": name, "@type": "kg:Value"}
    if value.amount is not None:
        # No exponent, which xsd:decimal does not have.
        node["kg:amount"] = format(value.amount, "f")
    if value.modifier is not None:
        node["kg:modifier"] = value.modifier
    if value.unit is not None:
        node["kg:unit"] = f"unit:{value.unit}"
    if value.text is not None:
        node["kg:text"] = value.text
    return node
