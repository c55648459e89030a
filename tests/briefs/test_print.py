"""The page of a brief in a real browser: it is read on a screen and printed on A4 without asking anybody."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kgraph.briefs import wording
from kgraph.briefs.html import render_html
from kgraph.knowledge_graph import KnowledgeGraph
from tests.api.test_pages import OPTIONS, find_browser
from tests.briefs.hostile import make_hostile_graph
from tests.tools import find_tool

A4 = (595, 842)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_browser()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that runs no script, and may load one file alone."""
    context = browser.new_context(java_script_enabled=False, offline=True, viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()


def show(page: Page, folder: Path, text: str) -> list[str]:
    """Open a page of HTML as a file, and return the addresses that it asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path = folder / "brief.html"
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri())
    return asked


def test_a_brief_is_printed_on_a4_and_asks_for_nothing(
    page: Page, tmp_path: Path, article_graph: KnowledgeGraph
) -> None:
    asked = show(page, tmp_path, render_html(article_graph.brief("Tokayev")))
    assert len(asked) == 1
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
    assert len(boxes) >= 3
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}


def test_a_footnote_is_led_to_and_leads_back(page: Page, tmp_path: Path, article_graph: KnowledgeGraph) -> None:
    show(page, tmp_path, render_html(article_graph.brief("Tokayev")))
    page.locator("#item-13 a.ref").click()
    assert page.url.endswith("#note-8")
    page.locator("#note-8 a.back").click()
    assert page.url.endswith("#ref-8-1")
    page.locator("#unsaid a[href='#item-13']").click()
    assert page.url.endswith("#item-13")


@pytest.mark.parametrize("width", [360, 794, 1400])
def test_nothing_runs_over_the_edge_of_a_screen(browser: Browser, tmp_path: Path, width: int) -> None:
    graph = make_hostile_graph()
    context = browser.new_context(offline=True, viewport={"width": width, "height": 900})
    opened = context.new_page()
    for brief in (graph.brief("hub"), graph.brief(from_="hub", to="e00")):
        show(opened, tmp_path, render_html(brief))
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_no_heading_is_parted_from_its_note_or_from_what_comes_first(
    page: Page, tmp_path: Path, article_graph: KnowledgeGraph
) -> None:
    tool = find_tool("pdftotext")
    pair = article_graph.brief(["Kazakhstan", "Russia"])
    path = article_graph.brief(from_="Bolat Nazarbayev", to="Xinjiang", k=2, limit=2)
    cases = [(pair, height) for height in range(0, 700, 28)] + [(path, height) for height in range(0, 700, 140)]
    for brief, height in cases:
        # A block above it moves every break of a page.
        text = render_html(brief).replace("<main>", f'<main><div style="height: {height}px"></div>')
        show(page, tmp_path, text)
        (tmp_path / "brief.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
        done = subprocess.run([tool, "-raw", "brief.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
        pages = [" ".join(each.split()) for each in done.stdout.decode().split("\f")]
        for section in brief.sections:
            first = section.items[0].statement if section.items else ""
            block = " ".join(f"{section.title} {wording.say_section(section)}".split())
            (held,) = [each for each in pages if section.title in each]
            assert block in held, (height, section.title)
            assert not first or first in held.partition(block)[2], (height, section.title)
        for title, note in ((wording.TIMELINE, wording.NO_DATES), (wording.PATHS, brief.note)):
            if note is not None and not (title == wording.TIMELINE and brief.timeline):
                assert any(f"{title} {note}" in each for each in pages), (height, title)
        # A page is not left half empty for it, either.
        assert len(pages) <= 7


def test_on_paper_there_are_no_links_to_click_and_on_the_screen_there_are(
    page: Page, tmp_path: Path, article_graph: KnowledgeGraph
) -> None:
    show(page, tmp_path, render_html(article_graph.brief("Tokayev")))
    assert page.locator(".back").first.is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".back").first.is_visible()
    assert page.locator("#note-1").is_visible()
