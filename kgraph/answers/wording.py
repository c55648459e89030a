"""Parts of answers in words: evidence in a line, how a claim stands, a value, a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from kgraph.answers.answer import ResolvedName
from kgraph.answers.views import CiteView, ClaimView, EvidenceView, NearbyCitesView
from kgraph.records import Locator, Value

# The year at the head of an EDTF date, with its mark of doubt: 2023?-05-19, XXXX-01-06.
_YEAR = re.compile(r"(\d{4}|XXXX)([?~%]?)(?=-|$)")
_NOT_BEFORE = re.compile(r"\[(\d{4})\.\.\]")
# A statement is the claim as it is made, its negation included: the word must not read as a second one.
_POLARITIES = {"negated": "NEGATED", "unknown": "UNCLEAR"}
_MODIFIERS = {
    "exact": "",
    "about": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "more_than": "more than ",
    "few": "few, ",
    "some": "some ",
}
Aspect = Literal["polarity", "status", "hedge", "basis", "rank", "contested", "speaker", "valid"]


def show_evidence(evidence: EvidenceView, *, name_source: bool = False) -> str:
    """Return the passage and what it cites: `¶5 s2, RBC, July 28 2023?`, or `¶6 s4, cites nothing`."""
    citation = f"{show_place(evidence.locator)}, {show_cites(evidence.cites)}"
    return f"{citation} (in {show_source_name(evidence)})" if name_source else citation


def cite_evidence(evidence: EvidenceView) -> str:
    """Return one line by which a reader finds a passage, and what it cites; or that it cites nothing.

    >>> import kgraph
    >>> cite_evidence(kgraph.open().claim("p05s2c01").evidence[0])
    'Eurasia Daily Monitor, “Kazakhstan Cautiously Builds Ties With China”, ¶5 s2, citing RBC, July 28 2023?'
    >>> cite_evidence(kgraph.open().claim("p06s4c01").evidence[0])
    'Eurasia Daily Monitor, “Kazakhstan Cautiously Builds Ties With China”, ¶6 s4, which cites nothing'
    >>> cite_evidence(kgraph.open().claim("p05s3c01").evidence[0]).split("China”, ")[1]
    '¶5 s3, see Eurasia Daily Monitor, May 24 2023?'
    """
    if not evidence.cites:
        cited = "which cites nothing"
    else:
        # The text's own word before a citation says how it cites.
        cited = f"{'' if evidence.cites[0].signal else 'citing '}{show_cites(evidence.cites)}"
    return f"{show_source_name(evidence)}, {show_place(evidence.locator)}, {cited}"


def show_source_name(evidence: EvidenceView) -> str:
    """Return what the text that a passage stands in is called: outlet and title."""
    source = evidence.source
    return source.outlet.name if source.title is None else f"{source.outlet.name}, “{source.title}”"


def show_place(locator: Locator) -> str:
    """Return where a passage stands: `¶5 s2`, `row 17`, or an address."""
    if locator.paragraph is not None:
        return f"¶{locator.paragraph} s{locator.sentence}"
    if locator.row is not None:
        return f"row {locator.row}"
    retrieved = f" (retrieved {locator.retrieved:%Y-%m-%d})" if locator.retrieved else ""
    return f"{locator.url}{retrieved}"


def show_cites(cites: tuple[CiteView, ...]) -> str:
    """Return the outlets and dates that a passage cites, or that it cites nothing."""
    return "; ".join(map(_show_cite, cites)) if cites else "cites nothing"


def show_nearby(nearby: NearbyCitesView) -> str:
    """Return what the next bracket of the paragraph cites, which supports nothing here."""
    return f"s{nearby.sentence} cites {show_cites(nearby.cites)}; that is no support for this claim"


def _show_cite(cite: CiteView) -> str:
    signal = f"{cite.signal} " if cite.signal else ""
    return f"{signal}{cite.outlet.name}, {show_date(cite.date, cite.date_printed)}"


def show_date(date: str | None, printed: str | None) -> str:
    """Return a date as it is printed, with the year where it is known, and its mark where it is inferred.

    >>> show_date("2023?-07-28", "July 28")
    'July 28 2023?'
    >>> show_date("XXXX-01-06", "January 6")
    'January 6, year unknown'
    >>> show_date(None, None)
    'undated'
    """
    if date is None or printed is None:
        return printed or date or "undated"
    match = _YEAR.match(date)
    if match is None:
        return f"{printed} ({date})"
    year, mark = match.groups()
    if year == "XXXX":
        return f"{printed}, year unknown"
    return printed if year in printed else f"{printed} {year}{mark}"


def iter_standing(
    *,
    polarity: str,
    status: str,
    hedge: str | None,
    basis: str,
    rank: str,
    deprecated_because: str | None,
    contested_by: Sequence[str],
    speaker: str,
    valid: str | None,
) -> Iterator[tuple[Aspect, str]]:
    """Yield how a claim stands, in words, each with what it is about: never without its status and its speaker."""
    if polarity in _POLARITIES:
        yield "polarity", _POLARITIES[polarity]
    yield "status", status
    if hedge is not None:
        yield "hedge", f"hedged “{hedge}”"
    if basis == "presupposed":
        yield "basis", "presupposed"
    if rank != "normal":
        yield "rank", f"{rank}: {deprecated_because}" if deprecated_because else rank
    if contested_by:
        yield "contested", f"contested by {', '.join(contested_by)}"
    yield "speaker", f"said by {speaker}"
    if valid is not None:
        yield "valid", f"holds {say_valid(valid)}"


def list_standing(claim: ClaimView) -> list[tuple[Aspect, str]]:
    """Return how a claim stands; see `iter_standing`."""
    return list(
        iter_standing(
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
    )


def describe_standing(claim: ClaimView) -> str:
    """Return how a claim stands, in one line; see `iter_standing`."""
    return " · ".join(words for _, words in list_standing(claim))


def say_valid(edtf: str) -> str:
    """Return a date in EDTF as it is, but for the open set that says no more than a year's beginning.

    >>> say_valid("[2025..]"), say_valid("2023?-09-28")
    ('in 2025 or later', '2023?-09-28')
    """
    not_before = _NOT_BEFORE.fullmatch(edtf)
    return f"in {not_before[1]} or later" if not_before else edtf


def say_value(value: Value) -> str:
    """Return a quantity with how it is meant and its unit, and the words of the text; or the words alone.

    >>> from decimal import Decimal
    >>> say_value(Value(amount=Decimal(22000000000), modifier="about", unit="USD"))
    'about 22,000,000,000 USD'
    """
    if value.amount is None:
        return value.text or ""
    # A year takes no comma, and is none of something.
    number = f"{value.amount:f}" if value.unit == "year" else f"{value.amount:,f} {value.unit or ''}"
    amount = f"{_MODIFIERS.get(value.modifier or '', '')}{number}".rstrip()
    return f"{amount} (“{value.text}”)" if value.text else amount


def describe_name(name: ResolvedName) -> str | None:
    """Say which entity a name was taken for; None where the id or the very name was typed."""
    if name.matched.how == "merged":
        return f"{name.given!r} was merged into {name.entity.name} ({name.entity.id})."
    if name.matched.how == "id" or name.given == name.entity.name:
        return None
    how = f"its {name.matched.kind} {name.matched.text!r}" if name.matched.text != name.given else name.matched.kind
    return f"{name.given!r} is taken for {name.entity.name} ({name.entity.id}): {how}."
