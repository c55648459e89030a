"""Made-up FollowTheMoney records for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).resolve().parent.parent / "fixtures" / "ftm" / "example.ndjson"

Record = dict[str, Any]


def make_record(id: str, schema: str, /, **properties: str | list[str]) -> Record:
    """Return a record; a property with one value may be given as a text."""
    values = {name: [value] if isinstance(value, str) else value for name, value in properties.items()}
    return {"id": id, "schema": schema, "properties": values, "datasets": ["xx_list"]}


PERSON = make_record("p1", "Person", name="Ann Example")
OTHER = make_record("p2", "Person", name="Bob Example")
COMPANY = make_record("c1", "Company", name="Example Works")
OWNERSHIP = make_record("o1", "Ownership", owner="p1", asset="c1")
GOOD = (PERSON, OTHER, COMPANY, OWNERSHIP)


def write_records(file: Path, *records: Record | str | bytes) -> Path:
    """Write records, or lines as they are, to a file, each with a line break behind it."""
    lines = (
        record
        if isinstance(record, bytes)
        else (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)).encode()
        for record in records
    )
    file.write_bytes(b"".join(line + b"\n" for line in lines))
    return file
