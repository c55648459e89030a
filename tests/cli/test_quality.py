"""`kgraph quality`: the same as REST answers, and a table that people can read."""

from __future__ import annotations

import json

import pytest

from kgraph.cli.output import print_table
from kgraph.cli.tables.quality import render_quality
from kgraph.knowledge_graph import KnowledgeGraph
from tests.graphs import make_dataset

PARTS = ("outlets", "topics", "months")


def test_json_is_what_the_query_answers(invoke, graph):
    for words, limit in (("quality", 50), ("quality --limit 2", 2)):
        result = invoke(f"{words} --format json")
        assert result.exit_code == 0
        shown = json.loads(graph.quality(limit=limit).model_dump_json())
        assert json.loads(result.stdout) == {**shown, "dataset_version": graph.version}


def test_ndjson_has_a_line_for_each_finding_language_and_share(invoke, graph):
    lines = [json.loads(line) for line in invoke("quality --limit 3 --format ndjson").stdout.splitlines()]
    view = json.loads(graph.quality(limit=3).model_dump_json())
    lists = {"findings": view["findings"], "languages": view["languages"]}
    lists |= {part: view[part]["items"] for part in PARTS}
    assert lines == [{"part": part, **item} for part, items in lists.items() for item in items]


def test_a_table_tells_counts_and_the_first_ids_of_every_finding(invoke, graph):
    lines = invoke("quality").stdout.splitlines()
    view = graph.quality(limit=5)
    for finding in view.findings:
        number = next(number for number, line in enumerate(lines) if finding.definition in line)
        assert lines[number].split()[:2] == [str(finding.count), str(finding.of)]
        if finding.ids:
            left_out = finding.count - len(finding.ids)
            more = f" and {left_out} more" if left_out else ""
            assert lines[number + 1].strip() == " ".join(finding.ids) + more
    assert sum(bool(finding.ids) for finding in view.findings) >= 6


def test_a_table_tells_what_names_are_missing_and_how_claims_spread(invoke, graph):
    shown = invoke("quality --limit 500", COLUMNS="4000").stdout
    rows = [line.split() for line in shown.splitlines()]
    view = graph.quality(limit=500)
    for language in view.languages:
        share = f"{language.count / view.entity_count:.1%}"
        cells = [language.lang, str(language.count), share, str(language.missing_count), *language.missing_ids]
        assert cells in rows
    for outlet in view.outlets.items:
        assert [
            *f"{outlet.name} ({outlet.value})".split(),
            str(outlet.count),
            f"{outlet.count / view.claim_count:.1%}",
        ] in rows
    for each in (*view.topics.items, *view.months.items):
        assert [each.value, str(each.count), f"{each.count / view.claim_count:.1%}"] in rows
    assert f"{view.months.none_count} claims without any month" in shown
    assert " more" not in shown


def test_a_table_says_what_its_limit_leaves_out(invoke, graph):
    shown = invoke("quality --limit 1").stdout
    view = graph.quality(limit=1)
    for part in PARTS:
        assert f"and {getattr(view, part).value_count - 1} more" in shown


@pytest.mark.parametrize("columns", ["80", "160"])
def test_at_any_width_every_id_is_there_and_no_figure_is_folded(columns, invoke, graph):
    shown = invoke("quality", COLUMNS=columns).stdout
    words = shown.split()
    view = graph.quality(limit=5)
    ids = [id_ for finding in view.findings for id_ in finding.ids]
    ids += [id_ for language in view.languages for id_ in language.missing_ids]
    assert ids
    assert [id_ for id_ in ids if id_ not in words] == []
    lines = shown.splitlines()
    for finding in view.findings:
        share = f"{finding.count / finding.of:.1%}"
        assert any(line.split()[:3] == [str(finding.count), str(finding.of), share] for line in lines), finding.id
    assert max(map(len, lines)) <= int(columns)


def test_a_dataset_without_claims_is_shown_all_the_same(capsys):
    print_table(render_quality(KnowledgeGraph(make_dataset()).quality()))
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["0", "0", "Ties", "that", "are", "made", "of", "presupposed", "claims", "only."] in rows
    assert ["en", "1", "100.0%", "0"] in rows


@pytest.mark.parametrize("words", ["--limit 0", "--limit 501", "--limit x"])
def test_a_limit_out_of_bounds_is_refused(words, invoke):
    result = invoke(f"quality {words}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--limit" in result.stderr
