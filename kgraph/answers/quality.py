"""What `quality` answers with: where a dataset is weak, and what it leans on."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainSerializer

from kgraph.answers.answer import Library
from kgraph.answers.overviews import FacetCount
from kgraph.answers.shown import Shown
from kgraph.records.base import Record
from kgraph.records.claim import amount_to_json

Share = Annotated[
    Decimal,
    # Half is 0.5, whether it was worked out here or read from JSON.
    AfterValidator(Decimal.normalize),
    PlainSerializer(amount_to_json, return_type=float, when_used="json"),
    Field(ge=0, le=1, description="Part of the whole, from 0 to 1, rounded to four decimals."),
]
FindingId = Literal[
    "single_outlet_claims",
    "undated_claims",
    "uncited_claims",
    "presupposed_claims",
    "presupposed_ties",
    "orphan_entities",
    "unused_sources",
    "predicates_used_once",
    "unused_predicates",
]
FindingKind = Literal["claim", "tie", "entity", "source", "predicate"]


class Finding(Record):
    """One way in which records are weak, and the records that are so."""

    id: FindingId
    definition: str
    kind: FindingKind = Field(description="What the ids are of.")
    count: int = Field(description="How many records are so.")
    of: int = Field(description="How many records of that kind there are in all.")
    ids: tuple[str, ...] = Field(
        description="The first of them, in the order of their ids. A tie is named by its two entities, joined by `--`."
    )
    url: str | None = Field(description="Relative URL of the list of exactly these; null: no list has a filter for it.")


class LanguageCoverage(Record):
    """How many entities have a name in one language."""

    lang: str = Field(description="BCP 47, with its script: names in two scripts of one language are counted apart.")
    count: int = Field(description="Entities that have a name in it; every entity's main name is in English.")
    share: Share
    missing_count: int = Field(description="Entities that have none.")
    missing_ids: tuple[str, ...] = Field(description="The first of these, in the order of their ids.")


class ClaimShare(FacetCount):
    """How many claims have one value, such as one outlet, and which part of all claims they are."""

    share: Share


class Distribution(Record):
    """How the claims spread over the values of one property.

    A claim with several values, such as two outlets, counts under each: shares need not add up to 1.
    """

    value_count: int = Field(description="How many different values there are.")
    none_count: int = Field(description="Claims that have no value: for months, those without a date.")
    items: tuple[ClaimShare, ...] = Field(
        description="The values that most claims have: most claims first, then by value."
    )
    url: str = Field(description="Relative URL of the list of all values.")


class QualityView(Shown, Record):
    """Where a dataset is weak, and how its claims and names are spread. Deprecated claims count nowhere."""

    claim_count: int = Field(description="The claims that shares are of: all but deprecated ones.")
    entity_count: int
    findings: tuple[Finding, ...] = Field(description="Always the same, in the same order, also where none is so.")
    languages: tuple[LanguageCoverage, ...] = Field(
        description="Every language of any name in the dataset: most entities first, then by tag."
    )
    outlets: Distribution
    topics: Distribution
    months: Distribution = Field(
        description="Of the date when a claim holds, without its days. What is dated more coarsely, such as a year or "
        "an interval, counts under what it is."
    )

    def to_rows(self) -> list[dict[str, Any]]:
        """Return findings, languages, and the values that claims spread over, as flat rows of plain values."""
        from kgraph.answers.frames import list_rows

        return list_rows(type(self), [self])

    def to_dataframe(self, library: Library | None = None) -> Any:
        """Return the rows of `to_rows` as a data frame: of `pandas` or `polars`, by default the first one installed.

        Raises:
            MissingLibrary: it is not installed.
        """
        from kgraph.answers.frames import build_frame

        return build_frame(type(self), [self], library)
