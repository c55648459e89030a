"""Problems that are found before their turn comes in the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.loading.problems import MAX_PROBLEMS, Problems, show_value


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of a record in the file with a stem. `known`: the words of which those that come near are named."""

    stem: str
    record: str
    field: str
    value: str | None
    message: str
    known: Iterable[str] = ()


class Findings:
    """The first of the findings of one kind of check, in their order, and the count of them all."""

    def __init__(self) -> None:
        self.count = 0
        self._kept: list[tuple[int, Finding]] = []
        self._order = 0

    def next_order(self) -> int:
        """Return the place in the order of what may turn out to be wrong only later."""
        self._order += 1
        return self._order

    def add(self, finding: Finding, order: int | None = None) -> None:
        """Take in a finding: the next one, or one whose place in the order was kept for it."""
        self.count += 1
        self._kept.append((self.next_order() if order is None else order, finding))
        # Not cut each time, since what comes in by its order makes it necessary to sort.
        if len(self._kept) >= 2 * MAX_PROBLEMS:
            self._cut()

    def report(self, problems: Problems, file_names: dict[str, str]) -> None:
        """Hand all of them over. Only now is looked for what comes near, and only for those that are kept."""
        self._cut()
        for _, finding in self._kept:
            file = file_names.get(finding.stem, f"{finding.stem}.json")
            value = None if finding.value is None else show_value(finding.value)
            nearest = problems.nearest(finding.value, finding.known) if finding.value is not None else ()
            problems.add(
                file, finding.message, record=finding.record, field=finding.field, value=value, nearest=nearest
            )
        problems.skip(self.count - len(self._kept))

    def _cut(self) -> None:
        self._kept.sort(key=lambda ordered: ordered[0])
        del self._kept[MAX_PROBLEMS:]
