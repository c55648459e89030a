"""The entities in the qualifiers of a claim, with their roles."""

from __future__ import annotations

import json

from kgraph.columns.columns import Columns


def read_mentions(columns: Columns, number: int) -> list[tuple[str, str]]:
    """Return the role and the entity's id of each qualifier that names an entity, in the claim's order.

    Only what is needed is read: no record is made.
    """
    if not (len(columns.sections["mention.claim"]) and columns.rows_of("mention.claim", number)):
        return []
    (row,) = columns.rows_of("extra.claim", number)
    qualifiers = json.loads(columns.extras[row])["qualifiers"]
    return [(each["role"], each["entity"]) for each in qualifiers if each.get("entity") is not None]
