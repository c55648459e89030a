"""What is stated about the places that claims were read in, and about what these cite."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from kgraph.records import Claim, Evidence, Locator


def passage_name(evidence: Evidence) -> str:
    """Return the name of a passage: that of its source, and the place in it."""
    return f"source:{evidence.source}/{_name_place(evidence.locator)}"


def describe_passages(claim: Claim, described: set[str]) -> Iterator[dict[str, Any]]:
    """Yield what is stated about the passages that a claim was read in, but for those in `described`, which grows."""
    for evidence in claim.evidence:
        name = passage_name(evidence)
        if name not in described:
            described.add(name)
            yield from _describe_passage(evidence, name)


def _describe_passage(evidence: Evidence, name: str) -> Iterator[dict[str, Any]]:
    locator = evidence.locator
    node: dict[str, Any] = {
        "@id": name,
        "@type": ["kg:Passage", "prov:Entity"],
        "schema:isPartOf": f"source:{evidence.source}",
    }
    if locator.paragraph is not None:
        node["kg:paragraph"], node["kg:sentence"] = locator.paragraph, locator.sentence
    elif locator.row is not None:
        node["kg:row"] = locator.row
    else:
        node["schema:url"] = locator.url
        if locator.retrieved is not None:
            node["kg:retrieved"] = locator.retrieved.isoformat()
    node["kg:digest"] = evidence.digest
    if not evidence.cites:
        node["kg:citesNothing"] = True
        yield node
        return
    # By source and signal, not by number: a filter may leave one of several citations, under its own name.
    cites = {f"{name}/cites/{cite.id}{f'/{cite.signal}' if cite.signal else ''}": cite for cite in evidence.cites}
    node["schema:citation"] = list(dict.fromkeys(f"source:{cite.id}" for cite in evidence.cites))
    node["kg:qualifiedCitation"] = list(cites)
    yield node
    for own, cite in cites.items():
        citation = {"@id": own, "@type": "kg:Citation", "kg:cites": f"source:{cite.id}"}
        yield {**citation, "kg:signal": cite.signal} if cite.signal else citation


def _name_place(locator: Locator) -> str:
    if locator.row is not None:
        return f"row/{locator.row}"
    if locator.paragraph is not None:
        return f"paragraph/{locator.paragraph}/sentence/{locator.sentence}"
    # An address may hold what no IRI holds, and what is no part of a name.
    retrieved = "" if locator.retrieved is None else locator.retrieved.isoformat()
    return f"page/{hashlib.sha256(f'{locator.url} {retrieved}'.encode()).hexdigest()}"
