"""Whether a claim passes the filters: the code that stores in memory share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from kgraph.dates import Edtf, parse_edtf
from kgraph.filters import Filters
from tests.stores.oracle.facts import ClaimFacts, words_of

Test = Callable[[ClaimFacts], bool]


@lru_cache(maxsize=256)
def build_test(filters: Filters) -> Test:
    """Return the test that a claim must pass: every filter but `type`, which is about entities.

    Also left out are `exclude_outlet` and `exclude_source`, which change what a claim rests on before it is
    tested, and, for ties, `min_outlets` (`Filters.without` takes it away there).
    """
    tests = tuple(_iter_tests(filters))
    return lambda facts: all(test(facts) for test in tests)


def _iter_tests(filters: Filters) -> Iterable[Test]:
    given = filters.given
    for name in given.keys() & _TESTS.keys():
        yield _TESTS[name](given[name])
    if filters.date is not None:
        yield _holds(parse_edtf(filters.date), certain=filters.date_match == "certain")
    if filters.known_as_of is not None:
        yield _is_known(parse_edtf(f"../{filters.known_as_of}"), certain=filters.date_match == "certain")
    if filters.has_value:
        yield _has_amount(filters)
    if filters.paragraph or filters.sentence:
        yield _was_read_at(filters)


_TESTS: dict[str, Callable[..., Test]] = {
    "predicate": lambda wanted: lambda facts: facts.claim.predicate in wanted,
    "topic": lambda wanted: lambda facts: not facts.topics.isdisjoint(wanted),
    "status": lambda wanted: lambda facts: facts.claim.status in wanted,
    "polarity": lambda wanted: lambda facts: facts.claim.polarity in wanted,
    "basis": lambda wanted: lambda facts: facts.claim.basis in wanted,
    "hedged": lambda wanted: lambda facts: wanted == (facts.claim.hedge is not None),
    "speaker": lambda wanted: lambda facts: facts.claim.speaker in wanted,
    "outlet": lambda wanted: lambda facts: any(outlet in wanted for outlet in facts.outlets),
    "source": lambda wanted: lambda facts: not facts.sources.isdisjoint(wanted),
    "min_outlets": lambda wanted: lambda facts: len(facts.outlets) >= wanted,
    "rank": lambda wanted: lambda facts: facts.claim.rank in wanted,
    "about": lambda wanted: lambda facts: not facts.entities.isdisjoint(wanted),
    "subject": lambda wanted: lambda facts: facts.claim.subject in wanted,
    "object": lambda wanted: lambda facts: facts.claim.object.entity in wanted,
    "between": lambda wanted: lambda facts: _runs_between(facts, *wanted),
    "q": lambda wanted: _holds_words(words_of(wanted)),
}


def _holds_words(words: frozenset[str]) -> Test:
    return lambda facts: facts.words >= words


def _runs_between(facts: ClaimFacts, one: str, other: str) -> bool:
    subject = facts.claim.subject
    return (subject == one and other in facts.ends) or (subject == other and one in facts.ends)


def _holds(window: Edtf, *, certain: bool) -> Test:
    if certain:
        return lambda facts: facts.valid is not None and facts.valid.certain_overlap(window)
    return lambda facts: facts.valid is not None and facts.valid.possible_overlap(window)


def _is_known(window: Edtf, *, certain: bool) -> Test:
    if certain:
        return lambda facts: any(date is not None and date.certain_overlap(window) for date in facts.published)
    return lambda facts: any(date is None or date.possible_overlap(window) for date in facts.published)


def _has_amount(filters: Filters) -> Test:
    def has_amount(facts: ClaimFacts) -> bool:
        return any(
            (not filters.value or amount in filters.value)
            and (filters.value_min is None or amount >= filters.value_min)
            and (filters.value_max is None or amount <= filters.value_max)
            and (not filters.unit or unit in filters.unit)
            for amount, unit in facts.amounts
        )

    return has_amount


def _was_read_at(filters: Filters) -> Test:
    # Paragraph and sentence must be those of one passage, not of two.
    def was_read_at(facts: ClaimFacts) -> bool:
        return any(
            (not filters.paragraph or paragraph in filters.paragraph)
            and (not filters.sentence or sentence in filters.sentence)
            for paragraph, sentence in facts.passages
        )

    return was_read_at
