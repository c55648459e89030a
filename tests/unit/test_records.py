"""Records are frozen, refuse what they do not know, and go through JSON without loss."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from kgraph import records
from kgraph.records import (
    Cite,
    Claim,
    Content,
    Dataset,
    DatasetInfo,
    Entity,
    Evidence,
    Locator,
    Name,
    Qualifier,
    Source,
    Value,
    Vocabulary,
)
from kgraph.records.base import Record
from kgraph.records.vocabulary import (
    BASIS_DEFINITIONS,
    POLARITY_DEFINITIONS,
    RANK_DEFINITIONS,
    STATUS_DEFINITIONS,
    STATUSES,
)
from tests.datasets import make_claims, make_entities, make_info, make_sources, make_vocabulary

DIGEST = "0" * 64
EXAMPLES: list[tuple[type[Record], dict[str, Any]]] = [
    (Claim, make_claims()[1]),
    (Entity, make_entities()[0]),
    (Source, make_sources()[1]),
    (DatasetInfo, make_info()),
    (Vocabulary, make_vocabulary()),
    (Value, {"amount": 1, "modifier": "exact"}),
    (Content, {"entity": "arra"}),
    (Qualifier, {"role": "partner", "entity": "arra"}),
    (Locator, {"paragraph": 1, "sentence": 2}),
    (Cite, {"id": "post-march-9"}),
    (Evidence, {"source": "the-ferry", "locator": {"row": 1}, "digest": DIGEST}),
    (Name, {"text": "Арра", "lang": "ru", "kind": "alias"}),
]
MODELS = [model for model, _ in EXAMPLES]


def messages(error: ValidationError) -> str:
    """Return what is wrong, in one text."""
    return "; ".join(detail["msg"] for detail in error.errors())


@pytest.mark.parametrize(("model", "fields"), EXAMPLES, ids=[model.__name__ for model in MODELS])
def test_a_record_is_frozen_and_hashable_and_knows_its_fields(model: type[Record], fields: dict[str, Any]) -> None:
    record = model.model_validate(fields)
    for name in model.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, name, None)
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        model.model_validate({**fields, "note": "x"})
    assert hash(record) == hash(model.model_validate(fields))


def test_every_public_record_is_one() -> None:
    public = [getattr(records, name) for name in records.__all__]
    assert all(issubclass(model, Record) for model in public)
    assert all(model.model_config["frozen"] and model.model_config["extra"] == "forbid" for model in public)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "a value has an amount, a text, or both"),
        ({"unit": "USD", "modifier": "exact"}, "a value has an amount, a text, or both"),
        ({"amount": 5}, "an amount has a modifier"),
        ({"amount": 5, "modifier": "roughly"}, "Input should be"),
        ({"amount": "5", "modifier": "exact"}, "must be a number, not a text"),
        ({"amount": Decimal("NaN"), "modifier": "exact"}, "finite"),
        ({"amount": Decimal("Infinity"), "modifier": "exact"}, "finite"),
        ({"amount": Decimal("1234567890.123456"), "modifier": "exact"}, "at most 15 significant digits"),
        ({"amount": Decimal("1E+16"), "modifier": "exact"}, "at most 15 significant digits"),
        ({"amount": Decimal("1E-16"), "modifier": "exact"}, "at most 15 significant digits"),
        ({"amount": Decimal("1." + "0" * 40 + "1"), "modifier": "exact"}, "at most 15 significant digits"),
        ({"text": ""}, "at least 1 character"),
        ({"text": "two\nlines"}, "match pattern"),
    ],
)
def test_a_value_that_is_none(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Value.model_validate(fields)
    assert message in messages(caught.value)


def test_a_value_may_be_mere_words_or_mere_figures() -> None:
    assert Value(text="in recent months").amount is None
    assert Value(amount=Decimal(0), modifier="exact").amount == 0
    assert Value(modifier="some", text="several").modifier == "some"


@pytest.mark.parametrize("text", ["19.2", "22000000000", "0.1", "-3.5", "0", "999999999999999", "1E+15", "1E-15"])
def test_an_amount_keeps_its_exact_value_through_json(text: str) -> None:
    value = Value(amount=Decimal(text), modifier="exact")
    written = value.model_dump_json()
    read = json.loads(written, parse_float=Decimal)
    assert Value.model_validate(read) == value
    assert Decimal(str(json.loads(written)["amount"])) == Decimal(text)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(-14, 0))
def test_any_amount_that_is_accepted_survives_json(digits: int, places: int) -> None:
    amount = Decimal(digits).scaleb(places)
    try:
        value = Value(amount=amount, modifier="exact")
    except ValidationError:
        assert abs(amount.adjusted()) > 15
        return
    assert Value.model_validate_json(value.model_dump_json()).amount == amount


def test_a_whole_amount_is_written_without_a_point() -> None:
    assert '"amount":22000000000,' in Value(amount=Decimal("2.2E+10"), modifier="exact").model_dump_json()
    assert '"amount":0,' in Value(amount=Decimal("0E+999999999"), modifier="exact").model_dump_json()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "not none"),
        ({"entity": None}, "not none"),
        ({"entity": "arra", "claim": "c1"}, "not entity and claim"),
        ({"entity": "arra", "value": {"text": "x"}}, "not entity and value"),
    ],
)
def test_a_content_is_exactly_one_thing(fields: dict[str, Any], message: str) -> None:
    for model, role in ((Content, {}), (Qualifier, {"role": "partner"})):
        with pytest.raises(ValidationError) as caught:
            model.model_validate({**role, **fields})
        assert message in messages(caught.value)


def test_a_content_shows_only_what_it_is() -> None:
    assert Content(entity="arra").model_dump() == {"entity": "arra"}
    assert Qualifier(role="partner", claim="c1").model_dump() == {"claim": "c1", "role": "partner"}


LOCATORS: list[dict[str, Any]] = [
    {"paragraph": 1, "sentence": 1},
    {"row": 7},
    {"url": "https://example.org/a?b=c"},
    {"url": "https://example.org/", "retrieved": "2031-05-01T12:00:00Z"},
    {"url": "https://example.org/", "retrieved": "2031-05-01T12:00:00+05:00"},
]


@pytest.mark.parametrize("fields", LOCATORS, ids=str)
def test_a_locator_has_one_of_three_forms(fields: dict[str, Any]) -> None:
    locator = Locator.model_validate(fields)
    assert set(locator.model_dump()) == set(fields)
    assert Locator.model_validate_json(locator.model_dump_json()) == locator


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"paragraph": 1},
        {"sentence": 1},
        {"paragraph": 1, "sentence": 1, "row": 1},
        {"retrieved": "2031-05-01T12:00:00Z"},
        {"paragraph": 0, "sentence": 1},
        {"paragraph": "1", "sentence": 1},
        {"paragraph": True, "sentence": 1},
        {"row": -1},
        {"url": "example.org"},
        {"url": "javascript:alert(1)"},
        {"url": "https://example.org/a b"},
        {"url": "https://example.org/", "retrieved": "2031-05-01T12:00:00"},
        {"url": "https://example.org/", "retrieved": "yesterday"},
        {"url": "https://example.org/", "retrieved": 1935360000},
        {"url": "https://example.org/", "retrieved": "1935360000"},
    ],
    ids=str,
)
def test_a_locator_that_leads_nowhere(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Locator.model_validate(fields)


@pytest.mark.parametrize("id_", ["a", "p01s1c01", "xi-jinping", "a_b.c:d-e", "2031"])
def test_ids(id_: str) -> None:
    assert Cite(id=id_).id == id_


@pytest.mark.parametrize(
    "id_", ["", "A", "a b", "-a", "a-", "a--b", "a#b", "a/b", "a\n", "é", "қ", "..", "a" * 201, 5, None]
)
def test_no_ids(id_: Any) -> None:
    with pytest.raises(ValidationError):
        Cite(id=id_)


@pytest.mark.parametrize("lang", ["en", "ru", "kk-Cyrl", "kk-Latn", "zh-Hans", "zh-Latn-pinyin", "pt-BR"])
def test_language_tags(lang: str) -> None:
    assert Name(text="x", lang=lang, kind="alias").lang == lang


@pytest.mark.parametrize("lang", ["", "EN", "english", "kk-cyrl", "zh_Hans", "kk-", "k"])
def test_no_language_tags(lang: str) -> None:
    with pytest.raises(ValidationError):
        Name(text="x", lang=lang, kind="alias")


@pytest.mark.parametrize("line", ["", " ", " a", "a ", "a\nb", "a\tb", "\x00", "a\x7f", "a\x9bb", "x" * 1001, "\ud800"])
def test_a_line_of_text_is_one(line: str) -> None:
    with pytest.raises(ValidationError):
        Value(text=line)


@pytest.mark.parametrize(
    "day", ["2031-13-01", "2031-02-29", "2031-05-01T00:00:00", "1935360000", 1935360000, True, 1.5]
)
def test_the_day_of_annotation_is_a_day(day: Any) -> None:
    with pytest.raises(ValidationError):
        DatasetInfo.model_validate(make_info(annotated=day))


def test_a_claim_has_evidence_and_a_readable_date() -> None:
    claim = make_claims()[0]
    wrong: list[dict[str, Any]] = [{"evidence": []}, {"valid": "2031-02-30"}, {"valid": ""}, {"status": "maybe"}]
    for fields in wrong:
        with pytest.raises(ValidationError):
            Claim.model_validate({**claim, **fields})


def test_a_claim_tells_what_it_is_about_and_refers_to() -> None:
    reply = {"role": "in_response_to", "claim": "c1"}
    claim = Claim.model_validate(
        {
            **make_claims()[3],
            "object": {"claim": "c2"},
            "qualifiers": [reply, {"role": "partner", "entity": "arra"}, reply],
        }
    )
    assert claim.references == ("c2", "c1")
    assert [content.entity for content in claim.contents] == [None, None, "arra", None]


def test_every_closed_word_is_defined() -> None:
    words = {
        name: Claim.model_json_schema()["properties"][name]["enum"] for name in ("status", "polarity", "basis", "rank")
    }
    assert words["status"] == list(STATUSES) == list(STATUS_DEFINITIONS)
    assert words["polarity"] == list(POLARITY_DEFINITIONS)
    assert words["basis"] == list(BASIS_DEFINITIONS)
    assert words["rank"] == list(RANK_DEFINITIONS)


def test_a_vocabulary_finds_its_words() -> None:
    vocabulary = Vocabulary.model_validate(make_vocabulary())
    assert vocabulary.words("units") == ("lorry", "USD")
    assert vocabulary.tying_roles == {"partner"}
    assert vocabulary.predicate_by_id["carries"].single_valued


def iter_shipped(article: Dataset) -> list[BaseModel]:
    """Return every record of the dataset that ships."""
    return [article.info, article.vocabulary, *article.entities, *article.claims, *article.sources]


def test_every_record_that_ships_goes_through_json_without_loss(article: Dataset) -> None:
    for record in iter_shipped(article):
        assert type(record).model_validate_json(record.model_dump_json()) == record
        assert type(record).model_validate(record.model_dump()) == record
        assert type(record).model_validate(json.loads(record.model_dump_json(), parse_float=Decimal)) == record
    assert Dataset.model_validate_json(article.model_dump_json()) == article
