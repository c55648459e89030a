"""Check each claim against the entities, the sources and the words of its dataset, and against other claims."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kgraph.loading.checks import dangling_id, unknown_word
from kgraph.loading.findings import Finding, Findings
from kgraph.loading.known import Known
from kgraph.loading.passages import Difference, PassageIndex
from kgraph.loading.references import Reference, References
from kgraph.loading.text_index import TextIndex
from kgraph.records import Claim, Content
from kgraph.records.vocabulary import ANY_TYPE, CLAIM_OBJECT, VALUE_OBJECT

_FILE = "relations"


class ClaimChecks:
    """Takes claims one by one; what they refer to among themselves is looked at when all have been seen."""

    def __init__(self, known: Known, ids: TextIndex) -> None:
        self.findings = Findings()
        self.passage_findings = Findings()
        self.circle_findings = Findings()
        self._known = known
        self._ids = ids
        self._passages = PassageIndex()
        self._references = References()
        self._predicate_by_id = known.vocabulary.predicate_by_id if known.vocabulary else {}
        self._entities, self._sources, self._types = known.entities, known.sources, known.types
        self._predicates, self._topics = known.words["predicates"], known.words["topics"]
        self._roles, self._units = known.words["roles"], known.words["units"]

    def check(self, claim: Claim, handle: int) -> bool:
        """Report what is wrong with a claim; `handle` is that of its id. Tell whether all claims so far are well."""
        self._check_references(claim)
        self._check_words(claim)
        self._check_types(claim)
        self._check_rank(claim)
        for number, evidence in enumerate(claim.evidence):
            difference = self._passages.compare(evidence, handle)
            if difference is not None:
                self._report_passage(claim, number, difference)
        return not self.findings.count and not self.passage_findings.count

    def finish(self, *, is_whole: bool) -> None:
        """Report the references to claims that are none, if all claims could be read, and the circles."""
        if is_whole:
            for each in self._references:
                if each.target not in self._ids:
                    finding = dangling_id(_FILE, each.claim, each.field, each.target, "relations", self._ids)
                    self.findings.add(finding, each.order)
        for first, circle in self._references.iter_circles():
            message = f"claims refer to one another in a circle: {circle}"
            self.circle_findings.add(Finding(_FILE, first.claim, first.field, first.target, message))

    def _check_references(self, claim: Claim) -> None:
        entities, sources = self._entities, self._sources
        if claim.subject not in entities:
            self._report_dangling(claim, "subject", claim.subject, "entities", entities)
        if claim.speaker not in entities:
            self._report_dangling(claim, "speaker", claim.speaker, "entities", entities)
        self._check_content(claim, "object", claim.object)
        for number, qualifier in enumerate(claim.qualifiers):
            self._check_content(claim, f"qualifiers.{number}", qualifier)
        for number, evidence in enumerate(claim.evidence):
            if evidence.source not in sources:
                self._report_dangling(claim, f"evidence.{number}.source", evidence.source, "sources", sources)
            for cite_number, cite in enumerate(evidence.cites):
                if cite.id not in sources:
                    field = f"evidence.{number}.cites.{cite_number}.id"
                    self._report_dangling(claim, field, cite.id, "sources", sources)

    def _check_content(self, claim: Claim, place: str, content: Content) -> None:
        if content.entity is not None:
            if content.entity not in self._entities:
                self._report_dangling(claim, f"{place}.entity", content.entity, "entities", self._entities)
        elif content.claim is not None:
            order = self.findings.next_order()
            self._references.add(Reference(claim.id, f"{place}.claim", content.claim, order))

    def _check_words(self, claim: Claim) -> None:
        if claim.predicate not in self._predicates:
            self._report_word(claim, "predicate", claim.predicate, "predicates")
        for number, topic in enumerate(claim.topics):
            if topic not in self._topics:
                self._report_word(claim, f"topics.{number}", topic, "topics")
        for number, qualifier in enumerate(claim.qualifiers):
            if qualifier.role not in self._roles:
                self._report_word(claim, f"qualifiers.{number}.role", qualifier.role, "roles")
        self._check_unit(claim, "object", claim.object)
        for number, qualifier in enumerate(claim.qualifiers):
            self._check_unit(claim, f"qualifiers.{number}", qualifier)

    def _check_unit(self, claim: Claim, place: str, content: Content) -> None:
        if content.value is not None and content.value.unit is not None and content.value.unit not in self._units:
            self._report_word(claim, f"{place}.value.unit", content.value.unit, "units")

    def _check_types(self, claim: Claim) -> None:
        predicate = self._predicate_by_id.get(claim.predicate)
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
            self.findings.add(Finding(_FILE, claim.id, "object", None, message))

    def _check_type(self, claim: Claim, place: str, id_: str, allowed: Sequence[str]) -> None:
        if ANY_TYPE in allowed:
            return
        type_ = self._types.get(id_)
        if type_ is not None and type_ not in allowed:
            message = f"the predicate {claim.predicate} takes {', '.join(allowed)} here, not {type_}"
            self.findings.add(Finding(_FILE, claim.id, place, id_, message))

    def _check_rank(self, claim: Claim) -> None:
        because = claim.deprecated_because
        if (claim.rank == "deprecated") != (because is not None):
            message = (
                "is needed: a claim of the rank deprecated says why it was withdrawn"
                if because is None
                else f"is for claims of the rank deprecated, not {claim.rank}"
            )
            self.findings.add(Finding(_FILE, claim.id, "deprecated_because", because, message))

    def _report_dangling(self, claim: Claim, field: str, id_: str, target: str, known: Collection[str]) -> None:
        self.findings.add(dangling_id(_FILE, claim.id, field, id_, target, known))

    def _report_word(self, claim: Claim, field: str, word: str, list_name: str) -> None:
        self.findings.add(unknown_word(_FILE, claim.id, field, word, list_name, self._known.words[list_name]))

    def _report_passage(self, claim: Claim, number: int, difference: Difference) -> None:
        first, place = self._ids.text_at(difference.first_claim), f"evidence.{number}"
        if difference.in_digest:
            message = f"differs from the digest of the same passage in {first}"
            digest = claim.evidence[number].digest
            self.passage_findings.add(Finding(_FILE, claim.id, f"{place}.digest", digest, message))
        if difference.in_cites:
            message = f"differ from the citations of the same passage in {first}"
            self.passage_findings.add(Finding(_FILE, claim.id, f"{place}.cites", None, message))
