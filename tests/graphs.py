"""Small datasets in memory: records made directly, with defaults for all that a test is not about."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Sequence
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
    Role,
    Source,
    Term,
    Value,
    Vocabulary,
)

TYING_ROLES = ("location", "partner")
LOOSE_ROLES = ("purpose", "reason")
TOPIC_OF = {"feeds": "water", "opposes": "politics", "trades_with": "trade"}
TYPES = ("country", "outlet", "person", "project")

VOCABULARY = Vocabulary(
    entity_types=tuple(Term(id=id_, definition="Made up.") for id_ in TYPES),
    topics=tuple(Term(id=id_, definition="Made up.") for id_ in ("politics", "trade", "water")),
    units=(),
    roles=tuple(
        Role(id=id_, label=id_, definition="Made up.", ties=id_ in TYING_ROLES) for id_ in TYING_ROLES + LOOSE_ROLES
    ),
    predicates=tuple(
        Predicate(
            id=id_,
            label=id_,
            inverse_label=id_,
            definition="Made up.",
            topic=topic,
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
    claims: Sequence[Claim] = (), entities: Sequence[Entity] = (), sources: Sequence[Source] = ()
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
        version=digest_dataset(info, VOCABULARY, *records),
    )


def make_chain(*ids: str, **fields: Any) -> list[Claim]:
    """Return claims that tie each of these entities to the next: `a-b`, `b-c` and so on."""
    return [make_claim(f"{one}-{other}", one, other, **fields) for one, other in pairwise(ids)]


def make_random_dataset(seed: int) -> Dataset:
    """Return a small dataset with everything that bears on a path, the same for the same seed."""
    chance = random.Random(seed)
    ids = [f"e{number}" for number in range(chance.randint(4, 8))]
    entities = [make_entity(id_, chance.choice(("country", "person"))) for id_ in ids]
    claims = [_make_random_claim(chance, f"c{number:02}", ids) for number in range(chance.randint(4, 18))]
    papers = [make_source(f"paper-{number}", f"press-{number}") for number in (1, 2, 3)]
    return make_dataset(claims, entities, papers)


def _make_random_claim(chance: random.Random, id_: str, ids: list[str]) -> Claim:
    content: Content = Content(entity=chance.choice(ids))
    if chance.random() < 0.1:
        content = Content(value=Value(text="much"))
    elif chance.random() < 0.1 and id_ > "c00":
        content = Content(claim="c00")
    qualifiers = tuple(
        Qualifier(role=chance.choice(TYING_ROLES + LOOSE_ROLES), entity=chance.choice(ids))
        for _ in range(chance.choice((0, 0, 0, 1, 2)))
    )
    evidence = tuple(
        make_evidence(
            chance.sample(("paper-1", "paper-2", "paper-3"), chance.choice((0, 0, 1, 2))),
            paragraph=chance.randint(1, 2),
            sentence=chance.randint(1, 2),
        )
        for _ in range(chance.choice((1, 1, 2)))
    )
    return make_claim(
        id_,
        chance.choice(ids),
        content,
        qualifiers=qualifiers,
        evidence=evidence,
        statement=f"{chance.choice(('Red', 'Blue'))} {chance.choice(('rivers', 'roads'))} matter.",
        predicate=chance.choice(sorted(TOPIC_OF)),
        status=chance.choice(("occurred", "ongoing", "planned", "feared")),
        polarity=chance.choice(("affirmed",) * 6 + ("negated", "unknown")),
        rank=chance.choice(("normal",) * 6 + ("preferred", "deprecated")),
        hedge=chance.choice((None, None, "perhaps")),
        basis=chance.choice(("stated", "presupposed")),
        speaker=chance.choice(ids),
        topics=chance.choice(((), (), ("water",), ("trade", "politics"))),
    )
