"""`neo4j`: tables for `neo4j-admin database import full` of Neo4j 5 and later, in a zip.

Claims are nodes, with a relationship to all that they name: `(:Claim)-[:SUBJECT]->(:Entity)`, `SPEAKER`, `OBJECT` and
`QUALIFIER {role, number}` (to an entity, a value or another claim), `(:Claim)-[:EVIDENCE]->(:Evidence)`, from which
`READ_IN` and `CITES {signal}` lead to sources, and `PUBLISHED_BY` from these to their outlets; `CONTESTED_BY` leads to
the claims of the export that contradict one. Beside them `(:Entity)-[:TIED]->(:Entity)` joins what a claim ties, with
its statement, status and hedge, and what contradicts it: affirmed claims that were not withdrawn make it, others never
do. `README.txt` has the command.
`export.json`, the last file, says of what dataset this is, what was asked for, and which tables there are: an archive
without it was cut off.

The importer's dialect: UTF-8, commas, one line a record (no text has a line break, so that `--multiline-fields` is not
needed), text in quotes, quotes doubled. An empty cell is no property. The items of an array have a tab between them,
which no text of a record holds: `--array-delimiter=TAB` is needed. Formulas are not defused, for these tables are for
no spreadsheet. Days are dates only where they are certain; an inferred year stands in the EDTF text alone.

Not kept: the definitions of the vocabulary; whether a topic is the claim's own or that of its predicate; claims that
were withdrawn, unless a filter asks for them or a claim refers to them; retired ids; the description, annotator, date
and digest of the dataset. A claim that did not pass the filter but is referred to has the label `ReferredClaim`,
and is there without what it names and what it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kgraph.exports.export_set import ExportSet
from kgraph.exports.formats import ExportOptions
from kgraph.exports.tables.csv_archive import describe_tables, is_large
from kgraph.exports.tables.neo4j_claims import CITED, CLAIMS, EVIDENCE, NAMED, PARTS, TIES, VALUES
from kgraph.exports.tables.neo4j_records import DATASET, ENTITIES, OUTLETS, SOURCES
from kgraph.exports.tables.table import Row, Table, TableCount
from kgraph.exports.tables.zip_stream import Member, stream_zip

NODES = (DATASET, ENTITIES, SOURCES, CLAIMS, EVIDENCE, VALUES)
RELATIONSHIPS = (TIES, NAMED, PARTS, CITED, OUTLETS)
# Properties whose texts may hold anything; labels and arrays are texts too.
_TEXTS = frozenset(
    {
        *("title", "licence", "query", "name", "description", "authors", "volume", "issue", "url"),
        *("date", "date_printed", "date_basis", "valid", "statement", "predicate_label", "hedge", "label"),
        *("deprecated_because", "amount", "text"),
    }
)
_CELLS = {
    "encoding": "UTF-8",
    "syntax": "neo4j-admin database import: commas, quotes doubled, one line a record",
    "empty": "no property",
    "arrays": "a tab between items (--array-delimiter=TAB)",
    "formulas": "not defused: these tables are for no spreadsheet",
}
_README = """\
{title}
dataset {dataset}, version {version}

Tables for the bulk import of Neo4j 5 and later. Unpack them, go to their folder, and run this command while the
database is stopped; it replaces nothing unless --overwrite-destination=true is added:

{command}

Then create the database, unless it is the default one (CREATE DATABASE is for the Enterprise Edition), and say which
properties are looked up:

CREATE CONSTRAINT entity_id FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT claim_id FOR (n:Claim) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT source_id FOR (n:Source) REQUIRE n.id IS UNIQUE;

What is there:

(:Claim)-[:SUBJECT|SPEAKER]->(:Entity)
(:Claim)-[:OBJECT]->(:Entity or :Value or :Claim)
(:Claim)-[:QUALIFIER {{number, role}}]->(:Entity or :Value or :Claim)
(:Claim)-[:EVIDENCE {{number}}]->(:Evidence)-[:READ_IN]->(:Source)-[:PUBLISHED_BY]->(:Entity)
(:Evidence)-[:CITES {{number, signal}}]->(:Source)
(:Claim)-[:CONTESTED_BY]->(:Claim)
(:Entity)-[:TIED {{claim, role, label, statement, status, hedge, contested_by, valid}}]->(:Entity)

TIED stands for an affirmed claim that was not withdrawn, and for nothing more: an alleged, planned or feared one is
TIED too, and says so in status and in label, which is what a drawing should show: it has the status, the hedge, and
whether other claims contradict the claim (their ids are in contested_by). Negated and unclear claims are nodes without
TIED. valid and date are EDTF texts; valid_from and valid_to are there only where the days are certain. Where
valid_uncertain is true, read valid.

Who says what about two entities, and where:

MATCH (a:Entity {{id: $a}})-[t:TIED]-(b:Entity {{id: $b}})
MATCH (c:Claim {{id: t.claim}})-[:EVIDENCE]->(e)-[:READ_IN]->(s)
OPTIONAL MATCH (e)-[:CITES]->(cited)-[:PUBLISHED_BY]->(outlet)
RETURN c.statement, c.status, c.hedge, c.contested_by, c.valid,
  s.title, e.paragraph, e.sentence, outlet.name, cited.date;

The shortest chains between two entities, of what happened or goes on, and is not disputed:

MATCH p = allShortestPaths((a:Entity {{id: $a}})-[:TIED*..4]-(b:Entity {{id: $b}}))
WHERE all(t IN relationships(p) WHERE t.status IN ['occurred', 'ongoing'] AND t.hedge IS NULL
  AND t.contested_by IS NULL)
RETURN [t IN relationships(p) | t.statement];

What is denied or unclear:

MATCH (c:Claim)-[:SUBJECT]->(n:Entity) WHERE c.polarity <> 'affirmed'
RETURN n.name, c.polarity, c.statement;
"""


def write(chosen: ExportSet, options: ExportOptions) -> Iterator[bytes]:  # noqa: ARG001 (there are none here)
    """Yield the archive."""
    return stream_zip(_iter_members(chosen), large=is_large(chosen))


def _iter_members(chosen: ExportSet) -> Iterator[Member]:
    counts = [TableCount(table) for table in (*NODES, *RELATIONSHIPS)]
    for count in counts:
        yield Member(count.table.name, _iter_pieces(chosen, count))
    # Now it is known which tables have rows: the others are not named to the importer.
    command = build_command(count for count in counts if count.rows)
    info = chosen.store.info
    readme = _README.format(title=info.title, dataset=info.id, version=chosen.store.version, command=command)
    yield Member("README.txt", iter([readme.encode()]))
    yield Member("export.json", iter([describe_tables(chosen, counts, _CELLS, format="neo4j", command=command)]))


def _iter_pieces(chosen: ExportSet, count: TableCount) -> Iterator[bytes]:
    yield (",".join(count.table.columns) + "\n").encode()
    yield from count.table.encode(chosen, make_line_writer(count.table), count)


def build_command(counts: Iterable[TableCount]) -> str:
    """Return the command that imports tables, for a shell."""
    files = (f"--{'nodes' if count.table in NODES else 'relationships'}={count.table.name}" for count in counts)
    return " \\\n  ".join(("neo4j-admin database import full neo4j", "--array-delimiter=TAB", *files))


def make_line_writer(table: Table) -> Callable[[Iterable[Row]], str]:
    """Return what makes rows of a table into lines that the importer reads.

    Text is in quotes, always; ids, words of closed lists, numbers and days are not, and hold nothing that needs them.
    """
    is_text = [
        column == ":LABEL" or column.endswith("[]") or column.partition(":")[0] in _TEXTS for column in table.columns
    ]

    def to_lines(rows: Iterable[Row]) -> str:
        return "".join([",".join(map(_to_cell, row, is_text)) + "\n" for row in rows])

    return to_lines


def _to_cell(cell: str | None, is_text: bool) -> str:
    if cell is None:
        return ""
    return '"' + cell.replace('"', '""') + '"' if is_text else cell
