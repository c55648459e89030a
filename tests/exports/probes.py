"""A dataset in which everything that an export can keep is one word that stands nowhere else, so that it can be found.

`PROBES` says, for each thing that the documentation speaks of, which words stand for it; a file keeps the thing if all
of them are in it. What a file of the whole would have for other reasons is looked for in one of a part (`PARTS`).
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from kgraph import KnowledgeGraph
from kgraph.knowledge_graph import open
from tests.datasets import (
    make_claim,
    make_claims,
    make_entities,
    make_entity,
    make_evidence,
    make_info,
    make_predicate,
    make_sources,
    make_vocabulary,
    replace,
    write_dataset,
)

DIGEST = "5eed" * 16
PROBES: dict[str, tuple[str, ...]] = {
    "affirmed claims between entities": ("zqtie",),
    "claims that are negated or unclear": ("zqnegated", "zqunclear"),
    "claims about an amount": ("zqamounting", "987654321.25"),
    "claims about claims": ("zqreferring",),
    "withdrawn claims": ("zqwithdrawn", "zqreason"),
    "retired ids": ("zq-retired",),
    "qualifiers": ("zqqualifying",),
    "dates as written": ("1987?-03/1988-04~",),
    "hedges": ("zqhedge",),
    "disputes": ("zq-opposing",),
    "speakers": ("zq-speaker",),
    "what is presupposed": ("presupposed",),
    "digests of passages": (DIGEST,),
    "rows and places": ("7654321",),
    "what a passage cites": ("zq-cited-item",),
    "dates of sources": ("1986?-04-03", "zqprinted", "zqbasis"),
    "titles and authors": ("zqtitle", "zqauthor"),
    "names in other languages": ("зкимя",),
    "descriptions": ("zqdescription",),
    "identifiers": ("Q987654321",),
    "definitions of words": ("zqdefinition",),
    "dataset version": (),
}
# The id of a claim that contradicts another one is in a file that lacks it only for that.
PARTS: dict[str, dict[str, str]] = {"disputes": {"id": "z8"}}


def open_probed(folder: Path) -> KnowledgeGraph:
    """Return the dataset, written to a folder and read from there."""
    row = [{"source": "zq-table", "locator": {"row": 7654321}, "digest": DIGEST, "cites": []}]
    amount = {"value": {"amount": 987654321.25, "modifier": "about", "unit": "USD"}}
    partner = [{"role": "amount", "value": {"text": "zqqualifying"}}]
    vocabulary = make_vocabulary()
    vocabulary["predicates"].append(make_predicate("zq-amounts", object_types=["value"]))
    words = replace(vocabulary["predicates"], "opens", definition="The zqdefinition.")
    cited = make_evidence(2, 1, "zq-cited-item")
    entities = [
        *replace(
            make_entities(),
            "arra",
            description="A zqdescription.",
            names=[{"text": "зкимя", "lang": "ru", "kind": "alias"}],
            identifiers={"wikidata": "Q987654321"},
        ),
        make_entity("zq-speaker", "person"),
    ]
    dated = {"date": "1986?-04-03", "date_printed": "zqprinted", "date_basis": "zqbasis"}
    sources = [
        *replace(make_sources(), "the-ferry", title="A zqtitle", authors=["zqauthor"]),
        {"id": "zq-cited-item", "type": "cited-item", "outlet": "harbour-post", **dated},
        {"id": "zq-table", "type": "dataset", "outlet": "island-gazette"},
    ]
    withdrawn = {"rank": "deprecated", "deprecated_because": "It was zqreason."}
    claims = [
        *make_claims(),
        make_claim("z1", "arra", "opens", "ferry-line", statement="The zqtie.", qualifiers=partner, hedge="zqhedge",
                   valid="1987?-03/1988-04~", speaker="zq-speaker", evidence=[cited, *row]),
        make_claim("z2", "arra", "is_cut", "corvo", statement="No zqnegated.", polarity="negated"),
        make_claim("z3", "arra", "is_cut", "belmo", statement="A zqunclear.", polarity="unknown"),
        make_claim("z4", "arra", "zq-amounts", amount, statement="It is zqamounting."),
        make_claim("z5", "fishermen", "fears", {"claim": "z1"}, statement="They are zqreferring."),
        make_claim("z6", "belmo", "is_cut", "corvo", statement="That is zqwithdrawn.", **withdrawn),
        make_claim("z7", "corvo", "is_cut", "belmo", basis="presupposed"),
        make_claim("z8", "corvo", "pays_for", "ferry-line"),
        make_claim("zq-opposing", "corvo", "pays_for", "ferry-line", polarity="negated", speaker="zq-speaker"),
    ]  # fmt: skip
    retired = [{"id": "zq-retired", "kind": "entity", "reason": "It was a mistake."}]
    write_dataset(
        folder,
        dataset=make_info(),
        predicates={**vocabulary, "predicates": words},
        entities=entities,
        sources=sources,
        relations=claims,
        retired=retired,
    )
    return open(folder)


def find_losses(kg: KnowledgeGraph, format: str, *, claims_as_nodes: bool | None = None) -> set[str]:
    """Return what a format loses of the dataset, in the words of `PROBES`."""
    whole, *parts = (
        read_text(b"".join(kg.export(format, claims_as_nodes=claims_as_nodes, **asked)))
        for asked in ({}, *PARTS.values())
    )
    texts = dict(zip(PARTS, parts, strict=True))
    probes = {**PROBES, "dataset version": (kg.version,)}
    return {name for name, words in probes.items() if not all(word in texts.get(name, whole) for word in words)}


def read_text(content: bytes) -> str:
    """Return the text of a file, or of all files in an archive."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(map(archive.read, archive.namelist()))
    text = content.decode("utf-8-sig")
    # JSON may spell a letter by its number, and put a text into a text.
    return text.replace("\\u0437\\u043a\\u0438\\u043c\\u044f", "зкимя")
