"""What has changed between two versions of a dataset, a record at a time: memory does not grow with their length.

Records are those of one id. They are compared by their canonical JSON, of which versions are made, and only those that
differ field by field.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple, TypeVar

from kgraph.answers.changes import CHANGED_KINDS, Change, ChangedKind, ChangeType
from kgraph.filters import Filters
from kgraph.loading import canonical_json
from kgraph.queries.differences import compare_records
from kgraph.records import Claim, DatasetInfo, Entity, Retired, Source, Vocabulary
from kgraph.records.base import Record
from kgraph.records.retired import RETIRED_KINDS, RetiredKind
from kgraph.stores import ClaimQuery, Slice, Store

# So many records of either version are held at a time.
BATCH = 2000
# Where more has changed than this, only how much is remembered, and each page of the list is looked for anew.
MAX_KEPT_KEYS = 100_000
_EVERY_CLAIM = ClaimQuery(Filters(rank=("preferred", "normal", "deprecated")))
Listed = TypeVar("Listed", Entity, Source, Claim, Retired)
Find = Callable[[Store, str | None], Slice[Listed]]


class Pair(NamedTuple):
    """A record that differs: what it was and what it is; None where it was, or is, not there."""

    kind: ChangedKind
    id: str
    old: Record | None
    new: Record | None

    @property
    def change(self) -> ChangeType:
        """What has happened to it."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"


class Place(NamedTuple):
    """Where a change stands in the list: by the kind's place among the kinds, then by the id."""

    rank: int
    id: str


def iter_changes(
    old: Store, new: Store, *, kinds: Collection[ChangedKind] = (), changes: Collection[ChangeType] = ()
) -> Iterator[Change]:
    """Yield what has changed from one version to another, by kind, then by id.

    Only of these kinds, and only what was changed so, if any is given. Deprecated claims are compared too. Some
    thousand records of each version are held at a time.
    """
    if old.version != new.version:
        for pair in _iter_pairs(old, new, kinds or CHANGED_KINDS):
            if not changes or pair.change in changes:
                yield _build_change(old, new, pair)


class Comparison:
    """What has changed from one version to another, looked for once and remembered as far as memory allows.

    May be asked by several threads.
    """

    def __init__(self, old: Store, new: Store) -> None:
        """Take the two versions; nothing is compared before something is asked."""
        self.old, self.new = old, new
        self._lock = threading.Lock()
        self._counts: Counter[tuple[ChangedKind, ChangeType]] | None = None
        # None where there are too many to be kept.
        self._keys: list[tuple[int, str, ChangeType]] | None = []

    def count(self, kinds: Collection[ChangedKind] = (), changes: Collection[ChangeType] = ()) -> int:
        """Return how many records have changed: of these kinds, in these ways, if any are given."""
        counts = self._scan()
        return sum(
            count
            for (kind, change), count in counts.items()
            if (not kinds or kind in kinds) and (not changes or change in changes)
        )

    def find(
        self, kinds: Collection[ChangedKind], changes: Collection[ChangeType], after: Place | None, limit: int
    ) -> Slice[Change]:
        """Return some of the changes, by kind, then by id, behind a place."""
        total = self.count(kinds, changes)
        chosen = tuple(kind for kind in CHANGED_KINDS if not kinds or kind in kinds)
        pairs: list[Pair] = []
        if total:
            wanted = self._iter_kept(chosen, after) if self._keys is not None else self._iter_found(chosen, after)
            for pair in wanted:
                if not changes or pair.change in changes:
                    pairs.append(pair)
                if len(pairs) > limit:
                    break
        items = tuple(_build_change(self.old, self.new, pair) for pair in pairs[:limit])
        return Slice(items, total, len(pairs) > limit)

    def _scan(self) -> Counter[tuple[ChangedKind, ChangeType]]:
        with self._lock:
            if self._counts is None:
                counts: Counter[tuple[ChangedKind, ChangeType]] = Counter()
                keys: list[tuple[int, str, ChangeType]] | None = []
                for pair in self._iter_found(CHANGED_KINDS, None):
                    counts[pair.kind, pair.change] += 1
                    if keys is not None:
                        keys.append((CHANGED_KINDS.index(pair.kind), pair.id, pair.change))
                        keys = keys if len(keys) <= MAX_KEPT_KEYS else None
                self._keys, self._counts = keys, counts
            return self._counts

    def _iter_found(self, kinds: Sequence[ChangedKind], after: Place | None) -> Iterator[Pair]:
        if self.old.version != self.new.version:
            yield from _iter_pairs(self.old, self.new, kinds, after)

    def _iter_kept(self, kinds: Sequence[ChangedKind], after: Place | None) -> Iterator[Pair]:
        keys = self._keys or []
        start = 0 if after is None else bisect_right(keys, tuple(after), key=lambda key: key[:2])
        for rank, id_, _ in keys[start:]:
            if CHANGED_KINDS[rank] in kinds:
                yield _get_pair(self.old, self.new, CHANGED_KINDS[rank], id_)


def _iter_pairs(old: Store, new: Store, kinds: Collection[ChangedKind], after: Place | None = None) -> Iterator[Pair]:
    """Yield the records that differ, by kind, then by id, behind a place."""
    for rank, kind in enumerate(CHANGED_KINDS):
        if kind not in kinds or (after is not None and rank < after.rank):
            continue
        start = after.id if after is not None and rank == after.rank else None
        for id_, one, other in _merge(_iter_records(old, kind, start), _iter_records(new, kind, start)):
            if one is None or other is None or canonical_json(one) != canonical_json(other):
                yield Pair(kind, id_, one, other)


def _merge(
    old: Iterator[tuple[str, Record]], new: Iterator[tuple[str, Record]]
) -> Iterator[tuple[str, Record | None, Record | None]]:
    """Yield what two lists hold under each id; both are in the order of their ids."""
    one, other = next(old, None), next(new, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None  # noqa: S101 - one of them is there
            yield one[0], one[1], None
            one = next(old, None)
        elif one is None or other[0] < one[0]:
            yield other[0], None, other[1]
            other = next(new, None)
        else:
            yield one[0], one[1], other[1]
            one, other = next(old, None), next(new, None)


def _iter_records(store: Store, kind: ChangedKind, after: str | None) -> Iterator[tuple[str, Record]]:
    """Yield the records of a kind with their ids, in the order of these, behind one of them."""
    if kind == "dataset":
        # There is one of them, whatever it is called.
        yield from [("", store.info)] if after is None else []
    elif kind == "word":
        yield from (each for each in _list_words(store.vocabulary) if after is None or each[0] > after)
    elif kind == "retired":
        for retired_kind in sorted(RETIRED_KINDS):
            yield from _iter_retired(store, retired_kind, after)
    elif kind == "entity":
        yield from _iter_batches(lambda last: store.find_entities((), last, BATCH), after)
    elif kind == "source":
        yield from _iter_batches(lambda last: store.find_sources((), last, BATCH), after)
    else:
        yield from _iter_batches(lambda last: store.find_claims(_EVERY_CLAIM, last, BATCH), after)


def _list_words(vocabulary: Vocabulary) -> list[tuple[str, Record]]:
    words = ((f"{name}/{word.id}", word) for name in Vocabulary.model_fields for word in getattr(vocabulary, name))
    return sorted(words, key=lambda word: word[0])


def _iter_retired(store: Store, kind: RetiredKind, after: str | None) -> Iterator[tuple[str, Record]]:
    after_kind, _, last = (after or "").partition("/")
    if kind < after_kind:
        return
    found = _iter_batches(
        lambda last_id: store.find_retired(kind, last_id, BATCH),
        last if kind == after_kind else None,
    )
    for id_, retired in found:
        yield f"{kind}/{id_}", retired


def _iter_batches(find: Callable[[str | None], Slice[Listed]], after: str | None) -> Iterator[tuple[str, Listed]]:
    while True:
        part = find(after)
        for record in part.items:
            yield record.id, record
        if not part.more:
            return
        after = part.items[-1].id


def _get_pair(old: Store, new: Store, kind: ChangedKind, id_: str) -> Pair:
    return Pair(kind, id_, _get_record(old, kind, id_), _get_record(new, kind, id_))


def _get_record(store: Store, kind: ChangedKind, id_: str) -> Record | None:
    if kind == "dataset":
        return store.info
    if kind == "word":
        return dict(_list_words(store.vocabulary)).get(id_)
    if kind == "retired":
        retired_kind, _, retired_id = id_.partition("/")
        found = next(each for each in RETIRED_KINDS if each == retired_kind)
        return store.get_retired(found, [retired_id]).get(retired_id)
    if kind == "entity":
        return store.get_entities([id_]).get(id_)
    return (store.get_sources if kind == "source" else store.get_claims)([id_]).get(id_)


def _build_change(old: Store, new: Store, pair: Pair) -> Change:
    reason, merged_into = _explain(new, pair)
    known, store = (pair.old, old) if pair.new is None else (pair.new, new)
    assert known is not None  # noqa: S101 - a pair has one of them
    return Change(
        kind=pair.kind,
        id=known.id if isinstance(known, DatasetInfo) else pair.id,
        change=pair.change,
        label=_label(store, known),
        fields=compare_records(pair.old, pair.new),
        reason=reason,
        merged_into=merged_into,
    )


def _explain(new: Store, pair: Pair) -> tuple[str | None, str | None]:
    """Return why a record went, and what took its place, as far as the newer version tells."""
    if isinstance(pair.new, Retired):
        return pair.new.reason, pair.new.merged_into
    if isinstance(pair.new, Claim):
        was_deprecated = isinstance(pair.old, Claim) and pair.old.rank == "deprecated"
        return (None if was_deprecated else pair.new.deprecated_because), None
    if pair.new is None and (pair.kind == "entity" or pair.kind == "source" or pair.kind == "claim"):
        retired = new.get_retired(pair.kind, [pair.id]).get(pair.id)
        return (None, None) if retired is None else (retired.reason, retired.merged_into)
    return None, None


def _label(store: Store, record: Record) -> str:
    """Return what people know a record by."""
    if isinstance(record, Claim):
        return record.statement
    if isinstance(record, Source) and record.title is None:
        outlet = store.get_entities([record.outlet]).get(record.outlet)
        name = record.outlet if outlet is None else outlet.name
        return f"{name}, {record.date_printed or record.date or 'undated'}"
    named = (getattr(record, field, None) for field in ("name", "title", "label", "id"))
    return next(str(each) for each in named if each is not None)
