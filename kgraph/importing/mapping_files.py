"""Find a mapping, one's own or one that ships, and read it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kgraph.errors import Problem
from kgraph.importing.errors import ImportRefused
from kgraph.importing.mapping import Mapping
from kgraph.loading.messages import plain_message
from kgraph.loading.problems import show_value
from kgraph.names import nearest_words
from kgraph.records.base import Record

SHIPPED = Path(__file__).resolve().parent.parent / "mappings"
# Not a file of `mappings`: see `kgraph.importing.followthemoney.mapping`.
FOLLOWTHEMONEY = "followthemoney"
# A mapping may list the codes of many names; what is larger is something else.
MAX_MAPPING_BYTES = 8 * 2**20


def shipped_mappings() -> tuple[str, ...]:
    """Return the names that can stand for a mapping, in their order."""
    return tuple(sorted([FOLLOWTHEMONEY, *(file.stem for file in SHIPPED.glob("*.toml"))]))


def find_mapping(given: str) -> Path:
    """Return the file of a mapping: a path, or the name of one that ships.

    Raises:
        ImportRefused: there is no such file, and no such name.
    """
    path = Path(given)
    names = shipped_mappings()
    # A folder of that name, such as the one that the last import has made, is not in the way.
    if given in names and not path.is_file():
        return SHIPPED / f"{given}.toml"
    if path.suffix or len(path.parts) != 1 or path.exists():
        return path
    message = f"is neither a file nor a mapping that ships ({', '.join(names)})"
    raise ImportRefused(given, [Problem(given, None, None, None, message, tuple(nearest_words(given, names)))])


def load_mapping(path: Path) -> Mapping:
    """Return the mapping in a TOML file.

    Raises:
        ImportRefused: it cannot be read, is no TOML, or is no mapping; with every field that is wrong.
    """
    name = path.name or str(path)
    try:
        return Mapping.model_validate(_read_toml(path, name))
    except ValidationError as error:
        problems = [_to_problem(name, detail) for detail in error.errors(include_url=False)]
        raise ImportRefused(str(path), problems) from error


def _read_toml(path: Path, name: str) -> dict[str, Any]:
    try:
        if path.is_dir():
            raise _refuse(path, name, "is a folder, not a file")
        with path.open("rb") as file:
            raw = file.read(MAX_MAPPING_BYTES + 1)
        if len(raw) > MAX_MAPPING_BYTES:
            raise _refuse(path, name, f"is larger than {MAX_MAPPING_BYTES:,} bytes, so that it is no mapping")
        return tomllib.loads(raw.decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise _refuse(path, name, "there is no such file") from error
    except OSError as error:
        raise _refuse(path, name, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _refuse(path, name, f"is no text in UTF-8: byte {error.start + 1} cannot be read") from error
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise _refuse(path, name, f"is not TOML: {reason}") from error


def _refuse(path: Path, name: str, message: str) -> ImportRefused:
    return ImportRefused(str(path), [Problem(name, None, None, None, message)])


def _to_problem(file: str, detail: ErrorDetails) -> Problem:
    field = ".".join(map(str, detail["loc"])) or None
    value = None if detail["type"] in ("missing", "extra_forbidden") else show_value(detail["input"])
    message = plain_message(detail)
    nearest: Sequence[str] = ()
    if detail["type"] == "extra_forbidden":
        owner = _model_at(detail["loc"][:-1])
        message = "is not a key of a mapping" if owner is Mapping else "is not a key of this table"
        nearest = nearest_words(str(detail["loc"][-1]), owner.model_fields) if owner else ()
    return Problem(file, None, field, value, message, tuple(nearest))


def _model_at(path: Sequence[int | str]) -> type[Record] | None:
    """Return the model of the table that lies at `path` in a mapping."""
    kind: Any = Mapping
    for step in path:
        kind = _without_none(kind)
        if isinstance(kind, type) and issubclass(kind, Record):
            kind = kind.model_fields[str(step)].annotation
        elif get_origin(kind) is dict:
            kind = get_args(kind)[1]
        elif get_origin(kind) is tuple:
            kind = get_args(kind)[0]
    kind = _without_none(kind)
    return kind if isinstance(kind, type) and issubclass(kind, Record) else None


def _without_none(kind: Any) -> Any:
    members = [member for member in get_args(kind) if member is not type(None)]
    return members[0] if type(None) in get_args(kind) and members else kind
