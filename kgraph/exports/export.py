"""An export: what is known of it before it is written, and its bytes, made while they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgraph.answers.answer import Empty, ResolvedName
from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportFormat, ExportOptions, get_format
from kgraph.queries.claims import get_records
from kgraph.queries.parameters import parse_filters, parse_ids
from kgraph.stores import ClaimQuery, Store
from kgraph.whole_file import write_whole

# Writers yield a line at a time; what reads an export is handed pieces of about this size.
CHUNK_BYTES = 1 << 16
_VERSION_FIGURES = 8


@dataclass(frozen=True, slots=True)
class Export:
    """A dataset, or the part of it that passes filters, in the format of another tool.

    It iterates over its bytes, in pieces, which are made meanwhile: as often as it is asked, and each time the same.
    Errors of the question are raised when it is built, not when it is read. `claim_count` is how many claims were asked
    for, `left_out_count` how many of them the file has no place for: claims that make no edge, where claims are edges.
    `empty` says why it holds no claim; None if it holds some.
    """

    format: ExportFormat
    options: ExportOptions
    claim_count: int
    left_out_count: int
    names: tuple[ResolvedName, ...]
    empty: Empty | None
    dataset_version: str
    # A name that says what is in it: the dataset, its version, whether it is all of it, the format, and its shape, if
    # that is not the one which the format has unless told.
    file_name: str
    _read: Callable[[], Iterator[bytes]] = field(repr=False, compare=False)

    @property
    def media_type(self) -> str:
        """What HTTP calls its format."""
        return self.format.media_type

    def __iter__(self) -> Iterator[bytes]:
        """Yield its bytes in pieces of some 64 KiB."""
        return self._read()

    def write(self, path: str | Path, on_progress: Callable[[int], None] | None = None) -> int:
        """Write it to a file, which is there whole or not at all, and return how many bytes it has.

        `on_progress` is told now and then how many bytes have been written.

        Raises:
            OSError: the file cannot be written.
        """
        return write_whole(Path(path), self, on_progress)


def build_export(
    store: Store,
    format: str,
    *,
    id: Iterable[str] | str = (),
    claims_as_nodes: bool | None = None,
    bom: bool | None = None,
    **given: Any,
) -> Export:
    """Return the claims that pass the filters (all of the dataset without any) in a format of `FORMATS`.

    Raises:
        UnknownWord: there is no such format.
        InvalidParameter: the format takes no such option; and all that filters raise.
        NotFound: one of the ids is unknown.
    """
    chosen_format = get_format(format)
    options = chosen_format.choose(claims_as_nodes=claims_as_nodes, bom=bom)
    chosen, names = choose_claims(store, chosen_format, id=id, **given)
    has_shape = "claims_as_nodes" in dict(chosen_format.options)
    return Export(
        chosen_format,
        options,
        claim_count=chosen.claim_count,
        left_out_count=chosen.untied_count if has_shape and not options.claims_as_nodes else 0,
        names=names,
        empty=chosen.empty,
        dataset_version=store.version,
        file_name=_name_file(chosen, chosen_format, options),
        _read=lambda: _join_pieces(chosen_format.write(chosen, options)),
    )


def choose_claims(
    store: Store, format: ExportFormat, *, id: Iterable[str] | str = (), **given: Any
) -> tuple[ExportSet, tuple[ResolvedName, ...]]:
    """Return the claims that an export in a format holds, and the names that were resolved on the way."""
    parsed = parse_filters(store, "claims", given)
    ids = [claim.id for claim in get_records(store, parse_ids(id))]
    wanted = ClaimQuery(parsed.filters, ids=frozenset(ids) if ids else None)
    asked = {**({"id": ids} if ids else {}), **parsed.filters.given}
    return ExportSet(store, wanted, asked, is_complete=format.is_complete), parsed.names


def _name_file(chosen: ExportSet, format: ExportFormat, options: ExportOptions) -> str:
    store = chosen.store
    part = "" if chosen.is_whole else "-part"
    as_nodes = options.claims_as_nodes
    is_usual = dict(format.options).get("claims_as_nodes", as_nodes) == as_nodes
    shape = "" if is_usual else f"-claims-as-{'nodes' if as_nodes else 'edges'}"
    return f"{store.info.id}-{store.version[:_VERSION_FIGURES]}{part}{shape}.{format.suffix}"


def _join_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= CHUNK_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)
