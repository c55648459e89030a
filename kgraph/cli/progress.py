"""A bar on the standard error for what takes longer than a moment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

OnPhase = Callable[[str, int, int], None]


@contextmanager
def show_progress(first: str = "reading") -> Iterator[OnPhase | None]:
    """Yield what shows a bar on a terminal, given a phase, how much of it is done, and of how much; None elsewhere."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(first, total=None)

        def show(phase: str, done: int, total: int) -> None:
            # Of a phase that is short something is seen, too.
            is_new = phase != bar.tasks[0].description
            bar.update(task, description=phase, completed=done, total=total or None, refresh=is_new)

        yield show


def to_progress(on_phase: OnPhase | None, phase: str) -> Callable[[int, int], None] | None:
    """Return what takes how much of one phase is done; None where nothing is shown."""
    return None if on_phase is None else lambda done, total: on_phase(phase, done, total)
