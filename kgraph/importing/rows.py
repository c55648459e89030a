"""The rows of a table: CSV, TSV or lines of JSON, each with its number and its text as it stands in the file."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kgraph.importing.lines import MAX_LINE_BYTES, LineReader
from kgraph.importing.mapping import FormatSpec
from kgraph.loading.parse import parse_value
from kgraph.loading.problems import show_value
from kgraph.loading.read import explain
from kgraph.names import nearest_words

# Number, fields in the order of the columns, and the text of a row. A tuple, since there is one per row.
Row = tuple[int, Sequence[str], str]
_TOO_LONG = f"is longer than {MAX_LINE_BYTES:,} bytes"
# How a file is mended in which a quotation mark opens and nothing tells where its field ends.
_MENDING = 'close it, double it where it stands for itself, or give format.quote = "" if no field is quoted'
_NOT_CLOSED = f"has a quotation mark that is not closed: {_MENDING}"
_DELIMITERS = {"csv": ",", "tsv": "\t"}
_QUOTES = {"csv": '"', "tsv": ""}
# What parts the members of a list, such as topics, in one field.
LIST_SEPARATOR = ";"
# The limit of the csv module is one for the whole process, and lower: a row of the documented size would not be read.
csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE_BYTES))


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: why, and in which line it begins.

    `is_huge`: reading on may take long. `is_last`: nothing tells where the next row begins, so that none follows.
    """

    number: int
    line: int
    message: str
    field: str | None = None
    value: str | None = None
    nearest: tuple[str, ...] = ()
    text: str = ""
    is_huge: bool = False
    is_last: bool = False


class _BadLine(Exception):
    """A line that cannot be read, raised through the csv reader that asked for it."""

    def __init__(self, message: str, *, is_huge: bool = False, is_last: bool = False) -> None:
        self.message = message
        self.is_huge = is_huge
        self.is_last = is_last
        super().__init__(message)


class TableReader:
    """Reads the rows of a delimited file. Row 1 is the first after the header; an empty line counts and holds none.

    Raises:
        ImportRefused: as LineReader; or the header cannot be read, is empty, or names a column twice.
    """

    def __init__(self, lines: LineReader, spec: FormatSpec, kind: str) -> None:
        self.lines = lines
        self._encoding = spec.encoding
        self._has_header = spec.columns is None
        quote = _QUOTES[kind] if spec.quote is None else spec.quote
        self._quote = quote
        lines.quote = quote.encode(spec.encoding, "ignore").removeprefix(codecs.BOM_UTF8)
        self._dialect: dict[str, Any] = {
            "delimiter": spec.delimiter or _DELIMITERS[kind],
            "quotechar": quote or None,
            "quoting": csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
            "strict": True,
        }
        self._consumed: list[str] = []
        self.columns = self._read_header() if spec.columns is None else spec.columns

    @property
    def first_line(self) -> int:
        """The line in which the row last read begins; it ends in `lines.line_number`."""
        return self.lines.line_number - max(len(self._consumed), 1) + 1

    def _read_header(self) -> tuple[str, ...]:
        rows = self._iter_parsed()
        try:
            first = next(rows, None)
        finally:
            rows.close()
        if isinstance(first, BadRow):
            raise self.lines.refuse(f"has no header that can be read: {first.message}", 1)
        columns = tuple(name.strip() for name in first[1]) if first else ()
        if not any(columns):
            raise self.lines.refuse("has no header: the first line is empty", 1)
        repeated = sorted({name for name in columns if columns.count(name) > 1})
        if repeated:
            raise self.lines.refuse(f"has a header with {show_value(repeated[0])} in it twice", 1)
        return columns

    def __iter__(self) -> Iterator[Row | BadRow]:
        """Yield every row in its order."""
        rows = self._iter_parsed()
        if self._has_header:
            next(rows, None)
        count = len(self.columns)
        first = 1 if self._has_header else 0
        for row in rows:
            if isinstance(row, BadRow):
                yield replace(row, number=row.number - first)
                continue
            number, fields, text = row
            if len(fields) == count:
                yield number - first, fields, text
            elif fields:
                message = f"has {len(fields)} field{'s' * (len(fields) != 1)} where there are {count} columns"
                yield BadRow(number - first, self.first_line, message, text=text)

    def _iter_parsed(self) -> Generator[Row | BadRow, None, None]:
        consumed = self._consumed
        decoded = _Decoded(self.lines, self._encoding, consumed)
        reader = csv.reader(decoded, **self._dialect)
        number = 0
        while True:
            number += 1
            consumed.clear()
            try:
                fields = next(reader)
            except StopIteration:
                return
            except (csv.Error, _BadLine) as error:
                bad = self._explain(number, error)
                yield bad
                if bad.is_last:
                    return
                continue
            text = (consumed[0] if len(consumed) == 1 else "".join(consumed)).rstrip("\r\n")
            if decoded.flaw:
                yield BadRow(number, self.first_line, decoded.flaw, text=text)
            else:
                yield number, fields, text

    def _explain(self, number: int, error: csv.Error | _BadLine) -> BadRow:
        text = "".join(self._consumed)
        if isinstance(error, _BadLine):
            is_huge, is_last = error.is_huge, error.is_last
            return BadRow(number, self.first_line, error.message, text=text, is_huge=is_huge, is_last=is_last)
        message = _explain_csv(error)
        # The parser would go on at the next line, which may be the middle of a quoted field.
        is_last = message == _NOT_CLOSED or len(self._consumed) > 1 or self._has_open_quote(text)
        if is_last and message != _NOT_CLOSED:
            message += f", and a quotation mark that may not be closed: {_MENDING}"
        return BadRow(number, self.first_line, message, text=text, is_last=is_last)

    def _has_open_quote(self, text: str) -> bool:
        return bool(self._quote) and text.count(self._quote) % 2 == 1


class _Decoded:
    """The lines of a file as text. Not a generator, which an exception would end.

    A line that is no text is handed on with stand-ins, so that the row ends where it does; `flaw` tells of it.
    """

    def __init__(self, lines: LineReader, encoding: str, consumed: list[str]) -> None:
        self.flaw = ""
        self._lines = lines
        self._iterator = iter(lines)
        self._encoding = encoding
        self._consumed = consumed
        self._consumed_bytes = 0
        self._skipped_line = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = next(self._iterator, b"")
        if self._skipped_line:
            self._require_closed()
        if raw == b"":
            raise StopIteration
        consumed = self._consumed
        if not consumed:
            self._consumed_bytes = 0
            self.flaw = ""
        number = self._lines.line_number
        try:
            line = _decode(raw, self._encoding, number)
        except _BadLine as error:
            if raw is None:
                self._skip(number)
                raise
            self.flaw = self.flaw or error.message
            line = raw.decode(self._encoding, "replace").replace("\0", "\ufffd")
        consumed.append(line)
        self._consumed_bytes += len(raw or b"")
        if self._consumed_bytes > MAX_LINE_BYTES:
            raise _BadLine(f"{_TOO_LONG}, or {_NOT_CLOSED}", is_huge=True, is_last=True)
        return line

    def _skip(self, number: int) -> None:
        is_inside = bool(self._consumed)
        self._consumed.append("")
        if is_inside:
            raise _BadLine(f"{_TOO_LONG}, or {_NOT_CLOSED}", is_huge=True, is_last=True)
        self._skipped_line = number

    def _require_closed(self) -> None:
        """Refuse the file if the line that was skipped may have opened a quotation mark and not closed it."""
        number, self._skipped_line = self._skipped_line, 0
        if self._lines.skipped_quotes % 2:
            raise self._lines.refuse(f"{_TOO_LONG}, and {_NOT_CLOSED}", number)


def _decode(line: bytes | None, encoding: str, number: int) -> str:
    if line is None:
        raise _BadLine(_TOO_LONG, is_huge=True)
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError as error:
        raise _BadLine(f"is not {encoding} text: byte {error.start + 1} of the line cannot be read") from error
    if "\0" in text:
        raise _BadLine(f"holds a NUL (byte {line.index(0) + 1} of the line)")
    return text.removeprefix("\ufeff") if number == 1 else text


def _explain_csv(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end of data" in text:
        return _NOT_CLOSED
    if "new-line character" in text:
        return "has a carriage return inside it"
    if "expected after" in text:
        return "has something behind a closing quotation mark"
    return f"cannot be read: {text}"


class ObjectReader:
    """Reads the rows of a file of JSON objects, one in each line. Row 1 is the first line; empty ones hold no row.

    Of the `columns`, the `required` ones are members of every object.
    """

    def __init__(self, lines: LineReader, spec: FormatSpec, columns: Sequence[str], required: Collection[str]) -> None:
        self.lines = lines
        self.columns = tuple(columns)
        self._required = required
        self._encoding = spec.encoding

    @property
    def first_line(self) -> int:
        """The line of the row last read."""
        return self.lines.line_number

    def __iter__(self) -> Iterator[Row | BadRow]:
        """Yield every row in its order, with the values of `columns` as text; one that is absent or null is empty."""
        for raw in self.lines:
            number = self.lines.line_number
            try:
                text = _decode(raw, self._encoding, number).rstrip("\r\n")
            except _BadLine as error:
                yield BadRow(number, number, error.message, is_huge=error.is_huge)
                continue
            if text.strip():
                yield self._read_row(number, text)

    def _read_row(self, number: int, text: str) -> Row | BadRow:
        try:
            parsed = parse_value(text)
        except (RecursionError, ValueError) as error:
            return BadRow(number, number, explain(error, has_lines=False), text=text)
        if not isinstance(parsed.value, dict):
            return BadRow(number, number, "is not a JSON object", value=show_value(parsed.value), text=text)
        if parsed.repeated_keys:
            message = "is given twice in one object"
            return BadRow(number, number, message, field=parsed.repeated_keys[0], text=text)
        fields = []
        for column in self.columns:
            if column in self._required and column not in parsed.value:
                near = tuple(nearest_words(column, parsed.value))
                return BadRow(number, number, "is missing", field=column, nearest=near, text=text)
            value = parsed.value.get(column)
            field = _to_field(value)
            if field is None:
                return BadRow(number, number, "is no plain value", field=column, value=show_value(value), text=text)
            fields.append(field)
        return number, fields, text


def _to_field(value: Any) -> str | None:
    """Return a JSON value as the text that stands for it in a table; None if there is none."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return LIST_SEPARATOR.join(value)
    return None
