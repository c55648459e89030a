"""A sorted table of the places where a name can begin to be typed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from kgraph.names.scripts import has_han, is_han


class PrefixTable:
    """Names by the beginnings of their words: the tail of the key from each word on, without spaces, sorted.

    In Chinese, which has no spaces, each character begins a tail. A table of n tails of mean length m holds
    n·m characters; a lookup takes log n steps and then one per hit.
    """

    __slots__ = ("_tails",)

    def __init__(self, keys: Iterable[tuple[str, int]]) -> None:
        """Build the table from (key, number) pairs; a number may come with several keys."""
        tails = {(tail, number, position == 0) for key, number in keys for position, tail in enumerate(_tails_of(key))}
        self._tails = sorted(tails)

    def iter_starting(self, prefix: str) -> Iterator[tuple[int, bool, float]]:
        """Yield the number of each tail that begins so, whether it is the whole name, and the share typed.

        `prefix` is a key without spaces. In the order of the tails; a number may come several times.

        >>> table = PrefixTable([("bank of china", 7)])
        >>> [list(table.iter_starting(typed)) for typed in ("ban", "chi", "ank")]
        [[(7, True, 0.2727272727272727)], [(7, False, 0.6)], []]
        """
        if not prefix:
            return
        for place in range(bisect_left(self._tails, (prefix,)), len(self._tails)):
            tail, number, is_whole = self._tails[place]
            if not tail.startswith(prefix):
                return
            yield number, is_whole, len(prefix) / len(tail)


def _tails_of(key: str) -> Iterator[str]:
    compact = key.replace(" ", "")
    begins_within_words = has_han(key)
    at = 0
    for word in key.split():
        yield compact[at:]
        if begins_within_words:
            yield from (compact[at + offset :] for offset in range(1, len(word)) if is_han(word[offset]))
        at += len(word)
