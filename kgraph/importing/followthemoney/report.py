"""What an import of FollowTheMoney records has done."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.importing.report import ImportReport


@dataclass(frozen=True, slots=True)
class FollowTheMoneyReport(ImportReport):
    """What an import has made of a file of records; a row is a line with a record in it.

    `things` became entities, `links` became claims. `dangling` counts the references to things that the file does
    not hold, or that could not be used themselves. `repeated_things` are lines that say of a thing what an earlier
    line says, word for word. `ignored` counts the records that hold nothing to claim, such as the pages of documents.
    """

    things: int
    links: int
    dangling: int
    repeated_things: int
    ignored: int
