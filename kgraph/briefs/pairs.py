"""The claims that name both of two entities."""

from __future__ import annotations

from kgraph.filters import Filters
from kgraph.stores import ClaimQuery, Store

_BATCH = 2_000


def find_naming_both(store: Store, one: str, other: str, filters: Filters) -> frozenset[str]:
    """Return the ids of the claims that name both entities, as subject, object or in a qualifier, of any polarity.

    The claims about the one of which less is said are read through.
    """
    counts = store.count_for_entities([one, other])
    fewer, more = sorted((one, other), key=lambda id_: (counts[id_].claims, id_))
    asked = ClaimQuery(filters.model_copy(update={"about": (fewer,)}))
    found: set[str] = set()
    after: str | None = None
    while True:
        part = store.find_claims(asked, after, _BATCH)
        found.update(
            claim.id
            for claim in part.items
            if claim.subject == more or any(content.entity == more for content in claim.contents)
        )
        if not part.more:
            return frozenset(found)
        after = part.items[-1].id
