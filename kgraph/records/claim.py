"""Claims and their evidence: what somebody says, how surely, and where it was read."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictInt,
    StringConstraints,
    model_validator,
)

from kgraph.dates import EdtfText
from kgraph.records.base import Line, Optional, Record, RecordId, UnitId, is_absent
from kgraph.records.vocabulary import Basis, Polarity, Rank, Status

Modifier = Literal["exact", "about", "at_least", "at_most", "more_than", "few", "some"]
# A JSON number carries 15 significant digits through every reader; whole numbers are exact up to 2**53.
EXACT_DIGITS = 15
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
DIGEST_PATTERN = r"^[0-9a-f]{64}$"
URL_PATTERN = r"^https?://[^\x00-\x20\x7f]+$"
Digest = Annotated[str, StringConstraints(pattern=DIGEST_PATTERN)]


def _require_number(amount: Any) -> Any:
    if isinstance(amount, str):
        raise ValueError("must be a number, not a text")
    return amount


def _check_amount(amount: Decimal) -> Decimal:
    if not amount.is_finite():
        raise ValueError("an amount is a finite number")
    # Not `normalize`, which would round to the precision of the decimal context first.
    digits = "".join(map(str, amount.as_tuple().digits)).strip("0")
    if amount and (len(digits) > EXACT_DIGITS or abs(amount.adjusted()) > EXACT_DIGITS):
        raise ValueError(f"an amount has at most {EXACT_DIGITS} significant digits and as many places")
    return amount


def amount_to_json(amount: Decimal) -> int | float:
    """Return an amount as a JSON number, which holds it exactly."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


Amount = Annotated[
    Decimal,
    BeforeValidator(_require_number),
    AfterValidator(_check_amount),
    PlainSerializer(amount_to_json, return_type=int | float, when_used="json"),
]


class Value(Record):
    """A quantity, or a property in words, that is no entity."""

    amount: Amount | None = Field(default=None, description="In base units (22 billion dollars: 22000000000 USD).")
    modifier: Modifier | None = Field(default=None, description="How the amount is meant; null for mere words.")
    unit: UnitId | None = None
    text: Line | None = Field(default=None, description="The figure, or the property, in words.")

    @model_validator(mode="after")
    def _has_content(self) -> Self:
        if self.amount is None and self.text is None:
            raise ValueError("a value has an amount, a text, or both")
        if self.amount is not None and self.modifier is None:
            raise ValueError("an amount has a modifier, 'exact' where the text gives it plainly")
        return self


_CONTENTS = ("entity", "value", "claim")


def _require_one_content(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [member]} for member in _CONTENTS]


class Content(Record):
    """What a claim says of its subject: exactly one of an entity, a value, or another claim."""

    model_config = ConfigDict(json_schema_extra=_require_one_content)

    entity: RecordId | None = Optional
    value: Value | None = Optional
    claim: RecordId | None = Optional

    @model_validator(mode="after")
    def _has_one_content(self) -> Self:
        # Counted before they are named: this runs twice for each of a million claims.
        if (self.entity is None) + (self.value is None) + (self.claim is None) != len(_CONTENTS) - 1:
            given = [member for member in _CONTENTS if getattr(self, member) is not None]
            raise ValueError(f"exactly one of entity, value and claim is needed, not {' and '.join(given) or 'none'}")
        return self


class Qualifier(Content):
    """A further part of a claim, in a role of the vocabulary, with one of the same three kinds of content."""

    role: RecordId


def _require_moment(moment: Any) -> Any:
    # pydantic takes a bare number, as a number or a text, for seconds since 1970.
    if isinstance(moment, datetime.datetime) or (isinstance(moment, str) and _MOMENT.match(moment)):
        return moment
    raise ValueError("must be a moment with its time zone, such as 2024-05-31T12:00:00Z")


# Which of paragraph, sentence, row and url are given.
_LOCATOR_FORMS = {(True, True, False, False), (False, False, True, False), (False, False, False, True)}


class Locator(Record):
    """Where in its source a passage stands: a sentence, a row, or a page as it was retrieved."""

    paragraph: Annotated[StrictInt, Field(ge=1)] | None = Optional
    sentence: Annotated[StrictInt, Field(ge=1)] | None = Optional
    row: Annotated[StrictInt, Field(ge=1)] | None = Optional
    url: Annotated[str, StringConstraints(pattern=URL_PATTERN, max_length=2000)] | None = Optional
    retrieved: Annotated[AwareDatetime, BeforeValidator(_require_moment)] | None = Optional

    @model_validator(mode="after")
    def _is_one_form(self) -> Self:
        given = (self.paragraph is not None, self.sentence is not None, self.row is not None, self.url is not None)
        if given not in _LOCATOR_FORMS or (self.retrieved is not None and self.url is None):
            raise ValueError("a locator is {paragraph, sentence}, {row}, or {url, retrieved}")
        return self


class Cite(Record):
    """A source named in the brackets of a sentence, and the signal word before it."""

    id: RecordId
    signal: Literal["see"] | None = None


class Evidence(Record):
    """Why a claim is in the graph: the passage it was read in, and what that passage cites."""

    source: RecordId
    locator: Locator
    digest: Digest = Field(description="SHA-256 of the normalised passage.")
    cites: tuple[Cite, ...] = Field(default=(), description="Empty where the passage cites nothing.")


class Claim(Record):
    """One atomic statement that somebody makes."""

    id: RecordId
    statement: Line = Field(description="The claim as it is made, negation included, in one plain sentence of our own.")
    subject: RecordId
    predicate: RecordId
    object: Content
    qualifiers: tuple[Qualifier, ...] = ()
    valid: EdtfText | None = Field(default=None, description="When it holds (EDTF); null when the text does not say.")
    status: Status
    polarity: Polarity
    hedge: Line | None = Field(default=None, description="The cue word by which the text holds back, or null.")
    speaker: RecordId = Field(description="The entity that asserts it.")
    basis: Basis
    topics: tuple[RecordId, ...] = Field(default=(), description="Empty: those of its predicate.")
    rank: Rank = "normal"
    deprecated_because: Line | None = Field(
        default=None, exclude_if=is_absent, description="Why it was withdrawn; only a deprecated claim says so."
    )
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @property
    def contents(self) -> tuple[Content, ...]:
        """The object and the qualifiers, in that order."""
        return (self.object, *self.qualifiers)

    @property
    def references(self) -> tuple[str, ...]:
        """The ids of the claims that this one refers to, in their order, without repetition."""
        return tuple(dict.fromkeys(content.claim for content in self.contents if content.claim is not None))
