"""Ties, one by one or in a row as paths: the claims under each, and what is left out."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from kgraph.answers.views import ClaimView, Hop, Neighbour, Path
from kgraph.cli.tables.claims import build_claim_table, find_legend

ARROWS = {"forward": "→", "backward": "←", "both": "⇄"}
CLAIMS_INDENT = 4
# Events of ten years share a hundred days; the first tell what they are like.
SHOWN_PERIODS = 5


def render_paths(paths: Sequence[Path]) -> Iterable[RenderableType]:
    """Yield each path with its hops and their claims; a hop that occurred before is not written out again."""
    layout = TieLayout([claim for path in paths for hop in path.hops for claim in hop.claims])
    first_seen: dict[frozenset[str], int] = {}
    for number, path in enumerate(paths, start=1):
        length = f"{path.length} hop{'s' * (path.length != 1)}"
        yield Text(f"{number}. {length}: {' – '.join(entity.name for entity in path.entities)}", style="bold")
        yield Padding(Text(_weigh(path), style="dim"), (0, 0, 0, 2))
        for hop in path.hops:
            yield Padding(head_of_hop(hop), (0, 0, 0, 2))
            earlier = first_seen.setdefault(frozenset((hop.from_.id, hop.to.id)), number)
            if earlier == number:
                yield from layout.render(hop)
            else:
                yield Padding(Text(f"the claims stand under path {earlier}", style="dim"), (0, 0, 0, CLAIMS_INDENT))
        yield ""
    yield from layout.render_foot()
    for note in dict.fromkeys(path.note for path in paths):
        yield Text(f"Note: {note}")


def _weigh(path: Path) -> str:
    """Return what is to be known of a path as a whole."""
    weakest = path.hops[path.weakest_hop - 1]
    outlets = f"{path.fewest_outlets} outlet{'s' * (path.fewest_outlets != 1)}"
    if not weakest.cited_claim_count:
        outlets = "cites nothing"
    parts = [f"weakest: {weakest.from_.name} – {weakest.to.name} ({outlets})"]
    if path.shared_periods:
        periods = path.shared_periods
        left_out = len(periods) - SHOWN_PERIODS
        more = f" and {left_out:,} more; --format json names all" if left_out > 0 else ""
        parts.append(f"all hops can hold in {', '.join(periods[:SHOWN_PERIODS])}{more}")
    elif path.undated_hops:
        parts.append(f"{path.undated_hops} hop{'s' * (path.undated_hops != 1)} undated")
    else:
        parts.append("its hops share no day")
    return " · ".join(parts)


def head_of_hop(hop: Hop) -> Text:
    """Return the ends of a tie, and how many claims of what standing make it."""
    head = Text.assemble((f"{hop.from_.name} {ARROWS[hop.direction]} {hop.to.name}", "bold"))
    doubts = [
        word
        for word, holds in (
            ("all hedged", hop.hedged),
            ("only presupposed", hop.presupposed),
            ("contested", hop.contested),
        )
        if holds
    ]
    facts = [count_claims(hop.claim_count), *hop.statuses, *doubts]
    head.append(f"  {' · '.join(facts)} · {_outlets(hop)}", style="dim")
    return head


def render_neighbours(neighbours: Sequence[Neighbour]) -> Iterable[RenderableType]:
    """Yield each neighbour with the claims that make the tie."""
    layout = TieLayout([claim for neighbour in neighbours for claim in neighbour.claims])
    for neighbour in neighbours:
        entity = neighbour.entity
        head = Text.assemble((entity.name, "bold"), f"  {entity.id} ({entity.type})")
        head.append(f"  {count_claims(neighbour.claim_count)} · {_outlets(neighbour)}", style="dim")
        yield head
        yield from layout.render(neighbour)
        yield ""
    yield from layout.render_foot()


class TieLayout:
    """What the tables of one answer share, so that their columns stand under one another."""

    def __init__(self, claims: Sequence[ClaimView]) -> None:
        self.legend = find_legend(claims)
        self.widths = build_claim_table(claims, name_source=self.legend is None).measure()

    def render(self, tie: Hop | Neighbour) -> Iterator[RenderableType]:
        """Yield the claims of a tie, and how many are left out."""
        yield from self.render_claims(tie.claims)
        if len(tie.claims) < tie.claim_count:
            cut = f"{len(tie.claims)} of {count_claims(tie.claim_count)} shown; all: {to_command(tie.claims_url)}"
            yield Padding(Text(cut, style="dim"), (0, 0, 0, CLAIMS_INDENT))

    def render_claims(self, claims: Sequence[ClaimView]) -> Iterator[RenderableType]:
        """Yield a table of claims, if there are any."""
        if claims:
            table = build_claim_table(claims, widths=self.widths, name_source=self.legend is None)
            yield Padding(table, (0, 0, 0, CLAIMS_INDENT))

    def render_foot(self) -> Iterator[RenderableType]:
        """Yield what the places beside the claims mean, if that is the same for all."""
        if self.legend is not None:
            yield Text(self.legend, style="dim")


def to_command(claims_url: str) -> str:
    """Return the command that lists what a URL of claims lists.

    >>> to_command("/v1/claims?between=china&between=russia&hedged=true")
    'kgraph claims --between china --between russia --hedged true'
    """
    words = [
        f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in parse_qsl(urlsplit(claims_url).query)
    ]
    return " ".join(["kgraph claims", *words])


def count_claims(claims: int) -> str:
    """Return a number of claims in words: `1 claim`, `2,000 claims`."""
    return f"{claims:,} claim{'s' * (claims != 1)}"


def _outlets(tie: Hop | Neighbour) -> str:
    """Return the outlets of a tie, and say where claims rest on the text alone that they were read in."""
    if not tie.cited_claim_count:
        return "cites nothing"
    names = ", ".join(outlet.name for outlet in tie.outlets)
    uncited = tie.claim_count - tie.cited_claim_count
    return f"{names} ({uncited} cite{'s' * (uncited == 1)} nothing)" if uncited else names
