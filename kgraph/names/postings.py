"""Which names a text belongs to, and as what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain

from kgraph.kernel.names import expand, keep
from kgraph.kernel.names_pure import ROLE_BITS
from kgraph.names.sections import Sections, open_column, pack
from kgraph.names.strings import StringTable, pack_strings


class PostingTable:
    """Distinct texts, sorted, each with the numbers of its names in order, and what it is to each of them: its roles.

    Roles are bits, at most `ROLE_BITS` of them; what they mean is the owner's business.

    >>> sections = pack_postings("words", {"bank": [posting(3, 1), posting(7, 2)], "river": [posting(7, 1)]})
    >>> table = PostingTable(sections, "words")
    >>> list(table.iter_numbers("bank", 1)), list(table.iter_numbers("bank", 1 | 2)), table.has("river", 2)
    ([3], [3, 7], False)
    """

    __slots__ = ("_postings", "_starts", "strings")

    def __init__(self, sections: Sections, name: str) -> None:
        """Open the table that `pack_postings` made under this name."""
        self.strings = StringTable(sections, name)
        self._starts = open_column(sections, f"{name}.starts", "I")
        self._postings = open_column(sections, f"{name}.postings", "I")
        if len(self._starts) != len(self.strings) + 1 or self._starts[-1] != len(self._postings):
            sizes = f"{len(self.strings)} texts and {len(self._postings)} postings"
            raise ValueError(f"section '{name}.starts' of the name index is not for {sizes}")

    def iter_numbers(self, text: str, roles: int) -> Iterator[int]:
        """Yield the names to which a text is any of these."""
        place = self.strings.find(text)
        return iter(()) if place < 0 else self.iter_numbers_at(place, roles)

    def iter_numbers_at(self, place: int, roles: int) -> Iterator[int]:
        """Yield the names to which the text at this place is any of these."""
        postings = self._postings[self._starts[place] : self._starts[place + 1]]
        return (posting >> ROLE_BITS for posting in postings if posting & roles)

    def has(self, text: str, roles: int) -> bool:
        """Tell whether a text is any of these to some name."""
        return next(self.iter_numbers(text, roles), None) is not None

    def count(self, text: str) -> int:
        """Return how many names a text belongs to, as whatever."""
        place = self.strings.find(text)
        return 0 if place < 0 else self._starts[place + 1] - self._starts[place]

    def hits(self, text: str, roles: int, score: int) -> bytes:
        """Return a hit with this score for each name to which a text is any of these."""
        place = self.strings.find(text)
        return b"" if place < 0 else self.hits_at(place, roles, score)

    def hits_at(self, place: int, roles: int, score: int) -> bytes:
        """Return a hit with this score for each name to which the text at this place is any of these."""
        return expand(self._postings, self._starts[place], self._starts[place + 1], roles, score)

    def keep_at(self, place: int, roles: int, hits: bytes) -> bytes:
        """Return those of the hits, in the order of the names, to whose names the text is any of these."""
        return keep(hits, self._postings, self._starts[place], self._starts[place + 1], roles)


def posting(number: int, roles: int) -> int:
    """Return a posting: the number of a name, and what the text is to it."""
    return number << ROLE_BITS | roles


def pack_postings(name: str, postings: Mapping[str, Sequence[int]]) -> dict[str, memoryview]:
    """Return the sections of a table, from the postings of each text in the order of the names."""
    texts = sorted(postings)
    return pack_strings(name, texts) | {
        f"{name}.starts": pack("I", accumulate((len(postings[text]) for text in texts), initial=0)),
        f"{name}.postings": pack("I", chain.from_iterable(postings[text] for text in texts)),
    }
