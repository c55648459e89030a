"""One record of a file: a line of JSON, taken apart and checked as far as it can be without the other lines."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kgraph.importing.followthemoney.schemata import Model, Schema
from kgraph.importing.lines import MAX_LINE_BYTES, LineReader
from kgraph.importing.row_parser import Flaw
from kgraph.loading.problems import show_value
from kgraph.loading.read import explain
from kgraph.names import name_key, nearest_words
from kgraph.text import digest

MAX_NAME_CHARACTERS = 200
MAX_TEXT_CHARACTERS = 1000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_DAY = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])", re.ASCII)
_SPACE = re.compile(r"\s+")
# JSON can spell half of a character, which no file of ours could hold.
_SURROGATE = re.compile("[\ud800-\udfff]")


class Refusal(Exception):
    """Why a record, or a part of it, is left out: the member, its value, and the reason."""

    def __init__(
        self, message: str, *, field: str | None = None, value: Any = None, nearest: tuple[str, ...] = ()
    ) -> None:
        text = value if isinstance(value, str) else "" if value is None else show_value(value)
        self.flaw = Flaw(field or "", text, message, nearest)
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class FtmRecord:
    """A record of the file. `line` is its number, from 1; `text` the line itself.

    `last_seen` is the day on which whoever publishes the file saw it last; empty where that is not said.
    """

    id: str
    schema: Schema
    properties: dict[str, list[str]]
    datasets: tuple[str, ...]
    caption: str
    last_seen: str
    line: int
    text: str

    def texts(self, name: str) -> list[str]:
        """Return the values of a property as single lines, each once, in the order of the file."""
        values = self.properties.get(name)
        return list(dict.fromkeys(text for value in values if (text := to_line(value)))) if values else []

    def ids(self, name: str) -> list[str]:
        """Return the values of a property that names other records, each once, in the order of the file."""
        return list(dict.fromkeys(self.properties.get(name, ())))

    def digest(self) -> str:
        """Return the digest of the line, as of any passage."""
        return digest(self.text)

    def name(self) -> str:
        """Return what a thing is called: its caption, or the best of the properties that name it.

        Raises:
            Refusal: it has no name.
        """
        names = (text for prop in self.schema.names for text in self.texts(prop) if name_key(text))
        best = next(names, "")
        # What has no name is captioned with the label of its schema.
        has_caption = name_key(self.caption) not in ("", name_key(self.schema.label), name_key(self.schema.name))
        if not best and not has_caption:
            raise Refusal("has no name", field=f"properties.{self.schema.names[0]}")
        return cut(self.caption if has_caption else best, MAX_NAME_CHARACTERS)


class RecordReader:
    """Reads the records of a file, from its start whenever it is iterated."""

    def __init__(self, lines: LineReader, model: Model) -> None:
        self.lines = lines
        self._model = model
        self._repeated_keys: list[str] = []
        # Numbers stay as they are written: their places count where they are sums and shares.
        self._decoder = json.JSONDecoder(object_pairs_hook=self._build_object, parse_float=str, parse_int=str)

    def __iter__(self) -> Iterator[tuple[int, str, FtmRecord | Refusal]]:
        """Yield each line that is not empty: its number, its text, and the record in it or why there is none."""
        for raw in self.lines:
            number = self.lines.line_number
            if raw is None:
                yield number, "", Refusal(f"is longer than {MAX_LINE_BYTES:,} bytes")
                continue
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            except UnicodeDecodeError as error:
                yield number, "", Refusal(f"is not UTF-8 text: byte {error.start + 1} of the line cannot be read")
                continue
            if not text:
                continue
            try:
                yield number, text, self.parse(text, number)
            except Refusal as refusal:
                yield number, text, refusal

    def parse(self, text: str, line: int) -> FtmRecord:
        """Return the record in a line.

        Raises:
            Refusal: the line is not JSON, or no record of a known schema.
        """
        data = self._decode(text)
        if not isinstance(data, dict):
            raise Refusal("is not a JSON object", value=data)
        id_ = data.get("id")
        if not isinstance(id_, str) or not id_.strip():
            raise Refusal("is missing" if id_ is None else "is no text, or an empty one", field="id", value=id_)
        caption, last_seen = data.get("caption"), data.get("last_seen")
        return FtmRecord(
            id_,
            self._find_schema(data.get("schema")),
            _read_properties(data.get("properties")),
            _read_datasets(data.get("datasets")),
            to_line(caption) if isinstance(caption, str) else "",
            last_seen[:10] if isinstance(last_seen, str) and _DAY.match(last_seen) else "",
            line,
            text,
        )

    def _find_schema(self, name: Any) -> Schema:
        schema = self._model.schemata.get(name) if isinstance(name, str) else None
        if schema is None:
            if not isinstance(name, str):
                raise Refusal("is missing" if name is None else "is no text", field="schema", value=name)
            near = tuple(nearest_words(name, self._model.schemata))
            raise Refusal("is no schema that is known here", field="schema", value=name, nearest=near)
        return schema

    def _decode(self, text: str) -> Any:
        self._repeated_keys.clear()
        try:
            data = self._decoder.decode(text)
        except (RecursionError, ValueError) as error:
            raise Refusal(explain(error, has_lines=False)) from error
        if self._repeated_keys:
            raise Refusal("is given twice in one object", field=cut(self._repeated_keys[0], MAX_NAME_CHARACTERS))
        # Only an escape can bring half a character into a text that was UTF-8.
        if "\\u" in text and _SURROGATE.search(json.dumps(data, ensure_ascii=False)):
            raise Refusal("holds half of a character (a lone surrogate)")
        return data

    def _build_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            keys = [key for key, _ in pairs]
            self._repeated_keys.append(next(key for key in keys if keys.count(key) > 1))
        return members


def _read_properties(given: Any) -> dict[str, list[str]]:
    if not isinstance(given, dict):
        raise Refusal("is missing" if given is None else "is not a JSON object", field="properties", value=given)
    properties = {}
    for name, values in given.items():
        if type(values) is not list:
            values = [] if values is None else [values]
        for value in values:
            if type(value) is not str:
                raise _refuse_value(name, value)
        properties[name] = values
    return properties


def _refuse_value(name: str, value: Any) -> Refusal:
    field = f"properties.{cut(name, MAX_NAME_CHARACTERS)}"
    if isinstance(value, dict):
        return Refusal("holds a record inside the record; the format is one record in each line", field=field)
    return Refusal("is not a text, nor a list of texts", field=field, value=value)


def _read_datasets(given: Any) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise Refusal("is not a list of texts", field="datasets", value=given)
    return tuple(sorted({text for name in given if (text := to_line(name))}))


def to_line(text: str) -> str:
    """Return a text as one line: control characters and runs of white space become single spaces."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()


def cut(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def make_id(prefix: str, *parts: object) -> str:
    """Return the prefix, a hyphen and 16 figures of the digest of the parts."""
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{prefix}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
