"""What filters ask of a claim, worked out once when a store is built."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.filters import Filters
from kgraph.graph import iter_edges, makes_ties
from kgraph.names import name_key
from kgraph.records import Claim, Source, Vocabulary

# Behind a word: China's, the people’s.
_POSSESSIVE = re.compile(r"['’]s\b")


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """The derived properties of a claim that filters compare with.

    `outlets` are those that its passages cite; for a passage that cites nothing, that of its own source.
    `entities` are the subject, the object and all that qualifiers name, whether they tie or not; `ends`
    are those that the claim's edges run to.
    """

    claim: Claim
    topics: frozenset[str]
    outlets: tuple[str, ...]
    entities: frozenset[str]
    ends: frozenset[str]
    words: frozenset[str]
    passages: frozenset[tuple[int, int]]
    ties: bool


def derive_facts(claim: Claim, vocabulary: Vocabulary, sources: dict[str, Source]) -> ClaimFacts:
    """Work out what filters will ask of a claim; `sources` holds all that it names."""
    named = (content.entity for content in claim.contents)
    places = ((evidence.locator.paragraph, evidence.locator.sentence) for evidence in claim.evidence)
    return ClaimFacts(
        claim=claim,
        topics=frozenset(claim.topics or (vocabulary.predicate_by_id[claim.predicate].topic,)),
        outlets=outlets_of(claim, sources),
        entities=frozenset({claim.subject, *(entity for entity in named if entity is not None)}),
        ends=frozenset(edge.target for edge in iter_edges(claim, vocabulary)),
        words=words_of(claim.statement),
        passages=frozenset((paragraph, sentence) for paragraph, sentence in places if paragraph and sentence),
        ties=makes_ties(claim),
    )


def words_of(text: str) -> frozenset[str]:
    """Return the words of a statement or a question, alike for all that differs in case, accents or a possessive s.

    >>> sorted(words_of("China's goods"))
    ['china', 'goods']
    """
    return frozenset(name_key(_POSSESSIVE.sub("", text)).split())


def outlets_of(claim: Claim, sources: dict[str, Source]) -> tuple[str, ...]:
    """Return the distinct outlets of a claim, in alphabetical order of their ids."""
    outlets: set[str] = set()
    for evidence in claim.evidence:
        cited = [cite.id for cite in evidence.cites] or [evidence.source]
        outlets.update(sources[id_].outlet for id_ in cited)
    return tuple(sorted(outlets))


def passes(facts: ClaimFacts, filters: Filters) -> bool:
    """Tell whether a claim passes every filter but `type`, which is about entities."""
    claim = facts.claim
    return (
        _is_one_of(claim.predicate, filters.predicate)
        and _is_one_of(claim.status, filters.status)
        and _is_one_of(claim.polarity, filters.polarity)
        and _is_one_of(claim.basis, filters.basis)
        and _is_one_of(claim.speaker, filters.speaker)
        and _is_one_of(claim.subject, filters.subject)
        and (filters.hedged is None or filters.hedged == (claim.hedge is not None))
        and (not filters.object or claim.object.entity in filters.object)
        and _share_any(facts.topics, filters.topic)
        and _share_any(facts.outlets, filters.outlet)
        and _share_any(facts.entities, filters.about)
        and (not filters.between or _runs_between(facts, filters.between))
        and (filters.q is None or facts.words >= words_of(filters.q))
        and _was_read_at(facts, filters)
    )


def _is_one_of(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _share_any(values: Iterable[str], wanted: tuple[str, ...]) -> bool:
    return not wanted or not set(wanted).isdisjoint(values)


def _runs_between(facts: ClaimFacts, pair: tuple[str, ...]) -> bool:
    one, other = pair
    return (facts.claim.subject == one and other in facts.ends) or (facts.claim.subject == other and one in facts.ends)


def _was_read_at(facts: ClaimFacts, filters: Filters) -> bool:
    # Paragraph and sentence must be those of one passage, not of two.
    return not (filters.paragraph or filters.sentence) or any(
        (not filters.paragraph or paragraph in filters.paragraph)
        and (not filters.sentence or sentence in filters.sentence)
        for paragraph, sentence in facts.passages
    )
