"""From claims to links between things, or to notes that name them.

Whatever draws a link of FollowTheMoney shows it as a fact, with what it is called at most. So only what somebody says
is so, was so, is meant to be or is charged becomes a link, and all that holds back stands in front of what it is
called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kgraph.exports.citing import cite_claim
from kgraph.exports.export_set import ClaimBatch
from kgraph.exports.followthemoney.ids import IdSpace
from kgraph.exports.followthemoney.schemata import UNKNOWN_LINK, LinkSchema, SchemaTable
from kgraph.exports.followthemoney.things import Properties
from kgraph.exports.followthemoney.values import (
    MAX_STRING_CHARACTERS,
    clean_text,
    clean_texts,
    clean_url,
    find_moment,
    find_period,
)
from kgraph.graph import iter_edges, makes_ties
from kgraph.graph.edges import OBJECT_ROLE, Edge
from kgraph.records import Claim, Content, Value, Vocabulary
from kgraph.records.vocabulary import Status
from kgraph.stores.facts import topics_of

# It is so, or was: such a tie has the schema that means it, and its dates.
CERTAIN: frozenset[Status] = frozenset({"occurred", "ongoing", "ended"})
# Somebody means it to be, or charges another with it: an `UnknownLink` that says so before all else.
INTENDED: frozenset[Status] = frozenset({"planned", "promised", "announced", "alleged"})
# The others are feared, expected or conceivable: a note.
LINKED = CERTAIN | INTENDED


def is_linked(claim: Claim) -> bool:
    """Tell whether what a claim ties is linked: it is affirmed, not withdrawn, and not merely feared or conceivable."""
    return makes_ties(claim) and claim.status in LINKED


class ClaimWriter:
    """Makes links and notes of the claims of one dataset."""

    def __init__(self, ids: IdSpace, schemata: SchemaTable, vocabulary: Vocabulary) -> None:
        self.ids = ids
        self.schemata = schemata
        self.vocabulary = vocabulary
        self._role_labels = {role.id: role.label for role in vocabulary.roles}

    def iter_records(self, batch: ClaimBatch, claim: Claim) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the links of a claim, each as `link` with its record; if there is none, its `note`."""
        edges = list(iter_edges(claim, self.vocabulary)) if is_linked(claim) else []
        evidence = self._build_evidence(batch, claim)
        for edge in edges:
            yield "link", self._build_link(batch, claim, edge, evidence)
        if not edges:
            yield "note", self._build_note(batch, claim, evidence)

    def _build_link(self, batch: ClaimBatch, claim: Claim, edge: Edge, evidence: Properties) -> dict[str, Any]:
        is_disputed = claim.id in batch.contested_by
        is_certain = claim.status in CERTAIN and claim.hedge is None and not is_disputed
        link, name = UNKNOWN_LINK, None
        if is_certain and edge.role == OBJECT_ROLE:
            ends = batch.entities[edge.subject].type, batch.entities[edge.target].type
            link, name = self.schemata.of_tie(claim.predicate, *ends)
        properties: Properties = {
            link.source: [self.ids.of_record("entity", edge.subject)],
            link.target: [self.ids.of_record("entity", edge.target)],
        }
        label = self._name_tie(claim, edge, is_disputed=is_disputed)
        names = [label] if link is UNKNOWN_LINK else _find_names(claim, link) or ([name] if name else [])
        if link.named_by is not None and names:
            properties[link.named_by] = clean_texts(names, MAX_STRING_CHARACTERS)
        if link.has_status:
            marks = _list_marks(claim, is_disputed=is_disputed, all_of_them=True)
            properties["status"] = clean_texts([", ".join(marks)], MAX_STRING_CHARACTERS)
        if is_certain and claim.valid is not None:
            properties |= find_period(claim.valid)
        properties["description"] = clean_texts([claim.statement])
        properties["recordId"] = [claim.id]
        caption = clean_text(names[0] if names else label, MAX_STRING_CHARACTERS)
        return {
            "id": self.ids.of_record("link", edge.key),
            "caption": caption,
            "schema": link.name,
            "properties": properties | evidence,
        }

    def _build_note(self, batch: ClaimBatch, claim: Claim, evidence: Properties) -> dict[str, Any]:
        marks = _list_marks(claim, is_disputed=claim.id in batch.contested_by)
        text = clean_text(f"{claim.statement} [{', '.join(marks)}]" if marks else claim.statement)
        named = [claim.subject, *(each.entity for each in claim.contents if each.entity is not None)]
        keywords = ("claim", *marks, *topics_of(claim, self.vocabulary))
        properties: Properties = {
            "description": [text],
            "entity": [self.ids.of_record("entity", id_) for id_ in dict.fromkeys(named)],
            "keywords": clean_texts(keywords, MAX_STRING_CHARACTERS),
        }
        id_ = self.ids.of_record("claim", claim.id)
        return {"id": id_, "caption": text, "schema": "Note", "properties": properties | evidence}

    def _name_tie(self, claim: Claim, edge: Edge, *, is_disputed: bool) -> str:
        """Return what a tie is called: whatever holds back first, since what is too long is cut at its end."""
        name = self.vocabulary.predicate_by_id[claim.predicate].label
        if edge.role != OBJECT_ROLE:
            name = f"{name} …, {self._role_labels[edge.role]}"
        marks = ", ".join(_list_marks(claim, is_disputed=is_disputed))
        return f"{marks}: {name}" if marks else name

    def _build_evidence(self, batch: ClaimBatch, claim: Claim) -> Properties:
        """Return where a claim was read, and what its sentence leaves open, in properties of links and notes alike."""
        carrying = list(dict.fromkeys(evidence.source for evidence in claim.evidence))
        locators = [evidence.locator for evidence in claim.evidence]
        urls = (clean_url(locator.url) for locator in locators if locator.url is not None)
        moments = (find_moment(locator.retrieved) for locator in locators if locator.retrieved is not None)
        outlets = (batch.entities[batch.sources[id_].outlet].name for id_ in carrying)
        return {
            "summary": clean_texts([*cite_claim(batch, claim), *self._iter_particulars(batch, claim)]),
            "proof": [self.ids.of_record("source", id_) for id_ in carrying],
            "publisher": clean_texts(outlets, MAX_STRING_CHARACTERS),
            "sourceUrl": list(dict.fromkeys(url for url in urls if url is not None)),
            "retrievedAt": list(dict.fromkeys(moment for moment in moments if moment is not None)),
        }

    def _iter_particulars(self, batch: ClaimBatch, claim: Claim) -> Iterator[str]:
        predicate = self.vocabulary.predicate_by_id[claim.predicate]
        contested = batch.contested_by.get(claim.id, ())
        parts = (
            f"Said by {batch.entities[claim.speaker].name}",
            ", ".join(_list_marks(claim, is_disputed=bool(contested), all_of_them=True)),
            claim.basis,
            f"holds {claim.valid} (EDTF)" if claim.valid is not None else "time not given",
            f"predicate {claim.predicate}",
            f"topics {', '.join(topics_of(claim, self.vocabulary))}",
            "preferred" if claim.rank == "preferred" else "",
            f"withdrawn because: {claim.deprecated_because}" if claim.deprecated_because is not None else "",
        )
        yield "; ".join(part for part in parts if part)
        for id_ in contested:
            yield f"Contradicted by claim {id_}"
        if claim.object.entity is None:
            yield f"{predicate.label}: {_show_content(batch, claim.object)}"
        for each in claim.qualifiers:
            yield f"{self._role_labels[each.role]}: {_show_content(batch, each)}"


def _list_marks(claim: Claim, *, is_disputed: bool, all_of_them: bool = False) -> list[str]:
    """Return the words for what keeps a claim from being a plain fact; all of its words if that is asked for."""
    marks = ["disputed"] if is_disputed else []
    if claim.polarity != "affirmed":
        marks.append(claim.polarity)
    if claim.rank == "deprecated":
        marks.append("withdrawn")
    if all_of_them or claim.status not in CERTAIN:
        marks.append(claim.status)
    if claim.hedge is not None:
        marks.append(f"hedged “{claim.hedge}”")
    return marks


def _find_names(claim: Claim, link: LinkSchema) -> list[str]:
    """Return what a tie is called in the words of the FollowTheMoney record that it came from."""
    texts = (each.value.text for each in claim.qualifiers if each.role == link.named_by and each.value is not None)
    return [text for text in texts if text is not None]


def _show_content(batch: ClaimBatch, content: Content) -> str:
    if content.entity is not None:
        return f"{batch.entities[content.entity].name} ({content.entity})"
    if content.claim is not None:
        return f"claim {content.claim}, “{batch.referred[content.claim].statement}”"
    return _show_value(content.value) if content.value is not None else ""


def _show_value(value: Value) -> str:
    """Return the words of a value, and the amount exactly as it is held."""
    if value.amount is None:
        return value.text or ""
    modifier = "" if value.modifier in (None, "exact") else f"{str(value.modifier).replace('_', ' ')} "
    amount = f"{modifier}{value.amount:f}{f' {value.unit}' if value.unit else ''}"
    return f"{value.text} ({amount})" if value.text is not None else amount
