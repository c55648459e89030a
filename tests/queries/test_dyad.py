"""Two countries side by side."""

from __future__ import annotations

import pytest

from kgraph.errors import InvalidParameter, NotFound
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Content, Value
from tests.graphs import loosely, make_claim, make_dataset, make_entity

ENTITIES = [
    make_entity("k", countries=("KZ",), identifiers={"iso_3166_1": "KZ"}),
    make_entity("c", countries=("CN",), identifiers={"iso_3166_1": "CN"}),
    make_entity("leader", "person", countries=("KZ",)),
    make_entity("river", "project", countries=("CN", "KZ")),
    make_entity("stranger", "person"),
    make_entity("turk", countries=("TR",)),
]
CLAIMS = [
    make_claim("between", "k", "c", topics=("water",), valid="2023-05"),
    make_claim("negated", "c", "leader", polarity="negated"),
    make_claim("shared", "river", "leader", topics=("trade", "water")),
    make_claim("partner", "k", "stranger", "c"),
    make_claim("within", "k", "leader"),
    make_claim("itself", "river", Content(value=Value(text="long"))),
    make_claim("purpose", "k", "stranger", qualifiers=loosely("c")),
    make_claim("elsewhere", "k", "turk"),
    make_claim("withdrawn", "k", "c", rank="deprecated"),
]


@pytest.fixture(scope="module")
def made_up() -> KnowledgeGraph:
    return KnowledgeGraph(make_dataset(CLAIMS, ENTITIES))


def test_claims_that_join_the_two(made_up: KnowledgeGraph) -> None:
    dyad = made_up.dyad(["KZ", "CN"])
    assert [claim.id for claim in dyad] == ["between", "itself", "negated", "partner", "shared"]
    assert dyad.query.parameters["of"] == ("CN", "KZ")


def test_who_is_on_either_side(made_up: KnowledgeGraph) -> None:
    china, kazakhstan = made_up.dyad(["KZ", "CN"]).sides
    assert (china.country, china.entity and china.entity.id) == ("CN", "c")
    assert [(party.entity.id, party.claim_count) for party in china.entities] == [("c", 3), ("river", 2)]
    assert [(party.entity.id, party.claim_count) for party in kazakhstan.entities] == [
        ("k", 2),
        ("leader", 2),
        ("river", 2),
    ]
    assert kazakhstan.entity_count == 3


def test_by_topic_and_by_month_over_all_pages(made_up: KnowledgeGraph) -> None:
    dyad = made_up.dyad(["KZ", "CN"], limit=1)
    assert [(row.value, row.count) for row in dyad.topics] == [("trade", 4), ("water", 2)]
    assert [(row.value, row.count) for row in dyad.months] == [("2023-05", 1), (None, 4)]
    assert len(dyad) == 1
    assert dyad.next_cursor is not None


@pytest.mark.parametrize("of", [["KZ", "CN"], ["cn", "kz"], ["k", "C"], ["K", "CN"]], ids=str)
def test_countries_by_code_id_or_name(made_up: KnowledgeGraph, of: list[str]) -> None:
    assert made_up.dyad(of).total.value == 5


def test_filters_narrow_everything_alike(made_up: KnowledgeGraph) -> None:
    dyad = made_up.dyad(["KZ", "CN"], topic="water", polarity="affirmed")
    assert [claim.id for claim in dyad] == ["between", "shared"]
    assert sum(party.claim_count for party in dyad.sides[0].entities) == 2
    dated = made_up.dyad(["KZ", "CN"], date="2023")
    assert ([claim.id for claim in dated], dated.undated_excluded) == (["between"], 4)


def test_why_there_is_nothing(made_up: KnowledgeGraph) -> None:
    assert made_up.dyad(["TR", "CN"]).empty.reason == "no_claims"
    empty = made_up.dyad(["KZ", "CN"], status="feared").empty
    assert (empty.reason, empty.filter) == ("filtered", "status")


@pytest.mark.parametrize("of", [[], "KZ", ["KZ", "k"], ["KZ", "CN", "TR"], ["KZ", "stranger"], ["KZ", "turk"]], ids=str)
def test_anything_but_two_countries_is_refused(made_up: KnowledgeGraph, of: list[str]) -> None:
    with pytest.raises(InvalidParameter):
        made_up.dyad(of)


def test_an_unknown_country(made_up: KnowledgeGraph) -> None:
    for given in ("XX", "xx"):
        with pytest.raises(NotFound) as missing:
            made_up.dyad(["KZ", given])
        assert (missing.value.value, missing.value.suggestions) == ("XX", ("CN", "KZ", "TR"))


def test_a_country_without_an_entity_is_suggested_by_its_code() -> None:
    entities = [
        make_entity("police", name="Police (Russia)", countries=("RU",)),
        make_entity("railways", name="Russian Railways", countries=("RU",)),
        make_entity("friends", name="Friends of Russia", countries=("CN",)),
    ]
    graph = KnowledgeGraph(make_dataset([make_claim("one", "police", "friends")], entities))
    with pytest.raises(NotFound) as missing:
        graph.dyad(["CN", "Russia"])
    assert (missing.value.value, missing.value.suggestions) == ("Russia", ("RU", "CN"))
    with pytest.raises(NotFound) as unlike:
        graph.dyad(["CN", "Atlantis"])
    assert unlike.value.suggestions == ()


def test_a_misspelt_country_is_suggested_by_its_id(article_graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFound) as missing:
        article_graph.dyad(["CN", "Kazakhstann"])
    assert missing.value.suggestions[0] == "kazakhstan"
