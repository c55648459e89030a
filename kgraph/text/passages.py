"""Cut a text into numbered sentences and give each a digest that survives typography.

A dataset stores no sentence of the text it was read from: only where the sentence stands and the
SHA-256 of its normalised form. Whoever holds a copy of the text can find the sentence and check it.

Paragraphs and sentences count from 1. A heading (title, byline, section title) is not a paragraph:
it is a block that does not end in a full stop, a question mark, an exclamation mark or an ellipsis.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# A line longer than this cannot come from a text that was wrapped for reading, so that in such a file
# every line is a paragraph, blank lines between them or not.
LONGEST_WRAPPED_LINE = 120

# Typographic variants that copies of one text differ in. NFKC handles the rest (ligatures, no-break
# spaces, full-width letters).
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)
_SPACE = re.compile(r"\s+")
_OPENERS = "\"'“‘«([「『（"
_CLOSERS = "\"'”’»)]」』）"
_TERMINAL = re.compile(rf"[.!?…。！？][{re.escape(_CLOSERS)}]*$")
# A sentence ends at its mark and what closes behind it, before a space and the start of the next one (a letter
# or figure, which may be no lower-case letter of any alphabet); after a Chinese mark there need be no space.
_BOUNDARY = re.compile(
    rf"(?:[.!?…][{re.escape(_CLOSERS)}]*\s+|[。！？][{re.escape(_CLOSERS)}]*\s*)"
    rf"(?=[{re.escape(_OPENERS)}]*(?P<next>[^\W_]))"
)
_TITLES = ("mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "st", "jr", "sr")
_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
_LATIN = ("vs", "ca", "cf", "al", "e.g", "i.e", "a.m", "p.m", "ph.d")
_OTHERS = ("approx", "dept", "est", "inc", "ltd", "co", "corp")
_RUSSIAN = ("им", "ул", "проф", "т.е", "см")
_ABBREVIATIONS = frozenset(_TITLES + _MONTHS + _LATIN + _OTHERS + _RUSSIAN)
# These are abbreviations before a figure only: “no. 3”, but “He said no. They left.”
_BEFORE_FIGURES = frozenset(("no", "nos", "vol", "p", "pp", "fig", "art", "ch", "sec", "ст"))
# Single capitals with points between them: N. Nazarbayev, K.-J. Tokayev, the U.S. Senate.
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a text, and where it stands in it (both numbers from 1)."""

    paragraph: int
    sentence: int
    text: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the normalised sentence, 64 hexadecimal digits."""
        return digest(self.text)


def normalise(text: str) -> str:
    r"""Return `text` in the form that is digested.

    In this order: typography (every apostrophe and single quotation mark becomes `'`, every double one `"`,
    every dash or hyphen `-`; soft hyphens and zero-width characters go); Unicode NFKC; typography once more,
    for what NFKC brings forth; then each run of white space becomes one space, none at the ends. Letters,
    their case, figures and the rest of the punctuation stay.

    >>> normalise("  “One–two” ,\u00a0Xi’an\n")
    '"One-two" , Xi\'an'
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)).strip()


def digest(passage: str) -> str:
    """Return the SHA-256 of the normalised passage in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(normalise(passage).encode()).hexdigest()


def text_digest(text: str) -> str:
    """Return the digest of a whole text: of its normalised sentences in their order, a line each.

    Headings are left out, so that a copy with another byline or page header has the same digest.
    """
    sentences = "\n".join(normalise(passage.text) for passage in iter_passages(text))
    return hashlib.sha256(sentences.encode()).hexdigest()


def iter_passages(text: str) -> Iterator[Passage]:
    """Yield the sentences of `text` in their order.

    >>> [(p.paragraph, p.sentence, p.text) for p in iter_passages("A title\\n\\nOne is here. Two (No. 3) too.")]
    [(1, 1, 'One is here.'), (1, 2, 'Two (No. 3) too.')]
    """
    for paragraph, block in enumerate(_iter_paragraphs(text), start=1):
        for sentence, passage in enumerate(_iter_sentences(block), start=1):
            yield Passage(paragraph, sentence, passage)


def _iter_paragraphs(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    wrapped = all(len(line) <= LONGEST_WRAPPED_LINE for line in lines)
    block: list[str] = []
    for line in [*lines, ""]:
        if line and (wrapped or not block):
            block.append(line)
            if wrapped:
                continue
        joined = " ".join(block)
        block = []
        if _TERMINAL.search(joined):
            yield joined


def _iter_sentences(paragraph: str) -> Iterator[str]:
    start = 0
    for boundary in _BOUNDARY.finditer(paragraph):
        if not _ends_sentence(paragraph[start : boundary.start() + 1], boundary["next"]):
            continue
        yield paragraph[start : boundary.end()].strip()
        start = boundary.end()
    if rest := paragraph[start:].strip():
        yield rest


def _ends_sentence(sentence: str, next_letter: str) -> bool:
    """Tell whether the mark at the end of `sentence` ends it, where `next_letter` is what comes after it."""
    if next_letter.islower():
        return False
    if not sentence.endswith("."):
        return True
    word = sentence[:-1].rsplit(None, 1)[-1:]
    last = word[0].lstrip(_OPENERS) if word else ""
    is_initial = _INITIALS.fullmatch(last) is not None and last.isupper()
    is_abbreviation = last.casefold() in _ABBREVIATIONS or (
        last.casefold() in _BEFORE_FIGURES and next_letter.isdigit()
    )
    return not (is_initial or is_abbreviation)
