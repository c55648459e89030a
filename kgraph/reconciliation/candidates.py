"""Which entities the cells of a table may mean, how well they fit, and which of them are certain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kgraph.answers.views import EntityHit, EntityView, LookupResult
from kgraph.errors import InvalidParameter
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.reconciliation.agreement import Agreement, get_entities, look_up, names_itself
from kgraph.reconciliation.answers import Candidate, Feature, ReconciliationResult, ReconciliationResults, TypeRef
from kgraph.reconciliation.properties import build_properties
from kgraph.reconciliation.questions import Question, read_questions, to_name

# What a name is worth. Certain: the lookup found this entity, and it alone.
CERTAIN_SCORES = {"id": 100.0, "merged": 100.0, "exact": 100.0, "normalised": 98.0, "transliteration": 95.0}
# It alone bears the name, but as a metonym or a description, and its type was not asked for: it may not be meant.
LOOSE_SCORE = 85.0
# Several entities bear it: all of them alike, whatever the spelling.
NAMESAKE_SCORE = 80.0
# One or more others bear it more exactly, or as their id.
WEAKER_SCORE = 70.0
UNCERTAIN_SCORES = {"prefix": 60.0, "words": 50.0, "typo": 30.0}
# Nobody named it: its properties alone are what was asked for.
NAMELESS_SCORE = 50.0
# What is left of a score where the type is another one than should be, or no property agrees.
_OTHER_TYPE = 0.5
_NO_AGREEMENT = 0.5


@dataclass(frozen=True, slots=True)
class _Fit:
    """An entity that the name of a query fits, and how well."""

    id: str
    score: float
    is_certain: bool = False


def reconcile(kg: KnowledgeGraph, queries: Any) -> ReconciliationResults:
    """Return the candidates of each query of a batch, as it came from JSON, best first.

    `match` holds only where a lookup finds exactly this entity by the whole name or id, its type is one that is asked
    for, and every property that is given agrees. A name that several entities bear matches none of them, nor does
    a misspelt one; a metonym or a description matches only where the type of what bears it is asked for. Of equal
    scores, the order is that of a search.

    Raises:
        UnknownWord: a property that there is not; its parameter points at it (RFC 6901).
        InvalidParameter: whatever else is no batch of 1 to 500 queries.

    >>> import kgraph
    >>> results = reconcile(kgraph.open(), {"a": {"query": "Тоқаев"}, "b": {"query": "Nazarbayev"}}).root
    >>> [(each.id, each.score, each.match) for each in results["a"].result][:2]
    [('kassym-jomart-tokayev', 100.0, True), ('tokayev-legitimacy-struggle', 60.0, False)]
    >>> [(each.id, each.score, each.match) for each in results["b"].result][:2]
    [('bolat-nazarbayev', 80.0, False), ('nursultan-nazarbayev', 80.0, False)]
    """
    schema = kg.schema()
    questions = read_questions(queries, schema, build_properties(schema))
    found = look_up(kg, (question.text for question in questions.values() if question.text))
    agreement = Agreement(kg, questions.values())
    fits = {key: _find(kg, question, found, agreement) for key, question in questions.items()}
    entities = get_entities(kg, (fit.id for each in fits.values() for fit in each))
    results = {}
    for key, question in questions.items():
        candidates = [_weigh(question, fit, entities[fit.id], agreement) for fit in fits[key]]
        candidates.sort(key=lambda candidate: -candidate.score)
        results[key] = ReconciliationResult(result=tuple(candidates[: question.limit]))
    return ReconciliationResults(results)


def to_type(type_: str) -> TypeRef:
    """Return a type with a name that people can read.

    >>> to_type("security-force").name
    'security force'
    """
    return TypeRef(id=type_, name=type_.replace("-", " ").replace("_", " "))


def describe(entity: EntityView) -> str:
    """Return what the dataset says an entity is, as what it is: words of the dataset, which no evidence stands beside.

    >>> import kgraph
    >>> describe(kgraph.open().entity("new-khorgos-company"))[:39]
    "In the dataset's own words: The company"
    """
    return f"In the dataset's own words: {entity.description}"


def _find(kg: KnowledgeGraph, question: Question, found: dict[str, LookupResult], agreement: Agreement) -> list[_Fit]:
    if question.text is None:
        return _find_nameless(kg, question, agreement)
    if not question.text or found[question.text].removed_because is not None:
        return []
    return _find_named(kg, question, question.text, found[question.text])


def _find_named(kg: KnowledgeGraph, question: Question, text: str, looked_up: LookupResult) -> list[_Fit]:
    fits: dict[str, _Fit] = {}
    entity, matched = looked_up.entity, looked_up.matched
    found = {entity.id} if entity is not None else set()
    if entity is not None and matched is not None and (question.fits(entity.type) or question.strictness == "should"):
        has_its_type = bool(question.types) and question.fits(entity.type)
        is_certain = has_its_type or names_itself(looked_up)
        score = CERTAIN_SCORES[matched.how]
        fits[entity.id] = _Fit(entity.id, score if is_certain else min(score, LOOSE_SCORE), is_certain=is_certain)
    namesakes = {hit.id for hit in looked_up.candidates}
    for hit in (*looked_up.candidates, *_search(kg, question, text)):
        if hit.id in found or not (question.fits(hit.type) or question.strictness == "should"):
            continue
        score = NAMESAKE_SCORE if hit.id in namesakes else UNCERTAIN_SCORES.get(hit.matched.how, WEAKER_SCORE)
        fits.setdefault(hit.id, _Fit(hit.id, score))
    return list(fits.values())


def _search(kg: KnowledgeGraph, question: Question, text: str) -> Iterable[EntityHit]:
    if question.known_types or not question.types:
        yield from kg.search(text, type=question.known_types, limit=question.limit)
    if question.types and question.strictness == "should":
        yield from kg.search(text, limit=question.limit)


def _find_nameless(kg: KnowledgeGraph, question: Question, agreement: Agreement) -> list[_Fit]:
    """Return the entities that a query without a name finds, by the first of its properties that can find any."""
    for constraint in question.constraints:
        if constraint.property.kind == "names" or constraint.property.id in ("id", "name"):
            names = list(filter(None, map(to_name, constraint.values)))
            looked_up = look_up(kg, names)
            return list(
                {
                    fit.id: fit
                    for name in names
                    if looked_up[name].removed_because is None
                    for fit in _find_named(kg, question, name, looked_up[name])
                }.values()
            )
        if constraint.property.kind == "claims":
            ids = dict.fromkeys(agreement.iter_subjects(constraint))
            types = {view.id: view.type for view in get_entities(kg, ids).values()}
            return [_Fit(id_, NAMELESS_SCORE) for id_ in ids if question.fits(types[id_])]
    first = question.constraints[0]
    message = "A query without a name needs a property that finds entities: id, a name, or what claims say."
    raise InvalidParameter(message, parameter=first.place, value=first.property.id)


def _weigh(question: Question, fit: _Fit, entity: EntityView, agreement: Agreement) -> Candidate:
    agreeing: dict[str, bool] = {}
    for each in question.constraints:
        id_ = each.property.id
        agreeing[id_] = agreeing.get(id_, True) and agreement.agrees(entity, each)
    has_type = question.fits(entity.type)
    score = fit.score * (1.0 if has_type else _OTHER_TYPE)
    if agreeing:
        share = sum(agreeing.values()) / len(agreeing)
        score *= _NO_AGREEMENT + (1 - _NO_AGREEMENT) * share
    features = [
        Feature(id="name", value=fit.score),
        Feature(id="certain_name", value=fit.is_certain),
        Feature(id="type", value=has_type),
        *(Feature(id=f"property:{id_}", value=agrees) for id_, agrees in agreeing.items()),
        Feature(id="claim_count", value=entity.claim_count),
    ]
    return Candidate(
        id=entity.id,
        name=entity.name,
        description=describe(entity),
        type=(to_type(entity.type),),
        score=round(score, 1),
        match=fit.is_certain and has_type and all(agreeing.values()),
        features=tuple(features),
    )
