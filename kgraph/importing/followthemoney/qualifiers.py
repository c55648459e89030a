"""The further parts of a claim: role, share, sum, reason and so on, from the properties of a link."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from kgraph.importing.followthemoney.amounts import read_count, read_currency, read_share, read_sum, to_words
from kgraph.importing.followthemoney.index import Thing
from kgraph.importing.followthemoney.records import FtmRecord
from kgraph.importing.followthemoney.schemata import RoleSpec
from kgraph.records import Qualifier, Value


def build_qualifiers(
    record: FtmRecord,
    roles: Mapping[str, RoleSpec],
    things: Mapping[str, Thing],
    skipped: Collection[str | None],
    on_dangling: Callable[[str, str], None],
) -> list[tuple[RoleSpec, Qualifier]]:
    """Return the qualifiers in the properties of a record, but for those that are `skipped`.

    They are in the order of roles and contents, since the order of properties and values in a file means nothing.
    """
    found: list[tuple[RoleSpec, Qualifier]] = []
    for name in record.properties:
        role = roles.get(name)
        if role is None or name in skipped:
            continue
        if role.kind != "entity":
            found += [(role, Qualifier(role=role.id, value=value)) for value in _read_values(record, name, role)]
            continue
        for id_ in record.ids(name):
            if id_ in things:
                found.append((role, Qualifier(role=role.id, entity=things[id_].entity)))
            else:
                on_dangling(name, id_)
    unique = {(role.id, part.model_dump_json()): (role, part) for role, part in found}
    return [unique[key] for key in sorted(unique)]


def _read_values(record: FtmRecord, name: str, role: RoleSpec) -> list[Value]:
    texts = record.texts(name)
    if role.kind == "percent":
        return [read_share(text) for text in texts]
    if role.kind == "count":
        return [read_count(text) for text in texts]
    if role.kind == "amount":
        currency = role.unit or read_currency(record.texts(role.currency or ""))
        return [read_sum(text, currency) for text in texts]
    return [to_words(text) for text in texts]
