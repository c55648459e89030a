"""ladybug, the maintained fork of kuzu: an embedded graph database, asked in Cypher."""

from __future__ import annotations

import csv
import importlib
from pathlib import Path
from typing import Any

from bench.events import Claim, Events
from bench.peers.base import QUERY_LIMIT_S, Peer, TooSlow
from bench.questions import K_PATHS, MAX_HOPS, NEWEST_CLAIMS, Filter, NeighbourQuery, PathQuery
from bench.records import Record, build_record

SCHEMA = (
    "CREATE NODE TABLE Entity (number INT32 PRIMARY KEY, name STRING)",
    "CREATE NODE TABLE Predicate (number INT32 PRIMARY KEY, name STRING)",
    "CREATE REL TABLE Claim (FROM Entity TO Entity, predicate INT32, day INT32, row INT32, subject INT32)",
)
NEWEST = f"""
MATCH (one:Entity {{number: $node}})-[c:Claim]-(other:Entity)
WHERE c.day >= $first AND c.day <= $last AND list_contains($predicates, c.predicate) AND other.number <> $node
WITH one, c, other ORDER BY c.day DESC, c.row LIMIT {NEWEST_CLAIMS}
"""
PASSING = "r.day >= $first AND r.day <= $last AND list_contains($predicates, r.predicate)"
# What is not said is guessed from the first lines.
CSV_OPTIONS = """HEADER=false, PARALLEL=false, AUTO_DETECT=false, DELIM=',', QUOTE='"', ESCAPE='"'"""
# The longest path that is looked for; the database asks for a bound.
MAX_LENGTH = 30


class Ladybug(Peer):
    """A node table, a relationship table, and the database's own recursive matches.

    The subject stands in the relationship once more: in a pattern without a direction `start_node` is the node that
    the pattern begins with.
    """

    name = "ladybug"
    note = "embedded graph database, Cypher with the filter inside the recursive pattern"
    workloads = frozenset({"neighbours", "rare", "records", "path", "paths"})
    packages = ("ladybug",)
    max_claims = 1_200_000

    def __init__(self, folder: Path) -> None:
        """Import the library."""
        super().__init__(folder)
        self.ladybug = importlib.import_module("ladybug")

    @property
    def version(self) -> str:
        """The version of ladybug."""
        return str(self.ladybug.__version__)

    def load(self, events: Events) -> None:
        """Copy the claims in from a file, which is the fast way."""
        self._connect()
        for statement in SCHEMA:
            self.connection.execute(statement)
        names = events.names or [""] * events.node_count
        predicates = events.predicate_names or [""] * (max(events.predicates) + 1)
        self._copy("Entity", enumerate(names))
        self._copy("Predicate", enumerate(predicates))
        columns = (events.subjects, events.objects, events.predicates, events.days, events.rows, events.subjects)
        self._copy("Claim", zip(*columns, strict=True))

    def save(self) -> None:
        """Write what is still in the log to the file."""
        self.connection.execute("CHECKPOINT")

    def open(self) -> None:
        """Open the file; a query may take `QUERY_LIMIT_S`."""
        self._connect()
        self.connection.set_query_timeout(1000 * QUERY_LIMIT_S)

    def _connect(self) -> None:
        self.database = self.ladybug.Database(str(self.folder / "graph.lbug"))
        self.connection = self.ladybug.Connection(self.database)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()
        self.database.close()

    def find_neighbours(self, query: NeighbourQuery) -> tuple[int, list[list[int]]]:
        """Match the claims of the node, and sort them."""
        return query.node, self._ask(
            f"{NEWEST} RETURN c.subject, c.predicate, other.number, c.day ORDER BY c.day DESC, c.row",
            {"node": query.node, **_parameters(query.filter)},
        )

    def read_neighbours(self, answer: Any) -> list[Claim]:
        """Turn rows into claims."""
        node, rows = answer
        return [
            Claim(subject, predicate, other if subject == node else node, day)
            for subject, predicate, other, day in rows
        ]

    def find_records(self, query: NeighbourQuery) -> list[Record]:
        """Match the names too."""
        rows = self._ask(
            f"{NEWEST} MATCH (p:Predicate {{number: c.predicate}}) "
            "RETURN c.subject = $node, one.name, p.name, other.name, c.day, c.row ORDER BY c.day DESC, c.row",
            {"node": query.node, **_parameters(query.filter)},
        )
        return [
            build_record(own, predicate, other, day, row) if forward else build_record(other, predicate, own, day, row)
            for forward, own, predicate, other, day, row in rows
        ]

    def find_path(self, query: PathQuery) -> list[int] | None:
        """Match a shortest path."""
        rows = self._ask(
            f"MATCH p = (a:Entity {{number: $start}})-[c:Claim* SHORTEST 1..{MAX_LENGTH} (r, n | WHERE {PASSING})]-"
            "(b:Entity {number: $goal}) RETURN properties(nodes(p), 'number')",
            {"start": query.start, "goal": query.end, **_parameters(query.filter)},
        )
        return rows[0][0] if rows else None

    def find_paths(self, query: PathQuery) -> list[list[int]]:
        """Match paths of one hop, of two, and so on, until there are enough; parallel claims are one path.

        `ACYCLIC` lets a pattern without a direction come back to a node: `is_acyclic` is asked as well.
        """
        found: list[list[int]] = []
        for hops in range(1, MAX_HOPS + 1):
            rows = self._ask(
                f"MATCH p = (a:Entity {{number: $start}})-[c:Claim* ACYCLIC {hops}..{hops} (r, n | WHERE {PASSING})]-"
                "(b:Entity {number: $goal}) WHERE is_acyclic(p) "
                f"RETURN DISTINCT properties(nodes(p), 'number') LIMIT {K_PATHS - len(found)}",
                {"start": query.start, "goal": query.end, **_parameters(query.filter)},
            )
            found.extend(row[0] for row in rows)
            if len(found) >= K_PATHS:
                break
        return found

    def _ask(self, text: str, parameters: dict[str, Any]) -> list[list[Any]]:
        try:
            rows: list[list[Any]] = self.connection.execute(text, parameters).get_all()
        except RuntimeError as error:
            if "Interrupted" in str(error):
                raise TooSlow from error
            raise
        return rows

    def _copy(self, table: str, rows: Any) -> None:
        path = self.folder / f"{table}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        self.connection.execute(f"COPY {table} FROM '{path}' ({CSV_OPTIONS})")
        path.unlink()


def _parameters(filter: Filter) -> dict[str, Any]:
    return {"first": filter.first_day, "last": filter.last_day, "predicates": sorted(filter.predicates)}
