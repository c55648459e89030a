"""The formats of exports: one table for the queries, REST, the command line, the docs and the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from kgraph.errors import InvalidParameter
from kgraph.exports.export_set import ExportSet
from kgraph.queries.parameters import check_word

Option = Literal["claims_as_nodes", "bom"]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What can be chosen within a format.

    `claims_as_nodes`: whether claims and sources are nodes of the graph too, or claims the edges between entities.
    `bom`: whether each table begins with a byte order mark, by which spreadsheets know that it is UTF-8.
    """

    claims_as_nodes: bool = False
    bom: bool = False


Write = Callable[[ExportSet, ExportOptions], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: what it is called in questions, in HTTP and in file names, and what writes it.

    `module` has a function `write(chosen, options)` that yields the file in pieces. `options` are those that the
    format takes, with what each is if nothing is said. `is_complete`: it can be made a dataset
    again, so that what is withdrawn and what is referred to is in it too.
    """

    name: str
    media_type: str
    suffix: str
    module: str
    description: str
    options: tuple[tuple[Option, bool], ...] = ()
    is_complete: bool = False

    @property
    def write(self) -> Write:
        """The function that writes it; its module is imported when it is first asked for."""
        write: Write = import_module(self.module).write
        return write

    def choose(self, *, claims_as_nodes: bool | None = None, bom: bool | None = None) -> ExportOptions:
        """Return the options of an export.

        Raises:
            InvalidParameter: an option is given that the format does not take.
        """
        given: dict[Option, bool | None] = {"claims_as_nodes": claims_as_nodes, "bom": bom}
        chosen: dict[Option, bool] = dict(self.options)
        for name, value in given.items():
            if value is None:
                continue
            if name not in chosen:
                takers = ", ".join(each.name for each in FORMATS if name in dict(each.options))
                message = f"The format {self.name} takes no {name}; these do: {takers}."
                raise InvalidParameter(message, parameter=name, value=str(value).lower())
            chosen[name] = value
        return ExportOptions(**chosen)


_AS_TIES: tuple[Option, bool] = ("claims_as_nodes", False)
_AS_NODES: tuple[Option, bool] = ("claims_as_nodes", True)

FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat(
        "ndjson",
        "application/x-ndjson",
        "ndjson",
        "kgraph.exports.ndjson",
        "every record of the dataset, one JSON object a line; kgraph reads it back",
        is_complete=True,
    ),
    ExportFormat(
        "csv",
        "application/zip",
        "csv.zip",
        "kgraph.exports.tables.csv_archive",
        "tables for spreadsheets and data frames: claims, evidence, nodes, edges, sources, in a zip",
        (("bom", False),),
    ),
    ExportFormat(
        "graphml",
        "application/graphml+xml",
        "graphml",
        "kgraph.exports.graphs.graphml",
        "a graph for yEd, Gephi, igraph and NetworkX",
        (_AS_TIES,),
    ),
    ExportFormat(
        "gexf",
        "application/gexf+xml",
        "gexf",
        "kgraph.exports.graphs.gexf",
        "a graph with time for Gephi: edges begin and end",
        (_AS_TIES,),
    ),
    ExportFormat(
        "cytoscape",
        "application/vnd.cytoscape+json",
        "cyjs",
        "kgraph.exports.graphs.cytoscape",
        "a graph for Cytoscape and Cytoscape.js",
        (_AS_TIES,),
    ),
    ExportFormat(
        "node-link",
        "application/json",
        "node-link.json",
        "kgraph.exports.graphs.node_link",
        "a graph for NetworkX and D3, with every record in it; kgraph reads it back",
        (_AS_NODES,),
        is_complete=True,
    ),
    ExportFormat(
        "json-ld",
        "application/ld+json",
        "jsonld",
        "kgraph.exports.linked_data.json_ld",
        "linked data in JSON: schema.org with PROV-O",
    ),
    ExportFormat(
        "turtle",
        "text/turtle",
        "ttl",
        "kgraph.exports.linked_data.turtle",
        "linked data for triple stores: schema.org with PROV-O",
    ),
    ExportFormat(
        "ftm",
        "application/json+ftm",
        "ftm.json",
        "kgraph.exports.followthemoney",
        "FollowTheMoney entities for Aleph, OpenSanctions and yente, one a line",
    ),
    ExportFormat(
        "neo4j",
        "application/vnd.neo4j-import+zip",
        "neo4j.zip",
        "kgraph.exports.tables.neo4j",
        "tables for neo4j-admin's bulk import, in a zip",
    ),
)


def get_format(name: str) -> ExportFormat:
    """Return the format of this name.

    Raises:
        UnknownWord: there is none; the nearest names are suggested, or else all are told.
    """
    check_word("format", name, [each.name for each in FORMATS])
    return next(each for each in FORMATS if each.name == name)
