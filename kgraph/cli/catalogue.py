"""The commands: one table for the help, the loading, the docs and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from keyword import iskeyword


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """A command: where its function lies, and what `kgraph --help` says of it without loading it.

    The function in `module` bears the command's name, underscores for its hyphens, and one behind it where Python has
    the word for itself. Each of the examples works on the shipped dataset and the shipped examples.
    """

    name: str
    module: str
    panel: str
    summary: str
    examples: tuple[str, ...]

    @property
    def function(self) -> str:
        """The name of the command's function."""
        return f"{self.name}_" if iskeyword(self.name) else self.name.replace("-", "_")


_ASK = "Questions"
_PUBLISH = "Citations and files"
_DATA = "Datasets and texts"
_SERVE = "Service"

COMMANDS: tuple[CommandEntry, ...] = (
    CommandEntry(
        "search",
        "kgraph.cli.entities",
        _ASK,
        "Find entities by name, in any script; typos are forgiven.",
        ("kgraph search Токаев", "kgraph search Horgos --type project"),
    ),
    CommandEntry(
        "entities",
        "kgraph.cli.entities",
        _ASK,
        "List all entities, or those of some types or ids.",
        ("kgraph entities --type project", "kgraph entities --all --format ndjson"),
    ),
    CommandEntry(
        "show",
        "kgraph.cli.entities",
        _ASK,
        "Show one entity, claim or source in full.",
        ('kgraph show "Bolat Nazarbayev"', "kgraph show p06s5c02", "kgraph show rbc-july-28"),
    ),
    CommandEntry(
        "neighbours",
        "kgraph.cli.entities",
        _ASK,
        "List who is tied to an entity, by which claims.",
        ('kgraph neighbours "Bolat Nazarbayev"', "kgraph neighbours China --type project --claims-per-neighbour 1"),
    ),
    CommandEntry(
        "autocomplete",
        "kgraph.cli.naming",
        _ASK,
        "Complete the beginning of a name, in any script.",
        ("kgraph autocomplete Naz", "kgraph autocomplete Қаз --type country"),
    ),
    CommandEntry(
        "lookup",
        "kgraph.cli.naming",
        _ASK,
        "Look up many names at once, each of which must be certain.",
        ("kgraph lookup Тоқаев Nazarbayev Kazakhstann", "kgraph lookup 习近平 Хоргос --format ndjson"),
    ),
    CommandEntry(
        "claims",
        "kgraph.cli.claims",
        _ASK,
        "List claims, each with its evidence.",
        ("kgraph claims --hedged true", "kgraph claims --between Kazakhstan --between Russia --topic energy"),
    ),
    CommandEntry(
        "paths",
        "kgraph.cli.paths",
        _ASK,
        "Say what connects one entity to another, hop by hop.",
        ('kgraph paths "Bolat Nazarbayev" China --k 1', "kgraph paths Tokayev Russia --via Kazakhstan --format json"),
    ),
    CommandEntry(
        "common-neighbours",
        "kgraph.cli.surroundings",
        _ASK,
        "List who is tied to every one of several entities.",
        (
            'kgraph common-neighbours "Bolat Nazarbayev" China',
            "kgraph common-neighbours China Russia --type government",
        ),
    ),
    CommandEntry(
        "subgraph",
        "kgraph.cli.surroundings",
        _ASK,
        "Show the ties around some entities, and among them.",
        ('kgraph subgraph "Bolat Nazarbayev"', "kgraph subgraph Khorgos Russia --hops 2 --max-entities 12"),
    ),
    CommandEntry(
        "timeline",
        "kgraph.cli.overviews",
        _ASK,
        "List dated claims in order of time.",
        ("kgraph timeline --about Tokayev", "kgraph timeline --date 2023-05/2023-09 --order newest --format ndjson"),
    ),
    CommandEntry(
        "facets",
        "kgraph.cli.overviews",
        _ASK,
        "Count claims by outlet, month, type, predicate, topic, status, speaker or country.",
        ("kgraph facets outlet", "kgraph facets month --about Russia", "kgraph facets status --topic energy"),
    ),
    CommandEntry(
        "dyad",
        "kgraph.cli.overviews",
        _ASK,
        "Put two countries side by side: who, on what, when, and every claim between them.",
        ("kgraph dyad KZ CN", "kgraph dyad Kazakhstan Russia --topic energy --order newest"),
    ),
    CommandEntry(
        "contested",
        "kgraph.cli.weighing",
        _ASK,
        "List claims that contradict one another, side by side.",
        ("kgraph contested", "kgraph contested --about Kazakhstan --format json"),
    ),
    CommandEntry(
        "impact",
        "kgraph.cli.weighing",
        _ASK,
        "Say what falls if a source is wrong.",
        ("kgraph impact rbc-july-28", 'kgraph impact edm-may-24 --from Tokayev --to "Chinese companies"'),
    ),
    CommandEntry(
        "sources",
        "kgraph.cli.sources",
        _ASK,
        "List what the claims were read in, and what is cited there.",
        ("kgraph sources", "kgraph sources --outlet Vlast --format ndjson"),
    ),
    CommandEntry(
        "claim-sources",
        "kgraph.cli.sources",
        _ASK,
        "List what one claim rests on: the sources it was read in, then what these passages cite.",
        ("kgraph claim-sources p05s2c01",),
    ),
    CommandEntry(
        "quality",
        "kgraph.cli.quality",
        _ASK,
        "Show where the dataset is weak, and how its claims spread.",
        ("kgraph quality", "kgraph quality --limit 20 --format ndjson"),
    ),
    CommandEntry(
        "dataset",
        "kgraph.cli.vocabulary",
        _ASK,
        "Show which dataset is asked: its title, its licence, its version, and how much it holds.",
        ("kgraph dataset",),
    ),
    CommandEntry(
        "schema",
        "kgraph.cli.vocabulary",
        _ASK,
        "Define the words: predicates, topics, statuses, filters and so on.",
        ("kgraph schema statuses", "kgraph schema --format json"),
    ),
    CommandEntry(
        "brief",
        "kgraph.cli.briefs",
        _PUBLISH,
        "Write a footnoted note on an entity, on two, or on what connects them.",
        (
            'kgraph brief "Bolat Nazarbayev"',
            "kgraph brief Kazakhstan China --topic trade --format html",
            'kgraph brief --from "Bolat Nazarbayev" --to China',
        ),
    ),
    CommandEntry(
        "cite",
        "kgraph.cli.citations",
        _PUBLISH,
        "List the sources of claims, or of the paths between two entities, as a bibliography.",
        ("kgraph cite --style bibtex --about Tokayev", 'kgraph cite --from "Bolat Nazarbayev" --to China --style gost'),
    ),
    CommandEntry(
        "export",
        "kgraph.cli.exports",
        _PUBLISH,
        "Write the dataset, or the claims that pass the filters, as a file of another tool.",
        (
            "kgraph export --format csv --out claims.zip",
            "kgraph export --format graphml --topic energy --out energy.graphml",
        ),
    ),
    CommandEntry(
        "import",
        "kgraph.cli.importing",
        _DATA,
        "Make a dataset of a table or of FollowTheMoney records, every claim with its row as evidence.",
        ("kgraph import examples/events.tsv --mapping icews --out events",),
    ),
    CommandEntry(
        "validate",
        "kgraph.cli.datasets",
        _DATA,
        "Check a dataset and print everything that is wrong with it.",
        ("kgraph validate", "kgraph validate --format json"),
    ),
    CommandEntry(
        "build",
        "kgraph.cli.snapshots",
        _DATA,
        "Make a snapshot of a dataset, from which it is opened at once.",
        ("kgraph build --out article.kgraph",),
    ),
    CommandEntry(
        "diff",
        "kgraph.cli.changes",
        _DATA,
        "Say what has changed from one version of a dataset to another.",
        ("kgraph diff earlier later", "kgraph diff earlier later --kind claim --format ndjson"),
    ),
    CommandEntry(
        "verify",
        "kgraph.cli.texts",
        _DATA,
        "Check the passages of a dataset against a copy of their text.",
        ("kgraph verify --text article.txt",),
    ),
    CommandEntry(
        "passages",
        "kgraph.cli.texts",
        _DATA,
        "Number the sentences of a text and give each its digest.",
        ("kgraph passages --text article.txt",),
    ),
    CommandEntry(
        "serve",
        "kgraph.cli.serve",
        _SERVE,
        "Serve the REST API and its documentation.",
        ("kgraph serve", "kgraph serve --port 8001"),
    ),
    CommandEntry(
        "mcp",
        "kgraph.cli.agents",
        _SERVE,
        "Answer language models over the Model Context Protocol.",
        ("kgraph mcp", "kgraph mcp --transport http --port 8001"),
    ),
)
