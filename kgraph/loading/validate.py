"""Check a dataset as a whole and collect every problem before giving up.

Two passes: each record against its model (fields, types, dates), here; then the records against one another
(ids, words, citations, claim references), in `checks`. The second pass runs over what the first one left
standing, so that one report names as much as can be known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kgraph.loading.messages import find_nearest, plain_message
from kgraph.loading.problems import Problems, show_value
from kgraph.loading.read import INFO_FILE, VOCABULARY_FILE, DatasetFolder, RecordFile, iter_records
from kgraph.records import Claim, DatasetInfo, Entity, Source, Vocabulary
from kgraph.records.base import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)
# A file with so many problems is no dataset: reading on would take minutes and tell nobody more.
MAX_FILE_PROBLEMS = 100_000


@dataclass(slots=True)
class Draft:
    """The records of a dataset that passed their models, each kind by id, and what is known of the others.

    `known_ids` has the ids of each file whether or not their records passed: a reference to a bad record is
    not dangling. None where a part of the file could not be read: then nothing can be said about what is
    missing in it. `words` are the same for the lists of the vocabulary.
    """

    info: DatasetInfo | None = None
    vocabulary: Vocabulary | None = None
    entities: dict[str, Entity] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    known_ids: dict[str, set[str] | None] = field(default_factory=dict)
    words: dict[str, frozenset[str] | None] = field(default_factory=dict)
    file_names: dict[str, str] = field(default_factory=dict)


def build_draft(folder: DatasetFolder, problems: Problems) -> Draft:
    """Read the records of a folder and check each against its model."""
    draft = Draft(file_names={stem: file.name for stem, file in folder.files.items()})
    if folder.info is not None:
        draft.info = _build_record(DatasetInfo, folder.info, lambda path: (None, path), f"{INFO_FILE}.json", problems)
    if folder.vocabulary is not None:
        draft.vocabulary = _build_vocabulary(folder.vocabulary, problems)
    for name in Vocabulary.model_fields:
        draft.words[name] = _given_words((folder.vocabulary or {}).get(name))
    draft.entities, draft.known_ids["entities"] = _build_records(Entity, folder.files["entities"], problems)
    draft.sources, draft.known_ids["sources"] = _build_records(Source, folder.files["sources"], problems)
    draft.claims, draft.known_ids["relations"] = _build_records(Claim, folder.files["relations"], problems)
    return draft


def _given_words(terms: Any) -> frozenset[str] | None:
    if not isinstance(terms, list):
        return None
    ids = [term.get("id") if isinstance(term, dict) else None for term in terms]
    return frozenset(id_ for id_ in ids if isinstance(id_, str))


def _build_vocabulary(value: dict[str, Any], problems: Problems) -> Vocabulary | None:
    def find_term(path: tuple[int | str, ...]) -> tuple[str | None, tuple[int | str, ...]]:
        # ("predicates", 3, "label") lies in the term whose id is the fourth of that list.
        match path:
            case (str(name), int(number), *rest):
                term = value[name][number]
                given = term.get("id") if isinstance(term, dict) else None
                return (given, (name, *rest)) if isinstance(given, str) else (f"{name} {number + 1}", (name, *rest))
        return None, path

    return _build_record(Vocabulary, value, find_term, f"{VOCABULARY_FILE}.json", problems)


def _build_records(
    model: type[AnyRecord], file: RecordFile, problems: Problems
) -> tuple[dict[str, AnyRecord], set[str] | None]:
    records: dict[str, AnyRecord] = {}
    ids: set[str] = set()
    problems_before = problems.count
    for place, value in iter_records(file, problems):
        given = value.get("id") if isinstance(value, dict) else None
        name = given if isinstance(given, str) else place

        def find_record(path: tuple[int | str, ...], name: str = name) -> tuple[str, tuple[int | str, ...]]:
            return name, path

        record = _build_record(model, value, find_record, file.name, problems)
        if name in ids:
            message = f"is the id of more than one record (again as {place})"
            problems.add(file.name, message, record=name, field="id")
        elif record is not None:
            records[name] = record
        if isinstance(given, str):
            ids.add(given)
        if problems.count - problems_before >= MAX_FILE_PROBLEMS:
            file.is_whole = False
            problems.stop(file.name, f"has {MAX_FILE_PROBLEMS:,} problems up to here", record=place)
            break
    return records, ids if file.is_whole else None


_Place = Callable[[tuple[int | str, ...]], tuple[str | None, tuple[int | str, ...]]]


def _build_record(
    model: type[AnyRecord], value: Any, find_place: _Place, file: str, problems: Problems
) -> AnyRecord | None:
    """Return the record, or report what is wrong; `find_place` tells in which record a path lies, and where."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        if problems.is_full:
            problems.skip(error.error_count())
            return None
        for detail in _without_consequences(error.errors(include_url=False)):
            name, path = find_place(detail["loc"])
            problems.add(
                file,
                plain_message(detail),
                record=name,
                field=".".join(map(str, path)) or None,
                value=None if detail["type"] == "missing" else show_value(detail["input"]),
                nearest=find_nearest(detail, model, problems),
            )
    return None


def _without_consequences(details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out what pydantic says of a list as a whole because of what is wrong in its items."""
    for detail in details:
        path = detail["loc"]
        is_consequence = detail["type"] == "too_short" and any(
            len(other["loc"]) > len(path) and other["loc"][: len(path)] == path for other in details
        )
        if not is_consequence:
            yield detail
