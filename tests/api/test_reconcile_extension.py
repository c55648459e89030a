"""Tables that are extended: no value that a claim gives goes out without its marks and its evidence."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api import Settings, create_app
from kgraph import KnowledgeGraph
from kgraph.answers.wording import say_value
from kgraph.records import Qualifier, Value
from tests.api.reconciling import ask
from tests.graphs import loosely, make_chain, make_claim, make_dataset, make_retired

PLAIN = {"occurred", "ongoing"}
AUTHOR = "article-author"
# Where, when, with whom, for whom: what does not make less of a claim.
HARMLESS = {"event", "location", "partner", "participant", "beneficiary", "held_by", "arrangement"}


def extend(client: TestClient, ids: list[str], *properties: str, **settings: Any) -> dict[str, Any]:
    """Return the rows of an extension."""
    columns = [{"id": id_, "settings": settings} for id_ in properties]
    rows: dict[str, Any] = ask(client, extend={"ids": ids, "properties": columns})["rows"]
    return rows


def list_claims(client: TestClient, **filters: Any) -> list[dict[str, Any]]:
    """Return the claims that pass filters, at most 500."""
    claims: list[dict[str, Any]] = client.get("/v1/claims", params={**filters, "limit": 500}).json()["items"]
    return claims


def is_plain(claim: dict[str, Any]) -> bool:
    """Tell whether nothing qualifies a claim of the dataset that ships."""
    doubted = claim["hedge"] is not None or claim["basis"] == "presupposed" or claim["contested_by"]
    limited = not all("entity" in each and each["role"] in HARMLESS for each in claim["qualifiers"])
    qualified = doubted or limited or claim["speaker"]["id"] != AUTHOR
    return claim["polarity"] == "affirmed" and claim["status"] in PLAIN and not qualified


def test_what_an_entity_has_itself_needs_no_evidence(client: TestClient, data: dict[str, Any]) -> None:
    row = extend(client, ["china"], "id", "name", "name_ru", "name_zh-Latn", "country", "iso_3166_1", "wikidata")[
        "china"
    ]
    assert row["id"] == [{"str": "china"}]
    assert row["name"] == [{"str": "China"}]
    assert row["name_ru"] == [{"str": "Китай"}, {"str": "Китайская Народная Республика"}, {"str": "КНР"}]
    assert {"str": "Zhongguo"} in row["name_zh-Latn"]
    assert (row["country"], row["iso_3166_1"], row["wikidata"]) == ([{"str": "CN"}], [{"str": "CN"}], [])
    view = client.get("/v1/entities/china").json()
    counts = extend(client, ["china"], "claim_count", "neighbour_count", "asserted_count")["china"]
    assert counts == {name: [{"int": view[name]}] for name in counts}


def test_every_affirmed_claim_is_a_cell_beside_its_evidence(client: TestClient, data: dict[str, Any]) -> None:
    seen = 0
    for predicate in data["predicates"]["predicates"]:
        affirmed = list_claims(client, predicate=predicate["id"], polarity="affirmed")
        subjects = sorted({claim["subject"]["id"] for claim in affirmed})
        if predicate["symmetric"]:
            subjects = sorted({*subjects, *(claim["object"]["entity"]["id"] for claim in affirmed)})
        rows = extend(client, subjects, predicate["id"], f"{predicate['id']}#evidence", limit=500)
        for subject in subjects:
            values, lines = rows[subject][predicate["id"]], rows[subject][f"{predicate['id']}#evidence"]
            own = [claim for claim in affirmed if claim["subject"]["id"] == subject]
            if predicate["symmetric"]:
                own += [claim for claim in affirmed if claim["object"].get("entity", {}).get("id") == subject]
            assert len(values) == len(lines) == len(own)
            for claim, value, line in zip(own, values, lines, strict=True):
                other = claim["object"] if claim["subject"]["id"] == subject else {"entity": claim["subject"]}
                check_cell(claim, other, value, line["str"])
                seen += 1
    assert seen > 150


def check_cell(claim: dict[str, Any], content: dict[str, Any], value: dict[str, Any], line: str) -> None:
    check_line(claim, line.split(" | ")[0])
    if "entity" in content and is_plain(claim):
        assert value == {"id": content["entity"]["id"], "name": content["entity"]["name"], "description": line}
        return
    assert value.keys() == {"str"}, "what is qualified is no link"
    marks = value["str"].rpartition(" (")[2]
    if not is_plain(claim):
        assert claim["status"] in PLAIN or claim["status"] in value["str"]
        assert claim["hedge"] is None or f"hedged “{claim['hedge']}”" in value["str"]
        assert claim["basis"] == "stated" or "taken for granted" in value["str"]
        assert (f"said by {claim['speaker']['name']}" in value["str"]) or claim["speaker"]["id"] == AUTHOR
        assert marks.endswith(")")
        for each in claim["qualifiers"]:
            if "claim" in each:
                assert f"claim {each['claim']['id']}" in value["str"]
                assert each["claim"]["statement"] not in value["str"], "a bare statement"
            elif "value" in each:
                assert (each["value"]["text"] or "") in value["str"]


def check_line(claim: dict[str, Any], line: str) -> None:
    assert line.startswith(f"{claim['id']}: {claim['statement']} [{claim['status']}")
    assert f"said by {claim['speaker']['name']}" in line
    for evidence in claim["evidence"]:
        locator = evidence["locator"]
        assert f"¶{locator['paragraph']} s{locator['sentence']}, " in line
        assert all(cite["outlet"]["name"] in line for cite in evidence["cites"])
        assert evidence["cites"] or "which cites nothing" in line
    assert claim["hedge"] is None or f"hedged “{claim['hedge']}”" in line
    assert claim["basis"] == "stated" or "taken for granted" in line


def test_another_claim_as_a_value_stands_with_its_own_standing_and_evidence(client: TestClient) -> None:
    about_claims = [claim for claim in list_claims(client, polarity="affirmed") if "claim" in claim["object"]]
    assert len(about_claims) > 5
    for claim in about_claims:
        word, subject = claim["predicate"], claim["subject"]["id"]
        row = extend(client, [subject], word, f"{word}#evidence", limit=500)[subject]
        lines = [cell["str"] for cell in row[f"{word}#evidence"]]
        (at,) = [number for number, line in enumerate(lines) if line.startswith(f"{claim['id']}: ")]
        other = client.get(f"/v1/claims/{claim['object']['claim']['id']}").json()
        own, of_other = lines[at].split(" | ")
        check_line(claim, own)
        check_line(other, of_other)
        standing = of_other.partition(" [")[2].partition("]")[0]
        cell = row[word][at]["str"]
        assert cell.startswith(f"claim {other['id']}: {other['statement']} [{standing}]")
        assert f"said by {other['speaker']['name']}" in standing
        # What refers to a claim that is qualified is left out with what is qualified.
        omitted = json.dumps(extend(client, [subject], word, limit=500, qualified="omit")[subject][word])
        assert (f"claim {other['id']}" in omitted) == (is_plain(claim) and is_plain(other))


LIMITED = [
    ("p04s3c01", ("said by", "4 percent")),
    ("p09s3c01", ("so-called", "some")),
    ("p04s1c01", ("nominal",)),
    ("p03s1c01", ("in respect of economic", "despite claim p01s3c01")),
    ("p07s3c03", ("said by Discussions on the nuclear power plant",)),
]


@pytest.mark.parametrize(("id_", "words"), LIMITED)
def test_what_others_say_and_what_is_limited_is_no_link(client: TestClient, id_: str, words: tuple[str, ...]) -> None:
    claim = client.get(f"/v1/claims/{id_}").json()
    subject, word = claim["subject"]["id"], claim["predicate"]
    row = extend(client, [subject], word, f"{word}#evidence", limit=500)[subject]
    (at,) = [number for number, line in enumerate(row[f"{word}#evidence"]) if line["str"].startswith(f"{id_}: ")]
    assert row[word][at].keys() == {"str"}
    assert all(each in row[word][at]["str"] for each in words)


def test_a_qualifier_that_names_where_or_with_whom_leaves_a_link() -> None:
    claims = [
        make_claim("c1", "a", "b", "c"),
        make_claim("c2", "a", "c", qualifiers=loosely("b")),
        make_claim("c3", "a", "d", qualifiers=(Qualifier(role="location", value=Value(text="the north")),)),
    ]
    client = TestClient(create_app(Settings(), KnowledgeGraph(make_dataset(claims))))
    cells = extend(client, ["a"], "trades_with")["a"]["trades_with"]
    assert [cell.get("id", cell.get("str")) for cell in cells] == ["b", "C (purpose B)", "D (location the north)"]


def test_what_somebody_else_says_names_who_says_it() -> None:
    claims = [*make_chain("a", "b", "c"), make_claim("x", "a", "d", speaker="other")]
    client = TestClient(create_app(Settings(), KnowledgeGraph(make_dataset(claims))))
    row = extend(client, ["a"], "trades_with", "neighbour")["a"]
    assert row["trades_with"][1] == {"str": "D (said by OTHER)"}
    assert [cell.get("id", cell.get("str")) for cell in row["neighbour"]] == ["b", "D (said by OTHER)"]


def test_a_neighbour_of_qualified_claims_has_the_marks_of_each() -> None:
    claims = [
        *make_chain("a", "x"),
        make_claim("c1", "a", "b", status="planned"),
        make_claim("c2", "a", "b", hedge="perhaps"),
        make_claim("c3", "b", "a", status="planned"),
        make_claim("c4", "b", "a", status="feared"),
    ]
    client = TestClient(create_app(Settings(), KnowledgeGraph(make_dataset(claims))))
    cells = extend(client, ["a"], "neighbour")["a"]["neighbour"]
    assert {"str": "B (c1: planned | c2: hedged “perhaps” | c3: planned | 1 more claim)"} in cells


def test_what_is_negated_or_unclear_is_no_value(client: TestClient) -> None:
    doubted = list_claims(client, polarity=["negated", "unknown"])
    assert doubted
    for claim in doubted:
        word = claim["predicate"]
        rows = extend(client, [claim["subject"]["id"]], word, f"{word}#evidence", limit=500)
        assert claim["id"] not in json.dumps(rows)


def test_neighbours_are_links_where_a_plain_claim_ties_them(client: TestClient) -> None:
    for entity in ("kazakhstan", "china", "kassym-jomart-tokayev", "bolat-nazarbayev"):
        row = extend(client, [entity], "neighbour", "neighbour#evidence", limit=500)[entity]
        neighbours = client.get(f"/v1/entities/{entity}/neighbours?limit=500").json()["items"]
        assert len(row["neighbour"]) == len(row["neighbour#evidence"]) == len(neighbours)
        for neighbour, value, line in zip(neighbours, row["neighbour"], row["neighbour#evidence"], strict=True):
            plain = [claim for claim in neighbour["claims"] if is_plain(claim)]
            if plain:
                assert value["id"] == neighbour["entity"]["id"]
                assert line["str"].startswith(f"{plain[0]['id']}: "), "what the link rests on comes first"
            else:
                assert value["str"].startswith(f"{neighbour['entity']['name']} (")
            shown = re.findall(r"(?:^|\| )(p\d\ds\d+c\d\d): ", line["str"])
            rest = neighbour["claim_count"] - len(shown)
            assert line["str"].endswith(f"| {rest} more claim{'' if rest == 1 else 's'}") == bool(rest)


def test_what_a_limit_leaves_out_is_said(client: TestClient) -> None:
    row = extend(client, ["kazakhstan"], "neighbour", "neighbour#evidence", limit=2)["kazakhstan"]
    total = client.get("/v1/entities/kazakhstan").json()["neighbour_count"]
    remark = {"str": f"[{total - 2} more are not shown: the limit is 2]"}
    assert len(row["neighbour"]) == 3
    assert row["neighbour"][-1] == row["neighbour#evidence"][-1] == remark


def test_what_is_qualified_can_be_left_out_and_is_counted_then(client: TestClient) -> None:
    rows = extend(client, ["bolat-nazarbayev"], "younger_brother_of", qualified="omit")
    assert rows["bolat-nazarbayev"]["younger_brother_of"] == [{"str": "[1 that are qualified are left out]"}]


def test_a_form_may_send_the_limit_as_text(client: TestClient) -> None:
    by_text = extend(client, ["kazakhstan"], "neighbour", limit="3")
    assert by_text == extend(client, ["kazakhstan"], "neighbour", limit=3)


def test_the_meta_names_the_properties_as_they_were_asked_for(client: TestClient) -> None:
    asked = ["younger_brother_of", "name_uk", "neighbour#evidence", "claim_count"]
    answer = ask(client, extend={"ids": ["china"], "properties": [{"id": id_} for id_ in asked]})
    assert [each["id"] for each in answer["meta"]] == asked == list(answer["rows"]["china"])
    assert answer["meta"][0]["type"] == {"id": "person", "name": "person"}
    assert all("type" not in each for each in answer["meta"][1:])


def test_an_amount_keeps_its_unit_and_what_qualifies_it(client: TestClient) -> None:
    valued = [claim for claim in list_claims(client) if "value" in claim["object"] and claim["polarity"] == "affirmed"]
    amounts = [claim for claim in valued if claim["object"]["value"]["amount"] is not None]
    assert amounts
    for claim in amounts:
        row = extend(client, [claim["subject"]["id"]], claim["predicate"], limit=500)[claim["subject"]["id"]]
        words = say_value(Value(**claim["object"]["value"]))
        assert any(cell["str"].startswith(words) for cell in row[claim["predicate"]]), (words, row)
    row = extend(client, ["astana-light-rail"], "completion_put_off_to")["astana-light-rail"]
    assert row["completion_put_off_to"][0]["str"].startswith("at least 2025 (“at least 2025”) (planned")


def test_an_id_that_there_is_not_says_so_and_does_not_break_the_rest() -> None:
    dataset = make_dataset(make_chain("a", "b"), retired=[make_retired("old-a", "a"), make_retired("gone")])
    client = TestClient(create_app(Settings(), KnowledgeGraph(dataset)))
    ids = ["a", "old-a", "gone", "never", "A", "\x00"]
    rows = extend(client, ids, "id", "neighbour", "neighbour#evidence")
    assert list(rows) == ids
    assert rows["old-a"] == rows["a"]
    assert rows["a"]["neighbour"][0]["id"] == "b"
    remark = [{"str": "[the entity with the id gone was removed from the dataset: Made up.]"}]
    assert rows["gone"] == {"id": [], "neighbour": [], "neighbour#evidence": remark}
    for id_ in ids[3:]:
        remark = [{"str": f"[this version of the dataset has no entity with the id {id_}]"}]
        assert rows[id_] == {"id": [], "neighbour": [], "neighbour#evidence": remark}


def test_what_others_contradict_is_no_link() -> None:
    here = make_claim("c1", "a", "b", cites=["paper-1"])
    there = make_claim("c2", "a", "b", cites=["paper-2"], speaker="other", polarity="negated")
    client = TestClient(create_app(Settings(), KnowledgeGraph(make_dataset([here, there]))))
    assert extend(client, ["a"], "trades_with")["a"]["trades_with"] == [{"str": "B (disputed)"}]
