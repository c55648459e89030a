"""The words and their definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from kgraph.answers.descriptions import Definition, FilterView
from kgraph.cli.tables.record_table import RecordTable
from kgraph.records.vocabulary import Predicate, Role, Term, Unit

Word = Definition | FilterView | Predicate | Role | Term | Unit


def render_words(parts: Mapping[str, Sequence[Word]]) -> Iterable[RenderableType]:
    """Yield a headed table for each list of words; its name is what `kgraph schema` takes."""
    for name, words in parts.items():
        yield Text(f"{name} ({len(words)})", style="bold")
        table = RecordTable("id", "definition", ids=[word.id for word in words])
        for word in words:
            table.add_row(word.id, Text.assemble(word.definition, *_more(word)))
        yield table
        yield ""


def _more(word: Word) -> list[str | tuple[str, str]]:
    """Return what is to be known of a word beside its definition."""
    if isinstance(word, Predicate):
        types = f"{', '.join(word.subject_types)} → {', '.join(word.object_types)}"
        flags = "".join(f" · {flag}" for flag in ("symmetric", "single_valued") if getattr(word, flag))
        return [("\n" + f"“{word.label}” / “{word.inverse_label}” · {word.topic} · {types}{flags}", "dim")]
    if isinstance(word, Role):
        return [(f" {'Ties' if word.ties else 'Does not tie'} its entity to the subject.", "dim")]
    if isinstance(word, FilterView):
        times = "repeatable" if word.repeatable else "once"
        return [(f"\n{times} · {', '.join(word.queries)}", "dim")]
    return []
