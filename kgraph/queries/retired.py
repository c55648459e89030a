"""Follow ids that are no longer there to the records which took their place."""

from __future__ import annotations

from kgraph.errors import Removed
from kgraph.records.retired import RetiredKind
from kgraph.stores import Store


def find_successor(store: Store, kind: RetiredKind, id_: str, parameter: str) -> str | None:
    """Return the living id that a retired one was merged into, over however many mergers.

    None if it is not retired: it is living, or was never there.

    Raises:
        Removed: it was removed, or merged into what was removed since.
    """
    step, seen = id_, set[str]()
    while step not in seen:
        seen.add(step)
        retired = store.get_retired(kind, [step]).get(step)
        if retired is None:
            return None if step == id_ else step
        if retired.merged_into is None:
            raise Removed(kind, id_, retired.reason, last_id=step, parameter=parameter)
        step = retired.merged_into
    # A circle, which no dataset that was checked holds.
    return None
