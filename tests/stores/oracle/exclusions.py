"""The facts of all claims, and what they would be had nobody cited or read some outlets and sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kgraph.filters import Exclusion
from kgraph.records import Vocabulary
from tests.stores.oracle.facts import ClaimFacts, derive_facts
from tests.stores.oracle.support import Sources, remove_support

# Views that are kept: an analyst asks several questions under one exclusion. Each holds the changed claims alone.
CACHED_VIEWS = 16


class FactsView(Mapping[str, ClaimFacts]):
    """Facts by claim id, some of them changed or gone."""

    def __init__(self, facts: dict[str, ClaimFacts], changed: dict[str, ClaimFacts | None]) -> None:
        self._facts = facts
        self.changed = changed

    def __getitem__(self, id_: str) -> ClaimFacts:
        facts = self.changed[id_] if id_ in self.changed else self._facts[id_]
        if facts is None:
            raise KeyError(id_)
        return facts

    def __iter__(self) -> Iterator[str]:
        return (id_ for id_ in self._facts if self.changed.get(id_, True) is not None)

    def __len__(self) -> int:
        return len(self._facts) - sum(facts is None for facts in self.changed.values())


class Exclusions:
    """Works out such views. The work grows with the claims that rest on what is excluded, not with the dataset."""

    def __init__(self, facts: dict[str, ClaimFacts], vocabulary: Vocabulary, sources: Sources) -> None:
        self._facts = facts
        self._vocabulary = vocabulary
        self._sources = sources
        self._resting: dict[str, list[str]] = defaultdict(list)
        for id_, each in facts.items():
            for source in each.sources:
                self._resting[source].append(id_)
        self.apply = lru_cache(maxsize=CACHED_VIEWS)(self._apply)

    def claims_of(self, source: str) -> list[str]:
        """Return the ids of the claims that were read in a source or whose passages cite it, in their order."""
        return self._resting.get(source, [])

    def _apply(self, exclusion: Exclusion) -> FactsView:
        excluded = [
            id_
            for id_, source in self._sources.items()
            if id_ in exclusion.sources or source.outlet in exclusion.outlets
        ]
        changed: dict[str, ClaimFacts | None] = {}
        for id_ in {claim for source in excluded for claim in self.claims_of(source)}:
            before = self._facts[id_].claim
            after = remove_support(before, exclusion, self._sources)
            if after is None:
                changed[id_] = None
            elif after is not before:
                changed[id_] = derive_facts(after, self._vocabulary, self._sources)
        return FactsView(self._facts, changed)
