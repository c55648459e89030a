"""Which country a name is, or belongs to."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from kgraph.importing.mapping import CountriesSpec
from kgraph.names import name_key

_ISO_FILE = Path(__file__).with_name("iso_3166_1.toml")


@cache
def iso_names() -> dict[str, str]:
    """Return the codes of ISO 3166-1 by the comparison keys of their usual English names."""
    codes = tomllib.loads(_ISO_FILE.read_text(encoding="utf-8"))
    return {name_key(name): code for code, names in codes.items() for name in names}


class Countries:
    """Finds the codes that a mapping gives to names."""

    def __init__(self, spec: CountriesSpec) -> None:
        self._codes = dict(iso_names()) if spec.iso_names else {}
        self._codes.update((name_key(name), code) for name, code in spec.codes.items())
        self._pattern = re.compile(spec.pattern) if spec.pattern is not None else None

    def find_country(self, name: str) -> str | None:
        """Return the code of the country that a name is the name of.

        >>> Countries(CountriesSpec()).find_country("Côte d’Ivoire")
        'CI'
        """
        return self._codes.get(name_key(name))

    def find_owner(self, name: str) -> str | None:
        """Return the code of the country that a name says it belongs to: `Military (Mali)`."""
        match = self._pattern.search(name) if self._pattern is not None else None
        country = match["country"] if match else None
        return self.find_country(country) if country else None
