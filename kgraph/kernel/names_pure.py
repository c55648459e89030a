"""The inner loops of the name index, in Python: what `names.c` does, and what it means.

The arguments are buffers that a file can hold, one unsigned number after another:

- *texts*: the UTF-8 bytes of many texts in their order, each with a zero behind it; text `i` begins at `offsets[i]`
  (32 bits), and one offset more says where the last one ends.
- *hits* (64 bits): the score of a name, in hundredths, above its number in the lower 32 bits.
- *owners*, *ranks* (32 bits): of each name the number of its owner, and the place of its key among all keys.
"""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TypeAlias

Column: TypeAlias = "memoryview | array[int]"
Buffer: TypeAlias = "memoryview | bytes"

MIN_LETTERS_FOR_ONE_EDIT = 4
MIN_LETTERS_FOR_TWO_EDITS = 8
MAX_LETTERS = 65536
BLOCK = 16
"""Tails that share one entry of `blocks`."""
LATER = 0x8000
"""In a shape: the tail begins at a later word."""
ROLE_BITS = 3
"""The lower bits of a posting: what the text is to the name whose number stands above them."""

_DIGITS = re.compile("[0-9]+")


def find_text(offsets: Column, texts: Column, key: bytes) -> int:
    """Return the place of a text among sorted ones, or -1."""
    count = len(offsets) - 1
    place = bisect_left(range(count), key, key=lambda place: _get_bytes(offsets, texts, place))
    return place if place < count and _get_bytes(offsets, texts, place) == key else -1


def get_text(offsets: Column, texts: Column, place: int) -> str:
    """Return a text by its place. Raises IndexError where there is none."""
    if place + 1 >= len(offsets):
        raise IndexError(f"there is no text {place}")
    return _get_bytes(offsets, texts, place).decode("utf-8", "surrogatepass")


def _get_bytes(offsets: Column, texts: Column, place: int) -> bytes:
    return bytes(texts[offsets[place] : offsets[place + 1] - 1])


def find_begun(
    starts: Column,
    numbers: Column,
    shapes: Column,
    blocks: Column,  # noqa: ARG001 - spares the compiled twin from looking at every tail
    texts: Column,
    owners: Column,
    skipped: Buffer,
    prefix: bytes,
    typed: int,
    weight: float,
    limit: int,
) -> bytes:
    """Return hits of the tails that begin with a prefix: enough to rank the first `limit` owners of all.

    A tail is a text from the beginning of a word on, sorted: where in `texts` it starts, whose name it is of, and its
    shape: its length in characters (15 bits), and whether it begins at a later word. A tail scores 70, or 60 at a
    later word, and `weight` times the share of it that is `typed`, rounded to hundredths. Left out are hits below the
    best score of the `limit`-th best owner, and names whose number is `skipped`. In the order of the tails.
    """

    def begin_of(place: int) -> bytes:
        return bytes(texts[starts[place] : starts[place] + len(prefix)]).partition(b"\0")[0]

    if not prefix or not limit:
        return b""
    first = bisect_left(range(len(starts)), prefix, key=begin_of)
    last = bisect_right(range(len(starts)), prefix, lo=first, key=begin_of)
    scores: dict[int, int] = {}
    found = array("Q")
    for place in range(first, last):
        shape, number = shapes[place], numbers[place]
        if skipped and skipped[number]:
            continue
        score = scores.get(shape)
        if score is None:
            points = (60 if shape & LATER else 70) + weight * (typed / (shape & ~LATER))
            score = scores[shape] = to_hundredths(points)
        found.append(score << 32 | number)
    best: dict[int, int] = {}
    for hit in found:
        owner = owners[hit & 0xFFFFFFFF]
        best[owner] = max(hit >> 32, best.get(owner, 0))
    least = sorted(best.values(), reverse=True)[limit - 1] if len(best) >= limit else 0
    return array("Q", (hit for hit in found if hit >> 32 >= least)).tobytes()


def to_hundredths(score: float) -> int:
    """Return a score in hundredths, rounded as `round` does."""
    return round(round(score, 2) * 100)


def expand(postings: Column, start: int, end: int, roles: int, score: int) -> bytes:
    """Return a hit with this score for each posting from `start` to `end` that has any of the roles."""
    return array(
        "Q", (score << 32 | posting >> ROLE_BITS for posting in postings[start:end] if posting & roles)
    ).tobytes()


def keep(hits: bytes, postings: Column, start: int, end: int, roles: int) -> bytes:
    """Return the hits of names, in order, that have a posting from `start` to `end` with any of the roles."""
    numbers = {posting >> ROLE_BITS for posting in postings[start:end] if posting & roles}
    return array("Q", (hit for hit in array("Q", hits) if hit & 0xFFFFFFFF in numbers)).tobytes()


def rank(hits: bytes, owners: Column, ranks: Column, excluded: bytes, limit: int) -> bytes:
    """Return the best hit of each of the best `limit` owners, best first.

    Of an owner the highest score counts, of equal ones the first name. Owners are ordered by score, then by the rank
    of that name, then by their number. Not among them are the `excluded`, whose numbers (32 bits) stand one behind
    the other.
    """
    without = set(array("I", excluded))
    best: dict[int, tuple[int, int]] = {}
    for hit in array("Q", hits):
        score, number = hit >> 32, hit & 0xFFFFFFFF
        owner = owners[number]
        if owner not in without:
            best[owner] = min((-score, number), best.get(owner, (1, 0)))
    ranked = sorted((score, ranks[number], owner, number) for owner, (score, number) in best.items())
    return array("Q", (-score << 32 | number for score, _, _, number in ranked[:limit])).tobytes()


def find_near(
    buckets: Column,
    entries: Column,
    parities: Column,
    offsets: Column,
    texts: Column,
    typed: bytes,
    max_edits: int,
) -> list[tuple[int, int, int]]:
    """Return the place, edits and length of each text at most so many edits away; in no order.

    Edits are counted by optimal string alignment. At most two are allowed, one if either text has fewer than 8
    characters, none below 4. The numbers in a text are no typos.

    `buckets` and `entries` are a hash table of the pieces of the texts: see `iter_pieces`. Of two or three pieces
    edits leave one whole, but for two neighbours swapped across the edge of a piece: such swaps are undone. `parities`
    tell of each text what `parity_of` does.
    """
    # Only here: where the loops are compiled, a process need not load it to start.
    from rapidfuzz.distance import OSA

    word = typed.decode("utf-8", "surrogatepass")
    max_edits = min(max_edits, count_pieces(len(word)) - 1)
    if not max_edits or len(typed) > 4 * MAX_LETTERS or len(buckets) < 2:
        return []
    digits, parity = _DIGITS.findall(word), parity_of(word)
    found = []
    for place in {
        place
        for length in range(max(MIN_LETTERS_FOR_ONE_EDIT, len(word) - 2), len(word) + 3)
        for hash_ in _iter_probes(word, length, max_edits)
        for place in iter_ids(buckets, entries, len(offsets) - 1, hash_)
    }:
        # An edit changes at most two bits.
        if (parities[place] ^ parity).bit_count() > 2 * max_edits:
            continue
        text = get_text(offsets, texts, place)
        allowed = min(max_edits, count_pieces(len(text)) - 1)
        if allowed > 0 and _DIGITS.findall(text) == digits:
            edits = OSA.distance(word, text, score_cutoff=allowed)
            if edits <= allowed:
                found.append((place, edits, len(text)))
    return found


def iter_ids(buckets: Column, entries: Column, count: int, hash_: int) -> Iterator[int]:
    """Yield what a table of `count` ids holds under a hash; seldom, what it holds under another one.

    There are 2**n buckets; the lower n bits of a hash say in which one it is. An entry is the hash with the id in
    the place of its lowest bits, as many as the last id has.
    """
    mask = id_mask(count)
    bucket = hash_ & (len(buckets) - 2)
    for entry in entries[buckets[bucket] : buckets[bucket + 1]]:
        if not (entry ^ hash_) & ~mask:
            yield entry & mask


def id_mask(count: int) -> int:
    """Return the bits that an id takes where there are so many."""
    return int((1 << max(count - 1, 1).bit_length()) - 1)


def parity_of(text: str) -> int:
    """Return which letters a text has an odd number of: 32 bits, each for the letters of one remainder."""
    parity = 0
    for letter in text:
        parity ^= 1 << (ord(letter) & 31)
    return parity


def count_pieces(length: int) -> int:
    """Return how many pieces a text is cut into: one more than the edits that it may be away; 1 if it is not cut."""
    if length < MIN_LETTERS_FOR_ONE_EDIT:
        return 1
    return 2 if length < MIN_LETTERS_FOR_TWO_EDITS else 3


def iter_pieces(text: str) -> Iterator[int]:
    """Yield the hash of each piece of a text, which depends on the length of the text and the place of the piece."""
    pieces = count_pieces(len(text))
    if pieces > 1:
        for piece in range(pieces):
            part = text[piece * len(text) // pieces : (piece + 1) * len(text) // pieces]
            yield _hash_piece(part, len(text), piece)


def _hash_piece(part: str, length: int, piece: int) -> int:
    return zlib.crc32(part.encode("utf-8", "surrogatepass"), 4 * length + piece)


def _iter_probes(word: str, length: int, max_edits: int) -> Iterator[int]:
    """Yield the hashes of the pieces of which a text of this length must share one with a word."""
    more, pieces = len(word) - length, count_pieces(length)
    allowed = min(max_edits, pieces - 1)
    if abs(more) > allowed:
        return
    for piece in range(pieces):
        first, end = piece * length // pieces, (piece + 1) * length // pieces
        # A piece so far on or back that an earlier or a later one must be whole as well is not looked for.
        for shift in range(-piece, piece + 1):
            if abs(more - shift) <= pieces - 1 - piece and first + shift >= 0 and end + shift <= len(word):
                yield _hash_piece(word[first + shift : end + shift], length, piece)
        if abs(more) < allowed and end - first < len(word):
            if piece == 0:
                yield _hash_piece(word[: end - 1] + word[end], length, piece)
            if piece == 2:
                start = first + more
                yield _hash_piece(word[start - 1] + word[start + 1 :], length, piece)
