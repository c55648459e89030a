"""NetworkX graphs of what a service holds, built from its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ParamSpec

from kgraph.answers.answer import Answer
from kgraph.answers.descriptions import DatasetView, SchemaView
from kgraph.answers.views import EntityView, SourceView
from kgraph.client.exchange import Request, Steps
from kgraph.client.files import AskExport
from kgraph.client.questions import Ask, Remote
from kgraph.client.reading import read_answer, read_object, validate
from kgraph.errors import ServiceError
from kgraph.exports import Export
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.queries.parameters import MAX_LIMIT
from kgraph.records import Claim, Entity, Source

if TYPE_CHECKING:
    import networkx as nx

P = ParamSpec("P")
_export = AskExport(KnowledgeGraph.export, "/v1/export")


class AskGraph(Ask[P, "nx.MultiDiGraph[str]"]):
    """The method that builds a graph of one's own: of lists of entities and sources, and of claims as an export."""

    def iter_steps(
        self, remote: Remote, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> Steps[nx.MultiDiGraph[str]]:
        """Ask for the records, and return the graph of them."""
        # Only who asks for a graph waits for NetworkX to be imported.
        from kgraph.graph import build_claim_graph, build_evidence_graph

        filters = self.bind(args, kwargs)
        claims_as_nodes = filters.pop("claims_as_nodes", False)
        export = yield from _export.iter_steps(remote, ("ndjson",), filters)
        entities = yield from _list_all(remote, EntityView, "/v1/entities")
        described = yield from remote.iter_asking(Request("/v1/dataset"))
        dataset = read_answer(DatasetView, described)
        about = {"dataset": dataset.id, "version": dataset.version}
        if dataset.version != export.dataset_version:
            raise ServiceError(remote.url, "serves another version of the dataset by now: ask again.")
        claims = iter_claims(export, remote.url, with_deprecated="rank" in filters)
        nodes = [_to_entity(entity) for entity in entities]
        if not claims_as_nodes:
            words = yield from remote.iter_asking(Request("/v1/schema"))
            return build_claim_graph(nodes, claims, read_answer(SchemaView, words), **about)
        sources = yield from _list_all(remote, SourceView, "/v1/sources")
        return build_evidence_graph(nodes, map(_to_source, sources), claims, **about)


def iter_claims(export: Export, url: str, *, with_deprecated: bool) -> Iterator[Claim]:
    """Yield the claims of an export as `ndjson` that were asked for.

    Raises:
        ServiceError: the export does not end as it should.
    """
    line = b""
    for line in _iter_lines(export):
        if not line.startswith(b'{"kind":"claim"'):
            continue
        read = read_object(line, url)
        claim = validate(Claim, read.get("record"), url)
        # What is only referred to was not asked for; a whole dataset is exported with what was withdrawn.
        if not read.get("referred") and (with_deprecated or claim.rank != "deprecated"):
            yield claim
    if not line.startswith(b'{"kind":"end"'):
        raise ServiceError(url, "broke off in the middle of an export.")


def _iter_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _list_all(remote: Remote, kind: Any, path: str) -> Steps[list[Any]]:
    items: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        pairs = (("limit", str(MAX_LIMIT)), *((("cursor", cursor),) if cursor else ()))
        reply = yield from remote.iter_asking(Request(path, pairs))
        answer = read_answer(Answer[kind], reply)
        items += answer.items
        cursor = answer.next_cursor
    return items


def _to_entity(view: EntityView) -> Entity:
    return Entity(**{name: getattr(view, name) for name in Entity.model_fields})


def _to_source(view: SourceView) -> Source:
    return Source(**{**{name: getattr(view, name) for name in Source.model_fields}, "outlet": view.outlet.id})
