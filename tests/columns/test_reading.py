"""Claims come out of the columns as they went in, whether the kernel makes them or Python does."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from kgraph.columns import ClaimReader, reading
from kgraph.kernel import graph, graph_pure
from kgraph.records import Claim, Content, Evidence, Locator, Value
from kgraph.stores import build_store
from tests.graphs import loosely, make_claim, make_dataset, make_entity, make_evidence

NAMES = ("China", "Bank of China", "The Hague", "Қазақстан", "习近平", "A. (Kazakhstan)")
READERS = {"kernel": graph.revive_claims, "Python": graph_pure.revive_claims}


def make_event(chance: random.Random, number: int, ids: Sequence[str]) -> Claim:
    """Return a claim as tables of events give them: from one row, with a digest in its id."""
    subject, object_ = chance.choice(ids), chance.choice(ids)
    names = dict(zip(ids, NAMES, strict=True))
    valid = chance.choice((None, "2013-02-05", "2013"))
    date = f", on {valid}" if valid else ""
    statement = f"{names[subject]} – Consult – {names[object_]}{date}."
    digest = hashlib.sha256(f"{number}".encode()).hexdigest()
    evidence = Evidence(source="report", locator=Locator(row=number + 1), digest=digest)
    return make_claim(
        f"e-{digest[:16]}",
        subject,
        object_,
        statement=statement,
        valid=valid,
        evidence=(evidence,),
        speaker=chance.choice(ids),
        hedge=chance.choice((None, "perhaps")),
        topics=chance.choice(((), ("water", "trade"))),
    )


def make_claims(seed: int) -> list[Claim]:
    chance, ids = random.Random(seed), [f"n{number}" for number in range(len(NAMES))]
    claims = [make_event(chance, number, ids) for number in range(60)]
    some = {"evidence": (make_evidence(("paper-1",), paragraph=2), make_evidence(paragraph=3))}
    odd: list[Callable[[Claim], dict[str, Any]]] = [
        lambda _: some,
        lambda _: {"evidence": (make_evidence(("paper-1", "paper-2")),)},
        lambda _: {"object": Content(value=Value(text="much"))},
        lambda _: {"qualifiers": loosely("n1")},
        lambda claim: {"object": Content(claim=claims[0].id), "statement": f"It is said that {claim.id}."},
    ]
    return [
        claims[0],
        *(
            claim.model_copy(update=chance.choice(odd)(claim)) if chance.random() < 0.3 else claim
            for claim in claims[1:]
        ),
    ]


@pytest.mark.parametrize("way", READERS)
@pytest.mark.parametrize("seed", range(10))
def test_what_comes_out_is_what_went_in(seed: int, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "revive_claims", READERS[way])
    entities = [make_entity(f"n{number}", name=name) for number, name in enumerate(NAMES)]
    dataset = make_dataset(make_claims(seed), entities)
    columns = build_store(dataset).columns
    assert columns.meta["id_prefix"] == "e-"
    numbers = list(range(len(dataset.claims)))
    random.Random(seed).shuffle(numbers)
    reader = ClaimReader(columns)
    # The second time most of what claims share has been kept.
    for _ in range(2):
        found = reader.read(numbers)
        assert found == tuple(dataset.claims[number] for number in numbers)
        for claim, number in zip(found, numbers, strict=True):
            given = dataset.claims[number]
            assert claim.model_dump_json() == given.model_dump_json()
            assert claim.model_copy(update={"status": "ended"}).status == "ended"
            assert (type(claim), hash(claim)) == (Claim, hash(given))


def test_the_kernel_makes_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    if not graph.IS_COMPILED:
        pytest.skip("kgraph was installed without a compiler")
    chance = random.Random(1)
    events = [make_event(chance, number, [f"n{each}" for each in range(len(NAMES))]) for number in range(20)]
    entities = [make_entity(f"n{number}", name=name) for number, name in enumerate(NAMES)]
    reader = ClaimReader(build_store(make_dataset(events, entities)).columns)
    reader.read(range(20))
    monkeypatch.setattr(ClaimReader, "_read", None)
    assert len(reader.read(range(20))) == 20
