"""The styles of a bibliography: one table for the queries, REST, the command line, the docs and the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kgraph.citations import bibtex, chicago, csl, gost, ris
from kgraph.citations.entries import BibliographyEntry

DEFAULT_STYLE = "text"
PLAIN_TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Style:
    """A style: what HTTP calls its form, how its files end, and what turns entries into pieces of text.

    `says_why`: whether an empty bibliography may say in it why it is empty; a program reads the other forms.
    """

    name: str
    media_type: str
    extension: str
    render: Callable[[Iterable[BibliographyEntry]], Iterator[str]]
    summary: str

    @property
    def says_why(self) -> bool:
        """Whether people read it."""
        return self.media_type == PLAIN_TEXT


STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        Style("text", PLAIN_TEXT, "chicago.txt", chicago.render, "Text for people: the same as `chicago`."),
        Style("chicago", PLAIN_TEXT, "chicago.txt", chicago.render, "Chicago notes and bibliography, in English."),
        Style("gost", PLAIN_TEXT, "gost.txt", gost.render, "References by GOST R 7.0.5-2008, with Russian words."),
        Style(
            "csl-json", "application/vnd.citationstyles.csl+json", "csl.json", csl.render, "Zotero, Pandoc and others."
        ),
        Style("bibtex", "application/x-bibtex", "bib", bibtex.render, "LaTeX, BibTeX and biblatex."),
        Style("ris", "application/x-research-info-systems", "ris", ris.render, "EndNote, Mendeley and others."),
    )
}
