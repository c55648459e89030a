"""A brief in Markdown: CommonMark with the footnotes of GitHub's dialect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kgraph.briefs import wording
from kgraph.briefs.brief import Brief, BriefItem, BriefPath, BriefSection, Gap
from kgraph.briefs.isolation import isolate

# Whatever can begin something else than text, anywhere. GitHub makes links of bare addresses, which swallow whatever
# follows up to a space, a footnote too; and emoji and mentions of words between or behind `:` and `@`.
_SPECIAL = re.compile(r"""[\\`*_{}\[\]<>#|~&$^!]|:(?=//|[\w+-]+:)|@(?=\w)|(?<=www)\.""", re.IGNORECASE)
_AT_START = re.compile(r"^(?:[+=-]|(\d{1,9})(?=[.)]))")
_BACKTICKS = re.compile("`+")


def render_markdown(brief: Brief) -> str:
    """Return a brief as Markdown: what is data in it shows as it is written, whatever characters it holds."""
    return "\n\n".join(_iter_blocks(brief)) + "\n"


def escape(text: str) -> str:
    r"""Return a line of text so that CommonMark shows it as it is written, at the start of a block too.

    >>> print(escape("1. *Not* a [list] & <b>"))
    1\. \*Not\* a \[list\] \& \<b\>
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    start = _AT_START.match(escaped)
    if start is None:
        return escaped
    place = start.end() if start[1] else 0
    return f"{escaped[:place]}\\{escaped[place:]}"


def to_code(text: str) -> str:
    """Return a line of text as a code span; it has as many backticks around it as it takes."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _iter_blocks(brief: Brief) -> Iterator[str]:
    yield f"# {escape(wording.say_kind(brief))}"
    yield "\n".join(f"- {escape(sentence)}" for sentence in wording.iter_opening(brief))
    items = brief.items
    if brief.paths:
        yield f"## {wording.PATHS}"
        yield f"> {escape(brief.note or '')}"
        for number, path in enumerate(brief.paths, start=1):
            yield from _iter_path_blocks(number, path, items)
    for section in brief.sections:
        yield from _iter_section_blocks(section, brief.gaps)
    yield f"## {wording.TIMELINE}"
    yield from _iter_timeline_blocks(brief, items)
    yield f"## {wording.BIBLIOGRAPHY}"
    yield "\n".join(f"- {escape(entry.text)}" for entry in brief.bibliography) or wording.NO_SOURCES
    yield f"## {wording.CHECK}"
    yield "\n".join(
        f"- {escape(sentence)}{'' if code is None else f' {to_code(code)}'}"
        for sentence, code in wording.iter_check(brief)
    )
    yield wording.ASK_AGAIN
    yield _fence([f"GET {brief.url}", brief.command])
    if brief.footnotes:
        yield "\n".join(f"[^{note.number}]: {escape(note.text)}" for note in brief.footnotes)


def _iter_path_blocks(number: int, path: BriefPath, items: dict[int, BriefItem]) -> Iterator[str]:
    yield f"### {number}. {escape(wording.say_path(path))}"
    yield f"{escape('; '.join(path.words))}."
    lines: list[str] = []
    for place, hop in enumerate(path.hops, start=1):
        lines.append(f"{place}. {escape(wording.say_hop(hop))}")
        lines += [f"   - {_show(items[each])}" for each in hop.items]
    yield "\n".join(lines)


def _iter_section_blocks(section: BriefSection, gaps: Sequence[Gap]) -> Iterator[str]:
    yield f"## {escape(section.title)}"
    yield f"*{escape(wording.say_section(section))}*"
    if section.items:
        yield "\n".join(line for item in section.items for line in _iter_item_lines(item))
    if section.id == "unsaid" and gaps:
        yield wording.GAPS
        yield "\n".join(line for gap in gaps for line in _iter_gap_lines(gap))


def _iter_item_lines(item: BriefItem) -> Iterator[str]:
    marker = f"{item.number}. "
    indent = " " * len(marker)
    yield f"{marker}{escape(isolate(item.statement))}{_refer(item.footnotes)}\\"
    yield f"{indent}{_join_words(item.words)} · {to_code(item.claim)}"
    for other in item.contradicted_by:
        where = to_code(other.claim) if other.item is None else f"item {other.item}"
        statement = f"{escape(isolate(other.statement))}{_refer(other.footnotes)}"
        yield f"{indent}- Contradicted by: {statement} ({_join_words(other.words)} · {where})"


def _iter_gap_lines(gap: Gap) -> Iterator[str]:
    items = f" {wording.say_items(gap.items)} {', '.join(map(str, gap.items))}." if gap.items else ""
    yield f"- {escape(gap.text)}{items}"
    yield from (f"  - {escape(line)}" for line in gap.details)


def _iter_timeline_blocks(brief: Brief, items: dict[int, BriefItem]) -> Iterator[str]:
    if brief.timeline_note is not None:
        yield f"*{escape(brief.timeline_note)}*"
    if not brief.timeline:
        yield wording.NO_DATES
        return
    lines = []
    for entry in brief.timeline:
        item = items[entry.item]
        lines.append(f"- {escape(entry.date)}: {_show(item, wording.say_undated(item))}")
    yield "\n".join(lines)
    if brief.date_marks:
        yield escape(" ".join(brief.date_marks))


def _show(item: BriefItem, words: Iterable[str] | None = None) -> str:
    """Return an item in a line: never without what qualifies it."""
    chosen = item.words if words is None else words
    return f"{escape(isolate(item.statement))}{_refer(item.footnotes)} ({_join_words(chosen)}; item {item.number})"


def _join_words(words: Iterable[str]) -> str:
    return " · ".join(map(escape, words))


def _refer(footnotes: Iterable[int]) -> str:
    return "".join(f"[^{number}]" for number in footnotes)


def _fence(lines: Sequence[str]) -> str:
    """Return lines as a block of code."""
    longest = max((len(run) for line in lines for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *lines, fence])
