"""Which claims contradict one another: worked out when a store is built, and anew for what an exclusion touches.

Two claims can contradict one another only in one *slot*: the same subject, predicate and measure qualifiers (of
a symmetric predicate, subject and object may be swapped). They do where they can hold at the same time, come
from different speakers or rest on different publications, and

- `polarity`: one affirms and the other negates the same object;
- `value`: they give a single-valued predicate different objects, or amounts that differ by more than rounding;
- `status`: they disagree whether it goes on or is over, or whether it has come about at all or is still to come.

`denial` is the one kind across slots: somebody other than its speaker denies a claim, by a claim of the predicate
`denies` that refers to it. Nothing is ever invalidated: both sides stay what they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from kgraph.records import Claim, Content, Vocabulary
from kgraph.stores.facts import ClaimFacts
from kgraph.stores.rounding import agree, is_same_figure, say_amount

DisputeKind = Literal["polarity", "value", "status", "denial"]
Slot = tuple[Hashable, ...]
# A position, and two claims that take opposite ones.
Side = str
Conflict = tuple[DisputeKind, str, Side, str, Side]

DENIES = "denies"
REAL = frozenset({"occurred", "ongoing", "ended"})
NOT_YET_REAL = frozenset({"planned", "promised", "announced", "forecast", "hypothetical"})


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims that contradict one another, by the side that they take.

    `sides` holds at least two, each a position in words and the ids of its claims; sides come in the order of
    their first claims. `open` are the claims of the same slot that say that it is unclear: they take no side.
    `pairs` are the ids of the claims that contradict one another: not all claims of two sides need do so, since
    two may agree by rounding, or hold at different times, and both contradict a third.
    """

    kind: DisputeKind
    sides: tuple[tuple[Side, tuple[str, ...]], ...]
    open: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims on all sides, in their order."""
        return tuple(sorted(id_ for _, ids in self.sides for id_ in ids))

    @property
    def id(self) -> str:
        """The id: its kind and its first claim. No two disputes have the same."""
        return f"{self.claims[0]}:{self.kind}"


def slot_of(claim: Claim, vocabulary: Vocabulary) -> Slot:
    """Return what a claim must share with another to speak of the same matter."""
    predicate = vocabulary.predicate_by_id[claim.predicate]
    measures = tuple(
        sorted(
            (part.role, str(content_key(part)))
            for part in claim.qualifiers
            if part.role in vocabulary.measure_roles and (part.value is None or part.value.amount is None)
        )
    )
    ends: Hashable = claim.subject
    if predicate.symmetric and claim.object.entity is not None:
        ends = frozenset((claim.subject, claim.object.entity))
    return claim.predicate, ends, measures


def content_key(content: Content) -> Hashable:
    """Return what makes two contents the same; amounts are compared by `agree`, not by this."""
    if content.entity is not None:
        return "entity", content.entity
    if content.claim is not None:
        return "claim", content.claim
    value = content.value
    if value is None or value.amount is not None:
        return ("amount",)
    return "text", " ".join((value.text or "").casefold().split())


def find_disputes(
    slots: Iterable[Collection[str]], facts: Mapping[str, ClaimFacts], vocabulary: Vocabulary
) -> list[Dispute]:
    """Return the disputes within slots, by id; `facts` holds what is known of every claim of a slot."""
    found: list[Dispute] = []
    for ids in slots:
        claims = [facts[id_] for id_ in sorted(ids) if id_ in facts and facts[id_].is_listed]
        found += _join(_iter_conflicts(claims, vocabulary), claims)
    return sorted(found, key=lambda dispute: dispute.id)


def find_denials(ids: Iterable[str], facts: Mapping[str, ClaimFacts]) -> list[Dispute]:
    """Return the disputes between claims and those which deny them, by id; `ids` are of claims that deny."""
    denied_by: dict[str, str] = {}
    for id_ in sorted(ids):
        denial = facts.get(id_)
        denied = None if denial is None else facts.get(denial.claim.object.claim or "")
        if denial is None or denied is None or not (denial.ties and denied.ties):
            continue
        if denial.claim.subject != denied.claim.speaker:
            denied_by[id_] = denied.claim.id
    conflicts: list[Conflict] = [
        ("denial", denied, _side_of(denied, denied_by), denial, _side_of(denial, denied_by))
        for denial, denied in denied_by.items()
    ]
    return sorted(_join(conflicts, ()), key=lambda dispute: dispute.id)


def _side_of(id_: str, denied_by: Mapping[str, str]) -> Side:
    """Return the side of a claim or a denial: who denies a denial is on the side of what it denies."""
    side, other = "affirmed", "denied"
    while id_ in denied_by:  # No chain of claims that refer to one another is a circle: loading refuses it.
        id_, side, other = denied_by[id_], other, side
    return side


def _join(conflicts: Iterable[Conflict], claims: Iterable[ClaimFacts]) -> Iterator[Dispute]:
    """Yield one dispute for all claims of a kind that conflicts join, directly or through others."""
    conflicts = list(conflicts)
    if not conflicts:
        return
    import networkx as nx  # takes a tenth of a second to import, and few datasets contradict themselves

    graphs: dict[DisputeKind, nx.Graph[str]] = defaultdict(nx.Graph)
    positions: dict[tuple[DisputeKind, str], Side] = {}
    for kind, one, position, other, opposite in conflicts:
        graphs[kind].add_edge(one, other)
        positions[kind, one], positions[kind, other] = position, opposite
    unclear = [each for each in claims if each.claim.polarity == "unknown"]
    known = {each.claim.id: each.claim for each in claims}
    for kind, graph in graphs.items():
        for part in nx.connected_components(graph):
            sides: dict[Side, list[str]] = {}
            for id_ in sorted(part):
                sides.setdefault(positions[kind, id_], []).append(id_)
            objects = [known[id_].object for id_ in part if id_ in known]
            left_open = tuple(
                each.claim.id for each in unclear if any(_is_same_object(each.claim.object, one) for one in objects)
            )
            pairs = frozenset((min(pair), max(pair)) for pair in graph.subgraph(part).edges)
            yield Dispute(kind, tuple((side, tuple(ids)) for side, ids in sides.items()), left_open, pairs)


def _iter_conflicts(claims: list[ClaimFacts], vocabulary: Vocabulary) -> Iterator[Conflict]:
    sided = [each for each in claims if each.claim.polarity != "unknown"]
    if len(sided) < 2:
        return
    is_single = vocabulary.predicate_by_id[sided[0].claim.predicate].single_valued
    groups: dict[Hashable, list[ClaimFacts]] = defaultdict(list)
    for each in sided:
        groups[() if is_single else _object_key(each.claim, vocabulary)].append(each)
    for group in groups.values():
        if not is_single and len({(each.claim.polarity, each.claim.status) for each in group}) < 2:
            continue  # All say the same: the most common case by far, and it may be long.
        for one, other in combinations(group, 2):
            kinds = list(_iter_kinds(one.claim, other.claim, vocabulary)) if _can_differ(one, other) else ()
            for kind, mine, theirs in kinds:
                yield kind, one.claim.id, mine, other.claim.id, theirs


def _object_key(claim: Claim, vocabulary: Vocabulary) -> Hashable:
    # The slot of a symmetric predicate holds both ends already.
    if vocabulary.predicate_by_id[claim.predicate].symmetric and claim.object.entity is not None:
        return ()
    return content_key(claim.object)


def _can_differ(one: ClaimFacts, other: ClaimFacts) -> bool:
    """Tell whether two claims can hold at the same time, and are not said twice by the same on the same grounds."""
    if one.claim.speaker == other.claim.speaker and one.supports == other.supports:
        return False
    return one.valid is None or other.valid is None or one.valid.possible_overlap(other.valid)


def _iter_kinds(one: Claim, other: Claim, vocabulary: Vocabulary) -> Iterator[tuple[DisputeKind, Side, Side]]:
    is_swapped = vocabulary.predicate_by_id[one.predicate].symmetric and one.object.entity == other.subject
    same = is_swapped or (_is_same_object(one.object, other.object) and not _differ_in_amount(one, other))
    if same and one.polarity != other.polarity:
        yield "polarity", one.polarity, other.polarity
    if one.polarity != "affirmed" or other.polarity != "affirmed":
        return
    if same and _are_at_odds(one.status, other.status):
        yield "status", one.status, other.status
    if not same and vocabulary.predicate_by_id[one.predicate].single_valued and _can_compare(one, other):
        yield "value", _say(one), _say(other)


def _is_same_object(one: Content, other: Content) -> bool:
    if one.value is not None and other.value is not None and content_key(one) == content_key(other) == ("amount",):
        return one.value == other.value or is_same_figure(one.value, other.value)
    return content_key(one) == content_key(other)


def _differ_in_amount(one: Claim, other: Claim) -> bool:
    """Tell whether two claims give different amounts in qualifiers of the same role, such as two shares."""
    return any(
        mine.value is not None and theirs.value is not None and agree(mine.value, theirs.value) is False
        for mine in one.qualifiers
        for theirs in other.qualifiers
        if mine.role == theirs.role
    )


def _can_compare(one: Claim, other: Claim) -> bool:
    """Tell whether different objects are rivals: two wordings or two units are not, two amounts and entities are."""
    if one.object.value is not None and other.object.value is not None:
        return agree(one.object.value, other.object.value) is False or _differ_in_amount(one, other)
    return True


def _are_at_odds(one: str, other: str) -> bool:
    if {one, other} == {"ongoing", "ended"}:
        return True
    return (one in REAL and other in NOT_YET_REAL) or (other in REAL and one in NOT_YET_REAL)


def _say(claim: Claim) -> Side:
    content = claim.object
    said = say_amount(content.value) if content.value is not None else content.entity or content.claim or ""
    amounts = [say_amount(part.value) for part in claim.qualifiers if part.value is not None and part.value.amount]
    return ", ".join([said, *amounts])
