"""The queries under one roof: what `kgraph.open` returns."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Unpack

from kgraph.answers.answer import Answer
from kgraph.answers.descriptions import DatasetView, SchemaView
from kgraph.answers.views import ClaimSource, ClaimView, EntityView, Neighbour, Path, SourceView
from kgraph.errors import InvalidParameter
from kgraph.knowledge_graph.analysis import Analysis
from kgraph.knowledge_graph.finding import Finding
from kgraph.knowledge_graph.keywords import ClaimFilters, TieFilters, Words
from kgraph.knowledge_graph.paging import paged
from kgraph.knowledge_graph.publishing import Publishing
from kgraph.loading.progress import OnProgress
from kgraph.queries.claims import get_claim, list_claim_sources, list_claims
from kgraph.queries.description import describe_dataset, describe_schema
from kgraph.queries.entities import list_entities, resolve_to_view
from kgraph.queries.neighbours import DEFAULT_CLAIMS_PER_NEIGHBOUR, find_neighbours
from kgraph.queries.opening import open_store
from kgraph.queries.parameters import DEFAULT_LIMIT, parse_filters
from kgraph.queries.paths import DEFAULT_CLAIMS_PER_HOP, DEFAULT_K, DEFAULT_MAX_HOPS, find_paths
from kgraph.queries.sources import get_source, list_sources
from kgraph.records import Dataset
from kgraph.stores import Store, build_store

if TYPE_CHECKING:
    import networkx as nx


class KnowledgeGraph(Analysis, Finding, Publishing):
    """A dataset to be asked.

    Every entity may be given by its id or by any of its names. Filters are keywords, as in REST: `type`,
    `predicate`, `topic`, `status`, `polarity`, `basis`, `hedged`, `speaker`, `outlet`, `exclude_outlet`, `source`,
    `exclude_source`, `min_outlets`, `date`, `date_match`, `known_as_of`, `rank`, `value`, `value_min`, `value_max`,
    `unit`, `about`, `subject`, `object`, `between`, `q`, `paragraph`, `sentence`; each takes one value, or several if
    it can be repeated. All methods raise a `QueryError` that says what is wrong with a question.

    >>> import kgraph
    >>> kg = kgraph.open()
    >>> [path.length for path in kg.paths("Bolat Nazarbayev", "China", k=1)]
    [2]
    """

    def __init__(self, source: Dataset | Store) -> None:
        """Take a dataset, or a store that holds one."""
        self.store = source if isinstance(source, Store) else build_store(source)
        self._graph: nx.MultiDiGraph[str] | None = None
        self._comparisons = {}

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self.store.info.id}, version {self.version[:8]}>"

    @property
    def version(self) -> str:
        """The digest of the dataset's content."""
        return self.store.version

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The read-only NetworkX graph of the affirmed claims: entities are nodes, claims are edges.

        An edge's key is the claim's id, or `CLAIM#ROLE` for a qualifier that names an entity. It is a view of the
        store: opening it costs nothing, and every algorithm of NetworkX runs on it.

        >>> import kgraph
        >>> graph = kgraph.open().graph
        >>> graph["bolat-nazarbayev"]["nursultan-nazarbayev"]["p06s4c02"]["predicate"]
        'younger_brother_of'
        """
        if self._graph is None:
            # Only who asks for a graph waits for NetworkX to be imported.
            from kgraph.queries.graphs import open_graph

            self._graph = open_graph(self.store)
        return self._graph

    def to_networkx(self, /, *, claims_as_nodes: bool = False, **filters: Unpack[ClaimFilters]) -> nx.MultiDiGraph[str]:
        """Return a graph of your own of the claims that pass the filters; you may change it.

        With `claims_as_nodes` claims and sources are nodes too, so that citations and references between
        claims can be walked; claims of every polarity are in it then.

        >>> import kgraph
        >>> graph = kgraph.open().to_networkx(claims_as_nodes=True, about="Bolat Nazarbayev")
        >>> sorted(graph.successors("claim:p06s4c02"))[:2]
        ['entity:article-author', 'entity:bolat-nazarbayev']
        """
        from kgraph.queries.graphs import build_own_graph

        parsed = parse_filters(self.store, "claims", filters)
        return build_own_graph(self.store, parsed.filters, claims_as_nodes=claims_as_nodes)

    @paged
    def entities(
        self,
        *,
        id: Words = (),
        type: Words = (),
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
    ) -> Answer[EntityView]:
        """Return entities by id: the given ones, or all, of the given types.

        >>> import kgraph
        >>> [entity.id for entity in kgraph.open().entities(type="country", limit=3)]
        ['azerbaijan', 'china', 'georgia']
        """
        return list_entities(self.store, ids=id, types=type, limit=limit, cursor=cursor)

    def entity(self, entity: str) -> EntityView:
        """Return the entity that an id or a name certainly names.

        >>> import kgraph
        >>> kgraph.open().entity("习近平").name
        'Xi Jinping'
        """
        return resolve_to_view(self.store, entity)[1]

    @paged
    def neighbours(
        self,
        /,
        entity: str,
        *,
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
        claims_per_neighbour: int = DEFAULT_CLAIMS_PER_NEIGHBOUR,
        **filters: Unpack[TieFilters],
    ) -> Answer[Neighbour]:
        """Return the entities tied to one, with their claims; most claims first, then by id.

        >>> import kgraph
        >>> [each.entity.id for each in kgraph.open().neighbours("Bolat Nazarbayev")]
        ['bolat-nazarbayevs-company', 'khorgos-project', 'nursultan-nazarbayev']
        """
        return find_neighbours(
            self.store,
            entity,
            limit=limit,
            cursor=cursor,
            claims_per_neighbour=claims_per_neighbour,
            **filters,
        )

    @paged
    def claims(
        self,
        /,
        *,
        id: Words = (),
        order: str = "id",
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
        **filters: Unpack[ClaimFilters],
    ) -> Answer[ClaimView]:
        """Return the claims that pass the filters, each with its evidence.

        `order`: `id`, `newest` or `oldest` (by the first day that the date can mean; undated ones last), or
        `evidence` (more outlets first).

        >>> import kgraph
        >>> [claim.hedge for claim in kgraph.open().claims(hedged=True, speaker="article-author", paragraph=9)]
        ['ostensibly']
        """
        return list_claims(self.store, ids=id, order=order, limit=limit, cursor=cursor, **filters)

    def claim(self, id: str) -> ClaimView:
        """Return one claim with its evidence.

        >>> import kgraph
        >>> kgraph.open().claim("p06s5c02").polarity
        'unknown'
        """
        return get_claim(self.store, id)

    @paged
    def claim_sources(self, id: str, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Answer[ClaimSource]:
        """Return what a claim rests on: the sources it was read in, then what these passages cite.

        >>> import kgraph
        >>> [(source.relation, source.outlet.name) for source in kgraph.open().claim_sources("p05s2c01")]
        [('carrying', 'Eurasia Daily Monitor'), ('cited', 'RBC')]
        """
        return list_claim_sources(self.store, id, limit=limit, cursor=cursor)

    def paths(
        self,
        /,
        from_: str,
        to: str,
        *,
        max_hops: int = DEFAULT_MAX_HOPS,
        k: int = DEFAULT_K,
        avoid: Words = (),
        via: Words = (),
        order: str = "hops",
        claims_per_hop: int = DEFAULT_CLAIMS_PER_HOP,
        **filters: Unpack[TieFilters],
    ) -> Answer[Path]:
        """Return the `k` best simple paths over ties, in either direction, every hop with its claims.

        `order`: `hops` (shortest first), `support` (most outlets on the weakest hop first) or `specific` (through
        entities of few ties first).

        >>> import kgraph
        >>> answer = kgraph.open().paths("Bolat Nazarbayev", "Xinjiang", max_hops=1)
        >>> answer.empty.reason, answer.empty.hops
        ('too_long', 3)
        """
        return find_paths(
            self.store,
            from_,
            to,
            max_hops=max_hops,
            k=k,
            avoid=avoid,
            via=via,
            order=order,
            claims_per_hop=claims_per_hop,
            **filters,
        )

    @paged
    def sources(
        self, *, outlet: Words = (), limit: int = DEFAULT_LIMIT, cursor: str | None = None
    ) -> Answer[SourceView]:
        """Return the sources by id: all, or those of the given outlets.

        >>> import kgraph
        >>> [source.date for source in kgraph.open().sources(outlet="Kommersant")]
        ['XXXX-01-06']
        """
        return list_sources(self.store, outlet=outlet, limit=limit, cursor=cursor)

    def source(self, id: str) -> SourceView:
        """Return one source.

        >>> import kgraph
        >>> kgraph.open().source("rbc-july-28").date
        '2023?-07-28'
        """
        return get_source(self.store, id)

    @paged
    def source_claims(
        self,
        /,
        id: str,
        *,
        order: str = "id",
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
        **filters: Unpack[ClaimFilters],
    ) -> Answer[ClaimView]:
        """Return the claims read in a source, or in a passage that cites it; ordered as `claims` are.

        >>> import kgraph
        >>> [claim.id for claim in kgraph.open().source_claims("rbc-july-28")]
        ['p05s2c01', 'p05s2c02']
        """
        source = get_source(self.store, id).id
        if filters.pop("source", None):
            raise InvalidParameter("The claims of one source take no other source.", parameter="source")
        return list_claims(self.store, source=source, order=order, limit=limit, cursor=cursor, **filters)

    def schema(self) -> SchemaView:
        """Return every word of the vocabulary with its meaning.

        >>> import kgraph
        >>> kgraph.open().schema().statuses[0].id
        'occurred'
        """
        return describe_schema(self.store)

    def dataset(self) -> DatasetView:
        """Return what is loaded: the dataset's own description, its version, and how much it holds.

        >>> import kgraph
        >>> kgraph.open().dataset().carrying_source
        'edm-20-152'
        """
        return describe_dataset(self.store)


def open(path: str | FilePath | None = None, *, on_progress: OnProgress | None = None) -> KnowledgeGraph:
    """Open a dataset: the folder or the snapshot `path`, or the article's dataset that ships.

    A folder with a snapshot in it (see `kgraph build`) is opened by that, unless it is stale or damaged: the log says
    so then, and the records are read; `on_progress` is told meanwhile how many bytes of them were, and of how many.

    Raises:
        DatasetError: the folder is no dataset that can be used; the error carries every problem.
        SnapshotError: `path` is a file, and no snapshot that can be trusted.

    >>> import kgraph
    >>> kgraph.open().dataset().id
    'kazakhstan-china-russia'
    """
    return KnowledgeGraph(open_store(path, on_progress=on_progress))
