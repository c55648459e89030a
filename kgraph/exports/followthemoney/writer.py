"""The lines of the file, in their order, and the record that ends it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kgraph.exports.description import describe_export
from kgraph.exports.export_set import ExportSet
from kgraph.exports.followthemoney.claims import ClaimWriter
from kgraph.exports.followthemoney.ids import IdSpace
from kgraph.exports.followthemoney.schemata import SchemaTable
from kgraph.exports.followthemoney.things import build_document, build_thing
from kgraph.exports.followthemoney.values import MAX_STRING_CHARACTERS, clean_texts
from kgraph.exports.formats import ExportOptions
from kgraph.records import Entity

_JOINERS = re.compile(r"[-.:]")


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:  # noqa: ARG001 (there are none here)
    """Yield the lines."""
    ids = IdSpace.of(chosen.store.info.id)
    vocabulary = chosen.store.vocabulary
    schemata = SchemaTable(vocabulary)
    encode = _LineEncoder(chosen.store.info.id)
    counts = dict.fromkeys(("entities", "sources", "claims", "links", "notes"), 0)
    for entity in chosen.iter_entities():
        counts["entities"] += 1
        yield encode(build_thing(entity, ids, schemata))
    outlets = _Outlets(chosen)
    for source in chosen.iter_sources():
        counts["sources"] += 1
        yield encode(build_document(source, outlets[source.outlet], ids))
    writer = ClaimWriter(ids, schemata, vocabulary)
    for batch in chosen.iter_batches():
        for claim in batch.claims:
            counts["claims"] += 1
            for kind, record in writer.iter_records(batch, claim):
                counts[f"{kind}s"] += 1
                yield encode(record)
    yield encode(_build_last(chosen, ids, counts))


class _LineEncoder:
    """Turns a record into its line, with the dataset that it is in."""

    def __init__(self, dataset: str) -> None:
        self._datasets = [to_dataset_name(dataset)]
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def __call__(self, record: dict[str, Any]) -> bytes:
        properties = {name: values for name, values in record["properties"].items() if values}
        line = {**record, "properties": properties, "referents": [], "datasets": self._datasets}
        return self._encode(line).encode() + b"\n"


class _Outlets(dict[str, Entity]):
    """The entities that publish sources, each read once: they are few, however many the sources are."""

    def __init__(self, chosen: ExportSet) -> None:
        self._store = chosen.store

    def __missing__(self, id: str) -> Entity:
        self[id] = outlet = self._store.get_entities([id])[id]
        return outlet


def to_dataset_name(id: str) -> str:
    """Return a dataset's id as FollowTheMoney writes names of datasets.

    >>> to_dataset_name("kazakhstan-china-russia")
    'kazakhstan_china_russia'
    """
    return _JOINERS.sub("_", id)


def _build_last(chosen: ExportSet, ids: IdSpace, counts: dict[str, int]) -> dict[str, Any]:
    """Return the record that says what the file is; its being there says that the file is whole."""
    info = chosen.store.info
    before = sum(counts[name] for name in ("entities", "sources", "links", "notes"))
    about = {**describe_export(chosen), "written": counts}
    ending = (
        f"The last record of a file exported by kgraph, behind {_count(before, 'other')}: "
        f"{_count(counts['entities'], 'entity', 'entities')}, {_count(counts['sources'], 'source')}, and for "
        f"{_count(counts['claims'], 'claim')} {_count(counts['links'], 'link')} and {_count(counts['notes'], 'note')}. "
        "A file without it was cut off."
    )
    titles = clean_texts([info.title], MAX_STRING_CHARACTERS)
    properties = {
        "title": titles,
        "author": clean_texts([info.annotator], MAX_STRING_CHARACTERS),
        "description": clean_texts([info.description]),
        "summary": clean_texts([ending, f"Licence: {info.data_licence}"]),
        "notes": clean_texts([json.dumps(about, ensure_ascii=False, sort_keys=True)]),
        "keywords": ["export"],
    }
    return {"id": ids.last, "caption": titles[0] if titles else info.id, "schema": "Document", "properties": properties}


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
