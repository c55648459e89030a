"""The forms that a brief is written in, each with what HTTP and a file system call it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kgraph.briefs.brief import Brief
from kgraph.queries.parameters import check_word

_VERSION_FIGURES = 8
# Three ids, the version and the suffix stay well below what a file system takes for a name.
_ID_FIGURES = 60
# What may be asked beside the subjects, and is no filter.
_OF_THE_WHOLE = frozenset({"about", "from", "to", "k", "max_hops", "limit"})
_UNUSUAL = re.compile(r"[^a-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class BriefForm:
    """A form, and how a brief is written in it: as one text, in UTF-8."""

    name: str
    media_type: str
    suffix: str
    render: Callable[[Brief], str]


def _render_markdown(brief: Brief) -> str:
    from kgraph.briefs.markdown import render_markdown

    return render_markdown(brief)


def _render_html(brief: Brief) -> str:
    # Only who asks for a page waits for the template engine.
    from kgraph.briefs.html import render_html

    return render_html(brief)


def _render_json(brief: Brief) -> str:
    return brief.model_dump_json(by_alias=True, indent=2) + "\n"


# By name; the first is the default.
FORMS: dict[str, BriefForm] = {
    form.name: form
    for form in (
        BriefForm("markdown", "text/markdown; charset=utf-8", "md", _render_markdown),
        BriefForm("html", "text/html; charset=utf-8", "html", _render_html),
        BriefForm("json", "application/json", "json", _render_json),
    )
}


def get_form(name: str) -> BriefForm:
    """Return a form by its name.

    Raises:
        UnknownWord: there is no such form.
    """
    check_word("format", name, FORMS)
    return FORMS[name]


def name_file(brief: Brief, form: BriefForm) -> str:
    """Return a file name that says what is in it: dataset, subjects, version, whether only a part, and the form.

    It is a part where filters, or `via` or `avoid`, leave out some of what the subjects alone would mean.
    """
    joiner = "-to-" if brief.kind == "path" else "-and-"
    dataset, *subjects = (_shorten(id_) for id_ in (brief.dataset, *(entity.id for entity in brief.entities)))
    part = "-part" if brief.query.parameters.keys() - _OF_THE_WHOLE else ""
    version = brief.dataset_version[:_VERSION_FIGURES]
    return f"{dataset}-brief-{joiner.join(subjects)}-{version}{part}.{form.suffix}"


def _shorten(id_: str) -> str:
    return _UNUSUAL.sub("-", id_)[:_ID_FIGURES]
