"""What qualifies a claim, a hop or a path, in a few words to be shown beside it."""

from __future__ import annotations

from kgraph.answers.views import ClaimView, Hop, Path
from kgraph.briefs.isolation import isolate

_POLARITIES = {"negated": "not so", "unknown": "unclear"}


def describe_claim(claim: ClaimView, speaker: str | None) -> tuple[str, ...]:
    """Return what qualifies a claim; `speaker` is the id of whoever says what names no speaker."""
    words: list[str] = []
    if claim.polarity in _POLARITIES:
        words.append(_POLARITIES[claim.polarity])
    words.append(claim.status)
    if claim.hedge is not None:
        words.append(f"hedged “{isolate(claim.hedge)}”")
    if claim.basis == "presupposed":
        words.append("taken for granted")
    if claim.contested_by:
        words.append("disputed")
    if claim.speaker.id != speaker:
        words.append(f"said by {isolate(claim.speaker.name)}")
    if claim.valid is not None:
        words.append(f"dated {claim.valid}")
    if claim.rank != "normal":
        words.append("withdrawn" if claim.rank == "deprecated" else claim.rank)
    if claim.deprecated_because is not None:
        words.append(f"because: {isolate(claim.deprecated_because)}")
    return tuple(words)


def describe_hop(hop: Hop) -> tuple[str, ...]:
    """Return what qualifies a hop as a whole."""
    words = [", ".join(hop.statuses)]
    words.append(count(len(hop.outlets), "outlet"))
    if not hop.cited_claim_count:
        words.append("every passage cites nothing")
    for is_so, word in (
        (hop.hedged, "hedged throughout"),
        (hop.presupposed, "merely taken for granted"),
        (hop.contested, "disputed"),
    ):
        if is_so:
            words.append(word)
    return tuple(words)


def describe_path(path: Path) -> tuple[str, ...]:
    """Return what qualifies a path as a whole."""
    words = [count(path.length, "hop")]
    if path.undated_hops:
        words.append(f"{count(path.undated_hops, 'hop')} without a date: nobody can say what period they share")
    elif path.shared_periods:
        words.append(f"all hops can hold in {', '.join(path.shared_periods)}")
    else:
        words.append("its hops share no day")
    if path.presupposed:
        words.append("a hop is merely taken for granted")
    if path.contested:
        words.append("a hop is disputed")
    return tuple(words)


def count(number: int, one: str, many: str | None = None) -> str:
    """Return so many of something in words.

    >>> count(1, "claim"), count(2000, "claim"), count(2, "this", "these")
    ('1 claim', '2,000 claims', '2 these')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
