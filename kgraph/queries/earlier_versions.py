"""What has changed since a version that somebody asked before: the list, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from kgraph.answers.answer import Answer, Empty
from kgraph.answers.changes import CHANGE_TYPES, CHANGED_KINDS, Change, ChangedKind, ChangeType
from kgraph.errors import InvalidCursor, InvalidParameter, NotFound
from kgraph.queries.changes import Comparison, Place
from kgraph.queries.listing import ListQuery
from kgraph.queries.naming import check_text, shorten
from kgraph.queries.parameters import DEFAULT_LIMIT, check_word, to_items
from kgraph.stores import Store

# The fewest figures of a version that are taken for it.
MIN_VERSION_FIGURES = 8
VERSION_FIGURES = 64
_VERSION = re.compile(f"[0-9a-f]{{{MIN_VERSION_FIGURES},{VERSION_FIGURES}}}")
SHOWN_FIGURES = 12
Word = TypeVar("Word", bound=str)


class EarlierVersions:
    """The versions of a dataset that are known beside the one that is asked."""

    def __init__(self, current: Store, earlier: Sequence[Store] = ()) -> None:
        """Take the version that is asked, and earlier ones; of these the last is what is compared with by default."""
        self.current = current
        self.comparisons = tuple(Comparison(store, current) for store in earlier)

    @property
    def versions(self) -> tuple[str, ...]:
        """The earlier versions, in the order in which they were given."""
        return tuple(each.old.version for each in self.comparisons)

    def list_changes(
        self,
        since: str | None = None,
        *,
        kinds: Iterable[str] | str = (),
        changes: Iterable[str] | str = (),
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
    ) -> Answer[Change]:
        """Return what has changed since a version, by kind, then by id; since the last one that was given, if none is.

        A version is given by its digest, or by its first figures, 8 at least.

        Raises:
            NotFound: no such version is known; those that are known are suggested.
            InvalidParameter: `since` is no version.
            UnknownWord: a kind, or a change, that there is not.
        """
        return list_changes(self.current, self._find(since), kinds=kinds, changes=changes, limit=limit, cursor=cursor)

    def _find(self, since: str | None) -> Comparison | None:
        if since is None:
            return self.comparisons[-1] if self.comparisons else None
        check_text(since, "since")
        if not _VERSION.fullmatch(since):
            message = (
                f"since takes the version of a dataset, or {MIN_VERSION_FIGURES} figures or more of its beginning."
            )
            raise InvalidParameter(message, parameter="since", value=shorten(since))
        for comparison in (*self.comparisons[::-1], Comparison(self.current, self.current)):
            if comparison.old.version.startswith(since):
                return comparison
        raise NotFound("earlier version", since, parameter="since", suggestions=self.versions)


def list_changes(
    store: Store,
    comparison: Comparison | None,
    *,
    kinds: Iterable[str] | str = (),
    changes: Iterable[str] | str = (),
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Answer[Change]:
    """Return what a comparison with the version in `store` finds, by kind, then by id; nothing if there is none.

    The order of the kinds is that of `CHANGED_KINDS`. Only these kinds, and only what was changed so, if any is given.

    Raises:
        UnknownWord: a kind, or a change, that there is not.
    """
    wanted_kinds, wanted_changes = parse_changes(kinds, changes)
    given = {"kind": wanted_kinds, "change": wanted_changes}
    parameters = {name: list(words) for name, words in given.items() if words}
    since = {} if comparison is None else {"since": comparison.old.version}
    query = ListQuery(store, "changes", {**since, **parameters}, limit=limit, cursor=cursor)
    if comparison is None:
        return query.answer(Answer[Change], [], 0, last=None, explain=lambda: _NO_PREVIOUS)
    found = comparison.find(wanted_kinds, wanted_changes, _read_place(query), query.limit)
    last = found.items[-1] if found.more else None
    return query.answer(
        Answer[Change],
        found.items,
        found.total,
        last=None if last is None else _write_place(last),
        explain=lambda: _explain(comparison, wanted_kinds, wanted_changes),
    )


def parse_changes(
    kinds: Iterable[str] | str, changes: Iterable[str] | str
) -> tuple[tuple[ChangedKind, ...], tuple[ChangeType, ...]]:
    """Return the kinds and the ways of changing that are asked for; () stands for all.

    Raises:
        UnknownWord: there is no such kind, or no such change.
    """
    return _read(kinds, "kind", CHANGED_KINDS), _read(changes, "change", CHANGE_TYPES)


def _read(raw: Iterable[str] | str, name: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words that are given, in their own order."""
    items = to_items(raw)
    for item in items:
        check_word(name, item, words)
    return tuple(word for word in words if word in items)


def _read_place(query: ListQuery) -> Place | None:
    if query.after is None:
        return None
    kind, _, id_ = query.after.partition(" ")
    if kind not in CHANGED_KINDS:
        raise InvalidCursor("This is no cursor of this service.", parameter="cursor")
    return Place(CHANGED_KINDS.index(kind), id_)


def _write_place(change: Change) -> str:
    return f"{change.kind} {change.id}"


def _explain(comparison: Comparison, kinds: Sequence[ChangedKind], changes: Sequence[ChangeType]) -> Empty:
    """Say why there are no changes: there are none at all, or which filter leaves none."""
    total = comparison.count()
    if not total:
        version = comparison.old.version
        same = "which is the one that is asked" if version == comparison.new.version else "which holds the same records"
        return Empty(reason="unchanged", detail=f"Nothing has changed since version {version[:SHOWN_FIGURES]}, {same}.")
    for name, count in (("kind", comparison.count((), changes)), ("change", comparison.count(kinds, ()))):
        if count:
            detail = f"No change passes {name}; without it there are {count}."
            return Empty(reason="filtered", detail=detail, filter=name, try_=f"leave out {name}")
    detail = f"No change passes kind and change; without both there are {total}."
    return Empty(reason="filtered", detail=detail, try_="leave out kind, change")


_NO_PREVIOUS = Empty(
    reason="no_previous",
    detail="No earlier version of this dataset is known here, so that nobody can say what has changed.",
    try_="start the service with --previous PATH, or KGRAPH_PREVIOUS, naming the folder or the snapshot of one",
)
