"""Did you mean: the words of a vocabulary that are nearest to one that it does not hold."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from kgraph.names.matches import MAX_NAME_LENGTH
from kgraph.names.normalise import name_key
from kgraph.names.transliterate import latin_forms

MIN_LIKENESS = 60
"""Of 100, below which a word is no suggestion: `outlets` is near to `min_outlets`, `type` not to `topic`."""


def nearest_words(word: str, vocabulary: Iterable[str], limit: int = 3) -> list[str]:
    """Return the words of a vocabulary that somebody who typed `word` may have meant, at most `limit`.

    For ids and words of closed vocabularies. Case, hyphens, underscores and diacritics do not matter, and a
    Cyrillic word is compared in Latin letters. Ordered by likeness (the share of characters in common, in
    order), then alphabetically; the same for any order of the vocabulary, which is read whole. Empty when
    nothing is alike. Only the first 200 characters of `word` count.

    >>> nearest_words("statuss", ["status", "speaker", "topic"])
    ['status']
    >>> nearest_words("Nazarbaev", ["bolat-nazarbayev", "nazarbayev", "nur-otan"])
    ['nazarbayev', 'bolat-nazarbayev']
    """
    typed = word[:MAX_NAME_LENGTH]
    keys = {candidate: name_key(candidate) for candidate in sorted(set(vocabulary))}
    likeness: dict[str, float] = {}
    for spelling in dict.fromkeys((name_key(typed), *latin_forms(typed)[:2])):
        if not spelling:
            continue
        for _, score, candidate in process.extract(
            spelling, keys, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS, limit=None
        ):
            likeness[candidate] = max(score, likeness.get(candidate, 0.0))
    return sorted(likeness, key=lambda candidate: (-likeness[candidate], candidate))[: max(limit, 0)]
