"""Every method, and the path that answers it: one table for the client that waits and the one that is waited for.

The signatures are those of `KnowledgeGraph`, whose methods are handed in: they cannot drift apart.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, get_type_hints, overload

from kgraph.answers.answer import Answer, ResolvedName, continue_by
from kgraph.client.exchange import Reply, Request, Steps, ask
from kgraph.client.parameters import bind_arguments, can_stand_in_path, quote_segment, to_pairs
from kgraph.client.reading import read_answer, read_object, validate
from kgraph.errors import QueryError
from kgraph.knowledge_graph.paging import keep_arguments
from kgraph.queries.lookup import check_queries
from kgraph.queries.naming import check_text

if TYPE_CHECKING:
    from kgraph.client.asynchronous import AsyncRemoteGraph
    from kgraph.client.remote import RemoteGraph

P = ParamSpec("P")
T = TypeVar("T")
_PLACE = re.compile(r"\{(\w+)\}")
# What the service calls a place in a path, where the method has another word for it.
_PLACE_WORDS = {"source": "id"}
# What else finds the record that a path names, for an id or a name that cannot stand in one.
_OTHERWISE = {"/v1/entities": "about", "/v1/claims": "id", "/v1/sources": "source"}


class Ask(Generic[P, T]):
    """A method of a remote graph: a question to one path.

    On a `RemoteGraph` it returns what the method of `KnowledgeGraph` returns, on an `AsyncRemoteGraph` what is to be
    awaited for it.
    """

    def __init__(
        self, method: Callable[Concatenate[Any, P], T], path: str, fixed: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Take the method whose place this takes, the path, and the parameters that are always sent with it."""
        self.method = method
        self.path = path
        self.fixed = fixed

    # Words of the service in place of which the method has others.
    renamed: frozenset[str] = frozenset()

    @functools.cached_property
    def kind(self) -> Any:
        """The class of what is returned."""
        return get_type_hints(self.method)["return"]

    @overload
    def __get__(self, instance: None, owner: type) -> Ask[P, T]: ...
    @overload
    def __get__(self, instance: RemoteGraph, owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, instance: AsyncRemoteGraph, owner: type) -> Callable[P, Awaitable[T]]: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        """Return the method of a remote graph."""
        if instance is None:
            return self

        def call(*args: Any, **kwargs: Any) -> Any:
            return instance.take(self.iter_steps(instance, *keep_arguments(args, kwargs)))

        return _call_like(self.method, call)

    def bind(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments of a call by the words of the service."""
        return bind_arguments(self.method, args, kwargs)

    def iter_steps(self, remote: Remote, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Steps[T]:
        """Ask the question of a call, and return its answer."""
        arguments = self.bind(args, kwargs)
        place = _PLACE.search(self.path)
        path = self.path
        names: tuple[ResolvedName, ...] = ()
        if place is not None:
            given = arguments.pop(place[1])
            word = _PLACE_WORDS.get(place[1], place[1])
            check_text(given, word)
            if not can_stand_in_path(given):
                names = yield from _resolve_otherwise(remote, self.path, word, given)
                given = names[0].entity.id
            path = self.path.replace(place[0], quote_segment(given))
        reply = yield from remote.iter_asking(
            Request(path, (*self.fixed, *to_pairs(arguments, self.method, self.renamed)))
        )
        if reply.redirected and place is not None and place[1] == "entity":
            names = yield from _resolve_otherwise(remote, self.path, place[1], given)
        answer: T = read_answer(self.kind, reply)
        if isinstance(answer, Answer):
            again = self.__get__(remote, type(remote))  # type: ignore[call-overload]  # it is one of the two remote graphs
            finished: T = _finish(answer, names, lambda cursor: again(*args, **{**kwargs, "cursor": cursor}))
            return finished
        return answer


def _finish(answer: Any, names: tuple[ResolvedName, ...], ask_from: Callable[[str], Any]) -> Any:
    """Tell an answer which name stood in the path, as what was asked there was the id, and how to read on."""
    if names:
        others = (each for each in answer.query.names if each.parameter != names[0].parameter)
        query = answer.query.model_copy(update={"names": (*names, *others)})
        answer = answer.model_copy(update={"query": query})
    if answer.next_cursor is not None:
        continue_by(answer, ask_from)
    return answer


def _resolve_otherwise(remote: Remote, path: str, parameter: str, given: str) -> Steps[tuple[ResolvedName, ...]]:
    """Find by a parameter what the path would have named, and say of errors that it was the path."""
    word = _OTHERWISE[path.partition("/{")[0]]
    try:
        reply = yield from remote.iter_asking(Request("/v1/claims", ((word, given), ("limit", "1"))))
    except QueryError as error:
        error.parameter = parameter
        raise
    names = read_object(reply.content, reply.url)["query"]["names"]
    return tuple(
        validate(ResolvedName, {**each, "parameter": parameter}, reply.url)
        for each in names
        if each["parameter"] == word
    )


class AskByBody(Ask[P, T]):
    """A question that is posted: names by keys."""

    def iter_steps(self, remote: Remote, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Steps[T]:
        """Ask the question of a call, and return its answer."""
        queries = bind_arguments(self.method, args, kwargs)["queries"]
        check_queries(queries)
        reply = yield from remote.iter_asking(Request(self.path, method="POST", json={"queries": dict(queries)}))
        answer: T = read_answer(self.kind, reply)
        return answer


class Remote:
    """What both remote graphs know: where the service is, and how it is asked."""

    url: str
    retries: int
    # The version that the last answer was of.
    seen_version: str | None = None

    def iter_asking(self, request: Request) -> Steps[Reply]:
        """Ask, again if it may help, and return the reply."""
        reply = yield from ask(request, self.url, self.retries)
        self.seen_version = reply.headers.get("dataset-version", self.seen_version)
        return reply


def _call_like(method: Callable[..., Any], call: Callable[..., Any]) -> Callable[..., Any]:
    """Give a function the name, the description and the parameters of a method, whose first is the graph itself."""
    for name in ("__name__", "__qualname__", "__doc__"):
        setattr(call, name, getattr(method, name))
    signature = inspect.signature(method)
    call.__signature__ = signature.replace(parameters=list(signature.parameters.values())[1:])  # type: ignore[attr-defined]  # functions may have one
    return call
