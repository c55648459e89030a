"""From records to columns, one record at a time, in any order."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kgraph.columns.columns import FORMAT, Columns, retired_key
from kgraph.columns.dates import pack_dates
from kgraph.columns.numbers import Numbers, pack, to_numbers, view
from kgraph.columns.rows import DIGEST_BYTES, AlikeClaims, ClaimRows, Key, Numbering
from kgraph.columns.statements import to_template
from kgraph.columns.strings import add_strings
from kgraph.columns.tables import kind_of, support_of
from kgraph.kernel.graph import build_index, gather, gather_pieces
from kgraph.records import Claim, DatasetInfo, Entity, Retired, Source, Vocabulary

Sections = dict[str, memoryview]


class ColumnsBuilder:
    """Takes the records of a dataset version: all entities and sources before the first claim.

    The same records give the same columns, whatever their order. Memory: some hundred bytes for each claim.
    """

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.sources: dict[str, Source] = {}
        self.retired: dict[str, Retired] = {}
        self.rows = ClaimRows()
        # By the place at which a claim came: what few claims have.
        self.extra: dict[int, str] = {}
        self.mentions: dict[int, list[str]] = {}
        self.ties: dict[int, set[str]] = {}
        self.references: list[tuple[int, str]] = []
        self.amounts: list[tuple[int, tuple[str, str | None]]] = []
        self._tying: frozenset[str] = frozenset()

    def add_info(self, info: DatasetInfo, vocabulary: Vocabulary) -> None:
        """Take the two objects of the dataset: before any record."""
        self.info, self.vocabulary = info, vocabulary
        self._tying = vocabulary.tying_roles

    def add_entity(self, entity: Entity) -> None:
        """Take an entity."""
        self.entities[entity.id] = entity

    def add_source(self, source: Source) -> None:
        """Take a source."""
        self.sources[source.id] = source

    def add_retired(self, retired: Retired) -> None:
        """Take a retired id."""
        self.retired[retired_key(retired.kind, retired.id)] = retired

    def add_claim(self, claim: Claim) -> None:
        """Take a claim; the entities that it names must have been taken."""
        rows, columns, place = self.rows, self.rows.columns, len(self.rows)
        object_ = claim.object.entity
        rows.ids.append(claim.id)
        columns["subject"].append(rows.entities[claim.subject])
        # No entity has an empty id: it stands for none.
        columns["object"].append(rows.entities[object_ or ""])
        columns["kind"].append(rows.kinds[kind_of(claim)])
        columns["date"].append(rows.dates[claim.valid])
        columns["support"].append(rows.supports[support_of(claim)])
        columns["speaker"].append(rows.entities[claim.speaker])
        name = None if object_ is None else self.entities[object_].name
        template = to_template(claim.statement, self.entities[claim.subject].name, name, claim.valid)
        columns["template"].append(rows.templates[template])
        first = claim.evidence[0]
        rows.row.append(first.locator.row or 0)
        rows.passages += bytes.fromhex(first.digest)
        if (
            object_ is None
            or claim.qualifiers
            or len(claim.evidence) > 1
            or first.locator.url is not None
            or claim.deprecated_because is not None
        ):
            self._add_extra(claim, place)

    def add_claims(self, claims: AlikeClaims) -> None:
        """Take many claims at once that have no qualifiers, and one evidence each."""
        self.rows.extend(claims)

    def _add_extra(self, claim: Claim, place: int) -> None:
        self.extra[place] = _dump_extra(claim)
        for qualifier in claim.qualifiers:
            if qualifier.entity is not None:
                self.mentions.setdefault(place, []).append(qualifier.entity)
                if qualifier.role in self._tying:
                    self.ties.setdefault(place, set()).add(qualifier.entity)
        self.references += ((place, target) for target in claim.references)
        for content in claim.contents:
            if content.value is not None and content.value.amount is not None:
                amount = str(content.value.amount)
                self.amounts.append((place, (amount, content.value.unit)))

    def finish(self, version: str) -> Columns:
        """Return the columns; the builder is used up."""
        return _Finish(self, version).build()


def _dump_extra(claim: Claim) -> str:
    extra: dict[str, Any] = {}
    if claim.object.entity is None:
        extra["object"] = claim.object.model_dump(mode="json")
    if claim.deprecated_because is not None:
        extra["deprecated_because"] = claim.deprecated_because
    if claim.qualifiers:
        extra["qualifiers"] = [qualifier.model_dump(mode="json") for qualifier in claim.qualifiers]
    if len(claim.evidence) > 1 or claim.evidence[0].locator.url is not None:
        extra["readings"] = [
            [each.locator.row, each.locator.url, _to_text(each.locator.retrieved), each.digest]
            for each in claim.evidence
        ]
    return json.dumps(extra, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _to_text(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat()


class _Finish:
    """Puts everything in its order: entities, sources and claims by id, tables by what they hold."""

    def __init__(self, builder: ColumnsBuilder, version: str) -> None:
        self.builder, self.rows = builder, builder.rows
        self.sections: Sections = {}
        self.meta: dict[str, Any] = {
            "format": FORMAT,
            "info": builder.info.model_dump(mode="json"),
            "vocabulary": builder.vocabulary.model_dump(mode="json"),
            "version": version,
        }
        self.entity_ids = sorted(builder.entities)
        self.entity_of = {id_: number for number, id_ in enumerate(self.entity_ids)}
        self.none = len(self.entity_ids)
        self.order = self.rows.ids.find_order()

    def build(self) -> Columns:
        self._add_entities()
        self._add_sources()
        self._add_retired()
        self._add_claims()
        self._add_sparse()
        self._add_index()
        return Columns(self.meta, self.sections)

    def _put(self, name: str, numbers: Sequence[int]) -> None:
        self.sections[name] = pack(numbers)

    def _put_strings(self, name: str, texts: Iterable[str]) -> None:
        add_strings(self.sections, name, texts)

    def _add_entities(self) -> None:
        entities = [self.builder.entities[id_] for id_ in self.entity_ids]
        self._put_strings("entity.id", self.entity_ids)
        self._put_strings("entity.name", (entity.name for entity in entities))
        self._put_strings("entity.record", (entity.model_dump_json(exclude_defaults=True) for entity in entities))
        types = {type_: code for code, type_ in enumerate(sorted({entity.type for entity in entities}))}
        self.meta["types"] = list(types)
        self._put("entity.type", [types[entity.type] for entity in entities])
        countries = {codes: number for number, codes in enumerate(sorted({entity.countries for entity in entities}))}
        self.meta["countries"] = [list(codes) for codes in countries]
        self._put("entity.countries", [countries[entity.countries] for entity in entities])
        self.meta["country_entities"] = {
            entity.identifiers.iso_3166_1: entity.id for entity in entities if entity.identifiers.iso_3166_1 is not None
        }

    def _add_sources(self) -> None:
        sources = [self.builder.sources[id_] for id_ in sorted(self.builder.sources)]
        self._put_strings("source.id", (source.id for source in sources))
        self._put_strings("source.record", (source.model_dump_json(exclude_defaults=True) for source in sources))
        self._put("source.outlet", [self.entity_of[source.outlet] for source in sources])

    def _add_retired(self) -> None:
        keys = sorted(self.builder.retired)
        self._put_strings("retired.key", keys)
        self._put_strings("retired.record", (self.builder.retired[key].model_dump_json() for key in keys))

    def _add_claims(self) -> None:
        rows = self.rows
        if rows.ids.texts is None:
            self.meta["id_prefix"] = rows.ids.prefix or ""
            self._gather("claim.digest", rows.ids.numbers, width=8)
        else:
            self._put_strings("claim.id", map(rows.ids.texts.__getitem__, self.order))
        entities = to_numbers(self.entity_of.get(id_, self.none) for id_ in rows.entities)
        for name in ("subject", "object", "speaker"):
            self._gather(name, rows.columns[name], entities)
        kinds = self._gather_table("kind", rows.kinds, lambda kind: (*kind[:3], kind.hedge or "", *kind[4:]))
        self.meta["kinds"] = kinds
        self.sections["kind_ties"] = memoryview(bytes(kind.ties for kind in kinds))
        self.meta["supports"] = self._gather_table("support", rows.supports, repr)
        dates, date_at = pack_dates(rows.dates, self.sections)
        self.meta["dates"] = dates
        self._gather("date", rows.columns["date"], to_numbers(date_at))
        templates = self._gather_table("template", rows.templates, str)
        self._put_strings("template", templates)
        self._gather("row", rows.row)
        self.sections["passage"] = memoryview(gather_pieces(rows.passages, self.order, DIGEST_BYTES))

    def _gather_table(self, name: str, table: Numbering[Key], key: Callable[[Key], Any]) -> list[Key]:
        """Put a column whose numbers a table gave, and return what the table holds, in its order."""
        items, numbers = sort_table(table, key)
        self._gather(name, self.rows.columns[name], to_numbers(numbers))
        return items

    def _gather(self, name: str, column: Numbers, table: Numbers | None = None, width: int | None = None) -> None:
        """Put a column of claims in their order, each number through a table; one number alone if all are equal."""
        found, data = gather(column, self.order, table)
        if width is not None and found != width:
            data = array("Q", view(found, data)).tobytes()
            found = width
        is_same = width is None and len(data) > found and _is_one(data, found)
        self.sections[name] = view(found, data[:found] if is_same else data)

    def _add_sparse(self) -> None:
        """Put what few claims have: sorted by claim, with the claims in a column of their own."""
        builder, at = self.builder, _Places(self.order)
        extra = sorted((at[place], text) for place, text in builder.extra.items())
        self._put("extra.claim", [claim for claim, _ in extra])
        self._put_strings("extra", (text for _, text in extra))
        mentions = sorted(
            (at[place], number, entity, entity in builder.ties.get(place, ()))
            for place, named in builder.mentions.items()
            for number, entity in enumerate(named)
        )
        self._put("mention.claim", [claim for claim, *_ in mentions])
        self._put("mention.entity", [self.entity_of[entity] for _, _, entity, _ in mentions])
        self._put("mention.ties", [int(ties) for *_, ties in mentions])
        ids = {id_: at[place] for place, id_ in enumerate(self.rows.ids)} if builder.references else {}
        references = sorted({(ids[target], at[place]) for place, target in builder.references})
        self._put("reference.target", [target for target, _ in references])
        self._put("reference.claim", [claim for _, claim in references])
        amounts = sorted({amount for _, amount in builder.amounts}, key=repr)
        codes = {amount: code for code, amount in enumerate(amounts)}
        self.meta["amounts"] = amounts
        rows = sorted((at[place], codes[amount]) for place, amount in builder.amounts)
        self._put("amount.claim", [claim for claim, _ in rows])
        self._put("amount", [code for _, code in rows])

    def _add_index(self) -> None:
        names = ("subject", "object", "kind", "date", "date_rank", "kind_ties")
        extras = ("mention.claim", "mention.entity", "mention.ties")
        columns = [self.sections[name] for name in (*names, *extras)]
        index = build_index(self.none, len(self.rows), *columns)
        for name, (width, data) in index.items():
            self.sections[name] = view(width, data)
        self.meta["entities"], self.meta["claims"] = self.none, len(self.rows)
        self.meta["repeats"] = _repeats(self.sections)


def _repeats(sections: Sections) -> bool:
    """Tell whether a claim has several entries at one entity: one with several edges has."""
    return any(sections["mention.ties"])


class _Places:
    """The number of the claim that came at a place; worked out only if it is asked for."""

    def __init__(self, order: Numbers) -> None:
        self._order = order
        self._numbers: array[int] | None = None

    def __getitem__(self, place: int) -> int:
        if self._numbers is None:
            self._numbers = array("I", bytes(4 * len(self._order)))
            for number, came in enumerate(self._order):
                self._numbers[came] = number
        return self._numbers[place]


def _is_one(data: bytes, width: int) -> bool:
    """Tell whether the same number fills a buffer."""
    return data == data[:width] * (len(data) // width)


def sort_table(table: Numbering[Key], key: Callable[[Key], Any]) -> tuple[list[Key], list[int]]:
    """Return what a table holds in an order, and the new number of each old one."""
    items = sorted(table, key=key)
    new = {item: number for number, item in enumerate(items)}
    return items, [new[item] for item in table]
