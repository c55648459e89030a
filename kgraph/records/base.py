"""What all records share: they are frozen, and refuse fields they do not know."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# Ids stand in URLs, edge keys (`CLAIM#ROLE`) and file names: lower-case words, figures and a few joiners.
ID_PATTERN = r"^[a-z0-9]+(?:[-_.:][a-z0-9]+)*$"
UNIT_PATTERN = r"^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$"
# No control characters (a terminal or a CSV file would obey them), no space at either end.
LINE_PATTERN = r"^[^\x00-\x20\x7f-\x9f](?:[^\x00-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\x9f])?$"

RecordId = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=200)]
UnitId = Annotated[str, StringConstraints(pattern=UNIT_PATTERN, max_length=50)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=LINE_PATTERN)]


def is_absent(value: Any) -> bool:
    """Tell whether an optional member is to be left out of JSON rather than shown as null."""
    return value is None


Optional = Field(default=None, exclude_if=is_absent)


class Record(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
