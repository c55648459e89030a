"""The index of words finds the statements that a look at every statement finds."""

from __future__ import annotations

import random

import pytest

from kgraph.columns import MAX_WORDS, Columns
from kgraph.columns.statements import DATE, OBJECT, SUBJECT
from kgraph.columns.words import words_of
from kgraph.records import Claim, Dataset, Name
from kgraph.stores import build_store
from tests.graphs import make_claim, make_dataset, make_entity

NAMES = (
    *("China", "The Times", "Citizen (China)", "Алматы", "Қазақстан", "习近平", "Xi'an", "Group 19.2", "The"),
    *("N'Djaména", "Opposition Activist (China)", "Thе Mirror", "中国 X", "Bank's", "40,000 Men", "0", "X"),
)  # fmt: skip
SENTENCES = (
    *("{s} – met – {o}, on {d}.", "{s} met {o}.", "{o} was met by {s} (in {d}).", "The {s} of {o}", "the the {s} war"),
    *("{s} the Great gave {o} 40,000 roubles in {d}", "{s}’s friends, {o}’s foes", "In {d}, {d}"),
    *("{o} {o} {s} {s}", "中 {s} 国", "Nobody said “{s}”: 19.2 percent", "{s}", "{o}", "0 {s}, 1 {o}; {d}?"),
    "№ 7 · {s}",
)  # fmt: skip
DATES = (None, "2013-02-05", "2013", "2022?", "[2021,2023]", "../..")


def make_told(seed: int) -> Dataset:
    chance = random.Random(seed)
    entities = [make_entity(f"e{number}", name=name) for number, name in enumerate(NAMES)]
    claims = []
    for number in range(120):
        subject, object_ = chance.choice(entities), chance.choice(entities)
        date = chance.choice(DATES)
        statement = chance.choice(SENTENCES).format(s=subject.name, o=object_.name, d=date or "2011")
        claims.append(make_claim(f"c{number:03}", subject.id, object_.id, statement=statement, valid=date))
    return make_dataset(claims, entities)


def scan(claims: tuple[Claim, ...], words: frozenset[str]) -> list[str]:
    return [claim.id for claim in claims if words <= words_of(claim.statement)]


def find(columns: Columns, words: frozenset[str]) -> list[str]:
    """Return the ids of the claims that the index finds, by the meaning of its bits."""
    bits = columns.words.find(words)
    if bits is None:
        return []
    found = []
    for number in range(columns.claim_count):
        template = bits.templates[columns.at("template", number)]
        have = template
        for mark, part, column in (
            (61, bits.entities, "subject"),
            (62, bits.entities, "object"),
            (63, bits.dates, "date"),
        ):
            if template >> mark & 1:
                have |= part[columns.at(column, number)]
        if have & bits.need == bits.need:
            found.append(columns.claim_ids[number])
    return found


@pytest.mark.parametrize("seed", range(6))
def test_it_finds_what_a_scan_finds(seed: int) -> None:
    dataset, chance = make_told(seed), random.Random(seed)
    columns = build_store(dataset).columns
    assert {mark in template for template in columns.templates for mark in (SUBJECT, OBJECT, DATE)} == {True, False}
    vocabulary = sorted(frozenset().union(*(words_of(claim.statement) for claim in dataset.claims)))
    for word in vocabulary:
        words = frozenset((word,))
        assert find(columns, words) == scan(dataset.claims, words) != [], word
    for _ in range(200):
        claim = chance.choice(dataset.claims)
        some = sorted(words_of(claim.statement))
        words = frozenset(chance.sample(some, chance.randint(1, len(some))))
        if chance.random() < 0.3:
            words |= {chance.choice(vocabulary)}
        assert find(columns, words) == scan(dataset.claims, words), words


def test_a_word_that_no_statement_holds() -> None:
    dataset = make_told(1)
    columns = build_store(dataset).columns
    for word in ("", "nothing", "chin", "chinaa", "\x01", "習", "19", "2"):
        assert columns.words.find([word]) is None
        assert columns.words.find([word, "china"]) is None
    assert find(columns, frozenset()) == [claim.id for claim in dataset.claims]


def test_names_that_no_statement_holds_are_not_found() -> None:
    entities = [
        make_entity("a", name="Arra", names=(Name(text="Арра", lang="ru", kind="alias"),)),
        make_entity("b", name="Belmo"),
    ]
    columns = build_store(make_dataset([make_claim("c1", "a", "b", statement="They met.")], entities)).columns
    for word in ("arra", "арра", "belmo"):
        assert find(columns, frozenset((word,))) == []
    assert find(columns, frozenset(("met",))) == ["c1"]


def test_as_many_words_as_there_are_bits() -> None:
    words = [f"w{number}" for number in range(MAX_WORDS)]
    columns = build_store(make_dataset([make_claim("c1", "a", "b", statement=" ".join(words))])).columns
    assert find(columns, frozenset(words)) == ["c1"]
    assert find(columns, frozenset((*words[1:], "a"))) == []
