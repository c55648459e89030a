"""Turn records into what is shown, a batch at a time: never a look-up per claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from kgraph.answers.views import (
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
from kgraph.filters import NO_EXCLUSION, Exclusion, Filters
from kgraph.records import Cite, Claim, Content, Entity, Evidence, Source
from kgraph.stores import NearbyCites, Store
from kgraph.stores.facts import topics_of
from kgraph.stores.support import outlets_of

Place = tuple[str, int, int]


def to_ref(entity: Entity) -> EntityRef:
    """Return the short form of an entity that stands inside answers."""
    return EntityRef(id=entity.id, name=entity.name, type=entity.type)


def build_claim_views(
    store: Store, claims: Sequence[Claim], exclusion: Exclusion = NO_EXCLUSION
) -> tuple[ClaimView, ...]:
    """Return the claims as they are shown, in their order, each with its evidence.

    Claims that were found under an exclusion come without the evidence that it takes away; what speaks for,
    against and near them is shown under the same.
    """
    builder = _ClaimViewBuilder(store, claims, exclusion)
    return tuple(map(builder.build, claims))


def build_claims_url(one: str, other: str, filters: Filters) -> str:
    """Return the relative URL of all claims behind a tie: affirmed, between the two, under the same filters.

    Of these `type` is about entities, and `min_outlets` about all claims of the tie together: they are left out.
    """
    rest = filters.without("type", "min_outlets").model_copy(
        update={"between": (one, other), "polarity": ("affirmed",)}
    )
    return build_list_url("/v1/claims", rest)


def build_list_url(path: str, filters: Filters) -> str:
    """Return the relative URL of a list under filters."""
    given = [(name, value if isinstance(value, tuple) else (value,)) for name, value in filters.given.items()]
    pairs = [(name, _to_text(item)) for name, items in given for item in items]
    return path + ("?" + urlencode(pairs) if pairs else "")


def _to_text(item: object) -> str:
    if isinstance(item, bool):
        return str(item).lower()
    return f"{item:f}" if isinstance(item, Decimal) else str(item)


class _ClaimViewBuilder:
    """Fetches all that a batch of claims names, then builds their views."""

    def __init__(self, store: Store, claims: Iterable[Claim], exclusion: Exclusion) -> None:
        claims = list(claims)
        ids = [claim.id for claim in claims]
        self.referring = store.find_references(ids, exclusion)
        self.opponents = store.find_opponents(ids, exclusion)
        named = {id_ for claim in claims for id_ in claim.references}
        named |= {id_ for links in (self.referring, self.opponents) for ids in links.values() for id_ in ids}
        self.claims = store.get_claims(sorted(named))
        evidences = [evidence for claim in claims for evidence in claim.evidence]
        uncited = {place for evidence in evidences if not evidence.cites and (place := _place_of(evidence))}
        self.nearby = store.find_nearby_cites(sorted(uncited), exclusion)
        cited = {cite.id for evidence in evidences for cite in evidence.cites}
        cited |= {cite.id for nearby in self.nearby.values() for cite in nearby.cites}
        self.sources = store.get_sources(sorted(cited | {evidence.source for evidence in evidences}))
        entities = {claim.subject for claim in claims} | {claim.speaker for claim in claims}
        entities |= {content.entity for claim in claims for content in claim.contents if content.entity}
        entities |= {source.outlet for source in self.sources.values()}
        self.entities = store.get_entities(sorted(entities))
        self.vocabulary = store.vocabulary
        # What many claims name is built once.
        self.refs: dict[str, EntityRef] = {}
        self.outlets: dict[str, OutletRef] = {}
        self.source_refs: dict[str, SourceRef] = {}

    def build(self, claim: Claim) -> ClaimView:
        outlets = outlets_of(claim, self.sources)
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
            topics=topics_of(claim, self.vocabulary),
            rank=claim.rank,
            deprecated_because=claim.deprecated_because,
            outlets=tuple(map(self._outlet, outlets)),
            evidence=tuple(map(self._evidence, claim.evidence)),
            single_source=len(outlets) == 1,
            contested_by=tuple(map(self._claim_ref, self.opponents[claim.id])),
            referred_by=tuple(map(self._claim_ref, self.referring[claim.id])),
        )

    def _ref(self, id_: str) -> EntityRef:
        ref = self.refs.get(id_)
        if ref is None:
            ref = self.refs[id_] = to_ref(self.entities[id_])
        return ref

    def _claim_ref(self, id_: str) -> ClaimRef:
        return ClaimRef(id=id_, statement=self.claims[id_].statement)

    def _outlet(self, id_: str) -> OutletRef:
        outlet = self.outlets.get(id_)
        if outlet is None:
            outlet = self.outlets[id_] = OutletRef(id=id_, name=self.entities[id_].name)
        return outlet

    def _source(self, id_: str) -> SourceRef:
        ref = self.source_refs.get(id_)
        if ref is None:
            source = self.sources[id_]
            ref = SourceRef(id=id_, outlet=self._outlet(source.outlet), title=source.title, date=source.date)
            self.source_refs[id_] = ref
        return ref

    def _content(self, content: Content) -> dict[str, object]:
        if content.entity is not None:
            return {"entity": self._ref(content.entity)}
        if content.claim is not None:
            return {"claim": self._claim_ref(content.claim)}
        return {"value": content.value}

    def _evidence(self, evidence: Evidence) -> EvidenceView:
        place = None if evidence.cites else _place_of(evidence)
        nearby = self.nearby.get(place) if place else None
        return EvidenceView(
            source=self._source(evidence.source),
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
