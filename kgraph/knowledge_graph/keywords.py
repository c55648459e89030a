"""The filters as keywords, for whoever checks types: a word that is mistyped is found before anything runs.

What each means is said once, in `kgraph.filters`; a test holds the two together. A filter that is None, or empty, is
not set.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict

Words = Iterable[str] | str
Number = int | str
Amount = Decimal | float | str


class TieFilters(TypedDict, total=False):
    """What claims and ties are narrowed by."""

    type: Words | None
    predicate: Words | None
    topic: Words | None
    status: Words | None
    polarity: Words | None
    basis: Words | None
    hedged: bool | str | None
    speaker: Words | None
    outlet: Words | None
    exclude_outlet: Words | None
    source: Words | None
    exclude_source: Words | None
    min_outlets: Number | None
    date: str | None
    date_match: str | None
    known_as_of: str | None
    rank: Words | None
    value: Iterable[Amount] | Amount | None
    value_min: Amount | None
    value_max: Amount | None
    unit: Words | None
    q: str | None
    paragraph: Iterable[Number] | Number | None
    sentence: Iterable[Number] | Number | None


class BriefFilters(TieFilters, total=False):
    """What a brief is narrowed by: by whom it is about, it asks apart."""

    subject: Words | None
    object: Words | None
    between: Words | None


class ClaimFilters(BriefFilters, total=False):
    """What claims are narrowed by."""

    about: Words | None
