"""`kgraph verify` and `passages`: a text and the passages that claims were read in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import typer

from kgraph.cli.options import DatasetPath, Format, OutputFormat, Text, Url
from kgraph.cli.statuses import NOTHING_FOUND

if TYPE_CHECKING:
    from kgraph.client import AnyGraph
    from kgraph.loading import ReadPassage, Verification

STANDARD_INPUT = Path("-")


def verify(*, text: Text, path: DatasetPath = None, url: Url = None, format: Format = OutputFormat.TABLE) -> None:
    """Check the passages of a dataset against a copy of their text.

    The digest of each passage that claims were read in is computed anew. A passage matches, has moved (its sentence
    stands elsewhere), or has changed, so that its claims must be read again. Exit status 0 if all match, 1 if some do
    not.
    """
    from kgraph.cli.opening import open_graph
    from kgraph.cli.output import print_table, write_json, write_lines, write_rows
    from kgraph.cli.tables.rows import VERIFICATION
    from kgraph.cli.tables.texts import render_verification
    from kgraph.loading import verify_passages

    content = _read_text(text)
    graph = open_graph(path, url)
    dataset = graph.dataset()
    try:
        result = verify_passages(dataset, _iter_passages(graph), content)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="PATH" if url is None else "--url") from error
    if format is OutputFormat.JSON:
        write_json({"ok": result.ok, **asdict(result), "dataset_version": dataset.version})
    elif format is OutputFormat.NDJSON:
        write_lines(asdict(passage) for passage in result.passages)
    elif format is not OutputFormat.TABLE:
        write_rows(VERIFICATION, result.passages, format)
    else:
        print_table(render_verification(result))
    typer.echo(_summarise(result), err=True)
    if not result.ok:
        raise typer.Exit(NOTHING_FOUND)


def _iter_passages(graph: AnyGraph) -> Iterator[ReadPassage]:
    """Yield the passages that any claim was read in, those that were withdrawn too."""
    from kgraph.loading import ReadPassage
    from kgraph.queries.parameters import CLOSED_WORDS, MAX_LIMIT

    for claim in graph.claims(rank=CLOSED_WORDS["rank"], limit=MAX_LIMIT).iter_all():
        for each in claim.evidence:
            yield ReadPassage(claim.id, each.source.id, each.locator, each.digest)


def _summarise(result: Verification) -> str:
    from kgraph.loading.verify import PassageState

    states = [passage.state for passage in result.passages]
    counts = ", ".join(f"{states.count(state)} {state}" for state in get_args(PassageState) if state in states)
    summary = f"{_count(len(states), 'passage')} of {result.source}: {counts}."
    if result.uncovered:
        summary += f" No claim was read in {_count(len(result.uncovered), 'sentence')} of the copy."
    if result.same_text is False:
        summary += " As a whole the copy is not the text that was annotated."
    return summary


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def passages(*, text: Text, format: Format = OutputFormat.TABLE) -> None:
    """Number the sentences of a text and give each its digest.

    For whoever annotates a text: the paragraph, the sentence and the digest are what the evidence of a claim needs.
    Headings and the byline are no paragraphs. The digest of the whole text goes into dataset.json.
    """
    from kgraph.cli.output import print_table, write_json, write_lines, write_rows
    from kgraph.cli.tables.rows import PASSAGES
    from kgraph.cli.tables.texts import render_passages
    from kgraph.text import iter_passages, text_digest

    content = _read_text(text)
    found = list(iter_passages(content))
    items: list[dict[str, Any]] = [
        {"paragraph": each.paragraph, "sentence": each.sentence, "digest": each.digest, "text": each.text}
        for each in found
    ]
    if format is OutputFormat.JSON:
        write_json({"items": items, "text_digest": text_digest(content)})
    elif format is OutputFormat.NDJSON:
        write_lines(items)
    elif format is not OutputFormat.TABLE:
        write_rows(PASSAGES, found, format)
    else:
        print_table(render_passages(found))
    if not found:
        typer.echo("There is no sentence in this text: no line of it ends in a full stop.", err=True)
        raise typer.Exit(NOTHING_FOUND)
    typer.echo(f"{_count(len(found), 'sentence')}; text_digest {text_digest(content)}", err=True)


def _read_text(path: Path) -> str:
    """Return the text in a file, or what the standard input holds."""
    hint = "--text"
    try:
        raw = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}.", param_hint=hint) from error
    except ValueError as error:
        raise typer.BadParameter(f"{path}: {error}.", param_hint=hint) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path} is no text in UTF-8: byte {error.start + 1} cannot be read. Save it as UTF-8 first."
        raise typer.BadParameter(message, param_hint=hint) from error
