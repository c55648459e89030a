"""The words of the FollowTheMoney model, and what kgraph makes of them: `schemata.json` as objects."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

_FILE = Path(__file__).with_name("schemata.json")
_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")

RoleKind = Literal["text", "percent", "count", "amount", "entity"]


@dataclass(frozen=True, slots=True)
class Relation:
    """What becomes a claim: a record that links others (`source` is set), or a reference of a thing to another.

    `source` and `target` are the properties that name subject and object. With `named` the target is a name rather
    than an id. `value` lists the properties whose text is the object where the target is not given, and `nothing`
    what stands for it where these are not given either.
    """

    predicate: str
    label: str
    inverse_label: str
    definition: str
    topic: str
    source: str | None
    target: str | None
    symmetric: bool = False
    named: bool = False
    value: tuple[str, ...] = ()
    value_label: str | None = None
    nothing: str | None = None
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """What a property of a link becomes: a qualifier. `currency` is the property, `unit` the word, of its unit."""

    id: str
    label: str
    definition: str
    kind: RoleKind = "text"
    ties: bool = False
    currency: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema that records can have: a thing, which becomes an entity, or a link, which becomes claims.

    `names` are the properties that a thing without a caption is named by, the best first. `references` are the
    properties by which a thing names other ones. `ancestors` includes the schema itself.
    """

    name: str
    id: str
    label: str
    definition: str
    ancestors: frozenset[str]
    names: tuple[str, ...] = ()
    link: Relation | None = None
    references: tuple[Relation, ...] = ()
    ignored: str | None = None

    @property
    def is_thing(self) -> bool:
        """Whether its records become entities."""
        return self.link is None and self.ignored is None


@dataclass(frozen=True, slots=True)
class Model:
    """All schemata by name, all roles by the property that they come from, and the definitions of the topics."""

    schemata: dict[str, Schema]
    roles: dict[str, RoleSpec]
    topics: dict[str, str]


@cache
def load_model() -> Model:
    """Return the model, read once."""
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    parents = {name: tuple(spec["extends"]) for part in ("abstract", "things") for name, spec in data[part].items()}
    parents.update((spec["schema"], tuple(spec["extends"])) for spec in data["links"])
    relations = _build_relations(data)
    schemata = {
        name: _build_thing(name, data, parents, [relation for owner, relation in relations if owner in ancestors])
        for name in data["things"]
        if (ancestors := _list_ancestors(name, parents))
    }
    for owner, relation in relations:
        if relation.source is not None:
            ancestors = _list_ancestors(owner, parents)
            schemata[owner] = Schema(
                owner, _to_id(owner), _to_label(owner), relation.definition, ancestors, link=relation
            )
    for name, reason in data["ignored"].items():
        schemata[name] = Schema(name, _to_id(name), _to_label(name), reason, frozenset({name}), ignored=reason)
    return Model(schemata, _build_roles(data), data["topics"])


def _build_thing(
    name: str, data: dict[str, Any], parents: dict[str, tuple[str, ...]], relations: list[Relation]
) -> Schema:
    spec = data["things"][name]
    return Schema(
        name,
        _to_id(name),
        spec.get("label") or _to_label(name),
        spec["definition"],
        _list_ancestors(name, parents),
        names=_find_names(name, data, parents),
        references=tuple(relation for relation in relations if relation.source is None),
    )


def _build_relations(data: dict[str, Any]) -> list[tuple[str, Relation]]:
    """Return each relation with the schema that it belongs to; a predicate is defined where it first comes."""
    definitions: dict[str, str] = {}
    built = []
    for spec in (*data["links"], *data["references"]):
        given = {key: value for key, value in spec.items() if key not in ("schema", "id", "extends")}
        given["definition"] = definitions.setdefault(spec["id"], spec.get("definition", ""))
        given["value"] = tuple(spec.get("value", ()))
        given.setdefault("source", None)
        given.setdefault("target", None)
        built.append((spec["schema"], Relation(predicate=spec["id"], **given)))
    return built


def _build_roles(data: dict[str, Any]) -> dict[str, RoleSpec]:
    """Return the roles; several properties can become one role, which is defined where it first comes."""
    words: dict[str, tuple[str, str]] = {}
    roles = {}
    for name, spec in data["roles"].items():
        label, definition = words.setdefault(spec["id"], (spec.get("label", ""), spec.get("definition", "")))
        roles[name] = RoleSpec(**{**spec, "label": label, "definition": definition})
    return roles


def _list_ancestors(name: str, parents: dict[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset({name}).union(*(_list_ancestors(parent, parents) for parent in parents[name]))


def _find_names(name: str, data: dict[str, Any], parents: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    spec = data["things"].get(name) or data["abstract"][name]
    if "names" in spec:
        return tuple(spec["names"])
    return next((found for parent in parents[name] if (found := _find_names(parent, data, parents))), ())


def _to_id(name: str) -> str:
    return _WORD_START.sub("-", name).lower()


def _to_label(name: str) -> str:
    return _WORD_START.sub(" ", name).lower()
