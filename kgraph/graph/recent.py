"""What was asked for lately, within a bound."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Keeps values by key; once those kept weigh more than a limit, what was not asked for since the last time goes.

    There are two halves, so that at most twice the limit is kept. Threads may share one: at worst a value is lost.
    """

    __slots__ = ("_limit", "_newer", "_older", "_weigh", "_weight")

    def __init__(self, limit: int, weigh: Callable[[Value], int] | None = None) -> None:
        """Take how much either half may weigh; each value weighs 1, unless told otherwise."""
        self._limit, self._weigh, self._weight = limit, weigh, 0
        self._newer: dict[Key, Value] = {}
        self._older: dict[Key, Value] = {}

    def __len__(self) -> int:
        return len(self._newer.keys() | self._older.keys())

    def get(self, key: Key) -> Value | None:
        """Return a value, None if it is not kept."""
        value = self._newer.get(key)
        if value is None:
            value = self._older.get(key)
            if value is not None:
                self.keep(key, value)
        return value

    def keep(self, key: Key, value: Value) -> None:
        """Keep a value."""
        if self._weight >= self._limit:
            self._older, self._newer, self._weight = self._newer, {}, 0
        self._newer[key] = value
        self._weight += 1 if self._weigh is None else self._weigh(value)
