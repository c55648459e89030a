"""The canonical JSON of a record is what it always was, and a line that equals it holds nothing else."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kgraph.loading import canonical_json
from kgraph.loading.parse import parse_value
from kgraph.records import Claim, Dataset
from kgraph.records.base import Record
from kgraph.records.vocabulary import STATUSES

IDS = st.from_regex(r"[a-z0-9]{1,4}([-_.:][a-z0-9]{1,4}){0,2}", fullmatch=True)
LINES = st.text(min_size=1, max_size=30).map(lambda text: f"x{text}x").filter(lambda text: fits(text))
WHOLE = st.integers(-(10**15) + 1, 10**15 - 1).map(Decimal)
FRACTIONS = st.decimals(min_value=-(10**6), max_value=10**6, places=6)
VALUES = st.fixed_dictionaries(
    {"text": LINES},
    optional={
        "amount": WHOLE | FRACTIONS | st.sampled_from([Decimal("4.00E+1"), Decimal("1e-15"), Decimal("1E+14")]),
        "unit": st.sampled_from(["USD", "lorry"]),
    },
).map(lambda value: {**value, "modifier": "about"})
CONTENTS = st.one_of(
    st.builds(lambda id_: {"entity": id_}, IDS),
    st.builds(lambda id_: {"claim": id_}, IDS),
    st.builds(lambda value: {"value": value}, VALUES),
)
LOCATORS = st.one_of(
    st.builds(lambda row: {"row": row}, st.integers(1, 2**70)),
    st.builds(lambda a, b: {"paragraph": a, "sentence": b}, st.integers(1, 99), st.integers(1, 99)),
    st.sampled_from(
        [
            {"url": 'https://example.org/ä"\\'},
            {"url": "https://example.org/", "retrieved": "2031-05-31T12:00:00+05:00"},
        ]
    ),
)
CITES = st.lists(st.builds(lambda id_, signal: {"id": id_, "signal": signal}, IDS, st.sampled_from([None, "see"])))
EVIDENCE = st.builds(
    lambda source, locator, digest, cites: {"source": source, "locator": locator, "digest": digest, "cites": cites},
    IDS,
    LOCATORS,
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    CITES,
)
CLAIMS = st.builds(
    Claim.model_validate,
    st.fixed_dictionaries(
        {
            "id": IDS,
            "statement": LINES,
            "subject": IDS,
            "predicate": IDS,
            "object": CONTENTS,
            "qualifiers": st.lists(st.builds(lambda role, part: {**part, "role": role}, IDS, CONTENTS), max_size=3),
            "valid": st.sampled_from([None, "2031-03-09", "2023?-05-19", "[2025..]", "XXXX-01-06", "2031~/.."]),
            "status": st.sampled_from(STATUSES),
            "polarity": st.sampled_from(["affirmed", "negated"]),
            "hedge": st.none() | LINES,
            "speaker": IDS,
            "basis": st.sampled_from(["stated", "presupposed"]),
            "topics": st.lists(IDS, max_size=3),
            "rank": st.sampled_from(["preferred", "normal", "deprecated"]),
            "deprecated_because": st.none() | LINES,
            "evidence": st.lists(EVIDENCE, min_size=1, max_size=3),
        }
    ),
)


def fits(text: str) -> bool:
    """Tell whether a text can stand in a record: no control characters, no half of a character."""
    return all(
        letter >= " " and not "\x7f" <= letter <= "\x9f" and not "\ud800" <= letter <= "\udfff" for letter in text
    )


def write(record: Record) -> bytes:
    """What the versions of all datasets are made of."""
    value: dict[str, Any] = record.model_dump(mode="json")
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@given(CLAIMS)
def test_a_claim_is_written_as_any_record(claim: Claim) -> None:
    assert canonical_json(claim) == write(claim)


@given(CLAIMS)
def test_a_canonical_line_reads_the_same_with_both_parsers(claim: Claim) -> None:
    line = canonical_json(claim)
    assert Claim.model_validate_json(line) == Claim.model_validate(parse_value(line.decode()).value) == claim
    assert canonical_json(Claim.model_validate_json(line)) == line


def test_the_records_of_the_article_are_written_as_ever(article: Dataset) -> None:
    records: list[Record] = [article.info, *article.entities, *article.claims, *article.sources]
    assert [canonical_json(record) for record in records] == [write(record) for record in records]
