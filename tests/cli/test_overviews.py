"""The commands that look at many claims at once, at names and at what is around: REST's answers, and their tables."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

import kgraph.knowledge_graph
from kgraph.dates import parse_edtf
from kgraph.knowledge_graph import KnowledgeGraph
from tests.graphs import make_claim, make_dataset, make_evidence

QUARREL = [
    make_claim("yes-1", "a", "b", cites=("paper-1",)),
    make_claim("yes-2", "a", "b", evidence=(make_evidence(("paper-1",), sentence=2),)),
    make_claim("no", "a", "b", cites=("paper-2",), polarity="negated", speaker="c", hedge="allegedly"),
    make_claim("unclear", "a", "b", cites=("paper-3",), polarity="unknown"),
]
LISTS = {
    "timeline --about Tokayev --order newest": lambda kg: kg.timeline(about="Tokayev", order="newest"),
    "timeline --undated true --limit 3": lambda kg: kg.timeline(undated=True, limit=3),
    "facets topic --limit 3": lambda kg: kg.facets("topic", limit=3),
    "facets month --date 2023-03/2023-07": lambda kg: kg.facets("month", date="2023-03/2023-07"),
    "dyad KZ China --limit 2 --order newest": lambda kg: kg.dyad(["KZ", "China"], limit=2, order="newest"),
    "contested": lambda kg: kg.contested(),
    "common-neighbours China Russia": lambda kg: kg.common_neighbours(["China", "Russia"]),
    "subgraph Khorgos --hops 2 --max-entities 6": lambda kg: kg.subgraph("Khorgos", hops=2, max_entities=6),
    "autocomplete Naz": lambda kg: kg.autocomplete("Naz"),
    "entities --type country --type project": lambda kg: kg.entities(type=["country", "project"]),
    "entities --id china": lambda kg: kg.entities(id="china"),
    "claim-sources p05s2c01": lambda kg: kg.claim_sources("p05s2c01"),
}
TABLES = [words for words in LISTS if words != "contested"] + [
    "impact edm-may-24 --from Tokayev --to 'Chinese companies'",
    "lookup Тоқаев Nazarbayev Kazakhstann zzzzq",
]


@pytest.fixture
def quarrelling(monkeypatch):
    """Every command asks a made-up dataset: the article contradicts itself nowhere."""
    made_up = KnowledgeGraph(make_dataset(QUARREL))
    monkeypatch.setattr(kgraph.knowledge_graph, "open", lambda *_, **__: made_up)
    return made_up


def unfold(shown: str) -> str:
    """Return what a narrow table shows as one line."""
    return " ".join(shown.split())


@pytest.mark.parametrize("words", LISTS)
def test_json_is_what_python_answers_and_ndjson_has_a_line_for_each_item(words, invoke, graph):
    expected = json.loads(LISTS[words](graph).model_dump_json(by_alias=True))
    assert json.loads(invoke(f"{words} --format json").stdout) == expected
    lines = invoke(f"{words} --format ndjson").stdout.splitlines()
    assert [json.loads(line) for line in lines] == expected["items"]


@pytest.mark.parametrize(
    "words",
    [
        "timeline --limit 9",
        "facets outlet --limit 4",
        "dyad KZ CN --limit 20",
        "subgraph Khorgos --hops 2 --limit 7",
        "common-neighbours China Kazakhstan --limit 2",
        "autocomplete K --limit 3",
        "entities --limit 60",
        "claim-sources p05s2c01 --limit 1",
    ],
)
def test_all_lists_everything(words, invoke):
    answer = json.loads(invoke(f"{words} --all --format json").stdout)
    assert len(answer["items"]) == answer["total"]["value"] > int(words.split()[-1])
    assert "; read on with --cursor " in invoke(words).stderr
    assert "read on" not in invoke(f"{words} --all").stderr


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("words", TABLES)
def test_a_table_keeps_to_the_width(words, columns, invoke):
    shown = invoke(words, COLUMNS=str(columns)).stdout
    assert shown
    assert max(map(len, shown.splitlines())) <= columns
    assert "\x1b" not in shown


def test_a_timeline_shows_each_date_as_the_dataset_has_it(invoke, graph):
    lines = invoke("timeline --all").stdout.splitlines()
    items = graph.timeline(limit=500).items
    heads = [(line.split("  ")[0], after.split()[0]) for line, after in pairwise(lines) if re.match(r"p\d+s", after)]
    dates = [item.date if parse_edtf(item.date).form == "date" else None for item in items]
    assert [id_ for _, id_ in heads] == [item.claim.id for item in items]
    assert all(wanted in (None, shown) for wanted, (shown, _) in zip(dates, heads, strict=True))
    assert ("2023?-09-28", "p01s4c01") in heads
    assert "In a date: ? inferred or uncertain." in lines


def test_a_timeline_says_which_claims_stand_apart_and_how_to_list_them(invoke, graph):
    apart = graph.timeline(about="Tokayev", undated=True).total.value
    told = f"{apart} undated claims have no place in time; list them with --undated true."
    assert told in invoke("timeline --about Tokayev").stderr
    dated = invoke("timeline --about Tokayev --date 2023-09")
    assert f"{apart} undated claims were left out by the date filter." in dated.stderr
    shown = invoke("timeline --about Tokayev --undated true")
    assert len(re.findall(r"^undated ", shown.stdout, re.MULTILINE)) == apart
    assert "--undated" not in shown.stderr


def test_facets_show_counts_bars_and_how_to_list_the_claims_of_a_row(invoke, graph):
    result = invoke("facets outlet --topic energy")
    rows = graph.facets("outlet", topic="energy").items
    lines = result.stdout.splitlines()[1:]
    assert [int(re.search(r" (\d+) ", line)[1]) for line in lines[: len(rows)]] == [row.count for row in rows]
    bars = [line.count("█") for line in lines[: len(rows)]]
    assert bars == sorted(bars, reverse=True)
    assert bars[0] == 24 > bars[-1]
    command = result.stdout.split(": kgraph ")[1]
    assert json.loads(invoke(f"{command} --format json").stdout)["total"]["value"] == rows[0].count


def test_claims_without_a_value_are_counted_and_have_no_bar(invoke, graph):
    count = graph.facets("month").items[-1].count
    line = next(line for line in invoke("facets month").stdout.splitlines() if line.startswith("no month"))
    assert line.split() == ["no", "month", str(count)]


def test_a_dyad_names_sides_topics_months_and_what_it_leaves_out(invoke, graph):
    table = invoke("dyad KZ CN --limit 2").stdout
    shown = unfold(table)
    answer = graph.dyad(["KZ", "CN"], limit=2)
    for side in answer.sides:
        assert f"{side.entity.name} ({side.country}) {side.entity_count} entities" in shown
        assert f"and {side.entity_count - 12} more; --format json names all" in shown
        assert all(f"{party.entity.name} {party.claim_count}" in shown for party in side.entities[:12])
    assert f"topic claims {answer.topics[0].value} {answer.topics[0].count} ███" in shown
    assert "month claims 2023-05 4 ███" in shown
    assert [claim.id for claim in answer] == re.findall(r"^p\d+s\d+c\d+", table, re.MULTILINE)


def test_an_impact_is_told_in_words_with_the_evidence_of_what_is_weakened(invoke, graph):
    shown = unfold(invoke("impact kommersant-january-6", COLUMNS="80").stdout)
    assert shown.startswith("If Kommersant, January 6, year unknown (kommersant-january-6) is wrong, 4 claims lose all")
    assert "and 1 claim a part of it; 5 pairs of entities are tied by nothing else, and 2 entities are named" in shown
    assert [each.id for each in graph.impact("kommersant-january-6").weakened] == ["p01s1c05"]
    assert "¶1 s1, cites nothing" in shown.split("With a part of their evidence then")[1]


def test_an_impact_on_one_claim_and_on_none_reads_as_a_sentence(invoke, quarrelling):
    alone = unfold(invoke("impact paper-2").stdout)
    assert "1 claim loses all its evidence, and no claims a part of it; no pairs of entities are tied" in alone
    assert quarrelling.impact("paper-2").claim_count == 1


def test_an_impact_shows_the_path_with_the_source_and_without(invoke):
    shown = invoke("impact edm-may-24 --from Tokayev --to 'Chinese companies' --limit 1").stdout
    assert "Without the source no path of at most 4 hops is left." in shown
    assert "With it\n1. 1 hop: Kassym-Jomart Tokayev – Chinese companies" in shown
    assert "Without it" not in shown
    assert "1 of 8 shown; a higher --limit shows more" in shown


def test_an_impact_as_json_has_the_version_behind_its_members(invoke, graph):
    shown = json.loads(invoke("impact rbc-july-28 --format json").stdout)
    expected = json.loads(graph.impact("rbc-july-28").model_dump_json(by_alias=True))
    assert shown == {**expected, "dataset_version": graph.version}


def test_nothing_contested_is_an_answer_that_ends_with_1(invoke):
    result = invoke("contested")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No claims of this dataset contradict one another" in result.stderr


def test_disputes_show_both_sides_and_mark_what_is_open(invoke, quarrelling):
    shown = invoke("contested").stdout
    assert "1. polarity: It is both affirmed and denied that this is so." in shown
    assert "negated  1 claim · PRESS-2 alone · said by C" in shown
    assert "affirmed  2 claims · PRESS-1 alone · said by GAZETTE" in shown
    assert "open  1 claim, of no side" in shown
    assert (
        shown.index("Claim no.") < shown.index("Claim yes-1.") < shown.index("open  1") < shown.index("Claim unclear.")
    )
    assert "NEGATED · occurred · hedged “allegedly”" in shown
    assert "UNCLEAR · occurred" in shown
    assert len(re.findall(r"¶\d+ s\d+, PRESS", shown)) == len(QUARREL)


def test_a_side_says_what_it_leaves_out(invoke, quarrelling):
    assert "1 of 2 claims shown; --claims-per-side 2 would show them" in invoke("contested --claims-per-side 1").stdout
    assert "would show" not in invoke("contested --claims-per-side 2").stdout


def test_common_neighbours_and_subgraphs_show_each_tie_and_what_they_leave_out(invoke, graph):
    shown = invoke("common-neighbours China Russia --claims-per-tie 0").stdout
    for neighbour in graph.common_neighbours(["China", "Russia"]):
        assert f"{neighbour.entity.name}  {neighbour.entity.id} ({neighbour.entity.type})" in shown
        assert all(f"0 of {tie.claim_count} claim" in shown for tie in neighbour.ties)
    around = invoke("subgraph Kazakhstan --max-entities 5")
    assert "In the middle  1\n  Kazakhstan kazakhstan\n1 hop away  4\n" in re.sub(" +\n", "\n", around.stdout)
    assert "Entities were left out: more than --max-entities 5 are near." in around.stderr
    assert "China ⇄ Kazakhstan  15 claims" in around.stdout


def test_a_lookup_keeps_certain_ambiguous_and_unknown_names_apart(invoke, graph):
    words = "lookup Тоқаев Nazarbayev Kazakhstann zzzzq"
    names = words.split()[1:]
    assert json.loads(invoke(f"{words} --format json").stdout) == json.loads(
        graph.lookup({name: name for name in names}).model_dump_json()
    )
    lines = [json.loads(line) for line in invoke(f"{words} --format ndjson").stdout.splitlines()]
    outcomes = ["found", "ambiguous", "unknown", "unknown"]
    assert [(line["key"], line["outcome"]) for line in lines] == list(zip(names, outcomes, strict=True))
    shown = invoke(words).stdout
    assert re.search(r"^Тоқаев +found +kassym-jomart-tokayev +Kassym-Jomart Tokayev \(person\)", shown, re.MULTILINE)
    assert re.search(r"^Kazakhstann +unknown +None bears it; near it, and never taken", shown, re.MULTILINE)
    assert re.search(r"^ +bolat-nazarbayev +Bolat Nazarbayev", shown, re.MULTILINE)


def test_a_lookup_that_finds_none_for_certain_ends_with_1(invoke):
    result = invoke("lookup Nazarbayev Kazakhstann")
    assert result.exit_code == 1
    assert "kazakhstan" in result.stdout
    assert result.stderr == "None of these names is certain.\n"
    assert invoke("lookup Nazarbayev China").exit_code == 0


@pytest.mark.parametrize("form", ["table", "json", "ndjson"])
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("timeline --about Tokayev --topic water --date 1999", "Try: leave out --"),
        ("facets topic --about Khorgos --status feared", "without --status there would be"),
        ("dyad AZ RU", "No claim joins an entity of AZ to one of RU."),
        ("contested --topic energy", "contradict one another"),
        ("common-neighbours orda China", "a longer way may join them: see kgraph paths."),
        ("common-neighbours China Russia --polarity negated", "Try: kgraph claims instead."),
        ("subgraph orda --hops 0", "With --hops 1 their neighbours are taken in."),
        ("autocomplete zzz", "bears a name that begins with 'zzz'"),
        ("autocomplete Naz --type country", "Try: leave out --type."),
    ],
)
def test_nothing_is_explained_in_the_words_of_the_shell(words, reason, form, invoke):
    result = invoke(f"{words} --format {form}")
    assert result.exit_code == 1
    assert reason in result.stderr
    assert json.loads(result.stdout)["items"] == [] if form == "json" else result.stdout == ""


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("dyad KZ", "Error in COUNTRY: COUNTRY takes exactly two different countries."),
        ("dyad KZ Tokayev", "Error in COUNTRY: Kassym-Jomart Tokayev is no country with a code"),
        ("common-neighbours China", "Error in ENTITY: ENTITY takes 2 to 20 different entities, not 1."),
        ("subgraph China --max-entities 0", "Error in --max-entities: --max-entities is from 1 to 500."),
        ("subgraph China --claims-per-tie 501", "Error in --claims-per-tie: --claims-per-tie is from 0 to 500."),
        ("contested --claims-per-side -1", "Error in --claims-per-side: --claims-per-side is from 0 to 500."),
        ("facets colour", "Error in BY: 'colour' is not a word of the vocabulary for BY."),
        ("timeline --undated x", "Error in --undated: --undated is true or false."),
        ("timeline --order id", "Error in --order: 'id' is not a word of the vocabulary for --order"),
        ("impact nope", "Error in SOURCE: There is no source 'nope'"),
        ("impact rbc-july-28 --from China", "Error in --to: --from and --to go together."),
        ("impact rbc-july-28 --limit 0", "Error in --limit: --limit is from 1 to 500."),
        ("claim-sources max_hops", "Error in CLAIM: There is no claim 'max_hops' in this dataset."),
        ("lookup ''", "Error in NAME: NAME is empty."),
        ("autocomplete ''", "Error in PREFIX: PREFIX is empty."),
        ("entities --id nope", "Error in --id: There is no entity 'nope'"),
        ("timeline --cursor x", "Error in --cursor: This is no cursor"),
        ("claims --q ''", "Error in --q: --q is empty."),
        ("claims --value-min 5 --value-max 3", "--value-min is 5, more than --value-max, 3: no amount is both."),
        ("paths China china", "Error in TO: FROM and TO are the same entity, china."),
        ("export --format csv --claims-as-nodes", "The format csv takes no --claims-as-nodes; these do: graphml"),
    ],
)
def test_errors_speak_the_language_of_the_shell(words, error, invoke):
    result = invoke(words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert error in result.stderr
