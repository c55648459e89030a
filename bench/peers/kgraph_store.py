"""kgraph itself."""

from __future__ import annotations

import datetime
import hashlib
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import kgraph
from bench.events import Claim, Events
from bench.peers.base import Peer
from bench.questions import (
    FOUND_NAMES,
    K_PATHS,
    MAX_HOPS,
    NEWEST_CLAIMS,
    Filter,
    NameQuery,
    NeighbourQuery,
    Query,
)
from bench.records import SOURCE, Evidence, Record
from kgraph.columns import AlikeClaims, Columns, ColumnsBuilder, Kind, Passage
from kgraph.columns.rows import DIGEST_BYTES
from kgraph.columns.snapshot import read_snapshot, write_snapshot
from kgraph.columns.statements import DATE, OBJECT, SUBJECT
from kgraph.filters import Filters
from kgraph.kernel.graph import IS_COMPILED, revive
from kgraph.names import IndexedName, NameIndex
from kgraph.records import DatasetInfo, Entity, Predicate, Source, Term, Vocabulary
from kgraph.records.entity import Identifiers
from kgraph.stores import ClaimQuery, ColumnStore
from kgraph.stores.columnar import NAME_SECTIONS
from kgraph.stores.routes import Limits, PathQuestion

_CODER = "coder"
_NONE = Identifiers()
# What begins so is text, or made of it.
_TEXTS = ("entity.", "source.", "template.", "extra.", "word.", NAME_SECTIONS, "passage")
_PAGE = 4096
_INFO = DatasetInfo(
    id="bench",
    title="Events",
    description="Events of the benchmark.",
    annotator="nobody",
    annotated=datetime.date(2000, 1, 1),
    data_licence="none",
    format=1,
)


class KgraphStore(Peer):
    """The store over columns, asked as the queries of the service ask it."""

    name = "kgraph"
    note = "the store over columns" + ("" if IS_COMPILED else ", without its compiled kernel")
    workloads = frozenset({"neighbours", "rare", "records", "path", "paths", "typo", "prefix"})

    store: ColumnStore

    @property
    def version(self) -> str:
        """The version of kgraph."""
        return kgraph.__version__

    def load(self, events: Events) -> None:
        """Build the columns and all indexes of the graph; where there are names, those of names and words too."""
        builder = ColumnsBuilder()
        builder.add_info(_INFO, _build_vocabulary(events))
        names = events.names or [""] * events.node_count
        for number, name in enumerate(names):
            builder.add_entity(_build_entity(_id_of(number), name or _id_of(number)))
        builder.add_entity(_build_entity(_CODER, "Coder"))
        builder.add_source(Source(id=SOURCE, type="dataset", outlet=_CODER))
        builder.add_claims(_gather_claims(builder, events))
        columns = builder.finish("0" * 64)
        columns.meta.update(slots=[], denials=[], disputes=[])
        if events.names:
            _index_texts(columns)
        self.store = ColumnStore(columns)

    def save(self) -> None:
        """Write a snapshot, which has names too, if only ids."""
        if "word.offsets" not in self.store.columns.sections:
            _index_texts(self.store.columns)
        write_snapshot(self._snapshot, self.store.columns, {"fingerprint": "", "files": ""})

    def open(self) -> None:
        """Open the snapshot."""
        self.store = ColumnStore(read_snapshot(self._snapshot)[0])

    def touch(self) -> None:
        """Read every page of the columns and indexes of the graph, and make what the first questions need."""
        for name, data in self.store.columns.sections.items():
            if not name.startswith(_TEXTS):
                bytes(data.cast("B")[::_PAGE])
        self.store.selection.lens(Filters(date="2005"))
        self.store.find_route(PathQuestion(_id_of(0), _id_of(1), Filters(date="2005"), max_hops=MAX_HOPS))
        self.store.search_routes(PathQuestion(_id_of(0), _id_of(1), max_hops=1), Limits(), K_PATHS)

    @property
    def _snapshot(self) -> Path:
        return self.folder / "events.kgraph"

    def prepare(self, query: Query) -> Any:
        """Put the query into filters."""
        if isinstance(query, NameQuery):
            return query.text
        filters = _to_filters(query.filter)
        if isinstance(query, NeighbourQuery):
            return ClaimQuery(filters, tied_to=_id_of(query.node))
        return PathQuestion(_id_of(query.start), _id_of(query.end), filters, max_hops=MAX_HOPS, k=K_PATHS)

    def find_neighbours(self, query: Any) -> Sequence[int]:
        """Return the newest claims of a node, by number, and count them all."""
        found = self.store.selection.find_newest(query, NEWEST_CLAIMS)
        return () if found is None else found[0]

    def find_records(self, query: Any) -> Any:
        """Return the claims as records, with their evidence."""
        return self.store.find_claims(query, None, NEWEST_CLAIMS, "newest").items

    def find_path(self, query: Any) -> Any:
        """Return one shortest path."""
        return self.store.find_route(query)

    def find_paths(self, query: Any) -> Any:
        """Return the shortest paths."""
        return self.store.search_routes(query, Limits(), K_PATHS)

    def find_mistyped(self, query: Any) -> Any:
        """Search for a name."""
        return self.store.search_names(query, FOUND_NAMES)

    def find_begun(self, query: Any) -> Any:
        """Complete a name, as the index does it: its best ten names that begin so, without other scripts."""
        names = self.store.names
        return [names.text(number) for number in names.find_begun(query, FOUND_NAMES)]

    def read_neighbours(self, answer: Any) -> list[Claim]:
        """Return claims in the numbers of the events."""
        return [self._read_claim(number) for number in answer]

    def _read_claim(self, number: int) -> Claim:
        columns = self.store.columns
        day = datetime.date.fromisoformat(columns.texts[columns.at("date", number)] or "").toordinal()
        predicate = int(columns.kinds[columns.at("kind", number)].predicate[1:])
        ends = (columns.entity_ids[columns.at(name, number)] for name in ("subject", "object"))
        subject, object_ = (int(id_[1:]) for id_ in ends)
        return Claim(subject, predicate, object_, day)

    def read_records(self, answer: Any) -> list[Record]:
        """Return claims in the fields that all peers fill."""
        names, labels = self.store.columns.entity_names, self.store.vocabulary.predicate_by_id
        find = self.store.columns.entity_ids.find
        return [
            Record(
                id=claim.id,
                statement=claim.statement,
                subject=names[find(claim.subject) or 0],
                predicate=labels[claim.predicate].label,
                object=names[find(claim.object.entity) or 0],
                date=claim.valid,
                evidence=Evidence(each.source, each.locator.row, each.digest),
            )
            for claim in answer
            for each in claim.evidence
        ]

    def read_path(self, answer: Any) -> list[int] | None:
        """Return the numbers of the nodes."""
        route = () if answer is None else answer[0]
        return [int(id_[1:]) for id_ in route] or None

    def read_paths(self, answer: Any) -> list[list[int]]:
        """Return the numbers of the nodes of each path."""
        return [[int(id_[1:]) for id_ in route] for routes in answer.routes for route in routes]

    def read_names(self, answer: Any) -> Sequence[str]:
        """Return the names that matched."""
        return [each if isinstance(each, str) else each.text for each in answer]


def _id_of(node: int) -> str:
    return f"n{node:08}"


def _build_entity(id_: str, name: str) -> Entity:
    made: Entity = revive(
        Entity,
        {
            "id": id_,
            "type": "actor",
            "name": name,
            "names": (),
            "description": "Made up.",
            "identifiers": _NONE,
            "countries": (),
        },
        set(),
    )
    return made


def _build_vocabulary(events: Events) -> Vocabulary:
    labels = events.predicate_names or [f"p{number:04}" for number in range(max(events.predicates, default=0) + 1)]
    predicates = tuple(
        Predicate(
            id=f"p{number:04}",
            label=label,
            inverse_label=label,
            definition="Made up.",
            topic="events",
            subject_types=("*",),
            object_types=("*",),
        )
        for number, label in enumerate(labels)
    )
    types, topics = (Term(id="actor", definition="Made up."),), (Term(id="events", definition="Made up."),)
    return Vocabulary(entity_types=types, topics=topics, units=(), roles=(), predicates=predicates)


def _gather_claims(builder: ColumnsBuilder, events: Events) -> AlikeClaims:
    rows = builder.rows
    # Numbered as they come, entities, kinds and templates have the numbers that they have in the events.
    for number in range(events.node_count):
        rows.entities[_id_of(number)]
    for predicate in builder.vocabulary.predicates:
        rows.kinds[_kind(predicate.id)]
        rows.templates[f"{SUBJECT}: {predicate.label} ({OBJECT}), {DATE}."]
    dates = {day: rows.dates[datetime.date.fromordinal(day).isoformat()] for day in sorted(set(events.days))}
    # Without names there is no text either, and so no digest of it: whatever is distinct will do for an id.
    passages = b"".join(_iter_digests(events)) if events.names else bytes(DIGEST_BYTES * len(events))
    ids = array("Q", memoryview(passages).cast("Q")[::4] if events.names else _iter_numbers(events))
    if events.names:
        ids.byteswap()  # an id begins with the first figures of its digest
    subjects, predicates, objects = (
        array("I", each.tobytes()) for each in (events.subjects, events.predicates, events.objects)
    )
    return AlikeClaims(
        prefix="e-",
        ids=ids,
        subjects=subjects,
        objects=objects,
        kinds=predicates,
        dates=array("I", map(dates.__getitem__, events.days)),
        templates=predicates,
        rows=array("Q", events.rows),
        passages=passages,
        speaker=_CODER,
        support=(Passage(SOURCE, None, None, ()),),
    )


def _kind(predicate: str) -> Kind:
    return Kind(predicate, "occurred", "affirmed", None, "stated", "normal", ())


def _iter_digests(events: Events) -> Iterator[bytes]:
    names, labels = events.names, events.predicate_names
    written = {day: datetime.date.fromordinal(day).isoformat() for day in set(events.days)}
    columns = (events.subjects, events.predicates, events.objects, events.days)
    for subject, predicate, object_, day in zip(*columns, strict=True):
        text = f"{names[subject]}\t{labels[predicate]}\t{names[object_]}\t{written[day]}"
        yield hashlib.sha256(text.encode()).digest()


def _iter_numbers(events: Events) -> Iterator[int]:
    columns = (events.subjects, events.predicates, events.objects, events.days)
    return (
        subject << 42 | object_ << 20 | predicate << 12 ^ day
        for subject, predicate, object_, day in zip(*columns, strict=True)
    )


def _to_filters(filter: Filter) -> Filters:
    first, last = (datetime.date.fromordinal(day).isoformat() for day in (filter.first_day, filter.last_day))
    return Filters(date=f"{first}/{last}", predicate=tuple(f"p{number:04}" for number in sorted(filter.predicates)))


def _index_texts(columns: Columns) -> None:
    columns.add_words()
    pairs = zip(columns.entity_ids, columns.entity_names, strict=True)
    index = NameIndex(IndexedName(id_, name, "en", "name") for id_, name in pairs)
    for name, data in index.to_sections().items():
        columns.sections[f"{NAME_SECTIONS}{name}"] = data
