"""Turn records into what is shown, a batch at a time: never a look-up per claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from kgraph.filters import Filters
from kgraph.queries.answers import (
    CiteView,
    ClaimRef,
    ClaimView,
    ContentView,
    EntityRef,
    EvidenceView,
    NearbyCitesView,
    OutletRef,
    QualifierView,
    SourceRef,
)
from kgraph.records import Cite, Claim, Content, Entity, Evidence, Source
from kgraph.stores import NearbyCites, Store
from kgraph.stores.facts import outlets_of

Place = tuple[str, int, int]


def to_ref(entity: Entity) -> EntityRef:
    """Return the short form of an entity that stands inside answers."""
    return EntityRef(id=entity.id, name=entity.name, type=entity.type)


def build_claim_views(store: Store, claims: Sequence[Claim]) -> tuple[ClaimView, ...]:
    """Return the claims as they are shown, in their order, each with its evidence."""
    builder = _ClaimViewBuilder(store, claims)
    return tuple(map(builder.build, claims))


def build_claims_url(one: str, other: str, filters: Filters) -> str:
    """Return the relative URL of all claims behind a tie: affirmed, between the two, under the same filters."""
    pairs = [("between", one), ("between", other)]
    for name, value in filters.given.items():
        if name not in ("type", "polarity"):
            values = value if isinstance(value, tuple) else (value,)
            pairs += [(name, str(item).lower() if isinstance(item, bool) else str(item)) for item in values]
    return "/v1/claims?" + urlencode([*pairs, ("polarity", "affirmed")])


class _ClaimViewBuilder:
    """Fetches all that a batch of claims names, then builds their views."""

    def __init__(self, store: Store, claims: Iterable[Claim]) -> None:
        claims = list(claims)
        self.store = store
        self.referring = store.find_references([claim.id for claim in claims])
        named = {id_ for claim in claims for id_ in claim.references}
        named |= {id_ for ids in self.referring.values() for id_ in ids}
        self.claims = store.get_claims(sorted(named))
        evidences = [evidence for claim in claims for evidence in claim.evidence]
        uncited = {place for evidence in evidences if not evidence.cites and (place := _place_of(evidence))}
        self.nearby = store.find_nearby_cites(sorted(uncited))
        cited = {cite.id for evidence in evidences for cite in evidence.cites}
        cited |= {cite.id for nearby in self.nearby.values() for cite in nearby.cites}
        self.sources = store.get_sources(sorted(cited | {evidence.source for evidence in evidences}))
        entities = {claim.subject for claim in claims} | {claim.speaker for claim in claims}
        entities |= {content.entity for claim in claims for content in claim.contents if content.entity}
        entities |= {source.outlet for source in self.sources.values()}
        self.entities = store.get_entities(sorted(entities))
        self.vocabulary = store.vocabulary

    def build(self, claim: Claim) -> ClaimView:
        return ClaimView(
            id=claim.id,
            statement=claim.statement,
            subject=self._ref(claim.subject),
            predicate=claim.predicate,
            object=ContentView(**self._content(claim.object)),
            qualifiers=tuple(QualifierView(role=part.role, **self._content(part)) for part in claim.qualifiers),
            valid=claim.valid,
            status=claim.status,
            polarity=claim.polarity,
            hedge=claim.hedge,
            speaker=self._ref(claim.speaker),
            basis=claim.basis,
            topics=claim.topics or (self.vocabulary.predicate_by_id[claim.predicate].topic,),
            rank=claim.rank,
            outlets=tuple(map(self._outlet, outlets_of(claim, self.sources))),
            evidence=tuple(map(self._evidence, claim.evidence)),
            referred_by=tuple(map(self._claim_ref, self.referring[claim.id])),
        )

    def _ref(self, id_: str) -> EntityRef:
        return to_ref(self.entities[id_])

    def _claim_ref(self, id_: str) -> ClaimRef:
        return ClaimRef(id=id_, statement=self.claims[id_].statement)

    def _outlet(self, id_: str) -> OutletRef:
        return OutletRef(id=id_, name=self.entities[id_].name)

    def _content(self, content: Content) -> dict[str, object]:
        if content.entity is not None:
            return {"entity": self._ref(content.entity)}
        if content.claim is not None:
            return {"claim": self._claim_ref(content.claim)}
        return {"value": content.value}

    def _evidence(self, evidence: Evidence) -> EvidenceView:
        source = self.sources[evidence.source]
        place = None if evidence.cites else _place_of(evidence)
        nearby = self.nearby.get(place) if place else None
        return EvidenceView(
            source=SourceRef(id=source.id, outlet=self._outlet(source.outlet), title=source.title, date=source.date),
            locator=evidence.locator,
            digest=evidence.digest,
            cites=tuple(map(self._cite, evidence.cites)),
            nearby_cites=None if nearby is None else self._nearby(nearby),
        )

    def _nearby(self, nearby: NearbyCites) -> NearbyCitesView:
        return NearbyCitesView(sentence=nearby.sentence, cites=tuple(map(self._cite, nearby.cites)))

    def _cite(self, cite: Cite) -> CiteView:
        source: Source = self.sources[cite.id]
        return CiteView(
            id=source.id,
            outlet=self._outlet(source.outlet),
            date=source.date,
            date_printed=source.date_printed,
            signal=cite.signal,
        )


def _place_of(evidence: Evidence) -> Place | None:
    locator = evidence.locator
    if locator.paragraph is None or locator.sentence is None:
        return None
    return evidence.source, locator.paragraph, locator.sentence
