"""Names of authors, taken apart and put together as styles want them."""

from __future__ import annotations

from typing import NamedTuple


class AuthorName(NamedTuple):
    """The name of an author: `given` is None for a name that has no such parts, as of an organisation."""

    family: str
    given: str | None

    @property
    def inverted(self) -> str:
        """The family name first: `Tarn, Ines`."""
        return self.family if self.given is None else f"{self.family}, {self.given}"

    @property
    def straight(self) -> str:
        """The given name first: `Ines Tarn`."""
        return self.family if self.given is None else f"{self.given} {self.family}"

    @property
    def initials(self) -> str | None:
        """The initials of the given name, a hyphen kept: `I. P.`, `K.-J.`; as it is where it has no letters."""
        if self.given is None:
            return None
        return " ".join(map(_abbreviate, self.given.split()))


def split_name(name: str) -> AuthorName:
    """Return the parts of a name that is recorded as `Family name, Given name`, or without parts.

    >>> split_name("Tokayev, Kassym-Jomart").initials, split_name("Ministry of Trade").given
    ('K.-J.', None)
    """
    family, comma, given = name.partition(",")
    if not comma or not family.strip() or not given.strip():
        return AuthorName(name, None)
    return AuthorName(family.strip(), given.strip())


def _abbreviate(word: str) -> str:
    parts = [part for part in word.split("-") if part]
    if not parts or not all(part[0].isalpha() for part in parts):
        return word
    return "-".join(f"{part[0]}." for part in parts)
