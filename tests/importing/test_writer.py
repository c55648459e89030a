"""A dataset that is written comes back as it was, in whatever order its records came."""

from __future__ import annotations

import json
import random
import threading
from pathlib import Path

import pytest

from kgraph.importing import runs, writer
from kgraph.importing.errors import ImportRefused, OutputRefused
from kgraph.importing.writer import DatasetWriter, canonical_line
from kgraph.loading import load_dataset
from kgraph.records import Claim, Dataset, Locator
from tests.importing.tables import listing, read_records


def write(dataset: Dataset, out: Path, claims: list[Claim], *, seed: int = 0) -> writer.WrittenDataset:
    with DatasetWriter(out) as target:
        target.write_info(dataset.info)
        target.write_vocabulary(dataset.vocabulary)
        adds = [(target.add_entity, entity) for entity in dataset.entities]
        adds += [(target.add_source, source) for source in dataset.sources]
        adds += [(target.add_claim, claim) for claim in claims]
        random.Random(seed).shuffle(adds)
        for add, record in adds:
            add(record)
        return target.commit()


def read_in_row(claim: Claim, row: int) -> Claim:
    evidence = claim.evidence[0].model_copy(update={"locator": Locator(row=row)})
    return claim.model_copy(update={"evidence": (evidence,)})


@pytest.mark.parametrize("buffer_bytes", [1, 20_000, runs.MAX_BUFFER_BYTES])
@pytest.mark.parametrize("open_runs", [2, 64])
def test_what_is_written_is_read_back(buffer_bytes, open_runs, article, tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "MAX_BUFFER_BYTES", buffer_bytes)
    monkeypatch.setattr(runs, "MAX_OPEN_RUNS", open_runs)
    written = write(article, tmp_path / "out", list(article.claims), seed=buffer_bytes)
    assert (written.claims, written.merged, written.repeated) == (len(article.claims), 0, ())
    assert load_dataset(tmp_path / "out") == article
    for stem, records in (("relations", article.claims), ("entities", article.entities), ("sources", article.sources)):
        lines = (tmp_path / "out" / f"{stem}.jsonl").read_text("utf-8").splitlines()
        assert lines == [canonical_line(record) for record in records]


def test_the_order_of_records_does_not_show(article, tmp_path):
    for seed in range(3):
        write(article, tmp_path / str(seed), list(article.claims), seed=seed)
    first, *others = (listing(tmp_path / str(seed)) for seed in range(3))
    assert all(other == first for other in others)


def test_claims_with_one_id_are_united(article, tmp_path):
    claim = article.claims[0]
    other = read_in_row(claim, 3)
    first = read_in_row(claim, 20)
    # The same evidence twice is one.
    written = write(article, tmp_path / "out", [first, other, first, *article.claims[1:]])
    assert (written.merged, written.repeated) == (2, ((claim.id, 2),))
    merged = read_records(tmp_path / "out", "relations")[0]
    assert merged["id"] == claim.id
    assert [each["locator"]["row"] for each in merged["evidence"]] == [3, 20]
    line = (tmp_path / "out" / "relations.jsonl").read_text("utf-8").splitlines()[0]
    assert canonical_line(Claim.model_validate_json(line)) == line


def test_the_claims_with_most_passages_are_named(article, tmp_path):
    many = [
        read_in_row(claim, row) for number, claim in enumerate(article.claims[:60]) for row in range(1, 3 + number % 7)
    ]
    written = write(article, tmp_path / "out", many)
    assert len(written.repeated) == writer.MAX_REPEATED_SHOWN
    counts = [count for _, count in written.repeated]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 8
    assert written.repeated[0][0] == article.claims[6].id


def test_claims_with_one_id_that_differ_are_refused_and_both_are_named(article, tmp_path):
    claim = article.claims[0]
    other = claim.model_copy(update={"statement": "Something else."})
    with pytest.raises(ImportRefused) as caught:
        write(article, tmp_path / "out", [*article.claims, other])
    (problem,) = caught.value.problems
    assert (problem.file, problem.record, problem.field) == ("relations.jsonl", claim.id, "statement")
    assert "Something else." in problem.message
    assert claim.statement[:40] in problem.message
    assert listing(tmp_path) == {}


@pytest.mark.parametrize("kind", ["entities", "sources"])
def test_records_with_one_id_that_differ_are_refused(kind, article, tmp_path):
    record = getattr(article, kind)[0]
    field = "description" if kind == "entities" else "title"
    with pytest.raises(ImportRefused, match=rf"{kind}.jsonl"), DatasetWriter(tmp_path / "out") as target:
        target.write_info(article.info)
        target.write_vocabulary(article.vocabulary)
        add = target.add_entity if kind == "entities" else target.add_source
        for each in (record, record, record.model_copy(update={field: "Another."})):
            add(each)
        target.commit()
    assert listing(tmp_path) == {}


def test_a_claim_with_more_evidence_than_a_record_may_have_is_refused(article, tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "MAX_LINE_BYTES", 5000)
    claim = article.claims[0]
    many = [read_in_row(claim, row) for row in range(1, 60)]
    with pytest.raises(ImportRefused) as caught:
        write(article, tmp_path / "out", many)
    assert "more than a record can hold" in caught.value.problems[0].message
    assert listing(tmp_path) == {}


def test_a_dataset_without_a_claim_is_refused(article, tmp_path):
    with pytest.raises(ImportRefused, match="1 problem"):
        write(article, tmp_path / "out", [])
    assert listing(tmp_path) == {}


def test_without_commit_nothing_is_left(article, tmp_path):
    with DatasetWriter(tmp_path / "out") as target:
        target.write_info(article.info)
        target.add_claim(article.claims[0])
        assert target.folder.is_dir()
    assert listing(tmp_path) == {}


def test_an_empty_folder_is_taken(article, tmp_path):
    (tmp_path / "out").mkdir()
    write(article, tmp_path / "out", list(article.claims))
    assert load_dataset(tmp_path / "out").version == article.version
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_link_to_a_dataset_stays_a_link(article, tmp_path):
    write(article, tmp_path / "real", list(article.claims))
    (tmp_path / "link").symlink_to("real")
    with DatasetWriter(tmp_path / "link", replace=True) as target:
        target.write_info(article.info.model_copy(update={"title": "Anew"}))
        target.write_vocabulary(article.vocabulary)
        for entity in article.entities:
            target.add_entity(entity)
        for source in article.sources:
            target.add_source(source)
        for claim in article.claims:
            target.add_claim(claim)
        target.commit()
    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "real" / "dataset.json").read_text("utf-8"))["title"] == "Anew"


def test_a_place_is_taken_by_one_writer_at_a_time(tmp_path):
    with DatasetWriter(tmp_path / "out"):
        with pytest.raises(OutputRefused, match="another import"), DatasetWriter(tmp_path / "out"):
            pass
        with DatasetWriter(tmp_path / "other"):
            pass
    with DatasetWriter(tmp_path / "out"):
        pass
    assert listing(tmp_path) == {}


def test_many_that_want_one_place_have_it_one_after_the_other(tmp_path):
    inside: list[int] = []
    done: list[int] = []
    wrong: list[object] = []

    def work(number: int) -> None:
        while len(done) < 400 and not wrong:
            try:
                with DatasetWriter(tmp_path / "out") as target:
                    inside.append(number)
                    if len(inside) > 1 or not target.folder.is_dir():
                        wrong.append(inside[:])
                    inside.remove(number)
                    done.append(number)
            except OutputRefused:
                continue
            except BaseException as error:
                wrong.append(error)
                raise

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert listing(tmp_path) == {}


def test_what_comes_to_be_in_the_place_meanwhile_is_left_alone(article, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(OutputRefused, match="thesis"), DatasetWriter(out, replace=True) as target:
        target.write_info(article.info)
        target.write_vocabulary(article.vocabulary)
        target.add_claim(article.claims[0])
        out.mkdir()
        (out / "thesis.txt").write_text("mine")
        target.commit()
    assert listing(tmp_path) == {"out": None, "out/thesis.txt": b"mine"}
