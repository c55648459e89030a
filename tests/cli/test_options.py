"""The options that the filters define: one for each, in every command whose query takes it."""

from __future__ import annotations

import pytest

from kgraph.cli.catalogue import COMMANDS
from kgraph.cli.loading import load_command
from kgraph.cli.options import with_filters
from kgraph.filters import Filters, filter_specs

SCOPES = {
    "entities": ("search", "autocomplete", "entities"),
    "claims": ("claims", "timeline", "facets", "dyad", "contested", "cite", "export"),
    "neighbours": ("neighbours", "common-neighbours"),
    "paths": ("paths", "subgraph"),
}
CASES = [(command, scope) for scope, commands in SCOPES.items() for command in commands]
ENTRIES = {entry.name: entry for entry in COMMANDS}


@pytest.mark.parametrize(("command", "scope"), CASES)
def test_each_filter_is_an_option(command, scope):
    options = {param.name: param for param in load_command(ENTRIES[command]).params}
    for name, spec in filter_specs(scope).items():
        assert options[name].opts == [f"--{name.replace('_', '-')}"]
        assert options[name].help.startswith(Filters.model_fields[name].description)
        assert options[name].multiple == spec.repeatable


def test_an_option_that_bears_the_name_of_a_filter_is_refused():
    def command(*, filters: dict[str, str], topic: str = "") -> None: ...

    with pytest.raises(ValueError, match="topic"):
        with_filters("claims")(command)


def test_closed_words_are_listed_and_completed():
    options = {param.name: param for param in load_command(ENTRIES["claims"]).params}
    assert "One of: affirmed, negated, unknown." in options["polarity"].help
    completed = options["polarity"].shell_complete(None, "ne")
    assert [item.value for item in completed] == ["negated"]
    assert options["hedged"].metavar == "true|false"
