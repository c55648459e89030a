"""Made-up claims that contradict one another, of every kind, and all that only look so."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from kgraph.records import Claim, Content, Qualifier, Value
from tests.graphs import make_claim, make_evidence, make_source

Modifier = Any
PAPERS = count(1)


def say(id: str, object: str | Content = "b", subject: str = "a", **fields: Any) -> Claim:
    """Return a claim that rests on a publication of its own, unless told otherwise."""
    predicate = fields.pop("predicate", "opposes")
    if "cites" not in fields and "evidence" not in fields:
        fields["cites"] = (f"paper-{next(PAPERS)}",)
    return make_claim(id, subject, object, predicate=predicate, **fields)


def amount(number: str, unit: str = "percent", modifier: Modifier = "exact", text: str | None = None) -> Content:
    return Content(value=Value(amount=Decimal(number), unit=unit, modifier=modifier, text=text))


def measure(id: str, number: str, unit: str = "percent", modifier: Modifier = "exact", **fields: Any) -> Claim:
    return say(id, amount(number, unit, modifier), **{"predicate": "amounts_to", **fields})


def share(number: str, unit: str = "percent") -> tuple[Qualifier, ...]:
    return (Qualifier(role="share", value=amount(number, unit).value),)


def aspect(text: str) -> tuple[Qualifier, ...]:
    return (Qualifier(role="aspect", value=Value(text=text)),)


def led(id: str, by: str, **fields: Any) -> Claim:
    return say(id, by, predicate="led_by", **fields)


def denial(id: str, denied: str, subject: str = "d", **fields: Any) -> Claim:
    return say(id, Content(claim=denied), subject, **{"predicate": "denies", "speaker": subject, **fields})


Sides = dict[str, list[str]]
DISPUTES: dict[str, tuple[list[Claim], str, Sides]] = {
    "affirmed and negated": (
        [say("c1"), say("c2", polarity="negated")],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "several on a side": (
        [say("c1", polarity="negated"), say("c2"), say("c3", polarity="negated"), say("c4")],
        "c1:polarity",
        {"negated": ["c1", "c3"], "affirmed": ["c2", "c4"]},
    ),
    "affirmed and negated, of one publication, by two speakers": (
        [say("c1", cites=("paper-x",)), say("c2", cites=("paper-x",), polarity="negated", speaker="d")],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "by one speaker in two publications of one outlet": (
        [say("c1", cites=("own-1",)), say("c2", cites=("own-2",), polarity="negated")],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "dates that can overlap": (
        [say("c1", valid="2023-05"), say("c2", polarity="negated", valid="2023-05-20/..")],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "a date and none": (
        [say("c1", valid="2023-05"), say("c2", polarity="negated")],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "the same measure": (
        [say("c1", qualifiers=aspect("Water Use")), say("c2", polarity="negated", qualifiers=aspect("water  use"))],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "roles that are no measure": (
        [say("c1", "b", qualifiers=(Qualifier(role="partner", entity="d"),)), say("c2", polarity="negated")],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "the same text": (
        [
            say("c1", Content(value=Value(text="much"))),
            say("c2", Content(value=Value(text="Much")), polarity="negated"),
        ],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "a figure and its negation": (
        [measure("c1", "19"), measure("c2", "19.2", polarity="negated")],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "the same bound": (
        [measure("c1", "70", modifier="at_least"), measure("c2", "70", modifier="at_least", polarity="negated")],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "swapped ends of what goes both ways": (
        [say("c1", "b", "a", predicate="borders"), say("c2", "a", "b", predicate="borders", polarity="negated")],
        "c1:polarity",
        {"affirmed": ["c1"], "negated": ["c2"]},
    ),
    "two objects where there can be one": ([led("c1", "x"), led("c2", "y")], "c1:value", {"x": ["c1"], "y": ["c2"]}),
    "three objects where there can be one": (
        [led("c3", "x"), led("c2", "y"), led("c1", "z"), led("c4", "z")],
        "c1:value",
        {"z": ["c1", "c4"], "y": ["c2"], "x": ["c3"]},
    ),
    "two amounts": (
        [measure("c1", "19"), measure("c2", "25")],
        "c1:value",
        {"19 percent": ["c1"], "25 percent": ["c2"]},
    ),
    "two amounts in words": (
        [say("c1", amount("5", "USD", text="$5"), predicate="amounts_to"), measure("c2", "6", "USD")],
        "c1:value",
        {"$5": ["c1"], "6 USD": ["c2"]},
    ),
    "an amount below a bound": (
        [measure("c1", "70", modifier="at_least"), measure("c2", "65")],
        "c1:value",
        {"at least 70 percent": ["c1"], "65 percent": ["c2"]},
    ),
    "bounds with nothing between them": (
        [measure("c1", "70", modifier="at_least"), measure("c2", "60", modifier="at_most")],
        "c1:value",
        {"at least 70 percent": ["c1"], "at most 60 percent": ["c2"]},
    ),
    "bounds that touch, where one is beyond": (
        [measure("c1", "70", modifier="more_than"), measure("c2", "70", modifier="at_most")],
        "c1:value",
        {"more than 70 percent": ["c1"], "at most 70 percent": ["c2"]},
    ),
    "two shares of the one object": (
        [led("c1", "x", qualifiers=share("19")), led("c2", "x", qualifiers=share("82"))],
        "c1:value",
        {"x, 19 percent": ["c1"], "x, 82 percent": ["c2"]},
    ),
    "it goes on and is over": (
        [say("c1", status="ongoing"), say("c2", status="ended")],
        "c1:status",
        {"ongoing": ["c1"], "ended": ["c2"]},
    ),
    **{
        f"{real} and {unreal}": (
            [say("c1", status=real), say("c2", status=unreal)],
            "c1:status",
            {real: ["c1"], unreal: ["c2"]},
        )
        for real in ("occurred", "ongoing", "ended")
        for unreal in ("planned", "promised", "announced", "forecast", "hypothetical")
    },
    "swapped ends at odds about the status": (
        [say("c1", predicate="borders", status="ongoing"), say("c2", "a", "b", predicate="borders", status="ended")],
        "c1:status",
        {"ongoing": ["c1"], "ended": ["c2"]},
    ),
    "a denial": (
        [say("c1"), denial("c2", "c1")],
        "c1:denial",
        {"affirmed": ["c1"], "denied": ["c2"]},
    ),
    "two denials": (
        [say("c3"), denial("c1", "c3"), denial("c2", "c3", "e")],
        "c1:denial",
        {"denied": ["c1", "c2"], "affirmed": ["c3"]},
    ),
    "a denial that is denied": (
        [say("c1"), denial("c2", "c1"), denial("c3", "c2", "e")],
        "c1:denial",
        {"affirmed": ["c1", "c3"], "denied": ["c2"]},
    ),
    "a denial of a plan for another year": (
        [say("c1", status="planned", valid="2030"), denial("c2", "c1", valid="2023")],
        "c1:denial",
        {"affirmed": ["c1"], "denied": ["c2"]},
    ),
}
ONE = make_evidence(("paper-x",))
NO_DISPUTES: dict[str, list[Claim]] = {
    "one claim": [say("c1")],
    "two that say the same": [say("c1"), say("c2")],
    "two years of a poll": [led("c1", "x", valid="2022"), led("c2", "y", valid="2023")],
    "shares of two years of a poll": [
        led("c1", "x", qualifiers=share("19"), valid="2017"),
        led("c2", "x", qualifiers=share("4"), valid="2022"),
    ],
    "amounts of two years": [measure("c1", "19", valid="2022"), measure("c2", "25", valid="2023")],
    "no and yes at other times": [say("c1", valid="2022"), say("c2", polarity="negated", valid="2023/..")],
    "a plan and, in another year, the deed": [
        say("c1", status="planned", valid="2030"),
        say("c2", status="occurred", valid="2023"),
    ],
    "baseline and target": [
        measure("c1", "31", qualifiers=aspect("baseline")),
        measure("c2", "40", qualifiers=aspect("target")),
    ],
    "a measure and none": [measure("c1", "31", qualifiers=aspect("target")), measure("c2", "40")],
    "no and yes of two aspects": [
        say("c1", qualifiers=aspect("trade")),
        say("c2", qualifiers=aspect("water"), polarity="negated"),
    ],
    "no and yes in two places": [
        say("c1", qualifiers=(Qualifier(role="location", entity="x"),)),
        say("c2", qualifiers=(Qualifier(role="location", entity="y"),), polarity="negated"),
    ],
    "two lobbied parties": [say("c1", "b"), say("c2", "d")],
    "yes to one and no to another": [say("c1", "b"), say("c2", "d", polarity="negated")],
    "yes to one leader and no to another": [led("c1", "x"), led("c2", "y", polarity="negated")],
    "two that do not lead": [led("c1", "x", polarity="negated"), led("c2", "y", polarity="negated")],
    "an open question": [say("c1"), say("c2", polarity="unknown")],
    "an open question of two leaders": [led("c1", "x"), led("c2", "y", polarity="unknown")],
    "rounding": [measure("c1", "19"), measure("c2", "19.2")],
    "rounding to billions": [measure("c1", "22000000000", "USD"), measure("c2", "22400000000", "USD")],
    "about": [measure("c1", "80", modifier="about"), measure("c2", "82")],
    "about, across a round figure": [measure("c1", "85", modifier="about"), measure("c2", "84")],
    "shares that agree": [led("c1", "x", qualifiers=share("19")), led("c2", "x", qualifiers=share("19.2"))],
    "another unit": [measure("c1", "30", "day"), measure("c2", "1", "year")],
    "yes and no in two units": [measure("c1", "30", "day"), measure("c2", "1", "year", polarity="negated")],
    "a share in another unit": [led("c1", "x", qualifiers=share("19")), led("c2", "x", qualifiers=share("5", "USD"))],
    "two wordings": [
        say("c1", Content(value=Value(text="much")), predicate="amounts_to"),
        say("c2", Content(value=Value(text="a lot")), predicate="amounts_to"),
    ],
    "a wording and an amount": [
        say("c1", Content(value=Value(text="much")), predicate="amounts_to"),
        measure("c2", "19"),
    ],
    "an amount on its side of a bound": [measure("c1", "70", modifier="at_least"), measure("c2", "85")],
    "an amount under a bound": [measure("c1", "70", modifier="at_most"), measure("c2", "65")],
    "two bounds on one side": [measure("c1", "70", modifier="at_least"), measure("c2", "80", modifier="more_than")],
    "a bound, and no to an amount beyond": [
        measure("c1", "70", modifier="at_least"),
        measure("c2", "85", polarity="negated"),
    ],
    "some and few": [measure("c1", "3", modifier="few"), measure("c2", "9", modifier="some")],
    "the same speaker and publication": [say("c1", evidence=(ONE,)), say("c2", evidence=(ONE,), polarity="negated")],
    "the same publication twice": [
        say("c1", evidence=(ONE, make_evidence(("paper-x",), sentence=2))),
        say("c2", evidence=(ONE,), polarity="negated"),
    ],
    "a withdrawn side": [say("c1"), say("c2", polarity="negated", rank="deprecated")],
    "a withdrawn figure": [measure("c1", "19", rank="deprecated"), measure("c2", "25")],
    "feared beside what happened": [say("c1", status="feared"), say("c2", status="occurred")],
    "alleged beside what happened": [say("c1", status="alleged"), say("c2", status="occurred")],
    "planned beside promised": [say("c1", status="planned"), say("c2", status="promised")],
    "happened beside going on": [say("c1", status="occurred"), say("c2", status="ongoing")],
    "no, whatever the status": [
        say("c1", status="ongoing", polarity="negated"),
        say("c2", status="ended", polarity="negated"),
    ],
    "swapped ends of what goes one way": [say("c1", "b", "a"), say("c2", "a", "b", polarity="negated")],
    "another predicate": [say("c1"), say("c2", predicate="feeds", polarity="negated")],
    "a denial of one's own words": [say("c1", speaker="d"), denial("c2", "c1")],
    "a denial that did not come": [say("c1"), denial("c2", "c1", polarity="negated")],
    "a denial that is unclear": [say("c1"), denial("c2", "c1", polarity="unknown")],
    "a denial of what was not said to be so": [say("c1", polarity="unknown"), denial("c2", "c1")],
    "a withdrawn denial": [say("c1"), denial("c2", "c1", rank="deprecated")],
    "a denial of what was withdrawn": [say("c1", rank="deprecated"), denial("c2", "c1")],
    "speech about speech that is no denial": [
        say("c1"),
        say("c2", Content(claim="c1"), "d", speaker="d"),
    ],
}
SOURCES = [make_source("own-1", "press-own"), make_source("own-2", "press-own")]
