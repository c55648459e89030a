"""What a notebook shows: every claim with how it stands and its evidence; nothing of a dataset becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Page, sync_playwright

from kgraph.answers.wording import cite_evidence
from kgraph.briefs.isolation import strip_isolates
from kgraph.knowledge_graph import KnowledgeGraph
from tests.answers.asked import ask_everything, ask_random, iter_claims
from tests.api.test_pages import OPTIONS, find_browser
from tests.briefs.hostile import TEXTS, make_hostile_graph
from tests.briefs.test_direction import make_graph

ALLOWED = {"div", "span", "b", "bdi", "code", "style", "table", "tr", "th", "td"}
MARKS = {"affirmed": "", "negated": "NEGATED", "unknown": "UNCLEAR"}


def parse(shown: Any) -> HtmlElement:
    html = shown._repr_html_()
    assert not re.search(r"url\(|@import|https?://", html.split("</style>")[0])
    return lxml.html.fragment_fromstring(html)


def squeeze(text: str) -> str:
    return " ".join(strip_isolates(text).split())


def check(shown: Any) -> list[HtmlElement]:
    """Hold a page against its answer; return what shows claims."""
    page = parse(shown)
    elements = [element for element in page.iter() if isinstance(element.tag, str)]
    assert {element.tag for element in elements} <= ALLOWED
    assert {name for element in elements for name in element.attrib} <= {"class"}
    claims = page.xpath("//div[@class='kg-claim']")
    expected = list(iter_claims(shown))
    assert len(claims) == len(expected)
    for element, claim in zip(claims, expected, strict=True):
        assert squeeze(element.xpath("string(.//span[@class='kg-statement'])")) == squeeze(claim.statement)
        assert element.xpath(".//code/text()")[0] == claim.id
        standing = squeeze(element.xpath("string(./div[@class='kg-standing'])"))
        words = [MARKS[claim.polarity], claim.status, f"said by {claim.speaker.name}"]
        words += [f"hedged “{claim.hedge}”"] if claim.hedge else []
        words += ["presupposed"] if claim.basis == "presupposed" else []
        words += [claim.rank] if claim.rank != "normal" else []
        words += [f"contested by {claim.contested_by[0].id}"] if claim.contested_by else []
        assert all(squeeze(word) in standing for word in words), (words, standing)
        assert ("holds" in standing) == (claim.valid is not None) or "holds" in squeeze(claim.speaker.name)
        evidence = [squeeze(each.text_content()) for each in element.xpath("./div[@class='kg-evidence']")]
        assert len(evidence) == len(claim.evidence)
        for line, passage in zip(evidence, claim.evidence, strict=True):
            assert line.startswith(squeeze(cite_evidence(passage)))
    return claims


def test_every_answer_shows_every_claim_with_its_evidence(article_graph: KnowledgeGraph) -> None:
    for name, answer in ask_everything(article_graph).items():
        assert check(answer) or name not in ("claims", "neighbours", "paths", "subgraph", "timeline", "impact"), name


def test_disputes_amounts_and_withdrawn_claims_are_shown() -> None:
    for asked in ask_random(8):
        for answer in asked.values():
            check(answer)


def test_items_alone_are_shown_too(article_graph: KnowledgeGraph) -> None:
    for answer in ask_everything(article_graph).values():
        for item in getattr(answer, "items", ())[:3]:
            check(item)
    whole = parse(article_graph.claim("p06s5c02")).text_content()
    assert "UNCLEAR" in whole
    assert "hedged “unclear”" in whole
    assert "citing Orda.kz, May 5 2023?" in whole
    assert "that is no support for this claim" in parse(article_graph.claim("p01s1c01")).text_content()
    assert "2023 is inferred" in parse(article_graph.source("rbc-july-28")).text_content()


def test_a_part_says_how_much_of_the_list_it_is(article_graph: KnowledgeGraph) -> None:
    assert "50 of 201 claims" in parse(article_graph.claims()).text_content()
    assert "next_page()" in parse(article_graph.claims()).text_content()
    assert "201 claims" in parse(article_graph.claims(limit=500)).text_content()
    cut = parse(article_graph.neighbours("China", limit=1, claims_per_neighbour=1)).text_content()
    assert "1 of 15 claims shown; all: /v1/claims?polarity=affirmed&between=china&between=kazakhstan" in cut


def test_an_empty_answer_says_why_and_what_to_try(article_graph: KnowledgeGraph) -> None:
    page = parse(article_graph.paths("Bolat Nazarbayev", "Xinjiang", max_hops=1)).text_content()
    assert "No paths" in page
    assert "The shortest path has 3 hops" in page
    assert "Try: max_hops=3" in page
    assert "leave out status" in parse(article_graph.claims(about="China", paragraph=9, status="feared")).text_content()


def test_which_entity_a_name_was_taken_for_is_said(article_graph: KnowledgeGraph) -> None:
    assert "'Китай' is taken for China (china): alias." in parse(article_graph.neighbours("Китай")).text_content()
    assert "taken for" not in parse(article_graph.neighbours("china")).text_content()


def test_a_path_says_what_it_is_not_and_where_it_is_weak(article_graph: KnowledgeGraph) -> None:
    page = squeeze(parse(article_graph.paths("Bolat Nazarbayev", "China", k=1)).text_content())
    assert "a path is not an influence" in page
    assert "weakest: hop 2 (cites nothing)" in page
    assert "2 hops undated" in page


def test_a_dyad_and_a_subgraph_say_who_is_in_them(article_graph: KnowledgeGraph) -> None:
    dyad = article_graph.dyad(["KZ", "CN"], limit=2)
    check(dyad)
    page = squeeze(parse(dyad).text_content())
    assert f"CN: China ({dyad.sides[0].entities[0].claim_count})" in page
    assert f"Topics: {dyad.topics[0].value} ({dyad.topics[0].count})" in page
    assert "4 entities, nearest first" in squeeze(parse(article_graph.subgraph("Bolat Nazarbayev")).text_content())


def test_what_looks_like_markup_shows_as_it_is_written() -> None:
    graph = make_hostile_graph()
    for name, answer in ask_everything(graph).items():
        check(answer)
        if name == "claims":
            page = squeeze(parse(answer).text_content())
            assert all(squeeze(text) in page for text in TEXTS)
    for entity in graph.entities().items:
        check(entity)
        assert squeeze(entity.name) in squeeze(parse(entity).text_content())


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    path = find_browser()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield started.new_context(offline=True, viewport={"width": 900, "height": 900}).new_page()
        started.close()


def show(page: Page, folder: Path, html: str, style: str = "") -> None:
    target = folder / "notebook.html"
    target.write_text(f'<!doctype html><meta charset="utf-8"><body style="{style}">{html}', encoding="utf-8")
    page.goto(target.as_uri())


def test_names_from_right_to_left_do_not_turn_an_arrow(page: Page, tmp_path: Path) -> None:
    answer = make_graph().neighbours("a")
    hop = make_graph().subgraph("a").items[0]
    show(page, tmp_path, hop._repr_html_())
    lefts = page.evaluate(
        """() => { const tie = document.querySelector('.kg-tie');
        const [one, other] = tie.querySelectorAll(':scope > b');
        return [one.getBoundingClientRect().right, other.getBoundingClientRect().left]; }"""
    )
    assert lefts[0] < lefts[1]
    check(answer)
    check(hop)


@pytest.mark.parametrize("style", ["background:#fff;color:#111", "background:#111;color:#eee"])
def test_it_is_as_readable_as_the_notebook_is(
    page: Page, tmp_path: Path, style: str, article_graph: KnowledgeGraph
) -> None:
    brief = article_graph.brief("Bolat Nazarbayev")
    answers = "".join(answer._repr_html_() for answer in ask_everything(article_graph).values())
    show(page, tmp_path, answers + brief._repr_html_(), style)
    colours = page.evaluate(
        """() => [...new Set([...document.querySelectorAll('.kgraph *, .kgraph-brief *')]
        .map((element) => getComputedStyle(element)).map((style) => style.color + '/' + style.backgroundColor))]"""
    )
    assert colours == [f"{'rgb(17, 17, 17)' if '#fff' in style else 'rgb(238, 238, 238)'}/rgba(0, 0, 0, 0)"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_references_of_two_briefs_in_a_notebook_do_not_meet(article_graph: KnowledgeGraph) -> None:
    briefs = [article_graph.brief("Tokayev"), article_graph.brief("China"), article_graph.brief("Tokayev", limit=1)]
    pages = [lxml.html.fragment_fromstring(brief._repr_html_()) for brief in briefs]
    ids = [set(page.xpath("//@id")) for page in pages]
    for page, own in zip(pages, ids, strict=True):
        inner = [str(href)[1:] for href in page.xpath("//@href") if href.startswith("#")]
        assert inner
        assert set(inner) <= own
        assert not page.xpath("//script | //link | //img | //iframe")
    assert not ids[0] & ids[1] | ids[0] & ids[2] | ids[1] & ids[2]
    assert "Tokayev" in pages[0].xpath("string(//h1)")
