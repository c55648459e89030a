"""PostgreSQL: tables with the indexes that the questions want, and searches written in PL/pgSQL."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.events import Claim, Events
from bench.peers import cluster
from bench.peers.base import QUERY_LIMIT_S, Peer, TooSlow
from bench.questions import K_PATHS, NEWEST_CLAIMS, NeighbourQuery, PathQuery
from bench.records import Record, build_record

FUNCTIONS = Path(__file__).with_name("postgresql.sql")
# The second covers a hop of a search: it is answered from the index alone.
INDEXES = (
    "ALTER TABLE claim ADD PRIMARY KEY (number)",
    "CREATE INDEX ON incidence (node, day DESC, claim) INCLUDE (predicate, other)",
    "VACUUM (ANALYZE) entity, predicate, claim, incidence",
)
NEWEST = f"""
SELECT c.subject, c.predicate, c.object, c.day
FROM newest(%s, %s, %s, %s, {NEWEST_CLAIMS}) n JOIN claim c ON c.number = n.claim ORDER BY c.day DESC, c.number
"""  # noqa: S608
RECORDS = f"""
SELECT s.name, p.name, o.name, c.day, c.source_row
FROM newest(%s, %s, %s, %s, {NEWEST_CLAIMS}) n JOIN claim c ON c.number = n.claim
JOIN entity s ON s.number = c.subject JOIN entity o ON o.number = c.object
JOIN predicate p ON p.number = c.predicate ORDER BY c.day DESC, c.number
"""  # noqa: S608


class Postgresql(Peer):
    """A private server on a socket, asked with prepared statements."""

    name = "PostgreSQL"
    note = "covering index on both ends of each claim; PL/pgSQL breadth-first search; prepared, over a socket"
    workloads = frozenset({"neighbours", "rare", "records", "path", "paths"})
    packages = ("psycopg",)
    memory = "disk"

    @classmethod
    def find_obstacle(cls) -> str | None:
        """The server is needed beside the client."""
        return super().find_obstacle() or cluster.find_obstacle()

    def __init__(self, folder: Path) -> None:
        """Import the client."""
        super().__init__(folder)
        self.psycopg = importlib.import_module("psycopg")
        self.cluster = cluster.Cluster(folder)

    @property
    def version(self) -> str:
        """The version of the server."""
        return self.cluster.version()

    def load(self, events: Events) -> None:
        """Copy the claims in, then build the indexes."""
        self.cluster.create()
        self._connect()
        self.connection.execute(FUNCTIONS.read_text(encoding="utf-8"), prepare=False)
        self._copy("entity", enumerate(events.names))
        self._copy("predicate", enumerate(events.predicate_names))
        columns = (events.subjects, events.predicates, events.objects, events.days, events.rows)
        self._copy("claim", zip(range(len(events)), *columns, strict=True))
        self._copy("incidence", _iter_incidence(events))
        for statement in INDEXES:
            self.connection.execute(statement)

    def save(self) -> None:
        """Write everything to disk."""
        self.connection.execute("CHECKPOINT")

    def open(self) -> None:
        """Start the server; a query may take `QUERY_LIMIT_S`."""
        self._connect()
        self.connection.execute(f"SET statement_timeout = '{QUERY_LIMIT_S}s'")

    def _connect(self) -> None:
        self.cluster.start()
        self.connection = self.psycopg.connect(self.cluster.dsn, autocommit=True, prepare_threshold=0)

    def close(self) -> None:
        """Stop the server."""
        self.connection.close()
        self.cluster.stop()

    def kept_bytes(self) -> int:
        """Return the size of the tables and indexes."""
        (size,) = self.connection.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(ARRAY['claim', 'incidence']) name"
        ).fetchone()
        return int(size)

    def find_neighbours(self, query: NeighbourQuery) -> list[tuple[int, int, int, int]]:
        """Scan the index from the newest claim on."""
        return self._ask(NEWEST, query)

    def read_neighbours(self, answer: Any) -> list[Claim]:
        """Turn rows into claims."""
        return [Claim(*row) for row in answer]

    def find_records(self, query: NeighbourQuery) -> list[Record]:
        """Join the names."""
        return [build_record(*row) for row in self._ask(RECORDS, query)]

    def find_path(self, query: PathQuery) -> list[int] | None:
        """Call the search."""
        ((path,),) = self._ask("SELECT shortest_path(%s, %s, %s, %s, %s)", query)
        return None if path is None else list(path)

    def find_paths(self, query: PathQuery) -> list[list[int]]:
        """Call the search for several."""
        return [row[0] for row in self._ask(f"SELECT shortest_paths(%s, %s, %s, %s, %s, {K_PATHS})", query)]

    def _ask(self, sql: str, query: NeighbourQuery | PathQuery) -> list[Any]:
        try:
            rows: list[Any] = self.connection.execute(sql, _parameters(query)).fetchall()
        except self.psycopg.errors.QueryCanceled as error:
            raise TooSlow from error
        return rows

    def _copy(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _iter_incidence(events: Events) -> Iterator[tuple[int, int, int, int, int]]:
    for number, (subject, predicate, object, day) in enumerate(events):
        if subject != object:
            yield subject, object, day, predicate, number
            yield object, subject, day, predicate, number


def _parameters(query: NeighbourQuery | PathQuery) -> tuple[Any, ...]:
    ends = (query.node,) if isinstance(query, NeighbourQuery) else (query.start, query.end)
    return (*ends, query.filter.first_day, query.filter.last_day, sorted(query.filter.predicates))
