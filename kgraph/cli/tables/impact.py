"""What falls if a source is wrong: the counts in words, then what they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from kgraph.answers.overviews import Impact, PathChange
from kgraph.answers.views import SourceView
from kgraph.answers.wording import show_date
from kgraph.cli.tables.claims import render_claims
from kgraph.cli.tables.ties import count_claims, render_paths

_INDENT = (0, 0, 0, 2)
_RELATIONS = {
    "carrying": "Claims were read in it.",
    "cited": "Passages that claims were read in cite it.",
    "both": "Claims were read in it, and passages that claims were read in cite it.",
    "none": "No claim was read in it, and no passage cites it.",
}


def render_impact(impact: Impact) -> Iterable[RenderableType]:
    """Yield what falls in a sentence; then the claims, the ties and the entities; then the path with and without."""
    head = Text.assemble("If ", (_name_source(impact.source), "bold"), (f" ({impact.source.id})", "cyan"))
    yield head.append(f" is wrong, {_sum_up(impact)}.")
    yield Text(_RELATIONS[impact.relation], style="dim")
    for title, claims, count in (
        ("Without evidence then", impact.claims, impact.claim_count),
        ("With a part of their evidence then", impact.weakened, impact.weakened_count),
    ):
        if count:
            yield from _head(title, len(claims), count)
            yield from render_claims(claims)
    for title, lines, count in _list_the_rest(impact):
        if count:
            yield from _head(title, len(lines), count)
            yield from (Padding(line, _INDENT) for line in lines)
    if impact.path is not None:
        yield from _render_change(impact.path)


def _name_source(source: SourceView) -> str:
    title = "" if source.title is None else f", “{source.title}”"
    return f"{source.outlet.name}{title}, {show_date(source.date, source.date_printed)}"


def _sum_up(impact: Impact) -> str:
    """Return the counts in words."""
    losing = "loses all its" if impact.claim_count == 1 else "lose all their"
    tied, named = ("is" if count == 1 else "are" for count in (impact.tie_count, impact.entity_count))
    return (
        f"{_count(impact.claim_count, 'claim', 'claims')} {losing} evidence, and "
        f"{_count(impact.weakened_count, 'claim', 'claims')} a part of it; "
        f"{_count(impact.tie_count, 'pair', 'pairs')} of entities {tied} tied by nothing else, and "
        f"{_count(impact.entity_count, 'entity', 'entities')} {named} named by no other claim"
    )


def _count(number: int, one: str, several: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {several}" if number else f"no {several}"


def _list_the_rest(impact: Impact) -> Iterator[tuple[str, Sequence[Text], int]]:
    """Yield each list with its title and with how many there are in all."""
    ties = [
        Text.assemble(f"{tie.from_.name} – {tie.to.name}", (f"  {count_claims(tie.claim_count)}", "dim"))
        for tie in impact.ties
    ]
    yield "Tied by nothing else", ties, impact.tie_count
    entities = [Text.assemble(each.name, (f"  {each.id}", "cyan"), f" ({each.type})") for each in impact.entities]
    yield "Named by no other claim", entities, impact.entity_count


def _head(title: str, shown: int, count: int) -> Iterator[RenderableType]:
    cut = f"  {shown:,} of {count:,} shown; a higher --limit shows more" if shown < count else f"  {count:,}"
    yield ""
    yield Text.assemble((title, "bold"), (cut, "dim"))


def _render_change(change: PathChange) -> Iterator[RenderableType]:
    yield ""
    yield Text.assemble((f"From {change.from_.name} to {change.to.name}: ", "bold"), change.detail)
    for title, path in (("With it", change.before), ("Without it", change.after)):
        # A path that stays the same need not be shown twice.
        if path is not None and (change.changes or path is change.before):
            yield ""
            yield Text(title, style="bold")
            yield from render_paths([path])
