"""Names written from right to left stand where they belong: nothing of a dataset turns what stands around it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kgraph.briefs import FORMS, Brief
from kgraph.briefs.isolation import isolate, isolate_within, split_isolates, strip_isolates
from kgraph.knowledge_graph import KnowledgeGraph
from tests.api.test_pages import OPTIONS, find_browser
from tests.briefs.test_github import EXTENSIONS
from tests.graphs import make_claim, make_dataset, make_entity, make_source
from tests.tools import find_tool

KHORGOS, BOLAT, CHINA = "قورعاس", "بولات", "جۇڭگو"
PAPER, TITLE, AUTHOR = "ەگەمەن", "جول!", "نازاربايەۆ, بولات"
OVERRIDE = "Turned \u202e about"
CLOSING = "Closed \u2069\u202e early"
ISOLATES = re.compile("[\u2066-\u2069]")
# The left edge of each mark of a text, in the order of the text, of the first element that holds all of them.
PLACES = """(marks) => {
  const holds = (element) => { let at = 0; return marks.every((m) => {
    at = element.textContent.indexOf(m, at) + 1; return at > 0; }); };
  const element = [...document.querySelectorAll("h1, h3, li, p")].filter(holds).pop();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = []; let node = walker.nextNode(), from = 0;
  for (const mark of marks) {
    let at;
    while (node && (at = node.data.indexOf(mark, from)) < 0) { node = walker.nextNode(); from = 0; }
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + mark.length); from = at + mark.length;
    found.push(range.getBoundingClientRect().left);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page so wide that no sentence of these tests takes two lines."""
    path = find_browser()
    with sync_playwright() as playwright:
        started: Browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield started.new_context(offline=True, viewport={"width": 4000, "height": 900}).new_page()
        started.close()


def make_graph() -> KnowledgeGraph:
    names = {"a": KHORGOS, "b": BOLAT, "c": CHINA, "x": OVERRIDE, "y": CLOSING, "press-1": PAPER}
    entities = [make_entity(id_, name=name) for id_, name in names.items()]
    source = make_source("paper-1", "press-1", title=TITLE, authors=(AUTHOR,), date="2023")
    claims = [
        make_claim("one", "a", "b", statement=f"{KHORGOS} {BOLAT}", cites=("paper-1",), hedge=CHINA),
        make_claim("two", "b", "c", statement=OVERRIDE),
        make_claim("three", "c", "x", statement=CLOSING, speaker="y"),
        make_claim("four", "x", "y"),
    ]
    return KnowledgeGraph(make_dataset(claims, entities, [source]))


def show(page: Page, folder: Path, form: str, brief: Brief) -> None:
    text = FORMS[form].render(brief)
    if form == "markdown":
        command = [find_tool("cmark-gfm"), "--to", "html", *(word for name in EXTENSIONS for word in ("-e", name))]
        text = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout
        text = f'<!doctype html><meta charset="utf-8">{text}'
    else:
        text = text.replace("max-width: 44rem", "")
    (folder / "brief.html").write_text(text, encoding="utf-8")
    page.goto((folder / "brief.html").as_uri())


READ_IN_ORDER = {
    "title": ("From", KHORGOS, "to", BOLAT),
    "hop": (KHORGOS, "→", BOLAT, ":", "occurred"),
    "second hop": (BOLAT, "→", CHINA, ":"),
    "heading of the path": ("1", KHORGOS, "–", BOLAT, "–", CHINA, "–"),
    "override in a name": (CHINA, "→", "Turned", ":", "occurred"),
    "a name that ends isolates": ("Turned", "→", "Closed", ":", "occurred"),
    "statement and what qualifies it": ("Turned", "(", "occurred", ";", "item"),
    "statement that ends isolates": ("Closed", "(", "occurred", "·", "said by", "Closed", ";", "item"),
    "hedge": (KHORGOS, "(", "occurred", "·", "hedged", CHINA, ";", "item"),
    "scope": ("behind the hops", KHORGOS, "to"),
    "gap": (BOLAT, "–", CHINA, ":", "no claim of it has a date"),
    "note": ("بولات", "نازاربايەۆ", ",", "جول", PAPER, ", 2023", "cited in", "par"),
    "entry": ("نازاربايەۆ", ",", "بولات", ".", "جول", PAPER, ", 2023", ".", "Cited in"),
}


@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.parametrize("marks", READ_IN_ORDER.values(), ids=READ_IN_ORDER)
def test_what_is_read_from_left_to_right_stands_so(
    page: Page, tmp_path: Path, form: str, marks: tuple[str, ...]
) -> None:
    end = "b" if marks[0] == "From" else "y"
    show(page, tmp_path, form, make_graph().brief(from_="a", to=end))
    places = page.evaluate(PLACES, list(marks))
    assert all(one < other for one, other in pairwise(places)), list(zip(marks, places, strict=True))


def test_the_page_has_an_element_around_each_such_text_and_no_control_character_of_its_own() -> None:
    brief = make_graph().brief(from_="a", to="c")
    text = FORMS["html"].render(brief)
    page = lxml.html.document_fromstring(text)
    assert page.xpath("//h1/bdi/text()") == [KHORGOS, CHINA]
    assert page.xpath("//ol[@class='hops']/li/bdi/text()") == [KHORGOS, BOLAT, BOLAT, CHINA]
    assert page.xpath("//span[@class='statement']/bdi/text()")[:2] == [f"{KHORGOS} {BOLAT}", OVERRIDE]
    assert page.xpath("//span[@class='word']/bdi/text()")[0] == CHINA
    body = text.partition("<body>")[2]
    assert not ISOLATES.search(body)
    # A title can hold no element.
    assert page.xpath("string(//title)") == f"Brief: From {isolate(KHORGOS)} to {isolate(CHINA)}"


def test_a_title_in_an_isolate_takes_no_second_mark() -> None:
    (entry,) = [each for each in make_graph().brief("a").bibliography if each.source == "paper-1"]
    assert strip_isolates(entry.text).startswith(f"{AUTHOR}. “{TITLE}” {PAPER}, 2023.")


def test_why_there_is_nothing_names_both_ends_apart() -> None:
    entities = [make_entity("a", name=KHORGOS), make_entity("b", name=BOLAT)]
    graph = KnowledgeGraph(make_dataset([make_claim("one", "a", "c"), make_claim("two", "b", "d")], entities))
    for brief in (graph.brief(["a", "b"]), graph.brief(from_="a", to="b")):
        assert brief.empty is not None
        assert isolate(KHORGOS) in brief.empty.detail
        assert isolate(BOLAT) in brief.empty.detail


@pytest.mark.parametrize("form", FORMS)
def test_usual_briefs_are_plain(form: str, article_graph: KnowledgeGraph) -> None:
    for given in ({"about": "Kazakhstan"}, {"from_": "Bolat Nazarbayev", "to": "Xinjiang", "k": 3}):
        text = FORMS[form].render(article_graph.brief(**given))
        assert not ISOLATES.search(text)
        assert "<bdi>" not in text.partition("<pre>")[0]


@pytest.mark.parametrize("text", ["Khorgos", "Қорғас", "霍尔果斯", "ə’š—", "12 %", ""])
def test_what_turns_nothing_stays_as_it_is(text: str) -> None:
    assert isolate(text) == text


@pytest.mark.parametrize(
    "text", [KHORGOS, "١٢", OVERRIDE, "a\u202c", CLOSING, "\u2067open", "\u2069\u2068\u2069\u2069\u2066", "م\u2029م"]
)
def test_an_isolate_ends_where_its_text_ends_and_not_before(text: str) -> None:
    apart = isolate(text)
    assert strip_isolates(apart) == strip_isolates(text)
    parts = list(split_isolates(f"before {apart} after"))
    assert parts[0] == ("before ", False)
    assert parts[-1] == (" after", False)
    outside = "".join(part for part, is_apart in parts if not is_apart)
    assert outside == f"before {chr(0x2029) * text.count(chr(0x2029))} after"


def test_names_are_set_apart_in_a_sentence_the_longest_first() -> None:
    assert isolate_within(f"{KHORGOS} {BOLAT}: x", [BOLAT, f"{KHORGOS} {BOLAT}", "x"]) == (
        f"{isolate(f'{KHORGOS} {BOLAT}')}: x"
    )
    assert isolate_within("nothing", ["x", ""]) == "nothing"
