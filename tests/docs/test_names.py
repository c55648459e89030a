"""The page on names: its ways are those of the code, and what it shows runs."""

from __future__ import annotations

from typing import get_args

import kgraph
from kgraph.answers.views import Matched
from kgraph.names import WAYS
from tests.docs.pages import code, codes, find_blocks, read_page, table

PAGE = read_page("names.md")
ROWS = {code(row["`how`"]): row for row in table(PAGE, "What counts as a match")}


def test_the_ways_of_matching_in_their_order() -> None:
    assert list(ROWS) == ["id", *WAYS, "merged"]
    how, id_ = get_args(Matched.model_fields["how"].annotation)
    assert {*get_args(how), *get_args(id_)} == ROWS.keys()


def test_which_ways_are_certain() -> None:
    assert [way for way, row in ROWS.items() if row["certain"] == "yes"] == [
        "id",
        "exact",
        "normalised",
        "transliteration",
        "merged",
    ]


def test_what_autocomplete_leaves_out() -> None:
    (row,) = [row for row in table(PAGE, "Certain and uncertain") if row["where"] == "autocomplete"]
    left_out = {"words": "Nazarbayev Nursultan", "typo": "Kazakhstamn"}
    assert codes(row["takes"]) == list(left_out)
    kg = kgraph.open()
    for way, text in left_out.items():
        assert {hit.matched.how for hit in kg.search(text)} == {way}
        assert not list(kg.autocomplete(text))


def test_what_the_page_says_of_single_names() -> None:
    lookup = kgraph.open().lookup
    certain = ["Tokajev", "Tokaïev", "Toqayev", "Казакстан", "Qorghas dry port", "Kassym-Jomart Tokayev", "или"]
    assert {result.outcome for result in lookup({name: name for name in certain}).results.values()} == {"found"}
    uncertain = ["Tokayevv", "Kazakhstann", "Rusia", "Чина", "Георгия"]
    assert {result.outcome for result in lookup({name: name for name in uncertain}).results.values()} == {"unknown"}


def test_the_example_runs() -> None:
    (block,) = find_blocks(PAGE, "python")
    exec(compile(block.text, "names.md", "exec"), {})
