"""Tables: the parts that they are made of, and what becomes of them in a narrow or a wide terminal."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from kgraph.answers.views import ClaimView, EvidenceView
from kgraph.answers.wording import describe_name, show_date, show_evidence, show_place
from kgraph.cli.tables.claims import build_claim_table, show_standing, source_names
from kgraph.cli.tables.facets import CountTable
from kgraph.cli.tables.lists import render_entities
from kgraph.cli.tables.lookup import render_lookup
from kgraph.cli.tables.ties import render_paths
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Locator
from tests.graphs import make_dataset
from tests.stores.dispute_cases import say


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
    _, _, cell = build_claim_table([claim, _read_in_another(claim)]).rows[1]
    assert str(cell) == "¶5 s2, RBC, July 28 2023? (in Eurasia Daily Monitor, “Another text”)"
    ((_, _, cell),) = build_claim_table([claim]).rows
    assert str(cell) == "¶5 s2, RBC, July 28 2023?"


def test_a_withdrawn_claim_is_marked(graph):
    claim = graph.claim("p05s2c01").model_copy(update={"rank": "deprecated"})
    assert "deprecated" in show_standing(claim).plain


def test_markup_in_the_data_is_no_markup(graph, invoke):
    claim = graph.claim("p05s2c01").model_copy(update={"statement": "[bold]It[/bold] is [link=x]so"})
    ((_, cell, _),) = build_claim_table([claim]).rows
    assert cell.plain.startswith("[bold]It[/bold] is [link=x]so")


def test_a_resolved_name_is_described_once_it_needs_to_be(graph):
    (name,) = graph.neighbours("Vlast").query.names
    assert describe_name(name) == "'Vlast' is taken for Vlast.kz (vlast): alias."
    (name,) = graph.neighbours("China").query.names
    assert describe_name(name) is None


def _draw(renderable: RenderableType, width: int) -> list[str]:
    console = Console(width=width, file=StringIO(), highlight=False)
    console.print(renderable)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_the_evidence_takes_what_it_needs_and_the_claim_has_the_rest(graph):
    claim = graph.claim("p06s4c01")
    assert _draw(build_claim_table([claim]), 160)[0] == f"p06s4c01  {claim.statement}  ¶6 s4, cites nothing"
    narrower = _draw(build_claim_table([claim], header=True), 80)
    assert narrower[0].index("evidence") == 80 - len("¶6 s4, cites nothing")


def test_in_a_narrow_terminal_a_claim_stands_below_its_id_with_all_that_qualifies_it(graph):
    lines = _draw(build_claim_table([graph.claim("p06s5c02")], header=True), 36)
    assert lines[0] == "p06s5c02"
    assert all(line.startswith("  ") for line in lines[1:] if line)
    told = " ".join(" ".join(lines).split())
    assert "UNCLEAR · ongoing · hedged “unclear” · said by Author of the article (unnamed)" in told
    assert told.endswith("¶6 s5, Orda.kz, May 5 2023?")


def test_a_list_whose_words_do_not_fit_is_written_in_blocks_that_lose_nothing(graph):
    (part,) = render_entities(graph.entities(id="khorgos-project").items)
    wide, narrow = _draw(part, 100), _draw(part, 40)
    assert wide[0].split() == ["id", "name", "type", "claims", "neighbours"]
    entity = graph.entity("khorgos-project")
    told = " ".join(line.strip() for line in narrow)
    assert told == (
        f"khorgos-project name: {entity.name} type: project "
        f"claims: {entity.claim_count} neighbours: {entity.neighbour_count}"
    )


def test_a_column_holds_wide_letters_without_moving_the_next_one(graph):
    (part,) = render_lookup(graph.lookup({name: name for name in ("习近平", "Токаев")}).results)
    columns = {cell_len(line.partition(" found ")[0]) for line in _draw(part, 100) if " found " in line}
    assert len(columns) == 1


def test_bars_give_way_to_words_in_a_narrow_terminal(graph):
    counts = graph.facets("outlet").items
    wide, narrow = _draw(CountTable("outlet", counts), 80), _draw(CountTable("outlet", counts), 40)
    assert "█" in wide[1]
    assert not any("█" in line for line in narrow)
    assert narrow[1].split() == ["Eurasia", "Daily", "Monitor", str(counts[0].count)]


def test_of_many_shared_periods_the_first_are_shown_and_the_rest_are_counted(graph):
    (path,) = graph.paths("Bolat Nazarbayev", "China", k=1).items
    days = tuple(f"2005-03-{day:02}" for day in range(1, 31))
    text = "\n".join(
        line for part in render_paths([path.model_copy(update={"shared_periods": days})]) for line in _draw(part, 200)
    )
    assert "all hops can hold in 2005-03-01, 2005-03-02, 2005-03-03, 2005-03-04, 2005-03-05 and 25 more; " in text
    assert "--format json names all" in text


def test_what_quality_leaves_out_is_said_with_the_option_that_shows_it(invoke):
    note = "a higher --limit, up to 500, lists more"
    assert note in invoke("quality").stdout
    assert note not in invoke("quality --limit 500").stdout


def test_a_claim_that_others_contradict_says_so_in_every_table() -> None:
    claims = [say("yes"), say("no", polarity="negated")]
    contested = KnowledgeGraph(make_dataset(claims)).claims().items
    shown = [show_standing(claim).plain for claim in contested]
    assert "contested by yes" in shown[0]
    assert "contested by no" in shown[1]
