"""What the benchmark ran on."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def describe_machine() -> dict[str, str]:
    """Return the processor, its cores, the memory, the system and Python, as text."""
    return {
        "processor": _read_field(Path("/proc/cpuinfo"), "model name") or platform.processor() or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": _read_memory(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def _read_memory() -> str:
    told = _read_field(Path("/proc/meminfo"), "MemTotal")
    return f"{int(told.split()[0]) / 2**20:.0f} GiB" if told else "unknown"


def _read_field(path: Path, name: str) -> str | None:
    if not path.exists():
        return None
    lines = (line.partition(":") for line in path.read_text(encoding="utf-8").splitlines())
    return next((value.strip() for field, _, value in lines if field.strip() == name), None)
