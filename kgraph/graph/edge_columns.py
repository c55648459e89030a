"""The edges of the graph, found in the columns when they are asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from kgraph.columns import Columns
from kgraph.columns.mentions import read_mentions
from kgraph.columns.numbers import spread, unpack
from kgraph.graph.edges import OBJECT_ROLE, Edge, iter_edges_to
from kgraph.graph.readonly import FrozenAttributes
from kgraph.graph.recent import Recent

# In place of the number of a pair: an entity with itself is none.
LOOP = -1
# Twice as many of each are kept at most, together some 50 MB. Whoever walks a larger graph again and again reads
# names and neighbours again, at a fifth of the speed; see docs/graph.md.
KEPT_NAMES, KEPT_NEIGHBOURS, KEPT_CLAIMS = 65_536, 65_536, 8_192


class EdgeColumns:
    """Edges over columns: entities and claims are numbers here, keys and names are texts.

    Nothing is kept but what was asked for lately, and the degrees, eight bytes for each entity, once they are asked.
    """

    def __init__(self, columns: Columns) -> None:
        """Take the columns of a dataset version."""
        self.columns = columns
        sections = columns.sections
        self._subject, self._claims = spread(sections["subject"], columns.claim_count), sections["pair_claim"]
        self._starts, self._others = sections["pair_start"], sections["pair_other"]
        self._pairs, self._places = sections["pair_number"], sections["pair_at"]
        self._has_mentions = len(sections["mention.claim"]) > 0
        self._names: Recent[int, str] = Recent(KEPT_NAMES)
        self._numbers: Recent[str, int] = Recent(KEPT_NAMES)
        self._rows: Recent[int, dict[str, int]] = Recent(KEPT_NEIGHBOURS, lambda row: len(row) + 1)
        self._edges: Recent[int, tuple[Edge, ...]] = Recent(KEPT_CLAIMS)

    # -- nodes --

    def find_number(self, node: object) -> int | None:
        """Return the number of an entity by its id, None for whatever is no id of one.

        Raises:
            TypeError: for what cannot be hashed, as a dictionary does.
        """
        if not isinstance(node, str):
            hash(node)
            return None
        number = self._numbers.get(node)
        if number is None:
            number = self.columns.entity_ids.find(node)
            if number is not None:
                self._numbers.keep(node, number)
        return number

    def name(self, number: int) -> str:
        """Return the id of an entity."""
        name = self._names.get(number)
        if name is None:
            name = self.columns.entity_ids[number]
            self._names.keep(number, name)
            # Whoever is told a name is about to ask for it, and finding it in the table takes twenty times as long.
            self._numbers.keep(name, number)
        return name

    def node_attributes(self, number: int) -> FrozenAttributes:
        """Return the attributes of a node."""
        columns = self.columns
        return FrozenAttributes(
            name=columns.entity_names[number],
            type=columns.meta["types"][columns.sections["entity.type"][number]],
            countries=columns.countries_of(number),
        )

    # -- neighbours --

    def kept_neighbours(self, number: int, forward: bool) -> dict[str, int] | None:
        """Return what `neighbours` does, if it is at hand."""
        return self._rows.get(2 * number + forward)

    def neighbours(self, number: int, forward: bool) -> dict[str, int]:
        """Return the ids of the entities at the other ends of a node's edges, by id, with the numbers of their pairs.

        `forward`: of the edges from it; else of those to it. The dictionary is shared, and not to be changed.
        """
        row = self._rows.get(2 * number + forward)
        if row is None:
            row = {self.name(other): pair for other, pair in self._list_neighbours(number, forward)}
            self._rows.keep(2 * number + forward, row)
        return row

    def _list_neighbours(self, number: int, forward: bool) -> list[tuple[int, int]]:
        first, last = self._starts[number], self._starts[number + 1]
        subject, claims, places = self._subject, self._claims, self._places
        found = []
        for other, pair in zip(self._others[first:last], self._pairs[first:last], strict=True):
            source = number if forward else other
            # Not a slice for each pair: most have one claim.
            for place in range(places[pair], places[pair + 1]):
                if subject[claims[place]] == source:
                    found.append((other, pair))
                    break
        if self._list_loops(number):
            insort(found, (number, LOOP))
        return found

    def find_pair(self, source: int, target: int) -> int | None:
        """Return the number of the pair if there is an edge from one entity to the other, None if there is none."""
        if source == target:
            return LOOP if self._list_loops(source) else None
        first, last = self._starts[source], self._starts[source + 1]
        place = bisect_left(self._others, target, first, last)
        if place == last or self._others[place] != target:
            return None
        pair, subject = self._pairs[place], self._subject
        return pair if any(subject[claim] == source for claim in self._claims_of(pair)) else None

    # -- parallel edges --

    def list_edges(self, source: int, target: int, pair: int) -> dict[str, tuple[int, str]]:
        """Return the edges from one entity to another: the key of each, with its claim and its role.

        In the order of the claims' ids; of one claim, as the claim names them.
        """
        claims, ids = sorted(self._list_claims(source, pair)), self.columns.claim_ids
        if not self._has_mentions:
            return {ids[claim]: (claim, OBJECT_ROLE) for claim in claims}
        name = self.name(target)
        return {
            edge.key: (claim, edge.role) for claim in claims for edge in self._edges_of(claim) if edge.target == name
        }

    def count_edges(self, source: int, target: int, pair: int) -> int:
        """Return how many edges run from one entity to another."""
        is_one_each = not self._has_mentions
        return len(self._list_claims(source, pair) if is_one_each else self.list_edges(source, target, pair))

    def _claims_of(self, pair: int) -> Sequence[int]:
        return self._claims[self._places[pair] : self._places[pair + 1]]

    def _list_claims(self, source: int, pair: int) -> list[int]:
        """Return the claims of a pair whose edges run from one of the two."""
        if pair == LOOP:
            return self._list_loops(source)
        subject = self._subject
        return [claim for claim in self._claims_of(pair) if subject[claim] == source]

    def _list_loops(self, number: int) -> list[int]:
        """Return the claims that tie an entity to itself."""
        sections = self.columns.sections
        loose, starts = sections["inc_loose"], sections["inc_start"]
        low = bisect_left(loose, starts[number])
        high = bisect_left(loose, starts[number + 1], low)
        if low == high:
            return []
        others, kinds, ties = sections["inc_other"], sections["inc_kind"], sections["kind_ties"]
        places = [place for place in loose[low:high] if others[place] == number and ties[kinds[place]]]
        return [sections["inc_claim"][place] for place in places]

    def _edges_of(self, claim: int) -> tuple[Edge, ...]:
        edges = self._edges.get(claim)
        if edges is None:
            columns = self.columns
            object_ = columns.at("object", claim)
            edges = tuple(
                iter_edges_to(
                    columns.claim_ids[claim],
                    self.name(columns.at("subject", claim)),
                    None if object_ == columns.entity_count else self.name(object_),
                    read_mentions(columns, claim),
                    columns.vocabulary.tying_roles,
                )
            )
            self._edges.keep(claim, edges)
        return edges

    def edge_attributes(self, claim: int, role: str) -> FrozenAttributes:
        """Return the attributes of an edge."""
        columns = self.columns
        meant = self._meanings[columns.at("kind", claim)]
        return FrozenAttributes({"claim": columns.claim_ids[claim], "role": role, **meant})

    @cached_property
    def _meanings(self) -> tuple[dict[str, Any], ...]:
        """Those attributes that many edges share, by kind."""
        return tuple(
            {
                "predicate": kind.predicate,
                "status": kind.status,
                "basis": kind.basis,
                "hedged": kind.hedge is not None,
            }
            for kind in self.columns.kinds
        )

    # -- degrees --

    @cached_property
    def degrees(self) -> tuple[array[int], array[int]]:
        """How many edges run from each entity, and how many to it."""
        columns = self.columns
        count, graph = columns.entity_count, columns.graph
        masks = (("kind", bytes(columns.sections["kind_ties"])), ("object", b"\1" * count + b"\0"))
        tying = unpack(graph.select(None, masks, None, None, None))
        outward = array("I", graph.histogram(tying, "subject", count))
        inward = array("I", graph.histogram(tying, "object", count))
        for claim in self._list_mentioning():
            for edge in self._edges_of(claim):
                if edge.key != edge.claim:
                    outward[columns.at("subject", claim)] += 1
                    inward[self.find_number(edge.target) or 0] += 1
        return outward, inward

    def _list_mentioning(self) -> list[int]:
        """Return the claims that make further edges, to entities in their qualifiers."""
        sections = self.columns.sections
        rows = zip(sections["mention.claim"], sections["mention.ties"], strict=True)
        named = sorted({claim for claim, ties in rows if ties})
        return [claim for claim in named if sections["kind_ties"][self.columns.at("kind", claim)]]

    @cached_property
    def edge_count(self) -> int:
        """How many edges there are."""
        return sum(self.degrees[0])
