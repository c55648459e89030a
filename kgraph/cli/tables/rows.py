"""Rows of what commands alone print: passages, problems of a dataset, and what a command has done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kgraph.answers.rows.columns import Cell, Cells, Column, RowTable, each, integer, text, texts
from kgraph.errors import Problem
from kgraph.loading import PassageCheck
from kgraph.text.passages import Passage

_PLACE = (
    integer("paragraph", "number of the paragraph, from 1"),
    integer("sentence", "number of the sentence in it, from 1"),
)
_CHECK = (
    *_PLACE,
    text("state", "match, moved or changed"),
    integer("found_at_paragraph", "where it stands now, if it has moved"),
    integer("found_at_sentence", "the same"),
    texts("claims", "ids of the claims that were read in it"),
)
_PASSAGE = (*_PLACE, text("digest", "SHA-256 of the normalised sentence"), text("text", "the sentence"))
_PROBLEM = (
    text("file", "the file"),
    text("record", "id of the record, or its place in the file"),
    text("field", "dotted path in the record"),
    text("value", "what stands there"),
    text("message", "what is wrong"),
    texts("nearest", "known ids or words that resemble the value"),
)


def _check_cells(check: PassageCheck) -> Cells:
    return (check.paragraph, check.sentence, check.state, *(check.found_at or (None, None)), check.claims)


def _passage_cells(passage: Passage) -> Cells:
    return (passage.paragraph, passage.sentence, passage.digest, passage.text)


def _problem_cells(problem: Problem) -> Cells:
    return (problem.file, problem.record, problem.field, problem.value, problem.message, problem.nearest)


def build_facts_table(facts: Mapping[str, Any]) -> RowTable:
    """Return the table of one row that has a column for each fact; what is no plain value is JSON."""
    columns = tuple(Column(name, "text", "a fact") for name in facts)
    return RowTable("facts", "One row.", columns, each(lambda row: tuple(map(_to_cell, row.values()))))


def _to_cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | int):
        return value
    return json.dumps(value, ensure_ascii=False) if value else None


VERIFICATION = RowTable("verification", "A row for each passage.", _CHECK, each(_check_cells))
PASSAGES = RowTable("passages", "A row for each sentence.", _PASSAGE, each(_passage_cells))
PROBLEMS = RowTable("problems", "A row for each problem.", _PROBLEM, each(_problem_cells))
