"""Paths are what brute force says they are, and keep their laws."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kgraph.answers.answer import Answer
from kgraph.answers.views import Path
from kgraph.errors import AmbiguousName, InvalidParameter, NotFound, UnknownWord
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.queries.paths import MAX_STOPS
from kgraph.records import Dataset
from tests.graphs import make_chain, make_claim, make_dataset, make_entity, make_random_dataset
from tests.queries.brute_force import Question, find_tie_outlets, find_ties, rank_paths

SEEDS = range(50)
QUESTIONS_PER_SEED = 10

FILTERS: list[dict[str, Any]] = [
    {},
    {},
    {"type": ("country",)},
    {"type": ("person", "outlet")},
    {"predicate": ("feeds", "trades_with")},
    {"topic": ("water", "trade")},
    {"status": ("occurred", "planned", "feared")},
    {"hedged": False},
    {"basis": ("stated",)},
    {"polarity": ("affirmed", "negated")},
    {"outlet": ("gazette", "press-1")},
    {"paragraph": (1,)},
    {"q": "RED"},
    {"speaker": ("e0", "e1", "e2")},
    {"type": ("country",), "hedged": False},
    {"outlet": ("press-2", "press-3"), "status": ("occurred", "ongoing")},
    {"exclude_outlet": ("press-1",)},
    {"exclude_outlet": ("gazette", "press-3"), "basis": ("stated",)},
    {"exclude_source": ("paper-1", "report-2")},
    {"exclude_source": ("paper-2",), "min_outlets": 2},
    {"exclude_outlet": ("press-2",), "outlet": ("press-1", "press-2", "gazette")},
    {"source": ("paper-1", "report-2", "paper-3")},
    {"min_outlets": 2},
    {"min_outlets": 2, "hedged": False},
    {"date": "2023-05/.."},
    {"date": "2022/2023", "date_match": "certain"},
    {"known_as_of": "2022"},
    {"known_as_of": "2023-05-19", "date_match": "certain"},
    {"rank": ("preferred", "deprecated", "normal")},
    {"value_min": "19", "unit": ("percent", "day", "USD")},
    {"sentence": (1, 2), "paragraph": (1, 2)},
]
ORDERS = ("hops", "hops", "support", "specific")


@cache
def open_random(seed: int) -> tuple[Dataset, KnowledgeGraph]:
    dataset = make_random_dataset(seed)
    return dataset, KnowledgeGraph(dataset)


def make_questions(seed: int, count: int = QUESTIONS_PER_SEED) -> list[Question]:
    """Return questions with all that can be asked about paths, the same for the same seed."""
    chance = random.Random(f"question {seed}")
    ids = [entity.id for entity in open_random(seed)[0].entities if entity.id.startswith("e")]
    questions = []
    for _ in range(count):
        start, end, *others = chance.sample(ids, len(ids))
        max_hops = chance.randint(1, 6)
        via = others[: min(chance.choice((0, 0, 0, 1, 2)), max_hops - 1)]
        rest = [id_ for id_ in others if id_ not in via]
        avoid = rest[: chance.choice((0, 0, 1, 2))]
        if via and chance.random() < 0.2:
            via.append(chance.choice((start, end)))
        k, order, filters = chance.choice((1, 3, 5, 50)), chance.choice(ORDERS), chance.choice(FILTERS)
        questions.append(Question(start, end, max_hops, k, order, tuple(avoid), tuple(via), filters))
    return questions


def ask(kg: KnowledgeGraph, question: Question, **changed: Any) -> Answer[Path]:
    return kg.paths(question.start, question.end, **{**question.parameters, **changed})


def routes(answer: Answer[Path]) -> list[tuple[str, ...]]:
    return [tuple(entity.id for entity in path.entities) for path in answer]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_paths_are_the_best_of_all_that_there_are(seed: int) -> None:
    dataset, kg = open_random(seed)
    for question in make_questions(seed):
        expected = rank_paths(dataset, question)
        answer = ask(kg, question, claims_per_hop=0)
        assert routes(answer) == expected[: question.k], question
        if answer.total.relation == "eq":
            assert answer.total.value == len(expected)
        else:
            assert question.k <= answer.total.value <= len(expected)
        assert (answer.empty is None) == bool(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_turning_the_question_turns_the_paths(seed: int) -> None:
    turned_direction = {"forward": "backward", "backward": "forward", "both": "both"}
    kg = open_random(seed)[1]
    for question in make_questions(seed):
        turned = replace(question, start=question.end, end=question.start)
        there, back = ask(kg, question, claims_per_hop=2), ask(kg, turned, claims_per_hop=2)
        assert routes(back) == [route[::-1] for route in routes(there)]
        assert back.total == there.total
        assert (back.empty and back.empty.reason) == (there.empty and there.empty.reason)
        assert back.undated_excluded == there.undated_excluded
        for path, other in zip(there, back, strict=True):
            assert path.weakest_hop == other.length + 1 - other.weakest_hop
            mirrored_path = {"entities", "hops", "weakest_hop"}
            assert path.model_dump(exclude=mirrored_path) == other.model_dump(exclude=mirrored_path)
            for hop, mirrored in zip(path.hops, other.hops[::-1], strict=True):
                assert (hop.from_, hop.to) == (mirrored.to, mirrored.from_)
                assert mirrored.direction == turned_direction[hop.direction]
                mirrored_hop = {"from_", "to", "direction", "claims_url"}
                assert hop.model_dump(exclude=mirrored_hop) == mirrored.model_dump(exclude=mirrored_hop)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_path_is_simple_and_every_hop_has_claims_that_pass(seed: int) -> None:
    dataset, kg = open_random(seed)
    for question in make_questions(seed):
        ties = find_ties(dataset, question.filters)
        for path in ask(kg, question):
            route = [entity.id for entity in path.entities]
            assert (route[0], route[-1]) == (question.start, question.end)
            assert len(set(route)) == len(route) == path.length + 1 == len(path.hops) + 1
            assert path.length <= question.max_hops
            assert not set(route) & set(question.avoid)
            assert set(route) >= set(question.via)
            for number, hop in enumerate(path.hops):
                assert [hop.from_.id, hop.to.id] == route[number : number + 2]
                claims = ties[frozenset((hop.from_.id, hop.to.id))]
                assert [claim.id for claim in hop.claims] == [claim.id for claim in claims]
                assert hop.claim_count == len(claims) > 0
                assert hop.hedged == all(claim.hedge for claim in claims)
                assert hop.presupposed == all(claim.basis == "presupposed" for claim in claims)
                assert set(hop.statuses) == {claim.status for claim in claims}
                outlets = find_tie_outlets(dataset, claims)
                assert [outlet.id for outlet in hop.outlets] == sorted(outlets)
                assert hop.single_source == (len(outlets) == 1)
                assert hop.cited_claim_count == sum(any(each.cites for each in claim.evidence) for claim in claims)
                assert hop.contested == any(claim.contested_by for claim in hop.claims)
                ahead = any(claim.subject == hop.from_.id for claim in claims)
                astern = any(claim.subject == hop.to.id for claim in claims)
                assert hop.direction == ("both" if ahead and astern else "forward" if ahead else "backward")


def read_url(url: str) -> dict[str, Any]:
    """Return the keywords of a URL of claims."""
    parts = urlsplit(url)
    assert parts.path == "/v1/claims"
    return dict(parse_qs(parts.query, strict_parsing=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_url_of_a_hop_lists_exactly_its_claims(seed: int) -> None:
    kg = open_random(seed)[1]
    for question in make_questions(seed, 4):
        for hop in (hop for path in ask(kg, question, claims_per_hop=1) for hop in path.hops):
            listed = kg.claims(**read_url(hop.claims_url))
            assert listed.total.value == hop.claim_count
            assert listed.items[:1] == hop.claims


@pytest.mark.parametrize("seed", SEEDS)
def test_asking_for_more_never_adds_a_path(seed: int) -> None:
    kg = open_random(seed)[1]
    chance = random.Random(seed)
    for question in make_questions(seed):
        wide = ask(kg, question, k=50, claims_per_hop=0)
        if wide.total.value > 50 or question.max_hops < 2:
            continue
        stops = {*question.via, *question.avoid, question.start, question.end}
        free = [entity for entity in open_random(seed)[0].entities if entity.id not in stops]
        tighter: list[dict[str, Any]] = [{"max_hops": question.max_hops - 1}] if not question.via else []
        tighter += [{"avoid": (*question.avoid, chance.choice(free).id)}]
        tighter += [{name: value} for name, value in chance.choice(FILTERS).items() if name not in question.filters]
        for changed in tighter:
            assert set(routes(ask(kg, question, k=50, claims_per_hop=0, **changed))) <= set(routes(wide)), changed


@pytest.mark.parametrize("seed", range(20))
def test_a_claim_about_others_changes_no_path(seed: int) -> None:
    dataset, kg = open_random(seed)
    claims = [*dataset.claims, make_claim("new", "y", "z")]
    more = KnowledgeGraph(make_dataset(claims, dataset.entities, dataset.sources))
    for question in make_questions(seed):
        assert ask(more, question).items == ask(kg, question).items


def test_claims_per_hop_limits_what_is_shown_and_nothing_else() -> None:
    kg = KnowledgeGraph(make_dataset([make_claim(f"c{number}", "a", "b") for number in range(5)]))
    for shown in (0, 2, 500):
        (hop,) = kg.paths("a", "b", claims_per_hop=shown).items[0].hops
        assert [claim.id for claim in hop.claims] == [f"c{number}" for number in range(5)][:shown]
        assert hop.claim_count == 5


def test_an_end_may_be_named_by_via_and_is_exempt_from_type() -> None:
    entities = [make_entity("a", "person"), make_entity("b"), make_entity("c", "person"), make_entity("d", "person")]
    kg = KnowledgeGraph(make_dataset([*make_chain("a", "b", "d"), *make_chain("a", "c", "d")], entities))
    assert routes(kg.paths("a", "d", type="country")) == [("a", "b", "d")]
    assert routes(kg.paths("a", "d", via=["a", "D", "b"])) == [("a", "b", "d")]
    assert routes(kg.paths("a", "d", via=["a", "d"], max_hops=1)) == []


def test_a_path_may_have_to_leave_the_shortest_way_for_via() -> None:
    kg = KnowledgeGraph(make_dataset([*make_chain("a", "b", "z"), *make_chain("b", "c", "d", "z")]))
    assert routes(kg.paths("a", "z", via="c")) == [("a", "b", "c", "d", "z")]
    assert routes(kg.paths("a", "z", via=["d", "c"])) == [("a", "b", "c", "d", "z")]


def test_the_answer_echoes_the_question_with_names_resolved() -> None:
    kg = KnowledgeGraph(make_dataset(make_chain("a", "b", "c", "d")))
    answer = kg.paths("A", "d", via=["C", "b"], avoid="gazette", speaker="Gazette", k="3")  # type: ignore[arg-type]
    assert answer.query.parameters == {
        "from": "a",
        "to": "d",
        "max_hops": 4,
        "k": 3,
        "order": "hops",
        "claims_per_hop": 20,
        "avoid": ("gazette",),
        "via": ("b", "c"),
        "speaker": ("gazette",),
    }
    assert [(name.parameter, name.given, name.entity.id) for name in answer.query.names] == [
        ("from", "A", "a"),
        ("to", "d", "d"),
        ("avoid", "gazette", "gazette"),
        ("via", "C", "c"),
        ("via", "b", "b"),
        ("speaker", "Gazette", "gazette"),
    ]
    assert answer.dataset_version == kg.version


REFUSED: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "from is to": ({"to": "A"}, InvalidParameter, "to"),
    "unknown from": ({"from_": "nobody"}, NotFound, "from"),
    "unknown to": ({"to": "nobody"}, NotFound, "to"),
    "unknown via": ({"via": "nobody"}, NotFound, "via"),
    "unknown avoid": ({"avoid": ["b", "nobody"]}, NotFound, "avoid"),
    "ambiguous": ({"to": "Twin"}, AmbiguousName, "to"),
    "avoiding an end": ({"avoid": "a"}, InvalidParameter, "avoid"),
    "avoiding what via wants": ({"avoid": "b", "via": "b"}, InvalidParameter, "avoid"),
    "more via than hops": ({"via": ["b", "n1"], "max_hops": 2}, InvalidParameter, "via"),
    "many to avoid": ({"avoid": [f"n{number}" for number in range(MAX_STOPS + 1)]}, InvalidParameter, "avoid"),
    "no hops": ({"max_hops": 0}, InvalidParameter, "max_hops"),
    "too many hops": ({"max_hops": 7}, InvalidParameter, "max_hops"),
    "no paths": ({"k": 0}, InvalidParameter, "k"),
    "too many paths": ({"k": 51}, InvalidParameter, "k"),
    "claims below nought": ({"claims_per_hop": -1}, InvalidParameter, "claims_per_hop"),
    "too many claims": ({"claims_per_hop": 501}, InvalidParameter, "claims_per_hop"),
    "a filter of claims": ({"between": ["a", "b"]}, InvalidParameter, "between"),
    "no filter": ({"colour": "red"}, InvalidParameter, "colour"),
    "a word of no vocabulary": ({"type": "contry"}, UnknownWord, "type"),
}


@pytest.mark.parametrize(("changed", "error", "parameter"), REFUSED.values(), ids=REFUSED)
def test_refused(changed: dict[str, Any], error: type[Exception], parameter: str) -> None:
    twins = [make_entity("t1", name="Twin"), make_entity("t2", name="Twin")]
    others = [make_entity(f"n{number}") for number in range(MAX_STOPS + 1)]
    kg = KnowledgeGraph(make_dataset(make_chain("a", "b", "c"), [*twins, *others]))
    with pytest.raises(error) as caught:
        kg.paths(**{"from_": "a", "to": "c", **changed})
    assert caught.value.parameter == parameter  # type: ignore[attr-defined]


def test_bolat_nazarbayev_to_china(article: Dataset) -> None:
    answer = KnowledgeGraph(article).paths("Bolat Nazarbayev", "China")
    assert routes(answer)[0] == ("bolat-nazarbayev", "khorgos-project", "china")
    assert [path.length for path in answer] == sorted(path.length for path in answer)
    assert len(answer) == 5
    for path in answer:
        for hop in path.hops:
            assert hop.claim_count == len(hop.claims) > 0
            for claim in hop.claims:
                assert claim.polarity == "affirmed"
                assert {hop.from_.id, hop.to.id} <= {
                    claim.subject.id,
                    *(part.entity.id for part in (claim.object, *claim.qualifiers) if part.entity),
                }
                for evidence in claim.evidence:
                    assert evidence.locator.paragraph
                    assert evidence.locator.sentence
                    assert evidence.cites or claim.outlets
