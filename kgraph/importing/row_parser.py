"""From the fields of a row to what its claim says, or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar, cast

from kgraph.importing.date_formats import read_date
from kgraph.importing.entities import read_name, require_line
from kgraph.importing.mapping import Mapping
from kgraph.importing.rows import LIST_SEPARATOR
from kgraph.loading.problems import show_value
from kgraph.names import nearest_words
from kgraph.records.vocabulary import STATUSES, Status

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a field."""

    column: str
    value: str
    message: str
    nearest: tuple[str, ...] = ()


class ClaimWords(NamedTuple):
    """What many claims share: the value of the predicate, and what other columns say. `speaker` is a name or None."""

    predicate: str
    status: Status
    hedge: str | None
    speaker: str | None
    topics: tuple[str, ...]


class RowClaim(NamedTuple):
    """What a row says: two names, its words, and the EDTF text of its date."""

    subject: str
    object: str
    words: ClaimWords
    date: str | None


class RowParser:
    """Reads rows by a mapping. Every distinct value is judged once."""

    def __init__(self, mapping: Mapping, columns: Sequence[str]) -> None:
        self._mapping = mapping
        given = mapping.columns.given()
        self._places = {use: columns.index(column) for use, column in given.items()}
        self._columns = given
        self._subject = self._places["subject"]
        self._object = self._places["object"]
        self._date = self._places.get("date")
        # The places that make up the words: that of the predicate first, if it is a column.
        self._word_uses: list[str] = [
            use for use in ("predicate", "status", "hedge", "speaker", "topics") if use in given
        ]
        self._word_places = [self._places[use] for use in self._word_uses]
        self._topics = frozenset(topic.id for topic in mapping.topics)
        self._names = _Judged(_flawed("", read_name))
        self._dates = _Judged(_flawed(given.get("date", ""), self._read_date))
        self._words = _Judged(self._read_words)

    def parse(self, fields: Sequence[str]) -> RowClaim | list[Flaw]:
        """Return what a row says, or everything that is wrong with it."""
        subject = self._names[fields[self._subject]]
        object_ = self._names[fields[self._object]]
        words = self._words[tuple([fields[place] for place in self._word_places])]
        date = self._dates[fields[self._date]] if self._date is not None else None
        if type(subject) is str and type(object_) is str and type(words) is ClaimWords and type(date) is not Flaw:
            return RowClaim(subject, object_, words, date)
        flaws = [
            replace(each, column=self._columns[use])
            for use, each in (("subject", subject), ("object", object_))
            if isinstance(each, Flaw)
        ]
        flaws += words if isinstance(words, list) else []
        flaws += [date] if isinstance(date, Flaw) else []
        return flaws

    def _read_date(self, text: str) -> str | None:
        stripped = text.strip()
        if not stripped:
            if self._mapping.dates.required:
                raise ValueError("is empty")
            return None
        return read_date(stripped, self._mapping.dates.formats)

    def _read_words(self, fields: tuple[str, ...]) -> ClaimWords | list[Flaw]:
        given = dict(zip(self._word_uses, fields, strict=True))
        claims = self._mapping.claims
        flaws: list[Flaw] = []

        def read(use: str, reader: Callable[[str], Value], default: Value) -> Value:
            text = given.get(use, "").strip()
            if not text and (use != "predicate" or use not in given):
                return default
            found = _flawed(self._columns.get(use, use), reader)(text)
            if isinstance(found, Flaw):
                flaws.append(found)
                return default
            return found

        words = ClaimWords(
            predicate=read("predicate", read_name, claims.predicate or ""),
            status=read("status", _read_status, claims.status),
            hedge=read("hedge", _read_line, claims.hedge),
            speaker=read("speaker", _read_speaker, None),
            topics=read("topics", self._read_topics, ()),
        )
        return flaws or words

    def _read_topics(self, text: str) -> tuple[str, ...]:
        topics = tuple(dict.fromkeys(filter(None, (topic.strip() for topic in text.split(LIST_SEPARATOR)))))
        for topic in topics:
            if topic not in self._topics:
                raise _UnknownWord("topics", topic, self._topics)
        return topics


class _UnknownWord(ValueError):
    def __init__(self, kind: str, word: str, known: Sequence[str] | frozenset[str]) -> None:
        self.nearest = tuple(nearest_words(word, sorted(known)))
        super().__init__(f"holds none of the {kind}: {show_value(word)}")


class _Judged(dict):  # type: ignore[type-arg]
    """What a function makes of each value, worked out when it is first asked for."""

    def __init__(self, judge: Callable[..., object]) -> None:
        self._judge = judge

    def __missing__(self, value: object) -> object:
        judged = self[value] = self._judge(value)
        return judged


def _flawed(column: str, reader: Callable[[str], Value]) -> Callable[[str], Value | Flaw]:
    """Return a reader that returns what is wrong rather than raising it."""

    def read(text: str) -> Value | Flaw:
        try:
            return reader(text)
        except ValueError as error:
            return Flaw(column, text, str(error), getattr(error, "nearest", ()))

    return read


def _read_status(text: str) -> Status:
    if text not in STATUSES:
        raise _UnknownWord("statuses", text, STATUSES)
    return cast("Status", text)


def _read_line(text: str) -> str:
    if len(text) > 1000:
        raise ValueError(f"has {len(text):,} characters; a line has at most 1,000")
    require_line(text)
    return text


def _read_speaker(text: str) -> str | None:
    return read_name(text)
