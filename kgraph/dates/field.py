"""A field of a record or of a request that holds an EDTF text."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from kgraph.dates.parser import MAX_TEXT_LENGTH, parse_edtf


def _check_edtf(text: str) -> str:
    parse_edtf(text)
    return text


EdtfText = Annotated[
    str,
    Field(
        description=(
            "A date in EDTF (Extended Date/Time Format), levels 0 and 1 and parts of level 2: a day, month,"
            " season, year, decade or century, with ? (uncertain), ~ (approximate) or % (both) at a"
            " component; an interval with open (..) or unknown (empty) ends; one of a set; a day of an"
            " unknown year."
        ),
        examples=["2023-05-19", "2023?-05-19", "2023-05/..", "[2025..]", "XXXX-01-06"],
        json_schema_extra={"minLength": 1, "maxLength": MAX_TEXT_LENGTH},
    ),
    AfterValidator(_check_edtf),
]
"""A string that `parse_edtf` can read. It stays the string that was given."""
