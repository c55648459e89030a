"""Facets: what claims can be counted by."""

from __future__ import annotations

from typing import Literal, get_args

Facet = Literal["outlet", "month", "type", "predicate", "topic", "status", "speaker", "country"]
FACETS: tuple[Facet, ...] = get_args(Facet)
