"""What the claims of a brief leave open: counted over all of them, named among those that are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kgraph.answers.views import ClaimView
from kgraph.briefs.brief import BriefPath, Gap, Reference
from kgraph.briefs.claim_words import count
from kgraph.briefs.isolation import isolate
from kgraph.briefs.question import BriefQuestion
from kgraph.briefs.source_dates import doubt_date, name_source
from kgraph.queries.sources import build_source_views
from kgraph.queries.ties import build_hops
from kgraph.stores import ClaimQuery, Store

# An entity that a text does not name says so in its name: see the data model.
UNNAMED = re.compile(r"\bunnamed\b", re.IGNORECASE)
# Filters that are about claims alone: with one of them set, ties are not counted.
_NOT_OF_TIES = ("type", "about", "subject", "object", "between")


@dataclass(frozen=True)
class GapContext:
    """What gaps are looked for in: the claims that are meant, and the items that show some of them."""

    store: Store
    question: BriefQuestion
    wanted: ClaimQuery
    claim_count: int
    shown: dict[int, ClaimView]
    paths: tuple[BriefPath, ...]
    bibliography: tuple[Reference, ...]

    def find_items(self, is_meant: Callable[[ClaimView], bool]) -> tuple[int, ...]:
        """Return the numbers of the items whose claims are meant."""
        return tuple(number for number, claim in self.shown.items() if is_meant(claim))


def iter_gaps(context: GapContext) -> Iterator[Gap]:
    """Yield what is left open, in a fixed order; nothing where nothing is."""
    if not context.claim_count:
        return
    yield from _find_undated(context)
    yield from _find_uncited(context)
    yield from _find_single_outlets(context)
    yield from _find_single_outlet_ties(context)
    yield from _find_unnamed_speakers(context)
    yield from _find_source_dates(context)
    yield from _find_hops(context)


def _find_undated(context: GapContext) -> Iterator[Gap]:
    number = context.store.count_claims(replace(context.wanted, dated=False))
    if number:
        text = f"{_of(number, context)} {_verb(number, 'has', 'have')} no date: the sources do not say when."
        yield _gap("undated", text, number)


def _find_uncited(context: GapContext) -> Iterator[Gap]:
    number = context.store.count_claims(replace(context.wanted, cited=False))
    if number:
        text = (
            f"{_of(number, context)} {_verb(number, 'was', 'were')} read in passages that cite nothing, and "
            f"{_verb(number, 'rests', 'rest')} on the text that was read alone."
        )
        items = context.find_items(lambda claim: not any(evidence.cites for evidence in claim.evidence))
        items = () if number == context.claim_count else items
        yield _gap("uncited", text, number, items)


def _find_single_outlets(context: GapContext) -> Iterator[Gap]:
    number = context.store.count_claims(replace(context.wanted, max_outlets=1))
    if number:
        text = f"{_of(number, context)} {_verb(number, 'rests', 'rest')} on a single outlet: no second one supports it."
        text = text if number == 1 else text.replace("supports it", "supports any of them")
        yield _gap("single_outlet", text, number)


def _find_single_outlet_ties(context: GapContext) -> Iterator[Gap]:
    store, question = context.store, context.question
    if question.kind == "path":
        return
    filters = question.filters.without("min_outlets")
    if any(name in filters.given for name in _NOT_OF_TIES) or question.filters.min_outlets is not None:
        return
    ids = [entity.id for entity in question.entities]
    if question.kind == "entity":
        total = store.rank_ties(ids, filters, limit=1).total
        several = store.rank_ties(ids, filters.model_copy(update={"min_outlets": 2}), limit=1).total
        if total > several:
            name = isolate(question.entities[0].name)
            text = (
                f"{count(total - several, 'tie')} of {name} to other entities, of {total:,}, "
                f"{_verb(total - several, 'rests', 'rest')} on a single outlet."
            )
            yield _gap("single_outlet_ties", text, total - several)
        return
    for hop in build_hops(store, [(ids[0], ids[1])], filters, 0).values():
        if hop.single_source:
            one, other, outlet = (isolate(each.name) for each in (hop.from_, hop.to, hop.outlets[0]))
            text = f"The tie between {one} and {other} rests on a single outlet, {outlet}."
            yield _gap("single_outlet_ties", text, 1)


def _find_unnamed_speakers(context: GapContext) -> Iterator[Gap]:
    counts = {id_: number for id_, number in context.store.count_by(context.wanted, "speaker").items() if id_}
    entities = context.store.get_entities(sorted(counts))
    unnamed = [entity for id_, entity in sorted(entities.items()) if UNNAMED.search(entity.name)]
    if unnamed:
        number = sum(counts[entity.id] for entity in unnamed)
        text = f"{_of(number, context)} {_verb(number, 'is', 'are')} said by speakers whom the sources do not name."
        details = tuple(f"{isolate(entity.name)}: {count(counts[entity.id], 'claim')}" for entity in unnamed)
        yield _gap("unnamed_speakers", text, number, details=details)


def _find_source_dates(context: GapContext) -> Iterator[Gap]:
    sources = build_source_views(context.store, [entry.source for entry in context.bibliography])
    details = [(source, doubt) for source in sources if (doubt := doubt_date(source)) is not None]
    if details:
        number = len(details)
        text = f"The date of {count(number, 'source')} of the bibliography, of {len(sources):,}, is not certain."
        lines = tuple(f"{name_source(source)}: {doubt}" for source, doubt in details)
        yield _gap("source_dates", text, number, details=lines)


def _find_hops(context: GapContext) -> Iterator[Gap]:
    details: list[str] = []
    found = context.question.found
    for path in found.items if found is not None else ():
        for hop in path.hops:
            dated = replace(context.wanted, pairs=frozenset({(hop.from_.id, hop.to.id)}), dated=True)
            doubts = [
                word
                for is_so, word in (
                    (not context.store.count_claims(dated), "no claim of it has a date"),
                    (hop.single_source, "rests on a single outlet"),
                    (not hop.cited_claim_count, "every passage of it cites nothing"),
                    (hop.hedged, "every claim of it is hedged"),
                    (hop.presupposed, "merely taken for granted"),
                    (hop.contested, "disputed"),
                )
                if is_so
            ]
            line = f"{isolate(hop.from_.name)} – {isolate(hop.to.name)}: {'; '.join(doubts)}"
            if doubts and line not in details:
                details.append(line)
    if details:
        text = f"{count(len(details), 'hop')} {_verb(len(details), 'is', 'are')} weak in some respect."
        yield _gap("hops", text, len(details), details=tuple(details))


def _of(number: int, context: GapContext) -> str:
    return f"{number:,} of {count(context.claim_count, 'claim')}"


def _verb(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _gap(id_: str, text: str, number: int, items: tuple[int, ...] = (), details: tuple[str, ...] = ()) -> Gap:
    return Gap.model_validate({"id": id_, "text": text, "count": number, "items": items, "details": details})
