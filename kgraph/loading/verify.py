"""Check a dataset's passages against a copy of the text they were read in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kgraph.records import Dataset, DatasetInfo, Locator
from kgraph.text import iter_passages, text_digest

PassageState = Literal["match", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class PassageCheck:
    """How one passage that claims were read in compares with a copy of the text.

    `match`: its digest is that of the sentence at the same place. `moved`: of the sentence at `found_at`
    only. `changed`: of no sentence, so that the claims read in it must be read again.
    """

    paragraph: int
    sentence: int
    state: PassageState
    found_at: tuple[int, int] | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """All passages in their order, and what else is in the copy.

    `uncovered` are sentences of the copy that no claim was read in, other than those that stand in the place
    of a changed one. `same_text` is None where the dataset has no digest of the whole text.
    """

    source: str
    passages: tuple[PassageCheck, ...]
    uncovered: tuple[tuple[int, int], ...]
    same_text: bool | None

    @property
    def ok(self) -> bool:
        """Whether every passage matches where it stands."""
        return all(passage.state == "match" for passage in self.passages)


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A sentence that a claim was read in, and its digest."""

    claim: str
    source: str
    locator: Locator
    digest: str


def verify_text(dataset: Dataset, text: str) -> Verification:
    """Compare the passages of the dataset's carrying source with `text`, a copy of it.

    Raises:
        ValueError: the dataset has no carrying source, or none of its claims was read in it.
    """
    read = (
        ReadPassage(claim.id, evidence.source, evidence.locator, evidence.digest)
        for claim in dataset.claims
        for evidence in claim.evidence
    )
    return verify_passages(dataset.info, read, text)


def verify_passages(info: DatasetInfo, read: Iterable[ReadPassage], text: str) -> Verification:
    """Compare passages of a dataset with `text` as `verify_text` does; those that were not read in it do not count.

    Raises:
        ValueError: the dataset has no carrying source, or none of the passages was read in it.
    """
    claims: dict[tuple[int, int], list[str]] = {}
    digests: dict[tuple[int, int], str] = {}
    for each in read:
        locator = each.locator
        if each.source == info.carrying_source and locator.paragraph is not None and locator.sentence is not None:
            place = (locator.paragraph, locator.sentence)
            claims.setdefault(place, []).append(each.claim)
            digests[place] = each.digest
    if info.carrying_source is None or not claims:
        raise ValueError(f"dataset {info.id} names no text that its claims were read in, sentence by sentence")
    found = {(passage.paragraph, passage.sentence): passage.digest for passage in iter_passages(text)}
    places = {digest: place for place, digest in reversed(found.items())}
    checks = []
    for place in sorted(claims):
        moved_to = places.get(digests[place])
        state: PassageState = "match" if found.get(place) == digests[place] else "moved" if moved_to else "changed"
        checks.append(PassageCheck(*place, state, moved_to if state == "moved" else None, tuple(claims[place])))
    known = set(digests.values())
    changed = {(check.paragraph, check.sentence) for check in checks if check.state == "changed"}
    uncovered = sorted(place for place, digest in found.items() if digest not in known and place not in changed)
    return Verification(
        source=info.carrying_source,
        passages=tuple(checks),
        uncovered=tuple(uncovered),
        same_text=None if info.text_digest is None else info.text_digest == text_digest(text),
    )
