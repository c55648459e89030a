"""Each kind of value that a filter or a number refuses, and what it takes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kgraph.errors import InvalidParameter, NotFound, QueryError, UnknownWord
from kgraph.filters import Filters, filter_specs
from kgraph.queries.parameters import MAX_VALUES, parse_filters, parse_ids, parse_number, to_items
from kgraph.stores import Store, build_store
from tests.graphs import make_chain, make_claim, make_dataset


@pytest.fixture(scope="module")
def store() -> Store:
    return build_store(make_dataset([*make_chain("a", "b", "c"), make_claim("cites", "a", "b", cites=("paper-1",))]))


TAKEN: dict[str, tuple[dict[str, Any], Filters]] = {
    "nothing": ({}, Filters()),
    "none at all": ({"type": None, "q": None, "hedged": None, "about": [], "paragraph": ()}, Filters()),
    "one word": ({"type": "country"}, Filters(type=("country",))),
    "several words, in their order": ({"type": ["person", "country"]}, Filters(type=("country", "person"))),
    "one word twice": ({"topic": ["water", "water"]}, Filters(topic=("water",))),
    "words of closed lists": (
        {"status": {"planned"}, "polarity": ("negated",), "basis": iter(["stated"])},
        Filters(status=("planned",), polarity=("negated",), basis=("stated",)),
    ),
    "names": ({"about": ["B", "a", "A"]}, Filters(about=("a", "b"))),
    "two ends": ({"between": ("C", "a")}, Filters(between=("a", "c"))),
    "truth as text": ({"hedged": "true"}, Filters(hedged=True)),
    "untruth as text": ({"hedged": ["false"]}, Filters(hedged=False)),
    "truth": ({"hedged": False}, Filters(hedged=False)),
    "numbers as text": ({"paragraph": ["10", "9"], "sentence": "1"}, Filters(paragraph=(9, 10), sentence=(1,))),
    "numbers": ({"paragraph": 1_000_000}, Filters(paragraph=(1_000_000,))),
    "words of a statement": ({"q": "  Two words "}, Filters(q="  Two words ")),
    "a number that is given once": ({"min_outlets": ["2"]}, Filters(min_outlets=2)),
    "amounts": (
        {"value": ["19.20", 22_000_000_000, 0.5, Decimal("-3"), "+4"], "value_min": 2.0, "value_max": "10"},
        Filters(
            value=(Decimal("-3"), Decimal("0.5"), Decimal(4), Decimal("19.2"), Decimal(22_000_000_000)),
            value_min=Decimal(2),
            value_max=Decimal(10),
        ),
    ),
    "equal amounts": ({"value": ["19.2", "19.20", 19.2]}, Filters(value=(Decimal("19.2"),))),
    "equal bounds": ({"value_min": "5", "value_max": 5.0}, Filters(value_min=Decimal(5), value_max=Decimal(5))),
    "units": ({"unit": ["USD", "percent"]}, Filters(unit=("USD", "percent"))),
    "sources": (
        {"source": "paper-1", "exclude_source": ["report"]},
        Filters(source=("paper-1",), exclude_source=("report",)),
    ),
    "ranks": ({"rank": ["preferred", "deprecated"]}, Filters(rank=("deprecated", "preferred"))),
    "outlets to leave out": ({"exclude_outlet": "GAZETTE"}, Filters(exclude_outlet=("gazette",))),
    "dates": (
        {"date": "2023?-05/..", "date_match": "certain", "known_as_of": "2023-09-06"},
        Filters(date="2023?-05/..", date_match="certain", known_as_of="2023-09-06"),
    ),
}


@pytest.mark.parametrize(("given", "filters"), TAKEN.values(), ids=TAKEN)
def test_taken(store: Store, given: dict[str, Any], filters: Filters) -> None:
    assert parse_filters(store, "claims", given).filters == filters


WORDS = ("type", "predicate", "topic", "status", "polarity", "basis", "rank", "unit", "date_match")
NAMES = ("speaker", "outlet", "exclude_outlet", "about", "subject", "object")
SOURCES = ("source", "exclude_source")
NUMBERS = ("paragraph", "sentence", "min_outlets")
AMOUNTS = ("value", "value_min", "value_max")
DATES = ("date", "known_as_of")
SINGLE = ("min_outlets", "date", "date_match", "known_as_of", "value_min", "value_max")
NO_AMOUNTS = (
    "",
    "x",
    "1e5",
    "0x10",
    "1,5",
    "1 000",
    " 1",
    "١",
    "--1",
    "1.",
    ".5",
    "NaN",
    "inf",
    "1_0",
    "1/2",
    "9" * 5000,
)
NO_DATES = ("", "May 2023", "2023-02-29", "2023/2022", "19.05.2023", "..", "/", "2023\x00", "2" * 300)
# Dates, but none up to which something can be known.
NO_LIMITS = (
    "2023-05/..",
    "2022/2023",
    "../2023",
    "[2023,2024]",
    "[2025..]",
    "XXXX-01-06",
    "2023-05-19T10:30:00",
    "../..",
)
REFUSED: list[tuple[str, Any, type[QueryError]]] = [
    *((name, "nonsense", UnknownWord) for name in WORDS),
    *((name, "", UnknownWord) for name in WORDS),
    *((name, ["x" * 1000], UnknownWord) for name in WORDS),
    *((name, 5, InvalidParameter) for name in WORDS),
    *((name, [["country"]], InvalidParameter) for name in WORDS),
    *((name, b"country", InvalidParameter) for name in WORDS),
    *((name, "nobody", NotFound) for name in NAMES),
    *((name, "", InvalidParameter) for name in NAMES),
    *((name, [{}], InvalidParameter) for name in NAMES),
    *((name, [None], InvalidParameter) for name in NAMES),
    *((name, value, InvalidParameter) for name in NUMBERS for value in (0, -1, "0", 1_000_001, "x", "", "1.0", 1.0)),
    *((name, value, InvalidParameter) for name in NUMBERS for value in (True, "١", "+1", " 1", "1_0", "9" * 5000)),
    *((name, value, InvalidParameter) for name in NUMBERS for value in (10**5000, -(10**5000), [[1]], b"5")),
    *((name, list(range(1, MAX_VALUES + 2)), InvalidParameter) for name in NUMBERS),
    *((name, value, NotFound) for name in SOURCES for value in ("nothing", "gazette", "Report")),
    *(
        (name, value, InvalidParameter)
        for name in SOURCES
        for value in ("", 5, [None], [["report"]], "x" * 201, "a\x00")
    ),
    *((name, value, InvalidParameter) for name in AMOUNTS for value in NO_AMOUNTS),
    *((name, value, InvalidParameter) for name in AMOUNTS for value in (True, [{}], b"5", 10**5000)),
    *((name, value, InvalidParameter) for name in AMOUNTS for value in ("1234567890.1234567", 1e300, float("nan"))),
    *((name, value, InvalidParameter) for name in DATES for value in (*NO_DATES, 2023, [["2023"]], b"2023")),
    *(("known_as_of", value, InvalidParameter) for value in NO_LIMITS),
    *((name, ["1", "2"], InvalidParameter) for name in SINGLE),
    ("value", [str(number) for number in range(MAX_VALUES + 1)], InvalidParameter),
    *(("hedged", value, InvalidParameter) for value in ("yes", "True", "1", "", 1, 0, "x" * 500)),
    ("hedged", [True, False], InvalidParameter),
    *(("q", value, InvalidParameter) for value in ("", " ", "…", "?!", "-", "x" * 201, "a\x00", 5, ["a", "b"])),
    *(("between", value, InvalidParameter) for value in ("a", ["a"], ["a", "a"], ["a", "A"], ["a", "b", "c"])),
    ("between", ["a", "nobody"], NotFound),
    ("colour", "red", InvalidParameter),
    ("colour", None, InvalidParameter),
]


@pytest.mark.parametrize(("name", "given", "error"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_refused(store: Store, name: str, given: Any, error: type[QueryError]) -> None:
    with pytest.raises(error) as caught:
        parse_filters(store, "claims", {name: given})
    assert type(caught.value) is error
    assert caught.value.parameter == name
    assert caught.value.value is None or len(caught.value.value) <= 81
    assert len(str(caught.value)) < 300


def test_bounds_that_no_amount_keeps_are_refused(store: Store) -> None:
    with pytest.raises(
        InvalidParameter, match=r"value_min is 5.1, more than value_max, 5: no amount is both\."
    ) as caught:
        parse_filters(store, "claims", {"value_max": 5, "value_min": "5.1"})
    assert caught.value.parameter == "value_min"


def test_an_unknown_source_is_answered_with_the_nearest(store: Store) -> None:
    with pytest.raises(NotFound) as caught:
        parse_filters(store, "claims", {"exclude_source": "reprot"})
    assert (caught.value.parameter, caught.value.kind, caught.value.suggestions) == (
        "exclude_source",
        "source",
        ("report",),
    )


def test_an_unknown_word_is_answered_with_the_nearest(store: Store) -> None:
    for name, given, nearest in [
        ("type", "contry", "country"),
        ("predicate", "trade_with", "trades_with"),
        ("status", "occured", "occurred"),
        ("topic", "waters", "water"),
    ]:
        with pytest.raises(UnknownWord) as caught:
            parse_filters(store, "claims", {name: given})
        assert caught.value.suggestions[0] == nearest


def test_an_unknown_filter_is_answered_with_the_nearest(store: Store) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_filters(store, "claims", {"staus": "occurred"})
    assert (caught.value.parameter, caught.value.suggestions) == ("staus", ("status",))


@pytest.mark.parametrize("scope", ["entities", "claims", "neighbours", "paths"])
def test_a_query_takes_its_own_filters_only(store: Store, scope: Any) -> None:
    for name in filter_specs():
        if name in filter_specs(scope):
            assert parse_filters(store, scope, {name: None}).filters == Filters()
        else:
            with pytest.raises(InvalidParameter) as caught:
                parse_filters(store, scope, {name: "a"})
            assert caught.value.parameter == name


def test_resolved_names_are_told_with_the_parameter_they_were_given_for(store: Store) -> None:
    names = parse_filters(store, "claims", {"about": ["B", "a"], "speaker": "Gazette"}).names
    assert [(name.parameter, name.given, name.entity.id) for name in names] == [
        ("about", "B", "b"),
        ("about", "a", "a"),
        ("speaker", "Gazette", "gazette"),
    ]


@pytest.mark.parametrize(("given", "number"), [(1, 1), ("1", 1), ("007", 7), (9, 9), ("-0", 0), ("-3", -3)])
def test_numbers(given: Any, number: int) -> None:
    assert parse_number("limit", given, -5, 9) == number


def test_a_number_out_of_bounds_is_told_the_bounds() -> None:
    with pytest.raises(InvalidParameter, match="limit is from 1 to 500") as caught:
        parse_number("limit", "501", 1, 500)
    assert (caught.value.parameter, caught.value.value) == ("limit", "501")


def test_items() -> None:
    assert to_items(None) == []
    assert to_items("ab") == ["ab"]
    assert to_items(["b", "a", "b"]) == ["b", "a"]
    assert to_items(5) == [5]
    assert to_items(each for each in "ba") == ["b", "a"]


@pytest.mark.parametrize("given", [5, [None], "", "a\x00", "x" * 201, [["a"]]], ids=repr)
def test_ids_that_no_id_can_be(given: Any) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_ids(given)
    assert caught.value.parameter == "id"
    assert parse_ids(["b", "a", "b"]) == ["a", "b"]
