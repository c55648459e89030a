"""The plot of a run: what a query costs against the number of claims, both on logarithmic scales."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.summary import KGRAPH, TITLES, find_times

ROWS = ("neighbours", "rare", "records", "path", "paths", "typo", "prefix")
COLUMNS = 4


def find_obstacle() -> str | None:
    """Return why nothing can be plotted, or None."""
    return None if importlib.util.find_spec("matplotlib") else "matplotlib not installed"


def write_plot(run: Mapping[str, Any], path: Path) -> None:
    """Write a picture, its form by the name of the file (`.svg`, `.png`): a panel for each kind of query."""
    matplotlib = importlib.import_module("matplotlib")
    matplotlib.use("Agg")
    # The same run makes the same bytes.
    matplotlib.rcParams["svg.hashsalt"] = "kgraph"
    pyplot = importlib.import_module("matplotlib.pyplot")
    lines = -(-(len(ROWS) + 1) // COLUMNS)
    figure, panels = pyplot.subplots(lines, COLUMNS, figsize=(4 * COLUMNS, 3.4 * lines), layout="constrained")
    names = list(dict.fromkeys(name for peers in run["sizes"].values() for name in peers))
    colours = dict(zip(names, pyplot.get_cmap("tab20").colors, strict=False))
    for row, panel in zip(ROWS, panels.flat, strict=False):
        for name in names:
            points = _find_points(run, row, name)
            if points:
                weight = 2.5 if name == KGRAPH else 1.2
                panel.plot(*zip(*points, strict=True), marker="o", color=colours[name], linewidth=weight, label=name)
        panel.set(xscale="log", yscale="log", title=TITLES[row], xlabel="claims", ylabel="ms, mean")
        panel.title.set_fontsize(10)
        panel.grid(visible=True, which="major", alpha=0.3)
    legends = (zip(*panel.get_legend_handles_labels(), strict=True) for panel in panels.flat)
    keys = {label: handle for legend in legends for handle, label in legend}
    for panel in panels.flat[len(ROWS) :]:
        panel.axis("off")
    panels.flat[len(ROWS)].legend(keys.values(), keys.keys(), loc="center", fontsize=9)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)


def _find_points(run: Mapping[str, Any], row: str, name: str) -> list[tuple[int, float]]:
    """Return the number of claims and the mean time of a peer at each size; the mean is what hubs show in."""
    points = []
    for size, peers in run["sizes"].items():
        times = find_times(peers.get(name, {}), row, run["queries"])
        if times:
            points.append((run["data"][size]["claims"], times.get("mean")))
    return points
