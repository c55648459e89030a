"""What is stated about a source, and about its date no more than is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kgraph.records import Source

SCHEMA_TYPES = {
    "article": "schema:Article",
    "cited-item": "schema:CreativeWork",
    "dataset": "schema:Dataset",
    "web-page": "schema:WebPage",
}
# A plain year, month or day: nothing doubtful, open or unknown, no season, and no year 0, which XML Schema 1.0 refuses.
_PLAIN_DATE = re.compile(r"(?!0000)\d{4}(?P<month>-(?:0\d|1[0-2])(?P<day>-\d\d)?)?")


def describe_source(source: Source) -> Iterator[dict[str, Any]]:
    """Yield what is stated about a source, its issue, its volume and its byline."""
    name = f"source:{source.id}"
    node: dict[str, Any] = {
        "@id": name,
        "@type": ["kg:Source", SCHEMA_TYPES[source.type], "prov:Entity"],
        "schema:identifier": source.id,
        "schema:publisher": f"entity:{source.outlet}",
    }
    parts = list(_describe_periodical(source, name))
    given: dict[str, Any] = {
        "schema:name": source.title,
        "schema:author": [f"{name}/author/{number}" for number in range(1, len(source.authors) + 1)] or None,
        "kg:date": source.date,
        "schema:datePublished": find_certain_date(source),
        "kg:datePrinted": source.date_printed,
        "kg:dateBasis": source.date_basis,
        "schema:isPartOf": parts[0]["@id"] if parts else None,
        "schema:url": source.url,
    }
    yield {**node, **{term: value for term, value in given.items() if value is not None}}
    for number, author in enumerate(source.authors, start=1):
        own = {"@id": f"{name}/author/{number}", "@type": "kg:Author"}
        yield {**own, "schema:position": number, "schema:name": author}
    yield from parts


def find_certain_date(source: Source) -> dict[str, str] | None:
    """Return when a source appeared, as fine as it is known; None if any of it is inferred, doubtful or unknown.

    A date that says how it was inferred is not certain, even if it is not marked so.
    """
    found = None if source.date is None or source.date_basis is not None else _PLAIN_DATE.fullmatch(source.date)
    if found is None:
        return None
    datatype = "xsd:date" if found["day"] else "xsd:gYearMonth" if found["month"] else "xsd:gYear"
    return {"@value": found[0], "@type": datatype}


def _describe_periodical(source: Source, name: str) -> Iterator[dict[str, Any]]:
    """Yield the issue that a source stands in and its volume, so far as they are known, the smaller first."""
    volume = None
    if source.volume is not None:
        volume = {
            "@id": f"{name}/volume",
            "@type": "schema:PublicationVolume",
            "schema:volumeNumber": source.volume,
        }
    if source.issue is not None:
        issue = {"@id": f"{name}/issue", "@type": "schema:PublicationIssue", "schema:issueNumber": source.issue}
        yield {**issue, "schema:isPartOf": volume["@id"]} if volume else issue
    if volume:
        yield volume
