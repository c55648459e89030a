"""How well typed names are understood, on the gold list: kgraph beside a plain rapidfuzz search and a substring search.

`python -m tests.names.scoring` prints the tables of `docs/names.md`. Everything is counted, nothing drawn or timed:
the same list, dataset and code give the same figures.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz, process, utils

from kgraph.loading import default_dataset_path, load_dataset
from kgraph.records import Entity
from kgraph.stores import Store, build_store

GOLD = Path(__file__).with_name("gold.json")
SCRIPTS = ("Latn", "Cyrl", "Hans", "mixed")
FIRST = 5


@dataclass(frozen=True, slots=True)
class Form:
    """A typed form, and what an analyst means by it.

    `expect` are the entities meant; none: nothing in the dataset is. `certain`: whether the form names them for
    certain (True; "ambiguous": all of them alike), or is merely a hint at them that only a search may take.
    """

    typed: str
    script: str
    kind: str
    expect: tuple[str, ...]
    certain: bool | Literal["ambiguous"]

    @property
    def resolved(self) -> frozenset[str]:
        """The entities that must be the answer where a name must be certain."""
        return frozenset(self.expect if self.certain else ())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one method made of a form: entities in the order of a search, and those it is certain of."""

    found: tuple[str, ...]
    resolved: frozenset[str]


Outcomes = dict[str, Outcome]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: whether a method answers a form at all, whether rightly, and whether it should."""

    name: str
    answers: Callable[[Outcome], bool]
    is_right: Callable[[Form, Outcome], bool]
    is_wanted: Callable[[Form], bool]

    def score(self, forms: Iterable[Form], outcomes: Outcomes) -> tuple[float, float]:
        """Return precision (right of those answered) and recall (right of those to be answered), in percent."""
        forms = list(forms)
        right = sum(self.is_right(form, outcomes[form.typed]) for form in forms)
        answered = sum(self.answers(outcomes[form.typed]) for form in forms)
        wanted = sum(map(self.is_wanted, forms))
        return 100 * right / (answered or 1), 100 * right / (wanted or 1)


MEASURES = (
    Measure(
        "search, first hit",
        lambda outcome: bool(outcome.found),
        lambda form, outcome: outcome.found[:1] != () and outcome.found[0] in form.expect,
        lambda form: bool(form.expect),
    ),
    Measure(
        "search, first five",
        lambda outcome: bool(outcome.found),
        lambda form, outcome: form.expect != () and set(form.expect) <= set(outcome.found[:FIRST]),
        lambda form: bool(form.expect),
    ),
    Measure(
        "certain",
        lambda outcome: bool(outcome.resolved),
        lambda form, outcome: bool(form.resolved) and outcome.resolved == form.resolved,
        lambda form: bool(form.resolved),
    ),
)


@cache
def load_forms() -> tuple[Form, ...]:
    """Return the gold list."""
    return tuple(Form(**{**each, "expect": tuple(each["expect"])}) for each in json.loads(GOLD.read_text("utf-8")))


@cache
def load_store() -> tuple[Store, tuple[Entity, ...]]:
    """Return the dataset that ships, as a store and as entities."""
    dataset = load_dataset(default_dataset_path())
    return build_store(dataset), tuple(dataset.entities)


def iter_names() -> Iterable[tuple[str, str]]:
    """Yield every stored name with the entity that bears it."""
    for entity in load_store()[1]:
        yield from ((name, entity.id) for name in (entity.name, *(each.text for each in entity.names)))


@cache
def ask_kgraph() -> Outcomes:
    """Return what kgraph makes of each form."""
    store, _ = load_store()
    return {
        form.typed: Outcome(
            tuple(match.owner for match in store.search_names(form.typed, FIRST)),
            frozenset(match.owner for match in store.resolve_name(form.typed)),
        )
        for form in load_forms()
    }


@cache
def ask_substring() -> Outcomes:
    """Return what a substring search makes of each form, whatever its case: shorter names first.

    Certain are the names that equal the form but for case: that serves it far better than all that contain it.
    """
    names = sorted((len(name), name.casefold(), owner) for name, owner in iter_names())
    outcomes = {}
    for form in load_forms():
        typed = form.typed.casefold()
        found = tuple(dict.fromkeys(owner for _, name, owner in names if typed in name))
        outcomes[form.typed] = Outcome(found, frozenset(owner for _, name, owner in names if typed == name))
    return outcomes


@cache
def rank_by_likeness() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return every entity with the WRatio of its likest name, likest first, for each form."""
    names = list(iter_names())
    texts = [name for name, _ in names]
    ranked = {}
    for form in load_forms():
        best: dict[str, float] = {}
        for _, score, place in process.extract(
            form.typed, texts, scorer=fuzz.WRatio, processor=utils.default_process, limit=None
        ):
            best.setdefault(names[place][1], score)
        ranked[form.typed] = tuple(best.items())
    return ranked


def ask_rapidfuzz(cutoff: int) -> Outcomes:
    """Return what a plain rapidfuzz search makes of each form; certain is what shares the best score."""
    outcomes = {}
    for typed, ranked in rank_by_likeness().items():
        near = [(owner, score) for owner, score in ranked if score >= cutoff]
        top = max((score for _, score in near), default=None)
        outcomes[typed] = Outcome(
            tuple(owner for owner, _ in near), frozenset(owner for owner, score in near if score == top)
        )
    return outcomes


@cache
def find_best_cutoff(measure: Measure) -> int:
    """Return the cutoff that serves rapidfuzz best: the highest F1 on this very list, for this very measure."""
    scores = {cutoff: measure.score(load_forms(), ask_rapidfuzz(cutoff)) for cutoff in range(40, 101)}
    return max(scores, key=lambda cutoff: (_f1(*scores[cutoff]), -cutoff))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall or 1)


def build_score_rows() -> list[list[str]]:
    """Return the table of scores: for each measure and method, precision and recall overall and per script."""
    forms = load_forms()
    groups = [list(forms), *([form for form in forms if form.script == script] for script in SCRIPTS)]
    rows = [["measure", "method", f"all ({len(forms)})"]]
    rows[0] += [f"{script} ({len(group)})" for script, group in zip(SCRIPTS, groups[1:], strict=True)]
    for measure in MEASURES:
        cutoff = find_best_cutoff(measure)
        methods = {
            "kgraph": ask_kgraph(),
            f"rapidfuzz, cutoff {cutoff}": ask_rapidfuzz(cutoff),
            "substring": ask_substring(),
        }
        for method, outcomes in methods.items():
            scores = [measure.score(group, outcomes) for group in groups]
            rows.append([measure.name, method, *(f"{precision:.1f} / {recall:.1f}" for precision, recall in scores)])
    return rows


def build_kind_rows() -> list[list[str]]:
    """Return the table of kinds: how many forms of each kgraph treats as it should."""
    rows = [["kind", "forms", "certain", "first hit", "first five"]]
    for kind in dict.fromkeys(form.kind for form in load_forms()):
        forms = [form for form in load_forms() if form.kind == kind]
        rows.append([kind, str(len(forms)), *(str(len(forms) - len(find_misses(name, forms))) for name in _NAMES)])
    return rows


_NAMES = ("certain", "search, first hit", "search, first five")


def find_misses(measure_name: str, forms: Iterable[Form]) -> list[str]:
    """Return the forms that kgraph does not treat as it should: not found, found wrongly, or wrongly found."""
    measure = next(each for each in MEASURES if each.name == measure_name)
    outcomes = ask_kgraph()
    return [
        form.typed
        for form in forms
        if not (
            measure.is_right(form, outcomes[form.typed])
            if measure.is_wanted(form)
            else not measure.answers(outcomes[form.typed])
        )
    ]


def to_markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a table of Markdown, the first one its head."""
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


if __name__ == "__main__":
    print(to_markdown(build_score_rows()), to_markdown(build_kind_rows()), sep="\n\n")
