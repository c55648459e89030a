"""Check retired ids against the ids that are there, and against one another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from kgraph.loading.findings import Finding, Findings
from kgraph.loading.known import Everything
from kgraph.records import Retired
from kgraph.records.retired import RetiredKind

_FILE = "retired"


def check_retired(
    retired: Sequence[Retired], living: Mapping[RetiredKind, Collection[str]], findings: Findings
) -> None:
    """Report retired ids that are ids of records, and mergers that lead nowhere, or back to where they began.

    `living` has the ids of each kind; `Everything` where a part of a file could not be read.
    """
    merged = {kind: {each.id: each.merged_into for each in retired if each.kind == kind} for kind in living}
    for each in retired:
        ids, gone = living[each.kind], merged[each.kind]
        # What was in a file that could not be read is not said to be missing.
        if isinstance(ids, Everything):
            continue
        if each.id in ids:
            article = "an" if each.kind == "entity" else "a"
            message = f"is retired, and yet the id of {article} {each.kind} that is there"
            findings.add(Finding(_FILE, each.id, "id", each.id, message))
        target = each.merged_into
        if target is not None and target not in ids and target not in gone:
            message = f"is the id of no {each.kind}, neither there nor retired"
            findings.add(Finding(_FILE, each.id, "merged_into", target, message, chain(ids, gone)))
    for kind in living:
        for circle in _iter_circles(merged[kind]):
            message = f"retired ids are merged into one another in a circle: {' → '.join([*circle, circle[0]])}"
            findings.add(Finding(_FILE, circle[0], "merged_into", circle[1 % len(circle)], message))


def _iter_circles(targets: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Yield each circle once, from its smallest id on; whatever only leads into one is in none."""
    seen: set[str] = set()
    for start in sorted(targets):
        path: dict[str, int] = {}
        step: str | None = start
        while step is not None and step in targets and step not in seen and step not in path:
            path[step] = len(path)
            step = targets[step]
        if step in path:
            circle = list(path)[path[step] :]
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]
        seen.update(path)
