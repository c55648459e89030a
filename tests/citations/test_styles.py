"""The catalogue of styles, and evidence that is made ready for citations."""

from __future__ import annotations

import pytest

from kgraph import KnowledgeGraph
from kgraph.citations import (
    DEFAULT_STYLE,
    STYLES,
    chicago,
    get_citable_sources,
    gost,
    list_source_ids,
    to_cited_evidence,
)

TYPES = {
    "text": ("text/plain", "chicago.txt"),
    "chicago": ("text/plain", "chicago.txt"),
    "gost": ("text/plain", "gost.txt"),
    "csl-json": ("application/vnd.citationstyles.csl+json", "csl.json"),
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
}


def test_the_styles_and_what_they_are_called() -> None:
    assert {name: (style.media_type, style.extension) for name, style in STYLES.items()} == TYPES
    assert all(name == style.name for name, style in STYLES.items())
    # Whoever accepts anything is answered with the first.
    assert next(iter(STYLES)) == DEFAULT_STYLE == "text"
    assert [name for name, style in STYLES.items() if style.says_why] == ["text", "chicago", "gost"]


@pytest.mark.parametrize("kind", ["record", "view"])
def test_the_evidence_of_a_record_and_of_an_answer_is_cited_alike(article_graph: KnowledgeGraph, kind: str) -> None:
    store = article_graph.store
    claims = {"p05s2c01", "p05s3c01", "p06s4c01"}
    evidence = {
        id_: claim.evidence[0] if kind == "record" else article_graph.claim(id_).evidence[0]
        for id_, claim in store.get_claims(claims).items()
    }
    sources = get_citable_sources(store, list_source_ids(evidence.values()))
    cited = {id_: to_cited_evidence(each, sources) for id_, each in evidence.items()}
    article = "“Kazakhstan Cautiously Builds Ties With China,” Eurasia Daily Monitor 20, no. 152 (n.d.)"
    assert {id_: chicago.format_evidence(each) for id_, each in cited.items()} == {
        "p05s2c01": f"RBC, [untitled item], July 28, [2023?], cited in {article}, par. 5, sent. 2.",
        "p05s3c01": (
            f"See Eurasia Daily Monitor, [untitled item], May 24, [2023?], cited in {article}, par. 5, sent. 3."
        ),
        "p06s4c01": f"{article}, par. 6, sent. 4 (the sentence cites nothing).",
    }
    assert gost.format_evidence(cited["p05s3c01"]) == (
        "См.: [Без заглавия] // Eurasia Daily Monitor. [2023?]. 24 мая. Цит. по: Kazakhstan Cautiously Builds Ties "
        "With China // Eurasia Daily Monitor. [Б. д.]. Vol. 20, № 152. Абз. 5, предл. 3."
    )


def test_the_evidence_of_every_claim_can_be_cited(article_graph: KnowledgeGraph) -> None:
    claims = article_graph.claims(limit=500).items
    evidence = [each for claim in claims for each in claim.evidence]
    sources = get_citable_sources(article_graph.store, list_source_ids(evidence))
    for each in evidence:
        for style in (chicago, gost):
            text = style.format_evidence(to_cited_evidence(each, sources))
            assert text.endswith(".")
            assert ".." not in text
            assert text.count("[2023?]") == sum((cite.date or "").startswith("2023?") for cite in each.cites)
            assert str(each.locator.paragraph) in text
