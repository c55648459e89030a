"""Judge a file of FollowTheMoney entities with the package `followthemoney`, or tell what is in its model.

A script for the Python that has the package, and nothing of kgraph: `ftm_judge.py FILE` reads every line as the
package's own tools do, and prints what it found as JSON; `ftm_judge.py --model` prints the model, and
`ftm_judge.py --clean` what becomes of the values on its input, each a pair of a type and a text.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import followthemoney
from followthemoney import model
from followthemoney.dataset.util import dataset_name_check
from followthemoney.entity import ValueEntity
from followthemoney.graph import Graph
from followthemoney.namespace import Namespace
from followthemoney.types import registry
from followthemoney.util import ENTITY_ID_LEN

MAX_PROBLEMS = 20


class Judge:
    def __init__(self) -> None:
        self.schemata: dict[str, str] = {}
        self.references: list[tuple[str, Any, str]] = []
        self.edges: list[tuple[str, str, str]] = []
        self.missing: Counter[str] = Counter()
        self.captions: dict[str, str] = {}
        self.problems: list[str] = []
        self.graph = Graph(edge_types=[registry.entity])
        self.namespace = Namespace("somewhere")

    def read(self, line: bytes) -> None:
        data = json.loads(line)
        id_ = data["id"]
        raw = ValueEntity.from_dict(json.loads(line), cleaned=True)
        cleaned = ValueEntity.from_dict(json.loads(line), cleaned=False)
        self.check(cleaned.id == id_ and registry.entity.validate(id_), id_, "is no id")
        self.check(len(id_) <= ENTITY_ID_LEN, id_, "is too long an id")
        self.check(Namespace.strip(self.namespace.sign(id_)) == id_, id_, "does not survive being signed")
        self.check(id_ not in self.schemata, id_, "comes twice")
        self.schemata[id_] = data["schema"]
        schema = cleaned.schema
        self.check(schema.name == data["schema"] and not schema.abstract, id_, "has no schema of its own")
        self.check(set(data["properties"]) <= set(schema.properties), id_, "has properties that its schema lacks")
        for name, values in data["properties"].items():
            self.check(cleaned.get(name) == values, id_, f"{name} {values!r} is cleaned to {cleaned.get(name)!r}")
            prop = schema.get(name)
            self.check(all(len(value) <= prop.max_length for value in values), id_, f"{name} is too long")
            if prop.type == registry.entity:
                self.references += [(id_, prop, value) for value in values]
        schema.validate(data)
        self.missing.update(f"{schema.name}.{name}" for name in schema.required if not cleaned.has(name))
        for dataset in data["datasets"]:
            dataset_name_check(dataset)
        self.check(raw.to_dict() == data == cleaned.to_dict(), id_, "is another when it is written again")
        self.captions[id_] = raw.caption
        self.edges += [(id_, *pair) for pair in cleaned.edgepairs()]
        self.check(not schema.edge or len(list(cleaned.edgepairs())) == 1, id_, "is no edge between two things")
        self.graph.add(cleaned)

    def finish(self) -> dict[str, Any]:
        for id_, prop, value in self.references:
            found = model.get(self.schemata.get(value, ""))
            self.check(found is not None, id_, f"{prop.name} names {value}, which is not there")
            self.check(found is None or found.is_a(prop.range), id_, f"{prop.name} is no {prop.range.name}: {value}")
        drawn = sum(edge.proxy is not None for edge in self.graph.iteredges())
        self.check(drawn == len(self.edges), "graph", f"has {drawn} edges of {len(self.edges)}")
        return {
            "version": followthemoney.__version__,
            "lines": len(self.schemata),
            "schemata": Counter(self.schemata.values()),
            "edges": self.edges,
            "captions": self.captions,
            "missing": self.missing,
            "problems": self.problems,
        }

    def check(self, holds: bool, id_: str, message: str) -> None:
        if not holds and len(self.problems) < MAX_PROBLEMS:
            self.problems.append(f"{id_} {message}")


def judge(file: Path) -> dict[str, Any]:
    judge_ = Judge()
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                judge_.read(line)
            except Exception as error:  # whatever the package raises is its verdict
                judge_.problems.append(f"line {number}: {type(error).__name__}: {error}")
    return judge_.finish()


def dump_model() -> dict[str, Any]:
    return {
        schema.name: {
            "abstract": schema.abstract,
            "edge": schema.edge,
            "edge_source": schema.edge_source,
            "edge_target": schema.edge_target,
            "edge_directed": schema.edge_directed,
            "matchable": schema.matchable,
            "schemata": sorted(each.name for each in schema.schemata),
            "properties": {
                prop.name: {
                    "schema": prop.schema.name,
                    "type": prop.type.name,
                    "range": prop.range.name if prop.range is not None else None,
                    "stub": prop.stub,
                }
                for prop in schema.properties.values()
            },
        }
        for schema in model
    }


def clean_values() -> list[str | None]:
    return [registry.get(type_).clean(text) for type_, text in json.load(sys.stdin)]


def answer(word: str) -> Any:
    if word == "--model":
        return dump_model()
    return clean_values() if word == "--clean" else judge(Path(word))


if __name__ == "__main__":
    print(json.dumps(answer(sys.argv[1])))
