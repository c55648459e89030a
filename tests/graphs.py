"""Small datasets in memory: records made directly, with defaults for all that a test is not about."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from kgraph.loading.version import digest_dataset
from kgraph.records import (
    Cite,
    Claim,
    Content,
    Dataset,
    DatasetInfo,
    Entity,
    Evidence,
    Locator,
    Predicate,
    Qualifier,
    Retired,
    Role,
    Source,
    Term,
    Value,
    Vocabulary,
)
from kgraph.records.vocabulary import Unit

TYING_ROLES = ("location", "partner")
LOOSE_ROLES = ("purpose", "reason")
# Whether claims that differ in it are about different matters, for the roles that say so themselves.
MEASURE_OF = {"location": True, "aspect": True, "share": False}
TOPIC_OF = {
    "amounts_to": "trade",
    "borders": "politics",
    "denies": "politics",
    "feeds": "water",
    "led_by": "politics",
    "opposes": "politics",
    "trades_with": "trade",
}
SYMMETRIC = ("borders",)
SINGLE_VALUED = ("amounts_to", "led_by")
TYPES = ("country", "outlet", "person", "project")
UNITS = ("percent", "day", "year", "USD")

VOCABULARY = Vocabulary(
    entity_types=tuple(Term(id=id_, definition="Made up.") for id_ in TYPES),
    topics=tuple(Term(id=id_, definition="Made up.") for id_ in ("politics", "trade", "water")),
    units=tuple(Unit(id=id_, definition="Made up.") for id_ in UNITS),
    roles=tuple(
        Role(id=id_, label=id_, definition="Made up.", ties=id_ in TYING_ROLES, measure=MEASURE_OF.get(id_))
        for id_ in dict.fromkeys((*TYING_ROLES, *LOOSE_ROLES, *MEASURE_OF))
    ),
    predicates=tuple(
        Predicate(
            id=id_,
            label=id_,
            inverse_label=id_,
            definition="Made up.",
            topic=topic,
            symmetric=id_ in SYMMETRIC,
            single_valued=id_ in SINGLE_VALUED,
            subject_types=("*",),
            object_types=("*", "value", "claim"),
        )
        for id_, topic in TOPIC_OF.items()
    ),
)


def make_entity(id: str, type: str = "country", **fields: Any) -> Entity:
    """Return an entity whose name is its id in capitals, unless told otherwise."""
    return Entity(**{"id": id, "type": type, "name": id.upper(), "description": "Made up.", **fields})


def make_source(id: str, outlet: str, **fields: Any) -> Source:
    """Return an item that a text cites."""
    return Source(**{"id": id, "type": "cited-item", "outlet": outlet, **fields})


def make_evidence(
    cites: Iterable[str | Cite] = (), source: str = "report", paragraph: int = 1, sentence: int = 1
) -> Any:
    """Return the evidence that a sentence is, with the sources that it cites."""
    return Evidence(
        source=source,
        locator=Locator(paragraph=paragraph, sentence=sentence),
        digest=f"{paragraph:032x}{sentence:032x}",
        cites=tuple(Cite(id=cite) if isinstance(cite, str) else cite for cite in cites),
    )


def make_claim(id: str, subject: str, object: str | Content, *tied: str, **fields: Any) -> Claim:
    """Return an affirmed claim; `object` is an entity unless it is a content; `tied` are named as partners."""
    evidence = fields.pop("evidence", None) or (make_evidence(fields.pop("cites", ())),)
    defaults = {
        "statement": f"Claim {id}.",
        "predicate": "trades_with",
        "status": "occurred",
        "polarity": "affirmed",
        "speaker": "gazette",
        "basis": "stated",
        "qualifiers": tuple(Qualifier(role="partner", entity=entity) for entity in tied),
    }
    content = Content(entity=object) if isinstance(object, str) else object
    return Claim(id=id, subject=subject, object=content, evidence=evidence, **{**defaults, **fields})


def loosely(*entities: str) -> tuple[Qualifier, ...]:
    """Return qualifiers in a role that does not tie."""
    return tuple(Qualifier(role="purpose", entity=entity) for entity in entities)


def make_dataset(
    claims: Sequence[Claim] = (),
    entities: Sequence[Entity] = (),
    sources: Sequence[Source] = (),
    retired: Sequence[Retired] = (),
) -> Dataset:
    """Return a dataset; entities that claims name and sources `report`, `paper-1` ... are added where missing.

    The outlet of `report` is `gazette`, that of `paper-1` is `press-1`.
    """
    held = {source.id: source for source in sources}
    evidences = [evidence for claim in claims for evidence in claim.evidence]
    cited = {cite.id for evidence in evidences for cite in evidence.cites} | {evidence.source for evidence in evidences}
    for id_ in sorted({"report", *cited} - held.keys()):
        held[id_] = make_source(id_, "gazette" if id_ == "report" else id_.replace("paper", "press"))
    known = {entity.id: entity for entity in entities}
    named = {id_ for claim in claims for id_ in (claim.subject, claim.speaker)}
    named |= {content.entity for claim in claims for content in claim.contents if content.entity is not None}
    outlets = {source.outlet for source in held.values()}
    for id_ in sorted((named | outlets) - known.keys()):
        known[id_] = make_entity(id_, "outlet" if id_ in outlets else "country")
    info = DatasetInfo(
        id="made-up",
        title="Made up",
        description="A made-up dataset.",
        annotator="nobody",
        annotated=datetime.date(2031, 5, 1),
        data_licence="CC0-1.0",
        format=1,
    )
    records = (
        [known[id_] for id_ in sorted(known)],
        sorted(claims, key=lambda claim: claim.id),
        [held[id_] for id_ in sorted(held)],
    )
    return Dataset(
        info=info,
        vocabulary=VOCABULARY,
        entities=tuple(records[0]),
        claims=tuple(records[1]),
        sources=tuple(records[2]),
        version=digest_dataset(info, VOCABULARY, *records, retired),
        retired=tuple(sorted(retired, key=lambda each: (each.kind, each.id))),
    )


def make_retired(id: str, merged_into: str | None = None, **fields: Any) -> Retired:
    """Return a retired id: of an entity, unless told otherwise."""
    return Retired(**{"id": id, "kind": "entity", "reason": "Made up.", "merged_into": merged_into, **fields})


def make_chain(*ids: str, **fields: Any) -> list[Claim]:
    """Return claims that tie each of these entities to the next: `a-b`, `b-c` and so on."""
    return [make_claim(f"{one}-{other}", one, other, **fields) for one, other in pairwise(ids)]


RANDOM_DATES = (
    *("2021", "2023", "2023-05", "2023-06", "2023-05-19", "2022-12-31"),
    *("2023?", "2023?-05-19", "2023-05~", "2022%"),
    *("2021/2022", "2022-03/2023-05-19", "2022/..", "../2021", "2022/", "/2022", "2022?/2023", "../.."),
    *("[2025..]", "[2021,2023]", "[2022..2023]", "[..2021]", "XXXX-05-19", "XXXX-02-29"),
)
RANDOM_SOURCES = {
    "paper-1": "press-1",
    "paper-1b": "press-1",
    "paper-2": "press-2",
    "paper-3": "press-3",
    "report": "gazette",
    "report-2": "press-2",
}
RANDOM_AMOUNTS = ("19", "19.2", "25", "0", "40000")


def make_random_dataset(seed: int) -> Dataset:
    """Return a small dataset with everything that bears on a query, the same for the same seed."""
    chance = random.Random(seed)
    ids = [f"e{number}" for number in range(chance.randint(4, 8))]
    entities = [
        make_entity(id_, chance.choice(("country", "person")), countries=chance.choice(((), ("KZ",), ("CN", "KZ"))))
        for id_ in ids
    ]
    sources = [
        make_source(id_, outlet, date=chance.choice((None, *RANDOM_DATES))) for id_, outlet in RANDOM_SOURCES.items()
    ]
    passages = _make_random_passages(chance)
    claims: list[Claim] = []
    for number in range(chance.randint(4, 18)):
        claims.append(_make_random_claim(chance, f"c{number:02}", ids, passages, [claim.id for claim in claims]))
    return make_dataset(claims, entities, sources)


def _make_random_passages(chance: random.Random) -> list[Evidence]:
    """Return sentences that claims can be read in; what one of them cites, it cites for every claim."""
    places = [("report", paragraph, sentence) for paragraph in (1, 2) for sentence in (1, 2, 3)]
    return [
        make_evidence(_choose_cites(chance), source, paragraph, sentence)
        for source, paragraph, sentence in [*places, ("report-2", 1, 1), ("report-2", 1, 2), ("paper-3", 1, 1)]
    ]


def _choose_cites(chance: random.Random) -> list[str | Cite]:
    cited = chance.sample(("paper-1", "paper-1b", "paper-2", "paper-3"), chance.choice((0, 0, 1, 2)))
    return [Cite(id=id_, signal="see") if chance.random() < 0.2 else id_ for id_ in cited]


def _make_random_claim(
    chance: random.Random, id_: str, ids: list[str], passages: list[Evidence], before: list[str]
) -> Claim:
    predicate = chance.choice(("feeds", "opposes", "trades_with", "trades_with", "borders", "led_by"))
    content: Content = Content(entity=chance.choice(ids))
    kind = chance.random()
    if kind < 0.1:
        content = Content(value=_make_random_value(chance))
        predicate = chance.choice(("amounts_to", predicate))
    elif kind < 0.2 and before:
        content = Content(claim=chance.choice(before))
        predicate = chance.choice(("denies", predicate))
    qualifiers = [
        Qualifier(role=chance.choice(TYING_ROLES + LOOSE_ROLES), entity=chance.choice(ids))
        for _ in range(chance.choice((0, 0, 0, 1, 2)))
    ]
    if chance.random() < 0.2:
        qualifiers.append(Qualifier(role="share", value=_make_random_value(chance)))
    if chance.random() < 0.1 and before:
        qualifiers.append(Qualifier(role="reason", claim=chance.choice(before)))
    return make_claim(
        id_,
        chance.choice(ids),
        content,
        qualifiers=tuple(qualifiers),
        evidence=tuple(chance.sample(passages, chance.choice((1, 1, 2)))),
        statement=f"{chance.choice(('Red', 'Blue'))} {chance.choice(('rivers', 'roads'))} matter.",
        predicate=predicate,
        valid=chance.choice((None, None, chance.choice(RANDOM_DATES), chance.choice(RANDOM_DATES))),
        status=chance.choice(("occurred", "ongoing", "ended", "planned", "feared")),
        polarity=chance.choice(("affirmed",) * 6 + ("negated", "unknown")),
        rank=chance.choice(("normal",) * 6 + ("preferred", "deprecated")),
        hedge=chance.choice((None, None, "perhaps")),
        basis=chance.choice(("stated", "presupposed")),
        speaker=chance.choice(ids),
        topics=chance.choice(((), (), ("water",), ("trade", "politics"))),
    )


def _make_random_value(chance: random.Random) -> Value:
    if chance.random() < 0.2:
        return Value(text="much")
    modifier: Any = chance.choice(("exact", "exact", "about", "at_least"))
    return Value(amount=Decimal(chance.choice(RANDOM_AMOUNTS)), modifier=modifier, unit=chance.choice((None, *UNITS)))
