"""`kgraph brief`: to the standard output or into a file, whole or not at all, and an exit status that tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgraph.briefs import FORMS
from kgraph.knowledge_graph import KnowledgeGraph


@pytest.mark.parametrize(("typed", "form"), [("md", "markdown"), ("html", "html"), ("json", "json")])
def test_a_brief_is_what_the_library_writes(invoke, graph: KnowledgeGraph, typed: str, form: str) -> None:
    result = invoke(f"brief Tokayev --format {typed}")
    assert result.exit_code == 0
    assert result.stdout == FORMS[form].render(graph.brief("Tokayev"))


def test_two_entities_and_a_path(invoke, graph: KnowledgeGraph) -> None:
    pair = invoke("brief China Kazakhstan --topic trade --limit 2")
    assert pair.stdout == FORMS["markdown"].render(graph.brief(["China", "Kazakhstan"], topic="trade", limit=2))
    path = invoke('brief --from "Bolat Nazarbayev" --to Xinjiang --k 2 --max-hops 5 --avoid Russia')
    wanted = graph.brief(from_="Bolat Nazarbayev", to="Xinjiang", k=2, max_hops=5, avoid="Russia")
    assert path.stdout == FORMS["markdown"].render(wanted)


def test_the_command_in_a_brief_writes_the_same_brief(invoke) -> None:
    for asked in (
        "brief China --topic water --hedged false --limit 4",
        "brief --from Tokayev --to Russia --via Kazakhstan",
    ):
        first = invoke(f"{asked} --format json")
        command = json.loads(first.stdout)["command"]
        again = invoke(f"{command.removeprefix('kgraph ')} --format json")
        keep = ("sections", "footnotes", "gaps", "bibliography", "timeline", "paths", "url", "command")
        one, other = (json.loads(each.stdout) for each in (first, again))
        assert {name: one[name] for name in keep} == {name: other[name] for name in keep}


def test_a_file_takes_the_place_of_an_older_one(invoke, tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    out.write_text("older", encoding="utf-8")
    result = invoke(f"brief Tokayev --out {out}")
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8").startswith("# Brief: Kassym-Jomart Tokayev\n")
    assert "17 of 17 claims" in result.stderr


def test_a_file_is_there_whole_or_not_at_all(run, tmp_path: Path) -> None:
    # What stands in the way cannot be replaced: nothing half-written is left beside it.
    (tmp_path / "brief.md").mkdir()
    result = run("brief Tokayev --out brief.md")
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1] == "Error: Is a directory: brief.md"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.md"]
    result = run("brief Tokayev --out nowhere/brief.md")
    assert result.stderr.splitlines()[-1] == "Error: No such file or directory: nowhere/brief.md"


def test_nothing_is_written_where_there_is_nothing(invoke, tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    result = invoke(f"brief China Russia --out {out}")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No claim of this dataset names both China and Russia." in result.stderr
    assert "the shortest path from one to the other has 2 hops" in result.stderr
    assert result.stderr.endswith(" Try: --from china --to russia.\n")
    assert not out.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("brief", "Error in ENTITY: Say what the brief is about: one ENTITY, two, or a path by --from and --to."),
        ("brief Nazarbayev", "Error in ENTITY: 'Nazarbayev' may mean several entities"),
        ("brief A B C", "Error in ENTITY: A brief is about one ENTITY or two, not 3."),
        ("brief China china", "Error in ENTITY: The same entity is named twice."),
        ("brief --from China", "Error in --to: A path has two ends: --to is missing."),
        ("brief --to China", "Error in --from: A path has two ends: --from is missing."),
        ("brief --from China --to Китай", "Error in --to: Both ends of the path are the same entity, china."),
        ("brief China --to Russia", "Error in --to: --from and --to stand in place of ENTITY"),
        ("brief China --k 2", "Error in --k: --k is about paths: it goes with --from and --to."),
        ("brief China --k 0", "Error in --k: --k is about paths: it goes with --from and --to."),
        ("brief China --max-hops 2", "Error in --max-hops: --max-hops is about paths"),
        ("brief China --via Russia", "Error in --via: --via is about paths"),
        ("brief China --format pdf", "pdf"),
        ("brief China --about Russia", "about"),
        (
            "brief --from China --to Russia --subject China",
            "--subject is about claims: it does not go with --from and --to.",
        ),
    ],
)
def test_a_bad_question_ends_in_status_2(invoke, typed: str, told: str) -> None:
    result = invoke(typed)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_a_name_that_was_taken_for_an_entity_is_told(invoke) -> None:
    result = invoke("brief Токаев")
    assert "is taken for Kassym-Jomart Tokayev" in result.stderr


def test_a_brief_as_a_process_of_its_own(run, tmp_path: Path) -> None:
    result = run('brief "Bolat Nazarbayev" --format html --out b.html')
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "b.html").read_text(encoding="utf-8").endswith("</html>\n")
