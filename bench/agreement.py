"""Whether the answers of all peers to the same queries agree, and are right in themselves.

An answer is wrong if a claim in it is not in the data, does not pass the filter or is not tied to the node, if a newer
one was left out, if a hop of a path has no claim that passes, if a path comes back to a node, or if another peer has a
shorter path or more of them that are valid. Nothing is taken on trust, from no peer: also the best answer is checked
hop by hop against the claims themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from bench.events import Claim, Events
from bench.names import compact
from bench.questions import (
    FOUND_NAMES,
    K_PATHS,
    MAX_HOPS,
    NEWEST_CLAIMS,
    NameQuery,
    NeighbourQuery,
    PathQuery,
    Queries,
    Query,
    Workload,
)
from bench.records import Record

# For each peer its answers to the first queries of a workload, in the form that `bench.measure` writes them: [] for no
# path, and None for a query that was given up.
Answers = Mapping[str, Sequence[Any]]
Pair = tuple[int, int]
# Sorts after every letter and digit that a compared name can hold.
END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A wrong answer: who gave it, to which query of which workload (from 0), and what is wrong with it."""

    peer: str
    workload: Workload
    number: int
    detail: str

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.peer}, {self.workload} query {self.number}: {self.detail}"


class Judge:
    """Judges answers by the claims themselves."""

    def __init__(self, events: Events, queries: Queries) -> None:
        """Note the claims that the queries about nodes ask for."""
        self._events, self._queries = events, queries
        self._names = {name: number for number, name in enumerate(events.names)}
        self._predicates = {name: number for number, name in enumerate(events.predicate_names)}
        self._keys = sorted(map(compact, events.names))
        asked = {query.node for listed in queries.values() for query in listed if isinstance(query, NeighbourQuery)}
        self._claims: dict[int, list[Claim]] = {node: [] for node in asked}
        self._rows: dict[Claim, int] = {}
        for claim, row in zip(events, events.rows, strict=True):
            if claim.subject != claim.object and (claim.subject in asked or claim.object in asked):
                self._rows[claim] = row
                for node in {claim.subject, claim.object} & asked:
                    self._claims[node].append(claim)

    def find_disagreements(self, workload: Workload, answers: Answers) -> list[Disagreement]:
        """Return all wrong answers to the queries of a workload."""
        if workload in ("path", "paths"):
            return list(self._judge_paths(workload, answers))
        return [
            Disagreement(peer, workload, number, detail)
            for peer, given in answers.items()
            for number, (query, answer) in enumerate(zip(self._queries[workload], given, strict=False))
            if answer is not None
            for detail in self._judge(workload, query, answer)
        ]

    def measure_recall(self, workload: Workload, given: Sequence[Sequence[str] | None]) -> float | None:
        """Return which share of what should be found was found, from 0 to 1; None for other than names.

        Of a mistyped name: whether the name that was meant is there. Of a beginning: as many names that begin so as
        there are, or as may be shown.
        """
        found = [
            float(query.meant in answer) if workload == "typo" else self._share_begun(query.text, answer)
            for query, answer in zip(self._queries[workload], given, strict=False)
            if isinstance(query, NameQuery) and answer is not None
        ]
        return sum(found) / len(found) if found else None

    def _judge(self, workload: Workload, query: Query, answer: Sequence[Any]) -> Iterable[str]:
        if isinstance(query, NameQuery):
            return self._judge_names(answer)
        if isinstance(query, NeighbourQuery):
            return self._judge_records(query, answer) if workload == "records" else self._judge_claims(query, answer)
        raise TypeError(f"{workload}: {query}")

    def _judge_claims(self, query: NeighbourQuery, answer: Sequence[Sequence[int]]) -> Iterable[str]:
        passing = [claim for claim in self._claims[query.node] if query.filter.passes(claim.day, claim.predicate)]
        newest = sorted((claim.day for claim in passing), reverse=True)[:NEWEST_CLAIMS]
        given = [Claim(*claim) for claim in answer]
        strange = Counter(given) - Counter(passing)
        if strange:
            yield f"{strange.total()} claims that do not pass or come twice, such as {next(iter(strange))}"
        # Of the claims of the day at the cut any may be shown; those of newer days are then the same for all.
        elif [claim.day for claim in given] != newest:
            yield f"{len(given)} claims, not the newest {len(newest)} in their order"

    def _judge_records(self, query: NeighbourQuery, answer: Sequence[Record]) -> Iterable[str]:
        try:
            claims = [
                Claim(
                    self._names[record.subject],
                    self._predicates[record.predicate],
                    self._names[record.object],
                    date.fromisoformat(record.date).toordinal(),
                )
                for record in answer
            ]
        except (KeyError, ValueError) as error:
            yield f"a record with something that is not in the data: {error}"
            return
        yield from self._judge_claims(query, claims)
        if len({record.id for record in answer} - {""}) != len(answer):
            yield "ids that are empty or not distinct"
        for claim, record in zip(claims, answer, strict=True):
            evidence = record.evidence
            if not (record.statement and evidence.source and evidence.digest) or evidence.row != self._rows.get(claim):
                yield f"record {record.id} with a field left empty or row {evidence.row}, not {self._rows.get(claim)}"

    def _judge_names(self, answer: Sequence[str]) -> Iterable[str]:
        if len(answer) > FOUND_NAMES or len(set(answer)) != len(answer):
            yield f"{len(answer)} names, {len(set(answer))} of them different, instead of at most {FOUND_NAMES}"
        if strange := set(answer) - self._names.keys():
            yield f"names that are not in the data, such as {min(strange)!r}"

    def _share_begun(self, text: str, answer: Sequence[str]) -> float:
        typed = compact(text)
        there = bisect_right(self._keys, typed + END) - bisect_left(self._keys, typed)
        found = sum(compact(name).startswith(typed) for name in answer)
        return found / min(there, FOUND_NAMES) if there else 1.0

    def _judge_paths(self, workload: Workload, answers: Answers) -> Iterable[Disagreement]:
        most = 1 if workload == "path" else K_PATHS
        queries = [query for query in self._queries[workload] if isinstance(query, PathQuery)]
        given = {
            peer: {number: _as_list(workload, answer) for number, answer in enumerate(listed) if answer is not None}
            for peer, listed in answers.items()
        }
        every = (answer for listed in given.values() for answer in listed.values())
        hops = self._find_claims_of_hops(path for answer in every for path in answer)
        for number, query in enumerate(queries):
            valid: dict[str, list[list[int]]] = {}
            for peer, listed in given.items():
                if number in listed:
                    details = list(_judge_answer(query, listed[number], most, hops))
                    if workload == "paths" and any(len(path) > MAX_HOPS + 1 for path in listed[number]):
                        details.append(f"a path of more than {MAX_HOPS} hops")
                    yield from (Disagreement(peer, workload, number, detail) for detail in details)
                    if not details:
                        valid[peer] = listed[number]
            # What is valid is there: whoever has fewer or longer paths than all peers have together missed some.
            known = {tuple(path) for paths in valid.values() for path in paths}
            best = sorted(map(len, known))[:most]
            for peer, paths in valid.items():
                if (lengths := [len(path) for path in paths]) != best:
                    detail = f"paths of {[each - 1 for each in lengths]} hops; there are {[each - 1 for each in best]}"
                    yield Disagreement(peer, workload, number, detail)

    def _find_claims_of_hops(self, paths: Iterable[Sequence[int]]) -> dict[Pair, list[tuple[int, int]]]:
        """Return day and predicate of all claims between the nodes of each hop of the paths."""
        hops: dict[Pair, list[tuple[int, int]]] = {_pair(*hop): [] for path in paths for hop in pairwise(path)}
        for subject, predicate, object, day in self._events:
            claims = hops.get(_pair(subject, object))
            if claims is not None and subject != object:
                claims.append((day, predicate))
        return hops


def _as_list(workload: Workload, answer: Any) -> list[list[int]]:
    if workload == "paths":
        return list(answer)
    return [answer] if answer else []


def _judge_answer(
    query: PathQuery, paths: Sequence[Sequence[int]], most: int, hops: Mapping[Pair, Sequence[tuple[int, int]]]
) -> Iterable[str]:
    """Yield what is wrong with each path in itself."""
    if len(paths) > most or len(set(map(tuple, paths))) != len(paths):
        yield f"{len(paths)} paths, {len(set(map(tuple, paths)))} of them different, instead of at most {most}"
    for path in paths:
        if len(path) < 2 or (path[0], path[-1]) != (query.start, query.end):
            yield f"a path {list(path)} that does not run from {query.start} to {query.end}"
        elif len(set(path)) != len(path):
            yield f"a path {list(path)} that comes back to a node"
        for hop in pairwise(path):
            if not any(query.filter.passes(*claim) for claim in hops[_pair(*hop)]):
                yield f"a hop {hop} of {list(path)} without a claim that passes the filter"


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
