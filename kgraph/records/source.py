"""Sources: what one can cite."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kgraph.dates import EdtfText
from kgraph.records.base import Line, Optional, Record, RecordId
from kgraph.records.claim import URL_PATTERN

SourceType = Literal["article", "cited-item", "dataset", "web-page"]


def _is_empty(value: tuple[str, ...]) -> bool:
    return not value


class Source(Record):
    """The text that claims were read in, or an item which that text cites: an outlet and a date."""

    id: RecordId
    type: SourceType
    outlet: RecordId = Field(description="The entity that published it.")
    title: Line | None = Field(default=None, description="Null where it is unknown.")
    date: EdtfText | None = Field(
        default=None,
        description="EDTF; an inferred year is marked as such (2023?-05-19), a doubtful one left open (XXXX-01-06).",
    )
    date_printed: Line | None = Field(default=None, description="The date as the citing text prints it.")
    date_basis: Line | None = Field(default=None, description="How a year that is not printed was inferred.")
    authors: tuple[Line, ...] = Field(
        default=(),
        exclude_if=_is_empty,
        description="Who wrote it, as the byline has it: `Family name, Given name`, or a name that has no such parts.",
    )
    volume: Line | None = Optional
    issue: Line | None = Optional
    url: Annotated[str, StringConstraints(pattern=URL_PATTERN, max_length=2000)] | None = Optional
