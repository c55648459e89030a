"""The bibliography of a result set: of claims, by filter or by id, or of the paths between two entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kgraph.answers.answer import Empty, QueryEcho, TruncatedBy
from kgraph.citations.entries import iter_entries
from kgraph.citations.styles import DEFAULT_STYLE, STYLES, Style
from kgraph.errors import InvalidParameter
from kgraph.filters import filter_specs
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

    The pieces of its text are made while they are read, so that thousands of entries never stand in memory together;
    they can be read again, and are the same then. `empty` says why there are no entries.
    """

    style: Style
    entry_count: int
    query: QueryEcho
    undated_excluded: int
    truncated_by: TruncatedBy | None
    empty: Empty | None
    dataset_version: str
    # A name that says what is in the file: the dataset, its version, whether of all of it, and the style.
    file_name: str
    _read: Callable[[], Iterator[str]] = field(repr=False, compare=False)

    def iter_pieces(self) -> Iterator[str]:
        """Yield the text piece by piece, about one for each entry."""
        return self._read()

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


@dataclass(frozen=True, slots=True)
class CitedClaims:
    """The claims whose sources are asked for, how the question was understood, and what was left out."""

    wanted: ClaimQuery
    query: QueryEcho
    undated_excluded: int
    truncated_by: TruncatedBy | None = None
    # Why there is no path; of claims it is asked once it is known that there are none.
    empty: Empty | None = None


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
    chosen = STYLES[style]
    cited = choose_cited_claims(store, id=id, from_=from_, to=to, path=path, **given)
    count = store.find_source_uses(cited.wanted, None, 0).total
    empty = cited.empty
    if empty is None and not count:
        empty = explain_claims(store, cited.wanted, "There is no such claim in this dataset.")

    def read() -> Iterator[str]:
        if empty is not None and chosen.says_why:
            return iter((f"No sources: {empty.detail}\n",))
        return chosen.render(iter_entries(store, cited.wanted) if count else iter(()))

    return Bibliography(
        style=chosen,
        entry_count=count,
        query=cited.query,
        undated_excluded=cited.undated_excluded,
        truncated_by=cited.truncated_by,
        empty=empty,
        dataset_version=store.version,
        file_name=_name_file(store, chosen, cited.wanted),
        _read=read,
    )


def _name_file(store: Store, style: Style, wanted: ClaimQuery) -> str:
    part = "" if wanted == ClaimQuery() else "-part"
    return f"{store.info.id}-bibliography-{store.version[:SHOWN_OF_VERSION]}{part}.{style.extension}"


def choose_cited_claims(
    store: Store,
    *,
    id: Iterable[str] | str = (),
    from_: str | None = None,
    to: str | None = None,
    path: Mapping[str, Any] | None = None,
    **given: Any,
) -> CitedClaims:
    """Return the claims that a bibliography is of; takes and raises what `build_bibliography` does, but for a style."""
    filters = {name: raw for name, raw in given.items() if to_items(raw)}
    # The filters of paths are among those of claims, so that all are checked alike.
    parsed = parse_filters(store, "claims", filters)
    ids = [claim.id for claim in get_records(store, parse_ids(id))]
    options = {name: raw for name, raw in (path or {}).items() if to_items(raw)}
    if from_ is None and to is None:
        if options:
            name = next(iter(options))
            raise InvalidParameter(f"{name} goes with from and to.", parameter=name)
        return _choose_by_filter(store, parsed, ids)
    if from_ is None or to is None:
        raise InvalidParameter("from and to go together.", parameter="to" if to is None else "from")
    of_claims = [*(["id"] if ids else []), *(name for name in filters if name not in filter_specs("paths"))]
    if of_claims:
        message = f"{of_claims[0]} is about claims and does not go with from and to, which are about paths."
        raise InvalidParameter(message, parameter=of_claims[0])
    return _choose_on_paths(store, parsed, from_, to, {**options, **filters})


def _choose_by_filter(store: Store, parsed: ParsedFilters, ids: list[str]) -> CitedClaims:
    wanted = ClaimQuery(parsed.filters, ids=frozenset(ids) if ids else None)
    fixed: dict[str, Any] = {"id": ids} if ids else {}
    query = QueryEcho(parameters={**fixed, **parsed.filters.given}, names=parsed.names)
    return CitedClaims(wanted, query, count_undated(store, wanted))


def _choose_on_paths(
    store: Store, parsed: ParsedFilters, from_: str, to: str, options: Mapping[str, Any]
) -> CitedClaims:
    answer = find_paths(store, from_, to, claims_per_hop=0, **options)
    pairs = frozenset((hop.from_.id, hop.to.id) for each in answer.items for hop in each.hops)
    # `type` is about the entities on the paths, which are found by now.
    wanted = ClaimQuery(parsed.filters.without("type"), ties=True, pairs=pairs)
    parameters = {name: value for name, value in answer.query.parameters.items() if name != "claims_per_hop"}
    query = QueryEcho(parameters=parameters, names=answer.query.names)
    return CitedClaims(wanted, query, answer.undated_excluded, answer.truncated_by, answer.empty)
