"""A claim as text: what is said, how it stands, and where a reader finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgraph.answers.views import ClaimView, OutletRef
from kgraph.answers.wording import cite_evidence, iter_standing
from kgraph.records.vocabulary import STATUS_DEFINITIONS

_MEANINGS = {
    # Said in the statement as well: the word must not make a reader negate it once more.
    "NEGATED": "the speaker says that it is not so; the statement holds the negation",
    "UNCLEAR": "the text says that it is unclear whether it is so",
    "presupposed": "taken for granted, not argued",
}
# Of what has a status such as these nobody may write that it is, was or happened.
_NOT_REAL = ("planned", "promised", "announced", "alleged", "feared", "forecast", "hypothetical")
_INFERRED_YEAR = re.compile(r"\d{4}[?%]")
_MARKED = re.compile(r"[?~%]")


def iter_claims(claims: Iterable[ClaimView], indent: str = "") -> Iterator[str]:
    """Yield the lines of claims: id and statement, standing, a citation for each passage."""
    for claim in claims:
        yield f"{indent}[{claim.id}] {claim.statement}"
        yield f"{indent}  Standing: {describe_standing(claim)}"
        yield from (f"{indent}  Source: {line}" for line in cite_claim(claim))


def cite_claim(claim: ClaimView) -> list[str]:
    """Return a citation for each passage that a claim was read in."""
    return [cite_evidence(evidence) for evidence in claim.evidence]


def describe_standing(claim: ClaimView) -> str:
    """Return all that qualifies a claim.

    >>> import kgraph
    >>> print(describe_standing(kgraph.open().claim("p06s4c02")))
    ongoing; presupposed (taken for granted, not argued); said by Author of the article (unnamed); no date stated; \
rests on one outlet alone (Eurasia Daily Monitor)
    """
    standing = iter_standing(
        polarity=claim.polarity,
        status=claim.status,
        hedge=claim.hedge,
        basis=claim.basis,
        rank=claim.rank,
        deprecated_because=claim.deprecated_because,
        contested_by=[other.id for other in claim.contested_by],
        speaker=claim.speaker.name,
        valid=claim.valid,
    )
    words = [f"{text} ({_MEANINGS[text]})" if text in _MEANINGS else text for _, text in standing]
    if claim.valid is None:
        words.append("no date stated")
    words.append(describe_outlets(claim.outlets, claim.single_source))
    return "; ".join(words)


def describe_outlets(outlets: tuple[OutletRef, ...], single_source: bool) -> str:
    """Return which outlets something rests on, and whether that is one alone."""
    names = ", ".join(outlet.name for outlet in outlets)
    return f"rests on one outlet alone ({names})" if single_source else f"rests on {len(outlets)} outlets ({names})"


def iter_reminders(claims: Iterable[ClaimView]) -> Iterator[str]:
    """Yield what the marks in some claims oblige a writer to, each once, and only of marks that occur."""
    listed = list(claims)
    if not listed:
        return
    yield "Give the source line with every statement that you take from here."
    if any(claim.polarity == "negated" for claim in listed):
        yield "NEGATED: report the statement as it stands, with its negation and its speaker. It ties nothing."
    if any(claim.polarity == "unknown" for claim in listed):
        yield "UNCLEAR: report that it is unclear; neither that it is so nor that it is not."
    for hedge in dict.fromkeys(claim.hedge for claim in listed if claim.hedge is not None):
        yield f"hedged “{hedge}”: keep that word, or one as weak."
    if any(claim.basis == "presupposed" for claim in listed):
        yield "presupposed: the text takes it for granted; it does not argue or report it."
    for status in _NOT_REAL:
        if any(claim.status == status for claim in listed):
            yield f"{status}: {STATUS_DEFINITIONS[status]}"
    if any(claim.contested_by for claim in listed):
        yield "contested by: report the other claim with it (`claims` with its id)."
    if any(claim.rank == "deprecated" for claim in listed):
        yield "deprecated: withdrawn. Do not use it."
    yield from _iter_citation_reminders(listed)


def _iter_citation_reminders(claims: list[ClaimView]) -> Iterator[str]:
    passages = [evidence for claim in claims for evidence in claim.evidence]
    cites = [cite for evidence in passages for cite in evidence.cites]
    dates = [cite.date for cite in cites if cite.date is not None]
    if any(not evidence.cites for evidence in passages):
        yield (
            "which cites nothing: it rests on the text that was read alone, and no publication is cited for it; who "
            "says it stands behind “said by”."
        )
    if any(cite.signal == "see" for cite in cites):
        yield "see: the text points there with “see”, which is weaker than citing it for the statement."
    if any(map(_INFERRED_YEAR.match, dates)):
        yield "2023?: the year is inferred, not printed; keep the question mark."
    if any(date.startswith("XXXX") for date in dates):
        yield "year unknown: give no year."
    if any(_MARKED.search(claim.valid or "") for claim in claims):
        yield "?, ~ or % in the date when it holds: uncertain, approximate, or both; keep the mark."
