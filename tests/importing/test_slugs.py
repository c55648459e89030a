"""Ids of names: readable, each once, whatever the order, and never another name."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgraph.importing.slugs import assign_ids, to_slug
from kgraph.names import name_key
from kgraph.records.base import ID_PATTERN

NAMES = st.lists(
    st.one_of(
        st.sampled_from(
            ["Foo Bar", "foo-bar", "Foo (Bar)", "The Foo Bar", "FÖÖ BAR", "Тоқаев", "Toqayev", "习近平", "1"]
        ),
        st.text(min_size=1, max_size=30).filter(name_key),
    ),
    unique=True,
    max_size=12,
)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Military (Mali)", "military-mali"),
        ("Côte d'Ivoire", "cote-divoire"),
        ("The Sunday Times", "sunday-times"),
        ("Қасым-Жомарт Тоқаев", "qasym-zhomart-toqayev"),
        ("Meet at a 'third' location", "meet-at-a-third-location"),
    ],
)
def test_slugs(name, slug):
    assert to_slug(name, "entity") == (slug, True)


@given(NAMES, NAMES, st.randoms())
@example(["Foo Bar", "foo-bar-d2b53d11"], [], None)
def test_ids_are_good_and_depend_on_no_order(names, taken, random):
    ids = assign_ids(names, without="entity", taken_names=taken)
    assert ids.keys() == set(names)
    assert len(set(ids.values())) == len(names)
    bearers = {}
    for name in (*names, *taken):
        bearers.setdefault(name_key(name), set()).add(name)
    for name, id_ in ids.items():
        assert re.match(ID_PATTERN, id_)
        assert len(id_) <= 200
        assert bearers.get(name_key(id_), set()) <= {name}
    if random is not None:
        shuffled = list(names)
        random.shuffle(shuffled)
        assert assign_ids(shuffled, without="entity", taken_names=taken) == ids


def test_of_names_that_clash_none_has_the_plain_id():
    ids = assign_ids(["Sunday Times", "The Sunday Times", "Times"], without="entity")
    assert ids["Times"] == "times"
    assert all(re.fullmatch("sunday-times-[0-9a-f]{8}", ids[name]) for name in ("Sunday Times", "The Sunday Times"))


def test_cyrillic_names_that_read_alike_in_latin_clash_too():
    assert to_slug("Ты", "entity") == to_slug("Тй", "entity") == ("ty", True)
    ids = assign_ids(["Ты", "Тй"], without="entity")
    assert all(re.fullmatch("ty-[0-9a-f]{8}", id_) for id_ in ids.values())
    assert len(set(ids.values())) == 2


def test_what_a_slug_cannot_tell_is_told_by_a_digest():
    ids = assign_ids(["习近平", "x" * 150], without="entity")
    assert re.fullmatch("entity-[0-9a-f]{8}", ids["习近平"])
    assert re.fullmatch("x{100}-[0-9a-f]{8}", ids["x" * 150])


def test_taken_ids_are_left_alone():
    assert assign_ids(["Foo"], without="entity", taken_ids=["foo"])["Foo"].startswith("foo-")
