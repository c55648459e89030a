"""The version of a dataset: a digest of its records that depends on nothing but their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from kgraph.loading.canonical import canonical_json
from kgraph.records import Claim, DatasetInfo, Entity, Retired, Source, Vocabulary
from kgraph.records.base import Record

_KINDS = ("info", "entity_types", "topics", "units", "roles", "predicates", "entities", "claims", "sources", "retired")
# Told of only where there are any: a dataset without them has the version that it always had.
_OPTIONAL_KINDS = frozenset({"retired"})
_DIGEST_BYTES = 32


class VersionDigest:
    """The SHA-256 over the canonical JSON of all records, which may come in any order.

    The digests of the records of one kind are sorted, so that neither the order of records in a file, nor the
    file's form, nor the machine matters. Each record takes its 32 bytes until the end.
    """

    def __init__(self) -> None:
        # Kept by their first byte, so that no more than 1 in 256 of them are ever sorted, as objects, at a time.
        self._digests = {kind: [bytearray() for _ in range(256)] for kind in _KINDS}

    def add(self, kind: str, canonical: bytes) -> None:
        """Add the canonical JSON of one record of a kind, such as `claims`, or of a list of the vocabulary."""
        digest = hashlib.sha256(canonical).digest()
        self._digests[kind][digest[0]] += digest

    def add_info(self, info: DatasetInfo, vocabulary: Vocabulary) -> None:
        """Add what a dataset says about itself, and its words."""
        self.add("info", canonical_json(info))
        for name in Vocabulary.model_fields:
            for term in getattr(vocabulary, name):
                self.add(name, canonical_json(term))

    def hexdigest(self) -> str:
        """Return the version."""
        whole = hashlib.sha256()
        for kind, parts in self._digests.items():
            if kind in _OPTIONAL_KINDS and not any(parts):
                continue
            whole.update(f"\n{kind}\n".encode())
            for part in parts:
                starts = range(0, len(part), _DIGEST_BYTES)
                whole.update(b"".join(sorted(part[start : start + _DIGEST_BYTES] for start in starts)))
        return whole.hexdigest()


def digest_dataset(
    info: DatasetInfo,
    vocabulary: Vocabulary,
    entities: Iterable[Entity],
    claims: Iterable[Claim],
    sources: Iterable[Source],
    retired: Iterable[Retired] = (),
) -> str:
    """Return the version of records that are at hand."""
    version = VersionDigest()
    version.add_info(info, vocabulary)
    kinds: list[tuple[str, Iterable[Record]]] = [("entities", entities), ("claims", claims), ("sources", sources)]
    kinds.append(("retired", retired))
    for kind, records in kinds:
        for record in records:
            version.add(kind, canonical_json(record))
    return version.hexdigest()
