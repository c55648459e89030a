"""The values of properties of entities: what a table is extended by."""

from __future__ import annotations

from typing import Any

from kgraph.answers.views import EntityView, LookupResult
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.reconciliation.agreement import get_entities, list_names, look_up
from kgraph.reconciliation.answers import Cell, Extension, NumberCell, PropertyRef, TextCell
from kgraph.reconciliation.candidates import to_type
from kgraph.reconciliation.cells import CellSettings, Sourced, list_cells
from kgraph.reconciliation.marks import Marker
from kgraph.reconciliation.properties import Property, build_properties
from kgraph.reconciliation.questions import read_extension, to_name


def extend(kg: KnowledgeGraph, query: Any) -> Extension:
    """Return the values of some properties of some entities, asked for as it came from JSON.

    What comes from claims is in the order of their ids, of a symmetric predicate those last whose object the entity is;
    neighbours come by number of claims; the evidence of a
    property stands in the same order. The id of a merged record stands for the other one; of an id that there is not,
    every list is empty but that of evidence, which says so, and of a removed one why.

    Raises:
        UnknownWord: a property that there is not; its parameter points at it (RFC 6901).
        InvalidParameter: whatever else is no query for at most 50 properties of at most 500 entities, or for more than
            2,000 lists of values that are read from claims.

    >>> import kgraph
    >>> query = {"ids": ["bolat-nazarbayev"], "properties": [{"id": "country"}, {"id": "younger_brother_of"}]}
    >>> extend(kgraph.open(), query).model_dump(exclude_none=True)["rows"]["bolat-nazarbayev"]["younger_brother_of"]
    ({'str': 'Nursultan Nazarbayev (taken for granted)'},)
    """
    asked = read_extension(query, build_properties(kg.schema()))
    names = {id_: to_name(id_) for id_ in asked.ids}
    looked_up = look_up(kg, filter(None, names.values()))
    found = {}
    for id_, name in names.items():
        result = looked_up.get(name)
        # A name is not enough here: what is extended was matched before.
        if result is not None and result.entity and result.matched and result.matched.how in ("id", "merged"):
            found[id_] = result.entity.id
    entities = get_entities(kg, found.values())
    marker = Marker(kg)
    rows = {
        id_: _make_row(kg, marker, entities[found[id_]], asked.properties)
        if id_ in found
        else _make_empty(id_, looked_up.get(names[id_]), asked.properties)
        for id_ in asked.ids
    }
    return Extension(meta=tuple(_to_ref(each) for each, _ in asked.properties), rows=rows)


def _make_row(
    kg: KnowledgeGraph, marker: Marker, entity: EntityView, columns: tuple[tuple[Property, CellSettings], ...]
) -> dict[str, tuple[Cell, ...]]:
    # A property and its evidence are read from the same claims.
    read: dict[tuple[str, str, CellSettings], list[Sourced]] = {}
    row: dict[str, tuple[Cell, ...]] = {}
    for column, settings in columns:
        if not column.needs_claims:
            row[column.id] = tuple(_list_own(entity, column))
            continue
        key = column.kind, column.word, settings
        if key not in read:
            read[key] = list_cells(kg, marker, entity.id, column, settings)
        row[column.id] = tuple(TextCell(text=each.evidence) if column.is_evidence else each.value for each in read[key])
    return row


def _make_empty(
    id_: str, result: LookupResult | None, columns: tuple[tuple[Property, CellSettings], ...]
) -> dict[str, tuple[Cell, ...]]:
    words = f"this version of the dataset has no entity with the id {id_}"
    if result is not None and result.removed_because is not None:
        words = f"the entity with the id {id_} was removed from the dataset: {result.removed_because}"
    remark = TextCell(text=f"[{words}]")
    return {column.id: (remark,) if column.is_evidence else () for column, _ in columns}


def _list_own(entity: EntityView, column: Property) -> list[Cell]:
    match column.kind:
        case "count":
            return [NumberCell(number=getattr(entity, column.word))]
        case "names":
            return [TextCell(text=name) for name in list_names(entity, column.word)]
        case "identifier":
            identifier = getattr(entity.identifiers, column.word)
            return [] if identifier is None else [TextCell(text=identifier)]
        case _:
            value = getattr(entity, column.word)
            return [TextCell(text=each) for each in (value if isinstance(value, tuple) else (value,))]


def _to_ref(column: Property) -> PropertyRef:
    type_ = column.find_object_type()
    return PropertyRef(id=column.id, name=column.name, type=None if type_ is None else to_type(type_))
