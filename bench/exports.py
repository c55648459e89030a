"""The exports beside libraries that write the same kinds of files: the time, and the memory, that a file takes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from bench import memory
from bench.events import Row, iter_rows
from bench.export_peers import EXPORT_PEERS, ExportPeer
from bench.export_task import ANONYMOUS
from bench.generate import generate, write_rows
from bench.machine import describe_machine
from bench.report import figure, table

ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 900
# How often the memory of a writer is looked at.
INTERVAL_S = 0.005
HEAD = (
    *("format", "claims", "peer", "kgraph, s", "peer, s", "time, peer / kgraph"),
    *("kgraph, MiB", "peer, MiB", "memory, peer / kgraph", "hold, s"),
)


def find_obstacle() -> str | None:
    """Return why nothing can be measured here, or None."""
    return memory.find_obstacle()


def measure_exports(real: Path, rows: int, seed: int, formats: Iterable[str], folder: Path) -> dict[str, Any]:
    """Export so many generated events in some formats, by kgraph and by their peers; return all that was measured.

    `disagreements` says where the two files do not hold as many things; a peer that is not there, or fails, is
    `skipped` with the reason. Raises RuntimeError if kgraph fails.
    """
    known, peers = list(iter_rows(real)), {name: EXPORT_PEERS[name] for name in formats}
    result: dict[str, Any] = {"machine": describe_machine(), "rows": rows, "seed": seed, "formats": {}}
    claims = {
        fraction: import_events(known, max(1, rows // fraction), seed, folder / str(fraction))
        for fraction in sorted({peer.fraction for peer in peers.values()})
    }
    for name, peer in peers.items():
        _say(f"{name}: {peer.name}")
        measured = _measure_format(name, peer, folder)
        result["formats"][name] = {
            "peer": peer.name, "version": peer.version if peer.find_obstacle() is None else "",
            "claims": claims[peer.fraction], **measured,
        }  # fmt: skip
    result["disagreements"] = list(find_disagreements(result["formats"]))
    return result


def import_events(known: list[Row], rows: int, seed: int, folder: Path) -> int:
    """Make a dataset of so many events, as `kgraph import` does, and return how many claims it has."""
    folder.mkdir(parents=True)
    write_rows(generate(known, rows, seed), folder / "events.tsv")
    words = ("import", str(folder / "events.tsv"), "--mapping", "icews", "--out", str(folder / "data"))
    done = subprocess.run(
        [sys.executable, "-m", "kgraph", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found = re.search(r"([\d,]+) claims? from", done.stdout)
    if done.returncode or found is None:
        raise RuntimeError(f"kgraph import failed with status {done.returncode}: {done.stderr.strip()}")
    return int(found[1].replace(",", ""))


def _measure_format(format: str, peer: ExportPeer, folder: Path) -> dict[str, Any]:
    place = folder / format
    place.mkdir()
    task = {
        "format": format, "data": str(folder / str(peer.fraction) / "data"),
        "export": str(place / "kgraph"), "held": str(place / "held"),
    }  # fmt: skip
    own = run_task({**task, "by": "kgraph", "file": task["export"]}, place)
    if (obstacle := peer.find_obstacle()) is not None:
        return {"kgraph": own, "skipped": obstacle}
    own["counts"] = peer.count(place / "kgraph")
    try:
        held = run_task({**task, "by": "reader"}, place)
        other = {**held, **run_task({**task, "by": "peer", "file": str(place / "peer")}, place)}
    except RuntimeError as error:
        return {"kgraph": own, "skipped": str(error)}
    other["counts"] = peer.count(place / "peer")
    for file in place.iterdir():
        file.unlink()
    return {"kgraph": own, "beside": other}


def run_task(task: dict[str, str], place: Path) -> dict[str, Any]:
    """Run a task in a process of its own, and return what it measured, with `peak`: the most memory of it.

    The peak is over the time of writing, and what the process had before it opened anything is not counted.
    """
    ready, out, told = place / "ready", place / "measured.json", place / "told"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.export_task", json.dumps({**task, "ready": str(ready)}), str(out)]
    with told.open("w", encoding="utf-8") as errors, subprocess.Popen(command, cwd=ROOT, stderr=errors) as process:
        peak, end = 0, perf_counter() + LIMIT_S
        try:
            while process.poll() is None:
                if perf_counter() > end:
                    raise RuntimeError(f"{task['by']}, {task['format']}: took more than {LIMIT_S} s")
                if ready.exists():
                    peak = max(peak, _look_at(process.pid))
                sleep(INTERVAL_S)
        finally:
            process.kill()
    if process.returncode:
        raise RuntimeError(f"{task['by']}, {task['format']}: {_last_line(told)}")
    measured: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    if "before" in measured:
        measured["peak"] = max(peak, measured.pop("after")) - measured.pop("before")
        measured["bytes"] = Path(task["file"]).stat().st_size
    return measured


def _last_line(file: Path) -> str:
    return (file.read_text(encoding="utf-8").strip().splitlines() or ["no word"])[-1]


def _look_at(process: int) -> int:
    """Return the anonymous memory of a process in bytes; 0 if it has ended."""
    try:
        return memory.read_status(ANONYMOUS, Path(f"/proc/{process}/status"))
    except (OSError, ValueError):
        return 0


def find_disagreements(formats: Mapping[str, Any]) -> Iterator[str]:
    """Yield for each format what the two files do not hold alike."""
    for name, each in formats.items():
        if "beside" in each and each["kgraph"]["counts"] != each["beside"]["counts"]:
            yield f"{name}: {each['kgraph']['counts']} by kgraph, {each['beside']['counts']} by {each['peer']}"


def write_report(result: Mapping[str, Any], folder: Path) -> None:
    """Write `exports.json`, with all that was measured, and `exports.md`, with the tables."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "exports.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "exports.md").write_text(render(result), encoding="utf-8")


def render(result: Mapping[str, Any]) -> str:
    """Return the report as Markdown."""
    formats: Mapping[str, Any] = result["formats"]
    told = result["disagreements"]
    agreed = "The two files of each format hold the same numbers of nodes, edges, triples, rows or records."
    rows = ((name, _describe_counts(each["kgraph"].get("counts", {})), _size(each["kgraph"]), _size(each.get("beside")))
            for name, each in formats.items())  # fmt: skip
    peers = {each["peer"].split()[0]: each["version"] for each in formats.values()}
    versions = ", ".join(f"{name} {version}" for name, version in peers.items() if version)
    parts = [
        "# Exports",
        f"{result['rows']:,} generated rows, seed {result['seed']}; seconds of processor time; {versions}.",
        table(("machine", ""), result["machine"].items()),
        "\n".join(f"- **{each}**" for each in told) if told else agreed,
        table(HEAD, (_show(name, each) for name, each in formats.items())),
        table(("format", "in the file", "kgraph, MB", "peer, MB"), rows),
    ]
    if skipped := [(each["peer"], each["skipped"]) for each in formats.values() if "skipped" in each]:
        parts.append(table(("skipped", "because"), dict(skipped).items()))
    return "\n\n".join(parts) + "\n"


def _show(name: str, measured: Mapping[str, Any]) -> Iterable[str]:
    own, other = measured["kgraph"], measured.get("beside", {})
    figures = []
    for field, unit in (("write_s", 1), ("peak", 2**20)):
        mine, theirs = own[field] / unit, other[field] / unit if other else None
        figures += [mine, theirs, theirs / mine if theirs is not None and mine > 0 else None]
    return name, f"{measured['claims']:,}", measured["peer"], *map(figure, [*figures, other.get("hold_s")])


def _describe_counts(counts: Mapping[str, int]) -> str:
    if any(name.endswith(".csv") for name in counts):
        return f"{sum(counts.values()):,} rows in {len(counts)} tables"
    return ", ".join(f"{count:,} {kind}" for kind, count in counts.items()) or "–"


def _size(measured: Mapping[str, Any] | None) -> str:
    return figure(measured["bytes"] / 1e6 if measured else None)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
