"""Filters as masks over what many claims have in common: which kinds, supports, dates and entities pass.

A filter is tried once for each kind of claim, not for each claim. What is left to the kernel is to look up numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from kgraph.columns import MAX_WORDS, Columns, Kind, Support, Window, WordBits, words_of
from kgraph.dates import Edtf, parse_edtf
from kgraph.filters import Exclusion, Filters
from kgraph.stores.support import Sources, SupportFacts, weigh_support

CACHED_PLANS = 256
CACHED_VIEWS = 16
_KIND_FILTERS = ("predicate", "topic", "status", "polarity", "basis", "hedged", "rank")
SupportTest = Callable[[SupportFacts], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a claim must pass. A mask has a byte for each code; None lets everything pass.

    `columns` are masks over columns that only some questions need; `claims` the claims that hold a fitting amount.
    `nothing`: no claim can pass.
    """

    kinds: bytes | None
    window: Window
    columns: tuple[tuple[str, bytes], ...] = ()
    claims: frozenset[int] | None = None
    words: tuple[WordBits, ...] = ()
    nothing: bool = False

    @property
    def is_simple(self) -> bool:
        """Whether kinds and dates alone decide."""
        return not self.columns and self.claims is None and not self.words


class Planner:
    """Makes plans for one dataset version."""

    def __init__(self, columns: Columns, sources: Sources) -> None:
        """Take the columns, and the sources by id."""
        self._columns, self._sources = columns, sources
        self.plan = lru_cache(CACHED_PLANS)(self._plan)
        self.weigh = lru_cache(CACHED_VIEWS)(self._weigh)
        self._find_supports = lru_cache(CACHED_PLANS)(self._try_supports)
        self._find_words = lru_cache(CACHED_VIEWS)(self._look_up)

    def _plan(self, filters: Filters) -> Plan:
        given = filters.given
        kinds = self._find_kinds({name: given[name] for name in _KIND_FILTERS if name in given})
        window = self._find_window(filters)
        columns = list(self._iter_columns(filters))
        claims = self._find_amounts(filters) if filters.has_value else None
        words = () if filters.q is None else self._find_words(words_of(filters.q))
        nothing = (
            (kinds is not None and 1 not in kinds)
            or window.lo >= window.hi
            or any(1 not in mask for _, mask in columns)
            or (claims is not None and not claims)
            or words is None
        )
        return Plan(kinds, window, tuple(each for each in columns if 0 in each[1]), claims, words or (), nothing)

    # -- kinds --

    @cached_property
    def _kind_masks(self) -> dict[str, dict[Any, int]]:
        """For each filter and each value that a kind can have, the kinds that have it, as a number of a byte each."""
        masks: dict[str, dict[Any, int]] = {name: defaultdict(int) for name in _KIND_FILTERS}
        for code, kind in enumerate(self._columns.kinds):
            bit = 1 << 8 * code
            for name, values in self._values_of(kind).items():
                for value in values:
                    masks[name][value] |= bit
        return masks

    def _values_of(self, kind: Kind) -> dict[str, tuple[Any, ...]]:
        topics = kind.topics or (self._columns.vocabulary.predicate_by_id[kind.predicate].topic,)
        return {
            "predicate": (kind.predicate,),
            "topic": tuple(dict.fromkeys(topics)),
            "status": (kind.status,),
            "polarity": (kind.polarity,),
            "basis": (kind.basis,),
            "hedged": (kind.hedge is not None,),
            "rank": (kind.rank,),
        }

    def _find_kinds(self, given: Mapping[str, Any]) -> bytes | None:
        if not given:
            return None
        count = len(self._columns.kinds)
        passing = -1
        for name, value in given.items():
            masks, found = self._kind_masks[name], 0
            for each in value if isinstance(value, tuple) else (value,):
                found |= masks.get(each, 0)
            passing &= found
        return passing.to_bytes(count, "little")

    @cached_property
    def listed(self) -> bytes:
        """The kinds of claims that are listed without being asked for."""
        return bytes(kind.rank != "deprecated" for kind in self._columns.kinds)

    # -- dates --

    def _find_window(self, filters: Filters) -> Window:
        dates = self._columns.dates
        if filters.date is None:
            return dates.everything
        find = dates.find_certain if filters.date_match == "certain" else dates.find_possible
        return find(parse_edtf(filters.date))

    # -- what claims rest on --

    def _weigh(self, exclusion: Exclusion) -> tuple[SupportFacts | None, ...]:
        """Return what is left of each support."""
        return tuple(weigh_support(support, self._sources, exclusion) for support in self._columns.supports)

    def changed(self, exclusion: Exclusion) -> frozenset[int]:
        """Return the supports of which an exclusion takes something away."""
        whole: Iterable[tuple[int, Support]] = enumerate(self._columns.supports)
        left = self.weigh(exclusion)
        return frozenset(code for code, support in whole if not _is_whole(support, left[code]))

    def find_supports(self, test: SupportTest, exclusion: Exclusion) -> bytes:
        """Return the mask of the supports that pass a test under an exclusion."""
        return bytes(facts is not None and test(facts) for facts in self.weigh(exclusion))

    def _try_supports(self, filters: Filters) -> bytes:
        tests = tuple(_iter_support_tests(filters))
        return self.find_supports(lambda facts: all(test(facts) for test in tests), filters.exclusion)

    # -- words --

    def _look_up(self, words: frozenset[str]) -> tuple[WordBits, ...] | None:
        """Return the bits of the words, a number of words at a time; None if no statement holds one of them."""
        listed = sorted(words)
        batches = [listed[start : start + MAX_WORDS] for start in range(0, len(listed), MAX_WORDS)]
        found = [self._columns.words.find(batch) for batch in batches]
        held = tuple(bits for bits in found if bits is not None)
        return held if len(held) == len(found) else None

    # -- columns --

    def _iter_columns(self, filters: Filters) -> Iterator[tuple[str, bytes]]:
        asked = {name: getattr(filters, name) for name in _SUPPORT_FILTERS}
        if any(value not in ((), None) for value in asked.values()):
            yield "support", self._find_supports(Filters.model_construct(**asked))
        for name in ("speaker", "subject", "object"):
            if wanted := getattr(filters, name):
                yield name, self._mask_column(name, wanted)

    def _mask_column(self, name: str, wanted: Iterable[str]) -> bytes:
        columns = self._columns
        column, numbers = columns.sections[name], [columns.entity_ids.find(id_) for id_ in wanted]
        if len(column) == 1:
            return bytes(columns.entity_count + 1) if column[0] not in numbers else b"\1"
        mask = bytearray(columns.entity_count + 1)
        for number in numbers:
            if number is not None:
                mask[number] = 1
        return bytes(mask)

    def _find_amounts(self, filters: Filters) -> frozenset[int]:
        codes = {
            code
            for code, (amount, unit) in enumerate(self._columns.meta["amounts"])
            if _fits(Decimal(amount), unit, filters)
        }
        claims, amounts = self._columns.sections["amount.claim"], self._columns.sections["amount"]
        return frozenset(claims[row] for row in range(len(amounts)) if amounts[row] in codes)


def _is_whole(support: Support, left: SupportFacts | None) -> bool:
    return left is not None and tuple(passage for _, passage in left.left) == support


def _fits(amount: Decimal, unit: str | None, filters: Filters) -> bool:
    return (
        (not filters.value or amount in filters.value)
        and (filters.value_min is None or amount >= filters.value_min)
        and (filters.value_max is None or amount <= filters.value_max)
        and (not filters.unit or unit in filters.unit)
    )


_SUPPORT_FILTERS = (
    *("outlet", "source", "min_outlets", "known_as_of", "date_match", "paragraph", "sentence"),
    *("exclude_outlet", "exclude_source"),
)


def _iter_support_tests(filters: Filters) -> Iterator[SupportTest]:
    outlets, sources, least = set(filters.outlet), filters.source, filters.min_outlets
    if outlets:
        yield lambda facts: not outlets.isdisjoint(facts.outlets)
    if sources:
        yield lambda facts: not facts.sources.isdisjoint(sources)
    if least is not None:
        yield lambda facts: len(facts.outlets) >= least
    if filters.known_as_of is not None:
        yield _is_known(parse_edtf(f"../{filters.known_as_of}"), certain=filters.date_match == "certain")
    if filters.paragraph or filters.sentence:
        yield lambda facts: _was_read_at(facts, filters)


def _is_known(window: Edtf, *, certain: bool) -> SupportTest:
    if certain:
        return lambda facts: any(date is not None and date.certain_overlap(window) for date in facts.published)
    return lambda facts: any(date is None or date.possible_overlap(window) for date in facts.published)


def _was_read_at(facts: SupportFacts, filters: Filters) -> bool:
    # Paragraph and sentence must be those of one passage, not of two.
    return any(
        (not filters.paragraph or paragraph in filters.paragraph)
        and (not filters.sentence or sentence in filters.sentence)
        for paragraph, sentence in facts.places
    )
