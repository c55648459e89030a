"""Where a dataset is weak, and how its claims spread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from kgraph.answers.quality import Distribution, Finding, LanguageCoverage, QualityView
from kgraph.cli.tables.record_table import RecordTable
from kgraph.queries.parameters import MAX_LIMIT


def render_quality(view: QualityView) -> Iterable[RenderableType]:
    """Yield the findings, each with its first ids; then a table of languages, of outlets, of topics and of months.

    Where something is left out, the option that shows more of it stands below.
    """
    yield from _render_findings(view.findings)
    yield from _render_languages(view.languages, view.entity_count)
    yield from _render_distribution("outlet", view.outlets, view.claim_count)
    yield from _render_distribution("topic", view.topics, view.claim_count)
    yield from _render_distribution("month", view.months, view.claim_count)
    if _is_cut(view):
        yield Text("Counts are whole; a higher --limit, up to 500, lists more of what they count.", style="dim")


def _is_cut(view: QualityView) -> bool:
    counts = [(len(finding.ids), finding.count) for finding in view.findings]
    counts += [(len(each.missing_ids), each.missing_count) for each in view.languages]
    counts += [(len(each.items), each.value_count) for each in (view.outlets, view.topics, view.months)]
    return any(shown < min(count, MAX_LIMIT) for shown, count in counts)


def _render_findings(findings: Sequence[Finding]) -> Iterator[RenderableType]:
    table = RecordTable("count", "of", "share", "finding")
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
    table = RecordTable("language", "named", "share", "missing", "without a name in it")
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
    table = RecordTable(facet, "claims", "share")
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


def _show_ids(ids: Sequence[str], count: int) -> Text:
    left_out = count - len(ids)
    more = [(f" and {left_out:,} more", "dim")] if left_out else []
    return Text.assemble((" ".join(ids), "cyan"), *more)


def _show_percent(count: int, total: int) -> str:
    # Not made from a share, which is rounded already.
    return f"{count / total:.1%}" if total else ""
