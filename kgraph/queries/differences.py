"""Two records field by field: what differs between them, and where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kgraph.answers.changes import FieldChange
from kgraph.records.base import Record

Json = Mapping[str, Any]


def compare_records(old: Record | None, new: Record | None) -> tuple[FieldChange, ...]:
    """Return what differs between two versions of a record, in the order of its fields.

    Of a record that is in one of them alone: all of its fields that hold anything, whole.
    """
    before, after = _dump(old), _dump(new)
    given = new if new is not None else old
    names = [name for name in type(given).model_fields if name in before or name in after] if given is not None else []
    if old is None or new is None:
        pairs = [(name, before.get(name), after.get(name)) for name in names]
        return tuple(_change(*pair) for pair in pairs if any(map(_says_something, pair[1:])))
    return tuple(each for name in names for each in _compare(name, before.get(name), after.get(name)))


def _dump(record: Record | None) -> Json:
    return {} if record is None else record.model_dump(mode="json")


def _says_something(value: Any) -> bool:
    return value is not None and value != []


def _change(field: str, old: Any, new: Any) -> FieldChange:
    return FieldChange.model_construct(field=field, old=old, new=new)


def _compare(path: str, old: Any, new: Any) -> Iterator[FieldChange]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys([*new, *old]):
            yield from _compare(f"{path}.{name}", old.get(name), new.get(name))
    elif isinstance(old, list) and isinstance(new, list) and all(isinstance(each, dict) for each in (*old, *new)):
        yield from _compare_lists(path, _number(old), _number(new))
    else:
        yield _change(path, old, new)


def _compare_lists(path: str, old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[FieldChange]:
    for key in dict.fromkeys([*new, *old]):
        yield from _compare(f"{path}[{_escape(key)}]", old.get(key), new.get(key))
    # Told both ways or not at all, so that what runs backwards is the mirror of what runs forwards.
    if _is_reordered(old, new) or _is_reordered(new, old):
        yield _change(f"{path}.order", list(old), list(new))


def _is_reordered(old: Iterable[str], new: Collection[str]) -> bool:
    """Tell whether items are not in their places once those removed are gone and those added stand at the end."""
    kept = [key for key in old if key in new]
    return [*kept, *(key for key in new if key not in kept)] != list(new)


def _number(items: Sequence[Json]) -> dict[str, Json]:
    """Return items by what tells them apart; of those that are alike, the second has (2) behind it, and so on."""
    numbered: dict[str, Json] = {}
    for item in items:
        key = name = name_item(item)
        number = 1
        while key in numbered:
            number += 1
            key = f"{name} ({number})"
        numbered[key] = item
    return numbered


def name_item(item: Json) -> str:
    """Return what tells an item of a record's list from the others: as people would name it.

    >>> name_item({"source": "report", "locator": {"paragraph": 3, "sentence": 1}, "cites": []})
    'report ¶3 s1'
    >>> name_item({"role": "partner", "entity": "china"}), name_item({"role": "share", "value": {"amount": 80}})
    ('partner china', 'share')
    >>> name_item({"text": "Токаев", "lang": "ru", "kind": "alias"}), name_item({"id": "paper", "signal": None})
    ('ru Токаев', 'paper')
    """
    if "locator" in item:
        return f"{item['source']} {_name_place(item['locator'])}"
    if "role" in item:
        # An amount may change, and is still the same one; another entity is another thing that is said.
        other = item.get("entity") or item.get("claim")
        return f"{item['role']} {other}" if other else str(item["role"])
    if "lang" in item:
        return f"{item['lang']} {item['text']}"
    return str(item["id"])


def _name_place(locator: Json) -> str:
    if "row" in locator:
        return f"row {locator['row']}"
    if "url" in locator:
        return " ".join(str(locator[name]) for name in ("url", "retrieved") if name in locator)
    return f"¶{locator['paragraph']} s{locator['sentence']}"


def _escape(key: str) -> str:
    return key.replace("\\", "\\\\").replace("]", "\\]")
