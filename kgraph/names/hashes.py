"""Small numbers by hashes of what they stand for."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator

from kgraph.kernel.names_pure import id_mask, iter_ids
from kgraph.names.sections import Sections, open_column, pack
from kgraph.names.strings import encode

# With so many entries to a bucket a lookup still reads one line of memory, and the buckets take a byte an entry.
ENTRIES_PER_BUCKET = 4


class HashTable:
    """What lies under a hash: ids below `count`, five bytes each. It can err, so whoever asks must look at each.

    >>> table = HashTable(pack_hashes("rivers", [(hash_text("Или"), 7), (hash_text("Ile"), 2)], 8), "rivers", 8)
    >>> list(table.find(hash_text("Или"))), list(table.find(hash_text("Ob")))
    ([7], [])
    """

    __slots__ = ("buckets", "count", "entries")

    def __init__(self, sections: Sections, name: str, count: int) -> None:
        """Open the table that `pack_hashes` made under this name."""
        self.buckets = open_column(sections, f"{name}.buckets", "I")
        self.entries = open_column(sections, f"{name}.entries", "I")
        self.count = count
        buckets = len(self.buckets) - 1
        if buckets < 1 or buckets & (buckets - 1) or self.buckets[-1] != len(self.entries):
            raise ValueError(f"section '{name}.buckets' of the name index is not for {len(self.entries)} entries")

    def find(self, hash_: int) -> Iterator[int]:
        """Yield the ids under a hash, and seldom others."""
        return iter_ids(self.buckets, self.entries, self.count, hash_)


def hash_text(text: str) -> int:
    """Return the hash of a text, the same on every machine."""
    return zlib.crc32(encode(text))


def pack_hashes(name: str, pairs: Iterable[tuple[int, int]], count: int) -> dict[str, memoryview]:
    """Return the sections of a table of (hash, id) pairs, ids below `count`."""
    packed = array("Q", (hash_ << 32 | id_ for hash_, id_ in pairs))
    buckets = 1 << max(len(packed) // ENTRIES_PER_BUCKET, 1).bit_length() - 1
    mask = id_mask(count)
    for place, pair in enumerate(packed):
        hash_ = pair >> 32
        packed[place] = (hash_ & buckets - 1) << 32 | hash_ & ~mask | pair & mask
    entries = array("Q", sorted(packed))
    starts = array("I", bytes(4 * (buckets + 1)))
    for entry in entries:
        starts[(entry >> 32) + 1] += 1
    for bucket in range(buckets):
        starts[bucket + 1] += starts[bucket]
    return {
        f"{name}.buckets": memoryview(starts).cast("B"),
        f"{name}.entries": pack("I", (entry & 0xFFFFFFFF for entry in entries)),
    }
