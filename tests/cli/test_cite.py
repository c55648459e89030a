"""`kgraph cite`: the same bibliography as Python's and REST's, on the standard output or in a file."""

from __future__ import annotations

import json

import pytest
import rispy
from pybtex.database import parse_string

from kgraph.citations import STYLES


@pytest.mark.parametrize("style", STYLES)
def test_it_prints_what_python_answers(style, invoke, graph):
    result = invoke(f"cite --style {style}")
    assert result.exit_code == 0
    assert result.stdout_bytes.decode() == graph.bibliography(style).text
    assert result.stderr == ""


def test_the_default_is_text_for_people(invoke, graph):
    assert invoke("cite --topic water").stdout == graph.bibliography("chicago", topic="water").text


def test_names_are_told_on_the_standard_error(invoke):
    result = invoke("cite --about Токаев")
    assert "'Токаев' is taken for Kassym-Jomart Tokayev" in result.stderr
    assert "Токаев" not in result.stdout


def test_the_sources_of_claims_by_id(invoke):
    lines = invoke("cite --id p05s2c01 --id p06s4c01 --style gost").stdout.splitlines()
    assert [line.partition(". [")[0] for line in lines] == [
        "Kazakhstan Cautiously Builds Ties With China // Eurasia Daily Monitor",
        "[Без заглавия] // RBC",
    ]


def test_the_sources_of_paths(invoke, graph):
    result = invoke("cite --from 'Bolat Nazarbayev' --to China --k 1 --max-hops 2 --order support --style csl-json")
    expected = graph.bibliography("csl-json", from_="Bolat Nazarbayev", to="China", k=1, max_hops=2, order="support")
    assert json.loads(result.stdout) == json.loads(expected.text)
    around = invoke("cite --from 'Bolat Nazarbayev' --to China --avoid Khorgos --via Kazakhstan --hedged false")
    assert around.exit_code == 0
    assert around.stdout != result.stdout


@pytest.mark.parametrize("style", STYLES)
def test_nothing_found_says_why_and_writes_no_file(style, invoke, tmp_path):
    result = invoke(f"cite --about 'Bolat Nazarbayev' --topic water --style {style} --out {tmp_path / 'out'}")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "without --topic there would be 3" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_path_says_what_would_change_it(invoke):
    result = invoke("cite --from 'Bolat Nazarbayev' --to Xinjiang --max-hops 1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Try: --max-hops 3." in result.stderr


def test_undated_claims_that_a_date_leaves_out_are_counted(invoke):
    assert "undated claims were left out by the date filter." in invoke("cite --about China --date 2023").stderr


def test_a_file_is_written_whole(invoke, graph, tmp_path):
    path = tmp_path / "sources.ris"
    path.write_text("an older one")
    result = invoke(f"cite --style ris --out {path}")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"Wrote {path}: 21 sources of ")
    assert path.read_bytes().decode() == graph.bibliography("ris").text
    assert len(rispy.loads(path.read_text(encoding="utf-8"))) == 21
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written(run, tmp_path):
    result = run(f"cite --out {tmp_path / 'nowhere' / 'sources.txt'}")
    assert result.returncode == 2
    assert "No such file or directory" in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--style apa", "Error in --style: 'apa' is not a word"),
        ("--from China", "Error in --to: --from and --to go together."),
        ("--via China", "Error in --via: --via goes with --from and --to."),
        ("--from Tokayev --to China --about Russia", "Error in --about: --about is about claims"),
        ("--about Nazarbayev", "Error in --about: 'Nazarbayev' may mean several entities"),
        ("--id nope", "Error in --id: There is no claim 'nope'"),
        ("--from Tokayev --to China --k 0", "Error in --k: --k is from 1 to 50"),
    ],
)
def test_what_cannot_be_answered_is_refused(words, message, invoke):
    result = invoke(f"cite {words}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)


def test_as_a_process_the_output_is_utf_8_whatever_the_terminal_has(run):
    result = run("cite --style bibtex", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert result.returncode == 0
    assert len(parse_string(result.stdout, "bibtex").entries) == 21
    assert "“" in result.stdout
