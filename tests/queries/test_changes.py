"""What has changed between two versions: enough to make the one of the other, and nothing that is not so."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.answers.changes import CHANGE_TYPES, CHANGED_KINDS, Change
from kgraph.errors import InvalidCursor, InvalidParameter, NotFound, StaleCursor, UnknownWord
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.loading import canonical_json
from kgraph.loading.version import digest_dataset
from kgraph.queries import changes as changes_module
from kgraph.queries.changes import Comparison, Place, iter_changes
from kgraph.queries.differences import compare_records, name_item
from kgraph.queries.earlier_versions import EarlierVersions
from kgraph.records import Claim, Dataset, DatasetInfo, Entity, Name, Predicate, Retired, Role, Source, Term, Vocabulary
from kgraph.records.base import Record
from kgraph.records.vocabulary import Unit
from kgraph.stores import build_store
from tests.graphs import (
    loosely,
    make_chain,
    make_claim,
    make_dataset,
    make_entity,
    make_evidence,
    make_random_dataset,
    make_retired,
    make_source,
)
from tests.stores.oracle import MemoryStore

MODELS: dict[str, type[Record]] = {
    "dataset": DatasetInfo,
    "entity": Entity,
    "source": Source,
    "claim": Claim,
    "retired": Retired,
}
WORDS: dict[str, type[Record]] = {
    "entity_types": Term,
    "topics": Term,
    "units": Unit,
    "roles": Role,
    "predicates": Predicate,
}
STEP = re.compile(r"\.?(\w+)|\[((?:\\.|[^\]\\])*)\]")
Key = tuple[str, str]


class Items(dict[str, Any]):
    """The items of a list, by what they are called."""


def find_changes(old: Dataset, new: Dataset, **asked: Any) -> list[Change]:
    return list(iter_changes(build_store(old), build_store(new), **asked))


def list_records(dataset: Dataset) -> dict[Key, Record]:
    """Return every record of a dataset, by what a change calls it."""
    found: dict[Key, Record] = {("dataset", dataset.info.id): dataset.info}
    for name in Vocabulary.model_fields:
        found |= {("word", f"{name}/{word.id}"): word for word in getattr(dataset.vocabulary, name)}
    kinds: dict[str, Iterable[Any]] = {"entity": dataset.entities, "source": dataset.sources, "claim": dataset.claims}
    for kind, records in kinds.items():
        found |= {(kind, record.id): record for record in records}
    return found | {("retired", f"{each.kind}/{each.id}"): each for each in dataset.retired}


def apply(changes: Iterable[Change], records: Mapping[Key, Record]) -> dict[Key, bytes]:
    """Return the canonical JSON of the records once changes have been made to them."""
    done = dict(records)
    for change in changes:
        key = (change.kind, change.id)
        if change.kind == "dataset":
            key = next(each for each in records if each[0] == "dataset")
        assert (key in records) == (change.change != "added")
        if change.change == "removed":
            del done[key]
            continue
        model = WORDS[change.id.partition("/")[0]] if change.kind == "word" else MODELS[change.kind]
        value = to_items(records[key].model_dump(mode="json")) if key in records else {}
        for field in change.fields:
            steps = [name or re.sub(r"\\(.)", r"\1", item) for name, item in STEP.findall(field.field)]
            is_order = field.field.endswith(".order")
            set_field(value, steps, field.old, field.new, is_order=is_order)
        done[key] = model.model_validate(from_items(value))
    return {(kind, "" if kind == "dataset" else id_): canonical_json(record) for (kind, id_), record in done.items()}


def to_items(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: to_items(each) for name, each in value.items()}
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return value
    items = Items()
    for each in value:
        key = name = name_item(each)
        number = 1
        while key in items:
            number += 1
            key = f"{name} ({number})"
        items[key] = to_items(each)
    return items


def from_items(value: Any) -> Any:
    if isinstance(value, Items):
        return [from_items(each) for each in value.values()]
    return {name: from_items(each) for name, each in value.items()} if isinstance(value, dict) else value


def set_field(value: Any, steps: list[str], old: Any, new: Any, *, is_order: bool) -> None:
    *way, last = steps
    for step in way:
        if value.get(step) == []:
            value[step] = Items()
        value = value[step]
    if is_order:
        items = {key: value[key] for key in new}
        value.clear()
        value.update(items)
        return
    assert from_items(value.get(last)) == old
    if new is None and (isinstance(value, Items) or old is not None):
        del value[last]
    else:
        value[last] = to_items(new)


# --- made-up versions -------------------------------------------------------------------------------------


def shuffle(chance: random.Random, items: Iterable[Any]) -> tuple[Any, ...]:
    listed = list(items)
    return tuple(chance.sample(listed, chance.randint(0, len(listed))))


def spoil_entity(chance: random.Random, entity: Entity) -> Entity:
    texts = ("A", "Б", "a].b", "a\\", "[ru A]", "A (2)")
    names = [Name(text=text, lang=lang, kind=kind) for text in texts for lang in ("ru", "en") for kind in ("alias",)]
    names += [Name(text="A", lang="ru", kind="official")]
    change = chance.choice(
        (
            {"names": tuple(chance.sample(names, chance.randint(0, 4)))},
            {"countries": chance.choice(((), ("KZ",), ("KZ", "CN"), ("CN", "KZ")))},
            {"description": chance.choice(("Made up.", "Made anew."))},
        )
    )
    return entity.model_copy(update=change)


def spoil_claim(chance: random.Random, claim: Claim) -> Claim:
    changes: tuple[dict[str, Any], ...] = (
        {"qualifiers": shuffle(chance, claim.qualifiers)},
        {"evidence": tuple(reversed(claim.evidence))},
        {"rank": "deprecated", "deprecated_because": chance.choice(("Misread.", "Said twice."))},
        {"hedge": chance.choice((None, "perhaps"))},
        {"valid": chance.choice((None, "2021", "2023-05"))},
        {"evidence": (*claim.evidence, make_evidence(("paper-2",), paragraph=9))},
    )
    return claim.model_copy(update=chance.choice(changes))


def make_version(seed: int) -> Dataset:
    """Return one of many versions of a made-up dataset: the same ids, some of them, with this and that changed."""
    chance = random.Random(seed)
    base = make_random_dataset(seed % 3)
    referred = {target for claim in base.claims for target in claim.references}
    claims = [
        spoil_claim(chance, claim) if chance.random() < 0.4 else claim
        for claim in base.claims
        if claim.id in referred or chance.random() < 0.7
    ]
    entities = [spoil_entity(chance, each) if chance.random() < 0.5 else each for each in base.entities]
    extra = [make_entity(f"x{number}") for number in range(5) if chance.random() < 0.5]
    gone = [f"x{number}" for number in range(5) if f"x{number}" not in {each.id for each in extra}]
    retired = [make_retired(id_, chance.choice((None, "e0"))) for id_ in gone if chance.random() < 0.5]
    retired += [make_retired("c99", kind="claim", reason=chance.choice(("One.", "Another.")))] * chance.choice((0, 1))
    dataset = make_dataset(claims, [*entities, *extra], base.sources, retired)
    vocabulary = dataset.vocabulary.model_copy(
        update={"topics": (*dataset.vocabulary.topics, Term(id="x", definition=chance.choice(("One.", "Two."))))}
    )
    info = dataset.info.model_copy(update={"title": chance.choice(("Made up", "Made anew"))})
    records = (dataset.entities, dataset.claims, dataset.sources, dataset.retired)
    version = digest_dataset(info, vocabulary, *records)
    return dataset.model_copy(update={"info": info, "vocabulary": vocabulary, "version": version})


SEEDS = st.integers(0, 10_000)


@settings(deadline=None, max_examples=150)
@given(SEEDS, SEEDS)
def test_the_changes_made_to_the_old_version_give_the_new_one(one: int, other: int) -> None:
    old, new = make_version(one), make_version(other)
    found = find_changes(old, new)
    assert apply(found, list_records(old)) == apply([], list_records(new))
    # Nothing is said to have changed without what.
    assert all(change.fields for change in found)
    assert all(field.old != field.new for change in found for field in change.fields)
    assert [(CHANGED_KINDS.index(each.kind), each.id) for each in found if each.kind != "dataset"] == sorted(
        {(CHANGED_KINDS.index(each.kind), each.id) for each in found if each.kind != "dataset"}
    )


@settings(deadline=None, max_examples=60)
@given(SEEDS, SEEDS)
def test_backwards_it_is_the_mirror(one: int, other: int) -> None:
    old, new = make_version(one), make_version(other)
    mirrored = {"added": "removed", "removed": "added", "changed": "changed"}

    def show(changes: Iterable[Change], *, turn: bool) -> list[Any]:
        return [
            (
                each.kind,
                each.id,
                mirrored[each.change] if turn else each.change,
                sorted(
                    [(field.field, *[field.old, field.new][:: -1 if turn else 1]) for field in each.fields], key=str
                ),
            )
            for each in changes
        ]

    assert show(find_changes(old, new), turn=False) == show(find_changes(new, old), turn=True)


@settings(deadline=None, max_examples=20)
@given(SEEDS)
def test_nothing_has_changed_in_the_same_version(seed: int) -> None:
    assert find_changes(make_version(seed), make_version(seed)) == []


@settings(deadline=None, max_examples=30)
@given(SEEDS, SEEDS, st.integers(1, 7), st.booleans(), st.integers(1, 50))
def test_pages_are_parts_of_the_whole(one: int, other: int, limit: int, keep: bool, batch: int) -> None:
    old, new = build_store(make_version(one)), MemoryStore(make_version(other))
    whole = list(iter_changes(old, new))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes_module, "BATCH", batch)
        patch.setattr(changes_module, "MAX_KEPT_KEYS", 1000 if keep else 0)
        for kinds in ((), ("claim", "entity")):
            for ways in ((), ("changed",)):
                comparison = Comparison(old, new)
                wanted = [x for x in whole if (not kinds or x.kind in kinds) and (not ways or x.change in ways)]
                found: list[Change] = []
                more, place = True, None
                while more:
                    part = comparison.find(kinds, ways, place, limit)  # type: ignore[arg-type]
                    assert part.total == len(wanted) == comparison.count(kinds, ways)  # type: ignore[arg-type]
                    found += part.items
                    more = part.more
                    if more:
                        place = Place(CHANGED_KINDS.index(found[-1].kind), found[-1].id)
                assert found == wanted


# --- what is said -----------------------------------------------------------------------------------------

OLD = make_dataset(
    [
        make_claim("c1", "a", "b", "c", statement="A trades with B.", cites=("paper-1",)),
        make_claim("c2", "a", "b", hedge="perhaps"),
        make_claim("c3", "b", "c"),
        make_claim("c4", "b", "c", rank="deprecated", deprecated_because="Misread."),
    ],
    [make_entity("a", names=(Name(text="А", lang="ru", kind="alias"),)), make_entity("b-isle", name="B Isle")],
    [make_source("paper-9", "press-1", date="2031?-03-09", date_printed="March 9")],
)
NEW = make_dataset(
    [
        make_claim("c1", "a", "b", "d", "c", statement="A trades with B.", cites=("paper-1", "paper-2")),
        make_claim("c2", "a", "b", rank="deprecated", deprecated_because="The text speaks of B alone."),
        make_claim("c4", "b", "c", rank="deprecated", deprecated_because="Misread again."),
    ],
    [make_entity("a", names=(Name(text="А", lang="ru", kind="official"),))],
    [make_source("paper-9", "press-1", date="2031-03-09", date_printed="March 9")],
    [make_retired("b-isle", "b", reason="The same as B."), make_retired("c3", kind="claim", reason="Not said.")],
)


def show_fields(change: Change) -> dict[str, tuple[Any, Any]]:
    return {field.field: (field.old, field.new) for field in change.fields}


@pytest.fixture(scope="module")
def found() -> dict[Key, Change]:
    return {(change.kind, change.id): change for change in find_changes(OLD, NEW)}


def test_fields_are_named_as_an_analyst_would_name_them(found: dict[Key, Change]) -> None:
    assert show_fields(found["entity", "a"]) == {"names[ru А].kind": ("alias", "official")}
    assert show_fields(found["source", "paper-9"]) == {"date": ("2031?-03-09", "2031-03-09")}
    assert found["source", "paper-9"].label == "PRESS-1, March 9"
    fields = show_fields(found["claim", "c1"])
    assert fields == {
        "qualifiers[partner d]": (None, {"role": "partner", "entity": "d"}),
        "qualifiers.order": (["partner c"], ["partner d", "partner c"]),
        "evidence[report ¶1 s1].cites[paper-2]": (None, {"id": "paper-2", "signal": None}),
    }
    assert found["claim", "c1"].label == "A trades with B."


def test_a_deprecated_claim_says_why_when_it_comes_to_be_so(found: dict[Key, Change]) -> None:
    change = found["claim", "c2"]
    assert (change.change, change.reason) == ("changed", "The text speaks of B alone.")
    assert show_fields(change)["rank"] == ("normal", "deprecated")
    assert show_fields(change)["hedge"] == ("perhaps", None)
    assert found["claim", "c4"].reason is None
    assert show_fields(found["claim", "c4"]) == {"deprecated_because": ("Misread.", "Misread again.")}


def test_what_is_gone_says_why_and_what_took_its_place(found: dict[Key, Change]) -> None:
    merged, removed = found["entity", "b-isle"], found["claim", "c3"]
    assert (merged.change, merged.label, merged.merged_into) == ("removed", "B Isle", "b")
    assert (merged.reason, removed.reason, removed.merged_into) == ("The same as B.", "Not said.", None)
    assert show_fields(merged)["name"] == ("B Isle", None)
    retired = found["retired", "entity/b-isle"]
    assert (retired.change, retired.reason, retired.merged_into) == ("added", "The same as B.", "b")
    # Nobody says why: it is not made up.
    backwards = {(each.kind, each.id): each for each in find_changes(NEW, OLD)}
    assert backwards["entity", "d"].reason is None
    assert backwards["claim", "c3"].change == "added"


def test_what_is_not_mentioned_is_the_same() -> None:
    kinds = Counter((each.kind, each.change) for each in find_changes(OLD, NEW))
    assert kinds == {
        ("entity", "added"): 1 + 1,  # d, and the outlet of paper-2
        ("entity", "changed"): 1,
        ("entity", "removed"): 1,
        ("source", "added"): 1,
        ("source", "changed"): 1,
        ("claim", "changed"): 3,
        ("claim", "removed"): 1,
        ("retired", "added"): 2,
    }
    assert [each.id for each in find_changes(OLD, NEW, kinds=("claim",), changes=("removed",))] == ["c3"]


def test_alike_items_are_told_apart_and_a_value_is_one() -> None:
    one = make_claim("c", "a", "b", qualifiers=(*loosely("c", "c"),))
    other = make_claim("c", "a", "b", qualifiers=loosely("c"))
    assert [field.field for field in compare_records(one, other)] == ["qualifiers[purpose c (2)]"]


# --- the list ---------------------------------------------------------------------------------------------


def test_a_list_is_read_page_by_page() -> None:
    new, old = KnowledgeGraph(NEW), KnowledgeGraph(OLD)
    first = new.changes(old, limit=4)
    assert (len(first), first.total.value, first.dataset_version) == (4, 12, NEW.version)
    assert first.query.parameters == {"since": OLD.version, "limit": 4}
    second = new.changes(old, limit=400, cursor=first.next_cursor)
    assert [*first, *second] == find_changes(OLD, NEW)
    assert second.next_cursor is None
    with pytest.raises(InvalidCursor):
        new.changes(old, cursor=first.next_cursor, kind="claim")
    with pytest.raises(StaleCursor):
        old.changes(new, cursor=first.next_cursor)


def test_a_folder_of_an_earlier_version(article_graph: KnowledgeGraph) -> None:
    from tests.conftest import ROOT

    assert article_graph.changes(ROOT / "data").empty.reason == "unchanged"  # type: ignore[union-attr]


def test_an_empty_list_says_why() -> None:
    new, old = KnowledgeGraph(NEW), KnowledgeGraph(OLD)
    same = new.changes(new).empty
    assert same is not None
    assert (same.reason, same.try_) == ("unchanged", None)
    assert NEW.version[:12] in same.detail
    filtered = new.changes(old, kind="word").empty
    assert filtered is not None
    assert (filtered.reason, filtered.filter, filtered.try_) == ("filtered", "kind", "leave out kind")
    other = new.changes(old, kind="retired", change="changed").empty
    assert other is not None
    assert other.filter == "kind"
    nothing = EarlierVersions(new.store).list_changes().empty
    assert nothing is not None
    assert (nothing.reason, "--previous" in str(nothing.try_)) == ("no_previous", True)


@pytest.mark.parametrize(("name", "words"), [("kind", CHANGED_KINDS), ("change", CHANGE_TYPES)])
def test_unknown_words_are_refused(name: str, words: tuple[str, ...]) -> None:
    graph = KnowledgeGraph(NEW)
    with pytest.raises(UnknownWord) as caught:
        graph.changes(graph, **{name: f"{words[0]}x"})  # type: ignore[arg-type]
    assert (caught.value.parameter, caught.value.suggestions[0]) == (name, words[0])


def test_a_version_is_known_by_its_beginning() -> None:
    new, old = build_store(NEW), build_store(OLD)
    other = build_store(make_dataset(make_chain("a", "b")))
    known = EarlierVersions(new, [old, other])
    assert known.list_changes().query.parameters["since"] == other.version
    assert known.list_changes(old.version[:8]).query.parameters["since"] == old.version
    assert known.list_changes(old.version).total.value == 12
    # Who asks since the version that is served is told that it is.
    assert known.list_changes(new.version[:20]).empty.reason == "unchanged"  # type: ignore[union-attr]
    with pytest.raises(NotFound) as caught:
        known.list_changes("0" * 8)
    assert caught.value.suggestions == (old.version, other.version)
    for bad in (old.version[:7], old.version + "0", old.version[:8].upper() + "G", "not a version"):
        with pytest.raises(InvalidParameter):
            known.list_changes(bad)


def test_a_cursor_that_was_tampered_with() -> None:
    from kgraph.queries.cursor import encode_cursor

    graph = KnowledgeGraph(NEW)
    cursor = encode_cursor(NEW.version, {"kind": "changes", "since": OLD.version}, "nothing c1")
    with pytest.raises(InvalidCursor):
        graph.changes(KnowledgeGraph(OLD), cursor=cursor)
