"""A peer that looks right and is not: its paths cross ties whatever their date."""

from __future__ import annotations

from dataclasses import replace

from bench.peers.networkx_collapsed import NetworkxCollapsed
from bench.questions import PathQuery


class Careless(NetworkxCollapsed):
    """NetworkX, with the date window forgotten."""

    name = "careless"
    workloads = frozenset({"path"})

    def find_path(self, query: PathQuery) -> list[int] | None:
        return super().find_path(replace(query, filter=replace(query.filter, first_day=1, last_day=10**6)))
