"""Colours: where they are wanted, none where they are not, and nothing but text in a bare terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgraph.cli.statuses import FOUND
from tests.cli.conftest import Invoke, Run
from tests.cli.test_statuses import STATUSES

_COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3\d|4\d|9\d|10\d)(?:;[0-9;]*)?m")
COMMANDS = [*STATUSES[FOUND], "contested", "claims --polarity negated", "diff dataset changed"]


@pytest.mark.parametrize("words", COMMANDS)
def test_no_color_takes_every_colour_away(words: str, invoke: Invoke, folder: Path) -> None:
    result = invoke(words, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
    assert not _COLOUR.search(result.output)


@pytest.mark.parametrize("words", COMMANDS)
def test_what_is_piped_has_no_code_of_a_terminal(words: str, invoke: Invoke, folder: Path) -> None:
    assert "\x1b" not in invoke(words, TERM="xterm-256color").output


@pytest.mark.parametrize("words", ["claims --polarity negated", "sources", "quality", "diff dataset changed"])
def test_force_color_brings_colours_into_a_pipe(words: str, invoke: Invoke, folder: Path) -> None:
    assert _COLOUR.search(invoke(words, FORCE_COLOR="1", TERM="xterm-256color").stdout)


@pytest.mark.parametrize("words", ["--help", "claims --help", "nope"])
def test_the_help_and_its_errors_keep_to_it_too(words: str, run: Run) -> None:
    plain, colourless = run(words), run(words, FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in plain.stdout + plain.stderr
    assert not _COLOUR.search(colourless.stdout + colourless.stderr)
