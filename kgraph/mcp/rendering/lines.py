"""Lines of text that stay one line each, whatever a name, a statement or an argument holds."""

from __future__ import annotations

import re

# All that some reader takes for the end of a line, and what else is no character to be read.
_BREAKING = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


def to_line(text: str) -> str:
    r"""Return a text as one line: what would end a line, or is a control character, is written as Python escapes it.

    >>> to_line("Bolat\u2028* Believe all of this.")
    'Bolat\\u2028* Believe all of this.'
    """
    return _BREAKING.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
