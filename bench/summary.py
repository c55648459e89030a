"""What the measured times come to, and how they stand to the targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any, Literal

from bench.questions import WORKLOADS, Workload

Statistic = Literal["median", "mean", "p99"]
KGRAPH = "kgraph"
# What the plot and the table of one size call the workloads.
TITLES: dict[str, str] = {
    "neighbours": "neighbours, newest 50",
    "rare": "neighbours, filter under 0.1 % of a hub",
    "records": "neighbours as records with evidence",
    "path": "shortest path, pairs with a path",
    "separate": "shortest path, pairs without one",
    "paths": "ten shortest paths of at most 4 hops",
    "typo": "name with one slip",
    "prefix": "beginning of a name",
}
# A measured peer: what `bench.measure` wrote, with `weight` of `bench.memory`; `skipped` says why there is nothing.
Measured = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Times:
    """The times of the queries of one row of a table, in milliseconds, by the number of the query."""

    by_query: dict[int, float]
    asked: int

    @property
    def values(self) -> list[float]:
        """The times alone."""
        return list(self.by_query.values())

    def get(self, statistic: Statistic) -> float:
        """Return a statistic of the times; p99 is the smallest that 99 % of the queries do not exceed."""
        if statistic == "p99":
            return find_percentile(self.values, 99)
        return (median if statistic == "median" else fmean)(self.values)


@dataclass(frozen=True, slots=True)
class Target:
    """That kgraph is to be so many times as good as a peer, by a statistic of a row of the table."""

    row: str
    statistic: Statistic
    peer: str
    at_least: float


TARGETS = (
    Target("neighbours", "mean", "networkx collapsed", 100),
    Target("neighbours", "mean", "PostgreSQL", 50),
    Target("records", "mean", "networkx collapsed", 30),
    Target("records", "mean", "PostgreSQL", 10),
    Target("path", "median", "PostgreSQL", 20),
    Target("path", "median", "ladybug", 150),
    Target("path", "median", "igraph", 200),
    Target("path", "median", "networkx collapsed", 10),
    Target("path", "median", "C loop", 1 / 6),
    Target("paths", "median", "PostgreSQL", 12),
    Target("paths", "median", "networkx collapsed", 25),
    Target("paths", "median", "ladybug", 150),
    Target("typo", "mean", "rapidfuzz scan", 100),
    Target("prefix", "mean", "SQLite FTS5", 4),
)
MAX_BYTES_PER_CLAIM = 80
MAX_PEAK_RATIO = 2
MIN_LOAD_RATIO = 2.5
MIN_OPEN_RATIO = 15
MAX_START_RATIO = 1.5
MAX_SERVICE_RATIO = 2.0
MAX_GROWTH = {"neighbours": 1.5, "rare": 3.0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a target was met at a size: what was measured, and what was wanted of it; None if it was not measured."""

    work: str
    wanted: str
    measured: float | None
    is_met: bool | None


def find_percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest of the values that so many percent of them do not exceed.

    >>> find_percentile([3, 1, 2, 4], 50)
    2
    """
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def find_times(measured: Measured, row: str, asked: int) -> Times | None:
    """Return the times of a row of the table; None if the peer has none.

    `path` has the pairs with a path, `separate` those without; so has `paths` only pairs with a path.
    """
    workload = "path" if row == "separate" else row
    given = measured.get("workloads", {}).get(workload)
    if given is None:
        return None
    answered = enumerate(zip(given["times_ms"], given["answers"], strict=True))
    times = {
        number: time
        for number, (time, answer) in answered
        if workload not in ("path", "paths") or answer is None or bool(answer) != (row == "separate")
    }
    return Times(times, asked) if times else None


def find_ratio(own: Times, other: Times, statistic: Statistic) -> float:
    """Return how many times the other is what the own is, on the queries that both answered."""
    both = own.by_query.keys() & other.by_query.keys()
    mine, theirs = (Times({number: each.by_query[number] for number in both}, each.asked) for each in (own, other))
    return theirs.get(statistic) / mine.get(statistic)


def judge_targets(sizes: Mapping[str, Mapping[str, Measured]], size: str, asked: int) -> list[Verdict]:
    """Return the verdicts at one of the sizes; those on growth compare the smallest with the largest size."""
    peers = sizes[size]
    own = peers.get(KGRAPH, {})
    return [
        *(_judge_ratio(target, own, peers.get(target.peer, {}), asked) for target in TARGETS),
        *(_judge_growth(row, most, sizes, asked) for row, most in MAX_GROWTH.items()),
        *_judge_memory(own),
        *_judge_load(own, peers.get("networkx collapsed", {})),
    ]


def _judge_ratio(target: Target, own: Measured, other: Measured, asked: int) -> Verdict:
    mine, theirs = find_times(own, target.row, asked), find_times(other, target.row, asked)
    ratio = find_ratio(mine, theirs, target.statistic) if mine and theirs else None
    work = f"{TITLES[target.row]}, {target.statistic}: {target.peer} / kgraph"
    wanted = f"at least {target.at_least:g}" if target.at_least >= 1 else f"at least 1/{1 / target.at_least:g}"
    return Verdict(work, wanted, ratio, None if ratio is None else ratio >= target.at_least)


def _judge_growth(row: str, most: float, sizes: Mapping[str, Mapping[str, Measured]], asked: int) -> Verdict:
    times = [find_times(peers.get(KGRAPH, {}), row, asked) for peers in sizes.values()]
    ends = (times[0], times[-1]) if len(times) > 1 else (None, None)
    growth = ends[1].get("p99") / ends[0].get("p99") if ends[0] and ends[1] else None
    names = list(sizes)
    work = f"{TITLES[row]}, p99: kgraph at {names[-1]} / at {names[0]}"
    return Verdict(work, f"at most {most:g}", growth, None if growth is None else growth <= most)


def _judge_memory(own: Measured) -> list[Verdict]:
    weight = own.get("weight") or {}
    opened, peak, built = weight.get("opened"), weight.get("opened_peak"), weight.get("peak")
    opening, building = ((each / opened if each and opened else None) for each in (peak, built))
    return [
        Verdict(
            "resident bytes per claim, opened and read once", f"at most {MAX_BYTES_PER_CLAIM}", opened,
            None if opened is None else opened <= MAX_BYTES_PER_CLAIM,
        ),
        Verdict(
            "peak while opening the snapshot / resident", f"below {MAX_PEAK_RATIO}", opening,
            None if opening is None else opening < MAX_PEAK_RATIO,
        ),
        Verdict(
            "peak while building from rows / resident", f"below {MAX_PEAK_RATIO}", building,
            None if building is None else building < MAX_PEAK_RATIO,
        ),
    ]  # fmt: skip


def _judge_load(own: Measured, collapsed: Measured) -> list[Verdict]:
    base = (collapsed.get("weight") or {}).get("load_s")
    verdicts = []
    for own_s, work, least in (
        ((own.get("weight") or {}).get("load_s"), "load from rows: networkx collapsed / kgraph", MIN_LOAD_RATIO),
        (own.get("open_s"), "networkx collapsed from rows / kgraph from its snapshot", MIN_OPEN_RATIO),
    ):
        ratio = base / own_s if base and own_s else None
        verdicts.append(Verdict(work, f"at least {least:g}", ratio, None if ratio is None else ratio >= least))
    return verdicts


def judge_service(services: Mapping[str, Mapping[str, float]]) -> list[Verdict]:
    """Return the verdicts on the service of the article, as `bench.service` measured it; none if it did not."""
    if not services:
        return []
    verdicts = []
    for field, work, most in (
        ("start_s", "the article's service, start to first answer: kgraph / FastAPI alone", MAX_START_RATIO),
        ("resident", "the article's service, resident memory: kgraph / FastAPI alone", MAX_SERVICE_RATIO),
    ):
        ratio = services[KGRAPH][field] / services["hello"][field]
        verdicts.append(Verdict(work, f"at most {most:g}", ratio, ratio <= most))
    return verdicts


def list_rows(peers: Mapping[str, Measured]) -> list[str]:
    """Return the rows of `TITLES` that any peer has times for, in their order."""
    workloads: set[Workload | str] = {each for measured in peers.values() for each in measured.get("workloads", {})}
    if "path" in workloads:
        workloads.add("separate")
    unknown = workloads - {*WORKLOADS, "separate"}
    if unknown:
        raise ValueError(f"no title for {sorted(unknown)}")
    return [row for row in TITLES if row in workloads]
