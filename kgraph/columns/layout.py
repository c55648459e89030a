"""How a snapshot must be laid out: which sections there are, of which numbers, where they lie and how long they are.

A header can match its checksum and yet say what no writer of this format says. What is in the sections is not looked
at: that is a matter of their checksums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ALIGNMENT = 64
# Bytes that a number takes, by its code.
WIDTHS = {"B": 1, "H": 2, "I": 4, "Q": 8, "q": 8}
_PASSAGE_BYTES = 32

_META: dict[str, type] = {
    "info": dict, "vocabulary": dict, "version": str, "entities": int, "claims": int, "repeats": bool,
    "types": list, "countries": list, "country_entities": dict, "kinds": list, "supports": list, "dates": list,
    "amounts": list, "slots": list, "denials": list, "disputes": list,
}  # fmt: skip
# One number for each claim, or one for all.
_CLAIM_COLUMNS = ("subject", "object", "kind", "date", "support", "speaker", "template", "row")
# Of the same length, and what that is the number of: either `meta` says so, or the first of them does.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "entities": ("entity.type", "entity.countries", "component"),
    "sources": ("source.outlet",),
    "dates": ("date_rank", "date_day", "date_plain"),
    "kinds": ("kind_ties",),
    "templates": ("template.holds",),
    "entries": ("inc_other", "inc_claim", "inc_date", "inc_kind", "inc_by_kind"),
    "neighbours": ("pair_other", "pair_number"),
    "extras": ("extra.claim",),
    "mentions": ("mention.claim", "mention.entity", "mention.ties"),
    "references": ("reference.claim", "reference.target"),
    "amounts": ("amount.claim", "amount"),
}
# Where the run of each begins: one number more than there are.
_STARTS: dict[str, tuple[str, ...]] = {
    "entities": ("inc_start", "pair_start"),
    "words": ("word.template.starts", "word.entity.starts", "word.date.starts"),
}
_TEXTS: dict[str, tuple[str, ...]] = {
    "entities": ("entity.id", "entity.name", "entity.record"),
    "sources": ("source.id", "source.record"),
    "retired": ("retired.key", "retired.record"),
    "templates": ("template",),
    "extras": ("extra",),
    "words": ("word",),
}
_OF_ANY_LENGTH = ("inc_loose", "pair_at", "pair_claim", "word.template", "word.entity", "word.date")
_CODES = {
    "claim.digest": "Q", "template.holds": "Q", "row": "BHIQ", "date_day": "q",
    "passage": "B", "date_plain": "B", "kind_ties": "B", "mention.ties": "B",
}  # fmt: skip


def find_flaw(header: Any, start: int) -> str | None:
    """Return what is wrong with a header whose sections may begin at `start`; None if nothing is.

    Of the right shape is what this returns None for: `origin`, `meta` and `sections` can be used without a look.
    """
    if not isinstance(header, dict):
        return "its header is no object"
    for name, kind in {"size": int, "origin": dict, "meta": dict, "sections": list}.items():
        if type(header.get(name)) is not kind:
            return f"its header has no {name}"
    if any(not isinstance(header["origin"].get(name), str) for name in ("fingerprint", "files")):
        return "its origin is not told"
    meta = header["meta"]
    for name, kind in _META.items():
        if type(meta.get(name)) is not kind:
            return f"meta has no {name}"
    if not isinstance(meta.get("id_prefix", ""), str) or min(meta["entities"], meta["claims"]) < 0:
        return "meta has no number of claims or entities"
    return _find_misplaced(header, start) or _find_misfit(header)


def align(place: int) -> int:
    """Return the next place, at this one or behind it, at which a section may begin."""
    return place + -place % ALIGNMENT


def _find_misplaced(header: Mapping[str, Any], start: int) -> str | None:
    names, end = set[str](), start
    for section in header["sections"]:
        if not isinstance(section, list) or [type(each) for each in section] != [str, str, int, int, int]:
            return "the list of its sections cannot be read"
        name, code, place, length, _ = section
        if code not in WIDTHS:
            return f"section {name} holds numbers of an unknown type"
        if name in names:
            return f"section {name} is there twice"
        if place != align(end) or length < 0:
            return f"section {name} is not where it belongs"
        if length % WIDTHS[code]:
            return f"section {name} ends within a number"
        names.add(name)
        end = place + length
    return None if end == header["size"] else "its sections do not end where it does"


def _find_misfit(header: Mapping[str, Any]) -> str | None:
    """Return which section is missing, or of the wrong type or length."""
    meta = header["meta"]
    found = {name: (code, length // WIDTHS[code]) for name, code, _, length, _ in header["sections"]}
    sizes = {name: int(meta[name]) for name in ("claims", "entities")}
    sizes |= {name: len(meta[name]) for name in ("dates", "kinds")}
    for name, size, more in _iter_expected("id_prefix" in meta):
        if name not in found:
            return f"section {name} is missing"
        code, length = found[name]
        if code not in _codes_of(name):
            return f"section {name} holds numbers of the wrong type"
        if size is not None and length - more != sizes.setdefault(size, length - more):
            return f"section {name} has {length} numbers where there are {sizes[size]} {size}"
    for name in _CLAIM_COLUMNS:
        code, length = found.get(name, ("", 0))
        if code not in _codes_of(name) or length not in (1, sizes["claims"]):
            return f"section {name} is missing, or not for {sizes['claims']} claims"
    if found.get("passage") != ("B", _PASSAGE_BYTES * sizes["claims"]):
        return f"section passage is missing, or not for {sizes['claims']} claims"
    return None


def _iter_expected(has_digests: bool) -> Iterator[tuple[str, str | None, int]]:
    """Yield the sections by name, with what there is one number of for each, and how many numbers more."""
    groups: Sequence[tuple[dict[str, tuple[str, ...]], str, int]] = (
        (_COLUMNS, "", 0),
        (_STARTS, "", 1),
        (_TEXTS, ".offsets", 1),
    )
    for group, suffix, more in groups:
        for size, names in group.items():
            yield from ((name + suffix, size, more) for name in names)
    yield from ((f"{name}.texts", None, 0) for names in _TEXTS.values() for name in names)
    yield from ((name, None, 0) for name in _OF_ANY_LENGTH)
    if has_digests:
        yield "claim.digest", "claims", 0
    else:
        yield from (("claim.id.offsets", "claims", 1), ("claim.id.texts", None, 0))


def _codes_of(name: str) -> str:
    if name.endswith((".offsets", ".texts")):
        return "I" if name.endswith(".offsets") else "B"
    return _CODES.get(name, "BHI")
