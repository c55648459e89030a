"""A dataset that is read record by record is the one that is loaded whole, and as bad input is refused as well."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from kgraph.errors import DatasetError, Problem
from kgraph.loading import canonical_json, default_dataset_path, load_dataset, read_dataset
from kgraph.records import Claim, DatasetInfo, Entity, Retired, Source, Vocabulary
from tests.datasets import (
    make_claim,
    make_claims,
    make_entities,
    make_entity,
    make_evidence,
    write_dataset,
)

MANY = 3000


class Kept:
    """Keeps what it is given, in its order."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.info: list[tuple[DatasetInfo, Vocabulary]] = []
        self.entities: list[Entity] = []
        self.sources: list[Source] = []
        self.claims: list[Claim] = []
        self.lines: list[bytes] = []
        self.retired: list[Retired] = []

    def add_info(self, info: DatasetInfo, vocabulary: Vocabulary) -> None:
        self.calls.append("info")
        self.info.append((info, vocabulary))

    def add_entity(self, entity: Entity) -> None:
        self.calls.append("entity")
        self.entities.append(entity)

    def add_source(self, source: Source) -> None:
        self.calls.append("source")
        self.sources.append(source)

    def add_claim(self, claim: Claim, canonical: bytes) -> None:
        self.calls.append("claim")
        self.claims.append(claim)
        self.lines.append(canonical)

    def add_retired(self, retired: Retired) -> None:
        self.calls.append("retired")
        self.retired.append(retired)


class Dropped:
    """Keeps nothing."""

    def add_info(self, info: DatasetInfo, vocabulary: Vocabulary) -> None:
        pass

    def add_entity(self, entity: Entity) -> None:
        pass

    def add_source(self, source: Source) -> None:
        pass

    def add_claim(self, claim: Claim, canonical: bytes) -> None:
        pass

    def add_retired(self, retired: Retired) -> None:
        pass


def make_many() -> list[dict[str, Any]]:
    """Claims, each read in a row of its own."""
    return [
        make_claim(f"m{number}", "arra", "is_cut", "belmo", evidence=[make_row(number + 1)]) for number in range(MANY)
    ]


def make_row(row: int, digest: str | None = None) -> dict[str, Any]:
    """Evidence read in a row."""
    return {"source": "the-ferry", "locator": {"row": row}, "digest": digest or f"{row:064x}"}


def write_lines(path: Path, claims: list[dict[str, Any]]) -> Path:
    """Write a dataset whose claims are canonical lines, but for those that are no claims."""

    def to_line(claim: dict[str, Any]) -> bytes:
        try:
            return canonical_json(Claim.model_validate(claim))
        except ValueError:
            return json.dumps(claim).encode()

    lines = b"".join(to_line(claim) + b"\n" for claim in claims)
    return write_dataset(path, suffix=".jsonl", relations=lines)


def refuse(path: Path) -> tuple[list[Problem], Kept]:
    """Read a dataset that is refused; return all of its problems and what was handed on before."""
    kept = Kept()
    with pytest.raises(DatasetError) as caught:
        read_dataset(path, kept)
    assert caught.value.count == len(caught.value.problems)
    return list(caught.value.problems), kept


def check_equal_to_loaded(path: Path) -> None:
    """Compare what is handed on with the dataset that is loaded."""
    dataset, kept = load_dataset(path), Kept()
    head = read_dataset(path, kept)
    assert (head.info, head.vocabulary, head.version) == (dataset.info, dataset.vocabulary, dataset.version)
    assert kept.info == [(head.info, head.vocabulary)]
    assert sorted(kept.entities, key=lambda record: record.id) == list(dataset.entities)
    assert sorted(kept.sources, key=lambda record: record.id) == list(dataset.sources)
    assert sorted(kept.claims, key=lambda record: record.id) == list(dataset.claims)
    assert kept.lines == [canonical_json(claim) for claim in kept.claims]
    counts = (head.entity_count, head.source_count, head.claim_count)
    assert counts == (len(dataset.entities), len(dataset.sources), len(dataset.claims))
    assert kept.calls == ["info"] + [
        kind for kind, count in zip(("entity", "source", "claim"), counts, strict=True) for _ in range(count)
    ]


def test_the_article_is_handed_on_as_it_is_loaded() -> None:
    check_equal_to_loaded(default_dataset_path())


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".jsonl.gz"])
def test_each_form_of_a_dataset_is_handed_on_as_it_is_loaded(tmp_path: Path, suffix: str) -> None:
    check_equal_to_loaded(write_dataset(tmp_path, suffix=suffix))


def test_records_come_in_the_order_of_their_file(tmp_path: Path) -> None:
    kept = Kept()
    read_dataset(write_lines(tmp_path, make_claims()[::-1]), kept)
    assert [claim.id for claim in kept.claims] == ["c5", "c4", "c3", "c2", "c1"]
    assert [entity.id for entity in kept.entities] == [entity["id"] for entity in make_entities()]


@pytest.mark.parametrize("spelling", ["canonical", "spaced", "escaped", "turned", "short", "ends in CR LF", "no end"])
def test_the_version_is_the_same_however_the_lines_are_spelt(tmp_path: Path, spelling: str) -> None:
    lines = [canonical_json(Claim.model_validate(claim)).decode() for claim in make_claims()]
    values = [json.loads(line) for line in lines]
    text = {
        "canonical": "\n".join(lines) + "\n",
        "spaced": "\n".join(json.dumps(value, sort_keys=True, ensure_ascii=False) for value in values),
        "escaped": "\n".join(line.replace("Claim", "\\u0043laim") for line in lines),
        "turned": "\n".join(json.dumps(dict(reversed(value.items()))) for value in values),
        "short": "\n".join(json.dumps(claim) for claim in make_claims()),
        "ends in CR LF": "\r\n".join(lines) + "\r\n",
        "no end": "\n".join(lines),
    }[spelling]
    kept = Kept()
    head = read_dataset(write_dataset(tmp_path / "lines", suffix=".jsonl", relations=text), kept)
    assert head.version == load_dataset(write_dataset(tmp_path / "json")).version
    assert [line.decode() for line in kept.lines] == lines


def test_the_version_of_the_made_up_dataset_is_what_it_has_always_been(tmp_path: Path) -> None:
    version = "5b037018ef60f9e74d1ce72f87934d9dc49987dd409e8702e6cc7297b8433aa1"
    assert load_dataset(write_dataset(tmp_path)).version == version


# --- what canonical lines must not hide -------------------------------------------------------------------


def test_a_key_given_twice_in_a_line_that_is_canonical_otherwise(tmp_path: Path) -> None:
    folder = write_lines(tmp_path, make_claims())
    file = folder / "relations.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"hedge":"may",', b'"hedge":"may","hedge":"may",'))
    problems, _ = refuse(folder)
    assert [(each.record, each.field, each.message) for each in problems] == [
        ("c5", "hedge", "is given twice in one object")
    ]


@pytest.mark.parametrize("amount", [f"1.{'0' * 40}1", f"4{'0' * 20}1", "0.30000000000000004"])
def test_an_amount_with_a_tail_is_not_rounded_away(tmp_path: Path, amount: str) -> None:
    folder = write_lines(tmp_path, make_claims())
    file = folder / "relations.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"amount":40,', f'"amount":{amount},'.encode()))
    problems, _ = refuse(folder)
    assert [(each.record, each.field) for each in problems] == [("c2", "object.value.amount")]


# --- what is wrong far from where it shows ----------------------------------------------------------------


def test_a_bad_record_in_the_middle_ends_the_handing_on_and_is_named(tmp_path: Path) -> None:
    claims = make_many()
    claims[MANY // 2]["status"] = "occured"
    claims[-1]["subject"] = "arro"
    problems, kept = refuse(write_lines(tmp_path, claims))
    assert [(each.record, each.field) for each in problems] == [
        (f"m{MANY // 2}", "status"),
        (f"m{MANY - 1}", "subject"),
    ]
    assert len(kept.claims) == MANY // 2


def test_nothing_is_handed_on_that_names_what_is_not_there(tmp_path: Path) -> None:
    claims = make_many()
    claims[10]["subject"] = "arro"
    _, kept = refuse(write_lines(tmp_path, claims))
    assert [claim.id for claim in kept.claims] == [f"m{number}" for number in range(10)]
    entities = [make_entity("dova", "cuntry"), *make_entities()]
    _, kept = refuse(write_dataset(tmp_path, suffix=".jsonl", entities=entities))
    assert kept.calls == ["info"]


def test_a_claim_may_refer_to_one_that_comes_far_behind_it(tmp_path: Path) -> None:
    claims = make_many()
    claims[0]["qualifiers"] = [{"role": "in_response_to", "claim": f"m{MANY - 1}"}]
    claims[-1]["qualifiers"] = [{"role": "in_response_to", "claim": "m1"}]
    assert read_dataset(write_lines(tmp_path, claims), Dropped()).claim_count == MANY


def test_dangling_references_stand_in_the_report_where_their_claims_stand(tmp_path: Path) -> None:
    claims = make_many()
    claims[0]["qualifiers"] = [{"role": "in_response_to", "claim": "n1"}]
    claims[0]["predicate"] = "is_cot"
    claims[1]["subject"] = "arro"
    claims[2]["qualifiers"] = [{"role": "in_response_to", "claim": f"m{MANY}"}]
    problems, kept = refuse(write_lines(tmp_path, claims))
    assert [(each.record, each.field) for each in problems] == [
        ("m0", "qualifiers.0.claim"),
        ("m0", "predicate"),
        ("m1", "subject"),
        ("m2", "qualifiers.0.claim"),
    ]
    assert problems[-1].nearest
    assert kept.claims == []


def test_a_circle_across_the_whole_file(tmp_path: Path) -> None:
    claims = make_many()
    for number in (0, MANY - 1):
        claims[number]["qualifiers"] = [{"role": "in_response_to", "claim": f"m{MANY - 1 - number}"}]
    [problem] = refuse(write_lines(tmp_path, claims))[0]
    assert problem.message == f"claims refer to one another in a circle: m0 → m{MANY - 1} → m0"


def test_an_id_that_comes_again_far_behind(tmp_path: Path) -> None:
    problems, kept = refuse(write_lines(tmp_path, [*make_many(), make_claim("m0", "arro", "is_cut", "belmo")]))
    assert [(each.record, each.message) for each in problems] == [
        ("m0", f"is the id of more than one record (again as line {MANY + 1})")
    ]
    assert len(kept.claims) == MANY


def test_a_passage_that_differs_far_behind(tmp_path: Path) -> None:
    again = {**make_row(1, "f" * 64), "cites": [{"id": "post-march-9"}]}
    late = make_claim("late", "arra", "is_cut", "belmo", evidence=[make_evidence(1, 3), again])
    problems, _ = refuse(write_lines(tmp_path, [*make_many(), late]))
    assert [(each.record, each.field, each.message) for each in problems] == [
        ("late", "evidence.1.digest", "differs from the digest of the same passage in m0"),
        ("late", "evidence.1.cites", "differ from the citations of the same passage in m0"),
    ]


# --- progress, memory, and what is not ours ---------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".jsonl.gz"])
def test_progress_rises_to_the_size_of_all_files(tmp_path: Path, suffix: str) -> None:
    many = [claim | {"id": f"{claim['id']}.{part}"} for part in range(3) for claim in make_many()]
    folder = write_dataset(tmp_path, suffix=suffix, relations=many)
    seen: list[tuple[int, int]] = []
    read_dataset(folder, Dropped(), on_progress=lambda done, total: seen.append((done, total)))
    size = sum(file.stat().st_size for file in folder.iterdir())
    assert {total for _, total in seen} == {size}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (size, size)
    # The files, and at least one step inside the one that is large.
    assert len(seen) > len(list(folder.iterdir()))


def test_a_file_that_cannot_be_found_ends_no_progress_in_an_error(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with pytest.raises(DatasetError):
        load_dataset(tmp_path, on_progress=lambda done, total: seen.append((done, total)))
    assert set(seen) <= {(0, 0)}


class Full(Dropped):
    """Has no room for claims."""

    def add_claim(self, claim: Claim, canonical: bytes) -> None:
        raise OSError(28, f"No space left for {claim.id}, which takes {len(canonical)} bytes")


def test_what_a_sink_raises_is_no_problem_of_the_dataset(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        read_dataset(write_lines(tmp_path, make_claims()), Full())


def test_what_the_callback_raises_is_no_problem_of_the_dataset(tmp_path: Path) -> None:
    def fail(done: int, total: int) -> None:
        raise OSError(32, "Broken pipe")

    with pytest.raises(OSError, match="Broken pipe"):
        read_dataset(write_lines(tmp_path, make_claims()), Dropped(), on_progress=fail)


def measure_peak(path: Path) -> int:
    """Return the most memory, in bytes, that was taken at a time while a dataset was read."""
    tracemalloc.start()
    try:
        read_dataset(path, Dropped())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_grows_by_some_hundred_bytes_for_a_claim(tmp_path: Path) -> None:
    claims = make_many()
    few = write_lines(tmp_path / "few", claims[:100])
    many = write_lines(tmp_path / "many", claims)
    # What is made once, caches for one, is made before anything is measured.
    measure_peak(few)
    assert measure_peak(many) - measure_peak(few) < 200 * MANY
