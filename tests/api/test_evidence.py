"""Evidence is never dropped: wherever a claim comes out, its evidence comes with it, as it was recorded."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.examples import EXAMPLES, POSTED
from tests.api.questions import ABOUT_ARTICLE, EMPTY, FILES, Questions, walk
from tests.events.imported import over_all_datasets

# Operations that answer without any claim.
CLAIMLESS = {
    *("search", "autocomplete", "list_entities", "get_entity", "list_claim_sources", "list_sources", "get_source"),
    *("get_schema", "get_dataset", "get_health", "get_readiness", "list_facets", "get_quality"),
    *("suggest_entity", "suggest_type", "suggest_property", "list_properties"),
    # Claims come out as cells of a table here, each with its evidence in a line: test_reconcile_extension.py.
    "get_reconciliation",
}

GetRecorded = Callable[[str], list[dict[str, Any]]]


def iter_claims(body: Any) -> list[dict[str, Any]]:
    """Return every object that looks like a claim; a mere reference to one has an id and a statement alone."""
    return [each for each in walk(body) if "statement" in each and each.keys() != {"id", "statement"}]


def simplify(evidence: dict[str, Any], *, shown: bool) -> dict[str, Any]:
    """Return evidence as it is recorded, from how it is shown or how it is written down."""
    return {
        "source": evidence["source"]["id"] if shown else evidence["source"],
        "locator": evidence["locator"],
        "digest": evidence["digest"],
        "cites": [{"id": cite["id"], "signal": cite.get("signal")} for cite in evidence["cites"]],
    }


def test_every_get_operation_is_walked(document: dict[str, Any]) -> None:
    operations = {each["operationId"] for entry in document["paths"].values() for each in entry.values()}
    assert operations == EXAMPLES.keys() | POSTED.keys()
    # What is posted are names, of which no claim comes out; and forms, whose answers are those of the same URL.
    assert POSTED.keys() == {"lookup", "post_reconciliation"}
    assert all(entry.keys() <= {"get", "post"} for entry in document["paths"].values())
    assert [path for path, entry in document["paths"].items() if len(entry) > 1] == ["/v1/reconcile"]


@over_all_datasets
@pytest.mark.parametrize("operation", [each for each in EXAMPLES if each not in FILES])
def test_no_claim_comes_out_without_its_evidence(
    client: TestClient, asked: Questions, get_recorded: GetRecorded, operation: str
) -> None:
    urls = [example.url for example in EXAMPLES[operation]] if asked is ABOUT_ARTICLE else [asked.build_url(operation)]
    urls += [asked.build_url(operation, *asked.further[operation])] if operation in asked.further else []
    seen = 0
    for url in urls:
        for claim in iter_claims(client.get(url).json()):
            seen += 1
            assert claim["polarity"], url
            assert claim["evidence"], url
            expected = [simplify(each, shown=False) for each in get_recorded(claim["id"])]
            assert [simplify(each, shown=True) for each in claim["evidence"]] == expected
            check_citations(claim, asked.locator)
    assert bool(seen) == (operation not in CLAIMLESS | EMPTY)


def check_citations(claim: dict[str, Any], locator: Collection[str]) -> None:
    for evidence in claim["evidence"]:
        assert evidence["source"].keys() == {"id", "outlet", "title", "date"}
        assert evidence["locator"].keys() == set(locator)
        for cite in evidence["cites"]:
            assert list(cite) == ["id", "outlet", "date", "date_printed", "signal"]
            assert cite["outlet"].keys() == {"id", "name"}
        assert not (evidence["cites"] and evidence["nearby_cites"])
    cited = [evidence["cites"] or [evidence["source"]] for evidence in claim["evidence"]]
    outlets = {each["outlet"]["id"] for cites in cited for each in cites}
    assert {outlet["id"] for outlet in claim["outlets"]} == outlets


def test_nearby_citations_are_shown_and_do_not_count(client: TestClient) -> None:
    claims = client.get("/v1/claims?limit=500").json()["items"]
    alone = [claim for claim in claims if len(claim["evidence"]) == 1]
    near = [(claim, each) for claim in alone for each in claim["evidence"] if each["nearby_cites"]]
    assert near
    for claim, evidence in near:
        assert evidence["nearby_cites"]["sentence"] > evidence["locator"]["sentence"]
        assert [outlet["id"] for outlet in claim["outlets"]] == ["eurasia-daily-monitor"]


def test_every_claim_of_the_dataset_can_be_had(client: TestClient, data: dict[str, Any]) -> None:
    for claim in data["relations"]:
        body = client.get(f"/v1/claims/{claim['id']}").json()
        assert iter_claims(body) == [body]
        assert body["statement"] == claim["statement"]
        sources = client.get(f"/v1/claims/{claim['id']}/sources").json()["items"]
        expected = [("carrying", each["source"]) for each in claim["evidence"]]
        expected += [("cited", cite["id"]) for each in claim["evidence"] for cite in each["cites"]]
        assert [(each["relation"], each["id"]) for each in sources] == sorted(expected)
