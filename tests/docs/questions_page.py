"""Read the page of questions, and compare what it shows with what a service answers.

A question is a heading with a number; under it stand calls, each a fenced `http` block followed by what it is
answered with, and a word on how to read it. What comes back is shown in tables: of a list under a line that
names it and says how much of it is shown, or of single members under the head `member`, `value`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.docs.pages import code

NOTHING = "–"
_HEADING = re.compile(r"^### (\d+)\. (.+)$", re.MULTILINE)
_CHUNK = re.compile(r"^```http\n.*?^```$|(?:^[^\n]+\n?)+", re.MULTILINE | re.DOTALL)
_LISTING = re.compile(
    r"`(?P<path>[^`]+)`, (?:none|all (?P<all>\d+)|the first (?P<first>\d+) of (?P<least>at least )?(?P<total>\d+))[.:]"
)
_ANSWERED = re.compile(r"Answered with (?P<status>\d{3})(?:, which leads to `(?P<location>[^`]+)`)?[.:]")
_STEP = re.compile(r"(\w+)|\[(\d+)\]|\.")
_MISSING = object()


@dataclass(slots=True)
class Listing:
    """A list of an answer: where it is, how long the page says it is, and the rows that the page shows."""

    path: str
    shown: int
    total: int
    relation: str
    rows: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Exchange:
    """A call, and what the page says that comes back."""

    method: str
    url: str
    body: str | None
    status: int = 200
    location: str | None = None
    listings: list[Listing] = field(default_factory=list)
    members: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the page: its number, its words, its calls in order, and the text around them."""

    number: int
    words: str
    exchanges: tuple[Exchange, ...]
    prose: tuple[str, ...]
    ends_with_prose: bool


def read_questions(page: str) -> list[Question]:
    """Return the questions of the page in their order."""
    _, *parts = re.split(r"(?=^##+ )", page, flags=re.MULTILINE)
    found = [(part, _HEADING.match(part)) for part in parts]
    return [_read_question(int(head[1]), head[2], part[head.end() :]) for part, head in found if head]


def _read_question(number: int, words: str, text: str) -> Question:
    exchanges: list[Exchange] = []
    prose: list[str] = []
    listing: Listing | None = None
    chunks = [found[0].strip() for found in _CHUNK.finditer(text)]
    for chunk in chunks:
        if chunk.startswith("```"):
            exchanges.append(_read_call(chunk))
        elif chunk.startswith("|"):
            _read_table(chunk, listing, exchanges[-1])
            listing = None
        elif found := _LISTING.fullmatch(chunk):
            exchanges[-1].listings.append(_read_listing(found))
            listing = exchanges[-1].listings[-1] if exchanges[-1].listings[-1].shown else None
        elif found := _ANSWERED.fullmatch(chunk):
            exchanges[-1].status, exchanges[-1].location = int(found["status"]), found["location"]
        else:
            prose.append(chunk)
    return Question(number, words, tuple(exchanges), tuple(prose), bool(chunks and prose and chunks[-1] == prose[-1]))


def _read_call(chunk: str) -> Exchange:
    head, _, body = "\n".join(chunk.splitlines()[1:-1]).partition("\n\n")
    line, *headers = head.splitlines()
    method, _, url = line.partition(" ")
    # curl sends what it is given: what an HTTP parser would refuse must not be in the page.
    assert re.fullmatch(r"/[!-~]+", url), line
    assert headers == (["Content-Type: application/json"] if body else []), chunk
    return Exchange(method, url, body or None)


def _read_listing(found: re.Match[str]) -> Listing:
    shown = int(found["all"] or found["first"] or 0)
    return Listing(found["path"], shown, int(found["total"] or shown), "gte" if found["least"] else "eq")


def _read_table(chunk: str, listing: Listing | None, exchange: Exchange) -> None:
    head, _, *lines = ([cell.strip() for cell in line.strip("|").split("|")] for line in chunk.splitlines())
    if listing is not None:
        listing.rows = [dict(zip(map(code, head), cells, strict=True)) for cells in lines]
    else:
        assert head == ["member", "value"], f"nothing says of which list these are rows: {chunk}"
        exchange.members |= {code(member): value for member, value in lines}


def find_mismatches(exchange: Exchange, answer: Any) -> list[str]:
    """Return what the page shows of the answer, and is not so."""
    told = {path: _tell(answer, path) for path in exchange.members}
    found = [
        f"{path}: {told[path]!r}, not {value!r}" for path, value in exchange.members.items() if told[path] != value
    ]
    for listing in exchange.listings:
        found += _compare(listing, answer)
    if isinstance(answer, dict) and "items" in answer and "items" not in [each.path for each in exchange.listings]:
        found.append("items: not shown")
    return found


def _compare(listing: Listing, answer: Any) -> Iterator[str]:
    items = get_member(answer, listing.path)
    if not isinstance(items, list):
        yield f"{listing.path}: no list"
        return
    total = {"value": len(items), "relation": "eq"}
    if listing.path == "items":
        total = answer.get("total", total)
    if total != {"value": listing.total, "relation": listing.relation}:
        yield f"{listing.path}: {total}, not {listing.relation} {listing.total}"
    if len(listing.rows) != listing.shown:
        yield f"{listing.path}: {len(listing.rows)} rows, not {listing.shown}"
    if len(items) < listing.shown or (listing.shown == listing.total and len(items) != listing.shown):
        yield f"{listing.path}: {len(items)} items, not {listing.shown}"
    for column in listing.rows[0] if listing.rows else ():
        if all(get_member(item, column) is _MISSING for item in items):
            yield f"{listing.path}: no item has {column}"
    for number, (item, row) in enumerate(zip(items, listing.rows, strict=False)):
        for column, value in row.items():
            told = show(get_member(item, column))
            if told != value:
                yield f"{listing.path}[{number}].{column}: {told!r}, not {value!r}"


def _tell(answer: Any, path: str) -> str:
    value = get_member(answer, path)
    return f"no {path}" if value is _MISSING else show(value)


def get_member(value: Any, path: str) -> Any:
    """Return what stands at a path such as `items[0].hops`; a name below a list is asked of each of its items.

    Items that lack the name are passed over. What is not there at all is told from what is null.
    """
    for name, index in _STEP.findall(path):
        if index:
            value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else _MISSING
        elif name:
            value = _step(value, name)
    return value


def _step(value: Any, name: str) -> Any:
    if isinstance(value, list):
        below = [each for each in (_step(item, name) for item in value) if each is not _MISSING]
        flat = [part for each in below for part in (each if isinstance(each, list) else [each])]
        return flat if below or not value else _MISSING
    return value.get(name, _MISSING) if isinstance(value, dict) else _MISSING


def show(value: Any) -> str:
    """Return a value as the page writes it."""
    if value is None or value is _MISSING or value == []:
        return NOTHING
    if isinstance(value, list):
        return "; ".join(show(each) for each in value)
    return value if isinstance(value, str) else json.dumps(value)
