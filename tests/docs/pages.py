"""Read the pages of `docs/`: their sections, tables, fenced blocks and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^(?:`(?P<file>[^`\n]+)`\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, the file that the line above names, and its text."""

    language: str
    file: str | None
    text: str


def read_page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def find_blocks(text: str, language: str | None = None) -> list[Block]:
    blocks = [Block(each["language"], each["file"], each["text"]) for each in _FENCE.finditer(text)]
    return [block for block in blocks if language in (None, block.language)]


def strip_blocks(text: str) -> str:
    return _FENCE.sub("", text)


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", strip_blocks(text), re.MULTILINE)


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert found, f"no heading {heading!r}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def find_tables(text: str) -> list[list[dict[str, str]]]:
    """Return the tables of a text, each a list of rows by the names of the columns."""
    tables = []
    for lines in re.findall(r"(?:^\|.*\|\n)+", strip_blocks(text) + "\n", re.MULTILINE):
        head, _, *body = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines.splitlines())
        tables.append([dict(zip(head, cells, strict=True)) for cells in body])
    return tables


def table(text: str, heading: str) -> list[dict[str, str]]:
    """Return the first table under a heading."""
    return find_tables(section(text, heading))[0]


def code(cell: str) -> str:
    """Return the text of a cell that is one piece of code."""
    found = re.fullmatch(r"`([^`]+)`", cell)
    assert found, f"{cell!r} is not code"
    return found[1]


def codes(text: str) -> list[str]:
    """Return all pieces of code in a text."""
    return re.findall(r"`([^`\n]+)`", text)
