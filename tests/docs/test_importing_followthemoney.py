"""The page on FollowTheMoney records says what the importer does."""

from __future__ import annotations

import tomllib

import pytest

from kgraph.dates import parse_edtf
from kgraph.importing.followthemoney import RecordMapping
from kgraph.importing.followthemoney.schemata import load_model
from tests.docs.pages import find_blocks, find_tables, read_page, section

PAGE = read_page("importing-followthemoney.md")
MODEL = load_model()


def code(cell: str) -> list[str]:
    return cell.split("`")[1::2]


def test_every_link_is_listed_with_its_ends() -> None:
    rows = find_tables(section(PAGE, "Links become claims"))[0]
    listed = {
        row["schema"]: (code(row["subject"]), row["reads"], code(row["object"]), code(row["predicate"])) for row in rows
    }
    links = {name: schema.link for name, schema in MODEL.schemata.items() if schema.link is not None}
    assert listed == {
        f"`{name}`": (
            [link.source],
            link.label,
            [*([link.target] if link.target else []), *link.value[:1]],
            [link.predicate],
        )
        for name, link in links.items()
    }


def test_every_reference_is_listed() -> None:
    rows = find_tables(section(PAGE, "Links become claims"))[1]
    listed = {(prop, row["reads"], *code(row["predicate"])) for row in rows for prop in code(row["property"])}
    relations = [relation for schema in MODEL.schemata.values() for relation in schema.references]
    assert listed == {(relation.target, relation.label, relation.predicate) for relation in relations}


def test_mapping_of_the_page_can_be_read() -> None:
    (block,) = find_blocks(PAGE, "toml")
    mapping = RecordMapping.model_validate(tomllib.loads(block.text))
    assert mapping.dataset is not None
    assert mapping.dataset.id == "example-sanctions"


@pytest.mark.parametrize("row", find_tables(section(PAGE, "When it holds"))[0])
def test_dates_of_the_page_are_dates(row: dict[str, str]) -> None:
    assert parse_edtf(code(row["`valid`"])[0])
