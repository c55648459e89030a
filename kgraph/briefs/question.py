"""What a brief is asked about: who or from whom to whom, under which filters, and how to ask the same again."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from kgraph.answers.answer import Answer, QueryEcho, ResolvedName
from kgraph.answers.views import EntityRef, Path
from kgraph.briefs.brief import BriefKind
from kgraph.errors import InvalidParameter
from kgraph.filters import Filters, filter_specs
from kgraph.queries.naming import resolve_entity
from kgraph.queries.parameters import MAX_LIMIT, parse_filters, parse_number
from kgraph.queries.paths import DEFAULT_MAX_HOPS, find_paths
from kgraph.queries.views import build_list_url
from kgraph.stores import Store

DEFAULT_CLAIMS = 60
MAX_CLAIMS = MAX_LIMIT
DEFAULT_PATHS = 1
# More paths than this are a list, and no note that somebody reads.
MAX_PATHS = 10
MAX_ABOUT = 2
PATH = "/v1/brief"
_OF_PATHS = ("k", "max_hops", "via", "avoid")


@dataclass(frozen=True, slots=True)
class BriefQuestion:
    """A checked question.

    `names` are all names that were resolved, those of the entities first. Of a path `asked` are the parameters of the
    search, and `found` is what it found; the filters are then those that paths take, else those of claims.
    """

    kind: BriefKind
    entities: tuple[EntityRef, ...]
    filters: Filters
    limit: int
    asked: Mapping[str, Any]
    names: tuple[ResolvedName, ...]
    found: Answer[Path] | None = None

    @property
    def echo(self) -> QueryEcho:
        """The question as it was understood."""
        parameters = {**dict(self._ends), **self.asked, **self.filters.given, "limit": self.limit}
        if self.kind != "path":
            parameters["about"] = [entity.id for entity in self.entities]
        return QueryEcho(parameters=parameters, names=self.names)

    @property
    def url(self) -> str:
        """The question as a relative URL, with ids for names; defaults are left out."""
        return f"{PATH}?{urlencode([*self._ends, *self._rest])}"

    @property
    def command(self) -> str:
        """The question as a command line, with ids for names; defaults are left out."""
        words = ["kgraph", "brief"]
        words += [id_ for name, id_ in self._ends if name == "about"]
        options = [*(pair for pair in self._ends if pair[0] != "about"), *self._rest]
        words += [word for name, value in options for word in (f"--{name.replace('_', '-')}", value)]
        return shlex.join(words)

    @property
    def _ends(self) -> list[tuple[str, str]]:
        names = ("from", "to") if self.kind == "path" else ("about", "about")
        return [(name, entity.id) for name, entity in zip(names, self.entities, strict=False)]

    @property
    def _rest(self) -> list[tuple[str, str]]:
        defaults = {"k": DEFAULT_PATHS, "max_hops": DEFAULT_MAX_HOPS}
        pairs = [
            (name, str(item))
            for name, value in self.asked.items()
            if value != defaults.get(name)
            for item in (value if isinstance(value, (list, tuple)) else [value])
        ]
        # The one place that knows how a filter is written in a URL.
        pairs += parse_qsl(build_list_url("", self.filters).removeprefix("?"))
        if self.limit != DEFAULT_CLAIMS:
            pairs.append(("limit", str(self.limit)))
        return pairs


def read_question(
    store: Store,
    *,
    about: Iterable[str] | str,
    from_: str | None,
    to: str | None,
    limit: Any,
    search: Mapping[str, Any],
    given: Mapping[str, Any],
) -> BriefQuestion:
    """Return what is asked for, checked; `search` holds the parameters of a search for paths, None where not given.

    Raises:
        InvalidParameter: neither one or two entities nor both ends are given, or both; or what belongs to paths alone.
    """
    wanted = [about] if isinstance(about, str) else list(about)
    most = parse_number("limit", limit, 1, MAX_CLAIMS)
    # The filters of paths are among those of claims, so that all are checked alike.
    parsed = parse_filters(store, "claims", given)
    if not wanted:
        of_paths = {name: value for name, value in given.items() if name in parsed.filters.given}
        _refuse_others(of_paths, filter_specs("paths"), "is about claims: it does not go with from and to")
        return _read_path(store, from_, to, most, search, of_paths)
    if len(wanted) > MAX_ABOUT:
        raise InvalidParameter(f"about takes one entity or two, not {len(wanted)}.", parameter="about")
    names = [resolve_entity(store, each, "about") for each in wanted]
    entities = tuple(name.entity for name in names)
    if len({entity.id for entity in entities}) < len(entities):
        raise InvalidParameter(
            "The same entity is named twice.",
            parameter="about",
            value=entities[0].id,
        )
    ends = {name: value for name, value in (("from", from_), ("to", to)) if value is not None}
    _refuse_others(ends, (), "does not go with about: a brief is about one entity or two, or leads from one to another")
    chosen = {name: value for name, value in search.items() if value not in (None, (), [])}
    _refuse_others(chosen, (), "is about paths: it goes with from and to")
    kind: BriefKind = "entity" if len(entities) == 1 else "pair"
    return BriefQuestion(kind, entities, parsed.filters, most, {}, (*names, *parsed.names))


def _refuse_others(given: Mapping[str, Any], allowed: Collection[str], why: str) -> None:
    for name in given:
        if name not in allowed:
            raise InvalidParameter(f"{name} {why}.", parameter=name)


def _read_path(
    store: Store,
    from_: str | None,
    to: str | None,
    limit: int,
    search: Mapping[str, Any],
    filters: Mapping[str, Any],
) -> BriefQuestion:
    if from_ is None and to is None:
        message = "Say what the brief is about: one entity or two by about, or a path by from and to."
        raise InvalidParameter(message, parameter="about")
    if from_ is None or to is None:
        missing = "from" if from_ is None else "to"
        raise InvalidParameter(f"A path has two ends: {missing} is missing.", parameter=missing)
    start, end = resolve_entity(store, from_, "from").entity.id, resolve_entity(store, to, "to").entity.id
    if start == end:
        raise InvalidParameter(f"Both ends of the path are the same entity, {end}.", parameter="to", value=end)
    k = parse_number("k", DEFAULT_PATHS if search.get("k") is None else search["k"], 1, MAX_PATHS)
    chosen = {name: search[name] for name in _OF_PATHS[1:] if search.get(name) is not None}
    found = find_paths(store, from_, to, k=k, claims_per_hop=0, **chosen, **filters)
    echo = found.query
    return BriefQuestion(
        kind="path",
        entities=tuple(name.entity for name in echo.names[:2]),
        filters=parse_filters(store, "paths", filters).filters,
        limit=limit,
        asked={name: echo.parameters[name] for name in _OF_PATHS if name in echo.parameters},
        names=echo.names,
        found=found,
    )
