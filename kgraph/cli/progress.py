"""A bar on the standard error for what takes longer than a moment."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

OnPhase = Callable[[str, int, int], None]
# Whoever waits for no longer than this sees no bar.
PATIENCE_SECONDS = 1.0


class Waiting:
    """A bar that comes up when a command has kept its user waiting for a second, and goes when the answer comes.

    On a terminal alone. What is written to the terminal ends it, so that no line of an answer is written over.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._bar: Progress | None = None
        self._phase = ("asking", 0, 0)
        self._streams: tuple[Any, Any] | None = None

    def begin(self) -> None:
        """Wait, from now on, for something to be written."""
        if sys.stderr is None or not sys.stderr.isatty():
            return
        self._phase = ("asking", 0, 0)
        self._streams = sys.stdout, sys.stderr
        sys.stderr = _Watched(sys.stderr, self.end)
        if sys.stdout is not None and sys.stdout.isatty():
            sys.stdout = _Watched(sys.stdout, self.end)
        self._timer = threading.Timer(PATIENCE_SECONDS, self._show, (self._streams[1],))
        self._timer.daemon = True
        self._timer.start()

    def tell(self, phase: str, done: int, total: int) -> None:
        """Say what is being done, how much of it is, and of how much; 0 where nobody can tell."""
        self._phase = phase, done, total
        with self._lock:
            if self._bar is not None:
                _show_phase(self._bar, phase, done, total)

    def end(self) -> None:
        """Take the bar away, or let none come up."""
        if self._streams is None:
            return
        sys.stdout, sys.stderr = self._streams
        self._streams = None
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
                self._bar = None

    def _show(self, stderr: Any) -> None:
        from rich.console import Console
        from rich.progress import Progress, TimeElapsedColumn

        with self._lock:
            if self._streams is None:
                return
            columns = (*_build_columns(), TimeElapsedColumn())
            # What it writes itself is not to end it: it is given the terminal as it is.
            self._bar = Progress(
                *columns,
                console=Console(file=stderr),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            phase, done, total = self._phase
            self._bar.add_task(phase, completed=done, total=total or None)
            self._bar.start()


waiting = Waiting()


def _show_phase(bar: Progress, phase: str, done: int, total: int) -> None:
    task = bar.tasks[0]
    # Of a phase that is short something is seen, too.
    is_new = phase != task.description
    if is_new:
        # To the bar, no total means that it is still the old one, and what was once done goes on being so.
        task.total, task.finished_time = None, None
    bar.update(task.id, description=phase, completed=done, total=total or None, refresh=is_new)


class _Watched:
    """A stream that tells before something is written to it."""

    def __init__(self, stream: Any, tell: Callable[[], None]) -> None:
        self._stream = stream
        self._tell = tell

    def write(self, text: str) -> int:
        """Write a text."""
        self._tell()
        written: int = self._stream.write(text)
        return written

    @property
    def buffer(self) -> Any:
        """What takes bytes; whoever asks for it is about to write some."""
        self._tell()
        return self._stream.buffer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _build_columns() -> tuple[ProgressColumn, ...]:
    from rich.progress import BarColumn, ProgressColumn, Task, TextColumn
    from rich.text import Text

    class ShareColumn(ProgressColumn):
        """How much is done, where that is known."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.percentage:>3.0f} %" if task.total else "")

    return TextColumn("{task.description}"), BarColumn(), ShareColumn()


@contextmanager
def show_progress(first: str = "reading") -> Iterator[OnPhase | None]:
    """Yield what shows a bar on a terminal, given a phase, how much of it is done, and of how much; None elsewhere."""
    waiting.end()
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, TimeRemainingColumn

    with Progress(*_build_columns(), TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        bar.add_task(first, total=None)
        yield partial(_show_phase, bar)


def to_progress(on_phase: OnPhase | None, phase: str) -> Callable[[int, int], None] | None:
    """Return what takes how much of one phase is done; None where nothing is shown."""
    return None if on_phase is None else lambda done, total: on_phase(phase, done, total)
