"""The envelope around lists: the items, and what is to be known about them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from decimal import Decimal
from inspect import iscoroutine
from typing import Any, Generic, Literal, Self, TypeVar

from pydantic import ConfigDict, Field, PrivateAttr, field_validator

from kgraph.answers.views import EntityRef, Matched
from kgraph.records.base import Record
from kgraph.records.claim import amount_to_json

Item = TypeVar("Item")


class Total(Record):
    """How many items there are in all: exactly (`eq`), or at least (`gte`)."""

    value: int
    relation: Literal["eq", "gte"]


class ResolvedName(Record):
    """An entity that a parameter named, and how it was recognised."""

    parameter: str
    given: str
    entity: EntityRef
    matched: Matched


def _to_plain(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return tuple(map(_to_plain, value))
    return amount_to_json(value) if isinstance(value, Decimal) else value


class QueryEcho(Record):
    """The question as it was understood: every parameter with its value, names resolved to ids."""

    parameters: dict[str, Any]
    names: tuple[ResolvedName, ...]

    @field_validator("parameters")
    @classmethod
    def _show_plainly(cls, parameters: dict[str, Any]) -> dict[str, Any]:
        """Show amounts as JSON numbers, as claims do, and several values as a tuple, wherever they were read from."""
        return {name: _to_plain(value) for name, value in parameters.items()}


EmptyReason = Literal["no_claims", "separate", "too_long", "filtered", "limit", "no_previous", "unchanged"]


class Empty(Record):
    """Why there is nothing, and what would change it."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    reason: EmptyReason
    detail: str
    hops: int | None = Field(default=None, description="Hops of the shortest path that the reason leaves out.")
    filter: str | None = Field(default=None, description="The one filter without which there is an answer.")
    try_: str | None = Field(
        default=None,
        alias="try",
        description="A change of the query that gives one.",
    )


Library = Literal["pandas", "polars"]
TruncatedBy = Literal["visits", "candidates", "time", "entities"]


class Answer(Record, Generic[Item]):
    """A list of items and what is to be known about it.

    It iterates over its items, has their number as its length, and is true when it has any. It is a part of the list
    where `next_cursor` says so: `next_page` asks for the part that follows, `iter_all` goes through all of them. Where
    it was asked of a service with `await`, the same is done by `anext_page` and `aiter_all`.
    """

    items: tuple[Item, ...]
    total: Total
    next_cursor: str | None = Field(default=None, description="Give it as `cursor` to read on; null: no more.")
    query: QueryEcho
    undated_excluded: int = Field(
        default=0, description="Claims without a date that the date filter left out and that pass all other filters."
    )
    truncated_by: TruncatedBy | None = Field(
        default=None, description="The bound that cut the search short, if one did."
    )
    empty: Empty | None = Field(default=None, description="Why there are no items; null when there are some.")
    dataset_version: str
    # Asks the same question again, from a cursor on; in a service that is waited for, it returns what is to be awaited.
    _ask_from: Callable[[str], Any] | None = PrivateAttr(default=None)

    def __iter__(self) -> Any:
        """Iterate over the items."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return the number of items in this part of the list."""
        return len(self.items)

    def __repr__(self) -> str:
        """Return how much there is in it: all of it would fill the terminal of whoever looks at an answer."""
        least = "at least " if self.total.relation == "gte" else ""
        shown = f"{len(self.items)} of {least}{self.total.value} items"
        empty = f": {self.empty.detail}" if self.empty is not None else ""
        return f"<{self._origin.__name__}, {shown}{empty}>"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        """Tell whether two answers say the same, whatever they were asked of."""
        return isinstance(other, Answer) and self._origin is other._origin and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]  # as of every class that defines how it compares and holds dictionaries

    def __getstate__(self) -> dict[Any, Any]:
        """Return what is pickled: all but whom to ask for more."""
        return {**super().__getstate__(), "__pydantic_private__": {"_ask_from": None}}

    @property
    def _origin(self) -> type:
        # `Answer[ClaimView]`, which is how JSON is read, is an `Answer` like any other.
        return self.__pydantic_generic_metadata__["origin"] or type(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the items as flat rows of plain values, the same columns in each; docs/dataframes.md says which.

        Each claim has its evidence in its row. A tie or a path has a row for each of its claims. Several values are one
        text, with bars between them.

        >>> import kgraph
        >>> row = kgraph.open().claims(paragraph=9, hedged=True, speaker="article-author").to_rows()[0]
        >>> row["hedge"], row["polarity"], row["evidence"].split("”, ")[1]
        ('ostensibly', 'affirmed', '¶9 s4, citing Orda.kz, September 6 2023?')
        """
        from kgraph.answers.frames import item_type_of, list_rows

        return list_rows(item_type_of(self), self.items)

    def to_dataframe(self, library: Library | None = None, *, everything: bool = False) -> Any:
        """Return the rows of `to_rows` as a data frame: of `pandas` or `polars`, by default the first one installed.

        Dates stay texts in EDTF, as uncertain as they are. With `everything` also those of all parts of the list that
        follow.

        Raises:
            MissingLibrary: it is not installed.

        >>> import kgraph
        >>> kgraph.open().claims(hedged=True).to_dataframe("pandas")["polarity"].value_counts().to_dict()
        {'affirmed': 6, 'unknown': 1}
        """
        from kgraph.answers.frames import build_frame, item_type_of

        return build_frame(item_type_of(self), self.iter_all() if everything else self.items, library)

    async def ato_dataframe(self, library: Library | None = None, *, everything: bool = False) -> Any:
        """Return what `to_dataframe` does, where the answer may have been waited for."""
        from kgraph.answers.frames import build_frame, item_type_of

        items = [item async for item in self.aiter_all()] if everything else self.items
        return build_frame(item_type_of(self), items, library)

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        from kgraph.answers.html import render_answer

        return render_answer(self)

    def next_page(self) -> Self | None:
        """Return the part of the list that follows; None if this was the last.

        Raises:
            StaleCursor: the dataset is another version by now.
        """
        following = self._ask_on()
        if iscoroutine(following):
            following.close()
            raise TypeError("This answer was waited for, and so is what follows it: use `await answer.anext_page()`.")
        page: Self | None = following
        return page

    def iter_all(self) -> Iterator[Item]:
        """Yield the items of this part of the list and of all that follow, each asked for once it is reached.

        >>> import kgraph
        >>> sum(1 for claim in kgraph.open().claims(limit=10).iter_all())
        201
        """
        answer: Answer[Item] | None = self
        while answer is not None:
            yield from answer.items
            answer = answer.next_page()

    async def anext_page(self) -> Self | None:
        """Return what `next_page` does, where the answer may have been waited for."""
        following = self._ask_on()
        page: Self | None = await following if iscoroutine(following) else following
        return page

    async def aiter_all(self) -> AsyncIterator[Item]:
        """Yield what `iter_all` does, where the answer may have been waited for."""
        answer: Answer[Item] | None = self
        while answer is not None:
            for item in answer.items:
                yield item
            answer = await answer.anext_page()

    def _ask_on(self) -> Any:
        if self.next_cursor is None:
            return None
        if self._ask_from is None:
            raise RuntimeError("This answer was copied from elsewhere: ask again, with its next_cursor as the cursor.")
        return self._ask_from(self.next_cursor)


def continue_by(answer: Answer[Item], ask_from: Callable[[str], Any]) -> None:
    """Tell an answer how the same question is asked from a cursor on."""
    answer._ask_from = ask_from
