"""What the shell completes: words of closed lists, and words, ids and names of the dataset that is asked.

A shell waits for each of these with its user: they read the files as they are, check nothing, never ask a service,
and offer nothing at all where anything is amiss.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kgraph.cli.opening import choose_where

if TYPE_CHECKING:
    from kgraph.knowledge_graph import KnowledgeGraph

# What is larger takes longer to read than somebody who presses a key is willing to wait.
MAX_BYTES = 4 * 2**20
MAX_SNAPSHOT_BYTES = 32 * 2**20
MOST_OFFERED = 500

# Takes what has been typed of a word, and, if it wants, the context.
Complete = Callable[..., list[str]]


def complete_words(*words: str) -> Complete:
    """Return what completes the words of a closed list."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def complete_vocabulary(part: str) -> Complete:
    """Return what completes the ids in a part of the vocabulary of the dataset: its topics, its predicates."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        def read(folder: Path) -> Iterator[str]:
            return (word["id"] for word in json.loads(_read(folder / "predicates.json"))[part])

        def ask(graph: KnowledgeGraph) -> Iterator[str]:
            return (word.id for word in getattr(graph.schema(), part))

        return _offer(ctx, incomplete, read, ask)

    return complete


def complete_sources(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of sources that begin so."""
    return _offer(
        ctx,
        incomplete,
        lambda folder: (source["id"] for source in _iter_records(folder, "sources")),
        lambda graph: (source.id for source in graph.sources(limit=MOST_OFFERED).iter_all()),
    )


def complete_entities(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of entities that begin so, and the names of one word; longer names would need quotes."""
    return _offer(
        ctx,
        incomplete,
        lambda folder: (name for entity in _iter_records(folder, "entities") for name in _list_names(entity)),
        lambda graph: (
            (hit.id for hit in graph.autocomplete(incomplete, limit=MOST_OFFERED)) if incomplete else iter(())
        ),
    )


def _list_names(entity: dict[str, Any]) -> list[str]:
    names = [entity["name"], *(name["text"] for name in entity["names"])]
    return [entity["id"], *(name for name in names if " " not in name)]


def _offer(
    ctx: typer.Context,
    incomplete: str,
    read: Callable[[Path], Iterable[str]],
    ask: Callable[[KnowledgeGraph], Iterable[str]],
) -> list[str]:
    """Return what begins so of the words that a folder, or else a snapshot, holds."""
    try:
        choose_where(ctx)
        if ctx.params.get("url") is not None:
            return []
        words = _get_words(_find_dataset(ctx), read, ask)
        return sorted({word for word in words if word.startswith(incomplete)})[:MOST_OFFERED]
    except Exception:
        # A traceback would stand in the middle of the line that is being typed.
        return []


def _get_words(
    path: Path, read: Callable[[Path], Iterable[str]], ask: Callable[[KnowledgeGraph], Iterable[str]]
) -> Iterable[str]:
    if path.is_dir():
        return read(path)
    if path.stat().st_size > MAX_SNAPSHOT_BYTES:
        return ()
    from kgraph.knowledge_graph import open

    return ask(open(path))


def _find_dataset(ctx: typer.Context) -> Path:
    given = ctx.params.get("data")
    if given is not None:
        return Path(given)
    from kgraph.loading import default_dataset_path

    return default_dataset_path()


def _iter_records(folder: Path, stem: str) -> Iterator[dict[str, Any]]:
    array = folder / f"{stem}.json"
    if array.exists():
        yield from json.loads(_read(array))
    else:
        yield from map(json.loads, _read(folder / f"{stem}.jsonl").splitlines())


def _read(file: Path) -> str:
    if file.stat().st_size > MAX_BYTES:
        raise OSError(f"{file} is too large to be read while somebody types")
    return file.read_text(encoding="utf-8-sig")
