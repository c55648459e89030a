"""Sources: what the claims were read in, and what these passages cite."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.answers.answer import Answer, Empty
from kgraph.answers.views import SourceView
from kgraph.queries.listing import ListQuery
from kgraph.queries.naming import resolve_entity
from kgraph.queries.parameters import DEFAULT_LIMIT, find_source_id, to_items
from kgraph.queries.views import to_ref
from kgraph.stores import Store


def get_source(store: Store, id_: str) -> SourceView:
    """Return one source; that which an id was merged into, for such an id.

    Raises:
        NotFound: no source has that id; near ones are suggested.
        Removed: a source had it that was removed.
    """
    return build_source_views(store, [find_source_id(store, id_, "id")])[0]


def list_sources(
    store: Store, *, outlet: Iterable[str] | str = (), limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Answer[SourceView]:
    """Return the sources of the given outlets, or all, by id."""
    names = [resolve_entity(store, name, "outlet") for name in to_items(outlet)]
    outlets = sorted({entry.entity.id for entry in names})
    parameters = {"outlet": outlets} if outlets else {}
    query = ListQuery(store, "sources", parameters, names=names, limit=limit, cursor=cursor)
    part = store.find_sources(outlets, query.after, query.limit)

    def explain() -> Empty:
        detail = f"No source in this dataset was published by {', '.join(entry.entity.name for entry in names)}."
        return Empty(reason="filtered", detail=detail, filter="outlet", try_="leave out outlet")

    views = build_source_views(store, [source.id for source in part.items])
    last = part.items[-1].id if part.more else None
    return query.answer(Answer[SourceView], views, part.total, last=last, explain=explain)


def build_source_views(store: Store, ids: Iterable[str]) -> list[SourceView]:
    """Return the sources with these known ids as they are shown, in their order, each once."""
    wanted = list(dict.fromkeys(ids))
    sources = store.get_sources(wanted)
    counts = store.count_for_sources(wanted)
    outlets = store.get_entities(sorted({source.outlet for source in sources.values()}))
    return [
        SourceView(
            id=id_,
            type=sources[id_].type,
            outlet=to_ref(outlets[sources[id_].outlet]),
            title=sources[id_].title,
            date=sources[id_].date,
            date_printed=sources[id_].date_printed,
            date_basis=sources[id_].date_basis,
            authors=sources[id_].authors,
            volume=sources[id_].volume,
            issue=sources[id_].issue,
            url=sources[id_].url,
            claim_count=counts[id_],
        )
        for id_ in wanted
    ]
