"""What an import has done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kgraph.errors import Problem

# So many of a kind are named; the counts are always whole.
MAX_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RepeatedClaim:
    """A claim that several rows make."""

    id: str
    passages: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import has made of a file.

    `rows` are all that were read, `left_out` those of them that cannot be used: `problems` say why, for the first.
    `repeated_rows` made no claim of their own, since another row had made it: it has them as its evidence.
    `self_loops` are claims of an entity about itself, which make no tie. `alike_names` are names of several entities
    that differ only in case, accents or punctuation.
    """

    path: Path
    id: str
    file: str
    rows: int
    claims: int
    entities: int
    predicates: int
    sources: int
    repeated_rows: int
    repeated: tuple[RepeatedClaim, ...]
    self_loops: int
    self_loop_rows: tuple[int, ...]
    alike_names: int
    alike: tuple[tuple[str, ...], ...]
    left_out: int
    left_out_file: Path | None
    problems: tuple[Problem, ...]
