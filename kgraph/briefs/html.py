"""A brief as one page of HTML that needs nothing else: to be read on a screen, or printed on A4."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import jinja2

from kgraph.briefs import wording
from kgraph.briefs.brief import Brief
from kgraph.briefs.isolation import isolate, split_isolates

_PAGE, _IN_NOTEBOOK = "brief.html.jinja", "brief_notebook.html.jinja"
# What ends a sentence, and no address.
_MARKS = ".,;:!?'’"
_ADDRESS = re.compile(r"https?://[^\s<>“”\"]+")


def render_html(brief: Brief) -> str:
    """Return a brief as a page without scripts and without anything from outside; all that is data in it is escaped."""
    return _render(brief, _PAGE, prefix="")


def render_in_notebook(brief: Brief) -> str:
    """Return what stands on the page as a piece of HTML among others.

    Its ids begin with what is the brief's own, so that no reference leads to a footnote of another one beside it.
    """
    own = hashlib.sha256(f"{brief.dataset_version} {brief.url}".encode()).hexdigest()[:12]
    return _render(brief, _IN_NOTEBOOK, prefix=f"brief-{own}-")


def _render(brief: Brief, template: str, *, prefix: str) -> str:
    return _load_template(template).render(
        brief=brief,
        items=brief.items,
        prefix=prefix,
        wording=wording,
        language="en",
        refer=_References().refer,
        isolate=isolate,
        split_isolates=split_isolates,
        split_links=split_links,
    )


def split_links(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is an address that can be followed: `http` or `https` alone.

    >>> list(split_links("accessed May 1, https://example.org/a."))
    [('accessed May 1, ', False), ('https://example.org/a', True), ('.', False)]
    """
    place = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_MARKS)
        # A bracket that closes none of its own is the sentence's.
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_MARKS)
        yield text[place : match.start()], False
        yield address, True
        place = match.start() + len(address)
    yield text[place:], False


@cache
def _load_template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kgraph.briefs"),
        # Whatever a template is called: nothing of a dataset may become markup.
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


class _References:
    """Counts how often each footnote was referred to, so that each reference has an id of its own to lead back to."""

    def __init__(self) -> None:
        self.counts: defaultdict[int, int] = defaultdict(int)

    def refer(self, number: int) -> str:
        """Return the id of one more reference to a footnote."""
        self.counts[number] += 1
        return f"ref-{number}-{self.counts[number]}"
