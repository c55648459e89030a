"""What a mapping says: which columns make a claim, and which words, types and countries its names get."""

from __future__ import annotations

import codecs
import datetime
import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from kgraph.dates import EdtfText
from kgraph.importing.date_formats import check_format
from kgraph.importing.template import parse_template
from kgraph.records import Entity, Term
from kgraph.records.base import Line, Record, RecordId
from kgraph.records.entity import CountryCode, LanguageTag
from kgraph.records.vocabulary import Basis, Polarity, Status

FileKind = Literal["csv", "tsv", "ndjson"]
# A claim's id is its prefix, a hyphen and 16 figures.
MAX_PREFIX_CHARACTERS = 100
Character = Annotated[str, StringConstraints(min_length=1, max_length=1)]


def _check_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return pattern


def _check_template(text: str) -> str:
    parse_template(text)
    return text


def _check_encoding(name: str) -> str:
    try:
        info = codecs.lookup(name)
        parts_lines = "\n".encode(name) == b"\n" and info._is_text_encoding
    except (LookupError, ValueError, TypeError) as error:
        raise ValueError("is no encoding that is known here") from error
    if not parts_lines:
        raise ValueError("is no encoding whose lines can be told apart by a byte; save the file as UTF-8")
    return name


Pattern = Annotated[str, AfterValidator(_check_pattern)]
TemplateText = Annotated[Line, AfterValidator(_check_template)]
Encoding = Annotated[str, AfterValidator(_check_encoding)]
DateFormat = Annotated[str, AfterValidator(check_format)]


class DatasetSpec(Record):
    """What goes into `dataset.json`."""

    id: RecordId
    title: Line
    description: Line
    annotator: Line
    annotated: Annotated[datetime.date, Field(strict=True)]
    data_licence: Line


class SourceSpec(Record):
    """The source that all claims are read in: the file."""

    id: RecordId
    outlet: RecordId
    title: Line | None = None
    date: EdtfText | None = None


class FormatSpec(Record):
    """How the file is written. What is not given follows from its name."""

    kind: FileKind | None = None
    encoding: Encoding = "utf-8"
    columns: Annotated[tuple[Line, ...], Field(min_length=1)] | None = Field(
        default=None, description="Names of the columns of a file that has no header."
    )
    delimiter: Character | None = None
    quote: Annotated[str, StringConstraints(max_length=1)] | None = None

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.kind == "ndjson" and (self.columns or self.delimiter or self.quote):
            raise ValueError("lines of JSON have no columns, delimiter or quote")
        if self.columns is not None and len(set(self.columns)) < len(self.columns):
            raise ValueError("the columns have a name twice")
        marks = [mark for mark in (self.delimiter, self.quote) if mark]
        if len(set(marks)) < len(marks) or {"\n", "\r", "\0"} & set(marks):
            raise ValueError("delimiter and quote are two different characters, and no line break")
        return self


class ColumnsSpec(Record):
    """Which column, or which member of the objects, holds what."""

    subject: Line
    object: Line
    predicate: Line | None = None
    date: Line | None = None
    speaker: Line | None = None
    hedge: Line | None = None
    status: Line | None = None
    topics: Line | None = None

    def given(self) -> dict[str, str]:
        """Return the columns that are named, by what they hold."""
        return {use: column for use in type(self).model_fields if (column := getattr(self, use)) is not None}


class DatesSpec(Record):
    """How dates are written, and whether every row has one."""

    formats: Annotated[tuple[DateFormat, ...], Field(min_length=1)] = ("edtf",)
    required: bool = True


class ClaimsSpec(Record):
    """What all claims share, unless a column says otherwise."""

    id_prefix: Annotated[RecordId, StringConstraints(max_length=MAX_PREFIX_CHARACTERS)]
    speaker: RecordId
    template: TemplateText
    template_undated: TemplateText | None = None
    predicate: Line | None = None
    status: Status = "occurred"
    polarity: Polarity = "affirmed"
    basis: Basis = "stated"
    hedge: Line | None = None


class TypeRule(Record):
    """Which names are of a type: those that a pattern is found in, those of a list, or those of countries."""

    type: RecordId
    pattern: Pattern | None = None
    names: tuple[str, ...] | None = None
    countries: Literal[True] | None = None
    description: Line | None = None

    @model_validator(mode="after")
    def _has_one_test(self) -> Self:
        given = [name for name in ("pattern", "names", "countries") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"a rule has one of pattern, names and countries, not {' and '.join(given) or 'none'}")
        return self


class EntitiesSpec(Record):
    """What the names in the rows become. The first rule that holds decides."""

    type: RecordId
    description: Line
    language: LanguageTag = "en"
    rules: tuple[TypeRule, ...] = ()


class CountriesSpec(Record):
    """Which names are countries, and how a name tells the country that it belongs to."""

    iso_names: bool = Field(default=True, description="Whether the usual English names are known.")
    pattern: Pattern | None = Field(default=None, description="Its group `country` is the name of a country.")
    codes: dict[str, CountryCode] = Field(default={})

    @model_validator(mode="after")
    def _names_the_group(self) -> Self:
        if self.pattern is not None and "country" not in re.compile(self.pattern).groupindex:
            raise ValueError("the pattern has no group (?P<country>...)")
        return self


class PredicateRule(Record):
    """Which predicates are of a topic."""

    topic: RecordId
    pattern: Pattern | None = None
    names: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _has_one_test(self) -> Self:
        if (self.pattern is None) == (self.names is None):
            raise ValueError("a rule has one of pattern and names")
        return self


class PredicateWords(Record):
    """What a single predicate has of its own."""

    id: RecordId | None = None
    label: Line | None = None
    inverse_label: Line | None = None
    definition: Line | None = None
    topic: RecordId | None = None
    symmetric: bool | None = None
    template: TemplateText | None = None
    template_undated: TemplateText | None = None


class PredicatesSpec(Record):
    """What the values in the column of the predicate become. `{label}` stands for the value."""

    topic: RecordId
    inverse_label: Line
    definition: Line
    rules: tuple[PredicateRule, ...] = ()
    words: dict[str, PredicateWords] = Field(default={})


class Mapping(Record):
    """All of a mapping."""

    dataset: DatasetSpec
    source: SourceSpec
    format: FormatSpec = FormatSpec()
    columns: ColumnsSpec
    dates: DatesSpec = DatesSpec()
    claims: ClaimsSpec
    entities: EntitiesSpec
    countries: CountriesSpec = CountriesSpec()
    predicates: PredicatesSpec
    entity_types: Annotated[tuple[Term, ...], Field(min_length=1)]
    topics: Annotated[tuple[Term, ...], Field(min_length=1)]
    known: tuple[Entity, ...] = Field(default=(), description="Entities of their own, such as the outlet.")
