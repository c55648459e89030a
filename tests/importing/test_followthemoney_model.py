"""The table of schemata is whole in itself, and agrees with the package whose model it describes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kgraph.importing.followthemoney.schemata import Model, Relation, load_model
from kgraph.records.base import ID_PATTERN
from tests.exports.ftm_exports import dump_model

# Properties that name things and are not read, and why.
NOT_READ = {
    ("Document", "ancestors"): "every folder above the one that the file lies in; the parents say the same",
}


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="module")
def package() -> dict[str, Any]:
    """The model of the package, by the names of the schemata."""
    return dump_model()


def list_relations(model: Model) -> list[Relation]:
    links = [schema.link for schema in model.schemata.values() if schema.link is not None]
    return links + [relation for schema in model.schemata.values() for relation in schema.references]


def test_one_predicate_has_one_meaning(model: Model) -> None:
    meanings: dict[str, tuple[object, ...]] = {}
    for each in list_relations(model):
        meaning = (each.label, each.inverse_label, each.definition, each.topic, each.symmetric)
        assert meanings.setdefault(each.predicate, meaning) == meaning, each.predicate
        assert all(meaning[:4]), each.predicate
        assert each.topic in model.topics


def test_one_role_has_one_meaning(model: Model) -> None:
    meanings: dict[str, tuple[object, ...]] = {}
    for role in model.roles.values():
        meaning = (role.label, role.definition, role.ties)
        assert meanings.setdefault(role.id, meaning) == meaning, role.id
        assert role.label and role.definition, role.id


def test_every_topic_is_used_and_every_word_is_an_id(model: Model) -> None:
    assert {relation.topic for relation in list_relations(model)} == set(model.topics)
    words = [schema.id for schema in model.schemata.values()] + [role.id for role in model.roles.values()]
    assert all(re.match(ID_PATTERN, word) for word in words)
    assert all(schema.definition for schema in model.schemata.values())
    assert all(schema.names for schema in model.schemata.values() if schema.is_thing)


def test_every_schema_of_the_package_is_known(model: Model, package: dict[str, Any]) -> None:
    assert set(model.schemata) == {name for name, schema in package.items() if not schema["abstract"]}


def test_schemata_descend_as_in_the_package(model: Model, package: dict[str, Any]) -> None:
    for name, schema in model.schemata.items():
        if schema.ignored is None:
            assert schema.ancestors == set(package[name]["schemata"]), name
            assert schema.is_thing == ("Thing" in package[name]["schemata"]), name


def test_ends_of_links_are_those_of_the_package(model: Model, package: dict[str, Any]) -> None:
    for name, schema in model.schemata.items():
        theirs = package[name]
        if schema.link is None:
            assert not theirs["edge"], name
        elif theirs["edge"]:
            assert (schema.link.source, schema.link.target) == (theirs["edge_source"], theirs["edge_target"])
            assert schema.link.symmetric == (not theirs["edge_directed"]) or name == "Documentation"
        else:
            assert theirs["properties"][schema.link.source]["type"] == "entity"


def test_every_property_that_names_a_thing_is_read(model: Model, package: dict[str, Any]) -> None:
    for name, schema in model.schemata.items():
        read = {relation.target for relation in schema.references}
        if schema.link is not None:
            read = {schema.link.source, schema.link.target}
            read |= {prop for prop, role in model.roles.items() if role.kind == "entity"}
        for prop, theirs in package[name]["properties"].items():
            if theirs["type"] == "entity" and not theirs["stub"] and schema.ignored is None:
                assert prop in read or (theirs["schema"], prop) in NOT_READ, (name, prop)


def test_every_property_that_is_read_exists(model: Model, package: dict[str, Any]) -> None:
    links = [package[name]["properties"] for name, schema in model.schemata.items() if schema.link is not None]
    for prop, role in model.roles.items():
        assert any(prop in properties for properties in links), prop
        assert role.currency is None or any(role.currency in properties for properties in links), prop
    for name, schema in model.schemata.items():
        relations = [*schema.references, *([schema.link] if schema.link else [])]
        for prop in [*schema.names, *(text for relation in relations for text in relation.value)]:
            assert prop in package[name]["properties"], (name, prop)
