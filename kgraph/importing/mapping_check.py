"""Check a mapping as a whole: the words that its parts share, its templates, and the columns of a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kgraph.dates import MAX_TEXT_LENGTH
from kgraph.errors import Problem
from kgraph.importing.entities import MAX_NAME_CHARACTERS
from kgraph.importing.mapping import Mapping
from kgraph.importing.template import Template, parse_template
from kgraph.loading.problems import show_value
from kgraph.names import name_key, nearest_words
from kgraph.records import Entity
from kgraph.records.vocabulary import ANY_TYPE, CLAIM_OBJECT, VALUE_OBJECT

MAX_STATEMENT_CHARACTERS = 1000


def find_mapping_problems(mapping: Mapping, file: str, columns: Sequence[str] | None) -> list[Problem]:
    """Return everything that is wrong between the parts of a mapping, and between it and the columns of a file.

    `columns` is None where the rows name their own.
    """
    problems = [*_iter_word_problems(mapping), *_iter_id_problems(mapping), *_iter_template_problems(mapping)]
    if columns is not None:
        problems += _iter_column_problems(mapping, columns)
    if mapping.columns.predicate is None and mapping.claims.predicate is None:
        problems.append(_Wrong("columns.predicate", None, "is missing, and claims.predicate, which would do, too"))
    return [Problem(file, None, each.field, each.value, each.message, each.nearest) for each in problems]


class _Wrong:
    def __init__(self, field: str, value: str | None, message: str, known: Collection[str] = ()) -> None:
        self.field = field
        self.value = None if value is None else show_value(value)
        self.message = message
        self.nearest = tuple(nearest_words(value, known)) if value is not None and known else ()


def _iter_word_problems(mapping: Mapping) -> Iterator[_Wrong]:
    entities = {entity.id for entity in mapping.known}
    types = {term.id for term in mapping.entity_types}
    topics = {term.id for term in mapping.topics}
    uses: list[tuple[str, str, set[str], str]] = [
        ("source.outlet", mapping.source.outlet, entities, "known entity"),
        ("claims.speaker", mapping.claims.speaker, entities, "known entity"),
        ("entities.type", mapping.entities.type, types, "entity type"),
        ("predicates.topic", mapping.predicates.topic, topics, "topic"),
    ]
    uses += [(f"known.{entity.id}.type", entity.type, types, "entity type") for entity in mapping.known]
    for number, rule in enumerate(mapping.entities.rules):
        uses.append((f"entities.rules.{number}.type", rule.type, types, "entity type"))
    for number, topic_rule in enumerate(mapping.predicates.rules):
        uses.append((f"predicates.rules.{number}.topic", topic_rule.topic, topics, "topic"))
    for value, words in mapping.predicates.words.items():
        if words.topic is not None:
            uses.append((f"predicates.words.{value}.topic", words.topic, topics, "topic"))
    for field, word, known, kind in uses:
        if word not in known:
            yield _Wrong(field, word, f"is no {kind} of this mapping", known)


def _iter_id_problems(mapping: Mapping) -> Iterator[_Wrong]:
    ids = (("known", mapping.known), ("entity_types", mapping.entity_types), ("topics", mapping.topics))
    for list_name, terms in ids:
        for id_ in _repeated([term.id for term in terms]):
            yield _Wrong(f"{list_name}.id", id_, "is given more than once")
    for name in _repeated(
        [text for entity in mapping.known for text in {entity.name, *(n.text for n in entity.names)}]
    ):
        yield _Wrong("known.name", name, "is a name of two known entities: rows that have it could mean either")
    for entity in mapping.known:
        others = {other.id for other in mapping.known if name_key(entity.id) in map(name_key, _names_of(other))}
        if others - {entity.id}:
            yield _Wrong("known.id", entity.id, f"is also a name of {', '.join(sorted(others - {entity.id}))}")
    types = {term.id for term in mapping.entity_types}
    for reserved in sorted({ANY_TYPE, VALUE_OBJECT, CLAIM_OBJECT} & types):
        yield _Wrong("entity_types.id", reserved, "is a reserved word")


def _names_of(entity: Entity) -> set[str]:
    return {entity.name, *(name.text for name in entity.names)}


def _repeated(words: list[str]) -> list[str]:
    return sorted({word for word in words if words.count(word) > 1})


def _iter_template_problems(mapping: Mapping) -> Iterator[_Wrong]:
    undated_rows = mapping.columns.date is None or not mapping.dates.required
    dated_rows = mapping.columns.date is not None
    templates = [("claims.", mapping.claims.template, mapping.claims.template_undated)]
    for value, words in mapping.predicates.words.items():
        undated = words.template_undated or mapping.claims.template_undated
        templates.append((f"predicates.words.{value}.", words.template or mapping.claims.template, undated))
    for place, text, undated_text in templates:
        template = parse_template(text)
        yield from _iter_bounds(f"{place}template", template)
        used = template if undated_text is None else parse_template(undated_text)
        if undated_text is not None:
            yield from _iter_bounds(f"{place}template_undated", used)
        if undated_rows and "date" in used.placeholders:
            name = "template" if undated_text is None else "template_undated"
            reason = "a row may have no date: template_undated must do without {date}"
            yield _Wrong(
                f"{place}{name}", None, reason if dated_rows else "has {date}, and there is no column of dates"
            )


def _iter_bounds(field: str, template: Template) -> Iterator[_Wrong]:
    for needed in ("subject", "object"):
        if needed not in template.placeholders:
            yield _Wrong(field, None, f"has no {{{needed}}}")
    longest = {"date": MAX_TEXT_LENGTH}
    length = sum(map(len, template.texts)) + sum(
        longest.get(word, MAX_NAME_CHARACTERS) for word in template.placeholders
    )
    if length > MAX_STATEMENT_CHARACTERS:
        message = f"makes statements of up to {length:,} characters; they have at most {MAX_STATEMENT_CHARACTERS:,}"
        yield _Wrong(field, None, message)


def _iter_column_problems(mapping: Mapping, columns: Sequence[str]) -> Iterator[_Wrong]:
    for use, column in mapping.columns.given().items():
        if column not in columns:
            shown = ", ".join(map(show_value, columns[:20]))
            yield _Wrong(f"columns.{use}", column, f"is no column of the file, which has {shown}", columns)
