"""Data texts set apart in the sentences that hold them, so that their direction does not turn what stands around them.

Two names that are written from right to left, with an arrow between them, would show as one run, in which the arrow
points from the second to the first. Unicode isolates (UAX 9) keep each to itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import bidirectional

FIRST_STRONG, POP = "\u2068", "\u2069"
_PARAGRAPH = "\u2029"
_OPENING = frozenset("\u2066\u2067\u2068")
_TURNING = frozenset({"R", "AL", "AN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def isolate(text: str) -> str:
    r"""Return a data text in an isolate, if any character of it could turn its surroundings; else as it is.

    >>> isolate("Khorgos"), isolate("قور") == "\u2068قور\u2069"
    ('Khorgos', True)
    """
    if text.isascii() or not any(bidirectional(character) in _TURNING for character in text):
        return text
    # An isolate ends with its paragraph.
    return _PARAGRAPH.join(f"{FIRST_STRONG}{_balance(part)}{POP}" for part in text.split(_PARAGRAPH))


def isolate_within(text: str, names: Iterable[str]) -> str:
    """Return a sentence in which names that it holds stand in isolates, where they need any."""
    found = sorted({name for name in names if isolate(name) != name}, key=lambda name: (-len(name), name))
    if not found:
        return text
    return re.sub("|".join(map(re.escape, found)), lambda match: isolate(match[0]), text)


def split_isolates(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a sentence, and whether each is a data text that `isolate` has set apart.

    >>> [is_apart for _, is_apart in split_isolates(f"{isolate('قورعاس')} → Khorgos")]
    [True, False]
    """
    depth = start = 0
    for place, character in enumerate(text):
        if character in _OPENING:
            if not depth:
                if place > start:
                    yield text[start:place], False
                start = place + 1
            depth += 1
        elif character == POP and depth:
            depth -= 1
            if not depth:
                yield text[start:place], True
                start = place + 1
    if start < len(text):
        yield text[start:], depth > 0


def strip_isolates(text: str) -> str:
    """Return a text without the characters that begin and end isolates."""
    return "".join(character for character in text if character not in _OPENING and character != POP)


def _balance(text: str) -> str:
    """Return a text that ends whatever isolate it begins, and no other one."""
    opened = unopened = 0
    for character in text:
        if character in _OPENING:
            opened += 1
        elif character == POP and opened:
            opened -= 1
        elif character == POP:
            unopened += 1
    return f"{FIRST_STRONG * unopened}{text}{POP * opened}"
