"""The report of a run: `results.json` with every time, `results.md` with the tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench.peers import find_peer
from bench.peers.base import QUERY_LIMIT_S
from bench.summary import (
    KGRAPH,
    TITLES,
    Measured,
    Times,
    find_ratio,
    find_times,
    judge_service,
    judge_targets,
    list_rows,
)

Sizes = Mapping[str, Mapping[str, Measured]]
# The size that the targets are about.
TARGET_SIZE = "1m"
# By which statistic peers are compared in a table: hubs make the mean of neighbours.
MEANS = frozenset({"neighbours", "rare", "records", "typo", "prefix"})


def write_report(run: Mapping[str, Any], folder: Path) -> None:
    """Write the report of a run, as `bench.run` returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = {**run, "sizes": {size: {name: _without_answers(each) for name, each in peers.items()}
                              for size, peers in run["sizes"].items()}}  # fmt: skip
    (folder / "results.json").write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "results.md").write_text(render(run), encoding="utf-8")


def render(run: Mapping[str, Any]) -> str:
    """Return the report as Markdown."""
    sizes: Sizes = run["sizes"]
    parts = [
        "# Benchmark",
        f"{run['queries']} queries of each kind, seed {run['seed']}; times in milliseconds. A dash: not measured.",
        table(("machine", ""), run["machine"].items()),
        _render_disagreements(run["disagreements"]),
        _render_targets(run),
    ]
    for size, peers in sizes.items():
        parts.append(_render_size(size, peers, run))
    parts.append("## Peers")
    parts.append(table(("peer", "version", "what it is"), _iter_peers(sizes)))
    return "\n\n".join(parts) + "\n"


def _render_disagreements(told: list[str]) -> str:
    if not told:
        return "All answers of all peers agree, and each hop of each path has a claim that passes the filter."
    return "\n".join([f"**{len(told)} wrong answers:**", "", *(f"- {each}" for each in told[:100])])


def _render_targets(run: Mapping[str, Any]) -> str:
    sizes: Sizes = run["sizes"]
    size = TARGET_SIZE if TARGET_SIZE in sizes else next(iter(sizes))
    words = {None: "not measured", True: "met", False: "**missed**"}
    verdicts = [*judge_targets(sizes, size, run["queries"]), *judge_service(run.get("service", {}))]
    rows = [(each.work, each.wanted, figure(each.measured), words[each.is_met]) for each in verdicts]
    return f"## Targets, at {size}\n\n" + table(("work", "wanted", "measured", ""), rows)


def _render_size(size: str, peers: Mapping[str, Measured], run: Mapping[str, Any]) -> str:
    data = run["data"][size]
    parts = [f"## {data['rows']:,} rows ({size}): {data['claims']:,} claims, {data['names']:,} names"]
    parts.append(_describe_difference(data["difference"]))
    for row in list_rows(peers):
        lines = list(_iter_lines(row, peers, run["queries"]))
        if lines:
            head = ("peer", "queries", "median", "mean", "p99", f"{'mean' if row in MEANS else 'median'} / kgraph's")
            parts.append(f"### {TITLES[row][0].upper()}{TITLES[row][1:]}")
            parts.append(table((*head, "recall") if row in ("typo", "prefix") else head, lines))
    parts.append("### Load and memory")
    parts.append(
        "Without names: the graph alone, from rows, in a process of its own. Opened: resident, and at most, in one "
        "that started from what is kept and read all of the graph once. In bytes for each claim."
    )
    loads = ("peer", "load, s", "without names, s", "resident", "peak", "open, s", "kept", "opened", "peak")
    parts.append(table(loads, _iter_loads(peers)))
    if skipped := [(name, each["skipped"]) for name, each in peers.items() if "skipped" in each]:
        parts.append(table(("skipped", "because"), skipped))
    return "\n\n".join(parts)


def _describe_difference(difference: Mapping[str, float]) -> str:
    return (
        "Beside the real events, as ratios of the farthest quantile (up to the 95th percentile): "
        f"degrees {figure(difference['degree_ratio'])}, claims per pair "
        f"{figure(difference['claims_per_pair_ratio'])}; pairs per claim "
        f"{figure(difference['pairs_per_claim_ratio'])}, names per claim "
        f"{figure(difference['names_per_claim_ratio'])}. Of the claims {_share(difference['moved_predicates'])} would "
        f"have to change their predicate, {_share(difference['moved_years'])} their year, for the same shares."
    )


def _iter_lines(row: str, peers: Mapping[str, Measured], asked: int) -> Iterable[tuple[str, ...]]:
    own = find_times(peers.get(KGRAPH, {}), row, asked)
    for name, measured in peers.items():
        times = find_times(measured, row, asked)
        if times is None:
            continue
        statistic: Any = "mean" if row in MEANS else "median"
        ratio = find_ratio(own, times, statistic) if own and name != KGRAPH else None
        recall = (_share(measured.get("recall", {}).get(row)),) if row in ("typo", "prefix") else ()
        figures = (times.get("median"), times.get("mean"), times.get("p99"), ratio)
        yield (name, _count(times, measured, row), *map(figure, figures), *recall)


def _count(times: Times, measured: Measured, row: str) -> str:
    """Return how many queries a row is about, and of how many that were asked if these were not all."""
    given = measured["workloads"]["path" if row == "separate" else row]["answers"]
    told = str(len(times.by_query))
    if len(given) < times.asked:
        told += f"; slow: asked {len(given)} of {times.asked}"
    if given_up := sum(answer is None for answer in given):
        told += f"; {given_up} given up after {QUERY_LIMIT_S} s"
    return told


def _iter_loads(peers: Mapping[str, Measured]) -> Iterable[tuple[str, ...]]:
    for name, each in peers.items():
        if "load_s" in each:
            weight = each.get("weight") or {}
            loaded = (each["load_s"], *(weight.get(field) for field in ("load_s", "resident", "peak")))
            kept = (each.get("open_s"), each.get("kept_bytes_per_claim"))
            opened = (weight.get("opened"), weight.get("opened_peak"))
            yield (name, *map(figure, (*loaded, *kept, *opened)))


def _iter_peers(sizes: Sizes) -> Iterable[tuple[str, str, str]]:
    for name in dict.fromkeys(name for peers in sizes.values() for name in peers):
        versions = [peers[name]["version"] for peers in sizes.values() if peers.get(name, {}).get("version")]
        yield name, versions[0] if versions else "", find_peer(name).note


def _without_answers(measured: Measured) -> dict[str, Any]:
    workloads = {}
    for workload, given in measured.get("workloads", {}).items():
        found = [None if answer is None else len(answer) for answer in given["answers"]]
        workloads[workload] = {"times_ms": given["times_ms"], "found": found}
    return {**measured, "workloads": workloads}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table as Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def figure(value: float | None) -> str:
    """Return a number with three significant digits.

    >>> [figure(each) for each in (0.012345, 4.5678, 123.4, 98765.4, None)]
    ['0.0123', '4.57', '123', '98,765', '–']
    """
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
