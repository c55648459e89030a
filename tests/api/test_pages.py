"""`/docs` and `/redoc` in a real browser, with every address outside blocked: what counts is what is rendered."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.api.questions import iter_operations
from tests.api.server import Server
from tests.tools import find_tool

BINARIES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
PATIENCE = 30_000


def find_browser() -> str:
    """Return a browser's path."""
    named = os.environ.get("KGRAPH_CHROMIUM")
    return find_tool(*([named] if named else BINARIES))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_browser()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield started
        started.close()


@dataclass
class Watched:
    """A page, and what it asked of others and complained of."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def route(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname == "127.0.0.1":
            route.continue_()
            return
        self.outside.append(route.request.url)
        route.abort()

    def check(self) -> None:
        assert self.outside == [], "the page asked somebody else"
        assert self.complaints == []


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    watched = Watched(context.new_page())
    context.route("**/*", watched.route)
    watched.page.set_default_timeout(PATIENCE)
    watched.page.on(
        "console", lambda message: watched.complaints.append(message.text) if message.type == "error" else None
    )
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    yield watched
    context.close()


def get_summaries(document: dict[str, Any]) -> list[str]:
    return [operation["summary"] for _, operation in iter_operations(document)]


def test_docs_shows_every_operation(server: Server, watched: Watched, document: dict[str, Any]) -> None:
    page = watched.page
    page.goto(f"{server.url}/docs")
    expect(page.locator(".opblock")).to_have_count(len(list(iter_operations(document))))
    shown = page.locator(".opblock-summary-description").all_inner_texts()
    assert sorted(shown) == sorted(get_summaries(document))
    assert "nothing is a bare edge" in page.locator(".info").inner_text()
    watched.check()


def test_redoc_shows_every_operation(server: Server, watched: Watched, document: dict[str, Any]) -> None:
    page = watched.page
    page.goto(f"{server.url}/redoc")
    for summary in get_summaries(document):
        expect(page.locator("h2").filter(has_text=summary).first).to_be_attached()
    text = page.locator("#redoc-container, redoc, body").first.inner_text()
    assert "What connects Bolat Nazarbayev to China?" in text
    assert "an id or a name" in text
    page.wait_for_load_state("networkidle")
    watched.check()


def test_the_bare_address_ends_at_docs(server: Server, watched: Watched) -> None:
    watched.page.goto(server.url)
    expect(watched.page.locator(".opblock").first).to_be_visible()
    assert urlsplit(watched.page.url).path == "/docs"
    watched.check()


def test_a_question_can_be_tried_out(server: Server, watched: Watched) -> None:
    """The fields are filled in with an example: nothing has to be typed."""
    page = watched.page
    page.goto(f"{server.url}/docs")
    operation = page.locator("#operations-Paths-find_paths")
    operation.locator(".opblock-summary").click()
    operation.get_by_role("button", name="Try it out").click()
    with page.expect_response(lambda response: "/v1/paths?" in response.url) as asked:
        operation.get_by_role("button", name="Execute").click()
    assert asked.value.status == 200
    assert "from=Bolat%20Nazarbayev&to=China" in asked.value.url
    answer = operation.locator(".live-responses-table .response").first
    expect(answer.locator(".response-col_status")).to_contain_text("200")
    expect(answer.locator(".highlight-code").first).to_contain_text('"khorgos-project"')
    watched.check()


def test_a_table_can_be_reconciled_from_the_docs_page(server: Server, watched: Watched) -> None:
    """Texts that hold JSON are typed, not chosen as files, and a field that is left empty is not in the way."""
    page = watched.page
    page.goto(f"{server.url}/docs")
    for name in ("get_reconciliation", "post_reconciliation"):
        operation = page.locator(f"#operations-Reconciliation-{name}")
        operation.locator(".opblock-summary").click()
        operation.get_by_role("button", name="Try it out").click()
        expect(operation.locator("input[type=file]")).to_have_count(0)
    # As it is filled in.
    with page.expect_response(lambda response: response.url.endswith("/v1/reconcile")) as asked:
        operation.get_by_role("button", name="Execute").click()
    assert (asked.value.status, asked.value.json()["row 1"]["result"][0]["match"]) == (200, True)
    operation.locator('tr[data-property-name="queries"] input[type=text]').fill("")
    operation.locator('tr[data-property-name="extend"] input[type=text]').fill(
        '{"ids": ["china"], "properties": [{"id": "country"}]}'
    )
    with page.expect_response(lambda response: response.url.endswith("/v1/reconcile")) as asked:
        operation.get_by_role("button", name="Execute").click()
    assert (asked.value.status, asked.value.json()["rows"]) == (200, {"china": {"country": [{"str": "CN"}]}})
    got = page.locator("#operations-Reconciliation-get_reconciliation")
    got.locator('tr[data-param-name="queries"] input').fill('{"a": {"query": "China"}}')
    with page.expect_response(lambda response: "/v1/reconcile?queries=" in response.url) as asked:
        got.get_by_role("button", name="Execute").click()
    assert (asked.value.status, asked.value.json()["a"]["result"][0]["match"]) == (200, True)
    watched.check()


def test_an_example_of_the_documentation_is_a_link_that_works(server: Server, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{server.url}/docs")
    operation = page.locator("#operations-Entities-search")
    operation.locator(".opblock-summary").click()
    link = operation.get_by_role("link", name="GET /v1/search?q=").first
    address = link.get_attribute("href")
    assert address is not None
    answer = page.request.get(urljoin(page.url, address))
    assert answer.json()["items"][0]["id"] == "kassym-jomart-tokayev"
    watched.check()
