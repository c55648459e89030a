"""The commands that list: what they find, how they go on, and what they say when there is nothing."""

from __future__ import annotations

import json

import pytest


def test_search_finds_by_any_script(run):
    result = run("search Токаев", COLUMNS="160")
    assert result.returncode == 0
    assert result.stdout.splitlines()[1].startswith("kassym-jomart-tokayev")
    assert "Токаев (ru, alias; exact)" in result.stdout


def test_search_takes_a_type_and_a_limit(invoke):
    items = json.loads(invoke("search Kazakhstan --type project --limit 1 --format json").stdout)["items"]
    assert [item["type"] for item in items] == ["project"]


def test_claims_show_passage_citation_hedge_polarity_status_and_speaker(run):
    result = run("claims --paragraph 6 --sentence 5 --hedged true", COLUMNS="200")
    assert result.returncode == 0
    for part in ("p06s5c02", "¶6 s5, Orda.kz, May 5 2023?", "UNCLEAR", "hedged “unclear”", "ongoing", "said by Author"):
        assert part in result.stdout


def test_a_claim_that_cites_nothing_says_so(invoke):
    assert "¶6 s4, cites nothing" in invoke("claims --id p06s4c01").stdout


def test_a_negated_claim_is_marked(invoke):
    assert "NEGATED · hypothetical" in invoke("claims --id p09s2c01").stdout


def test_repeated_filters_widen_and_different_ones_narrow(invoke):
    def ids(words: str) -> set[str]:
        return {json.loads(line)["id"] for line in invoke(f"claims --all --format ndjson {words}").stdout.splitlines()}

    negated, unknown = ids("--polarity negated"), ids("--polarity unknown")
    assert ids("--polarity negated --polarity unknown") == negated | unknown
    assert ids("--polarity negated --paragraph 9") < negated


def test_claims_of_a_source(invoke):
    lines = invoke("claims --source rbc-july-28 --format ndjson").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["p05s2c01", "p05s2c02"]


def test_a_part_of_a_list_says_how_to_read_on(invoke, graph):
    first = invoke("claims --limit 2")
    assert f"2 of {len(graph.claims(limit=500))} shown" in first.stderr
    cursor = first.stderr.split("--cursor ")[1].split(",")[0]
    second = invoke(f"claims --limit 2 --cursor {cursor} --format ndjson")
    expected = [claim.id for claim in graph.claims(limit=4)][2:]
    assert [json.loads(line)["id"] for line in second.stdout.splitlines()] == expected


@pytest.mark.parametrize(
    "words",
    ["claims --limit 30", "search Қазақстан --limit 5", "sources --limit 4", "neighbours Kazakhstan --limit 3"],
)
def test_all_lists_everything(words, invoke):
    answer = json.loads(invoke(f"{words} --all --format json").stdout)
    assert len(answer["items"]) == answer["total"]["value"]
    assert answer["next_cursor"] is None
    assert "shown" not in invoke(f"{words} --all").stderr


def test_json_is_what_python_answers(invoke, graph):
    answer = graph.claims(hedged=True)
    assert json.loads(invoke("claims --hedged true --format json").stdout) == json.loads(answer.model_dump_json())
    paths = graph.paths("Bolat Nazarbayev", "China")
    shown = invoke("paths 'Bolat Nazarbayev' China --format json").stdout
    assert json.loads(shown) == json.loads(paths.model_dump_json(by_alias=True))
    neighbours = graph.neighbours("China")
    assert json.loads(invoke("neighbours China --format json").stdout) == json.loads(neighbours.model_dump_json())


def test_a_path_shows_hops_directions_claims_outlets_and_its_note(run):
    result = run("paths 'Bolat Nazarbayev' China --k 1", COLUMNS="200")
    assert result.returncode == 0
    for part in (
        "1. 2 hops: Bolat Nazarbayev – Khorgos dry port and special economic zone – China",
        "Bolat Nazarbayev → Khorgos dry port and special economic zone  1 claim · occurred · cites nothing",
        "p06s4c01",
        "¶6 s4, cites nothing",
        "Note: Each hop is what was stated about that pair",
    ):
        assert part in result.stdout
    assert "1 shown; there may be more; a higher --k would show it." in result.stderr


def test_arrows_follow_the_claims(invoke):
    assert "China ← Khorgos dry port" in invoke("paths China 'Bolat Nazarbayev' --k 1").stdout


def test_a_long_tie_says_what_it_leaves_out_and_how_to_see_it(invoke, graph):
    count = graph.paths("Kazakhstan", "Russia", k=1).items[0].hops[0].claim_count
    assert count > 3
    command = "kgraph claims --polarity affirmed --between kazakhstan --between russia"
    result = invoke("paths Kazakhstan Russia --k 1")
    assert f"3 of {count} claims shown; all: {command}" in result.stdout
    assert json.loads(invoke(f"{command.removeprefix('kgraph ')} --format json").stdout)["total"]["value"] == count
    assert "claims shown" not in invoke(f"paths Kazakhstan Russia --k 1 --claims-per-hop {count}").stdout
    assert f"0 of {count} claims shown" in invoke("paths Kazakhstan Russia --k 1 --claims-per-hop 0").stdout


def test_a_hop_of_uncited_claims_names_no_outlet(invoke):
    shown = invoke("paths 'Bolat Nazarbayev' China --k 1").stdout
    assert "1 claim · planned · cites nothing" in shown
    assert "(6 cite nothing)" in invoke("neighbours Kazakhstan --type country --claims-per-neighbour 0").stdout


def test_a_year_is_no_quantity_and_an_open_set_is_put_in_words(invoke):
    shown = invoke("show p06s6c04").stdout
    assert "at least 2025 (“at least 2025”)" in shown
    assert "holds in 2025 or later" in invoke("claims --id p06s6c04").stdout


def test_a_hop_is_written_out_once(invoke):
    shown = invoke("paths 'Bolat Nazarbayev' China").stdout
    assert shown.count("p06s4c01") == 1
    assert "the claims stand under path 1" in shown


def test_via_and_avoid(invoke):
    paths = json.loads(invoke("paths 'Bolat Nazarbayev' China --avoid Khorgos --via Kazakhstan --format json").stdout)
    assert paths["items"]
    for path in paths["items"]:
        ids = [entity["id"] for entity in path["entities"]]
        assert "kazakhstan" in ids
        assert "khorgos-project" not in ids


def test_neighbours_show_the_claims_of_each_tie(invoke):
    result = invoke("neighbours 'Bolat Nazarbayev'")
    assert result.exit_code == 0
    assert "Nursultan Nazarbayev  nursultan-nazarbayev (person)  1 claim" in result.stdout
    assert "p06s4c02" in result.stdout


def test_sources_show_inferred_and_unknown_years(invoke):
    shown = invoke("sources").stdout
    assert "July 28 2023?" in shown
    assert "January 6, year unknown" in shown


def test_a_name_that_was_resolved_is_said_so_on_the_standard_error(invoke):
    result = invoke("sources --outlet Vlast --format ndjson")
    assert {json.loads(line)["outlet"]["id"] for line in result.stdout.splitlines()} == {"vlast"}
    assert "'Vlast' is taken for Vlast.kz (vlast)" in result.stderr
    assert "taken for" not in invoke("sources --outlet vlast").stderr


@pytest.mark.parametrize("form", ["table", "json", "ndjson"])
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("search zzzzzzzz", "No entity of this dataset bears a name like"),
        ("claims --about China --paragraph 999", "without --paragraph"),
        ("paths 'Bolat Nazarbayev' Xinjiang --max-hops 1", "Try: --max-hops 3."),
        ("neighbours 'Bolat Nazarbayev' --status feared", "without --status"),
        ("sources --outlet China", "China"),
    ],
)
def test_nothing_is_explained_and_ends_with_1(words, reason, form, invoke):
    result = invoke(f"{words} --format {form}")
    assert result.exit_code == 1
    assert reason in result.stderr
    assert json.loads(result.stdout)["items"] == [] if form == "json" else result.stdout == ""


def test_another_dataset_by_option_or_environment(invoke, dataset_copy):
    entities = json.loads((dataset_copy / "entities.json").read_text(encoding="utf-8"))
    entities[0]["name"] = "Renamed for this test"
    (dataset_copy / "entities.json").write_text(json.dumps(entities), encoding="utf-8")
    id_ = entities[0]["id"]
    assert "Renamed for this test" in invoke(f"show {id_} --data {dataset_copy}").stdout
    assert "Renamed for this test" in invoke(f"show {id_}", KGRAPH_DATA=str(dataset_copy)).stdout
    assert "Renamed for this test" not in invoke(f"show {id_}", KGRAPH_DATA="").stdout
