"""Statements from a pattern: `{subject} – {predicate} – {object}, on {date}.`"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.names import nearest_words

PLACEHOLDERS = ("subject", "predicate", "object", "date", "speaker")
_PART = re.compile(r"\{(\w*)\}|([^{}]+)|([{}])")
# An apostrophe would join a name to the letters behind it: a search for its words would miss it.
_APOSTROPHES = frozenset("'’‘ʼ`´′＇")
_STANDS_APART = "must stand apart: only spaces or punctuation that is no apostrophe may touch it"


@dataclass(frozen=True, slots=True)
class Template:
    """A text with placeholders: `parts` are texts and, at the odd places, the words of the placeholders."""

    parts: tuple[str, ...]

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The words of the placeholders, in their order."""
        return self.parts[1::2]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts between them: one more than there are placeholders."""
        return self.parts[0::2]

    def fill(self, **values: str) -> str:
        """Return the text with values in the places of the placeholders.

        >>> parse_template("{subject} – {predicate} – {object}.").fill(subject="A", predicate="meets", object="B")
        'A – meets – B.'
        """
        return "".join(values[part] if place % 2 else part for place, part in enumerate(self.parts))


def parse_template(text: str) -> Template:
    """Return the template that a text writes.

    Raises:
        ValueError: a brace is not part of a placeholder, a placeholder is unknown, or something touches one, so that
            the name in its place would not be a word of the statement.
    """
    parts = [""]
    for match in _PART.finditer(text):
        word, plain, brace = match.groups()
        if brace is not None:
            raise ValueError(f"has a {brace} that belongs to no placeholder")
        if plain is not None:
            parts[-1] += plain
            continue
        if word not in PLACEHOLDERS:
            near = nearest_words(word, PLACEHOLDERS) or PLACEHOLDERS
            raise ValueError(f"has the unknown placeholder {{{word}}}; did you mean {' or '.join(near)}?")
        parts += [word, ""]
    template = Template(tuple(parts))
    for place, (before, after) in zip(template.placeholders, _iter_neighbours(template), strict=True):
        if _joins(before) or _joins(after):
            raise ValueError(f"{{{place}}} {_STANDS_APART}")
    return template


def _iter_neighbours(template: Template) -> Iterator[tuple[str, str]]:
    """Yield the characters before and after each placeholder: a space at the ends, a letter for a placeholder."""
    texts = template.texts
    for place in range(len(template.placeholders)):
        before = texts[place][-1:] or (" " if place == 0 else "x")
        after = texts[place + 1][:1] or (" " if place + 2 == len(texts) else "x")
        yield before, after


def _joins(character: str) -> bool:
    return character.isalnum() or character == "_" or character in _APOSTROPHES
