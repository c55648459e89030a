"""The questions of somebody who has a name, or part of one, and wants the entity."""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.answers.answer import Answer
from kgraph.answers.views import EntityHit, Lookup
from kgraph.knowledge_graph.keywords import Words
from kgraph.knowledge_graph.paging import paged
from kgraph.queries.lookup import look_up_names
from kgraph.queries.parameters import DEFAULT_LIMIT
from kgraph.queries.search import DEFAULT_COMPLETIONS, complete_names, search_entities
from kgraph.stores import Store


class Finding:
    """The part of `KnowledgeGraph` that finds entities by what somebody typed."""

    store: Store

    @paged
    def search(
        self, q: str, *, type: Words = (), limit: int = DEFAULT_LIMIT, cursor: str | None = None
    ) -> Answer[EntityHit]:
        """Return the entities that a text may name, best first; typos are forgiven.

        >>> import kgraph
        >>> [hit.id for hit in kgraph.open().search("Токаев", limit=1)]
        ['kassym-jomart-tokayev']
        """
        return search_entities(self.store, q, types=type, limit=limit, cursor=cursor)

    @paged
    def autocomplete(
        self, prefix: str, *, type: Words = (), limit: int = DEFAULT_COMPLETIONS, cursor: str | None = None
    ) -> Answer[EntityHit]:
        """Return the entities with a name, or a later word of one, that begins so; best first, no typos.

        >>> import kgraph
        >>> [hit.matched.text for hit in kgraph.open().autocomplete("Қаз", type="country")]
        ['Қазақстан']
        """
        return complete_names(self.store, prefix, types=type, limit=limit, cursor=cursor)

    def lookup(self, queries: Mapping[str, str]) -> Lookup:
        """Return what each of 1 to 500 ids or names certainly means, by the keys that they are given under.

        >>> import kgraph
        >>> results = kgraph.open().lookup({"a": "Тоқаев", "b": "Nazarbayev", "c": "Kazakhstann"}).results
        >>> [(key, result.outcome) for key, result in results.items()]
        [('a', 'found'), ('b', 'ambiguous'), ('c', 'unknown')]
        >>> results["a"].entity.id, [hit.id for hit in results["b"].candidates], results["c"].suggestions[0].id
        ('kassym-jomart-tokayev', ['bolat-nazarbayev', 'nursultan-nazarbayev'], 'kazakhstan')
        """
        return look_up_names(self.store, queries)
