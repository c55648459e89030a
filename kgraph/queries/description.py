"""What is loaded, and the words it is written in."""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.answers.descriptions import DatasetView, Definition, FilterView, SchemaView
from kgraph.filters import Filters, filter_specs
from kgraph.records import DatasetInfo
from kgraph.records.vocabulary import (
    BASIS_DEFINITIONS,
    POLARITY_DEFINITIONS,
    RANK_DEFINITIONS,
    STATUS_DEFINITIONS,
    Vocabulary,
)
from kgraph.stores import Store


def describe_dataset(store: Store) -> DatasetView:
    """Return the dataset's own description, its version, and how much it holds."""
    counts = store.count_records()
    return DatasetView(
        **{name: getattr(store.info, name) for name in DatasetInfo.model_fields},
        version=store.version,
        entity_count=counts["entities"],
        claim_count=counts["claims"],
        source_count=counts["sources"],
        tie_count=counts["ties"],
    )


def describe_schema(store: Store) -> SchemaView:
    """Return every word of the dataset's vocabulary and of the service, with its meaning."""
    return SchemaView(
        **{name: getattr(store.vocabulary, name) for name in Vocabulary.model_fields},
        statuses=_define(STATUS_DEFINITIONS),
        polarities=_define(POLARITY_DEFINITIONS),
        bases=_define(BASIS_DEFINITIONS),
        ranks=_define(RANK_DEFINITIONS),
        filters=tuple(
            FilterView(
                id=name,
                definition=Filters.model_fields[name].description or "",
                repeatable=spec.repeatable,
                queries=tuple(sorted(spec.scopes)),
            )
            for name, spec in filter_specs().items()
        ),
    )


def _define(definitions: Mapping[str, str]) -> tuple[Definition, ...]:
    return tuple(Definition(id=id_, definition=definition) for id_, definition in definitions.items())
