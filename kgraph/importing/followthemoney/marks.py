"""What the `status` of a record says of its claims: whether they hold now, or not yet, and with which reserve."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.records.vocabulary import Status

_STATUSES: dict[str, Status] = {
    **dict.fromkeys(("active", "current", "ongoing", "in force"), "ongoing"),
    **dict.fromkeys(
        ("ended", "inactive", "expired", "former", "terminated", "revoked", "lifted", "delisted", "dissolved"), "ended"
    ),
    "planned": "planned",
    "promised": "promised",
    "announced": "announced",
    "alleged": "alleged",
    "occurred": "occurred",
}
# What is recorded came about; whether it still holds only its dates, or a status, can tell.
NEUTRAL_STATUS: Status = "occurred"
# As kgraph's own exports have them: `disputed, planned, hedged “likely”`.
_DISPUTED = "disputed"
_HEDGED = re.compile(r", hedged “(?P<cue>[^”]+)”$")


@dataclass(frozen=True, slots=True)
class Marks:
    """A status, and the cue word of a hedge, if there is one. `is_whole`: nothing else was written there."""

    status: Status = NEUTRAL_STATUS
    hedge: str | None = None
    is_whole: bool = False


NO_MARKS = Marks()


def read_marks(texts: Sequence[str]) -> Marks:
    """Return what the values of `status` say; what is no word of the list is left to be kept as it stands.

    >>> read_marks(["disputed, planned, hedged “likely”"])
    Marks(status='planned', hedge='likely', is_whole=False)
    >>> read_marks(["Expired"]), read_marks(["under review"])
    (Marks(status='ended', hedge=None, is_whole=True), Marks(status='occurred', hedge=None, is_whole=False))
    """
    if len(texts) != 1:
        return NO_MARKS
    hedged = _HEDGED.search(texts[0])
    words = (texts[0] if hedged is None else texts[0][: hedged.start()]).casefold().split(", ")
    known = [word for word in words if word != _DISPUTED]
    if len(known) != 1 or known[0] not in _STATUSES:
        return NO_MARKS
    return Marks(_STATUSES[known[0]], None if hedged is None else hedged["cue"], is_whole=_DISPUTED not in words)
