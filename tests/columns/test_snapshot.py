"""What goes into a snapshot comes out of it, and the same records make the same file."""

from __future__ import annotations

import hashlib
import json
import random
import sys
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

from kgraph.columns import FORMAT, Columns
from kgraph.columns.snapshot import read_snapshot, write_snapshot
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.loading import load_dataset
from kgraph.names import NAME_INDEX_FORMAT
from kgraph.records import Cite, Claim, Content, Dataset, Evidence, Locator, Name, Value
from kgraph.records.retired import RETIRED_KINDS
from kgraph.stores import FACETS, build_store
from kgraph.stores.building import StoreBuilder
from tests.columns.snapshot_files import EVERYTHING, ORIGIN, reopen, write
from tests.graphs import loosely, make_claim, make_dataset, make_entity, make_random_dataset, make_retired
from tests.importing.tables import kgraph
from tests.stores.contract import StoreContract
from tests.stores.contract_base import MakeStore
from tests.stores.oracle import MemoryStore
from tests.stores.test_against_oracle import make_query

EVENTS = Path(__file__).resolve().parents[3] / "shared" / "events" / "icews.tsv"
# The formats of the columns and of the index of names, and the digest of what they make of `make_guarded_dataset`.
GUARDED = (2, "1", "9c84fa6bc0eb0f01")


class TestSnapshotStore(StoreContract):
    """Every test of the contract, on a store that has been in a file."""

    @pytest.fixture
    def make_store(self, tmp_path: Path) -> MakeStore:
        return lambda dataset: reopen(tmp_path / "made-up.kgraph", dataset)


def assert_same(dataset: Dataset, path: Path, seed: int, rounds: int) -> None:
    """A store out of a file tells the records, and what is asked of them, as plain dictionaries do."""
    store, oracle = reopen(path, dataset), MemoryStore(dataset)
    assert (store.info, store.vocabulary, store.version) == (dataset.info, dataset.vocabulary, dataset.version)
    found = store.find_claims(EVERYTHING, None, len(dataset.claims) + 1)
    assert found.items == dataset.claims
    assert store.find_entities((), None, len(dataset.entities) + 1).items == dataset.entities
    assert tuple(store.get_sources([source.id for source in dataset.sources]).values()) == dataset.sources
    assert store.count_records() == oracle.count_records()
    for kind in RETIRED_KINDS:
        assert store.find_retired(kind, None, 100) == oracle.find_retired(kind, None, 100)
    chance = random.Random(seed)
    for _ in range(rounds):
        query = make_query(chance, dataset)
        for order in ("id", "newest"):
            assert store.find_claims(query, None, 20, order) == oracle.find_claims(query, None, 20, order), query
        facet = chance.choice(FACETS)
        assert store.count_by(query, facet) == oracle.count_by(query, facet), (query, facet)
    for entity in chance.sample(dataset.entities, min(20, len(dataset.entities))):
        assert store.search_names(entity.name, 5) == oracle.search_names(entity.name, 5)
        assert store.resolve_name(entity.name) == oracle.resolve_name(entity.name)


def test_the_article(article: Dataset, tmp_path: Path) -> None:
    assert_same(article, tmp_path / "article.kgraph", 1, 30)


def test_some_of_everything(tmp_path: Path) -> None:
    assert_same(make_guarded_dataset(), tmp_path / "guarded.kgraph", 1, 30)


@pytest.mark.parametrize("seed", range(30))
def test_made_up_datasets(seed: int, tmp_path: Path) -> None:
    assert_same(make_random_dataset(seed), tmp_path / "made-up.kgraph", seed, 10)


def make_events(count: int) -> str:
    """Return rows as the events have them: few names, many days, some rows twice, some of an actor about itself."""
    chance = random.Random(5)
    names = [f"Actor {number}" for number in range(200)] + ["The Sunday Times", "Citizen (China)", "Қазақстан"]
    rows = [
        "\t".join((chance.choice(names), f"Meet {chance.randrange(9)}", chance.choice(names), f"2013-0{day}-1{day}"))
        for day in (chance.randrange(1, 10) for _ in range(count))
    ]
    return "".join(f"{row}\n" for row in [*rows, *rows[:20]])


def read_events(count: int) -> list[str]:
    with EVENTS.open(encoding="utf-8") as file:
        return list(islice(file, count))


@pytest.mark.parametrize("kind", ["made up", "real"])
def test_some_thousand_events(kind: str, tmp_path: Path) -> None:
    if kind == "real" and not EVENTS.is_file():
        pytest.skip("the events are not here")
    rows = make_events(3000) if kind == "made up" else "".join(read_events(3000))
    (tmp_path / "events.tsv").write_text(rows, encoding="utf-8")
    done = kgraph(tmp_path, "import", "events.tsv", "--mapping", "icews", "--out", "events")
    assert done.returncode == 0, done.stderr
    dataset = load_dataset(tmp_path / "events")
    assert_same(dataset, tmp_path / "again.kgraph", 2, 15)
    # What the importer wrote is what is built of the records.
    imported, _ = read_snapshot(tmp_path / "events" / "dataset.kgraph")
    built = build_store(dataset).columns
    assert imported.meta == read_snapshot(tmp_path / "again.kgraph")[0].meta
    assert {name: bytes(data) for name, data in imported.sections.items()} == {
        name: bytes(data) for name, data in built.sections.items()
    }


def test_the_questions_of_the_article_are_answered_alike(
    article: Dataset, article_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    graph = KnowledgeGraph(reopen(tmp_path / "article.kgraph", article))
    for ask in (
        lambda each: each.paths("Bolat Nazarbayev", "China", k=5, max_hops=4),
        lambda each: each.neighbours("Kazakhstan", limit=50),
        lambda each: each.claims(q="pipeline", limit=50),
        lambda each: each.search("Токаев"),
        lambda each: each.quality(),
        lambda each: each.timeline(about="China"),
    ):
        assert ask(graph) == ask(article_graph)


def shuffle(dataset: Dataset, seed: int, path: Path) -> bytes:
    """Return the snapshot of a dataset whose records come in another order."""
    chance, builder = random.Random(seed), StoreBuilder()
    builder.add_info(dataset.info, dataset.vocabulary)
    for records, add in (
        (dataset.entities, builder.add_entity),
        (dataset.sources, builder.add_source),
        (dataset.claims, builder.add_claim),
        (dataset.retired, builder.add_retired),
    ):
        for record in chance.sample(records, len(records)):
            add(record)  # type: ignore[operator]
    write_snapshot(path, builder.build(dataset.version).columns, ORIGIN)
    return path.read_bytes()


@pytest.mark.parametrize("which", ["the article", *range(12)])
def test_the_same_records_make_the_same_file(which: str | int, article: Dataset, tmp_path: Path) -> None:
    dataset = make_random_dataset(which) if isinstance(which, int) else article
    whole = write(tmp_path / "one.kgraph", dataset).read_bytes()
    assert write(tmp_path / "two.kgraph", dataset).read_bytes() == whole
    for seed in range(3):
        assert shuffle(dataset, seed, tmp_path / "other.kgraph") == whole


def make_guarded_dataset() -> Dataset:
    """Return a dataset in which there is some of everything, and which never changes."""
    row = Evidence(source="table", locator=Locator(row=7), digest="ab" * 32)
    page = Locator(url="https://example.org/300", retrieved=datetime(2031, 5, 1, 12, 30, tzinfo=UTC))
    again = Evidence(source="page", locator=page, digest="cd" * 32)
    amount = Content(value=Value(amount=Decimal("19.2"), modifier="about", unit="percent"))
    cites = [Cite(id="paper-1"), Cite(id="paper-2", signal="see")]
    claims = [
        make_claim("c1", "a", "b", "c", statement="A trades with B.", valid="2023-05-19", cites=cites),
        make_claim(
            "c2", "a", "b", statement="A trades with B on 2023.", valid="2023", evidence=(row,), hedge="perhaps"
        ),
        make_claim("c3", "a", "c", statement="A trades with C on 2022?.", valid="2022?", evidence=(row, again)),
        make_claim("c4", "b", amount, predicate="amounts_to", topics=("trade",), speaker="a"),
        make_claim(
            "c5", "c", Content(claim="c1"), predicate="denies", rank="deprecated", deprecated_because="Misread."
        ),
        make_claim("c6", "b", "a", polarity="negated", qualifiers=loosely("c"), basis="presupposed"),
        make_claim("c7", "b", "b", predicate="led_by", valid="2021/2022", status="ended"),
        make_claim("c8", "b", "c", predicate="led_by", valid="2021/2022", rank="preferred"),
        make_claim("c9", "b", "c", rank="deprecated", deprecated_because="Said twice."),
    ]
    names = (Name(text="Алматы", lang="ru", kind="alias"),)
    entities = [make_entity("a", countries=("KZ",), names=names), make_entity("b", "person")]
    retired = [make_retired("bb", "b"), make_retired("c0", kind="claim"), make_retired("b1", "bb")]
    return make_dataset(claims, entities, retired=retired)


def digest_layout(columns: Columns) -> str:
    """Return a digest of all that columns are made of, but for what the records say of themselves."""
    whole = hashlib.sha256()
    meta = {name: value for name, value in columns.meta.items() if name not in ("info", "vocabulary", "version")}
    whole.update(json.dumps(meta, sort_keys=True).encode())
    for name, data in sorted(columns.sections.items()):
        whole.update(f"{name} {data.format} {data.nbytes}\n".encode() + bytes(data))
    return whole.hexdigest()[:16]


@pytest.mark.skipif(sys.byteorder != "little", reason="the digest was taken on a machine with another byte order")
def test_what_is_kept_changes_only_with_the_format() -> None:
    names = NAME_INDEX_FORMAT.partition(",")[0]
    found = (FORMAT, names, digest_layout(build_store(make_guarded_dataset()).columns))
    assert found == GUARDED, (
        "The columns of the same records hold other bytes than before. If what is kept, its order or its names have "
        "changed, let FORMAT in kgraph/columns/columns.py grow by one (of sections that begin with names/: "
        "NAME_INDEX_FORMAT in kgraph/names/index.py), so that older snapshots are refused. Then put what was found "
        "here into GUARDED."
    )


def test_ids_as_numbers_and_as_texts() -> None:
    def columns_of(ids: list[str]) -> set[str]:
        return {
            name
            for name in build_store(make_dataset([make_claim(id_, "a", "b") for id_ in ids])).columns.sections
            if name.startswith("claim.")
        }

    figures = [f"event-{number:016x}" for number in (7, 2**64 - 1, 0)]
    assert columns_of(figures) == {"claim.digest"}
    assert columns_of([*figures, "event-7"]) == {"claim.id.offsets", "claim.id.texts"}
    assert columns_of([*figures, f"other-{7:016x}"]) == {"claim.id.offsets", "claim.id.texts"}


def test_a_statement_that_differs_in_nothing_but_names_and_date_is_kept_once() -> None:
    claims: list[Claim] = [
        make_claim(f"c{number}", f"e{number}", "x", statement=f"E{number} met X on 202{number}.", valid=f"202{number}")
        for number in range(9)
    ]
    columns = build_store(make_dataset(claims)).columns
    assert list(columns.templates) == ["\x01 met \x02 on \x03."]
