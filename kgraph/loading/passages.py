"""One passage has one digest and one set of citations, however many claims were read in it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from kgraph.loading.text_index import TextIndex
from kgraph.records import Evidence, Locator

_FIRST_SIZE = 1024
# Spreads numbers that follow one another over a table (Fibonacci hashing).
_SPREAD = 0x9E37_79B9_7F4A_7C15
# A key holds the number of a source in 22 bits, a row in 40 or a paragraph and a sentence in 20 each, and the form.
_MAX_SOURCES = 1 << 22
_MAX_ROW = 1 << 40
_MAX_PARAGRAPH = 1 << 20


@dataclass(frozen=True, slots=True)
class Difference:
    """In what an evidence differs from the first one of the same passage, and the handle of the claim that gave it."""

    first_claim: int
    in_digest: bool
    in_cites: bool


class PassageIndex:
    """The passages of a dataset, each with what the first claim that was read in it says of it.

    It takes some 35 bytes for a passage at a row or a sentence, and the length of its address more for a page.
    """

    def __init__(self) -> None:
        self._sources: dict[str, int] = {}
        self._other_places = TextIndex()
        self._cites = TextIndex()
        self._keys = array("Q")
        self._digests = array("Q")
        self._cites_of = array("I")
        self._claims = array("I")
        # Open addressing: the number of a passage plus 1.
        self._slots = array("I", bytes(4 * _FIRST_SIZE))
        self._mask = _FIRST_SIZE - 1
        self._limit = _FIRST_SIZE * 5 // 8

    def __len__(self) -> int:
        return len(self._keys)

    def compare(self, evidence: Evidence, claim: int) -> Difference | None:
        """Return in what an evidence differs from the first one of its passage; None for the first, and its equals.

        `claim` is the handle of the claim that gives it. Digests are compared by their first 64 bits.
        """
        key = self._find_key(evidence.source, evidence.locator)
        digest = int(evidence.digest[:16], 16)
        cites = self._find_cites(evidence) if evidence.cites else 0
        slots, mask, keys = self._slots, self._mask, self._keys
        slot = (key * _SPREAD >> 32) & mask
        while number := slots[slot]:
            if keys[number - 1] == key:
                return self._compare(number - 1, digest, cites)
            slot = (slot + 1) & mask
        keys.append(key)
        self._digests.append(digest)
        self._cites_of.append(cites)
        self._claims.append(claim)
        slots[slot] = len(keys)
        if len(keys) > self._limit:
            self._grow()
        return None

    def _compare(self, number: int, digest: int, cites: int) -> Difference | None:
        in_digest, in_cites = self._digests[number] != digest, self._cites_of[number] != cites
        return Difference(self._claims[number], in_digest, in_cites) if in_digest or in_cites else None

    def _find_key(self, source: str, locator: Locator) -> int:
        number = self._sources.setdefault(source, len(self._sources))
        row, paragraph, sentence = locator.row, locator.paragraph, locator.sentence
        if number < _MAX_SOURCES:
            if row is not None and row < _MAX_ROW:
                return number << 42 | row << 2 | 1
            if paragraph is not None and sentence is not None and max(paragraph, sentence) < _MAX_PARAGRAPH:
                return number << 42 | paragraph << 22 | sentence << 2 | 2
        return _find_or_add(self._other_places, f"{source} {locator.model_dump_json()}") << 2 | 3

    def _find_cites(self, evidence: Evidence) -> int:
        text = " ".join(f"{cite.id}|{cite.signal}" for cite in evidence.cites)
        return _find_or_add(self._cites, text) + 1

    def _grow(self) -> None:
        slots = array("I", bytes(8 * len(self._slots)))
        mask = len(slots) - 1
        for number, key in enumerate(self._keys, start=1):
            slot = (key * _SPREAD >> 32) & mask
            while slots[slot]:
                slot = (slot + 1) & mask
            slots[slot] = number
        self._slots, self._mask, self._limit = slots, mask, len(slots) * 5 // 8


def _find_or_add(index: TextIndex, text: str) -> int:
    handle = index.add(text)
    if handle is None:
        handle = index.find(text)
    assert handle is not None  # noqa: S101
    return handle
