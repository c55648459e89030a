"""Answers that only tools give: documents as text, and a part of the vocabulary."""

from __future__ import annotations

from pydantic import Field

from kgraph.answers.answer import Empty, QueryEcho, TruncatedBy
from kgraph.answers.descriptions import Definition, FilterView, SchemaView
from kgraph.briefs import Brief
from kgraph.citations import Bibliography
from kgraph.errors import InvalidParameter
from kgraph.mcp.brief_text import write_brief_text
from kgraph.queries.parameters import check_word
from kgraph.records.base import Record
from kgraph.records.vocabulary import Predicate, Role, Term, Unit

# The words that qualify claims: shown to who asks for no part.
QUALIFYING_PARTS = ("statuses", "polarities", "bases", "ranks")
PARTS = tuple(SchemaView.model_fields)
# About as much as a model reads without losing the rest of what it was told.
MAX_ENTRIES = 100


class Words(Record):
    """Some of the words of a dataset, each with its meaning."""

    parts: dict[str, int] = Field(description="Every part of the vocabulary, and how many words it has.")
    words: dict[str, tuple[Term | Unit | Role | Predicate | Definition | FilterView, ...]] = Field(
        description="The words of the part that was asked for; else of those which qualify claims."
    )


class DocumentText(Record):
    """A document, as a model reads it."""

    text: str
    shown_count: int = Field(description="How many claims, or sources, are in it.")
    total_count: int = Field(description="How many there are that the question means.")
    query: QueryEcho
    undated_excluded: int = Field(description="Claims without a date that the date filter left out.")
    truncated_by: TruncatedBy | None = Field(description="The bound that cut the search short, if one did.")
    empty: Empty | None = Field(description="Why there are none; null when there are some.")


def pick_words(schema: SchemaView, part: str | None) -> Words:
    """Return the words of one part, or of those that qualify claims.

    Raises:
        UnknownWord: there is no such part.
    """
    if part is not None:
        check_word("part", part, PARTS)
    wanted = QUALIFYING_PARTS if part is None else (part,)
    return Words(
        parts={name: len(getattr(schema, name)) for name in PARTS},
        words={name: getattr(schema, name) for name in wanted},
    )


def write_brief(brief: Brief) -> DocumentText:
    """Return a brief in Markdown, as a model hands it on."""
    text = write_brief_text(brief)
    # What a date filter left out is counted in the text.
    return _build_document(brief, text, brief.shown_count, brief.claim_count, 0)


def write_bibliography(bibliography: Bibliography) -> DocumentText:
    """Return a bibliography.

    Raises:
        InvalidParameter: it has more entries than a model should be given at once; nothing of it is cut off.
    """
    entries = bibliography.entry_count
    if entries > MAX_ENTRIES:
        message = f"The bibliography has {entries:,} sources, more than {MAX_ENTRIES} here: narrow it by filters or id."
        raise InvalidParameter(message, parameter="id")
    return _build_document(bibliography, bibliography.text, entries, entries, bibliography.undated_excluded)


def _build_document(found: Brief | Bibliography, text: str, shown: int, total: int, undated: int) -> DocumentText:
    return DocumentText(
        text=text,
        shown_count=shown,
        total_count=total,
        query=found.query,
        undated_excluded=undated,
        truncated_by=found.truncated_by,
        empty=found.empty,
    )
