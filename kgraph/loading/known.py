"""What is known of a dataset by the time its claims are checked: its ids, and its words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from kgraph.records import Vocabulary


class Everything(Collection[str]):
    """Holds any text and lists none: for what cannot be known, so that nothing is said to be missing in it."""

    def __contains__(self, text: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(slots=True)
class Known:
    """The ids of entities and sources, and the words of each list of the vocabulary.

    Those of records that did not pass are among them: a reference to a bad record is not dangling. `Everything`
    where a part of the file could not be read. `types` has the types of the entities that passed.
    """

    vocabulary: Vocabulary | None = None
    words: dict[str, Collection[str]] = field(default_factory=dict)
    entities: Collection[str] = field(default_factory=Everything)
    sources: Collection[str] = field(default_factory=Everything)
    types: dict[str, str] = field(default_factory=dict)
