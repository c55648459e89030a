"""What queries say in the words of REST, said in those of the shell: `max_hops=3` is typed as `--max-hops 3` here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kgraph.filters import filter_specs

# What was typed or read stands between quotes, and stays as it is.
_QUOTED = re.compile(r"""('[^']*'|"[^"]*")""")
_OTHER_OPTIONS = ("avoid", "change", "from", "hops", "id", "kind", "max_hops", "to", "via")
# After these words parameters are named, one or several of them.
_NAMING = re.compile(r"\b(leave out|[Ww]ithout|passes|for|goes with|go with|takes no) (\w+(?:(?:, | and | or )\w+)*)")
_SEVERAL_AT_HEAD = re.compile(r"^([a-z_]\w*)(?: and (\w+))?(?= )")
_PHRASES = (
    (re.compile(r"\bask for the claims instead"), "kgraph claims instead"),
    (re.compile(r"\bwith about=(\S*\w)"), r"with kgraph claims --about \1"),
    (re.compile(r"\bfrom=(\S+), to=(\S*\w)"), r"--from \1 --to \2"),
    (re.compile(r"/v1/([a-z-]+)"), r"kgraph \1"),
)
_ASSIGNED = re.compile(r"\b(\w+)=(\S*[\w…])")
_WORD = re.compile(r"\w+")


def to_option(name: str) -> str:
    """Return how a parameter is typed: `max_hops` is `--max-hops`."""
    return f"--{name.replace('_', '-')}"


def name_places(params: Sequence[Any]) -> dict[str, str]:
    """Return how whoever typed a command knows its parameters: `--max-hops`, or `FROM`."""
    return {
        param.name.rstrip("_"): param.opts[0] if param.param_type_name == "option" else param.metavar
        for param in params
    }


def to_shell_words(text: str, places: Mapping[str, str] | None = None) -> str:
    """Return a message with its parameters called as they are typed: by `places`, else as options.

    What stands between quotes stays as it is.

    >>> to_shell_words("No item passes all filters; without known_as_of there would be 3.")
    'No item passes all filters; without --known-as-of there would be 3.'
    >>> to_shell_words("leave out status, max_hops=4")
    'leave out --status, --max-hops 4'
    >>> to_shell_words("from and to go together.", {"from": "--from", "to": "TO"})
    '--from and TO go together.'
    """
    known = {name: to_option(name) for name in (*filter_specs(), *_OTHER_OPTIONS)} | dict(places or {})
    parts = _QUOTED.split(text)
    return "".join(part if number % 2 else _translate(part, known, number == 0) for number, part in enumerate(parts))


def _translate(text: str, places: Mapping[str, str], is_head: bool) -> str:
    for pattern, phrase in _PHRASES:
        text = pattern.sub(phrase, text)
    text = _ASSIGNED.sub(lambda match: _assign(match, places), text)
    if is_head:
        # A sentence has a capital; what has none is the name of a parameter.
        text = _SEVERAL_AT_HEAD.sub(_renamer(places), text)
    text = _NAMING.sub(lambda match: f"{match[1]} {_rename_all(match[2], places)}", text)
    # What has an underscore is no word of the language.
    return re.sub(r"\b[a-z]+(?:_[a-z]+)+\b", lambda match: places.get(match[0], match[0]), text)


def _assign(match: re.Match[str], places: Mapping[str, str]) -> str:
    place = places.get(match[1])
    return match[0] if place is None else f"{place} {match[2]}"


def _renamer(places: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: _rename_all(match[0], places)


def _rename_all(names: str, places: Mapping[str, str]) -> str:
    return _WORD.sub(lambda match: places.get(match[0], match[0]), names)
