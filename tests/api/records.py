"""What filters should find, worked out from the dataset's files without any code of kgraph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from tests.date_meaning import is_certain, is_possible, read_window

Json = dict[str, Any]
Given = dict[str, list[str]]
# Filters that change what a claim rests on: of several values, each takes something away.
EXCLUDING = ("exclude_outlet", "exclude_source")
OF_AMOUNTS = ("value", "value_min", "value_max", "unit")
OF_DATES = ("date", "date_match", "known_as_of")
OF_PLACES = ("paragraph", "sentence")


class Records:
    """The dataset's files, by id, and the derived properties of a claim that filters ask for."""

    def __init__(self, data: Json) -> None:
        self.relations: list[Json] = data["relations"]
        self.claims: list[Json] = [claim for claim in self.relations if claim.get("rank") != "deprecated"]
        self.entities: dict[str, Json] = {entity["id"]: entity for entity in data["entities"]}
        self.sources: dict[str, Json] = {source["id"]: source for source in data["sources"]}
        self.topic_of = {each["id"]: each["topic"] for each in data["predicates"]["predicates"]}
        self.tying = {role["id"] for role in data["predicates"]["roles"] if role["ties"]}
        self.words = data["predicates"]

    def find(self, *pairs: tuple[str, Any]) -> dict[str, Json]:
        """Return the claims that pass all filters, by id, each with the evidence that they leave it."""
        given: Given = defaultdict(list)
        for name, value in pairs:
            given[name].append(str(value))
        passing = (claim for claim in self.without(given) if self._passes(claim, given))
        return {claim["id"]: claim for claim in sorted(passing, key=lambda claim: str(claim["id"]))}

    def without(self, given: Given) -> Iterator[Json]:
        """Yield the claims as if nobody had cited or read what is excluded."""
        outlets, sources = set(given.get("exclude_outlet", ())), set(given.get("exclude_source", ()))
        for claim in self.relations:
            left = []
            for each in claim["evidence"]:
                cites = [
                    cite
                    for cite in each["cites"]
                    if cite["id"] not in sources and self.sources[cite["id"]]["outlet"] not in outlets
                ]
                is_bare = not each["cites"] and self.sources[each["source"]]["outlet"] not in outlets
                if each["source"] not in sources and (cites or is_bare):
                    left.append({**each, "cites": cites})
            if left:
                yield {**claim, "evidence": left}

    def _passes(self, claim: Json, given: Given) -> bool:
        if claim.get("rank", "normal") not in given.get("rank", ("normal", "preferred")):
            return False
        tests = {
            "type": lambda value: value in self.types(claim),
            "topic": lambda value: value in self.topics(claim),
            "predicate": lambda value: claim["predicate"] == value,
            "status": lambda value: claim["status"] == value,
            "polarity": lambda value: claim["polarity"] == value,
            "basis": lambda value: claim["basis"] == value,
            "hedged": lambda value: (claim["hedge"] is not None) == (value == "true"),
            "speaker": lambda value: claim["speaker"] == value,
            "outlet": lambda value: value in self.outlets(claim),
            "source": lambda value: self.rests_on(claim, value),
            "min_outlets": lambda value: len(self.outlets(claim)) >= int(value),
            "about": lambda value: value in self.named(claim),
            "subject": lambda value: claim["subject"] == value,
            "object": lambda value: claim["object"].get("entity") == value,
            "q": lambda value: set(value.lower().split()) <= self.words_of(claim),
        }
        grouped = {*EXCLUDING, *OF_AMOUNTS, *OF_DATES, *OF_PLACES, "rank"}
        return (
            all(any(map(tests[name], values)) for name, values in given.items() if name not in grouped)
            and self._has_amount(claim, given)
            and self._holds_then(claim, given)
            and self._stands_there(claim, given)
        )

    def _has_amount(self, claim: Json, given: Given) -> bool:
        """One and the same amount passes all filters of amounts."""
        if not given.keys() & set(OF_AMOUNTS):
            return True
        values = [each["value"] for each in self.contents(claim) if each.get("value")]
        return any(
            Decimal(str(value["amount"])) in (map(Decimal, given.get("value", [str(value["amount"])])))
            and all(Decimal(str(value["amount"])) >= Decimal(least) for least in given.get("value_min", ()))
            and all(Decimal(str(value["amount"])) <= Decimal(most) for most in given.get("value_max", ()))
            and value.get("unit") in given.get("unit", [value.get("unit")])
            for value in values
            if value.get("amount") is not None
        )

    def _holds_then(self, claim: Json, given: Given) -> bool:
        certain = given.get("date_match") == ["certain"]
        meets = is_certain if certain else is_possible
        for text in given.get("date", ()):
            if claim["valid"] is None or not meets(claim["valid"], read_window(text)):
                return False
        for text in given.get("known_as_of", ()):
            window = read_window(f"../{text}")
            dates = [self.sources[id_]["date"] for id_ in self.supports(claim)]
            if not any(meets(date, window) if date is not None else not certain for date in dates):
                return False
        return True

    def _stands_there(self, claim: Json, given: Given) -> bool:
        return any(
            str(paragraph) in given.get("paragraph", [str(paragraph)])
            and str(sentence) in given.get("sentence", [str(sentence)])
            for paragraph, sentence in self.places(claim)
        )

    def contents(self, claim: Json) -> list[Json]:
        return [claim["object"], *claim.get("qualifiers", ())]

    def types(self, claim: Json) -> set[str]:
        ends = {claim["subject"], claim["object"].get("entity")} - {None}
        return {self.entities[end]["type"] for end in ends}

    def topics(self, claim: Json) -> set[str]:
        return set(claim.get("topics") or [self.topic_of[claim["predicate"]]])

    def supports(self, claim: Json) -> set[str]:
        return {
            id_ for each in claim["evidence"] for id_ in ([cite["id"] for cite in each["cites"]] or [each["source"]])
        }

    def outlets(self, claim: Json) -> set[str]:
        return {self.sources[id_]["outlet"] for id_ in self.supports(claim)}

    def named(self, claim: Json) -> set[str]:
        return {claim["subject"], *(each["entity"] for each in self.contents(claim) if each.get("entity"))}

    def targets(self, claim: Json) -> set[str]:
        """The entities that the claim's edges run to, if it makes any."""
        tying = [each for each in claim.get("qualifiers", ()) if each["role"] in self.tying]
        return {each["entity"] for each in [claim["object"], *tying] if each.get("entity")}

    def places(self, claim: Json) -> set[tuple[int, int]]:
        return {(each["locator"]["paragraph"], each["locator"]["sentence"]) for each in claim["evidence"]}

    def words_of(self, claim: Json) -> set[str]:
        return set(re.findall(r"[a-z]+|\d+(?:\.\d+)?", claim["statement"].lower()))

    def runs_between(self, claim: Json, one: str, other: str) -> bool:
        return any(
            claim["subject"] == start and end in self.targets(claim) for start, end in ((one, other), (other, one))
        )

    def rests_on(self, claim: Json, source: str) -> bool:
        return any(source in {each["source"], *(cite["id"] for cite in each["cites"])} for each in claim["evidence"])

    def find_ties(self, entity: str, claims: Iterable[Json]) -> dict[str, list[Json]]:
        """The affirmed claims among these that tie each other entity to this one."""
        ties: dict[str, list[Json]] = defaultdict(list)
        for claim in claims:
            if claim["polarity"] == "affirmed" and claim.get("rank") != "deprecated":
                ends = {(claim["subject"], target) for target in self.targets(claim)}
                for other in {b if a == entity else a for a, b in ends if entity in (a, b) and a != b}:
                    ties[other].append(claim)
        return ties

    def iter_filtered(self, *names: str) -> Iterator[tuple[str, str, set[str]]]:
        """Yield filters of claims, all or some, a value for it and the ids that it should find, for many values."""
        for name, value in self._iter_given():
            if not names or name in names:
                yield name, value, set(self.find((name, value)))

    def _iter_given(self) -> Iterator[tuple[str, str]]:
        for name, words in (("type", "entity_types"), ("topic", "topics"), ("unit", "units")):
            yield from ((name, term["id"]) for term in self.words[words])
        yield from (("predicate", predicate) for predicate in list(self.topic_of)[::7])
        for name in ("status", "polarity", "basis", "speaker"):
            yield from ((name, word) for word in sorted({claim[name] for claim in self.claims}))
        for outlet in sorted({source["outlet"] for source in self.sources.values()}):
            yield from (("outlet", outlet), ("exclude_outlet", outlet))
        for source in sorted(self.sources)[::4]:
            yield from (("source", source), ("exclude_source", source))
        yield from FURTHER
        yield from ((name, str(number)) for number in range(1, 12) for name in OF_PLACES)
        for entity in ("kazakhstan", "china", "bolat-nazarbayev"):
            yield from ((name, entity) for name in ("about", "subject", "object"))


FURTHER = [
    *(("hedged", value) for value in ("true", "false")),
    *(("min_outlets", value) for value in ("1", "2", "3", "4")),
    *(("rank", value) for value in ("preferred", "deprecated", "normal")),
    *(("date", value) for value in ("2022", "2023-05", "2023-05-17", "2023-09-28", "2024/..", "../2017", "../..")),
    *(("date_match", value) for value in ("certain", "possible")),
    *(("known_as_of", value) for value in ("2022", "2023-05", "2023-07-28", "2023-12")),
    *(("value", value) for value in ("19", "19.2", "19.20", "22000000000", "22", "2025", "80")),
    *(("value_min", value) for value in ("20", "30000000000")),
    *(("value_max", value) for value in ("4", "19.1")),
    *(("q", value) for value in ("oil", "WATER", "trade WITH", "19", "19.2", "22", "trade")),
]
