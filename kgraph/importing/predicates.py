"""The predicates that the values of a column stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.errors import Problem
from kgraph.importing.errors import ImportRefused
from kgraph.importing.mapping import Mapping, PredicateWords
from kgraph.importing.slugs import assign_ids
from kgraph.importing.template import Template, parse_template
from kgraph.records import Predicate
from kgraph.records.vocabulary import ANY_TYPE

_NO_WORDS = PredicateWords()


@dataclass(frozen=True, slots=True)
class TablePredicate:
    """A predicate and the templates of its statements; `undated` is None where every row has a date."""

    predicate: Predicate
    template: Template
    undated: Template | None


class PredicateNames:
    """Turns the values of a column into predicates, by the rules of a mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self._spec = mapping.predicates
        self._claims = mapping.claims
        self._name = mapping.dataset.id
        self._rules = [
            (rule.topic, re.compile(rule.pattern) if rule.pattern else None, frozenset(rule.names or ()))
            for rule in self._spec.rules
        ]

    def build_predicates(self, values: Iterable[str]) -> dict[str, TablePredicate]:
        """Return the predicate of each value.

        Raises:
            ImportRefused: two values have the same id by the mapping, and differ in something else.
        """
        wanted = sorted(set(values))
        given = {value: words.id for value, words in self._spec.words.items() if words.id is not None}
        ids = assign_ids(set(wanted) - given.keys(), without="predicate", taken_ids=given.values())
        built = {value: self._build(value, given.get(value) or ids[value]) for value in wanted}
        first: dict[str, str] = {}
        for value, each in built.items():
            other = first.setdefault(each.predicate.id, value)
            if built[other] != each:
                message = f"{other!r} and {value!r} share an id and differ in other words: give both the same"
                raise ImportRefused(self._name, [Problem("mapping", each.predicate.id, "predicates", None, message)])
        return built

    def _build(self, value: str, id: str) -> TablePredicate:
        words = self._spec.words.get(value, _NO_WORDS)
        label = words.label or value
        inverse = words.inverse_label or (label if words.symmetric else _fill(self._spec.inverse_label, label))
        predicate = Predicate(
            id=id,
            label=label,
            inverse_label=inverse,
            definition=words.definition or _fill(self._spec.definition, label),
            topic=words.topic or self._find_topic(value),
            symmetric=bool(words.symmetric),
            subject_types=(ANY_TYPE,),
            object_types=(ANY_TYPE,),
        )
        undated = words.template_undated or self._claims.template_undated
        return TablePredicate(
            predicate,
            parse_template(words.template or self._claims.template),
            None if undated is None else parse_template(undated),
        )

    def _find_topic(self, value: str) -> str:
        for topic, pattern, names in self._rules:
            if value in names or (pattern is not None and pattern.search(value)):
                return topic
        return self._spec.topic


def _fill(text: str, label: str) -> str:
    return text.replace("{label}", label)
