"""The store contract: amounts and the words of statements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kgraph.filters import Filters
from kgraph.records import Claim, Content, Qualifier, Value
from kgraph.stores import ClaimQuery
from tests.graphs import make_claim, make_dataset
from tests.stores.contract_base import ContractBase, MakeStore


def make_amount(amount: str, unit: str | None = "percent", modifier: Any = "exact") -> Value:
    return Value(amount=Decimal(amount), unit=unit, modifier=modifier)


def make_measured(id: str, *values: Value, **fields: Any) -> Claim:
    """Return a claim whose object is the first value, and whose qualifiers are the others."""
    shares = tuple(Qualifier(role="share", value=value) for value in values[1:])
    return make_claim(id, "a", Content(value=values[0]), qualifiers=shares, **fields)


MEASURED = make_dataset(
    [
        make_measured("19", make_amount("19")),
        make_measured("19.2", make_amount("19.2")),
        make_measured("about-19", make_amount("19", modifier="about")),
        make_measured("bare-19", make_amount("19", None)),
        make_measured("dollars", make_amount("22000000000", "USD")),
        make_measured("nought", make_amount("0")),
        make_measured("loss", make_amount("-3.5")),
        make_claim("share", "a", "b", qualifiers=(Qualifier(role="share", value=make_amount("82")),)),
        make_measured("two", make_amount("40"), make_amount("60", "USD")),
        make_measured("words", Value(text="19")),
        make_measured("unit-alone", Value(text="some dollars", unit="USD")),
        make_claim("day", "a", "b", valid="2023-05-19", statement="On the 19th."),
        make_claim("year", "a", "b", valid="2019", statement="In 2019."),
        make_claim("place", "a", "b", statement="Article 19 of 19."),
    ]
)
BY_AMOUNT = {
    "19 is not 19.2, nor a day, nor a word": ({"value": ("19",)}, {"19", "about-19", "bare-19"}),
    "19.2": ({"value": ("19.2",)}, {"19.2"}),
    "19.20": ({"value": ("19.20",)}, {"19.2"}),
    "2019 is no amount": ({"value": ("2019",)}, set()),
    "one of several": ({"value": ("19.2", "82")}, {"19.2", "share"}),
    "nought": ({"value": ("0",)}, {"nought"}),
    "below nought": ({"value_max": "-1"}, {"loss"}),
    "billions": ({"value": ("22000000000",)}, {"dollars"}),
    "a unit": ({"unit": ("USD",)}, {"dollars", "two"}),
    "either unit": ({"unit": ("USD", "day")}, {"dollars", "two"}),
    "a unit that nothing has": ({"unit": ("year",)}, set()),
    "an amount and its unit": ({"value": ("19",), "unit": ("percent",)}, {"19", "about-19"}),
    "at least": ({"value_min": "82"}, {"dollars", "share"}),
    "at least, and a unit": ({"value_min": "60", "unit": ("USD",)}, {"dollars", "two"}),
    "at most": ({"value_max": "0"}, {"nought", "loss"}),
    "between bounds that belong to it": ({"value_min": "19", "value_max": "19.1"}, {"19", "about-19", "bare-19"}),
    "between bounds that two amounts keep, and no one": ({"value_min": "41", "value_max": "59"}, set()),
    "an amount with the unit of another": ({"value": ("60",), "unit": ("percent",)}, set()),
    "an amount within bounds": ({"value": ("19", "82"), "value_min": "20"}, {"share"}),
}

SPOKEN = make_dataset(
    [
        make_claim(id_, "a", "b", statement=statement)
        for id_, statement in {
            "19": "It rose to 19 percent.",
            "19.2": "It rose to 19.2 percent.",
            "comma": "It rose to 19,2 percent.",
            "19th": "It fell on 19 May.",
            "end": "It rose to 19.",
            "0.19": "It is 0.19 of it.",
            "grouped": "Some 40,000 people came.",
            "40000": "Some 40000 people came.",
            "grouped-decimals": "It weighs 1,234.5 tonnes.",
            "1234.5": "It weighs (1234.5) tonnes.",
            "2": "Two, or 2.",
        }.items()
    ]
)
BY_WORDS = {
    "19": {"19", "19th", "end"},
    "19.2": {"19.2", "comma"},
    "19,2": {"19.2", "comma"},
    "PERCENT 19": {"19"},
    "2": {"2"},
    "0.19": {"0.19"},
    "40,000": {"grouped", "40000"},
    "40000": {"grouped", "40000"},
    "40": set(),
    "1234.5": {"grouped-decimals", "1234.5"},
    "1,234.5 tonnes": {"grouped-decimals", "1234.5"},
    "234.5": set(),
    "percent": {"19", "19.2", "comma"},
}


def to_filters(given: dict[str, Any]) -> Filters:
    """Return filters whose amounts are given as text."""
    amounts: dict[str, Any] = {}
    for name, value in given.items():
        if name == "unit":
            amounts[name] = value
        else:
            amounts[name] = tuple(map(Decimal, value)) if isinstance(value, tuple) else Decimal(value)
    return Filters(**amounts)


class ValuesContract(ContractBase):
    """How a store compares amounts and figures."""

    @pytest.mark.parametrize(("given", "expected"), BY_AMOUNT.values(), ids=BY_AMOUNT)
    def test_amounts_are_compared_exactly(
        self, make_store: MakeStore, given: dict[str, Any], expected: set[str]
    ) -> None:
        found = make_store(MEASURED).find_claims(ClaimQuery(to_filters(given)), None, 100)
        assert {claim.id for claim in found.items} == expected

    @pytest.mark.parametrize(("words", "expected"), BY_WORDS.items(), ids=BY_WORDS)
    def test_a_figure_is_one_word_of_a_statement(self, make_store: MakeStore, words: str, expected: set[str]) -> None:
        found = make_store(SPOKEN).find_claims(ClaimQuery(Filters(q=words)), None, 100)
        assert {claim.id for claim in found.items} == expected
