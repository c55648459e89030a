"""What leaves the service: exports, and whatever else goes into the hands of other tools and readers."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

from kgraph.answers.answer import Answer
from kgraph.answers.changes import Change
from kgraph.briefs import Brief, build_brief
from kgraph.briefs.question import DEFAULT_CLAIMS
from kgraph.citations import DEFAULT_STYLE, Bibliography, build_bibliography
from kgraph.exports import Export, build_export
from kgraph.knowledge_graph.keywords import BriefFilters, ClaimFilters, Words
from kgraph.knowledge_graph.paging import paged
from kgraph.queries.changes import Comparison
from kgraph.queries.earlier_versions import list_changes
from kgraph.queries.opening import open_store
from kgraph.queries.parameters import DEFAULT_LIMIT
from kgraph.stores import Store


class Publishing:
    """The part of `KnowledgeGraph` whose answers are documents and files."""

    store: Store
    _comparisons: dict[str, Comparison]

    def export(
        self,
        /,
        format: str,
        *,
        id: Words = (),
        claims_as_nodes: bool | None = None,
        bom: bool | None = None,
        **filters: Unpack[ClaimFilters],
    ) -> Export:
        """Return the claims that pass the filters, or all of the dataset, in the format of another tool.

        `format`: `ndjson`, `csv`, `graphml`, `gexf`, `cytoscape`, `node-link`, `json-ld`, `turtle`, `ftm` or `neo4j`.
        The export iterates over its bytes and is never cut; `write` puts it into a file. `claims_as_nodes`: for graphs,
        whether claims and sources are nodes too; `bom`: for `csv`, whether tables begin with a byte order mark.

        >>> import kgraph
        >>> export = kgraph.open().export("ndjson", about="Bolat Nazarbayev")
        >>> export.claim_count, export.media_type, b"".join(export).count(b'"kind":"claim"')
        (3, 'application/x-ndjson', 3)
        """
        return build_export(self.store, format, id=id, claims_as_nodes=claims_as_nodes, bom=bom, **filters)

    def bibliography(
        self,
        /,
        style: str = DEFAULT_STYLE,
        *,
        id: Words = (),
        from_: str | None = None,
        to: str | None = None,
        max_hops: int | None = None,
        k: int | None = None,
        avoid: Words = (),
        via: Words = (),
        order: str | None = None,
        **filters: Unpack[ClaimFilters],
    ) -> Bibliography:
        """Return the sources that the claims which pass the filters rest on, as a bibliography.

        With `from_` and `to`: those of all claims on the hops of the paths that `paths` finds. `style`: `text`,
        `chicago`, `gost`, `csl-json`, `bibtex` or `ris`. Its `text` is all of it; `iter_pieces` hands it out as it is
        made.

        >>> import kgraph
        >>> print(kgraph.open().bibliography("gost", about="Bolat Nazarbayev", q="Khorgos").text, end="")
        Kazakhstan Cautiously Builds Ties With China // Eurasia Daily Monitor. [Б. д.]. Vol. 20, № 152.
        """
        return build_bibliography(
            self.store,
            style=style,
            id=id,
            from_=from_,
            to=to,
            path={"max_hops": max_hops, "k": k, "avoid": avoid, "via": via, "order": order},
            **filters,
        )

    def brief(
        self,
        /,
        about: Words = (),
        *,
        from_: str | None = None,
        to: str | None = None,
        max_hops: int | None = None,
        k: int | None = None,
        avoid: Words = (),
        via: Words = (),
        limit: int = DEFAULT_CLAIMS,
        **filters: Unpack[BriefFilters],
    ) -> Brief:
        """Return a footnoted note: on one entity, on what names both of two, or on the best paths between two.

        `about` one or two, or `from_` and `to`. Each claim stands in exactly one section, newest first; `limit` claims
        are shown of each section, of paths of each hop, and the rest are counted. `kgraph.briefs.FORMS` holds what
        writes a brief: as Markdown, as a page to be printed, as JSON.

        >>> import kgraph
        >>> brief = kgraph.open().brief("Bolat Nazarbayev")
        >>> [(section.id, section.claim_count) for section in brief.sections if section.claim_count]
        [('affirmed', 1), ('presupposed', 2)]
        """
        return build_brief(
            self.store,
            about,
            from_=from_,
            to=to,
            max_hops=max_hops,
            k=k,
            avoid=avoid,
            via=via,
            limit=limit,
            **filters,
        )

    @paged
    def changes(
        self,
        old: Publishing | str | Path | None = None,
        *,
        kind: Words = (),
        change: Words = (),
        limit: int = DEFAULT_LIMIT,
        cursor: str | None = None,
    ) -> Answer[Change]:
        """Return what has changed since an earlier version, record by record and field by field.

        `old`: the folder or the snapshot of that version, or a graph of it; whoever reads on opens it once. A service
        is asked by the version itself, or 8 figures of it, for those which it was started with; by none for the last
        of them. By kind
        (`dataset`, `word`, `entity`, `source`, `claim`, `retired`), then by id; only some kinds, and only what was
        `added`, `removed` or `changed`, if told so. Some thousand records of each version are held at a time.

        >>> import kgraph
        >>> graph = kgraph.open()
        >>> graph.changes(graph).empty.reason
        'unchanged'
        """
        if old is None:
            return list_changes(self.store, None, kinds=kind, changes=change, limit=limit, cursor=cursor)
        store = old.store if isinstance(old, Publishing) else open_store(old)
        comparison = self._comparisons.get(store.version)
        if comparison is None:
            # One at a time: it may hold the keys of a hundred thousand changes.
            comparison = Comparison(store, self.store)
            self._comparisons = {store.version: comparison}
        return list_changes(self.store, comparison, kinds=kind, changes=change, limit=limit, cursor=cursor)
