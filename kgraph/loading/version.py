"""The version of a dataset: a digest of its records that depends on nothing but their content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from kgraph.records import Claim, DatasetInfo, Entity, Source, Vocabulary
from kgraph.records.base import Record


def digest_dataset(
    info: DatasetInfo,
    vocabulary: Vocabulary,
    entities: Iterable[Entity],
    claims: Iterable[Claim],
    sources: Iterable[Source],
) -> str:
    """Return the SHA-256 over the canonical JSON of all records.

    Every record is written with sorted keys and without spaces; the digests of the records of one kind are
    sorted, so that neither the order of records in a file, nor the file's form, nor the machine matters.
    """
    whole = hashlib.sha256()
    kinds: list[tuple[str, Iterable[Record]]] = [
        ("info", [info]),
        ("entity_types", vocabulary.entity_types),
        ("topics", vocabulary.topics),
        ("units", vocabulary.units),
        ("roles", vocabulary.roles),
        ("predicates", vocabulary.predicates),
        ("entities", entities),
        ("claims", claims),
        ("sources", sources),
    ]
    for kind, records in kinds:
        whole.update(f"\n{kind}\n".encode())
        for digest in sorted(map(_digest_record, records)):
            whole.update(digest)
    return whole.hexdigest()


def _digest_record(record: Record) -> bytes:
    canonical = json.dumps(record.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()
