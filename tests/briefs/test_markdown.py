"""A brief in Markdown says, to an independent parser, exactly what it holds, and its footnotes fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kgraph.briefs import FORMS, Brief
from kgraph.briefs.isolation import isolate
from kgraph.briefs.markdown import escape, render_markdown, to_code
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Dataset
from tests.briefs.expected import list_items
from tests.briefs.hostile import TEXTS, make_hostile_graph

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What may stand in a brief: anything else came out of data.
BLOCKS = {"heading", "paragraph", "bullet_list", "ordered_list", "list_item", "blockquote", "inline", "fence"}
INLINES = {"text", "code_inline", "hardbreak", "softbreak", "em_open", "em_close", "text_special"}
REFERENCE = re.compile(r"(?<!\\)(?:\\\\)*\[\^(\d+)\](?!:)")
DEFINITION = re.compile(r"^\[\^(\d+)\]: (.+)$", re.MULTILINE)


@dataclass
class Section:
    """What stands under a heading: texts by paragraph, and where numbered lists begin."""

    title: str
    texts: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def to_text(inline: Token) -> str:
    """Return what a reader sees of a line, with a line break for a hard one."""
    breaks = {"hardbreak": "\n", "softbreak": "\n"}
    return "".join(breaks.get(each.type, each.content) for each in inline.children or ())


def read_sections(text: str) -> list[Section]:
    tokens = PARSER.parse(text)
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= BLOCKS
    sections: list[Section] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            assert {child.type for child in token.children or ()} <= INLINES, token.content
            if before is not None and before.type == "heading_open" and before.tag in ("h1", "h2"):
                sections.append(Section(to_text(token)))
            else:
                sections[-1].texts.append(to_text(token))
        if token.type == "ordered_list_open":
            sections[-1].numbers.append(int(token.attrs.get("start", 1)))
    return sections


def check(brief: Brief) -> None:
    text = render_markdown(brief)
    definitions = dict(DEFINITION.findall(text))
    assert [int(number) for number in definitions] == [note.number for note in brief.footnotes]
    body = DEFINITION.sub("", text)
    assert {int(number) for number in REFERENCE.findall(body)} == {note.number for note in brief.footnotes}
    sections = read_sections(text)
    assert sections[0].title == f"Brief: {brief.title}"
    shown = {section.title: section for section in sections}
    for section in brief.sections:
        own = shown[section.title]
        for item in section.items:
            notes = "".join(f"[^{number}]" for number in item.footnotes)
            assert f"{isolate(item.statement)}{notes}\n{' · '.join(item.words)} · {item.claim}" in own.texts
        if section.items:
            assert own.numbers == [section.items[0].number]
    for note in brief.footnotes:
        assert to_text(PARSER.parseInline(definitions[str(note.number)])[0]) == note.text
    for entry in brief.bibliography:
        assert entry.text in shown["Bibliography"].texts
    for entry in brief.timeline:
        (line,) = [line for line in shown["Timeline"].texts if line.endswith(f"; item {entry.item})")]
        assert line.startswith(f"{entry.date}: {isolate(brief.items[entry.item].statement)}[^")
        assert all(word in line for word in brief.items[entry.item].words if not word.startswith("dated"))


def iter_briefs(graph: KnowledgeGraph, dataset: Dataset) -> Iterator[Brief]:
    yield from (graph.brief(entity.id) for entity in dataset.entities)
    yield graph.brief(["China", "Kazakhstan"])
    yield graph.brief(["China", "Russia"])
    yield graph.brief(from_="Bolat Nazarbayev", to="Xinjiang", k=3)


def test_every_brief_of_the_article_is_read_back(article: Dataset, article_graph: KnowledgeGraph) -> None:
    for brief in iter_briefs(article_graph, article):
        check(brief)


def test_what_looks_like_markup_shows_as_it_is_written() -> None:
    graph = make_hostile_graph()
    brief = graph.brief("hub")
    assert sorted(item.statement for item in list_items(brief)) == sorted(TEXTS)
    check(brief)
    for number in range(len(TEXTS)):
        if number % 5 != 4:
            check(graph.brief(from_="hub", to=f"e{number:02}"))
        check(graph.brief(["hub", f"e{number:02}"]))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_escaped_wherever_it_stands(text: str) -> None:
    for before in ("", "- ", "3. ", "# ", "> ", "   - "):
        tokens = [token for token in PARSER.parse(f"{before}{escape(text)}") if token.type == "inline"]
        assert [to_text(token) for token in tokens] == [text]
    (inline,) = PARSER.parseInline(f"x {to_code(text)} y")
    (code,) = [child for child in inline.children or () if child.type == "code_inline"]
    assert code.content == text


def test_the_form_is_the_default_and_ends_in_a_line_feed(article_graph: KnowledgeGraph) -> None:
    assert next(iter(FORMS)) == "markdown"
    text = FORMS["markdown"].render(article_graph.brief("Tokayev"))
    assert text.endswith("\n")
    assert not any(line.endswith(" ") for line in text.splitlines())
