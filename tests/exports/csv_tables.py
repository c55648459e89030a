"""The tables of a csv archive, read with pandas, and the records that they hold, made again by what is documented."""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from typing import Any
from zipfile import ZipFile

import pandas

from kgraph.records import Claim, Entity, Source

Row = dict[str, str | None]


class CsvTables:
    """The tables of an archive, by name, with the apostrophes of defused cells taken off; None for an empty cell."""

    def __init__(self, archive: bytes) -> None:
        with ZipFile(io.BytesIO(archive)) as opened:
            assert opened.testzip() is None
            self.names = opened.namelist()
            self.raw = {name: opened.read(name) for name in self.names}
        self.export: dict[str, Any] = json.loads(self.raw["export.json"])
        self.tables = {name: _read_table(self.raw[name]) for name in self.names if name.endswith(".csv")}

    def __getitem__(self, name: str) -> list[Row]:
        return self.tables[f"{name}.csv"]

    def read_claims(self) -> list[Claim]:
        """Return the claims as records; a claim's topics are the effective ones."""
        evidence = _group(self["evidence"], "claim")
        qualifiers = _group(self["qualifiers"], "claim")
        return [_read_claim(row, qualifiers[row["id"]], evidence[row["id"]]) for row in self["claims"]]

    def read_entities(self) -> list[Entity]:
        """Return the entities as records."""
        names = _group(self["names"], "entity")
        return [_read_entity(row, names[row["id"]]) for row in self["nodes"]]

    def read_sources(self) -> list[Source]:
        """Return the sources as records."""
        fields = ("id", "type", "outlet", "title", "date", "date_printed", "date_basis", "volume", "issue", "url")
        return [
            Source.model_validate({**{name: row[name] for name in fields}, "authors": split_list(row["authors"])})
            for row in self["sources"]
        ]


def split_list(cell: str | None) -> list[str]:
    """Return the items of a list, by reading it a character at a time."""
    if cell is None:
        return []
    items, characters = [""], iter(cell)
    for character in characters:
        if character == "|":
            items.append("")
        else:
            items[-1] += next(characters) if character == "\\" else character
    return items


def _read_table(data: bytes) -> list[Row]:
    frame = pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    rows = frame.to_dict(orient="records")
    return [{str(name): _undo(cell) for name, cell in row.items()} for row in rows]


def _undo(cell: str) -> str | None:
    return re.sub("^'", "", cell) or None


def _group(rows: list[Row], column: str) -> dict[str | None, list[Row]]:
    groups: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def _read_number(text: str | None) -> int | float | None:
    return None if text is None else int(text) if re.fullmatch("-?[0-9]+", text) else float(text)


def _read_content(row: Row, entity: str, claim: str, prefix: str) -> dict[str, Any]:
    value = {name: row[prefix + name] for name in ("amount", "modifier", "unit", "text")}
    found = {"entity": row[entity], "claim": row[claim]}
    if any(value.values()):
        found["value"] = {**value, "amount": _read_number(value["amount"])}  # type: ignore[assignment]
    return {name: each for name, each in found.items() if each is not None}


def _read_claim(row: Row, qualifiers: list[Row], evidence: list[Row]) -> Claim:
    plain = ("id", "statement", "subject", "predicate", "valid", "status", "polarity", "hedge", "speaker", "basis")
    assert [each["number"] for each in qualifiers] == [str(number + 1) for number in range(len(qualifiers))]
    passages = _group(evidence, "evidence")
    assert row["evidence_count"] == str(len(passages))
    assert len(split_list(row["citations"])) == len(passages)
    return Claim.model_validate(
        {
            **{name: row[name] for name in (*plain, "rank", "deprecated_because")},
            "object": _read_content(row, "object", "object_claim", "object_"),
            "qualifiers": [
                {"role": each["role"], **_read_content(each, "entity", "referred_claim", "")} for each in qualifiers
            ],
            "topics": split_list(row["topics"]),
            "evidence": [_read_evidence(rows) for rows in passages.values()],
        }
    )


def _read_evidence(rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    locator = {name: _read_number(first[name]) for name in ("paragraph", "sentence", "row")}
    places = {**locator, "url": first["url"], "retrieved": first["retrieved"]}
    cites = [{"id": row["cited_source"], "signal": row["signal"]} for row in rows if row["cite"] is not None]
    assert [row["cite"] for row in rows] in ([str(number + 1) for number in range(len(cites))], [None])
    return {
        "source": first["source"],
        "locator": {name: each for name, each in places.items() if each is not None},
        "digest": first["digest"],
        "cites": cites,
    }


def _read_entity(row: Row, names: list[Row]) -> Entity:
    assert split_list(row["names"]) == [name["text"] for name in names]
    return Entity.model_validate(
        {
            **{name: row[name] for name in ("id", "type", "name", "description")},
            "names": [{name: each[name] for name in ("text", "lang", "kind")} for each in names],
            "identifiers": {name: row[name] for name in ("iso_3166_1", "wikidata")},
            "countries": split_list(row["countries"]),
        }
    )
