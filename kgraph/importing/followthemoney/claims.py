"""From records to claims: what links things, and what things say of one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kgraph.importing.followthemoney.dates import find_validity
from kgraph.importing.followthemoney.index import Thing
from kgraph.importing.followthemoney.marks import NO_MARKS, Marks, read_marks
from kgraph.importing.followthemoney.provenance import INSTITUTION_TYPE, Provenance, read_pages
from kgraph.importing.followthemoney.qualifiers import build_qualifiers
from kgraph.importing.followthemoney.records import MAX_TEXT_CHARACTERS, FtmRecord, Refusal, cut, make_id
from kgraph.importing.followthemoney.schemata import Model, Relation, RoleSpec
from kgraph.importing.followthemoney.statements import write_statement
from kgraph.importing.followthemoney.vocabulary import UsedWords
from kgraph.importing.row_parser import Flaw
from kgraph.names import name_key
from kgraph.records import Claim, Content, Evidence, Qualifier, Value
from kgraph.records.vocabulary import VALUE_OBJECT

CLAIM_PREFIX = "ftm"


@dataclass(slots=True)
class BuiltClaims:
    """The claims of a record, and what could not be used of it. `dangling` counts the references that lead nowhere."""

    claims: list[Claim] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    dangling: int = 0

    def add_dangling(self, name: str, id: str) -> None:
        """Note a reference to a thing that the file does not hold, or that could not be used itself."""
        message = "is the id of no thing in this file that can be used"
        self.flaws.append(Flaw(f"properties.{name}", id, message))
        self.dangling += 1


@dataclass(frozen=True, slots=True)
class _End:
    """A subject or an object: what stands in the claim, what it is called, and its type (`value` for a value)."""

    content: Content
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all claims of a record share."""

    speaker: str
    evidence: tuple[Evidence, ...]
    valid: str | None = None
    marks: Marks = NO_MARKS
    qualifiers: tuple[tuple[RoleSpec, Qualifier], ...] = ()


class ClaimBuilder:
    """Makes the claims of records, and notes the words that they use."""

    def __init__(self, model: Model, things: dict[str, Thing], provenance: Provenance, words: UsedWords) -> None:
        self._model = model
        self._things = things
        self._provenance = provenance
        self._words = words

    def build_link(self, record: FtmRecord) -> BuiltClaims:
        """Return the claims of a record that links things: one for each pair of a source and a target.

        Raises:
            Refusal: nothing of it can be used: an end is not named, a date cannot be read.
        """
        relation = record.schema.link
        if relation is None or relation.source is None:
            raise ValueError(f"{record.schema.name} links nothing")
        built = BuiltClaims()
        subjects = list(self._iter_ends(record, relation.source, built))
        if not record.ids(relation.source):
            raise Refusal(
                f"is missing: a record of the schema {record.schema.name} names it",
                field=f"properties.{relation.source}",
            )
        valid, pages = find_validity(record), read_pages(record)
        objects = list(self._iter_objects(record, relation, built))
        marks = read_marks(record.texts("status"))
        skipped = {relation.source, relation.target} | ({"status"} if marks.is_whole else set())
        qualifiers = build_qualifiers(record, self._model.roles, self._things, skipped, built.add_dangling)
        if subjects and objects:
            speaker = self._provenance.find_speaker(record)
            evidence = self._provenance.build_evidence(record, speaker, pages)
            shared = _Shared(speaker, evidence, valid, marks, tuple(qualifiers))
            built.claims = [
                self._build(relation, subject, object_, shared) for subject in subjects for object_ in objects
            ]
        return built

    def build_references(self, record: FtmRecord) -> BuiltClaims:
        """Return the claims of a thing that names others: its address, its parent, its operator.

        Raises:
            Refusal: none of them can be used.
        """
        built = BuiltClaims()
        named = [relation for relation in record.schema.references if relation.target in record.properties]
        pairs = [
            (relation, end)
            for relation in named
            if relation.target is not None
            for end in self._iter_ends(record, relation.target, built)
        ]
        if pairs:
            thing = self._things[record.id]
            subject = _to_end(thing)
            # The dates of what is bounded in time itself, such as an event, are those of its ties.
            valid = find_validity(record) if "Interval" in record.schema.ancestors else None
            pages = read_pages(record)
            speaker = self._provenance.find_speaker(record)
            shared = _Shared(speaker, self._provenance.build_evidence(record, speaker, pages), valid)
            built.claims = [self._build(relation, subject, object_, shared) for relation, object_ in pairs]
        return built

    def _iter_ends(self, record: FtmRecord, name: str, built: BuiltClaims) -> Iterator[_End]:
        for id_ in record.ids(name):
            thing = self._things.get(id_)
            if thing is None:
                built.add_dangling(name, id_)
            else:
                yield _to_end(thing)

    def _iter_objects(self, record: FtmRecord, relation: Relation, built: BuiltClaims) -> Iterator[_End]:
        if relation.target is not None:
            if relation.named:
                names = [name for name in record.texts(relation.target) if name_key(name)]
                for name in names:
                    institution = self._provenance.get_institution(name)
                    yield _End(Content(entity=institution), cut(name, 200), INSTITUTION_TYPE)
                if names:
                    return
            elif record.ids(relation.target):
                yield from self._iter_ends(record, relation.target, built)
                return
        texts = (text for name in relation.value for text in record.texts(name))
        text = next(texts, relation.nothing)
        if text is None:
            wanted = relation.target or relation.value[0]
            raise Refusal(
                f"is missing: a record of the schema {record.schema.name} names it", field=f"properties.{wanted}"
            )
        yield _End(Content(value=Value(text=cut(text, MAX_TEXT_CHARACTERS))), cut(text, 200), VALUE_OBJECT)

    def _build(self, relation: Relation, subject: _End, object: _End, shared: _Shared) -> Claim:
        self._words.add_relation(relation, subject.type, object.type)
        for role, qualifier in shared.qualifiers:
            self._words.add_qualifier(role, qualifier)
        qualifiers = tuple(qualifier for _, qualifier in shared.qualifiers)
        hedge = relation.hedge or shared.marks.hedge
        content = [
            subject.content.entity,
            relation.predicate,
            object.content.model_dump(mode="json"),
            [qualifier.model_dump(mode="json") for qualifier in qualifiers],
            shared.valid,
            shared.marks.status,
            hedge,
            shared.speaker,
        ]
        return Claim(
            id=make_id(CLAIM_PREFIX, *content),
            statement=write_statement(
                relation,
                subject.name,
                object.name,
                is_value=object.type == VALUE_OBJECT,
                qualifiers=shared.qualifiers,
                valid=shared.valid,
            ),
            subject=subject.content.entity or "",
            predicate=relation.predicate,
            object=object.content,
            qualifiers=qualifiers,
            valid=shared.valid,
            status=shared.marks.status,
            polarity="affirmed",
            hedge=hedge,
            speaker=shared.speaker,
            basis="stated",
            evidence=shared.evidence,
        )


def _to_end(thing: Thing) -> _End:
    return _End(Content(entity=thing.entity), thing.name, thing.type)
