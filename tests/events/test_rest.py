"""Events over REST, from a server in a process of its own that was started on their folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.api.questions import walk
from tests.api.server import run_server
from tests.events.imported import ImportedEvents, over_events
from tests.events.raw import RawEvents

pytestmark = over_events
PAGE = 500


@pytest.fixture(scope="session")
def service(events: ImportedEvents) -> Iterator[httpx2.Client]:
    with run_server(data=events.folder) as running, httpx2.Client(base_url=running.url, timeout=60) as client:
        yield client


def check_evidence(raw: RawEvents, claim: dict[str, Any]) -> None:
    """Check that a claim is its row, and says so."""
    event = raw.claims[claim["id"]]
    ends = claim["subject"]["name"], claim["object"]["entity"]["name"]
    assert (*ends, claim["predicate"], claim["valid"], claim["statement"]) == (
        *(event.subject, event.object, raw.predicate_of[event.relation], event.day, event.statement),
    )
    shown = [
        {**{name: each[name] for name in ("locator", "digest", "cites")}, "source": each["source"]["id"]}
        for each in claim["evidence"]
    ]
    assert shown == raw.get_evidence(claim["id"])


def read_pages(service: httpx2.Client, url: str) -> Iterator[dict[str, Any]]:
    following: str | None = url
    while following is not None:
        page = service.get(following).json()
        yield page
        following = page["next"]


def test_all_claims_come_page_by_page_each_once_with_its_rows(service: httpx2.Client, raw: RawEvents) -> None:
    ids: list[str] = []
    for page in read_pages(service, f"/v1/claims?limit={PAGE}"):
        assert page["total"] == {"value": len(raw.claims), "relation": "eq"}
        for claim in page["items"]:
            check_evidence(raw, claim)
            ids.append(claim["id"])
    assert ids == [*raw.claims]


def test_all_entities_come_page_by_page_each_once(service: httpx2.Client, raw: RawEvents) -> None:
    pages = [*read_pages(service, f"/v1/entities?limit={PAGE}")]
    found = {item["id"]: item["name"] for page in pages for item in page["items"]}
    assert found == {id_: name for name, id_ in raw.id_of.items()}
    assert sum(len(page["items"]) for page in pages) == pages[0]["total"]["value"] == len(raw.entities)


def test_what_links_two_countries_by_way_of_a_third(service: httpx2.Client, raw: RawEvents) -> None:
    """What links Kazakhstan to China in 2013 by way of Russia?

    Whoever is of Russia may be the one in between: not every table has the country itself.
    """
    ties = raw.build_ties({"date": "2013"})
    russians = [name for name in raw.names if raw.find_country(name) == "Russia" and ties.degree(name)]
    found = 0
    for name in [*russians[:20], *{"Dmitry Anatolyevich Medvedev"}.intersection(raw.names)]:
        question = {"from": "Kazakhstan", "to": "China", "via": raw.id_of[name], "date": "2013", "k": 2}
        for path in service.get("/v1/paths", params=question).json()["items"]:
            found += 1
            assert name in {entity["name"] for entity in path["entities"]}
            for hop in path["hops"]:
                assert hop["claims"]
                for claim in hop["claims"]:
                    ends = {claim["subject"]["id"], claim["object"]["entity"]["id"]}
                    assert (claim["valid"][:4], ends) == ("2013", {hop["from"]["id"], hop["to"]["id"]})
                    check_evidence(raw, claim)
    assert found > 2


def test_every_answer_shows_claims_with_their_rows(service: httpx2.Client, raw: RawEvents) -> None:
    urls = (
        "/v1/entities/kazakhstan/neighbours?limit=100",
        "/v1/entities/kazakhstan/claims?limit=500&order=newest",
        "/v1/entities/kazakhstan/timeline?limit=100",
        "/v1/paths?from=Kazakhstan&to=Japan&k=50&max_hops=2",
        "/v1/common-neighbours?of=China&of=Japan&limit=50&claims_per_tie=5",
        "/v1/subgraph?of=Kazakhstan&hops=1&max_entities=20&limit=100",
        "/v1/dyad?of=KZ&of=CN&limit=500",
        "/v1/timeline?order=newest&limit=100",
        "/v1/sources/icews-events/claims?limit=100",
        "/v1/sources/icews-events/impact?limit=10",
    )
    for url in urls:
        response = service.get(url)
        assert response.status_code == 200, response.text[:500]
        claims = [each for each in walk(response.json()) if "statement" in each and "evidence" in each]
        assert claims, url
        for claim in claims:
            check_evidence(raw, claim)
