"""rapidfuzz: a scan of all names, in C++."""

from __future__ import annotations

import importlib
import pickle
from pathlib import Path

from bench.events import Events
from bench.names import compact
from bench.peers.base import Peer
from bench.questions import FOUND_NAMES, NameQuery

MAX_EDITS = 1


class Rapidfuzz(Peer):
    """The compared forms of all names in a list. The fewest edits that find a slip are allowed: that is fastest."""

    name = "rapidfuzz scan"
    note = "process.extract over all names: OSA distance with a cutoff of 1; common prefix"
    workloads = frozenset({"typo", "prefix"})
    packages = ("rapidfuzz",)
    memory = None

    def __init__(self, folder: Path) -> None:
        """Import the library."""
        super().__init__(folder)
        self.rapidfuzz = importlib.import_module("rapidfuzz")
        self.distance = importlib.import_module("rapidfuzz.distance")

    @property
    def version(self) -> str:
        """The version of rapidfuzz."""
        return str(self.rapidfuzz.__version__)

    def load(self, events: Events) -> None:
        """Make the compared form of each name."""
        self.names = list(events.names)
        self.keys = list(map(compact, self.names))

    def save(self) -> None:
        """Pickle both lists."""
        with (self.folder / "names.pickle").open("wb") as file:
            pickle.dump((self.names, self.keys), file, pickle.HIGHEST_PROTOCOL)

    def open(self) -> None:
        """Unpickle them."""
        with (self.folder / "names.pickle").open("rb") as file:
            self.names, self.keys = pickle.load(file)  # noqa: S301 (written by this process)

    def find_mistyped(self, query: NameQuery) -> list[str]:
        """Compare with each name."""
        hits = self.rapidfuzz.process.extract(
            compact(query.text), self.keys, scorer=self.distance.OSA.distance, score_cutoff=MAX_EDITS, limit=FOUND_NAMES
        )
        return [self.names[place] for _, _, place in hits]

    def find_begun(self, query: NameQuery) -> list[str]:
        """Compare with the beginning of each name."""
        typed = compact(query.text)
        hits = self.rapidfuzz.process.extract(
            typed, self.keys, scorer=self.distance.Prefix.similarity, score_cutoff=len(typed), limit=FOUND_NAMES
        )
        return [self.names[place] for _, _, place in hits]
