"""The weaknesses of a dataset as rows."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.answers.quality import QualityView
from kgraph.answers.rows.columns import Cells, RowTable, each_into, integer, number, text, texts

_QUALITY = (
    text("part", "findings, languages, outlets, topics or months"),
    integer("part_count", "how many there are of this part, in rows here or not"),
    text("value", "id of the finding, the language (BCP 47), or the value; missing: the claims that have none"),
    text("name", "what the finding means, or what the value is called"),
    text("kind", "what is counted: claim, tie, entity, source or predicate"),
    integer("count", "how many are so: of a language, how many entities have a name in it"),
    integer("of", "how many there are in all"),
    number("share", "part of the whole, rounded to four decimals; missing for findings"),
    integer("missing_count", "of a language: how many entities have no name in it"),
    texts("ids", "the first of those found, or of those without a name"),
    text("url", "where exactly these are listed"),
)


def _iter_quality_rows(view: QualityView) -> Iterator[Cells]:
    for finding in view.findings:
        counts: Cells = (finding.count, finding.of, None, None)
        yield (
            "findings",
            len(view.findings),
            finding.id,
            finding.definition,
            finding.kind,
            *counts,
            finding.ids,
            finding.url,
        )
    for each in view.languages:
        counts = (each.count, view.entity_count, each.share, each.missing_count)
        yield ("languages", len(view.languages), each.lang, None, "entity", *counts, each.missing_ids, None)
    for part, spread in (("outlets", view.outlets), ("topics", view.topics), ("months", view.months)):
        for item in spread.items:
            counts = (item.count, view.claim_count, item.share, None)
            yield (part, spread.value_count, item.value, item.name, "claim", *counts, (), item.claims_url)
        if spread.none_count:
            counts = (spread.none_count, view.claim_count, None, None)
            yield (part, spread.value_count, None, None, "claim", *counts, (), None)


QUALITY = RowTable(
    "quality",
    "A row for each finding, each language, and each value that claims spread over.",
    _QUALITY,
    each_into(_iter_quality_rows),
)
