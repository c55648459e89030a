"""What each of many names certainly means, or what it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import RenderableType
from rich.text import Text

from kgraph.answers.views import EntityHit, LookupResult, Matched
from kgraph.cli.tables.lists import show_matched
from kgraph.cli.tables.record_table import RecordTable


def render_lookup(results: Mapping[str, LookupResult]) -> Iterable[RenderableType]:
    """Yield a table of names and their entities; below an uncertain one the entities that it may mean."""
    ids = [hit.id for result in results.values() for hit in (result.entity, *_may_mean(result)) if hit is not None]
    table = RecordTable("name", "outcome", "id", "entity, matched name", ids=ids)
    for name, result in results.items():
        if result.entity is not None and result.matched is not None:
            entity = result.entity
            table.add_row(Text(name), "found", entity.id, _show_entity(entity.name, entity.type, result.matched))
            continue
        table.add_row(Text(name), Text(result.outcome, style="bold yellow"), "", _explain(result))
        for hit in _may_mean(result):
            table.add_row("", "", hit.id, _show_entity(hit.name, hit.type, hit.matched))
    yield table


def _may_mean(result: LookupResult) -> tuple[EntityHit, ...]:
    return (*result.candidates, *result.suggestions)


def _explain(result: LookupResult) -> Text:
    if result.removed_because is not None:
        return Text(f"removed: {result.removed_because}")
    if result.candidates:
        return Text("Several bear it; give the id of one:")
    return Text("None bears it; near it, and never taken for it:" if result.suggestions else "None is near it.")


def _show_entity(name: str, type_: str, matched: Matched) -> Text:
    how = "by its id" if matched.how == "id" else show_matched(matched, name)
    return Text.assemble(f"{name} ({type_})\n", (how, "dim"))
