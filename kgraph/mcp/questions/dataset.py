"""The dataset itself: what it is, its words, its weaknesses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kgraph.answers.descriptions import DatasetView
from kgraph.answers.quality import QualityView
from kgraph.client import AnyGraph
from kgraph.mcp.answers import PARTS, Words, pick_words
from kgraph.mcp.parameters import paging, word
from kgraph.mcp.question import Question, caution
from kgraph.mcp.rendering.overviews import iter_quality
from kgraph.mcp.rendering.records import ALL_THAT_IS_KNOWN, iter_dataset


def _pick(graph: AnyGraph, given: dict[str, Any]) -> Words:
    return pick_words(graph.schema(), given.get("part"))


def iter_words(words: Words) -> Iterator[str]:
    """Yield each word with its meaning, then what other parts there are."""
    for part, terms in words.words.items():
        yield f"{part}:"
        yield from (f"  {term.id}: {term.definition}" for term in terms)
    others = ", ".join(f"{part} ({number})" for part, number in words.parts.items() if part not in words.words)
    yield f"Other parts, by their names as `part`: {others}"


DATASET_QUESTIONS = (
    Question(
        "quality",
        "Show where the dataset is weak",
        "Show how far to trust the dataset: how many claims rest on one outlet, have no date, cite nothing or are "
        "merely presupposed, and how they spread over outlets, topics and months.",
        QualityView,
        iter_quality,
        {"limit": paging(5, "ids, and values, of each part")["limit"]},
    ),
    Question(
        "schema",
        "Define the words",
        "Define the words of claims and filters. Without `part`: those that qualify a claim (statuses, polarities, "
        "bases, ranks), and which other parts there are. Ask for `predicates` before you filter by one.",
        Words,
        iter_words,
        {"part": word("Which words.", PARTS)},
        put=_pick,
    ),
    Question(
        "dataset",
        "Show what is loaded",
        "Show what the dataset is, what it was read in, its licence, version and size. It is all that the tools know.",
        DatasetView,
        iter_dataset,
        notes=caution(ALL_THAT_IS_KNOWN),
    ),
)
