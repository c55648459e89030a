"""Ids from names: readable, each once, and the same whatever the order in which the names came."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from kgraph.names import latin_forms, name_key

MAX_SLUG_CHARACTERS = 100
# So many figures of a name's digest part it from another one, and more of them where that is not enough.
SUFFIX_FIGURES = 8
_WORD = re.compile("[a-z0-9]+")


def to_slug(name: str, without: str) -> tuple[str, bool]:
    """Return a name in lower-case Latin words joined by hyphens, and whether that is all of it.

    Cyrillic is written as the first of the usual romanisations has it. What has no Latin letters falls away, and
    `without` is the slug of a name of which nothing is left.

    >>> to_slug("Military (Mali)", "entity"), to_slug("Тоқаев", "entity"), to_slug("习近平", "entity")
    (('military-mali', True), ('toqayev', True), ('entity', False))
    """
    key = next(iter(latin_forms(name)), "") or name_key(name)
    slug = "-".join(_WORD.findall(key))
    is_whole = bool(slug) and len(slug) <= MAX_SLUG_CHARACTERS and re.fullmatch("[a-z0-9 ]*", key) is not None
    return slug[:MAX_SLUG_CHARACTERS].rstrip("-") or without, is_whole


def assign_ids(
    names: Iterable[str], *, without: str, taken_ids: Iterable[str] = (), taken_names: Iterable[str] = ()
) -> dict[str, str]:
    """Return an id for each name, in the order of the names.

    An id is the slug of its name. Where two names have the same slug, where the slug is not all of the name, is in
    `taken_ids`, or reads like another name (also of `taken_names`), the id ends in a part of the name's digest: for
    all of these names, so that none depends on which came first.
    """
    ordered = sorted(set(names))
    slugs = {name: to_slug(name, without) for name in ordered}
    counts = Counter(slug for slug, _ in slugs.values())
    owners: dict[str, set[str]] = {}
    for name in (*ordered, *taken_names):
        owners.setdefault(name_key(name), set()).add(name)
    taken = set(taken_ids)
    ids = {
        name: slug
        for name, (slug, is_whole) in slugs.items()
        if is_whole and counts[slug] == 1 and slug not in taken and _is_own(slug, name, owners)
    }
    taken.update(ids.values())
    for name in ordered:
        if name not in ids:
            ids[name] = _add_suffix(slugs[name][0], name, taken, owners)
            taken.add(ids[name])
    return {name: ids[name] for name in ordered}


def _is_own(id: str, name: str, owners: Mapping[str, set[str]]) -> bool:
    """Tell whether no other name reads like an id: what is typed as an id is never a wrong hit."""
    return owners.get(name_key(id), {name}) <= {name}


def _add_suffix(slug: str, name: str, taken: set[str], owners: Mapping[str, set[str]]) -> str:
    digest = hashlib.sha256(name.encode()).hexdigest()
    for figures in range(SUFFIX_FIGURES, len(digest) + 1):
        id_ = f"{slug}-{digest[:figures]}"
        if id_ not in taken and _is_own(id_, name, owners):
            return id_
    raise ValueError(f"{name!r} can have no id of its own")
