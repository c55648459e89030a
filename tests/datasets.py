"""Small made-up datasets for tests: three islands, a ferry line and what the papers say of it.

`write_dataset` writes a valid dataset folder; each of its files can be replaced, so that a test shows only
what it is about. The functions that build records take any field as a keyword.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from kgraph.text import iter_passages

TEXT = """The Ferry of Three Islands

Arra and Belmo opened a ferry line in March 2031. Captain Ines Tarn said that it would carry 40 lorries a \
day (Harbour Post, March 9). Belmo paid for it.

Nobody on Corvo was asked. Fishermen there fear for their nets. The line may be cut next year.
"""


def find_digest(paragraph: int, sentence: int, text: str = TEXT) -> str:
    """Return the digest of one sentence of a text."""
    places = {(passage.paragraph, passage.sentence): passage.digest for passage in iter_passages(text)}
    return places[paragraph, sentence]


def make_info(**fields: Any) -> dict[str, Any]:
    """Return a dataset.json."""
    info = {
        "id": "three-islands",
        "title": "Three islands",
        "description": "A made-up dataset about a ferry.",
        "carrying_source": "the-ferry",
        "annotator": "nobody",
        "annotated": "2031-05-01",
        "data_licence": "CC0-1.0",
        "format": 1,
        "text_digest": None,
    }
    return {**info, **fields}


def make_predicate(id: str, **fields: Any) -> dict[str, Any]:
    """Return a predicate between entities of any type."""
    predicate = {
        "id": id,
        "label": id,
        "inverse_label": f"inverse of {id}",
        "definition": "Made up.",
        "topic": "transport",
        "subject_types": ["*"],
        "object_types": ["*"],
    }
    return {**predicate, **fields}


def make_vocabulary(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a predicates.json; each list can be replaced."""

    def terms(*ids: str) -> list[dict[str, Any]]:
        return [{"id": id_, "definition": "Made up."} for id_ in ids]

    vocabulary = {
        "entity_types": terms("country", "person", "project", "group", "outlet"),
        "topics": terms("transport", "money"),
        "units": terms("lorry", "USD"),
        "roles": [
            {"id": "partner", "label": "with", "definition": "Made up.", "ties": True},
            {"id": "in_response_to", "label": "in response to", "definition": "Made up.", "ties": False},
            {"id": "amount", "label": "amount", "definition": "Made up.", "ties": False},
        ],
        "predicates": [
            make_predicate("opens", subject_types=["country"], object_types=["project"]),
            make_predicate("carries", subject_types=["project"], object_types=["value"], single_valued=True),
            make_predicate("pays_for", topic="money"),
            make_predicate("fears", object_types=["claim"]),
            make_predicate("is_cut"),
        ],
    }
    return {**vocabulary, **lists}


def make_entity(id: str, type: str = "country", **fields: Any) -> dict[str, Any]:
    """Return an entity."""
    name = id.replace("-", " ").title()
    return {"id": id, "type": type, "name": name, "description": "Made up.", **fields}


def make_entities() -> list[dict[str, Any]]:
    """Return the entities of the small dataset."""
    return [
        make_entity("arra", names=[{"text": "Арра", "lang": "ru", "kind": "alias"}], countries=["AA"]),
        make_entity("belmo"),
        make_entity("corvo"),
        make_entity("ferry-line", "project"),
        make_entity("ines-tarn", "person"),
        make_entity("fishermen", "group"),
        make_entity("writer", "person"),
        make_entity("island-gazette", "outlet"),
        make_entity("harbour-post", "outlet"),
    ]


def make_sources() -> list[dict[str, Any]]:
    """Return the sources of the small dataset: the text that carries its claims, and an item cited there."""
    cited = {"date": "2031?-03-09", "date_printed": "March 9", "date_basis": "the sentence before speaks of 2031"}
    return [
        {"id": "the-ferry", "type": "article", "outlet": "island-gazette", "title": "The Ferry of Three Islands"},
        {"id": "post-march-9", "type": "cited-item", "outlet": "harbour-post", **cited},
    ]


def make_evidence(paragraph: int, sentence: int, *cites: str, text: str = TEXT) -> dict[str, Any]:
    """Return evidence read in a sentence of the text."""
    return {
        "source": "the-ferry",
        "locator": {"paragraph": paragraph, "sentence": sentence},
        "digest": find_digest(paragraph, sentence, text),
        "cites": [{"id": id_} for id_ in cites],
    }


def make_claim(id: str, subject: str, predicate: str, object: dict[str, Any] | str, **fields: Any) -> dict[str, Any]:
    """Return a claim; `object` is an entity id or the whole content."""
    claim = {
        "id": id,
        "statement": f"Claim {id} says so.",
        "subject": subject,
        "predicate": predicate,
        "object": {"entity": object} if isinstance(object, str) else object,
        "status": "occurred",
        "polarity": "affirmed",
        "speaker": "writer",
        "basis": "stated",
        "evidence": [make_evidence(1, 1)],
    }
    return {**claim, **fields}


def make_claims() -> list[dict[str, Any]]:
    """Return the claims of the small dataset: one for each sentence but one."""
    lorries = {"value": {"amount": 40, "modifier": "exact", "unit": "lorry", "text": "40 lorries a day"}}
    partner = [{"role": "partner", "entity": "belmo"}]
    return [
        make_claim("c1", "arra", "opens", "ferry-line", valid="2031-03", qualifiers=partner),
        make_claim(
            "c2",
            "ferry-line",
            "carries",
            lorries,
            status="promised",
            speaker="ines-tarn",
            evidence=[make_evidence(1, 2, "post-march-9")],
        ),
        make_claim("c3", "belmo", "pays_for", "ferry-line", evidence=[make_evidence(1, 3)]),
        make_claim("c4", "fishermen", "fears", {"claim": "c1"}, status="feared", evidence=[make_evidence(2, 2)]),
        make_claim(
            "c5", "ferry-line", "is_cut", "corvo", status="forecast", hedge="may", evidence=[make_evidence(2, 3)]
        ),
    ]


def replace(records: list[dict[str, Any]], id: str, **fields: Any) -> list[dict[str, Any]]:
    """Return the records with some fields of one of them replaced; `...` takes a field away."""
    return [
        {key: value for key, value in {**record, **fields}.items() if value is not ...}
        if record["id"] == id
        else record
        for record in records
    ]


def write_dataset(path: Path, *, suffix: str = ".json", **files: Any) -> Path:
    """Write a dataset folder and return it.

    `files` replaces whole files by their stems (`dataset`, `predicates`, `entities`, `relations`, `sources`), or adds
    `retired`: by a value to be written as JSON, by a text or by bytes as they are, or by None for no such file.
    `suffix` is the form of the files of records: `.json`, `.jsonl` or `.jsonl.gz`.
    """
    contents = {
        "dataset": make_info(),
        "predicates": make_vocabulary(),
        "entities": make_entities(),
        "relations": make_claims(),
        "sources": make_sources(),
        **files,
    }
    path.mkdir(parents=True, exist_ok=True)
    for stem, content in contents.items():
        if content is None:
            continue
        is_records = stem in ("entities", "relations", "sources", "retired")
        file = path / f"{stem}{suffix if is_records else '.json'}"
        data = content if isinstance(content, bytes) else _to_text(content, file.name).encode()
        file.write_bytes(gzip.compress(data) if suffix.endswith(".gz") and is_records else data)
    return path


def _to_text(content: Any, name: str) -> str:
    if isinstance(content, str):
        return content
    if ".jsonl" in name:
        return "".join(json.dumps(record) + "\n" for record in content)
    return json.dumps(content, indent=1)
