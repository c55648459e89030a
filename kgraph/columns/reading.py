"""Claims as records: made from the columns only when an answer shows them.

Their fields were checked when the columns were built, so that they are put into the models without another check.
What many claims share, the names of entities and the fields of their kind, is made once and kept. A claim without
qualifiers, with one row as its evidence, is then made in the kernel; every other one here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from kgraph.columns.columns import Columns
from kgraph.columns.ids import DigestTable
from kgraph.columns.numbers import Numbers, spread, to_numbers
from kgraph.columns.statements import DATE, OBJECT, SUBJECT, fill_template
from kgraph.columns.tables import Kind, Passage, Support
from kgraph.kernel.graph import revive, revive_claims
from kgraph.records import Cite, Claim, Content, Evidence, Locator, Qualifier

_DIGEST_BYTES = 32
_COLUMNS = ("subject", "object", "kind", "date", "speaker", "template", "support", "row")
_CLAIM, _CONTENT = set(Claim.model_fields), set(Content.model_fields)
_EVIDENCE, _LOCATOR = set(Evidence.model_fields), set(Locator.model_fields)
# What the kernel fills in: of a locator, of an evidence, and of a claim.
_FILLED = ("row", "locator", "digest", "evidence", "id", "statement", "subject", "object", "valid", "speaker")
# An entity as claims name it: its id, its name, and what a claim with it as its object holds.
_Named = tuple[str, str, Content]
_Reading = tuple[int | None, str | None, datetime | None, str]


class ClaimReader:
    """Reads claims by their numbers."""

    def __init__(self, columns: Columns) -> None:
        """Take the columns that claims are read from."""
        sections = columns.sections
        self._columns = columns
        self._each = tuple(spread(sections[name], columns.claim_count) for name in _COLUMNS)
        self._extra, self._passages = sections["extra.claim"], sections["passage"]
        # By number; None for what no claim has named yet.
        self._named: list[_Named | None] = [None] * columns.entity_count
        self._templates: list[str | None] = [None] * len(columns.templates)
        self._supports: list[tuple[dict[str, Any], dict[str, Any]] | None] = []
        self._cites: dict[int, tuple[tuple[Cite, ...], ...]] = {}
        self._kernel: tuple[Any, ...] | None = None

    def read(self, numbers: Sequence[int]) -> tuple[Claim, ...]:
        """Return the claims with these numbers, in their order."""
        if self._kernel is None:
            self._kernel = self._prepare()
        made, left = revive_claims(numbers if isinstance(numbers, memoryview) else to_numbers(numbers), *self._kernel)
        if not left:
            return tuple(made)
        pairs = zip(made, numbers, strict=True)
        return tuple(self._read(number) if claim is None else claim for claim, number in pairs)

    def _prepare(self) -> tuple[Any, ...]:
        """Return what the kernel makes claims of."""
        columns, sections = self._columns, self._columns.sections
        digests: Numbers = sections["claim.digest"] if isinstance(columns.claim_ids, DigestTable) else to_numbers(())
        self._supports.extend(map(_build_bases, columns.supports))
        return (
            (*(sections[name] for name in _COLUMNS), digests, self._extra, self._passages),
            columns.entity_count,
            self._named,
            [_build_fields(kind) for kind in columns.kinds],
            columns.texts,
            self._templates,
            self._supports,
            columns.meta.get("id_prefix", ""),
            (Claim, Evidence, Locator),
            (_CLAIM, _EVIDENCE, _LOCATOR),
            _FILLED,
            (SUBJECT, OBJECT, DATE),
        )

    def _name(self, entity: int) -> _Named:
        named = self._named[entity]
        if named is None:
            id_ = self._columns.entity_ids[entity]
            content = revive(Content, {"entity": id_, "value": None, "claim": None}, _CONTENT)
            named = self._named[entity] = (id_, self._columns.entity_names[entity], content)
        return named

    def _read(self, number: int) -> Claim:
        columns = self._columns
        subject_, object_, kind, date, speaker, template_, support, row = [each[number] for each in self._each]
        subject, valid = self._name(subject_), columns.texts[date]
        extra = self._read_extra(number) if self._extra else _NOTHING
        if object_ == columns.entity_count:
            content, name = extra["object"], None
        else:
            _, name, content = self._name(object_)
        template = self._templates[template_]
        if template is None:
            template = self._templates[template_] = columns.templates[template_]
        fields = {
            **_build_fields(columns.kinds[kind]),
            "id": columns.claim_ids[number],
            "statement": fill_template(template, subject[1], name, valid),
            "subject": subject[0],
            "object": content,
            "qualifiers": extra.get("qualifiers", ()),
            "valid": valid,
            "speaker": self._name(speaker)[0],
            "deprecated_because": extra.get("deprecated_because"),
            "evidence": self._read_evidence(number, support, row, extra.get("readings")),
        }
        claim: Claim = revive(Claim, fields, _CLAIM)
        return claim

    def _read_extra(self, number: int) -> dict[str, Any]:
        rows = self._columns.rows_of("extra.claim", number)
        return _parse_extra(self._columns.extras[rows[0]]) if rows else _NOTHING

    def _read_evidence(self, number: int, code: int, row: int, readings: list[_Reading] | None) -> tuple[Evidence, ...]:
        support = self._columns.supports[code]
        cites = self._cites.get(code)
        if cites is None:
            cites = self._cites[code] = _build_cites(support)
        if readings is None:
            digest = self._passages[_DIGEST_BYTES * number : _DIGEST_BYTES * (number + 1)].hex()
            readings = [(row or None, None, None, digest)]
        return tuple(map(_build_evidence, support, cites, readings))


_NOTHING: dict[str, Any] = {}


def _build_fields(kind: Kind) -> dict[str, Any]:
    """Return the fields of a claim, in their order, those filled in that its kind tells."""
    told = {**kind._asdict(), "qualifiers": ()}
    return {name: told.get(name) for name in Claim.model_fields}


def _build_bases(support: Support) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return the fields of the evidence and of its locator, as far as all claims share them; None for several."""
    if len(support) != 1:
        return None
    (passage,), (cites,) = support, _build_cites(support)
    empty = dict.fromkeys(Locator.model_fields)
    locator = {**empty, "paragraph": passage.paragraph, "sentence": passage.sentence}
    return {"source": passage.source, "locator": None, "digest": None, "cites": cites}, locator


def _build_cites(support: Support) -> tuple[tuple[Cite, ...], ...]:
    return tuple(
        tuple(Cite.model_validate({"id": id_, "signal": signal}) for id_, signal in passage.cites)
        for passage in support
    )


def _build_evidence(passage: Passage, cites: tuple[Cite, ...], reading: _Reading) -> Evidence:
    row, url, retrieved, digest = reading
    place = {"paragraph": passage.paragraph, "sentence": passage.sentence}
    locator = {**place, "row": row, "url": url, "retrieved": retrieved}
    fields = {
        "source": passage.source,
        "locator": revive(Locator, locator, _LOCATOR),
        "digest": digest,
        "cites": cites,
    }
    evidence: Evidence = revive(Evidence, fields, _EVIDENCE)
    return evidence


def _parse_extra(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    if "object" in found:
        found["object"] = Content.model_validate(found["object"])
    if "qualifiers" in found:
        found["qualifiers"] = tuple(map(Qualifier.model_validate, found["qualifiers"]))
    if "readings" in found:
        found["readings"] = [
            (row, url, None if moment is None else datetime.fromisoformat(moment), digest)
            for row, url, moment, digest in found["readings"]
        ]
    return found
