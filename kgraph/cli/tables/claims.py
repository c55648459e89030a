"""Claims as rows: what is said, how surely and by whom, and the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kgraph.cli.tables.citations import show_evidence, show_source_name
from kgraph.queries.answers import ClaimView

# Longer ids are folded, so that they leave room for the claim.
MAX_ID_WIDTH = 24
_NOT_BEFORE = re.compile(r"\[(\d{4})\.\.\]")
# A statement is the claim as it is made, its negation included: the word must not read as a second one.
_POLARITIES = {"negated": "NEGATED", "unknown": "UNCLEAR"}


def render_claims(claims: Sequence[ClaimView]) -> Iterable[RenderableType]:
    """Yield a table of claims and, where all were read in one text, which one it is."""
    yield build_claim_table(claims, header=True)
    if legend := find_legend(claims):
        yield Text(legend, style="dim")


def find_legend(claims: Iterable[ClaimView]) -> str | None:
    """Return what the places beside claims mean, where all were read in one text; None where each names its own."""
    listed = list(claims)
    names = source_names(listed)
    if len(names) != 1:
        return None
    has_rows = any(evidence.locator.row is not None for claim in listed for evidence in claim.evidence)
    return f"Rows of {names[0]}." if has_rows else f"¶ paragraph and s sentence of {names[0]}."


def source_names(claims: Iterable[ClaimView]) -> list[str]:
    """Return what the texts that claims were read in are called, each once."""
    sources = {evidence.source.id: evidence for claim in claims for evidence in claim.evidence}
    return [show_source_name(sources[id_]) for id_ in sorted(sources)]


def build_claim_table(
    claims: Sequence[ClaimView], *, header: bool = False, id_width: int | None = None, name_source: bool | None = None
) -> Table:
    """Return a row per claim; each passage names its text where `name_source` says so, or if there are several."""
    if name_source is None:
        name_source = len(source_names(claims)) > 1
    table = Table(
        box=SIMPLE_HEAD if header else None,
        show_header=header,
        show_edge=False,
        pad_edge=False,
        expand=True,
        leading=int(header),
        padding=(0, 2, 0, 0),
    )
    table.add_column("id", width=id_width or widest_id(claims), overflow="fold", style="cyan")
    table.add_column("claim", ratio=3, overflow="fold")
    table.add_column("evidence", ratio=2, overflow="fold")
    for claim in claims:
        evidence = "\n".join(show_evidence(each, name_source=name_source) for each in claim.evidence)
        table.add_row(claim.id, Text.assemble(claim.statement, "\n", show_standing(claim)), Text(evidence))
    return table


def widest_id(claims: Iterable[ClaimView]) -> int:
    """Return the width of a column that holds the ids."""
    return min(MAX_ID_WIDTH, max((len(claim.id) for claim in claims), default=2))


def show_date(edtf: str) -> str:
    """Return a date in EDTF as it is, but for the open set that says no more than a year's beginning.

    >>> show_date("[2025..]"), show_date("2023?-09-28")
    ('in 2025 or later', '2023?-09-28')
    """
    not_before = _NOT_BEFORE.fullmatch(edtf)
    return f"in {not_before[1]} or later" if not_before else edtf


def show_standing(claim: ClaimView) -> Text:
    """Return how a claim stands: negated or unclear, its status, its hedge, its basis, and who says it."""
    standing = Text(style="dim")
    if claim.polarity in _POLARITIES:
        standing.append(f"{_POLARITIES[claim.polarity]} · ", style="bold red not dim")
    standing.append(claim.status)
    if claim.hedge is not None:
        standing.append(" · ")
        standing.append(f"hedged “{claim.hedge}”", style="yellow not dim")
    if claim.basis == "presupposed":
        standing.append(" · presupposed")
    if claim.rank != "normal":
        standing.append(f" · {claim.rank}")
    if claim.deprecated_because is not None:
        standing.append(f": {claim.deprecated_because}")
    standing.append(f" · said by {claim.speaker.name}")
    if claim.valid is not None:
        standing.append(f" · holds {show_date(claim.valid)}")
    return standing
