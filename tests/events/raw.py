"""The events as their table has them, read and judged without any code of kgraph's search, store or filters."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from kgraph.text import digest

Given = dict[str, Any]
SPEAKER = "Integrated Crisis Early Warning System (ICEWS)"
SOURCE = "icews-events"


class Event(NamedTuple):
    """A row: names as they are written there, without the spaces around them, and a day."""

    subject: str
    relation: str
    object: str
    day: str

    @property
    def is_loop(self) -> bool:
        return self.subject == self.object

    @property
    def statement(self) -> str:
        return f"{self.subject} – {self.relation} – {self.object}, on {self.day}."

    def other(self, name: str) -> str:
        """The one at the other end."""
        return self.object if self.subject == name else self.subject


class RawEvents:
    """All rows, by the id that the claim of each ought to have.

    Names and relations stand for the entities and predicates that the import made of them: `id_of` and
    `predicate_of` are read from the files of the dataset.
    """

    def __init__(self, table: Path, folder: Path) -> None:
        self.folder = folder
        self.lines = table.read_text("utf-8").split("\n")[:-1]
        self.entities = {each["name"]: each for each in _read_lines(folder / "entities.jsonl")}
        self.id_of = {name: str(each["id"]) for name, each in self.entities.items()}
        vocabulary = json.loads((folder / "predicates.json").read_text("utf-8"))
        self.predicates = {each["label"]: each for each in vocabulary["predicates"]}
        self.predicate_of = {label: str(each["id"]) for label, each in self.predicates.items()}
        self.rows_of: dict[Event, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines, start=1):
            self.rows_of[Event(*(field.strip() for field in line.split("\t")))].append(number)
        self.claims = dict(sorted((self.make_id(each), each) for each in self.rows_of))
        self.events = [*self.claims.values()]

    def make_id(self, event: Event) -> str:
        """Return the id of the claim of a row, by what docs/importing.md says of it."""
        members = {
            "basis": "stated",
            "hedge": None,
            "object": event.object,
            "polarity": "affirmed",
            "predicate": self.predicate_of[event.relation],
            "speaker": SPEAKER,
            "status": "occurred",
            "subject": event.subject,
            "topics": [],
            "valid": event.day,
        }
        text = json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return f"icews-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    @cached_property
    def by_name(self) -> Mapping[str, dict[str, Event]]:
        """The claims about every name, by id, loops among them."""
        about: dict[str, dict[str, Event]] = defaultdict(dict)
        for id_, event in self.claims.items():
            about[event.subject][id_] = about[event.object][id_] = event
        return about

    @cached_property
    def names(self) -> list[str]:
        """The names that act or are acted upon, in the order of their ids."""
        return sorted(self.by_name, key=lambda name: self.id_of[name])

    @cached_property
    def busiest(self) -> str:
        """The name that most claims are about."""
        return max(self.names, key=lambda name: len(self.by_name[name]))

    def get_evidence(self, id_: str) -> list[dict[str, Any]]:
        """Return the evidence of a claim as it ought to be recorded: its rows, each with the digest of its text."""
        return [
            {"source": SOURCE, "locator": {"row": row}, "digest": digest(self.lines[row - 1]), "cites": []}
            for row in self.rows_of[self.claims[id_]]
        ]

    def find(self, given: Given, among: Mapping[str, Event] | None = None) -> dict[str, Event]:
        """Return the claims that pass all filters (or those of some that do), by id and in the order of the ids.

        The filters are those of kgraph with names for entities and relations for predicates; `type` is left to
        whoever asks, since it is about different ends in different questions.
        """
        tests = [self._make_test(name, value) for name, value in given.items()]
        claims = self.claims if among is None else among
        return {id_: event for id_, event in claims.items() if all(test(event) for test in tests)}

    def _make_test(self, name: str, value: Any) -> Callable[[Event], bool]:
        if name == "date":
            first, last = read_window(value)
            return lambda event: first <= event.day <= last
        if name == "q":
            words = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in value.split()]
            return lambda event: all(word.search(event.statement) for word in words)
        if name == "between":
            return lambda event: not event.is_loop and {event.subject, event.object} == set(value)
        wanted = set(value)
        tests: dict[str, Callable[[Event], bool]] = {
            "predicate": lambda event: event.relation in wanted,
            "topic": lambda event: self.predicates[event.relation]["topic"] in wanted,
            "about": lambda event: event.subject in wanted or event.object in wanted,
            "subject": lambda event: event.subject in wanted,
            "object": lambda event: event.object in wanted,
        }
        return tests[name]

    def to_filters(self, given: Given) -> dict[str, Any]:
        """Return the filters as kgraph takes them: ids for relations, ids for the names of entities."""
        filters = dict(given)
        if "predicate" in filters:
            filters["predicate"] = [self.predicate_of[relation] for relation in filters["predicate"]]
        for name in {"about", "subject", "object", "between"} & filters.keys():
            filters[name] = [self.id_of[each] for each in filters[name]]
        return filters

    def find_ties(self, name: str, given: Given) -> dict[str, list[str]]:
        """Return the ids of the claims that tie each other name to this one, in their order."""
        ties: dict[str, list[str]] = defaultdict(list)
        for id_, event in self.find(given, self.by_name[name]).items():
            if not event.is_loop:
                ties[event.other(name)].append(id_)
        return dict(ties)

    def build_ties(self, given: Given) -> nx.Graph[str]:
        """Return the graph of names that are tied by a claim that passes; its edges hold these, `claims`."""
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.entities)
        for id_, event in self.find(given).items():
            if not event.is_loop:
                if not graph.has_edge(event.subject, event.object):
                    graph.add_edge(event.subject, event.object, claims=[])
                graph.edges[event.subject, event.object]["claims"].append(id_)
        return graph

    def build_graph(self) -> nx.MultiDiGraph[str]:
        """Return the plain graph of all claims, of ids, with the names and the predicates of the table."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((str(each["id"]), {"name": name}) for name, each in self.entities.items())
        for id_, event in self.claims.items():
            ends = self.id_of[event.subject], self.id_of[event.object]
            graph.add_edge(*ends, key=id_, predicate=self.predicate_of[event.relation])
        return graph

    def find_country(self, name: str) -> str:
        """Return the country that a name is or says that it belongs to; the name itself where it says none."""
        found = re.search(r"\(([^()]+)\)$", name)
        return found[1] if found else name

    def count(self, claims: Iterable[Event], facet: str) -> Counter[str | None]:
        """Return how many of the claims have each value of a facet."""
        alike = {"outlet": "icews", "speaker": "icews", "status": "occurred"}
        values: dict[str, Callable[[Event], Iterable[str]]] = {
            "month": lambda event: (event.day[:7],),
            "predicate": lambda event: (self.predicate_of[event.relation],),
            "topic": lambda event: (self.predicates[event.relation]["topic"],),
            "type": lambda event: {self.entities[end]["type"] for end in (event.subject, event.object)},
            "country": lambda event: {
                code for end in (event.subject, event.object) for code in self.entities[end]["countries"]
            },
        }
        counts: Counter[str | None] = Counter()
        for event in claims:
            counts.update((alike[facet],) if facet in alike else values[facet](event) or (None,))
        return counts


def read_window(text: str) -> tuple[str, str]:
    """Return the first and the last day, as they are written, of a year, a month, a day, or from one to another."""
    first, _, last = text.partition("/")
    # A tilde is greater than any figure, and dots are less than any.
    return first, (last or first).replace("..", "~").ljust(10, "~")


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
