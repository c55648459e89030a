"""Check the records of a dataset against one another: ids, words, citations, passages, claim references."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import networkx as nx

from kgraph.loading.problems import Problems, show_value
from kgraph.loading.read import INFO_FILE, VOCABULARY_FILE
from kgraph.loading.validate import Draft
from kgraph.names import name_key
from kgraph.records import Claim, Content, Vocabulary
from kgraph.records.vocabulary import ANY_TYPE, CLAIM_OBJECT, VALUE_OBJECT

_RESERVED_TYPES = {ANY_TYPE, CLAIM_OBJECT, VALUE_OBJECT}
_KINDS = {"entities": "entity", "relations": "claim", "sources": "source"}
# A circle of claim references is written out up to so many claims.
_SHOWN_CIRCLE = 10


def check_dataset(draft: Draft, problems: Problems) -> None:
    """Report everything that is wrong between the records of `draft`."""
    _Checks(draft, problems).run()


class _Checks:
    def __init__(self, draft: Draft, problems: Problems) -> None:
        self.draft = draft
        self.problems = problems
        self.predicates = draft.vocabulary.predicate_by_id if draft.vocabulary else {}

    def run(self) -> None:
        info = self.draft.info
        if info is not None and info.carrying_source is not None:
            self._check_reference(INFO_FILE, info.id, "carrying_source", "sources", info.carrying_source)
        if self.draft.vocabulary is not None:
            self._check_vocabulary(self.draft.vocabulary)
        for entity in self.draft.entities.values():
            self._check_word("entities", entity.id, "type", entity.type, "entity_types")
        self._check_names()
        for source in self.draft.sources.values():
            self._check_reference("sources", source.id, "outlet", "entities", source.outlet)
        for claim in self.draft.claims.values():
            self._check_references(claim)
            self._check_words(claim)
            self._check_types(claim)
        self._check_passages()
        self._check_circles()

    def _report(
        self,
        stem: str,
        record: str | None,
        field: str,
        value: str | None,
        message: str,
        nearest: Sequence[str] = (),
    ) -> None:
        if self.problems.is_full:
            self.problems.skip(1)
            return
        file = self.draft.file_names.get(stem, f"{stem}.json")
        shown = None if value is None else show_value(value)
        self.problems.add(file, message, record=record, field=field, value=shown, nearest=nearest)

    def _check_word(
        self, stem: str, record: str, field: str, word: str, list_name: str, also: Collection[str] = ()
    ) -> None:
        words = self.draft.words[list_name]
        if words is not None and word not in words and word not in also:
            nearest = self.problems.nearest(word, [*words, *also])
            self._report(stem, record, field, word, f"is none of the {list_name} of {VOCABULARY_FILE}.json", nearest)

    def _check_reference(self, stem: str, record: str, field: str, target: str, id_: str) -> None:
        known = self.draft.known_ids[target]
        if known is not None and id_ not in known:
            self._report(
                stem, record, field, id_, f"is the id of no {_KINDS[target]}", self.problems.nearest(id_, known)
            )

    def _check_vocabulary(self, vocabulary: Vocabulary) -> None:
        for list_name in Vocabulary.model_fields:
            seen: set[str] = set()
            for word in vocabulary.words(list_name):
                if word in seen:
                    self._report(VOCABULARY_FILE, word, f"{list_name}.id", word, "is given more than once")
                seen.add(word)
        for reserved in sorted(_RESERVED_TYPES & set(vocabulary.words("entity_types"))):
            self._report(VOCABULARY_FILE, reserved, "entity_types.id", reserved, "is a reserved word")
        for predicate in vocabulary.predicates:
            self._check_word(VOCABULARY_FILE, predicate.id, "predicates.topic", predicate.topic, "topics")
            for field, types, also in (
                ("subject_types", predicate.subject_types, {ANY_TYPE}),
                ("object_types", predicate.object_types, _RESERVED_TYPES),
            ):
                for type_ in types:
                    self._check_word(
                        VOCABULARY_FILE, predicate.id, f"predicates.{field}", type_, "entity_types", sorted(also)
                    )

    def _check_names(self) -> None:
        """An id never equals another entity's name, so that what is typed as an id is never a wrong hit."""
        owners: dict[str, set[str]] = {}
        for entity in self.draft.entities.values():
            for text in (entity.name, *(name.text for name in entity.names)):
                owners.setdefault(name_key(text), set()).add(entity.id)
        for entity in self.draft.entities.values():
            others = sorted(owners.get(name_key(entity.id), set()) - {entity.id})
            if others:
                self._report("entities", entity.id, "id", entity.id, f"is also a name of {', '.join(others)}")

    def _check_references(self, claim: Claim) -> None:
        references = [("subject", "entities", claim.subject), ("speaker", "entities", claim.speaker)]
        for place, content in _iter_contents(claim):
            if content.entity is not None:
                references.append((f"{place}.entity", "entities", content.entity))
            if content.claim is not None:
                references.append((f"{place}.claim", "relations", content.claim))
        for number, evidence in enumerate(claim.evidence):
            references.append((f"evidence.{number}.source", "sources", evidence.source))
            for cite_number, cite in enumerate(evidence.cites):
                references.append((f"evidence.{number}.cites.{cite_number}.id", "sources", cite.id))
        for field, target, id_ in references:
            self._check_reference("relations", claim.id, field, target, id_)

    def _check_words(self, claim: Claim) -> None:
        words = [("predicate", claim.predicate, "predicates")]
        words += [(f"topics.{number}", topic, "topics") for number, topic in enumerate(claim.topics)]
        words += [(f"qualifiers.{number}.role", part.role, "roles") for number, part in enumerate(claim.qualifiers)]
        for place, content in _iter_contents(claim):
            if content.value is not None and content.value.unit is not None:
                words.append((f"{place}.value.unit", content.value.unit, "units"))
        for field, word, list_name in words:
            self._check_word("relations", claim.id, field, word, list_name)

    def _check_types(self, claim: Claim) -> None:
        predicate = self.predicates.get(claim.predicate)
        if predicate is None:
            return
        self._check_type(claim, "subject", claim.subject, predicate.subject_types)
        allowed = predicate.object_types
        if claim.object.entity is not None:
            self._check_type(claim, "object.entity", claim.object.entity, allowed)
            return
        kind = VALUE_OBJECT if claim.object.value is not None else CLAIM_OBJECT
        if kind not in allowed:
            message = f"the predicate {claim.predicate} takes no {kind} as its object, only {', '.join(allowed)}"
            self._report("relations", claim.id, "object", None, message)

    def _check_type(self, claim: Claim, place: str, id_: str, allowed: Sequence[str]) -> None:
        entity = self.draft.entities.get(id_)
        if entity is not None and ANY_TYPE not in allowed and entity.type not in allowed:
            message = f"the predicate {claim.predicate} takes {', '.join(allowed)} here, not {entity.type}"
            self._report("relations", claim.id, place, id_, message)

    def _check_passages(self) -> None:
        """One passage has one digest and one set of citations, however many claims were read in it."""
        first: dict[tuple[str, str], tuple[str, str, tuple[object, ...]]] = {}
        for claim in self.draft.claims.values():
            for number, evidence in enumerate(claim.evidence):
                key = (evidence.source, evidence.locator.model_dump_json())
                other, digest, cites = first.setdefault(key, (claim.id, evidence.digest, evidence.cites))
                if digest != evidence.digest:
                    message = f"differs from the digest of the same passage in {other}"
                    self._report("relations", claim.id, f"evidence.{number}.digest", evidence.digest, message)
                if cites != evidence.cites:
                    message = f"differ from the citations of the same passage in {other}"
                    self._report("relations", claim.id, f"evidence.{number}.cites", None, message)

    def _check_circles(self) -> None:
        for circle in _iter_circles(self.draft.claims):
            shown = [*circle, circle[0]] if len(circle) <= _SHOWN_CIRCLE else [*circle[:_SHOWN_CIRCLE], "…"]
            message = f"claims refer to one another in a circle: {' → '.join(shown)}"
            place, target = _find_reference(self.draft.claims[circle[0]], circle[1 % len(circle)])
            self._report("relations", circle[0], f"{place}.claim", target, message)


def _iter_contents(claim: Claim) -> Iterator[tuple[str, Content]]:
    yield "object", claim.object
    for number, qualifier in enumerate(claim.qualifiers):
        yield f"qualifiers.{number}", qualifier


def _find_reference(claim: Claim, target: str) -> tuple[str, str]:
    return next((place, target) for place, content in _iter_contents(claim) if content.claim == target)


def _iter_circles(claims: dict[str, Claim]) -> Iterator[list[str]]:
    """Yield one circle of claim references for each knot of claims that has any, from its smallest id on."""
    references: nx.DiGraph[str] = nx.DiGraph()
    for claim in claims.values():
        references.add_edges_from((claim.id, target) for target in claim.references if target in claims)
    for knot in sorted(map(sorted, nx.strongly_connected_components(references))):
        if len(knot) > 1 or references.has_edge(knot[0], knot[0]):
            circle = [start for start, _ in nx.find_cycle(references.subgraph(knot), knot[0])]
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]
