"""Check each record against its model (fields, types, dates), and that no two have the same id.

How records fit together (ids, words, citations, claim references) is for `checks` and `claim_checks`, which see
what passes here, so that one report names as much as can be known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kgraph.loading.canonical import canonical_json
from kgraph.loading.messages import find_nearest, plain_message
from kgraph.loading.problems import Problems, show_value
from kgraph.loading.progress import Progress
from kgraph.loading.read import INFO_FILE, VOCABULARY_FILE, RecordFile, iter_records
from kgraph.loading.text_index import TextIndex
from kgraph.records import Claim, DatasetInfo, Entity, Retired, Source, Vocabulary
from kgraph.records.base import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)
Listed = TypeVar("Listed", bound=Entity | Source | Claim | Retired)
# A file with so many problems is no dataset: reading on would take minutes and tell nobody more.
MAX_FILE_PROBLEMS = 100_000
# Progress is told after so many records: some ten times a second.
_RECORDS_A_STEP = 5000


def build_info(value: dict[str, Any], problems: Problems) -> DatasetInfo | None:
    """Return what a dataset says about itself, or report what is wrong with it."""
    return _build_record(DatasetInfo, value, lambda path: (None, path), f"{INFO_FILE}.json", problems)


def build_vocabulary(value: dict[str, Any], problems: Problems) -> Vocabulary | None:
    """Return the words of a dataset, or report what is wrong with them."""

    def find_term(path: tuple[int | str, ...]) -> tuple[str | None, tuple[int | str, ...]]:
        # ("predicates", 3, "label") lies in the term whose id is the fourth of that list.
        match path:
            case (str(name), int(number), *rest):
                term = value[name][number]
                given = term.get("id") if isinstance(term, dict) else None
                return (given, (name, *rest)) if isinstance(given, str) else (f"{name} {number + 1}", (name, *rest))
        return None, path

    return _build_record(Vocabulary, value, find_term, f"{VOCABULARY_FILE}.json", problems)


def given_words(terms: Any) -> frozenset[str] | None:
    """Return the words in a list of the vocabulary, those of bad terms too; None where there is no list."""
    if not isinstance(terms, list):
        return None
    ids = [term.get("id") if isinstance(term, dict) else None for term in terms]
    return frozenset(id_ for id_ in ids if isinstance(id_, str))


class RecordReader(Generic[Listed]):
    """Reads one file of records, one after another, and keeps the ids that are given in it.

    `ids` has them whether or not their records passed: a reference to a bad record is not dangling.
    """

    def __init__(self, model: type[Listed], file: RecordFile, problems: Problems, progress: Progress) -> None:
        self.ids = TextIndex()
        self._model = model
        self._file = file
        self._problems = problems
        self._progress = progress
        self._canonical_start = f'{{"{min(model.model_fields)}":'.encode()

    def __iter__(self) -> Iterator[tuple[Listed, bytes, int]]:
        """Yield each record that passes, its canonical JSON, and the handle of its id in `ids`."""
        problems, file, ids = self._problems, self._file, self.ids
        problems_before = problems.count
        for number, value, known in iter_records(file, problems, self._progress, self._read_canonical):
            if known is not None:
                record, canonical = known
                handle = ids.add(self._key(record.id, record))
                if handle is not None:
                    yield record, canonical, handle
                else:
                    self._report_repeated_id(record.id, number)
            else:
                yield from self._check(number, value)
            if problems.count - problems_before >= MAX_FILE_PROBLEMS:
                file.is_whole = False
                problems.stop(file.name, f"has {MAX_FILE_PROBLEMS:,} problems up to here", record=file.place(number))
                break
            if not number % _RECORDS_A_STEP:
                self._progress.report()
        self._progress.finish_file(file.name)

    def _read_canonical(self, line: bytes) -> tuple[Listed, bytes] | None:
        """Return the record of a line that is its canonical JSON, and that; None for any other line.

        A line that equals what is written of its record gives no key twice and rounds no number, which are what
        pydantic's own parser, twice as fast as `parse`, would not tell.
        """
        if not line.startswith(self._canonical_start):
            return None
        try:
            record = self._model.__pydantic_validator__.validate_json(line)
        except ValidationError:
            return None
        canonical = canonical_json(record)
        return (record, canonical) if canonical == line.rstrip(b"\r\n") else None

    def _check(self, number: int, value: Any) -> Iterator[tuple[Listed, bytes, int]]:
        given = value.get("id") if isinstance(value, dict) else None
        name = given if isinstance(given, str) else self._file.place(number)
        record = _build_record(self._model, value, lambda path: (name, path), self._file.name, self._problems)
        key = self._key(name, value)
        is_new = key not in self.ids
        handle = self.ids.add(key) if isinstance(given, str) else None
        if not is_new:
            self._report_repeated_id(name, number)
        elif record is not None and handle is not None:
            yield record, canonical_json(record), handle

    def _key(self, id_: str, record: Any) -> str:
        """Return what no two records may share: the id, and of retired ones the kind before it."""
        if self._model is not Retired:
            return id_
        kind = record.get("kind") if isinstance(record, dict) else getattr(record, "kind", None)
        return f"{kind} {id_}"

    def _report_repeated_id(self, name: str, number: int) -> None:
        message = f"is the id of more than one record (again as {self._file.place(number)})"
        self._problems.add(self._file.name, message, record=name, field="id")


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
