"""Where a dataset is weak, and how its claims spread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kgraph.queries.quality_answers import Distribution, Finding, LanguageCoverage, QualityView

_FIGURES = frozenset({"count", "of", "share", "named", "missing", "claims"})


def render_quality(view: QualityView) -> Iterable[RenderableType]:
    """Yield the findings, each with its first ids; then a table of languages, of outlets, of topics and of months."""
    yield from _render_findings(view.findings)
    yield from _render_languages(view.languages, view.entity_count)
    yield from _render_distribution("outlet", view.outlets, view.claim_count)
    yield from _render_distribution("topic", view.topics, view.claim_count)
    yield from _render_distribution("month", view.months, view.claim_count)


def _render_findings(findings: Sequence[Finding]) -> Iterator[RenderableType]:
    table = _build_table("count", "of", "share", "finding")
    for finding in findings:
        ids = ("\n", _show_ids(finding.ids, finding.count)) if finding.ids else ()
        table.add_row(
            Text(f"{finding.count:,}", style="bold" if finding.count else "dim"),
            f"{finding.of:,}",
            _show_percent(finding.count, finding.of),
            Text.assemble(finding.definition, *ids),
        )
    yield table
    yield ""


def _render_languages(languages: Sequence[LanguageCoverage], entity_count: int) -> Iterator[RenderableType]:
    table = _build_table("language", "named", "share", "missing", "without a name in it")
    for each in languages:
        table.add_row(
            each.lang,
            f"{each.count:,}",
            _show_percent(each.count, entity_count),
            f"{each.missing_count:,}",
            _show_ids(each.missing_ids, each.missing_count),
        )
    yield table
    yield ""


def _render_distribution(facet: str, distribution: Distribution, claim_count: int) -> Iterator[RenderableType]:
    table = _build_table(facet, "claims", "share")
    for each in distribution.items:
        label = each.value or ""
        table.add_row(
            Text.assemble(each.name, (f" ({label})", "cyan")) if each.name else label,
            f"{each.count:,}",
            _show_percent(each.count, claim_count),
        )
    yield table
    left_out = distribution.value_count - len(distribution.items)
    if left_out:
        yield Text(f"and {left_out:,} more", style="dim")
    if distribution.none_count:
        yield Text(f"{distribution.none_count:,} claims without any {facet}", style="dim")
    yield ""


def _build_table(*columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold", justify="right" if column in _FIGURES else "left")
    return table


def _show_ids(ids: Sequence[str], count: int) -> Text:
    left_out = count - len(ids)
    more = [(f" and {left_out:,} more", "dim")] if left_out else []
    return Text.assemble((" ".join(ids), "cyan"), *more)


def _show_percent(count: int, total: int) -> str:
    # Not made from a share, which is rounded already.
    return f"{count / total:.1%}" if total else ""
