"""`/v1/quality` on the shipped dataset, beside what its files say without any code of kgraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.records import Json, Records


@pytest.fixture(scope="module")
def records(data: dict[str, Any]) -> Records:
    return Records(data)


@pytest.fixture(scope="module")
def whole(client: TestClient) -> Json:
    body: Json = client.get("/v1/quality?limit=500").json()
    return body


def find_weak_claims(records: Records) -> dict[str, set[str]]:
    tests: dict[str, Callable[[Json], bool]] = {
        "single_outlet_claims": lambda claim: len(records.outlets(claim)) == 1,
        "undated_claims": lambda claim: claim.get("valid") is None,
        "uncited_claims": lambda claim: not any(each["cites"] for each in claim["evidence"]),
        "presupposed_claims": lambda claim: claim["basis"] == "presupposed",
    }
    return {id_: {claim["id"] for claim in records.claims if test(claim)} for id_, test in tests.items()}


def find_ties(records: Records) -> dict[str, set[str]]:
    """Return the bases of the affirmed claims of each tie."""
    ties: dict[str, set[str]] = {}
    for claim in records.claims:
        for target in records.targets(claim) - {claim["subject"]}:
            if claim["polarity"] == "affirmed":
                ties.setdefault("--".join(sorted((claim["subject"], target))), set()).add(claim["basis"])
    return ties


def find_weak_rest(records: Records) -> dict[str, set[str]]:
    used = {claim["speaker"] for claim in records.claims} | {source["outlet"] for source in records.sources.values()}
    used = used.union(*map(records.named, records.claims))
    words = Counter(claim["predicate"] for claim in records.claims)
    return {
        "presupposed_ties": {tie for tie, bases in find_ties(records).items() if bases == {"presupposed"}},
        "orphan_entities": records.entities.keys() - used,
        "unused_sources": {
            id_ for id_ in records.sources if not any(records.rests_on(claim, id_) for claim in records.claims)
        },
        "predicates_used_once": {word for word, count in words.items() if count == 1},
        "unused_predicates": records.topic_of.keys() - words.keys(),
    }


def test_every_finding_is_what_the_files_say(whole: Json, records: Records) -> None:
    expected = find_weak_claims(records) | find_weak_rest(records)
    assert {finding["id"]: finding["ids"] for finding in whole["findings"]} == {
        id_: sorted(ids) for id_, ids in expected.items()
    }
    assert all(finding["count"] == len(finding["ids"]) for finding in whole["findings"])
    assert sum(bool(ids) for ids in expected.values()) >= 6


def test_every_finding_tells_how_many_there_are_in_all(whole: Json, records: Records) -> None:
    totals = {
        "claim": len(records.claims),
        "tie": len(find_ties(records)),
        "entity": len(records.entities),
        "source": len(records.sources),
        "predicate": len(records.topic_of),
    }
    assert {finding["kind"]: finding["of"] for finding in whole["findings"]} == totals
    assert all(totals[finding["kind"]] == finding["of"] for finding in whole["findings"])
    assert (whole["claim_count"], whole["entity_count"]) == (totals["claim"], totals["entity"])


def test_a_url_lists_exactly_what_is_counted(client: TestClient, whole: Json) -> None:
    urls = {finding["id"]: finding["url"] for finding in whole["findings"] if finding["url"]}
    assert urls == {
        "presupposed_claims": "/v1/claims?basis=presupposed",
        "undated_claims": "/v1/timeline?undated=true",
    }
    for finding in whole["findings"]:
        if finding["url"]:
            listed = client.get(f"{finding['url']}&limit=500").json()
            claims = [item.get("claim", item) for item in listed["items"]]
            assert [claim["id"] for claim in claims] == finding["ids"]
            assert listed["total"]["value"] == finding["count"]


def test_languages_are_what_the_files_say(whole: Json, records: Records) -> None:
    having = {
        id_: {"en", *(name["lang"] for name in entity.get("names", ()))} for id_, entity in records.entities.items()
    }
    assert {each["lang"]: each["missing_ids"] for each in whole["languages"]} == {
        lang: sorted(id_ for id_ in having if lang not in having[id_]) for lang in set().union(*having.values())
    }
    for each in whole["languages"]:
        assert each["missing_count"] == len(each["missing_ids"]) == len(having) - each["count"]
        assert each["share"] == pytest.approx(each["count"] / len(having), abs=0.00005)
    assert_ranked(whole["languages"], "lang")


def assert_ranked(items: list[Json], key: str) -> None:
    assert all((-a["count"], a[key]) < (-b["count"], b[key]) for a, b in pairwise(items))


def test_outlets_topics_and_months_are_what_the_files_say(whole: Json, records: Records) -> None:
    outlets = Counter(id_ for claim in records.claims for id_ in records.outlets(claim))
    topics = Counter(id_ for claim in records.claims for id_ in records.topics(claim))
    undated = find_weak_claims(records)["undated_claims"]
    for name, counts in (("outlets", outlets), ("topics", topics)):
        assert {each["value"]: each["count"] for each in whole[name]["items"]} == counts
        assert (whole[name]["value_count"], whole[name]["none_count"]) == (len(counts), 0)
    assert {each["value"]: each["name"] for each in whole["outlets"]["items"]} == {
        id_: records.entities[id_]["name"] for id_ in outlets
    }
    assert whole["months"]["none_count"] == len(undated)
    assert sum(each["count"] for each in whole["months"]["items"]) == len(records.claims) - len(undated)
    exact = Counter(claim["valid"][:7] for claim in records.claims if claim.get("valid") and len(claim["valid"]) == 10)
    counted = {each["value"]: each["count"] for each in whole["months"]["items"]}
    assert exact
    assert all(counted[month] >= count for month, count in exact.items())
    for name in ("outlets", "topics", "months"):
        assert_ranked(whole[name]["items"], "value")
        for each in whole[name]["items"]:
            assert each["share"] == pytest.approx(each["count"] / len(records.claims), abs=0.00005)
            assert each["share"] == round(each["share"], 4)


def test_the_urls_of_distributions_and_of_their_values_list_the_same(client: TestClient, whole: Json) -> None:
    for name in ("outlets", "topics", "months"):
        listed = client.get(f"{whole[name]['url']}&limit=500").json()["items"]
        counts = {each["value"]: each["count"] for each in listed if each["value"] is not None}
        assert counts == {each["value"]: each["count"] for each in whole[name]["items"]}
        for each in whole[name]["items"]:
            if each["claims_url"]:
                assert client.get(each["claims_url"]).json()["total"]["value"] == each["count"]


def test_a_limit_bounds_what_is_listed_and_not_what_is_counted(client: TestClient, whole: Json) -> None:
    for limit, url in ((1, "/v1/quality?limit=1"), (50, "/v1/quality")):
        body = client.get(url).json()
        for finding, other in zip(body["findings"], whole["findings"], strict=True):
            assert finding == {**other, "ids": other["ids"][:limit]}
        for each, other in zip(body["languages"], whole["languages"], strict=True):
            assert each == {**other, "missing_ids": other["missing_ids"][:limit]}
        for name in ("outlets", "topics", "months"):
            assert body[name] == {**whole[name], "items": whole[name]["items"][:limit]}


def test_equal_questions_get_equal_bytes(client: TestClient) -> None:
    first, second = client.get("/v1/quality"), client.get("/v1/quality")
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert client.get("/v1/quality", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
