"""Claims as rows: what is said, how surely and by whom, and the evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rich.console import RenderableType
from rich.text import Text

from kgraph.answers.views import ClaimView
from kgraph.answers.wording import Aspect, list_standing, show_evidence, show_source_name
from kgraph.cli.tables.claim_table import ClaimTable, Widths

_STYLES: dict[Aspect, str] = {"polarity": "bold red not dim", "hedge": "yellow not dim", "contested": "yellow not dim"}


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
    claims: Sequence[ClaimView],
    *,
    header: bool = False,
    widths: Widths | None = None,
    name_source: bool | None = None,
) -> ClaimTable:
    """Return a row per claim; each passage names its text where `name_source` says so, or if there are several.

    Its columns are as wide as what is in them, unless `widths` tells otherwise.
    """
    if name_source is None:
        name_source = len(source_names(claims)) > 1
    table = ClaimTable("id", header=header, widths=widths)
    for claim in claims:
        table.add_row(Text(claim.id, style="cyan"), *claim_cells(claim, name_source=name_source))
    return table


def claim_cells(claim: ClaimView, *, name_source: bool, note: str = "", with_date: bool = True) -> tuple[Text, Text]:
    """Return what a claim says, how it stands and what is noted of it; and all of its evidence."""
    evidence = "\n".join(show_evidence(each, name_source=name_source) for each in claim.evidence)
    dateless: tuple[Aspect, ...] = ("valid",)
    standing = show_standing(claim, leave_out=() if with_date else dateless)
    if note:
        standing.append(f" · {note}")
    return Text.assemble(claim.statement, "\n", standing), Text(evidence)


def show_standing(claim: ClaimView, *, leave_out: Collection[Aspect] = ()) -> Text:
    """Return how a claim stands, in words, but for what stands beside it anyway."""
    standing = Text(style="dim")
    for aspect, words in list_standing(claim):
        if aspect not in leave_out:
            standing.append(" · " if standing else "")
            standing.append(words, style=_STYLES.get(aspect))
    return standing
