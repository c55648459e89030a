"""What a file says of itself: of which dataset and version it is, and which part; at its end, how much it holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kgraph.exports.description import describe_export
from kgraph.exports.export_set import ExportSet
from kgraph.exports.linked_data.prefixes import dataset_iri


def describe_dataset(chosen: ExportSet) -> Iterator[dict[str, Any]]:
    """Yield what is stated about the dataset, its version, and what of it is in the file."""
    info, version = chosen.store.info, f"version:{chosen.store.version}"
    said = describe_export(chosen)
    iri = dataset_iri(info.id)
    based = {} if info.carrying_source is None else {"schema:isBasedOn": f"source:{info.carrying_source}"}
    digest = {} if info.text_digest is None else {"kg:textDigest": info.text_digest}
    yield {
        "@id": iri,
        "@type": ["schema:Dataset", "void:Dataset", "prov:Entity"],
        "schema:identifier": said["dataset"],
        "schema:name": said["title"],
        "schema:description": info.description,
        "schema:license": said["licence"],
        "kg:annotator": info.annotator,
        "kg:annotated": info.annotated.isoformat(),
        "void:uriSpace": f"{iri}/",
        **based,
        **digest,
    }
    own = _name_export(chosen)
    yield {
        "@id": version,
        "@type": ["schema:Dataset", "void:Dataset", "prov:Entity"],
        "schema:version": said["dataset_version"],
        "prov:specializationOf": iri,
        "void:subset": own,
    }
    filters = _list_filters(said["query"])
    yield {
        "@id": own,
        "@type": ["kg:Export", "void:Dataset"],
        "kg:whole": said["whole"],
        **({"kg:filter": filters} if filters else {}),
        **({"kg:emptyBecause": said["empty"]} if "empty" in said else {}),
    }


def describe_counts(chosen: ExportSet, counts: Mapping[str, int]) -> dict[str, Any]:
    """Return what a file ends with: how many claims, entities and sources were written."""
    return {
        "@id": _name_export(chosen),
        "kg:entityCount": counts["entities"],
        "kg:sourceCount": counts["sources"],
        "kg:claimCount": counts["claims"],
    }


def _name_export(chosen: ExportSet) -> str:
    name = f"version:{chosen.store.version}/export"
    filters = "\n".join(_list_filters(describe_export(chosen)["query"]))
    return f"{name}/{hashlib.sha256(filters.encode()).hexdigest()}" if filters else name


def _list_filters(query: Mapping[str, Any]) -> list[str]:
    pairs = ((name, each) for name, value in query.items() for each in (value if isinstance(value, list) else [value]))
    return [f"{name}={each if isinstance(each, str) else json.dumps(each)}" for name, each in pairs]
