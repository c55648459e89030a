"""Retired ids: those that earlier versions of a dataset used, and that this one no longer has."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from kgraph.records.base import Line, Record, RecordId

RetiredKind = Literal["entity", "claim", "source"]
RETIRED_KINDS: tuple[RetiredKind, ...] = get_args(RetiredKind)


class Retired(Record):
    """An id that is not given again: why it went, and which record stands in its place, if one does."""

    id: RecordId
    kind: RetiredKind = Field(description="The kind of record that had this id.")
    reason: Line = Field(description="Why there is no such record any more.")
    merged_into: RecordId | None = Field(
        default=None, description="The id of the same kind that took its place; null: it was removed."
    )
