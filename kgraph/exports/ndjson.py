"""`ndjson`: every record as the dataset has it, one JSON object a line, between a head and an end.

A line is `{"kind": ..., "record": ...}`. First comes `dataset`, with what is exported beside its record; then the
words of the vocabulary (`word`, with their `list`), the retired ids (`retired`), the entities, the sources and the
claims, each by id; last `end`, with how many there were: a file without it was cut off. A claim that did not pass the
filter but is referred to by one that did is marked `"referred": true`. A claim that others contradict has their ids
in `contested_by`, beside its record, which does not say it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from kgraph.exports.description import describe_export
from kgraph.exports.export_set import BATCH, ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.loading import canonical_json
from kgraph.records import Claim


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:  # noqa: ARG001 (there are none here)
    """Yield the lines."""
    head = _encode(describe_export(chosen))
    yield b'{"kind":"dataset","record":%b,"export":%b}\n' % (canonical_json(chosen.store.info), head)
    vocabulary = chosen.store.vocabulary
    for name in type(vocabulary).model_fields:
        for term in getattr(vocabulary, name):
            yield b'{"kind":"word","list":"%b","record":%b}\n' % (name.encode(), canonical_json(term))
    counts = dict.fromkeys(("retired", "entities", "sources", "claims", "referred"), 0)
    records: tuple[tuple[str, str, Iterator[Any]], ...] = (
        ("retired", "retired", chosen.iter_retired()),
        ("entity", "entities", chosen.iter_entities()),
        ("source", "sources", chosen.iter_sources()),
    )
    for kind, counted, found in records:
        for record in found:
            counts[counted] += 1
            yield b'{"kind":"%b","record":%b}\n' % (kind.encode(), canonical_json(record))
    for counted, mark, claims in (
        ("claims", b"", chosen.iter_claims()),
        ("referred", b'"referred":true,', chosen.iter_referred()),
    ):
        while part := tuple(islice(claims, BATCH)):
            counts[counted] += len(part)
            yield from _iter_claims(chosen, part, mark)
    yield b'{"kind":"end","counts":%b}\n' % _encode(counts)


def _iter_claims(chosen: ExportSet, claims: Sequence[Claim], mark: bytes) -> Iterator[bytes]:
    contested = chosen.find_contested(claim.id for claim in claims)
    for claim in claims:
        opponents = contested.get(claim.id)
        disputed = b'"contested_by":%b,' % _encode(opponents) if opponents else b""
        yield b'{"kind":"claim",%b%b"record":%b}\n' % (mark, disputed, canonical_json(claim))


def _encode(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
