"""Claims, and what one rests on."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.answers.answer import Answer
from kgraph.answers.views import ClaimSource, ClaimView
from kgraph.answers.wording import say_value
from kgraph.mcp.parameters import Schema, filters, name, names, paging, word
from kgraph.mcp.question import Question
from kgraph.mcp.rendering.claims import iter_claims
from kgraph.mcp.rendering.records import iter_claim_source_notes, iter_claim_sources
from kgraph.queries.claims import DEFAULT_ORDER, ORDERS

CLAIM_ORDER: Schema = word(
    "`id`, which is the order of the text; `newest` or `oldest` first, by the first day that the date can mean, "
    "undated ones last; or `evidence`, more outlets first.",
    ORDERS,
    DEFAULT_ORDER,
)
CLAIM_IDS = names("Only the claims with these ids.")
_CLAIM_ID = name("The id of a claim, such as an answer gives it.")


def iter_claim(claim: ClaimView) -> Iterator[str]:
    """Yield one claim, with the ids of its parts and what it has to do with other claims."""
    yield from iter_claims([claim])
    parts = [("subject", claim.subject.id), ("predicate", claim.predicate)]
    for role, content in (("object", claim.object), *((each.role, each) for each in claim.qualifiers)):
        if content.entity is not None:
            parts.append((role, content.entity.id))
        elif content.claim is not None:
            parts.append((role, f"claim {content.claim.id}"))
        elif content.value is not None:
            parts.append((role, say_value(content.value)))
    yield f"  Made of: {'; '.join(f'{role} {part}' for role, part in parts)}"
    if claim.referred_by:
        yield f"  Referred to by the claims {', '.join(each.id for each in claim.referred_by)}"


def iter_claim_list(answer: Answer[ClaimView]) -> Iterator[str]:
    """Yield the claims of a list."""
    yield from iter_claims(answer.items)


CLAIM_QUESTIONS = (
    Question(
        "claims",
        "List claims",
        "List the claims that pass all filters, each with its standing (who says it, negated, unclear, hedged, "
        "planned, presupposed, date) and a citation for every passage it was read in. `about` is the usual way in. "
        "Negated and unclear claims are listed too: read each standing. Different filters mean and, several "
        "values of one mean or.",
        Answer[ClaimView],
        iter_claim_list,
        {"id": CLAIM_IDS, **filters("claims", described=True), "order": CLAIM_ORDER, **paging(10, "claims")},
    ),
    Question(
        "claim",
        "Show one claim",
        "Show one claim in full: standing, citations, the ids of its parts, which claims refer to it or contradict it.",
        ClaimView,
        iter_claim,
        {"id": _CLAIM_ID},
        ("id",),
    ),
    Question(
        "claim_sources",
        "List what a claim rests on",
        "List the sources that a claim was read in, then those which these very passages cite. What is cited was not "
        "read itself: it is `cited in` the first.",
        Answer[ClaimSource],
        iter_claim_sources,
        {"id": _CLAIM_ID, **paging(10, "sources")},
        ("id",),
        notes=iter_claim_source_notes,
    ),
)
