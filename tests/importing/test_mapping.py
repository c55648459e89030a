"""Mappings: those that ship, where they are found, and what is wrong between their parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph.importing.countries import iso_names
from kgraph.importing.errors import ImportRefused
from kgraph.importing.mapping import Mapping
from kgraph.importing.mapping_check import find_mapping_problems
from kgraph.importing.mapping_files import SHIPPED, find_mapping, load_mapping, shipped_mappings
from kgraph.names import name_key
from tests.importing.tables import MAPPING, change

COLUMNS = ("from", "what", "to", "when")
SECOND = """
[[known]]
id = "xinhua"
type = "actor"
name = "Xinhua"
description = "An agency."
"""


def load(place: Path, *changes: tuple[str, str]) -> Mapping:
    (place / "mapping.toml").write_text(change(MAPPING + SECOND, *changes), "utf-8")
    return load_mapping(place / "mapping.toml")


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.toml")), ids=lambda file: file.stem)
def test_what_ships_is_well(file):
    mapping = load_mapping(file)
    assert find_mapping_problems(mapping, file.name, mapping.format.columns) == []
    assert file.stem in shipped_mappings()
    assert find_mapping(file.stem) == file


def test_a_folder_of_that_name_is_not_in_the_way(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "icews").mkdir()
    assert find_mapping("icews") == SHIPPED / "icews.toml"
    (tmp_path / "icews").rmdir()
    (tmp_path / "icews").write_text(MAPPING)
    assert find_mapping("icews") == Path("icews")


def test_a_name_that_is_none_is_answered_with_the_nearest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ImportRefused) as caught:
        find_mapping("icesw")
    assert "did you mean icews?" in str(caught.value.problems[0])


def test_iso_names_are_whole_and_unambiguous():
    codes = iso_names()
    assert len(set(codes.values())) == 249
    assert {codes[name_key(name)] for name in ("Russia", "Russian Federation")} == {"RU"}
    assert (codes["congo"], codes["dr congo"], codes["niger"], codes["nigeria"]) == ("CG", "CD", "NE", "NG")
    assert "kosovo" not in codes


@pytest.mark.parametrize(
    ("changes", "field", "part"),
    [
        ([('outlet = "observer"', 'outlet = "obsrver"')], "source.outlet", "observer"),
        ([('rules = [{ type = "country"', 'rules = [{ type = "county"')], "entities.rules.0.type", "country"),
        ([('type = "actor"\nname = "Xinhua"', 'type = "acter"\nname = "Xinhua"')], "known.xinhua.type", "actor"),
        ([('id = "xinhua"', 'id = "observer"')], "known.id", "more than once"),
        ([('id = "trade"', 'id = "talks"')], "topics.id", "more than once"),
        ([('name = "Xinhua"', 'name = "Observer of meetings"')], "known.name", "either"),
        ([('name = "Xinhua"', 'name = "OBSERVER"')], "known.id", "is also a name of xinhua"),
        ([('id = "country"', 'id = "value"')], "entity_types.id", "reserved"),
        ([("{subject} – ", "")], "claims.template", "has no {subject}"),
        ([("on {date}", f"on {{date}} {'x' * 200}")], "claims.template", "at most 1,000"),
        ([('date = "when"\n', "")], "claims.template", "no column of dates"),
        ([("[claims]", "[dates]\nrequired = false\n[claims]")], "claims.template", "do without {date}"),
        ([('predicate = "what"\n', "")], "columns.predicate", "claims.predicate"),
        ([('object = "to"', 'object = "too"')], "columns.object", "did you mean to?"),
    ],
)
def test_what_is_wrong_between_the_parts(changes, field, part, place):
    problems = find_mapping_problems(load(place, *changes), "mapping.toml", COLUMNS)
    assert field in {problem.field for problem in problems}
    assert any(part in str(problem) for problem in problems if problem.field == field)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ([("countries = true }", 'countries = true, pattern = "x" }')], "one of pattern, names and countries"),
        ([("(?P<country>[^()]+)", "(x)")], "no group"),
        ([("[columns]", '[format]\nencoding = "utf-16"\n[columns]')], "save the file as UTF-8"),
        ([("[columns]", '[format]\nencoding = "utf-9"\n[columns]')], "no encoding"),
        ([("[columns]", '[format]\nencoding = "rot13"\n[columns]')], "no encoding"),
        ([("[columns]", '[format]\ndelimiter = ",,"\n[columns]')], "at most 1 character"),
        ([("[columns]", "[format]\ndelimiter = '\"'\nquote = '\"'\n[columns]")], "two different characters"),
        ([("[columns]", '[format]\ncolumns = ["a", "a"]\n[columns]')], "twice"),
        ([("[columns]", '[format]\nkind = "ndjson"\ndelimiter = ","\n[columns]')], "no columns, delimiter"),
        ([("annotated = 2026-01-31", 'annotated = "2026-01-31"')], "dataset.annotated"),
        ([("annotated = 2026-01-31", "annotated = 2026-02-30")], "is not TOML"),
        ([('id = "meetings"', 'id = "Meetings!"')], "must be an id"),
    ],
)
def test_what_is_wrong_in_a_part(changes, part, place):
    with pytest.raises(ImportRefused) as caught:
        load(place, *changes)
    assert any(part in str(problem) for problem in caught.value.problems)
