"""What filters should find, worked out from the dataset's files without any code of kgraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
Test = Callable[[Json], bool]


class Records:
    """The dataset's files, by id, and the derived properties of a claim that filters ask for."""

    def __init__(self, data: Json) -> None:
        self.claims: list[Json] = [claim for claim in data["relations"] if claim.get("rank") != "deprecated"]
        self.entities: dict[str, Json] = {entity["id"]: entity for entity in data["entities"]}
        self.sources: dict[str, Json] = {source["id"]: source for source in data["sources"]}
        self.topic_of = {each["id"]: each["topic"] for each in data["predicates"]["predicates"]}
        self.tying = {role["id"] for role in data["predicates"]["roles"] if role["ties"]}
        self.words = data["predicates"]

    def ids_where(self, test: Test) -> set[str]:
        return {claim["id"] for claim in self.claims if test(claim)}

    def types(self, claim: Json) -> set[str]:
        ends = {claim["subject"], claim["object"].get("entity")} - {None}
        return {self.entities[end]["type"] for end in ends}

    def topics(self, claim: Json) -> set[str]:
        return set(claim.get("topics") or [self.topic_of[claim["predicate"]]])

    def outlets(self, claim: Json) -> set[str]:
        ids = [
            id_ for each in claim["evidence"] for id_ in ([cite["id"] for cite in each["cites"]] or [each["source"]])
        ]
        return {self.sources[id_]["outlet"] for id_ in ids}

    def named(self, claim: Json) -> set[str]:
        contents = [claim["object"], *claim.get("qualifiers", ())]
        return {claim["subject"], *(each["entity"] for each in contents if each.get("entity"))}

    def targets(self, claim: Json) -> set[str]:
        """The entities that the claim's edges run to, if it makes any."""
        tying = [each for each in claim.get("qualifiers", ()) if each["role"] in self.tying]
        return {each["entity"] for each in [claim["object"], *tying] if each.get("entity")}

    def places(self, claim: Json) -> set[tuple[int, int]]:
        return {(each["locator"]["paragraph"], each["locator"]["sentence"]) for each in claim["evidence"]}

    def words_of(self, claim: Json) -> set[str]:
        return set(re.findall(r"[a-z]+", claim["statement"].lower()))

    def runs_between(self, claim: Json, one: str, other: str) -> bool:
        return any(
            claim["subject"] == start and end in self.targets(claim) for start, end in ((one, other), (other, one))
        )

    def rests_on(self, claim: Json, source: str) -> bool:
        return any(source in {each["source"], *(cite["id"] for cite in each["cites"])} for each in claim["evidence"])

    def count_neighbours(self, entity: str, among: set[str]) -> dict[str, int]:
        """How many affirmed claims among these tie each other entity to this one."""
        counts: dict[str, int] = {}
        for claim in self.claims:
            if claim["polarity"] == "affirmed" and claim["id"] in among:
                ends = {(claim["subject"], target) for target in self.targets(claim)}
                others = {b if a == entity else a for a, b in ends if entity in (a, b) and a != b}
                for other in others:
                    counts[other] = counts.get(other, 0) + 1
        return counts

    def iter_filtered(self) -> Iterator[tuple[str, str, set[str]]]:
        """Yield a filter of claims, a value for it and the ids that it should find, for many values of each."""
        for name, value, test in self._iter_tests():
            yield name, value, self.ids_where(test)

    def _iter_tests(self) -> Iterator[tuple[str, str, Test]]:
        yield from self._iter_word_tests()
        for outlet in sorted({source["outlet"] for source in self.sources.values()}):
            yield "outlet", outlet, lambda claim, value=outlet: value in self.outlets(claim)
        for speaker in sorted({claim["speaker"] for claim in self.claims}):
            yield "speaker", speaker, lambda claim, value=speaker: claim["speaker"] == value
        for hedged in ("true", "false"):
            yield "hedged", hedged, lambda claim, value=hedged: (claim["hedge"] is not None) == (value == "true")
        for word in ("oil", "WATER", "trade"):
            yield "q", word, lambda claim, value=word: value.lower() in self.words_of(claim)
        yield "q", "trade partner", lambda claim: {"trade", "partner"} <= self.words_of(claim)
        for number in range(1, 12):
            text = str(number)
            yield "paragraph", text, lambda claim, value=number: value in {place[0] for place in self.places(claim)}
            yield "sentence", text, lambda claim, value=number: value in {place[1] for place in self.places(claim)}
        for entity in ("kazakhstan", "china", "bolat-nazarbayev"):
            yield "about", entity, lambda claim, value=entity: value in self.named(claim)
            yield "subject", entity, lambda claim, value=entity: claim["subject"] == value
            yield "object", entity, lambda claim, value=entity: claim["object"].get("entity") == value

    def _iter_word_tests(self) -> Iterator[tuple[str, str, Test]]:
        for term in self.words["entity_types"]:
            yield "type", term["id"], lambda claim, value=term["id"]: value in self.types(claim)
        for term in self.words["topics"]:
            yield "topic", term["id"], lambda claim, value=term["id"]: value in self.topics(claim)
        for predicate in list(self.topic_of)[::7]:
            yield "predicate", predicate, lambda claim, value=predicate: claim["predicate"] == value
        for name in ("status", "polarity", "basis"):
            for word in sorted({claim[name] for claim in self.claims}):
                yield name, word, lambda claim, value=word, field=name: claim[field] == value
