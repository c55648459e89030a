"""Answers as JSON: the records of REST, where no statement stands without its citation.

A claim has two members more: `standing`, all that qualifies it in words, and `citations`, a line for each passage. Of a
claim that another record merely refers to only the id is left: its statement would stand there without evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from kgraph.answers.views import ClaimRef, ClaimView
from kgraph.mcp.rendering.claims import cite_claim, describe_standing


def iter_claims_in(record: Any) -> Iterator[ClaimView]:
    """Yield every claim in an answer, wherever it stands in it."""
    if isinstance(record, ClaimView):
        yield record
    elif isinstance(record, BaseModel):
        for name in type(record).model_fields:
            yield from iter_claims_in(getattr(record, name))
    elif isinstance(record, (tuple, dict)):
        for item in record.values() if isinstance(record, dict) else record:
            yield from iter_claims_in(item)


def to_structured(record: BaseModel, notes: list[str], version: str) -> dict[str, Any]:
    """Return an answer as JSON."""
    plain = record.model_dump(mode="json", by_alias=True)
    _complete(record, plain)
    return {"notes": notes, "dataset_version": version} | plain


def _complete(record: Any, plain: Any) -> None:
    """Add to every claim its standing and citations, and take from every mere reference its statement."""
    if isinstance(record, ClaimRef):
        del plain["statement"]
    elif isinstance(record, BaseModel):
        for name, field in type(record).model_fields.items():
            shown = field.serialization_alias or name
            if shown in plain:
                _complete(getattr(record, name), plain[shown])
        if isinstance(record, ClaimView):
            plain |= {"standing": describe_standing(record), "citations": cite_claim(record)}
    elif isinstance(record, (tuple, list)):
        for item, shown_item in zip(record, plain, strict=True):
            _complete(item, shown_item)
    elif isinstance(record, dict):
        for key, item in record.items():
            _complete(item, plain[str(key)])
