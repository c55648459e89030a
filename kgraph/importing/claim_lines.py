"""Claims as lines of canonical JSON, made by filling in what differs from row to row.

A row has few words of its own: two names, a date, a number and a digest. All else is the same in all claims of one
predicate, so that a pattern per predicate takes a tenth of the time of a model per row. The first line of every
pattern is checked with the model.
"""

from __future__ import annotations

import hashlib
import json
from itertools import chain
from typing import Any, NamedTuple

from kgraph.importing.mapping import ClaimsSpec
from kgraph.importing.predicates import TablePredicate
from kgraph.importing.row_parser import ClaimWords
from kgraph.importing.writer import canonical_line
from kgraph.records import Claim, Entity

# Two of a thousand million claims share 16 figures with a chance of one in forty; the writer refuses them then.
ID_FIGURES = 16


class NamedEntity(NamedTuple):
    """An entity in the forms that lines are made of: its id, and its name as it stands inside of a JSON text."""

    id: str
    name: str


def name_entity(entity: Entity) -> NamedEntity:
    """Return the forms of an entity that lines are made of."""
    return NamedEntity(entity.id, _escape(entity.name))


class ClaimPattern:
    """Makes the lines of all claims that have the same words."""

    def __init__(
        self,
        spec: ClaimsSpec,
        words: ClaimWords,
        table: TablePredicate,
        speaker: Entity,
        source: str,
        *,
        dated: bool,
    ) -> None:
        self._prefix = f"{spec.id_prefix}-"
        self._is_checked = False
        shared = {
            "basis": spec.basis,
            "hedge": words.hedge,
            "polarity": spec.polarity,
            "predicate": table.predicate.id,
            "status": words.status,
            "topics": words.topics,
        }
        holes = {
            "digest": '"{digest}"',
            "row": "{row}",
            "id": '"{id}"',
            "object": '"{object}"',
            "statement": f'"{_build_statement(table, speaker, dated=dated)}"',
            "subject": '"{subject}"',
            "valid": '"{date}"' if dated else "null",
        }
        content = {"object": "\0object", "speaker": speaker.name, "subject": "\0subject", "valid": "\0valid"}
        self._content = _build_pattern({**shared, **content}, holes)
        record = {
            "evidence": [{"cites": [], "digest": "\0digest", "locator": {"row": "\0row"}, "source": source}],
            "id": "\0id",
            "object": {"entity": "\0object"},
            "qualifiers": [],
            "rank": "normal",
            "speaker": speaker.id,
            "statement": "\0statement",
            "subject": "\0subject",
            "valid": "\0valid",
        }
        self._line = _build_pattern({**shared, **record}, holes)

    def make(
        self, subject: NamedEntity, object: NamedEntity, date: str | None, row: int, digest: str
    ) -> tuple[str, str]:
        """Return the id of a claim and its line.

        The id is the prefix, a hyphen and the first 16 hexadecimal digits of the SHA-256 of what is said, without
        where: an object in canonical JSON with the members basis, hedge, object, polarity, predicate, speaker, status,
        subject, topics and valid; subject, object and speaker are the names of the entities.
        """
        content = self._content.format(subject=subject.name, object=object.name, date=date)
        id_ = self._prefix + hashlib.sha256(content.encode()).hexdigest()[:ID_FIGURES]
        line = self._line.format(
            digest=digest,
            row=row,
            id=id_,
            object=object.id,
            subject=subject.id,
            subject_name=subject.name,
            object_name=object.name,
            date=date,
        )
        if not self._is_checked:
            self._check(line)
        return id_, line

    def _check(self, line: str) -> None:
        if canonical_line(Claim.model_validate_json(line)) != line:
            raise ValueError(f"a line is not the canonical form of its claim: {line}")
        self._is_checked = True


def _build_statement(table: TablePredicate, speaker: Entity, *, dated: bool) -> str:
    """Return the statement as a format string, escaped for the inside of a JSON text."""
    template = table.template if dated or table.undated is None else table.undated
    values = {
        "subject": "{subject_name}",
        "object": "{object_name}",
        "date": "{date}",
        "predicate": _brace(_escape(table.predicate.label)),
        "speaker": _brace(_escape(speaker.name)),
    }
    texts = [_brace(_escape(text)) for text in template.texts]
    return "".join(chain(*zip(texts, [*(values[word] for word in template.placeholders), ""], strict=True)))


def _build_pattern(record: dict[str, Any], holes: dict[str, str]) -> str:
    """Return canonical JSON as a format string, in which the texts that begin with NUL are replaced."""
    text = _brace(json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
    for name, hole in holes.items():
        text = text.replace(f'"\\u0000{name}"', hole)
    return text


def _escape(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _brace(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
