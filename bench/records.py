"""A claim as somebody would be shown it: with names for numbers, a statement, and its evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from bench.events import Events

SOURCE = "events"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The row that a claim was read in, counted from 1, and the digest of its text."""

    source: str
    row: int
    digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """A claim in full; `id` is made of its content, `date` is written YYYY-MM-DD."""

    id: str
    statement: str
    subject: str
    predicate: str
    object: str
    date: str
    evidence: Evidence


def build_record(subject: str, predicate: str, object: str, day: int, row: int) -> Record:
    """Return the record of a claim; what peers do that hold no records of their own."""
    written = date.fromordinal(day).isoformat()
    digest = hashlib.sha256(f"{subject}\t{predicate}\t{object}\t{written}".encode()).hexdigest()
    return Record(
        id=digest[:16],
        statement=f"{subject}: {predicate} ({object}), {written}.",
        subject=subject,
        predicate=predicate,
        object=object,
        date=written,
        evidence=Evidence(SOURCE, row, digest),
    )


def build_record_of(events: Events, claim: int) -> Record:
    """Return the record of the claim with this number."""
    return build_record(
        events.names[events.subjects[claim]],
        events.predicate_names[events.predicates[claim]],
        events.names[events.objects[claim]],
        events.days[claim],
        events.rows[claim],
    )
