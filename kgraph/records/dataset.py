"""A dataset: the folder of records that is validated, versioned and loaded as one."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from kgraph.records.base import Line, Record, RecordId
from kgraph.records.claim import Claim, Digest
from kgraph.records.entity import Entity
from kgraph.records.retired import Retired
from kgraph.records.source import Source
from kgraph.records.vocabulary import Vocabulary

# Changes whenever a dataset written for the version before would be read differently or refused.
FORMAT = 1


_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def _require_day(day: Any) -> Any:
    # pydantic takes a bare number, as a number or a text, for seconds since 1970.
    if isinstance(day, datetime.date) or (isinstance(day, str) and _DAY.match(day)):
        return day
    raise ValueError("must be a day, such as 2024-05-31")


class DatasetInfo(Record):
    """What `dataset.json` says about the dataset as a whole."""

    id: RecordId
    title: Line
    description: Line
    carrying_source: RecordId | None = Field(
        default=None, description="The source that all claims were read in, where there is one."
    )
    annotator: Line
    annotated: Annotated[datetime.date, BeforeValidator(_require_day)]
    data_licence: Line
    format: Literal[1] = Field(description="Version of the record format.")
    text_digest: Digest | None = Field(default=None, description="Digest of the carrying source's whole text.")


class Dataset(Record):
    """All records of a dataset, each list in the order of its ids, and the digest of their content.

    Retired ids are in the order of their kinds, then of the ids.
    """

    info: DatasetInfo
    vocabulary: Vocabulary
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    version: Digest
    retired: tuple[Retired, ...] = ()
