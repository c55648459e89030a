"""What queries ask of a claim, worked out once when a store is built."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kgraph.dates import Edtf, parse_edtf
from kgraph.graph import iter_edges, makes_ties
from kgraph.names import name_key
from kgraph.records import Claim, Entity, Vocabulary
from tests.stores.oracle.support import Sources, outlets_of, sources_of, supports_of

# Behind a word: China's, the people’s.
_POSSESSIVE = re.compile(r"['’]s\b")
# 19.2 is one figure, which is not 19; 40,000 is 40000.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)+")


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """The derived properties of a claim that filters compare with.

    `outlets` are those that its passages cite; for a passage that cites nothing, that of its own source;
    `supports` are these sources, `published` their dates. `sources` are all that it was read in or that is cited.
    `entities` are the subject, the object and all that qualifiers name, whether they tie or not; `ends` are
    those that the claim's edges run to. `amounts` are all amounts in it, with their units.
    """

    claim: Claim
    topics: frozenset[str]
    supports: frozenset[str]
    sources: frozenset[str]
    outlets: tuple[str, ...]
    published: tuple[Edtf | None, ...]
    valid: Edtf | None
    amounts: tuple[tuple[Decimal, str | None], ...]
    entities: frozenset[str]
    ends: frozenset[str]
    words: frozenset[str]
    passages: frozenset[tuple[int, int]]
    ties: bool

    @property
    def is_listed(self) -> bool:
        """Whether it is listed and counted without being asked for: it is not withdrawn."""
        return self.claim.rank != "deprecated"

    @property
    def is_cited(self) -> bool:
        """Whether a passage that it was read in cites anything."""
        return any(evidence.cites for evidence in self.claim.evidence)


def derive_facts(claim: Claim, vocabulary: Vocabulary, sources: Sources) -> ClaimFacts:
    """Work out what filters will ask of a claim; `sources` holds all that it names."""
    named = (content.entity for content in claim.contents)
    places = ((evidence.locator.paragraph, evidence.locator.sentence) for evidence in claim.evidence)
    values = (content.value for content in claim.contents)
    supports = supports_of(claim)
    return ClaimFacts(
        claim=claim,
        topics=frozenset(topics_of(claim, vocabulary)),
        supports=supports,
        sources=sources_of(claim),
        outlets=outlets_of(claim, sources),
        published=tuple(map(_parse, sorted({sources[id_].date for id_ in supports}, key=str))),
        valid=_parse(claim.valid),
        amounts=tuple((value.amount, value.unit) for value in values if value is not None and value.amount is not None),
        entities=frozenset({claim.subject, *(entity for entity in named if entity is not None)}),
        ends=frozenset(edge.target for edge in iter_edges(claim, vocabulary)),
        words=words_of(claim.statement),
        passages=frozenset((paragraph, sentence) for paragraph, sentence in places if paragraph and sentence),
        ties=makes_ties(claim),
    )


def _parse(date: str | None) -> Edtf | None:
    return None if date is None else parse_edtf(date)


def topics_of(claim: Claim, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return a claim's own topics, or else that of its predicate."""
    return claim.topics or (vocabulary.predicate_by_id[claim.predicate].topic,)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a statement or a question, alike for all that differs in case, accents or a possessive s.

    A figure is one word, decimals and all.

    >>> sorted(words_of("China's 19.2 percent"))
    ['19.2', 'china', 'percent']
    """
    figures = [_plain(figure) for figure in _FIGURE.findall(text)]
    return frozenset([*figures, *name_key(_POSSESSIVE.sub("", _FIGURE.sub(" ", text))).split()])


def _plain(figure: str) -> str:
    """Return a figure with its thousands run together and a point before its decimals.

    >>> _plain("40,000"), _plain("19,2"), _plain("1,234.5")
    ('40000', '19.2', '1234.5')
    """
    thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+((?:\.\d+)?)", figure)
    return figure.replace(",", "") if thousands else figure.replace(",", ".")


def share_countries(facts: ClaimFacts, one: str, other: str, entities: Mapping[str, Entity]) -> bool:
    """Tell whether a claim is between two countries.

    An edge of it joins an entity of the one to another entity of the other, or its subject belongs to both.
    """
    mine = entities[facts.claim.subject].countries
    if one in mine and other in mine:
        return True
    return any(
        (one in mine and other in entities[end].countries) or (other in mine and one in entities[end].countries)
        for end in facts.ends - {facts.claim.subject}
    )
