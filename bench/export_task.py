"""One export, in a process of its own: `python -m bench.export_task` reads a task and writes what it measured."""

from __future__ import annotations

import importlib
import json
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.export_peers import EXPORT_PEERS
from bench.memory import give_back, read_status

ANONYMOUS = "RssAnon"


def hold(task: dict[str, str]) -> dict[str, Any]:
    """Read an export with a peer's reader, and keep what it holds for a process that only writes.

    A reader leaves memory behind that is not the writer's to answer for.
    """
    start = process_time()
    held = EXPORT_PEERS[task["format"]].read(Path(task["export"]))
    taken = process_time() - start
    with Path(task["held"]).open("wb") as file:
        pickle.dump(held, file, pickle.HIGHEST_PROTOCOL)
    return {"hold_s": taken}


def write(task: dict[str, str]) -> dict[str, Any]:
    """Write `file`, and return what that took: `write_s` of processor time, `elapsed_s` by the clock.

    The file `ready` comes to be when all is there that is to be written. `before` is the anonymous memory before
    anything was opened, `after` that once the file is written.
    """
    prepare, write_file = _find_writer(task)
    give_back()
    before = read_status(ANONYMOUS)
    held = prepare()
    give_back()
    Path(task["ready"]).touch()
    start, elapsed = process_time(), perf_counter()
    write_file(held, Path(task["file"]))
    taken = {"write_s": process_time() - start, "elapsed_s": perf_counter() - elapsed}
    return {**taken, "before": before, "after": read_status(ANONYMOUS)}


def _find_writer(task: dict[str, str]) -> tuple[Callable[[], Any], Callable[[Any, Path], None]]:
    """Return what holds or opens the records, and what writes them; all modules are imported."""
    if task["by"] != "kgraph":
        peer = EXPORT_PEERS[task["format"]]
        for module in peer.modules:
            importlib.import_module(module)
        return (lambda: _unpickle(Path(task["held"]))), peer.write
    kgraph, exports = importlib.import_module("kgraph"), importlib.import_module("kgraph.exports")
    importlib.import_module(exports.get_format(task["format"]).module)
    return (lambda: kgraph.open(task["data"]).export(task["format"])), _write_pieces


def _unpickle(path: Path) -> Any:
    with path.open("rb") as file:
        return pickle.load(file)  # noqa: S301 (this run wrote it)


def _write_pieces(export: Any, path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(export)


if __name__ == "__main__":
    given, out = json.loads(sys.argv[1]), Path(sys.argv[2])
    out.write_text(json.dumps((hold if given["by"] == "reader" else write)(given)), encoding="utf-8")
