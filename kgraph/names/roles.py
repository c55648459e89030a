"""What a text is to a name that it belongs to: the roles in the posting tables, as bits."""

from __future__ import annotations


class FormRole:
    """A whole name without spaces, or with them where its key is no mere spacing of the other."""

    KEY = 1
    """It is the name but for case, accents, spacing."""
    SPELLING = 2
    """It is a usual romanisation of the name."""
    CLOSE = 4
    """A typo of it may be one of the name."""


class WordRole:
    """A word of a name."""

    STORED = 1
    """It stands in the key of the name or in one of its romanisations."""
    SPELT = 2
    """It is what spellings of the name are compared with."""
    CLOSE = 4
    """A typo of it may be one of the name."""
