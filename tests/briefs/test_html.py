"""A brief as a page: it says what it holds, all links lead somewhere in it, and it asks nobody for anything."""

from __future__ import annotations

import re
from collections import Counter

import lxml.html
import pytest
from lxml.html import HtmlElement

from kgraph.briefs import Brief
from kgraph.briefs.html import render_html
from kgraph.briefs.isolation import strip_isolates
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Dataset
from tests.briefs.hostile import TEXTS, make_hostile_graph
from tests.graphs import make_claim, make_dataset, make_source

# Elements that run code, load something, or send something away.
REFUSED = {"script", "link", "img", "iframe", "object", "embed", "form", "input", "base", "video", "audio", "svg"}


def to_text(element: HtmlElement) -> str:
    return squeeze(str(element.text_content()))


def squeeze(text: str) -> str:
    return " ".join(strip_isolates(text).split())


def parse(brief: Brief) -> HtmlElement:
    return lxml.html.document_fromstring(render_html(brief))


def check(brief: Brief) -> None:
    page = parse(brief)
    assert page.get("lang") == "en"
    assert not {element.tag for element in page.iter() if isinstance(element.tag, str)} & REFUSED
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    ids = Counter(page.xpath("//@id"))
    assert set(ids.values()) <= {1}
    for link in page.xpath("//*[@href]"):
        target = str(link.get("href"))
        # What leads out is an address that stands in a citation, and nothing is loaded from there.
        is_cited = link.tag == "a" and link.text == target and target.startswith(("http://", "https://"))
        assert is_cited or (target.startswith("#") and target[1:] in ids), target
    assert not page.xpath("//@src")
    assert squeeze(page.xpath("string(//h1)")) == squeeze(f"Brief: {brief.title}")
    for section in brief.sections:
        (shown,) = page.xpath(f"//section[@id='{section.id}']")
        assert to_text(shown.find(".//h2")) == section.title
        items = shown.xpath("./ol[@class='items']/li")
        assert [int(item.get("value")) for item in items] == [item.number for item in section.items]
        for element, item in zip(items, section.items, strict=True):
            assert squeeze(element.xpath("string(./span[@class='statement'])")) == squeeze(item.statement)
            words = element.xpath("./p[@class='words']/span[@class='word']")
            assert tuple(map(to_text, words)) == tuple(map(squeeze, item.words))
            assert element.xpath("./p[@class='words']/code/text()") == [item.claim]
            assert [int(a.text) for a in element.xpath("./sup/a")] == list(item.footnotes)
            assert len(element.xpath("./p[@class='against']")) == len(item.contradicted_by)
    notes = page.xpath("//section[@id='notes']/ol/li")
    assert [to_text(note).removesuffix(" ↩") for note in notes] == [squeeze(note.text) for note in brief.footnotes]
    assert [to_text(entry) for entry in page.xpath("//ul[@class='references']/li")] == [
        squeeze(entry.text) for entry in brief.bibliography
    ]
    rows = page.xpath("//section[@id='timeline']//tr")
    assert [to_text(row.find("th")) for row in rows] == [entry.date for entry in brief.timeline]
    for row, entry in zip(rows, brief.timeline, strict=True):
        item = brief.items[entry.item]
        shown_words = set(map(to_text, row.xpath(".//span[@class='word']")))
        assert {squeeze(word) for word in item.words if not word.startswith("dated ")} <= shown_words


def test_every_brief_of_the_article_is_read_back(article: Dataset, article_graph: KnowledgeGraph) -> None:
    for entity in article.entities:
        check(article_graph.brief(entity.id))
    check(article_graph.brief(["China", "Kazakhstan"]))
    check(article_graph.brief(["China", "Russia"]))
    check(article_graph.brief(from_="Bolat Nazarbayev", to="Xinjiang", k=3))


def test_what_looks_like_markup_shows_as_it_is_written() -> None:
    graph = make_hostile_graph()
    check(graph.brief("hub"))
    for number in range(len(TEXTS)):
        check(graph.brief(["hub", f"e{number:02}"]))


def test_an_address_in_a_citation_can_be_followed_and_a_mere_name_cannot() -> None:
    sources = [
        make_source("paper-1", "press-1", url="https://example.org/a?b=1&c=(2)"),
        make_source("paper-2", "press-2", title="www.example.net and forbes.com"),
    ]
    graph = KnowledgeGraph(make_dataset([make_claim("c", "a", "b", cites=("paper-1", "paper-2"))], (), sources))
    brief = graph.brief("a")
    check(brief)
    links = {str(href) for href in parse(brief).xpath("//@href") if not href.startswith("#")}
    assert links == {"https://example.org/a?b=1&c=(2)"}


def test_the_hops_of_a_path_name_the_weakest_one(article_graph: KnowledgeGraph) -> None:
    brief = article_graph.brief(from_="Bolat Nazarbayev", to="China")
    page = parse(brief)
    hops = page.xpath("//ol[@class='hops']/li")
    assert ["the weakest hop" in to_text(hop) for hop in hops] == [hop.weakest for hop in brief.paths[0].hops]
    assert "a path is not an influence" in to_text(page.xpath("//p[@class='caution']")[0])
    for hop, shown in zip(brief.paths[0].hops, hops, strict=True):
        statements = [to_text(each) for each in shown.xpath(".//span[@class='statement']")]
        assert statements == [brief.items[number].statement for number in hop.items]


@pytest.mark.parametrize("rule", ["@page", "size: A4", "break-inside: avoid", "break-after: avoid"])
def test_the_page_says_how_it_is_to_be_printed(article_graph: KnowledgeGraph, rule: str) -> None:
    text = render_html(article_graph.brief("Tokayev"))
    assert rule in text
    assert not re.search(r"url\(|@import|https?://", text.split("</style>")[0])
