"""The page on reconciliation names the scores, properties and bounds that there are, and its examples work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

import kgraph
from api import create_app
from api.body import MAX_BODY_BYTES
from api.exchange import MAX_URL_BYTES
from kgraph.queries.lookup import MAX_QUERIES
from kgraph.reconciliation import candidates, extend, questions
from kgraph.reconciliation.cells import write_evidence
from kgraph.reconciliation.properties import build_properties, find_property
from tests.docs.curl import parse_curl, send
from tests.docs.pages import codes, find_blocks, read_page, section, table

PAGE = read_page("reconciliation.md")
LINES = [line for block in find_blocks(PAGE, "sh") for line in block.text.splitlines()]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app()) as client:
        yield client


def test_every_score_is_explained() -> None:
    known = {
        *candidates.CERTAIN_SCORES.values(),
        *candidates.UNCERTAIN_SCORES.values(),
        candidates.LOOSE_SCORE,
        candidates.NAMESAKE_SCORE,
        candidates.WEAKER_SCORE,
        candidates.NAMELESS_SCORE,
    }
    assert [float(row["score"]) for row in table(PAGE, "Scores")] == sorted(known, reverse=True)


def test_every_property_is_named() -> None:
    schema = kgraph.open().schema()
    named = {name for row in table(PAGE, "Properties") for name in codes(row["property"])}
    named |= {name for row in table(PAGE, "Properties") for name in codes(row["values"])}
    properties = build_properties(schema)
    own = {each.id for each in properties.values() if each.kind != "claims"}
    assert own <= named
    assert all(find_property(properties, name) for name in named)


def test_every_bound_is_named() -> None:
    text = " ".join(section(PAGE, "Bounds").split())
    for bound in (
        f"{MAX_QUERIES} queries",
        f"{questions.MAX_CANDIDATES} candidates",
        f"{questions.DEFAULT_CANDIDATES} unless told",
        f"{questions.MAX_TYPES} types",
        f"{questions.MAX_CONSTRAINTS} properties with {questions.MAX_CONSTRAINT_VALUES} values",
        f"{questions.MAX_COMPARISONS:,} comparisons",
        f"{questions.MAX_IDS} entities",
        f"{questions.MAX_EXTENDED} properties",
        f"{questions.MAX_COLUMNS_OF_CLAIMS:,} times",
        f"{MAX_BODY_BYTES:,} bytes",
        f"URL of {MAX_URL_BYTES:,}",
    ):
        assert bound in text, bound
    values = " ".join(section(PAGE, "Properties").split())
    assert f"{questions.DEFAULT_VALUES} unless told, at most {questions.MAX_VALUES}" in values


def test_the_line_of_evidence_is_one() -> None:
    (block,) = find_blocks(section(PAGE, "Properties"), "")
    assert block.text.strip() == write_evidence(kgraph.open().claim("p06s2c05"))


def test_what_is_shown_of_another_claim_is_so() -> None:
    kg = kgraph.open()
    answer = extend(kg, {"ids": ["kassym-jomart-tokayev"], "properties": [{"id": "declares"}]})
    (cell,) = answer.model_dump()["rows"]["kassym-jomart-tokayev"]["declares"]
    assert f"`{cell['str']}`" in " ".join(PAGE.split())


def test_what_is_shown_as_planned_is_so() -> None:
    kg = kgraph.open()
    answer = extend(kg, {"ids": ["kazakhstan"], "properties": [{"id": "neighbour"}]})
    shown = answer.model_dump()["rows"]["kazakhstan"]["neighbour"]
    assert {"str": "Georgia (planned; regarding claim p03s5c03)"} in shown
    assert shown[-1] == {"str": "[26 more are not shown: the limit is 20]"}


@pytest.mark.parametrize("line", LINES)
def test_a_curl_line_works(line: str, client: TestClient) -> None:
    response = send(client, parse_curl(line))
    assert response.status_code == 200, response.text
    assert response.json()
