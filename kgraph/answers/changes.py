"""What has changed from one version of a dataset to another, record by record and field by field."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import Field

from kgraph.answers.shown import Shown
from kgraph.records.base import Record

ChangedKind = Literal["dataset", "word", "entity", "source", "claim", "retired"]
ChangeType = Literal["added", "removed", "changed"]
CHANGED_KINDS: tuple[ChangedKind, ...] = get_args(ChangedKind)
CHANGE_TYPES: tuple[ChangeType, ...] = get_args(ChangeType)


class FieldChange(Record):
    """What a field was, and what it is; null where it was, or is, not there."""

    field: str = Field(
        description="A dotted path in the record. An item of a list stands in square brackets: "
        "`names[ru Токаев].kind`, `evidence[report ¶3 s1].cites[paper]`, `qualifiers[share].value.amount`. `.order` "
        "is the order of the items, where it cannot be told from what was added and removed."
    )
    old: Any
    new: Any


class Change(Shown, Record):
    """A record that one version has and the other has not, or has otherwise."""

    kind: ChangedKind = Field(description="The kind of record; `word` of the vocabulary, `retired` for a retired id.")
    id: str = Field(description="Its id; before that of a word its list, before a retired one its kind, and a slash.")
    change: ChangeType
    label: str = Field(description="What people know it by: a name, a statement, a title.")
    fields: tuple[FieldChange, ...] = Field(
        description="What differs; of a record that was added or removed, all that is said in it."
    )
    reason: str | None = Field(
        description="Why a record was removed, an id retired, or a claim deprecated, where the newer version says so."
    )
    merged_into: str | None = Field(description="The id that the record, or the retired id, was merged into.")
