"""Passages of a text, and how they compare with a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from kgraph.cli.tables.record_table import RecordTable
from kgraph.loading import PassageCheck, Verification
from kgraph.text.passages import Passage

_STYLES = {"match": "green", "moved": "yellow", "changed": "bold red"}


def render_verification(result: Verification) -> Iterable[RenderableType]:
    """Yield a row per passage: whether it matches, where it has moved, and the claims that were read in it."""
    table = RecordTable("passage", "state", "claims read in it")
    for passage in result.passages:
        table.add_row(
            f"¶{passage.paragraph} s{passage.sentence}",
            Text(_show_state(passage), style=_STYLES[passage.state]),
            " ".join(passage.claims),
        )
    yield table


def _show_state(passage: PassageCheck) -> str:
    if passage.found_at is None:
        return passage.state
    paragraph, sentence = passage.found_at
    return f"moved to ¶{paragraph} s{sentence}"


def render_passages(passages: Sequence[Passage]) -> Iterable[RenderableType]:
    """Yield each sentence under its number and its digest."""
    for passage in passages:
        yield Text.assemble((f"¶{passage.paragraph} s{passage.sentence}", "bold"), "  ", (passage.digest, "cyan"))
        yield Padding(Text(passage.text), (0, 0, 0, 2))
