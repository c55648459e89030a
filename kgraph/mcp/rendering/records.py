"""Entities, sources and what the dataset says of itself as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.answers.answer import Answer
from kgraph.answers.descriptions import DatasetView
from kgraph.answers.views import ClaimSource, EntityHit, EntityView, Lookup, LookupResult, SourceView
from kgraph.answers.wording import show_date, show_place
from kgraph.briefs.claim_words import count

NO_FACTS = (
    "Names, types, countries and `description` are the dataset's own, to tell entities apart. They are not claims of a "
    "source: state nothing of an entity without a claim."
)
CANDIDATES = (
    "`exact`, `normalised` and `transliteration` matches bear the name; `prefix`, `words` and `typo` may be somebody "
    "else."
)
ALL_THAT_IS_KNOWN = (
    "This is all that the tools know. What is not in it is not thereby untrue. Title and `description` are the "
    "dataset's own and no claims."
)


def iter_hits(answer: Answer[EntityHit]) -> Iterator[str]:
    """Yield each entity that was found, with the name that matched and how."""
    yield from (describe_hit(hit) for hit in answer.items)


def describe_hit(hit: EntityHit) -> str:
    """Return an entity, and which of its names matched and how."""
    return f"{hit.id}: {hit.name} ({hit.type}); {hit.matched.how} match of “{hit.matched.text}” ({hit.matched.kind})"


def iter_lookup(lookup: Lookup) -> Iterator[str]:
    """Yield what each name certainly means, if anything."""
    for key, result in lookup.results.items():
        yield f"“{key}”: {_describe_outcome(result)}"
        yield from (f"  {describe_hit(hit)}" for hit in (*result.candidates, *result.suggestions))


def _describe_outcome(result: LookupResult) -> str:
    if result.entity is not None:
        return f"found {result.entity.id}: {result.entity.name} ({result.entity.type})"
    if result.outcome == "ambiguous":
        return "AMBIGUOUS: several entities bear the name. Ask which one is meant:"
    if result.removed_because is not None:
        return f"unknown: the entity was removed. {result.removed_because}"
    return "unknown: no entity bears the name." + (" These are near, and not the answer:" if result.suggestions else "")


def iter_entities(answer: Answer[EntityView]) -> Iterator[str]:
    """Yield each entity in a line."""
    for entity in answer.items:
        yield f"{entity.id}: {entity.name} ({entity.type}); {_describe_counts(entity)}"


def iter_entity(entity: EntityView) -> Iterator[str]:
    """Yield one entity with all its names."""
    yield f"{entity.id}: {entity.name} ({entity.type})"
    yield f"  Description, the dataset's own: {entity.description}"
    if entity.countries:
        yield f"  Rolled up under: {', '.join(entity.countries)}"
    by_lang: dict[str, list[str]] = {}
    for name in entity.names:
        by_lang.setdefault(name.lang, []).append(name.text)
    yield from (f"  Names ({lang}): {'; '.join(texts)}" for lang, texts in by_lang.items())
    yield f"  {_describe_counts(entity)}"


def _describe_counts(entity: EntityView) -> str:
    named = f"named by {count(entity.claim_count, 'claim')}"
    tied = f"tied to {count(entity.neighbour_count, 'entity', 'entities')}"
    return f"{named}, {tied}, speaker of {count(entity.asserted_count, 'claim')}"


def iter_sources(answer: Answer[SourceView]) -> Iterator[str]:
    """Yield each source with its date and how certain that is."""
    for source in answer.items:
        yield from iter_source(source)


def iter_claim_sources(answer: Answer[ClaimSource]) -> Iterator[str]:
    """Yield what a claim rests on: what it was read in, then what these passages cite."""
    for source in answer.items:
        signal = f", with the word “{source.signal}”" if source.signal else ""
        how = "read in" if source.relation == "carrying" else f"cited there{signal}"
        yield f"{how}, at {show_place(source.locator)}:"
        yield from iter_source(source, "  ")


def iter_claim_source_notes(answer: Answer[ClaimSource]) -> Iterator[str]:
    """Yield that nothing is cited, where the whole list says so."""
    if len(answer.items) == 1 and answer.total.value == 1 and answer.items[0].relation == "carrying":
        yield "The passage cites nothing: the claim rests on the text that it was read in alone."


def iter_source(source: SourceView, indent: str = "") -> Iterator[str]:
    """Yield one source: where it appeared, when, how the year is known, how many claims rest on it."""
    title = f", “{source.title}”" if source.title else ", title unknown"
    authors = f", by {', '.join(source.authors)}" if source.authors else ""
    issue = "".join(f", {word} {value}" for word, value in _issue(source) if value)
    date = show_date(source.date, source.date_printed)
    yield f"{indent}{source.id} ({source.type}): {source.outlet.name}{title}{authors}{issue}, {date}"
    if source.date_basis:
        yield f"{indent}  Of its date: {source.date_basis}"
    if source.url:
        yield f"{indent}  {source.url}"
    yield f"{indent}  {count(source.claim_count, 'claim')} rest on it"


def _issue(source: SourceView) -> Sequence[tuple[str, str | None]]:
    return ("volume", source.volume), ("issue", source.issue)


def iter_dataset(dataset: DatasetView) -> Iterator[str]:
    """Yield what is loaded."""
    yield f"{dataset.id}: {dataset.title}"
    yield f"  Description, the dataset's own: {dataset.description}"
    if dataset.carrying_source:
        yield f"  Read in the source {dataset.carrying_source}"
    yield f"  Annotated by {dataset.annotator}, {dataset.annotated}; licence {dataset.data_licence}"
    counts = (
        count(dataset.claim_count, "claim"),
        count(dataset.entity_count, "entity", "entities"),
        count(dataset.source_count, "source"),
        count(dataset.tie_count, "tie"),
    )
    yield f"  {', '.join(counts)}; version {dataset.version}"
