"""`show` and `schema`: one thing in full."""

from __future__ import annotations

import json

import pytest


def test_show_an_entity(run):
    result = run("show 'Bolat Nazarbayev'", COLUMNS="120")
    assert result.returncode == 0
    for part in ("bolat-nazarbayev", "person", "Болат Назарбаев (ru, alias)", "3 name it"):
        assert part in result.stdout
    assert result.stderr == ""


def test_show_says_which_entity_a_name_was_taken_for(invoke):
    assert "'习近平' is taken for xi-jinping." in invoke("show 习近平").stderr


def test_show_a_claim_with_everything_it_has(invoke, graph):
    shown = invoke("show p09s2c01").stdout
    claim = graph.claim("p09s2c01")
    for part in (
        claim.statement,
        "NEGATED · hypothetical",
        "claim p09s2c02",
        claim.evidence[0].digest,
        "¶9 s2, cites nothing",
        "that is no support for this claim",
    ):
        assert part in shown


def test_show_a_source_with_the_reason_for_its_year(invoke):
    shown = invoke("show rbc-july-28").stdout
    for part in ("2023?-07-28", "2023 is inferred", "kgraph claims --source rbc-july-28"):
        assert part in shown


@pytest.mark.parametrize(
    ("words", "field"), [("china", "names"), ("p06s5c02 --kind claim", "evidence"), ("rbc-july-28", "date_basis")]
)
@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_a_record_comes_bare_and_as_json_with_its_version(words, field, form, invoke, graph):
    shown = json.loads(invoke(f"show {words} --format {form}").stdout)
    assert field in shown
    assert shown.get("dataset_version") == (graph.version if form == "json" else None)


def test_kind_decides_where_an_id_is_looked_for(invoke):
    assert invoke("show rbc-july-28 --kind claim").exit_code == 2
    assert invoke("show rbc-july-28 --kind entity").exit_code == 2


def test_schema_defines_every_word(invoke, graph):
    schema = json.loads(graph.schema().model_dump_json())
    version = {"dataset_version": graph.version}
    assert json.loads(invoke("schema --format json").stdout) == {**schema, **version}
    lines = [json.loads(line) for line in invoke("schema --format ndjson").stdout.splitlines()]
    assert [(line["part"], line["id"]) for line in lines] == [
        (part, word["id"]) for part, words in schema.items() for word in words
    ]
    shown = invoke("schema").stdout
    for words in schema.values():
        for word in words:
            assert f"{word['id']} " in shown
            assert word["definition"] in shown


@pytest.mark.parametrize("part", ["entity_types", "entity-types"])
def test_schema_takes_one_part(part, invoke):
    shown = json.loads(invoke(f"schema {part} --format json").stdout)
    assert list(shown) == ["entity_types", "dataset_version"]
    assert "person" in [word["id"] for word in shown["entity_types"]]
    assert "predicates" not in invoke(f"schema {part}").stdout
