"""How names are compared in the benchmark: without case, diacritics, punctuation and spacing."""

from __future__ import annotations

import unicodedata


def compact(name: str) -> str:
    """Return the letters and digits of a name, in lower case and without diacritics.

    >>> compact("Svilanović, Goran")
    'svilanovicgoran'
    """
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if sign.isalnum())
