"""What the parts of the store over columns share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from kgraph.columns import ClaimReader, Columns
from kgraph.filters import Exclusion
from kgraph.records import Claim
from kgraph.stores.base import Store
from kgraph.stores.plan import Planner
from kgraph.stores.selection import Selection
from kgraph.stores.support import Sources


class ColumnBase(Store):
    """The columns of a dataset version, and what finds and reads claims in them."""

    columns: Columns
    planner: Planner
    selection: Selection
    reader: ClaimReader
    sources: Sources

    @abstractmethod
    def read(self, numbers: Sequence[int], exclusion: Exclusion) -> tuple[Claim, ...]:
        """Return claims by number, without the evidence that an exclusion takes away; each must have some left."""

    @abstractmethod
    def list_contested(self, exclusion: Exclusion) -> frozenset[int]:
        """Return the claims on a side of a dispute."""
