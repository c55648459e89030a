"""Lists that can be read on from where they left off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from kgraph.answers.answer import Answer, continue_by

P = ParamSpec("P")
A = TypeVar("A", bound=Answer[Any])


def paged(method: Callable[P, A]) -> Callable[P, A]:
    """Let each answer of a method that takes a `cursor` ask for the part of the list that follows it."""

    @wraps(method)
    def ask(*args: P.args, **kwargs: P.kwargs) -> A:
        kept, named = keep_arguments(args, kwargs)
        answer = method(*kept, **named)
        if answer.next_cursor is not None:
            continue_by(answer, lambda cursor: ask(*kept, **{**named, "cursor": cursor}))
        return answer

    return ask


def keep_arguments(args: Iterable[Any], kwargs: Mapping[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return arguments of which none can be read once only: the question is asked again for the next part of a list."""
    return tuple(map(_keep, args)), {name: _keep(each) for name, each in kwargs.items()}


def _keep(value: Any) -> Any:
    return tuple(value) if isinstance(value, Iterator) else value
