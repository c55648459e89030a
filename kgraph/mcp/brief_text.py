"""A brief as a model hands it on: every statement with its speaker, and tools where people have commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from kgraph.briefs import Brief, wording
from kgraph.briefs.brief import BriefItem, BriefSection, Contradiction
from kgraph.briefs.isolation import isolate
from kgraph.briefs.markdown import escape, render_markdown, to_code
from kgraph.mcp.rendering.lists import show_call, to_call

ASK_AGAIN = "Ask the same again by this call of a tool:"
_SHOW_CLAIM = 'claim {"id": "ID"}'
_SAID_BY = "said by "
Qualified = TypeVar("Qualified", BriefItem, Contradiction)


def write_brief_text(brief: Brief) -> str:
    """Return a brief in Markdown, as people have it but for two things.

    A sentence is quoted without the head of the page, where a brief says once who speaks wherever nobody is named: here
    each statement says it. And what else can be asked is said as the call of a tool.
    """
    spoken = name_speakers(brief)
    text = render_markdown(spoken)
    for written, told in _iter_replacements(spoken):
        text = text.replace(written, told, 1)
    return text


def name_speakers(brief: Brief) -> Brief:
    """Return a brief in which every statement names its speaker, and none goes without saying."""
    if brief.speaker is None:
        return brief
    said = f"{_SAID_BY}{isolate(brief.speaker.name)}"
    sections = tuple(_name_speakers_in(section, said) for section in brief.sections)
    return brief.model_copy(update={"sections": sections, "speaker": None})


def _name_speakers_in(section: BriefSection, said: str) -> BriefSection:
    items = []
    for item in section.items:
        others = tuple(_name_speaker(other, said) for other in item.contradicted_by)
        items.append(_name_speaker(item, said).model_copy(update={"contradicted_by": others}))
    return section.model_copy(update={"items": tuple(items)})


def _name_speaker(said_so: Qualified, said: str) -> Qualified:
    if any(word.startswith(_SAID_BY) for word in said_so.words):
        return said_so
    return said_so.model_copy(update={"words": (*said_so.words, said)})


def _iter_replacements(brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield what the page writes for people and what a model is told instead; no data in it can look like the first."""
    for sentence, code in wording.iter_check(brief):
        if code is None:
            continue
        written = f"- {escape(sentence)} {to_code(code)}"
        if code == "kgraph show ID":
            yield written, f"- {escape(sentence)} {to_code(_SHOW_CLAIM)}"
        elif code.startswith("/v1/"):
            yield written, f"- {escape(sentence)} {to_code(to_call(code))}"
        elif code.startswith("kgraph "):
            yield written, f"{written} (in a shell; no tool does it)"
    yield f"{wording.ASK_AGAIN}\n", f"{ASK_AGAIN}\n"
    yield f"GET {brief.url}\n{brief.command}\n", f"{show_call('brief', brief.query.parameters)}\n"
