"""The mapping of an import of FollowTheMoney records: its name, or a file that says what the dataset is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from kgraph.errors import Problem
from kgraph.importing.errors import ImportRefused
from kgraph.importing.mapping import DatasetSpec
from kgraph.loading.messages import plain_message
from kgraph.loading.problems import show_value
from kgraph.records.base import Record

NAME: Literal["followthemoney"] = "followthemoney"
_MAX_BYTES = 2**20


class RecordMapping(Record):
    """What a file of records becomes; without `dataset` that is told from the file."""

    format: Literal["followthemoney"] = NAME
    dataset: DatasetSpec | None = None


def find_record_mapping(given: str) -> RecordMapping | None:
    """Return the mapping that is named, or that lies in a file with `format = "followthemoney"`; None for any other.

    A file that cannot be read is any other, too: whoever reads it next says why.

    Raises:
        ImportRefused: the file has that format, and fields that are wrong.
    """
    if given == NAME:
        return RecordMapping()
    data = _read(Path(given))
    if data.get("format") != NAME:
        return None
    try:
        return RecordMapping.model_validate(data)
    except ValidationError as error:
        problems = [
            Problem(
                Path(given).name,
                None,
                ".".join(map(str, detail["loc"])) or None,
                None if detail["type"] in ("missing", "extra_forbidden") else show_value(detail["input"]),
                plain_message(detail),
            )
            for detail in error.errors(include_url=False)
        ]
        raise ImportRefused(given, problems) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return {}
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
