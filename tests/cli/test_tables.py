"""The small parts that tables are made of."""

from __future__ import annotations

import pytest

from kgraph.cli.output import describe_name
from kgraph.cli.tables.citations import show_date, show_evidence, show_place
from kgraph.cli.tables.claims import build_claim_table, show_standing, source_names
from kgraph.queries.answers import ClaimView, EvidenceView
from kgraph.records import Locator


@pytest.mark.parametrize(
    ("date", "printed", "shown"),
    [
        ("2023?-07-28", "July 28", "July 28 2023?"),
        ("2023-07-28", "July 28", "July 28 2023"),
        ("2023~", "last year", "last year 2023~"),
        ("2023", "Summer 2023", "Summer 2023"),
        ("XXXX-01-06", "January 6", "January 6, year unknown"),
        ("[2023,2024]", "July", "July ([2023,2024])"),
        ("2023?-07-28", None, "2023?-07-28"),
        (None, "July 28", "July 28"),
        (None, None, "undated"),
    ],
)
def test_a_date_keeps_its_doubt(date, printed, shown):
    assert show_date(date, printed) == shown


@pytest.mark.parametrize(
    ("locator", "shown"),
    [
        ({"paragraph": 5, "sentence": 2}, "¶5 s2"),
        ({"row": 17}, "row 17"),
        ({"url": "https://example.org/a"}, "https://example.org/a"),
        (
            {"url": "https://example.org/a", "retrieved": "2024-05-31T12:00:00Z"},
            "https://example.org/a (retrieved 2024-05-31)",
        ),
    ],
)
def test_every_kind_of_place_is_shown(locator, shown):
    assert show_place(Locator(**locator)) == shown


def _read_in_another(claim: ClaimView) -> ClaimView:
    evidence = claim.evidence[0]
    source = evidence.source.model_copy(update={"id": "another", "title": "Another text"})
    return claim.model_copy(update={"evidence": (evidence.model_copy(update={"source": source}),)})


def test_a_see_citation_keeps_its_signal(graph):
    assert show_evidence(graph.claim("p05s3c01").evidence[0]) == "¶5 s3, see Eurasia Daily Monitor, May 24 2023?"


def test_several_citations_stand_in_one_line(graph):
    evidence: EvidenceView = graph.claim("p05s2c01").evidence[0]
    both = evidence.model_copy(update={"cites": (*evidence.cites, *graph.claim("p06s5c02").evidence[0].cites)})
    assert show_evidence(both) == "¶5 s2, RBC, July 28 2023?; Orda.kz, May 5 2023?"


def test_passages_name_their_text_where_there_are_several(graph):
    claim = graph.claim("p05s2c01")
    assert len(source_names([claim, _read_in_another(claim)])) == 2
    (cell,) = list(build_claim_table([claim, _read_in_another(claim)]).columns[2].cells)[1:]
    assert str(cell) == "¶5 s2, RBC, July 28 2023? (in Eurasia Daily Monitor, “Another text”)"
    (cell,) = build_claim_table([claim]).columns[2].cells
    assert str(cell) == "¶5 s2, RBC, July 28 2023?"


def test_a_withdrawn_claim_is_marked(graph):
    claim = graph.claim("p05s2c01").model_copy(update={"rank": "deprecated"})
    assert "deprecated" in show_standing(claim).plain


def test_markup_in_the_data_is_no_markup(graph, invoke):
    claim = graph.claim("p05s2c01").model_copy(update={"statement": "[bold]It[/bold] is [link=x]so"})
    (cell,) = build_claim_table([claim]).columns[1].cells
    assert cell.plain.startswith("[bold]It[/bold] is [link=x]so")


def test_a_resolved_name_is_described_once_it_needs_to_be(graph):
    (name,) = graph.neighbours("Vlast").query.names
    assert describe_name(name) == "'Vlast' is taken for Vlast.kz (vlast): alias."
    (name,) = graph.neighbours("China").query.names
    assert describe_name(name) is None
