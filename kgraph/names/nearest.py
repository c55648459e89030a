"""Did you mean: the words of a vocabulary that are nearest to one that it does not hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kgraph.names.matches import MAX_NAME_LENGTH
from kgraph.names.normalise import name_key
from kgraph.names.transliterate import latin_forms

MIN_LIKENESS = 60
"""Of 100, below which a word is no suggestion: `outlets` is near to `min_outlets`, `type` not to `topic`."""

MAX_COMPARED = 20_000
"""Words that are compared one by one: it takes some 30 ms. Of more, `nearest_sorted` compares those that are about."""

# Of a large vocabulary: words looked at on both sides of a place; the most places; the range that is read whole.
WINDOW = 4
MAX_PLACES = 600
MAX_RANGE = 200
LAST = "\U0010ffff"
"""What sorts behind everything that a word goes on with."""


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
    # Only here: a process that never answers so need not load it to start.
    from rapidfuzz import fuzz, process

    typed = word[:MAX_NAME_LENGTH]
    keys = {candidate: name_key(candidate) for candidate in sorted(set(vocabulary))}
    likeness: dict[str, float] = {}
    for spelling in _spellings_of(typed):
        for _, score, candidate in process.extract(
            spelling, keys, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS, limit=None
        ):
            likeness[candidate] = max(score, likeness.get(candidate, 0.0))
    return sorted(likeness, key=lambda candidate: (-likeness[candidate], candidate))[: max(limit, 0)]


def nearest_sorted(word: str, words: Sequence[str], limit: int = 3) -> list[str]:
    """Return what `nearest_words` does, from sorted distinct words of which there may be millions.

    Up to 20,000 words the answer is the same. Of more only a few thousand are compared: those beside which the word
    would stand, as it is or with one letter more, fewer, other or swapped, and those that begin like it. So ids with a
    slip in them are found, and ids that go on otherwise; those that merely end alike are not. `words` need give only
    its length and single words by their places: a table in a file will do.

    >>> ids = [f"claim-{number:06}" for number in range(0, 100_000, 2)]
    >>> nearest_sorted("claim-01234", ids, limit=1), nearest_sorted("clain-012346", ids, limit=1)
    (['claim-001234'], ['claim-012346'])
    """
    if len(words) <= MAX_COMPARED:
        return nearest_words(word, words, limit)
    typed = word[:MAX_NAME_LENGTH]
    # Ids are written with hyphens, words of vocabularies with underscores.
    spelt = [spelling.replace(" ", hyphen) for spelling in _spellings_of(typed) for hyphen in "-_"]
    places = {place for spelling in dict.fromkeys((typed, *spelt)) for place in _iter_about(spelling, words)}
    return nearest_words(word, (words[place] for place in places), limit)


def _spellings_of(typed: str) -> list[str]:
    return [spelling for spelling in dict.fromkeys((name_key(typed), *latin_forms(typed)[:2])) if spelling]


def _iter_about(typed: str, words: Sequence[str]) -> Iterator[int]:
    """Yield the places of words about a typed one: about its own, and about those of each slip."""
    budget = MAX_PLACES
    start, end = 0, len(words)
    for at in range(len(typed) + 1):
        # All words from start to end begin with what was typed up to here.
        if end - start <= MAX_RANGE:
            yield from range(start, end)
            return
        for slip in _iter_slips(typed, at, start, end, words):
            yield from _window(bisect_left(words, slip, start, end), len(words))
            budget -= 1
            if not budget:
                return
        begun = typed[: at + 1]
        start = bisect_left(words, begun, start, end)
        end = bisect_left(words, begun + LAST, start, end)
        yield from _window(start, len(words))


def _window(place: int, count: int) -> range:
    return range(max(place - WINDOW, 0), min(place + WINDOW, count))


def _iter_slips(typed: str, at: int, start: int, end: int, words: Sequence[str]) -> Iterator[str]:
    """Yield the typed word without the letter at a place, with it swapped, and with each that stands there instead."""
    yield typed[:at] + typed[at + 1 :]
    yield typed[:at] + typed[at + 1 : at + 2] + typed[at : at + 1] + typed[at + 2 :]
    while start < end:
        begun = words[start][: at + 1]
        if len(begun) > at and begun != typed[: at + 1]:
            yield begun + typed[at + 1 :]
            yield begun + typed[at:]
        start = bisect_left(words, begun + LAST, start + 1, end) if len(begun) > at else start + 1
