"""What a structure weighs in the memory of a process of its own, as Linux counts it."""

from __future__ import annotations

import ctypes
import gc
import json
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from bench.events import Events
from bench.peers import find_peer
from bench.peers.base import Peer

ROOT = Path(__file__).resolve().parent.parent

STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")
# What resets the peak, by proc(5).
RESET_PEAK = "5"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a peer weighs, without names and text, in bytes per claim.

    `resident` once loaded from rows, and at most (`peak`) while loading, the events that came in not counted; `load_s`
    is how long that took. `opened` and `opened_peak` are the same in a process that started from what the peer keeps
    and then read all of its structure once; None for a peer that keeps nothing.
    """

    resident: float
    peak: float
    load_s: float
    opened: float | None = None
    opened_peak: float | None = None


def find_obstacle() -> str | None:
    """Return why memory cannot be measured here, or None."""
    return None if STATUS.exists() and CLEAR.exists() else "no /proc of Linux"


def weigh(peer: Peer, folder: Path) -> Weight:
    """Load the events of a folder into a peer and return what it weighs. The process should have done little before."""
    give_back()
    before = read_status("VmRSS")
    events = Events.load(folder)
    if peer.memory == "resident":
        events = events.without_names()
    claims = len(events)
    give_back()
    filled = read_status("VmRSS")
    CLEAR.write_text(RESET_PEAK)
    start = perf_counter()
    peer.load(events)
    load_s = perf_counter() - start
    peak = read_status("VmHWM") - filled
    # Columns that the peer took over are its own from here on, and all others go.
    del events
    give_back()
    resident = read_status("VmRSS") - before
    weight = Weight(resident=resident / claims, peak=max(peak, resident) / claims, load_s=load_s)
    if not peer.keeps:
        return weight
    peer.save()
    opened = _weigh_opened(peer)
    return replace(weight, opened=opened["resident"] / claims, opened_peak=opened["peak"] / claims)


def _weigh_opened(peer: Peer) -> dict[str, int]:
    """Open what a peer kept in a process of its own."""
    command = [sys.executable, "-m", "bench.memory", peer.name, str(peer.folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    opened: dict[str, int] = json.loads(done.stdout)
    return opened


def main() -> None:
    """Open what a peer kept in a folder, and print what it weighs."""
    name, folder = sys.argv[1:]
    peer = find_peer(name)(Path(folder))
    give_back()
    before = read_status("VmRSS")
    CLEAR.write_text(RESET_PEAK)
    peer.open()
    peer.touch()
    give_back()
    resident = read_status("VmRSS") - before
    peak = max(read_status("VmHWM") - before, resident)
    peer.close()
    print(json.dumps({"resident": resident, "peak": peak}))


def read_status(field: str, status: Path = STATUS) -> int:
    """Return a size that Linux tells of this process, or of that whose status is given, in bytes."""
    match = re.search(rf"^{field}:\s+(\d+) kB", status.read_text(), re.MULTILINE)
    if match is None:
        raise ValueError(f"no {field} in {status}")
    return int(match[1]) * 1024


def give_back() -> None:
    """Return freed memory to the system, so that it is not counted."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


if __name__ == "__main__":
    main()
