"""Every page is linked, and every relative link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, headings, read_page, strip_blocks

PAGES = sorted(DOCS.glob("*.md"))


def find_links(page: Path) -> list[str]:
    text = strip_blocks(page.read_text(encoding="utf-8"))
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]


def to_anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in find_links(page):
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        assert target.exists(), link
        if anchor:
            assert anchor in map(to_anchor, headings(target.read_text(encoding="utf-8"))), link


def test_the_map_links_every_page_and_notebook() -> None:
    linked = set(find_links(DOCS / "index.md"))
    notebooks = {f"../examples/{notebook.name}" for notebook in (ROOT / "examples").glob("*.ipynb")}
    assert linked == {page.name for page in PAGES} - {"index.md"} | notebooks


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_begins_with_a_title_and_its_purpose(page: Path) -> None:
    title, empty, purpose = read_page(page.name).split("\n", 3)[:3]
    assert title.startswith("# ")
    assert empty == ""
    assert purpose.strip()
    assert not purpose.startswith(("#", "|", "-"))
