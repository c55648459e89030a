"""A set of texts that takes some 50 bytes for an id, where a set of Python's takes 150."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

# No byte of UTF-8, so that a text is found only where a whole one stands.
_END = b"\xff"
_LOW_HALF = 0xFFFF_FFFF
# What is given as an id can be any text, even half of a character.
_UTF_8, _SURROGATES = "utf-8", "surrogatepass"
_FIRST_SIZE = 1024


class TextIndex:
    """A set of texts, each with a handle: a number below 2**32, which is larger for a text that was added later.

    Membership is exact: a hash only says where to look. All texts together may take 4 GiB.
    """

    def __init__(self) -> None:
        self._texts = bytearray()
        self._count = 0
        # Open addressing: in the upper half of a slot is the hash of its text, in the lower one its handle plus 1.
        self._slots = array("Q", bytes(8 * _FIRST_SIZE))
        self._mask = _FIRST_SIZE - 1
        self._limit = _FIRST_SIZE * 5 // 8

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        handle = 0
        while handle < len(self._texts):
            yield self.text_at(handle)
            handle = self._texts.index(_END, handle) + 1

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.find(text) is not None

    def find(self, text: str) -> int | None:
        """Return the handle of a text, None if it is not there."""
        entry = self._slots[self._find_slot(text.encode(_UTF_8, _SURROGATES) + _END)]
        return (entry & _LOW_HALF) - 1 if entry else None

    def add(self, text: str) -> int | None:
        """Add a text and return its handle, None if it is there already.

        Raises:
            OverflowError: there is no room for another text.
        """
        coded = text.encode(_UTF_8, _SURROGATES) + _END
        slot = self._find_slot(coded)
        if self._slots[slot]:
            return None
        handle = len(self._texts)
        if handle >= _LOW_HALF:
            raise OverflowError("the texts of an index take more than 4 GiB")
        self._slots[slot] = (hash(coded) & _LOW_HALF) << 32 | handle + 1
        self._texts += coded
        self._count += 1
        if self._count > self._limit:
            self._grow()
        return handle

    def text_at(self, handle: int) -> str:
        """Return the text with a handle."""
        return self._texts[handle : self._texts.index(_END, handle)].decode(_UTF_8, _SURROGATES)

    def _find_slot(self, coded: bytes) -> int:
        """Return the slot of a text, or the empty one in which it belongs."""
        slots, mask = self._slots, self._mask
        hashed = hash(coded) & _LOW_HALF
        slot = hashed & mask
        while entry := slots[slot]:
            if entry >> 32 == hashed and self._texts.startswith(coded, (entry & _LOW_HALF) - 1):
                break
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        slots = array("Q", bytes(16 * len(self._slots)))
        mask = len(slots) - 1
        for entry in self._slots:
            if entry:
                slot = entry >> 32 & mask
                while slots[slot]:
                    slot = (slot + 1) & mask
                slots[slot] = entry
        self._slots, self._mask, self._limit = slots, mask, len(slots) * 5 // 8
