"""The bibliography of a result set: of claims, by filter or by id, or of the paths between two entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kgraph.citations.entries import BibliographyEntry, iter_entries
from kgraph.citations.styles import DEFAULT_STYLE, STYLES, Style
from kgraph.errors import InvalidParameter
from kgraph.filters import filter_specs
from kgraph.queries.answers import Empty, QueryEcho, TruncatedBy
from kgraph.queries.claims import explain_claims, get_records
from kgraph.queries.listing import count_undated
from kgraph.queries.parameters import ParsedFilters, check_word, parse_filters, parse_ids, to_items
from kgraph.queries.paths import find_paths
from kgraph.stores import ClaimQuery, Store

# As much of the version as tells it from others at a glance.
SHOWN_OF_VERSION = 8
CHUNK_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The sources that some claims rest on, in one style.

    The pieces of its text are made while they are read, from the store, so that thousands of entries never stand in
    memory together; they can be read again, and are the same then. `empty` says why there are no entries.
    """

    style: Style
    entry_count: int
    query: QueryEcho
    undated_excluded: int
    truncated_by: TruncatedBy | None
    empty: Empty | None
    dataset_id: str
    dataset_version: str
    _store: Store = field(repr=False)
    _wanted: ClaimQuery = field(repr=False)

    def iter_entries(self) -> Iterator[BibliographyEntry]:
        """Yield the entries, by id."""
        return iter_entries(self._store, self._wanted) if self.entry_count else iter(())

    def iter_pieces(self) -> Iterator[str]:
        """Yield the text piece by piece, about one for each entry."""
        if self.empty is not None and self.style.says_why:
            return iter((f"No sources: {self.empty.detail}\n",))
        return self.style.render(self.iter_entries())

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.iter_pieces())

    def iter_chunks(self) -> Iterator[bytes]:
        """Yield its bytes, in UTF-8, some 64 KiB at a time."""
        chunk = bytearray()
        for piece in self.iter_pieces():
            chunk += piece.encode()
            if len(chunk) >= CHUNK_BYTES:
                yield bytes(chunk)
                chunk.clear()
        if chunk:
            yield bytes(chunk)

    @property
    def file_name(self) -> str:
        """A name that says what is in the file: the dataset, its version, whether of all of it, and the style."""
        version = self.dataset_version[:SHOWN_OF_VERSION]
        part = "" if self._wanted == ClaimQuery() else "-part"
        return f"{self.dataset_id}-bibliography-{version}{part}.{self.style.extension}"


def build_bibliography(
    store: Store,
    *,
    style: str = DEFAULT_STYLE,
    id: Iterable[str] | str = (),
    from_: str | None = None,
    to: str | None = None,
    path: Mapping[str, Any] | None = None,
    **given: Any,
) -> Bibliography:
    """Return the sources that the claims which pass the filters were read in, or which their passages cite.

    `id`: only of these claims. With `from_` and `to` instead: of all claims of the hops of the paths that
    `find_paths` answers with; `path` holds what else it takes (`max_hops`, `k`, `avoid`, `via`, `order`), and the
    filters are those of paths.

    Raises:
        UnknownWord: there is no such style, or a filter holds an unknown word.
        InvalidParameter: only one of `from` and `to` is given; or what belongs to a path without them, or what
            belongs to claims with them.
        NotFound, AmbiguousName: an entity or a claim that is not known, or not known for certain.
    """
    check_word("style", style, STYLES)
    filters = {name: raw for name, raw in given.items() if to_items(raw)}
    # The filters of paths are among those of claims, so that all are checked alike.
    parsed = parse_filters(store, "claims", filters)
    ids = [claim.id for claim in get_records(store, parse_ids(id))]
    options = {name: raw for name, raw in (path or {}).items() if to_items(raw)}
    if from_ is None and to is None:
        if options:
            name = next(iter(options))
            raise InvalidParameter(f"{name} goes with from and to.", parameter=name)
        return _of_claims(store, STYLES[style], parsed, ids)
    if from_ is None or to is None:
        raise InvalidParameter("from and to go together.", parameter="to" if to is None else "from")
    of_claims = [*(["id"] if ids else []), *(name for name in filters if name not in filter_specs("paths"))]
    if of_claims:
        message = f"{of_claims[0]} is about claims and does not go with from and to, which are about paths."
        raise InvalidParameter(message, parameter=of_claims[0])
    return _of_paths(store, STYLES[style], parsed, from_, to, {**options, **filters})


def _of_claims(store: Store, style: Style, parsed: ParsedFilters, ids: list[str]) -> Bibliography:
    wanted = ClaimQuery(parsed.filters, ids=frozenset(ids) if ids else None)
    count = store.find_source_uses(wanted, None, 0).total
    fixed: dict[str, Any] = {"id": ids} if ids else {}
    return Bibliography(
        style=style,
        entry_count=count,
        query=QueryEcho(parameters={**fixed, **parsed.filters.given}, names=parsed.names),
        undated_excluded=count_undated(store, wanted),
        truncated_by=None,
        empty=None if count else explain_claims(store, wanted, "There is no such claim in this dataset."),
        dataset_id=store.info.id,
        dataset_version=store.version,
        _store=store,
        _wanted=wanted,
    )


def _of_paths(
    store: Store, style: Style, parsed: ParsedFilters, from_: str, to: str, options: Mapping[str, Any]
) -> Bibliography:
    answer = find_paths(store, from_, to, claims_per_hop=0, **options)
    pairs = frozenset((hop.from_.id, hop.to.id) for each in answer.items for hop in each.hops)
    # `type` is about the entities on the paths, which are found by now.
    wanted = ClaimQuery(parsed.filters.without("type"), ties=True, pairs=pairs)
    parameters = {name: value for name, value in answer.query.parameters.items() if name != "claims_per_hop"}
    return Bibliography(
        style=style,
        entry_count=store.find_source_uses(wanted, None, 0).total,
        query=QueryEcho(parameters=parameters, names=answer.query.names),
        undated_excluded=answer.undated_excluded,
        truncated_by=answer.truncated_by,
        empty=answer.empty,
        dataset_id=store.info.id,
        dataset_version=store.version,
        _store=store,
        _wanted=wanted,
    )
