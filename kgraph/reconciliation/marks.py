"""What keeps a claim from being a plain fact: marks, in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kgraph.answers.views import ClaimView, ContentView, QualifierView
from kgraph.answers.wording import say_value
from kgraph.knowledge_graph import KnowledgeGraph

# The statuses of what came about and is not said to be over.
_PLAIN_STATUSES = frozenset({"occurred", "ongoing"})


class Marker:
    """Tells which claims of a dataset are plain facts, and what is to be said with the others.

    A claim is plain if it is affirmed, came about or goes on, is stated, said without reserve, disputed by nobody, not
    withdrawn, said by whoever says most in the dataset (the author of a text that was read), and not limited by a
    qualifier. A qualifier limits nothing if it names an entity in a role that ties it to the subject: where, at which
    event, with whom. Every other one does: a share, a degree, a number, a word of distance, an aspect, a condition.
    """

    def __init__(self, kg: KnowledgeGraph) -> None:
        self._kg = kg

    def list_marks(self, claim: ClaimView) -> tuple[str, ...]:
        """Return what keeps a claim from being a plain fact; nothing if it is one.

        >>> import kgraph
        >>> kg = kgraph.open()
        >>> marker = Marker(kg)
        >>> [marker.list_marks(kg.claim(id_)) for id_ in ("p05s4c01", "p06s2c05", "p04s1c01")]
        [(), ('planned',), ('to the degree nominal', 'by means of claim p04s1c02', 'by means of claim p04s1c03')]
        """
        return tuple(self._iter_marks(claim))

    def _iter_marks(self, claim: ClaimView) -> Iterator[str]:
        if claim.polarity != "affirmed":
            yield claim.polarity
        if claim.status not in _PLAIN_STATUSES:
            yield claim.status
        if claim.hedge is not None:
            yield f"hedged “{claim.hedge}”"
        if claim.basis == "presupposed":
            yield "taken for granted"
        if claim.contested_by:
            yield "disputed"
        if claim.rank == "deprecated":
            yield "withdrawn"
        if claim.speaker.id != self._usual_speaker:
            yield f"said by {claim.speaker.name}"
        for qualifier in claim.qualifiers:
            if self._limits(qualifier):
                yield f"{self._role_labels[qualifier.role]} {show_content(qualifier)}"

    def _limits(self, qualifier: QualifierView) -> bool:
        return qualifier.entity is None or qualifier.role not in self._tying_roles

    @cached_property
    def _usual_speaker(self) -> str | None:
        # As in briefs: whoever says most, of several the first by id.
        return next((row.value for row in self._kg.facets("speaker", limit=1)), None)

    @cached_property
    def _role_labels(self) -> dict[str, str]:
        return {role.id: role.label for role in self._kg.schema().roles}

    @cached_property
    def _tying_roles(self) -> frozenset[str]:
        return self._kg.schema().tying_roles


def show_content(content: ContentView) -> str:
    """Return a part of a claim in words: a name, a value as it is meant, or the id of another claim.

    What another claim says stands nowhere without how it stands.

    >>> import kgraph
    >>> show_content(kgraph.open().claim("p01s4c02").object)
    'claim p01s4c03'
    """
    if content.entity is not None:
        return content.entity.name
    if content.claim is not None:
        return f"claim {content.claim.id}"
    return "" if content.value is None else say_value(content.value)
