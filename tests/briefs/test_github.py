"""A brief in Markdown as GitHub's own parser reads it: no footnote is lost, and nothing in a name becomes markup."""

from __future__ import annotations

import subprocess

import lxml.html
from lxml.html import HtmlElement

from kgraph.briefs import Brief
from kgraph.briefs.isolation import strip_isolates
from kgraph.briefs.markdown import render_markdown
from kgraph.knowledge_graph import KnowledgeGraph
from tests.briefs.expected import list_items
from tests.briefs.hostile import make_hostile_graph
from tests.tools import find_tool

EXTENSIONS = ("footnotes", "table", "strikethrough", "autolink", "tasklist")
PLAIN = {"html", "body", "h1", "h2", "h3", "p", "ul", "ol", "li", "em", "code", "pre", "br", "blockquote"}
OF_NOTES = {"sup", "a", "section"}


def read(brief: Brief) -> HtmlElement:
    command = [find_tool("cmark-gfm"), "--to", "html", *(word for name in EXTENSIONS for word in ("-e", name))]
    done = subprocess.run(command, input=render_markdown(brief), capture_output=True, encoding="utf-8", check=True)
    return lxml.html.document_fromstring(done.stdout)


def squeeze(text: str) -> str:
    return " ".join(strip_isolates(text).split())


def check(brief: Brief) -> None:
    page = read(brief)
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)} <= PLAIN | OF_NOTES
    assert all(str(href).startswith("#") for href in page.xpath("//@href"))
    notes = page.xpath("//section[@class='footnotes']/ol/li")
    shown = [squeeze(note.text_content()).partition(" ↩")[0] for note in notes]
    assert shown == [squeeze(note.text) for note in brief.footnotes]
    lines = [squeeze(line.text_content()) for line in page.xpath("//ol/li")]
    for item in list_items(brief):
        notes_of_item = "".join(map(str, item.footnotes))
        assert any(line.startswith(squeeze(f"{item.statement}{notes_of_item}")) for line in lines), item.statement


def test_no_footnote_is_lost_to_what_stands_before_it() -> None:
    graph = make_hostile_graph()
    check(graph.brief("hub"))
    check(graph.brief(["hub", "e05"]))


def test_the_briefs_of_the_article(article_graph: KnowledgeGraph) -> None:
    for about in ("Tokayev", "Kazakhstan", "China"):
        check(article_graph.brief(about))
    check(article_graph.brief(from_="Bolat Nazarbayev", to="Xinjiang", k=3))
