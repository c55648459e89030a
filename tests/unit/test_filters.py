"""The filters are defined once, and whole."""

from __future__ import annotations

import ast
import inspect
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError

from kgraph.filters import CLAIMS, EVERYWHERE, NO_FILTERS, TIES, Filters, FilterSpec, Scope, filter_specs, iter_values
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Vocabulary

ROOT = Path(__file__).resolve().parents[2]
FILTERS = [
    "type", "predicate", "topic", "status", "polarity", "basis", "hedged", "speaker", "outlet", "exclude_outlet",
    "source", "exclude_source", "min_outlets", "date", "date_match", "known_as_of", "rank",
    "value", "value_min", "value_max", "unit", "about", "subject", "object", "between", "q", "paragraph", "sentence",
]  # fmt: skip
ALL_SET = Filters(
    type=("country",),
    predicate=("feeds",),
    topic=("water",),
    status=("planned",),
    polarity=("affirmed",),
    basis=("stated",),
    hedged=False,
    speaker=("a",),
    outlet=("a",),
    exclude_outlet=("b",),
    source=("report",),
    exclude_source=("paper-1",),
    min_outlets=2,
    date="2023-05/..",
    date_match="certain",
    known_as_of="2023-09",
    rank=("preferred",),
    value=(Decimal("19.2"),),
    value_min=Decimal(1),
    value_max=Decimal(20),
    unit=("percent",),
    about=("a",),
    subject=("a",),
    object=("a",),
    between=("a", "b"),
    q="river",
    paragraph=(1,),
    sentence=(2,),
)


def find_classes_like_filters() -> list[str]:
    """Return the places of all models with annotated fields that have several of the filters' names.

    Keywords for type checkers are no model: tests/client/test_types.py holds them to the one that there is.
    """
    places = []
    for path in sorted([*ROOT.glob("kgraph/**/*.py"), *ROOT.glob("api/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not any(word.arg == "total" for word in node.keywords):
                fields = {
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                }
                # A claim shares topic, status and the like with the filters, but is not asked about or between; a
                # passage has a place.
                if fields & {"about", "between", "sentence"} and len(fields & set(FILTERS)) > 3:
                    places.append(f"{path.relative_to(ROOT)}:{node.name}")
    return places


def test_one_model_defines_the_filters() -> None:
    assert find_classes_like_filters() == ["kgraph/filters.py:Filters"]


def test_the_filters_are_those_of_the_contract_in_their_order() -> None:
    assert list(Filters.model_fields) == FILTERS


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_has_a_specification_a_meaning_and_a_default_that_passes_everything(name: str) -> None:
    field = Filters.model_fields[name]
    specs = [item for item in field.metadata if isinstance(item, FilterSpec)]
    assert len(specs) == 1
    spec = specs[0]
    assert spec.scopes
    assert spec.scopes <= set(get_args(Scope))
    assert spec.words in (None, "entity", "source", *Vocabulary.model_fields)
    assert field.description
    assert field.description.endswith(".")
    assert len(field.description) > 30
    assert field.default == (() if spec.repeatable else None)


def test_which_queries_take_which_filters() -> None:
    assert list(filter_specs("claims")) == FILTERS
    assert list(filter_specs("entities")) == ["type"]
    on_ties = [name for name in FILTERS if name not in ("about", "subject", "object", "between")]
    assert list(filter_specs("neighbours")) == on_ties
    assert list(filter_specs("paths")) == on_ties
    assert list(filter_specs()) == FILTERS
    assert CLAIMS < TIES < EVERYWHERE == set(get_args(Scope))


def test_filters_taken_from_entities_are_marked_as_such() -> None:
    named = [name for name, spec in filter_specs().items() if spec.words == "entity"]
    assert named == ["speaker", "outlet", "exclude_outlet", "about", "subject", "object", "between"]
    assert [name for name, spec in filter_specs().items() if spec.words == "source"] == ["source", "exclude_source"]


def test_given_tells_what_is_set_in_the_order_of_definition() -> None:
    assert NO_FILTERS.given == {}
    assert list(ALL_SET.given) == FILTERS
    assert Filters(sentence=(2,), hedged=False).given == {"hedged": False, "sentence": (2,)}
    assert [name for name, _ in iter_values(NO_FILTERS)] == FILTERS


@pytest.mark.parametrize("name", FILTERS)
def test_without_takes_away_one_filter_and_leaves_the_rest(name: str) -> None:
    rest = ALL_SET.without(name)
    assert list(rest.given) == [other for other in FILTERS if other != name]
    assert all(rest.given[other] == ALL_SET.given[other] for other in rest.given)
    assert rest.without(name) == rest
    assert Filters(**{name: ALL_SET.given[name]}).without(name) == NO_FILTERS
    assert list(ALL_SET.given) == FILTERS


@pytest.mark.parametrize(
    "fields",
    [
        {"typ": ("country",)},
        {"status": ("maybe",)},
        {"polarity": ("yes",)},
        {"basis": ("guessed",)},
        {"hedged": 1},
        {"hedged": "true"},
        {"paragraph": (0,)},
        {"sentence": ("1",)},
        {"paragraph": (1_000_001,)},
        {"q": ""},
        {"q": "x" * 201},
        {"min_outlets": 0},
        {"min_outlets": "2"},
        {"min_outlets": 1_000_001},
        {"date": "May 2023"},
        {"date": ""},
        {"known_as_of": "2023-02-29"},
        {"date_match": "perhaps"},
        {"rank": ("best",)},
        {"value": ("many",)},
        {"value_min": "low"},
    ],
    ids=str,
)
def test_the_model_refuses(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Filters(**fields)  # type: ignore[arg-type]


def test_filters_are_frozen_values() -> None:
    assert issubclass(Filters, BaseModel)
    with pytest.raises(ValidationError):
        ALL_SET.q = "sea"  # type: ignore[misc]
    assert hash(ALL_SET) == hash(ALL_SET.model_copy())


def test_the_library_lists_every_filter_it_takes() -> None:
    described = inspect.getdoc(KnowledgeGraph) or ""
    assert [name for name in FILTERS if f"`{name}`" not in described] == []
