"""The questions of an analyst about the whole: what disagrees, what falls, when, how much, and around whom."""

from __future__ import annotations

from typing import Unpack

from kgraph.answers.answer import Answer
from kgraph.answers.overviews import CommonNeighbour, DisputeView, Dyad, FacetCount, Impact, Subgraph, TimelineItem
from kgraph.answers.quality import QualityView
from kgraph.knowledge_graph.keywords import ClaimFilters, TieFilters, Words
from kgraph.knowledge_graph.paging import paged
from kgraph.queries.contested import DEFAULT_CLAIMS_PER_SIDE, list_contested
from kgraph.queries.dyad import compare_countries
from kgraph.queries.facets import list_facets
from kgraph.queries.impact import measure_impact
from kgraph.queries.parameters import DEFAULT_LIMIT
from kgraph.queries.paths import DEFAULT_MAX_HOPS
from kgraph.queries.quality import describe_quality
from kgraph.queries.surroundings import (
    DEFAULT_CLAIMS_PER_TIE,
    DEFAULT_MAX_ENTITIES,
    DEFAULT_SUBGRAPH_HOPS,
    find_common_neighbours,
    find_subgraph,
)
from kgraph.queries.timeline import list_timeline
from kgraph.stores import Store


class Analysis:
    """The part of `KnowledgeGraph` that looks at many claims at once. All but `quality` take filters."""

    store: Store

    @paged
    def contested(
        self,
        /,
        *,
        claims_per_side: int = DEFAULT_CLAIMS_PER_SIDE,
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
        **filters: Unpack[ClaimFilters],
    ) -> Answer[DisputeView]:
        """Return the claims that contradict one another, side by side, each with its evidence.

        An empty list can be the right answer: nothing in the article contradicts anything else in it.

        >>> import kgraph
        >>> kgraph.open().contested().empty.reason
        'no_claims'
        """
        return list_contested(self.store, claims_per_side=claims_per_side, limit=limit, cursor=cursor, **filters)

    def impact(
        self,
        source: str,
        *,
        from_: str | None = None,
        to: str | None = None,
        max_hops: int = DEFAULT_MAX_HOPS,
        limit: int = DEFAULT_LIMIT,
    ) -> Impact:
        """Return what falls if a source is wrong: claims, ties, entities; and whether a shortest path changes.

        >>> import kgraph
        >>> impact = kgraph.open().impact("rbc-july-28")
        >>> impact.claim_count, impact.tie_count
        (2, 0)
        """
        return measure_impact(self.store, source, from_=from_, to=to, max_hops=max_hops, limit=limit)

    @paged
    def timeline(
        self,
        /,
        *,
        order: str = "oldest",
        undated: bool | str = False,
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
        **filters: Unpack[ClaimFilters],
    ) -> Answer[TimelineItem]:
        """Return the dated claims that pass the filters, `oldest` or `newest` first; or, apart, the undated ones.

        >>> import kgraph
        >>> [item.date for item in kgraph.open().timeline(about="CSTO intervention")]
        ['2022-01', '2022-01']
        """
        return list_timeline(self.store, order=order, undated=undated, limit=limit, cursor=cursor, **filters)

    @paged
    def facets(
        self, /, by: str, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None, **filters: Unpack[ClaimFilters]
    ) -> Answer[FacetCount]:
        """Return how many claims that pass the filters have each value of a facet.

        `by`: `outlet`, `month`, `type`, `predicate`, `topic`, `status`, `speaker` or `country`.

        >>> import kgraph
        >>> [(row.value, row.count) for row in kgraph.open().facets("status", topic="energy", limit=1)]
        [('planned', 6)]
        """
        return list_facets(self.store, by, limit=limit, cursor=cursor, **filters)

    @paged
    def common_neighbours(
        self,
        /,
        of: Words,
        *,
        claims_per_tie: int = DEFAULT_CLAIMS_PER_TIE,
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
        **filters: Unpack[TieFilters],
    ) -> Answer[CommonNeighbour]:
        """Return the entities that are tied to every one of those named, with these ties; most claims first.

        >>> import kgraph
        >>> [each.entity.id for each in kgraph.open().common_neighbours(["Bolat Nazarbayev", "China"])]
        ['khorgos-project']
        """
        return find_common_neighbours(
            self.store, of, claims_per_tie=claims_per_tie, limit=limit, cursor=cursor, **filters
        )

    @paged
    def subgraph(
        self,
        /,
        of: Words,
        *,
        hops: int = DEFAULT_SUBGRAPH_HOPS,
        max_entities: int = DEFAULT_MAX_ENTITIES,
        claims_per_tie: int = DEFAULT_CLAIMS_PER_TIE,
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
        **filters: Unpack[TieFilters],
    ) -> Subgraph:
        """Return the entities within so many hops of those named, and all ties among them.

        >>> import kgraph
        >>> around = kgraph.open().subgraph("Bolat Nazarbayev")
        >>> [entity.id for entity in around.entities if entity.hops == 1]
        ['bolat-nazarbayevs-company', 'khorgos-project', 'nursultan-nazarbayev']
        """
        return find_subgraph(
            self.store,
            of,
            hops=hops,
            max_entities=max_entities,
            claims_per_tie=claims_per_tie,
            limit=limit,
            cursor=cursor,
            **filters,
        )

    @paged
    def dyad(
        self,
        /,
        of: Words,
        *,
        order: str = "id",
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
        **filters: Unpack[ClaimFilters],
    ) -> Dyad:
        """Return what runs between two countries: who on either side, by topic, by month, and every claim.

        >>> import kgraph
        >>> [side.entity.name for side in kgraph.open().dyad(["KZ", "China"]).sides]
        ['China', 'Kazakhstan']
        """
        return compare_countries(self.store, of, order=order, limit=limit, cursor=cursor, **filters)

    def quality(self, *, limit: int = DEFAULT_LIMIT) -> QualityView:
        """Return where the dataset is weak, and how its claims spread; each list holds its first `limit` items.

        >>> import kgraph
        >>> [(finding.id, finding.count) for finding in kgraph.open().quality(limit=1).findings if not finding.ids]
        [('orphan_entities', 0), ('unused_sources', 0), ('unused_predicates', 0)]
        """
        return describe_quality(self.store, limit=limit)
