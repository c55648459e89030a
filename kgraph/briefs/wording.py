"""The fixed phrases around what a brief holds: the same in every form that is read by people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.briefs.brief import Brief, BriefHop, BriefItem, BriefPath, BriefSection
from kgraph.briefs.claim_words import count
from kgraph.briefs.isolation import isolate

PATHS = "Hop by hop"
TIMELINE = "Timeline"
BIBLIOGRAPHY = "Bibliography"
CHECK = "How to check and repeat this"
FOOTNOTES = "Notes"
NONE = "None of these claims."
GAPS = "Beside that, this is what the claims of the brief leave open:"
NO_DATES = "None of the claims that are shown has a date."
NO_SOURCES = "Nothing is cited, since no claim is shown."
ASK_AGAIN = "Ask the same again, of the service or in the shell:"
_ARROWS = {"forward": "→", "backward": "←", "both": "↔"}


def say_kind(brief: Brief) -> str:
    """Return the heading: what it is, and of whom."""
    return f"Brief: {brief.title}"


def iter_opening(brief: Brief) -> Iterator[str]:
    """Yield the sentences at the head: which claims are meant, how many are shown, who speaks, and of which dataset."""
    yield from brief.scope
    if brief.empty is not None:
        yield brief.empty.detail
    yield say_shown(brief.shown_count, brief.claim_count)
    yield from brief.left_out
    if brief.speaker is not None:
        yield f"Where no other speaker is named, it is said by {isolate(brief.speaker.name)}."
    yield f"Dataset {brief.dataset}, version {brief.dataset_version[:8]}…; kgraph {brief.kgraph_version}."


def say_shown(shown: int, total: int) -> str:
    """Return how many of the claims are shown."""
    if shown == total:
        return f"{count(total, 'claim')}{'' if total < 2 else ', all of them shown'}."
    return f"{shown:,} of {count(total, 'claim')} shown."


def say_section(section: BriefSection) -> str:
    """Return what stands below the heading of a section."""
    if not section.claim_count:
        return f"{section.meaning} {NONE}"
    return f"{section.meaning} {say_shown(len(section.items), section.claim_count)}"


def say_items(numbers: Sequence[int]) -> str:
    """Return the word before the numbers of items."""
    return "Item" if len(numbers) == 1 else "Items"


def say_hop(hop: BriefHop) -> str:
    """Return a hop: who is tied to whom, an arrow showing which way the claims run, and what qualifies it."""
    words = [*hop.words, "the weakest hop"] if hop.weakest else hop.words
    shown = f"{len(hop.items):,} of {hop.claim_count:,} claims shown" if len(hop.items) < hop.claim_count else ""
    qualified = "; ".join([*words, *filter(None, [shown])])
    return f"{isolate(hop.from_.name)} {_ARROWS[hop.direction]} {isolate(hop.to.name)}: {qualified}"


def say_path(path: BriefPath) -> str:
    """Return the names on a path, in their order."""
    return " – ".join(isolate(entity.name) for entity in path.entities)


def say_undated(item: BriefItem) -> tuple[str, ...]:
    """Return what qualifies an item, but for its date, which stands before it in a timeline."""
    return tuple(word for word in item.words if word != f"dated {item.valid}")


_VERSION_IS = "The version of the dataset is a digest of its records: the same version, the same claims. It is:"
_TEXTS_ARE_NOT_THERE = (
    "The texts themselves are not in the dataset. It holds the place of each passage and its digest (SHA-256), by "
    "which a copy of the text can be checked. This names every passage that differs:"
)
_PASSAGES_HAVE_DIGESTS = (
    "The dataset holds the place of each passage and its digest (SHA-256), by which whoever has the source can "
    "tell that the passage is the one that was read."
)


def iter_check(brief: Brief) -> Iterator[tuple[str, str | None]]:
    """Yield how to check a brief and to repeat it: sentences, each with the code that it ends in, if any."""
    licence = f"“{isolate(brief.dataset_title)}”, {isolate(brief.dataset_licence)}"
    read_from = f"All of this was read from the dataset {brief.dataset} ({licence}) by kgraph {brief.kgraph_version}."
    yield f"{read_from} {_VERSION_IS}", brief.dataset_version
    yield "Behind what qualifies a claim stands its id. To see it whole, with its evidence:", "kgraph show ID"
    if brief.claims_url is not None:
        yield f"All claims{' that run between the two' if brief.kind == 'pair' else ''}:", brief.claims_url
    for url, hop in {hop.claims_url: hop for path in brief.paths for hop in path.hops}.items():
        yield f"All claims of the hop {isolate(hop.from_.name)} – {isolate(hop.to.name)}:", url
    if any(note.locator.paragraph is not None for note in brief.footnotes):
        yield _TEXTS_ARE_NOT_THERE, "kgraph verify --text FILE"
    elif brief.footnotes:
        yield _PASSAGES_HAVE_DIGESTS, None
    yield "Statements are in the dataset's own words. Everything else is a fixed phrase, a name or a count.", None
