"""The data model page names every field, word and rule as the code has it."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest

from kgraph import records
from kgraph.loading.read import MAX_JSON_BYTES, RECORD_FILES, RETIRED_FILE
from kgraph.records import Claim, Dataset
from kgraph.records.base import Record
from kgraph.records.claim import EXACT_DIGITS, Modifier
from kgraph.records.entity import NameKind
from kgraph.records.source import SourceType
from kgraph.records.vocabulary import (
    BASIS_DEFINITIONS,
    POLARITY_DEFINITIONS,
    RANK_DEFINITIONS,
    STATUS_DEFINITIONS,
    Unit,
)
from tests.docs.pages import code, codes, find_blocks, headings, read_page, section, table

PAGE = read_page("data-model.md")
# The records as they stand in files; `Dataset` is all of them together, once loaded.
MODELS: dict[str, type[Record]] = {
    **{name: getattr(records, name) for name in records.__all__ if name != "Dataset"},
    "Unit": Unit,
}
CLOSED = {
    "status": STATUS_DEFINITIONS,
    "polarity": POLARITY_DEFINITIONS,
    "basis": BASIS_DEFINITIONS,
    "rank": RANK_DEFINITIONS,
}


def test_every_record_has_a_section() -> None:
    shown = headings(section(PAGE, "Records"))
    assert sorted(shown) == sorted(MODELS)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_table_of_a_record_has_its_fields_and_their_defaults(name: str) -> None:
    model = MODELS[name]
    rows = {code(row["field"]): row["needed"] for row in table(PAGE, name)}
    assert sorted(rows) == sorted(model.model_fields)
    for field, needed in rows.items():
        info = model.model_fields[field]
        if info.is_required():
            assert needed == "yes", field
        else:
            default = info.default.model_dump() if isinstance(info.default, Record) else info.default
            plain = {} if isinstance(default, dict) and not any(default.values()) else default
            shown = plain if isinstance(plain, str) else json.dumps(plain)
            assert needed == f"`{shown}`", field


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_the_closed_words_have_their_definitions(name: str) -> None:
    assert {code(row["word"]): row["definition"] for row in table(PAGE, name)} == CLOSED[name]


@pytest.mark.parametrize(
    ("record", "field", "words"),
    [
        ("Value", "modifier", get_args(Modifier)),
        ("Name", "kind", get_args(NameKind)),
        ("Source", "type", get_args(SourceType)),
    ],
)
def test_small_closed_lists_are_whole(record: str, field: str, words: tuple[str, ...]) -> None:
    (row,) = [row for row in table(PAGE, record) if row["field"] == f"`{field}`"]
    assert sorted(codes(row["meaning"])) == sorted(words)


def test_the_folder_and_its_bounds() -> None:
    files = {code(row["file"]) for row in table(PAGE, "The folder")}
    assert files == {f"{stem}.json" for stem in ("dataset", "predicates", *RECORD_FILES, RETIRED_FILE)}
    assert f"at most {MAX_JSON_BYTES // 2**20} MiB" in " ".join(PAGE.split())
    assert f"{EXACT_DIGITS} significant digits" in PAGE


def test_the_annotated_claim_is_the_one_in_the_dataset(article: Dataset) -> None:
    (block,) = find_blocks(PAGE, "jsonc")
    shown = json.loads(re.sub(r"\s+//.*$", "", block.text, flags=re.MULTILINE))
    (claim,) = [claim for claim in article.claims if claim.id == shown["id"]]
    assert list(shown) == list(Claim.model_fields)
    assert Claim.model_validate(shown) == claim


def test_what_is_said_of_other_claims_holds(article: Dataset) -> None:
    claims = {claim.id: claim for claim in article.claims}
    doubted = claims["p09s4c02"]
    assert doubted.hedge
    assert [(part.role, part.claim) for part in doubted.qualifiers] == [("motive_of", "p09s4c01")]
    assert claims["p09s4c01"].hedge is None
    assert claims["p06s5c02"].polarity == "unknown"
    roles = {role.id: role.ties for role in article.vocabulary.roles}
    assert (roles["arrangement"], roles["share_of"]) == (True, False)
    assert claims["p03s3c01"].topics == ()
    (predicate,) = [each for each in article.vocabulary.predicates if each.id == "exports_oil_through"]
    assert predicate.topic == "energy"
