"""Every error that kgraph raises on purpose.

    KGraphError
    ├── DatasetError            a dataset that cannot be used; carries all of its problems
    ├── SnapshotError           a snapshot that is not to be trusted
    ├── InvalidSetting          an environment variable that holds what its setting cannot take
    ├── InvalidDate             a text that is no EDTF date of the supported levels
    ├── MissingLibrary          a library that is needed for this alone, and is not installed
    ├── ServiceError            a service that cannot be reached, or whose answer is none that kgraph can use
    └── QueryError              a question that cannot be answered as it was asked
        ├── NotFound            no record has that id or name
        ├── Removed             the id of a record that was removed; carries the reason
        ├── AmbiguousName       a name that several entities bear
        ├── UnknownWord         a word that a closed vocabulary does not hold
        ├── InvalidParameter    a value out of bounds, malformed, or at odds with another
        └── InvalidCursor       a cursor that cannot be read
            └── StaleCursor     a cursor that another dataset version handed out

Nothing here knows of HTTP or of exit statuses: `api.problems` and `kgraph.cli.errors` hold one table each.
A message names the thing, the value and the place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


def _restore(kind: type[KGraphError], message: tuple[Any, ...], members: dict[str, Any]) -> KGraphError:
    error = kind.__new__(kind, *message)
    error.__dict__.update(members)
    return error


class KGraphError(Exception):
    """The root of the tree: catch it to catch everything kgraph raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what is pickled: as it is, where Python would call the constructor with the message alone."""
        return _restore, (type(self), self.args, self.__dict__)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a dataset, and where.

    `record` is the record's id, or its place in the file where it has none; `field` is a dotted path
    inside the record; `nearest` are known ids or words that resemble the value.
    """

    file: str
    record: str | None
    field: str | None
    value: str | None
    message: str
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.record, self.field) if part)
        value = f" (is {self.value})" if self.value is not None else ""
        nearest = f"; did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        return f"{place}: {self.message}{value}{nearest}"


class DatasetError(KGraphError):
    """A dataset that cannot be used.

    `problems` holds what was found, in the order of the files; `count` is how many there are in all,
    which is more where the list was cut.
    """

    def __init__(self, path: str, problems: Sequence[Problem], count: int | None = None) -> None:
        self.path = path
        self.problems = tuple(problems)
        self.count = len(self.problems) if count is None else count
        super().__init__(f"{path} is not a usable dataset: {self.count} problem{'s' * (self.count != 1)}")


class SnapshotError(KGraphError):
    """A snapshot that is not to be trusted: no snapshot at all, damaged, cut off, stale, or of another version."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"The snapshot {path} {reason}.")


class InvalidSetting(KGraphError):
    """An environment variable that holds what its setting cannot take."""

    def __init__(self, variable: str, value: str, reason: str) -> None:
        self.variable = variable
        self.value = value
        self.reason = reason
        super().__init__(f"The environment variable {variable} holds {value!r}: {reason}.")


class InvalidDate(KGraphError, ValueError):
    """A text that is not an EDTF date of the supported levels, or names a day that does not exist."""

    def __init__(self, value: str, reason: str) -> None:
        self.value = value
        self.reason = reason
        super().__init__(f"{value!r} is not a date kgraph can read: {reason}")


class MissingLibrary(KGraphError, ImportError):
    """A library that is needed for one thing alone, and is not installed.

    `libraries` are those that would do, any of them.
    """

    def __init__(self, purpose: str, libraries: Sequence[str]) -> None:
        self.libraries = tuple(libraries)
        commands = " or ".join(f"pip install {library}" for library in libraries)
        super().__init__(f"{purpose} needs {' or '.join(libraries)}, not installed here: {commands}")


class ServiceError(KGraphError):
    """A service that cannot be reached, that fails, or whose answer is none that this version of kgraph can use.

    `url` is what was asked, `status` the status that it was answered with, if any, and `problem` what the service
    said of it (RFC 9457), if it did.
    """

    def __init__(
        self, url: str, reason: str, *, status: int | None = None, problem: Mapping[str, Any] | None = None
    ) -> None:
        self.url = url
        self.reason = reason
        self.status = status
        self.problem = problem
        super().__init__(f"The service at {url} {reason}")


class QueryError(KGraphError):
    """A question that cannot be answered as it was asked.

    `parameter` is the word of the query that is at fault, `value` what was given for it, and
    `suggestions` what could be meant instead, best first. `problem` is what a service said of it (RFC 9457), where one
    was asked.
    """

    code = "bad-query"
    problem: Mapping[str, Any] | None = None

    def __init__(
        self,
        message: str,
        *,
        parameter: str | None = None,
        value: str | None = None,
        suggestions: Sequence[str] = (),
    ) -> None:
        self.parameter = parameter
        self.value = value
        self.suggestions = tuple(suggestions)
        super().__init__(message)


class NotFound(QueryError):
    """No record has that id, or no entity has that name."""

    code = "not-found"

    def __init__(self, kind: str, value: str, *, parameter: str | None = None, suggestions: Sequence[str] = ()) -> None:
        self.kind = kind
        message = f"There is no {kind} {value!r} in this dataset."
        super().__init__(message, parameter=parameter, value=value, suggestions=suggestions)


class Removed(QueryError):
    """The id of a record that earlier versions of the dataset had, and that was removed without a successor.

    No kind of `NotFound`: it is known what it was, and nothing near it is meant. `reason` says why it went;
    `last_id` is the id that it had last, if it was merged into others before.
    """

    code = "removed"

    def __init__(
        self, kind: str, value: str, reason: str, *, last_id: str | None = None, parameter: str | None = None
    ) -> None:
        self.kind = kind
        self.reason = reason
        self.last_id = value if last_id is None else last_id
        merged = "" if self.last_id == value else f"was merged into {self.last_id!r}, which "
        stop = "" if reason.endswith((".", "!", "?", "…")) else "."
        message = f"The {kind} {value!r} {merged}has been removed from this dataset: {reason}{stop}"
        super().__init__(message, parameter=parameter, value=value)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the entities that an ambiguous name may mean."""

    id: str
    name: str
    type: str


class AmbiguousName(QueryError):
    """A name that several entities bear: it is not guessed which one is meant."""

    code = "ambiguous-name"

    def __init__(self, value: str, candidates: Sequence[Candidate], *, parameter: str | None = None) -> None:
        self.candidates = tuple(candidates)
        names = ", ".join(f"{candidate.id} ({candidate.name})" for candidate in self.candidates)
        super().__init__(
            f"{value!r} may mean several entities: {names}. Give the id of the one you mean.",
            parameter=parameter,
            value=value,
            suggestions=[candidate.id for candidate in self.candidates],
        )


class UnknownWord(QueryError):
    """A word that a closed vocabulary does not hold; `words` are all that it holds, where these are few."""

    code = "unknown-word"

    def __init__(
        self, parameter: str, value: str, *, suggestions: Sequence[str] = (), words: Sequence[str] = ()
    ) -> None:
        known = f": it has {', '.join(words)}" if words else ""
        super().__init__(
            f"{value!r} is not a word of the vocabulary for {parameter}{known}.",
            parameter=parameter,
            value=value,
            suggestions=suggestions,
        )


class InvalidParameter(QueryError):
    """A value that is out of bounds, malformed, or at odds with another."""

    code = "invalid-parameter"


class InvalidCursor(InvalidParameter):
    """A cursor that cannot be read, or belongs to another query."""

    code = "invalid-cursor"


class StaleCursor(InvalidCursor):
    """A cursor that another version of the dataset handed out: the list must be read from its start."""

    code = "stale-cursor"
