"""`kgraph brief`: a footnoted note to be put before a reader."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Any, NoReturn

import typer

from kgraph.cli.completion import complete_entities
from kgraph.cli.options import Avoid, Data, Out, PathsMaxHops, PathsTo, Url, Via, with_filters


class BriefFormat(StrEnum):
    """The forms of a brief, as they are typed."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"


About = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ENTITY",
        help="What it is about: one or two, by id or name.",
        show_default=False,
        autocompletion=complete_entities,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="ENTITY",
        help="In place of ENTITY: a brief on the paths from here ...",
        show_default=False,
        autocompletion=complete_entities,
    ),
]
K = Annotated[int | None, typer.Option("--k", metavar="N", help="Most paths: 1 to 10. Default: 1.", show_default=False)]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        help="Most claims of a section, of paths of a hop: 1 to 500. Default: 60.",
        show_default=False,
    ),
]
Form = Annotated[BriefFormat, typer.Option("--format", help="Markdown with footnotes, a page to be printed, or JSON.")]


def _check_question(
    about: list[str], ends: dict[str, str | None], of_paths: dict[str, Any], filters: dict[str, Any]
) -> None:
    """Refuse what does not go together, as the library does, in the words of the command.

    Raises:
        InvalidParameter: neither ENTITY nor both ends are given, or both; or what belongs to the other question.
    """
    from kgraph.briefs.question import MAX_ABOUT
    from kgraph.errors import InvalidParameter
    from kgraph.filters import filter_specs

    def refuse(name: str, why: str) -> NoReturn:
        raise InvalidParameter(why, parameter=name)

    given_ends = [name for name, value in ends.items() if value is not None]
    if not about and not given_ends:
        refuse("about", "Say what the brief is about: one ENTITY, two, or a path by --from and --to.")
    if len(about) > MAX_ABOUT:
        refuse("about", f"A brief is about one ENTITY or two, not {len(about)}.")
    if about and given_ends:
        refuse(given_ends[0], "--from and --to stand in place of ENTITY: they do not go with it.")
    for name in (name for name, value in of_paths.items() if about and value not in (None, [])):
        refuse(name, f"{_to_option(name)} is about paths: it goes with --from and --to.")
    for name in (name for name in filters if not about and name not in filter_specs("paths")):
        refuse(name, f"{_to_option(name)} is about claims: it does not go with --from and --to.")
    for name in (name for name in ends if not about and name not in given_ends):
        refuse(name, f"A path has two ends: {_to_option(name)} is missing.")


def _to_option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


@with_filters("claims", leave_out=("about",))
def brief(
    *,
    filters: dict[str, Any],
    about: About = None,
    from_: From = None,
    to: PathsTo = None,
    max_hops: PathsMaxHops = None,
    k: K = None,
    avoid: Avoid = None,
    via: Via = None,
    limit: Limit = None,
    format: Form = BriefFormat.MARKDOWN,
    out: Out = None,
    data: Data = None,
    url: Url = None,
) -> None:
    """Write a footnoted note on an entity, on two, or on what connects them.

    What is affirmed, planned, doubtful or disputed, said not to be so and taken for granted, and what the sources do
    not say; each claim once, with what qualifies it and a footnote for each passage. Then a timeline, the bibliography,
    and how to check and repeat it. With --out the file is there whole or not at all.
    """
    from kgraph.briefs import get_form
    from kgraph.briefs.question import DEFAULT_CLAIMS
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import explain_empty, write_names
    from kgraph.cli.statuses import NOTHING_FOUND
    from kgraph.whole_file import write_whole

    _check_question(
        about or [], {"from": from_, "to": to}, {"k": k, "max_hops": max_hops, "via": via, "avoid": avoid}, filters
    )
    found = open_graph(data, url).brief(
        about or (),
        from_=from_,
        to=to,
        max_hops=max_hops,
        k=k,
        avoid=avoid or (),
        via=via or (),
        limit=DEFAULT_CLAIMS if limit is None else limit,
        **filters,
    )
    write_names(found.query.names)
    if found.empty is not None:
        typer.echo(explain_empty(found.empty), err=True)
        raise typer.Exit(NOTHING_FOUND)
    content = get_form("markdown" if format is BriefFormat.MARKDOWN else format).render(found).encode()
    if out is None:
        sys.stdout.buffer.write(content)
        return
    write_whole(out, [content])
    shown = f"{found.shown_count:,} of {found.claim_count:,} claims"
    typer.echo(f"Wrote {out}: {shown} of {found.dataset_version}", err=True)
