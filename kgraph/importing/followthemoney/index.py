"""What a first reading of a file keeps: the things in it, by the ids that other records name them by."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable
from typing import NamedTuple

from kgraph.importing.followthemoney.records import FtmRecord, Refusal, make_id
from kgraph.names import name_key
from kgraph.records.base import ID_PATTERN

MAX_ID_CHARACTERS = 200
# So much of an id that cannot be kept is left in the one that stands for it.
_KEPT_CHARACTERS = 100
_ID = re.compile(ID_PATTERN)
_WORD = re.compile("[a-z0-9]+")


class Thing(NamedTuple):
    """A thing as other records see it: the id and type of its entity, and its name. A tuple, since there are many."""

    entity: str
    type: str
    name: str


class ThingIndex:
    """The things of a file by their ids there, of which only the first with an id counts.

    An id is kept where it is one that kgraph can have; any other becomes its lower-case letters and figures and a
    part of its digest. So does an id that reads like a name in the file, which only `finish` can tell.
    """

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.repeated: set[str] = set()
        # A name takes eight bytes here, where the keys themselves would take a hundred.
        self._names = array("Q")

    def add(self, record: FtmRecord) -> None:
        """Take a record, if it is a thing that has a name."""
        try:
            name = record.name()
        except Refusal:
            return
        if record.id in self.things:
            self.repeated.add(record.id)
            return
        id_ = record.id
        if not _can_be_kept(id_):
            id_ = replace_id(record.id)
            # The thing is also found by the id that was replaced, which is a name from now on.
            self.add_names([record.id])
        self.things[record.id] = Thing(id_, record.schema.id, name)

    def add_names(self, names: Iterable[str], of: str | None = None) -> None:
        """Take the names of a thing, or of what else becomes an entity: the id of no other thing may read like them."""
        own = name_key(of) if of is not None else None
        self._names.extend(_short_digest(key) for name in names if (key := name_key(name)) != own)

    def finish(self) -> None:
        """Give new ids to the things whose id reads like a name. Call it once, when every record has been added."""
        names = frozenset(self._names)
        self._names = array("Q")
        for id_, thing in self.things.items():
            if thing.entity == id_ and _short_digest(name_key(id_)) in names:
                self.things[id_] = thing._replace(entity=replace_id(id_))


def replace_id(id: str) -> str:
    """Return the id of kgraph that stands for one of the file that cannot be kept.

    >>> replace_id("NK-Ab12")
    'nk-ab12-c88846bd2dba1fe4'
    """
    words = "-".join(_WORD.findall(id.lower()))[:_KEPT_CHARACTERS].strip("-")
    return make_id(words or "thing", id)


def _can_be_kept(id: str) -> bool:
    return len(id) <= MAX_ID_CHARACTERS and _ID.fullmatch(id) is not None


def _short_digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
