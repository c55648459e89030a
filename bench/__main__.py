"""`python -m bench`: run the benchmark, write the report; status 1 if answers disagree, 2 for a wrong call.

`python -m bench exports` measures the exports instead, `python -m bench client` the client.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from bench import client, exports, plot
from bench.export_peers import EXPORT_PEERS
from bench.peers import PEERS, find_peer
from bench.report import write_report
from bench.run import ROOT, Plan, run

REAL = ROOT.parent / "shared" / "events" / "icews.tsv"
# How many rows the real file has: generating so many returns it as it is.
REAL_ROWS = 110_271
UNITS = {"": 1, "k": 1_000, "m": 1_000_000}
QUICK = {"sizes": "3k", "queries": 20, "budget": 2.0}
# Rows that are exported, unless told.
EXPORTED, EXPORTED_QUICKLY = "100k", "1k"


def parse_sizes(text: str) -> dict[str, int]:
    """Return the sizes in a text such as `110k,1m`, by their name; 110k is the real file itself.

    >>> parse_sizes("110k,1m")
    {'110k': 110271, '1m': 1000000}
    """
    sizes = {}
    for name in text.lower().split(","):
        match = re.fullmatch(r"(\d+)([km]?)", name.strip())
        if match is None or not int(match[1]):
            raise argparse.ArgumentTypeError(f"{name!r} is no size such as 110k or 1m")
        sizes[match[0]] = REAL_ROWS if match[0] == "110k" else int(match[1]) * UNITS[match[2]]
    return sizes


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments say, and return the exit status."""
    given = _parse(arguments)
    if given.what == "client":
        client.write_report(client.measure_client(client.ROUNDS if given.queries is None else given.queries), given.out)
        print(given.out / "client.md")
        return 0
    if not given.events.is_file():
        print(f"{given.events}: no file of events; name one with --events", file=sys.stderr)
        return 2
    if given.what == "exports":
        return _measure_exports(given)
    with tempfile.TemporaryDirectory(prefix="kgraph-bench-data-") as folder:
        result = run(
            Plan(
                sizes=given.sizes, peers=tuple(given.peers), queries=given.queries, seed=given.seed,
                budget_s=given.budget, real=given.events, data=Path(folder), with_service=not given.quick,
            )
        )  # fmt: skip
    write_report(result, given.out)
    if plot.find_obstacle() is None:
        plot.write_plot(result, given.out / "results.svg")
    print(given.out / "results.md")
    for each in result["disagreements"][:20]:
        print(f"WRONG: {each}", file=sys.stderr)
    return 1 if result["disagreements"] else 0


def _measure_exports(given: argparse.Namespace) -> int:
    if (obstacle := exports.find_obstacle()) is not None:
        print(f"exports cannot be measured here: {obstacle}", file=sys.stderr)
        return 2
    (rows,) = given.sizes.values()
    with tempfile.TemporaryDirectory(prefix="kgraph-bench-exports-") as folder:
        result = exports.measure_exports(given.events, rows, given.seed, given.formats, Path(folder))
    exports.write_report(result, given.out)
    print(given.out / "exports.md")
    for each in result["disagreements"]:
        print(f"WRONG: {each}", file=sys.stderr)
    return 1 if result["disagreements"] else 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure kgraph beside its peers.")
    parser.add_argument(
        "what", nargs="?", choices=("engines", "exports", "client"), default="engines", help="(engines)"
    )
    parser.add_argument("--sizes", type=parse_sizes, help="rows, such as 110k,1m,5m (the default); exports: one, 100k")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results", help="folder of the report")
    parser.add_argument("--events", type=Path, default=REAL, help="TSV file: subject, relation, object, date")
    parser.add_argument(
        "--peers",
        type=lambda text: text.split(","),
        help="by name, or package.module:Class; with commas between",
    )
    parser.add_argument("--formats", type=lambda text: text.split(","), help="of exports (all)")
    parser.add_argument("--queries", type=int, help="of each kind (200)")
    parser.add_argument("--budget", type=float, help="seconds that a peer may take for a kind of query (15)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a tiny run, to see that all is in place")
    given = parser.parse_args(arguments)
    if given.what == "exports":
        given.sizes = given.sizes or parse_sizes(EXPORTED_QUICKLY if given.quick else EXPORTED)
        if len(given.sizes) > 1 or given.peers or given.queries or given.budget:
            parser.error("exports take one size, and no peers, queries or budget")
        given.formats = given.formats or list(EXPORT_PEERS)
        if unknown := set(given.formats) - EXPORT_PEERS.keys():
            parser.error(f"no format {min(unknown)!r}; there are {', '.join(EXPORT_PEERS)}")
        return given
    if given.what == "client":
        if given.sizes or given.peers or given.formats or given.budget:
            parser.error("the client is measured over the article: it takes --queries alone")
        return given
    if given.formats:
        parser.error("formats are those of exports")
    given.peers = given.peers or list(PEERS)
    try:
        for name in given.peers:
            find_peer(name)
    except (ValueError, ImportError) as error:
        parser.error(str(error))
    given.sizes = given.sizes or parse_sizes(str(QUICK["sizes"]) if given.quick else "110k,1m,5m")
    given.queries = given.queries or (QUICK["queries"] if given.quick else 200)
    given.budget = given.budget or (QUICK["budget"] if given.quick else 15.0)
    return given


if __name__ == "__main__":
    sys.exit(main())
