"""No command prints a claim without its evidence, in any form, at any width."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

import kgraph
from kgraph.answers.views import ClaimView
from kgraph.answers.wording import show_evidence

WORDS = [
    "claims --all",
    "claims --source edm-may-24",
    "claims --polarity negated --polarity unknown",
    "neighbours Kazakhstan --all",
    "neighbours China --claims-per-neighbour 500",
    "paths 'Bolat Nazarbayev' China --k 20",
    "paths Kazakhstan Russia --claims-per-hop 500",
    "timeline --all",
    "timeline --undated true --limit 60",
    "dyad KZ CN --all",
    "dyad KZ RU --polarity negated --polarity unknown --polarity affirmed",
    "impact kommersant-january-6",
    "impact edm-may-24 --from Tokayev --to 'Chinese companies'",
    "impact edm-20-152 --limit 100",
    "common-neighbours China Russia --claims-per-tie 500",
    "subgraph 'Bolat Nazarbayev' Khorgos --hops 2",
    "show p02s1c03",
    "show p05s2c01",
]


def _iter_claims(value: Any) -> Iterator[dict[str, Any]]:
    """Yield everything in an answer that makes a statement with a predicate: that is a claim."""
    if isinstance(value, dict):
        if "statement" in value and "predicate" in value:
            yield value
        for member in value.values():
            yield from _iter_claims(member)
    elif isinstance(value, list):
        for member in value:
            yield from _iter_claims(member)


def _claims_in(shown: str, graph: kgraph.KnowledgeGraph) -> list[ClaimView]:
    """Return the claims that a table shows, each in full; one that makes two ties is shown twice."""
    ids = re.findall(r"^(?: *|id +)(p\d+s\d+c\d+)\b", shown, re.MULTILINE)
    views = {id_: graph.claim(id_) for id_ in set(ids)}
    return [views[id_] for id_ in ids]


@pytest.mark.parametrize("form", ["json", "ndjson"])
@pytest.mark.parametrize("words", WORDS)
def test_json_claims_have_evidence(words, form, invoke):
    text = invoke(f"{words} --format {form}").stdout
    parts = [json.loads(text)] if form == "json" else [json.loads(line) for line in text.splitlines()]
    claims = list(_iter_claims(parts))
    assert claims
    for claim in claims:
        assert claim["evidence"]
        for evidence in claim["evidence"]:
            assert evidence["source"]["id"]
            assert evidence["locator"]
            assert isinstance(evidence["cites"], list)


@pytest.mark.parametrize("words", WORDS)
def test_a_table_has_the_whole_evidence_of_each_claim(words, invoke, graph):
    shown = invoke(words).stdout
    lines = shown.splitlines()
    claims = _claims_in(shown, graph)
    assert claims
    for claim in claims:
        start = next(number for number, line in enumerate(lines) if claim.statement in line)
        following = lines[start : start + 12 + 3 * len(claim.evidence)]
        for evidence in claim.evidence:
            assert any(show_evidence(evidence) in line for line in following), claim.id


@pytest.mark.parametrize("columns", ["40", "80", "160"])
@pytest.mark.parametrize("words", WORDS)
def test_a_narrow_table_has_as_many_passages_as_its_claims(words, columns, invoke, graph):
    expected = sum(len(claim.evidence) for claim in _claims_in(invoke(words).stdout, graph))
    shown = invoke(words, COLUMNS=columns).stdout
    assert len(re.findall(r"¶\d+", shown)) == expected


@pytest.mark.parametrize("words", WORDS)
def test_a_table_shows_polarity_hedge_status_and_speaker(words, invoke, graph):
    shown = invoke(words).stdout
    lines = shown.splitlines()
    marks = {"affirmed": "", "negated": "NEGATED", "unknown": "UNCLEAR"}
    for claim in _claims_in(shown, graph):
        start = next(number for number, line in enumerate(lines) if claim.statement in line)
        near = " ".join(lines[start : start + 3])
        for part in (marks[claim.polarity], claim.hedge or "", claim.status, f"said by {claim.speaker.name}"):
            assert part in near
