"""Sources: what one can cite."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kgraph.dates import EdtfText
from kgraph.records.base import Line, Record, RecordId

SourceType = Literal["article", "cited-item", "dataset", "web-page"]


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
