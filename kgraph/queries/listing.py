"""What all lists share: the echo of the question, the cursor, and the envelope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal, TypeVar

from kgraph.answers.answer import Answer, Empty, QueryEcho, ResolvedName, Total
from kgraph.errors import InvalidCursor
from kgraph.filters import Filters
from kgraph.queries.cursor import decode_cursor, encode_cursor
from kgraph.queries.parameters import MAX_LIMIT, parse_number
from kgraph.stores import ClaimQuery, Store

Item = TypeVar("Item")


class ListQuery:
    """A question that a list answers: its parameters as they were understood, and where it is left off."""

    def __init__(
        self,
        store: Store,
        kind: str,
        parameters: dict[str, Any],
        *,
        names: Sequence[ResolvedName] = (),
        limit: int,
        cursor: str | None = None,
    ) -> None:
        self.store = store
        self.limit = parse_number("limit", limit, 1, MAX_LIMIT)
        self._identity = {"kind": kind, **parameters}
        self._echo = QueryEcho(parameters={**parameters, "limit": self.limit}, names=tuple(names))
        self.after = None if cursor is None else decode_cursor(cursor, store.version, self._identity)

    @property
    def start(self) -> int:
        """The place at which a ranked list is read on: its mark is a place in it.

        Raises:
            InvalidCursor: the cursor holds no place.
        """
        after = self.after or "0"
        if not (after.isascii() and after.isdigit() and len(after) < 10):
            raise InvalidCursor("This is no cursor of this service.", parameter="cursor")
        return int(after)

    def answer(
        self,
        answer_type: type[Answer[Item]],
        items: Sequence[Item],
        total: int,
        *,
        last: str | None,
        relation: Literal["eq", "gte"] = "eq",
        undated_excluded: int = 0,
        explain: Callable[[], Empty] | None = None,
    ) -> Answer[Item]:
        """Wrap items; `last` is the sort key of the last of them when more follow.

        `answer_type` says what they are also where there are none.
        """
        return answer_type(
            items=tuple(items),
            total=Total(value=total, relation=relation),
            next_cursor=None if last is None else encode_cursor(self.store.version, self._identity, last),
            query=self._echo,
            undated_excluded=undated_excluded,
            empty=explain() if explain is not None and not total else None,
            dataset_version=self.store.version,
        )


def cut_ranked(rows: Sequence[Item], query: ListQuery) -> tuple[Sequence[Item], str | None]:
    """Return the rows of a ranked list that a query asks for, and the mark to read on behind them.

    Such a list is worked out whole for each page, so that its mark is a place in it.

    Raises:
        InvalidCursor: the cursor holds no place.
    """
    start = query.start
    end = start + query.limit
    return rows[start:end], str(end) if end < len(rows) else None


def count_undated(store: Store, wanted: ClaimQuery) -> int:
    """Return how many claims without a date a query leaves out for want of one: those that pass all else."""
    if wanted.filters.date is None or wanted.dated is not None:
        return 0
    return store.count_claims(replace(wanted, filters=wanted.filters.without("date"), dated=False))


def explain_filtered(filters: Filters, nothing: str, count_with: Callable[[Filters], int]) -> Empty:
    """Say why a filtered list is empty: `nothing` there at all, or which filter leaves nothing.

    `count_with` counts what the list would hold under other filters.
    """
    given = filters.given
    if not given or not count_with(Filters()):
        return Empty(reason="no_claims", detail=nothing)
    for name in given:
        count = count_with(filters.without(name))
        if count:
            alone = f"No item passes {name}; {count} are there without {name}."
            among = f"No item passes all filters; without {name} there would be {count}."
            detail = alone if len(given) == 1 else among
            return Empty(reason="filtered", detail=detail, filter=name, try_=f"leave out {name}")
    detail = "No item passes these filters, and none would if only one of them were left out."
    return Empty(reason="filtered", detail=detail, try_="leave out " + ", ".join(given))
