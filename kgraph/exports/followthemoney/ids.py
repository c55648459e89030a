"""Ids that FollowTheMoney takes: the same for the same record of the same dataset, and for no other."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["entity", "source", "link", "claim"]

# What `followthemoney` allows of an id, and what its databases have room for.
MAX_ID_CHARACTERS = 200
KINDS: tuple[Kind, ...] = ("entity", "source", "link", "claim")
LAST = "export"
# Our ids never have two joiners side by side, so that each run of hyphens stands for one of them. A full stop is no
# choice: Aleph takes what stands behind the last one for a signature, and cuts it off.
_JOINERS = str.maketrans({"_": "--", ".": "---", ":": "----", "#": "-----"})
_DIGEST_JOINER = "-" * 6
_LONGEST_PREFIX = 60
_KIND_WORD = re.compile(rf"(?:^|-)(?:{'|'.join((*KINDS, LAST))})(?:-|$)")


@dataclass(frozen=True, slots=True)
class IdSpace:
    """The ids of one dataset: its own, the kind of record, and the record's id, joined by hyphens.

    >>> space = IdSpace.of("three-islands")
    >>> space.of_record("entity", "ines-tarn"), space.of_record("link", "c1#held_by.2")
    ('three-islands-entity-ines-tarn', 'three-islands-link-c1-----held--by---2')
    """

    prefix: str

    @classmethod
    def of(cls, dataset: str) -> IdSpace:
        """Return the ids of a dataset, which are no other dataset's: the first word for a kind ends its part."""
        prefix = dataset.translate(_JOINERS)
        if len(prefix) > _LONGEST_PREFIX or _KIND_WORD.search(prefix):
            prefix = f"dataset{_DIGEST_JOINER}{_digest(dataset)}"
        return cls(prefix)

    def of_record(self, kind: Kind, id: str) -> str:
        """Return the id of a record; of one with a very long id, a digest in its place."""
        whole = f"{self.prefix}-{kind}-{id.translate(_JOINERS)}"
        if len(whole) <= MAX_ID_CHARACTERS:
            return whole
        return f"{self.prefix}-{kind}{_DIGEST_JOINER}{_digest(id)}"

    @property
    def last(self) -> str:
        """The id of the record that ends a file."""
        return f"{self.prefix}-{LAST}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]
