"""Twelve hard sentences, annotated a second time from scratch, agree with the dataset.

The fixture was written by somebody who saw the text and the vocabulary but not the dataset. `claims` are
what the sentence says; `also_accept` names other defensible readings, field by field; `must_not` are wrong
readings, and no claim read in the sentence may match one.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kgraph.records import Claim, Dataset, Value

FIXTURE = Path(__file__).parent.parent / "fixtures" / "hard_sentences.json"
SENTENCES: list[dict[str, Any]] = json.loads(FIXTURE.read_text(encoding="utf-8"))["sentences"]
# Claims of these sentences that only the dataset holds, each with its reason.
FOUND_ONCE = {"p05s3c03": "the second annotation has the summit's city in a note, since it saw no predicate for it"}


def accepted(expected: dict[str, Any], member: str) -> list[Any]:
    """Return every reading of one member that counts as agreement."""
    main = expected[member]
    readings = list(main) if member in ("predicate", "status") else [main]
    return readings + list(expected.get("also_accept", {}).get(member, []))


def read_in(dataset: Dataset, sentence: dict[str, Any]) -> list[Claim]:
    """Return the claims whose evidence is this sentence."""
    place = (sentence["paragraph"], sentence["sentence"])
    return [
        claim
        for claim in dataset.claims
        if any((evidence.locator.paragraph, evidence.locator.sentence) == place for evidence in claim.evidence)
    ]


def values_of(claim: Claim) -> list[Value]:
    """Return all typed values of a claim."""
    return [content.value for content in claim.contents if content.value is not None]


def same_value(value: Value, expected: dict[str, Any]) -> bool:
    """Compare those members of a value that the fixture gives."""
    amount = expected.get("amount")
    if amount is None:
        return value.amount is None
    return (
        value.amount == Decimal(amount)
        and value.modifier == expected.get("modifier", value.modifier)
        and value.unit in (expected.get("unit", value.unit), None)
    )


def agrees(claim: Claim, expected: dict[str, Any]) -> list[str]:
    """Return the members in which a claim differs from what the fixture expects (empty: it agrees)."""
    wrong = [
        member
        for member in ("subject", "predicate", "status", "polarity", "hedge", "speaker", "basis", "valid")
        if getattr(claim, member) not in accepted(expected, member)
    ]
    if not any(same_object(claim, reading) for reading in accepted(expected, "object")):
        wrong.append("object")
    if not all(any(same_value(value, wanted) for value in values_of(claim)) for wanted in expected["values"]):
        wrong.append("values")
    linked = {qualifier.role for qualifier in claim.qualifiers if qualifier.claim is not None}
    if not any(set(reading) <= linked for reading in accepted(expected, "links")):
        wrong.append("links")
    return wrong


def same_object(claim: Claim, expected: dict[str, Any]) -> bool:
    """Compare the object; of a claim reference only that there is one: keys are the fixture's own."""
    if "entity" in expected:
        return claim.object.entity == expected["entity"]
    if "claim" in expected:
        return claim.object.claim is not None
    return claim.object.value is not None and same_value(claim.object.value, expected["value"])


def breaks(claim: Claim, pattern: dict[str, Any]) -> bool:
    """Tell whether a claim is the wrong reading that a `must_not` pattern describes."""
    roles = {qualifier.role: qualifier for qualifier in claim.qualifiers}
    for key, wanted in pattern.items():
        if key == "role":
            if wanted not in roles:
                return False
        elif key == "object":
            named = roles[pattern["role"]].entity if pattern.get("role") in roles else claim.object.entity
            if named != (wanted["entity"] if isinstance(wanted, dict) else wanted):
                return False
        elif key == "value":
            if not any(same_value(value, wanted) for value in values_of(claim)):
                return False
        elif key not in ("why", "cites") and getattr(claim, key) != wanted:
            return False
    return True


def name_of(sentence: dict[str, Any]) -> str:
    """Name a case by its place."""
    return f"{sentence['paragraph']}.{sentence['sentence']}"


@pytest.mark.parametrize("sentence", SENTENCES, ids=name_of)
def test_every_claim_of_the_second_annotation_is_in_the_dataset(article: Dataset, sentence: dict[str, Any]) -> None:
    claims = read_in(article, sentence)
    missing = {}
    for expected in sentence["claims"]:
        differences = {claim.id: agrees(claim, expected) for claim in claims}
        if not any(wrong == [] for wrong in differences.values()):
            nearest = sorted(differences.items(), key=lambda item: (len(item[1]), item[0]))[:2]
            missing[expected["key"]] = nearest
    assert missing == {}


@pytest.mark.parametrize("sentence", SENTENCES, ids=name_of)
def test_every_claim_of_the_dataset_is_in_the_second_annotation(article: Dataset, sentence: dict[str, Any]) -> None:
    unmatched = [
        claim.id
        for claim in read_in(article, sentence)
        if claim.id not in FOUND_ONCE and not any(agrees(claim, expected) == [] for expected in sentence["claims"])
    ]
    assert unmatched == []


@pytest.mark.parametrize("sentence", SENTENCES, ids=name_of)
def test_no_claim_is_a_wrong_reading(article: Dataset, sentence: dict[str, Any]) -> None:
    wrong = [
        (claim.id, pattern["why"])
        for claim in read_in(article, sentence)
        for pattern in sentence["must_not"]
        if set(pattern) - {"why", "cites"} and breaks(claim, pattern)
    ]
    assert wrong == []


@pytest.mark.parametrize("sentence", SENTENCES, ids=name_of)
def test_the_citations_are_those_of_the_sentence_and_no_other(article: Dataset, sentence: dict[str, Any]) -> None:
    outlets = {entity.id: entity for entity in article.entities if entity.type == "outlet"}
    sources = {source.id: source for source in article.sources}
    place = (sentence["paragraph"], sentence["sentence"])
    for claim in read_in(article, sentence):
        for evidence in claim.evidence:
            if (evidence.locator.paragraph, evidence.locator.sentence) != place:
                continue
            printed = set()
            for cite in evidence.cites:
                outlet = outlets[sources[cite.id].outlet]
                shown = {outlet.name, *(name.text for name in outlet.names if name.kind == "abbreviation")}
                printed |= {f"{name} {sources[cite.id].date_printed}" for name in shown}
            assert set(sentence["cites"]) <= printed
            assert len(evidence.cites) == len(sentence["cites"])
