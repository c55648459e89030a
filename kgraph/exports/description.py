"""What every export says about itself: of which dataset and version it is, what was asked for, and what is in it."""

from __future__ import annotations

from typing import Any

from kgraph.answers.answer import QueryEcho
from kgraph.exports.export_set import ExportSet


def describe_export(chosen: ExportSet) -> dict[str, Any]:
    """Return what an export says about itself, as plain JSON values.

    `query`: the filters, by name, with ids for names; empty for all of the dataset. `whole`: whether it is all.
    `empty`: why there is no claim in it, if there is none.
    """
    info = chosen.store.info
    return {
        "dataset": info.id,
        "title": info.title,
        "licence": info.data_licence,
        "dataset_version": chosen.store.version,
        "query": QueryEcho(parameters=chosen.given, names=()).model_dump(mode="json")["parameters"],
        "whole": chosen.is_whole,
        "claims": chosen.claim_count,
        "entities": chosen.entity_count,
        "sources": chosen.source_count,
        **({} if chosen.empty is None else {"empty": chosen.empty.detail}),
    }
