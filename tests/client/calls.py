"""One call and more of every method: what the contract asks in every way, and what it must refuse."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

Call = tuple[str, tuple[Any, ...], dict[str, Any]]


def call(method: str, *args: Any, **kwargs: Any) -> Call:
    return method, args, kwargs


NAMES = [
    "China",
    "Russia",
    "Токаев",
    "Xi Jinping",
    "Bolat Nazarbayev",
    "Казахстан",
    "Khorgos",
    "Lake Balkhash",
]
MANY = [name for each in NAMES for name in (each, each.upper(), each.lower(), f" {each} ")]
# By what each is about. Every method is there, and every filter.
ANSWERED: dict[str, Call] = {
    "a search with a typo": call("search", "Horgos", type="project"),
    "a search over several types": call("search", "a", type=["country", "person"], limit=3),
    "a completion": call("autocomplete", "Қаз"),
    "many names, certain and not": call("lookup", {"a": "Токаев", "b": "Nazarbayev", "c/~": "Kazakhstann", "": "a/b"}),
    "all entities": call("entities", limit=500),
    "entities by id": call("entities", id=("russia", "china")),
    "no entities": call("entities", id="china", type="person"),
    "an entity by id": call("entity", "china"),
    "an entity by a name in another script": call("entity", "习近平"),
    "neighbours by id": call("neighbours", "bolat-nazarbayev"),
    "neighbours by name": call("neighbours", "Bolat Nazarbayev", claims_per_neighbour=0),
    "neighbours by a spelling, filtered": call("neighbours", "Токаев", type="country", polarity="affirmed", limit=2),
    "claims": call("claims"),
    "claims by id": call("claims", id=["p05s2c01", "p06s5c02"]),
    "claims of two": call("claims", between=["Kazakhstan", "Russia"], topic="energy"),
    "claims by words of closed lists": call(
        "claims", status=["planned", "feared"], polarity="affirmed", basis="stated", rank=["normal", "preferred"]
    ),
    "claims by who says and who is cited": call("claims", speaker="article-author", outlet=["RBC", "Vlast"], q="the"),
    "claims by place": call("claims", paragraph=[4, 6], sentence="3", hedged=False),
    "claims by amount": call("claims", unit="USD", value_min=Decimal("30000000000"), value_max=4.0e10, value=None),
    "claims by one amount": call("claims", value=19, order="evidence"),
    "claims by date": call("claims", date="2023-05", date_match="certain", order="oldest"),
    "claims by what was known": call("claims", known_as_of="2023-06", min_outlets=1, order="newest", limit=5),
    "claims without an outlet and a source": call("claims", exclude_outlet="Orda.kz", exclude_source="rbc-july-28"),
    "claims by source, predicate, ends": call(
        "claims", source="edm-20-152", predicate="lobbies", subject="Tokayev", object="Chinese companies"
    ),
    "claims about somebody, of a type": call("claims", about="Khorgos", type="project"),
    "claims that a filter hides": call("claims", topic="water", about="Bolat Nazarbayev"),
    "a claim": call("claim", "p06s5c02"),
    "what a claim rests on": call("claim_sources", "p05s2c01"),
    "paths": call("paths", "Bolat Nazarbayev", "China"),
    "paths by keyword": call(
        "paths", from_="Tokayev", to="Russia", via="Kazakhstan", avoid=["RU"], k=3, basis="stated"
    ),
    "paths that are too long": call("paths", "Bolat Nazarbayev", "Xinjiang", max_hops=1),
    "paths by support, without claims": call("paths", "Tokayev", "China", order="support", claims_per_hop=0, k=2),
    "common neighbours": call("common_neighbours", ["Bolat Nazarbayev", "China"], claims_per_tie=1),
    "a subgraph": call("subgraph", ("Bolat Nazarbayev",), hops=2, max_entities=5, claims_per_tie=2, limit=500),
    "sources": call("sources", limit=4),
    "sources of outlets": call("sources", outlet=["Kommersant", "RBC"]),
    "a source": call("source", "rbc-july-28"),
    "claims of a source": call("source_claims", "rbc-july-28", order="newest"),
    "what falls with a source": call("impact", "rbc-july-28"),
    "what falls with a source, and a path": call("impact", "edm-20-152", from_="Tokayev", to="China", limit=3),
    "a timeline": call("timeline", about="CSTO intervention"),
    "what has no date": call("timeline", undated=True, order="newest", limit=3),
    "counts": call("facets", "outlet", topic="energy"),
    "counts by month": call("facets", "month", date="2023"),
    "two countries": call("dyad", ["KZ", "China"], topic="trade", limit=4),
    "what disagrees": call("contested", claims_per_side=1),
    "where it is weak": call("quality", limit=3),
    "what has changed": call("changes"),
    "a brief on one": call("brief", "Bolat Nazarbayev"),
    "a brief on two": call("brief", ["Kazakhstan", "Russia"], topic="energy", limit=2),
    "a brief on a path": call("brief", from_="Bolat Nazarbayev", to="China", k=2),
    "a brief on nothing": call("brief", "Bolat Nazarbayev", topic="water"),
    "a bibliography": call("bibliography"),
    "a bibliography of claims": call("bibliography", "gost", id=["p05s2c01"]),
    "a bibliography of paths": call("bibliography", "bibtex", from_="Токаев", to="China", k=1, max_hops=2),
    "a bibliography of nothing": call("bibliography", "chicago", topic="water", about="Bolat Nazarbayev"),
    "a bibliography of more names than a header holds": call("bibliography", about=MANY),
    "a bibliography of paths, with as many": call(
        "bibliography",
        from_="Tokayev",
        to="China",
        speaker=["Author of the article (unnamed)", *MANY[8:]],
        avoid=MANY[4:6],
    ),
    "an export of as many": call("export", "ndjson", about=MANY),
    "an export": call("export", "ndjson"),
    "an export of a part": call("export", "csv", about="Токаев", bom=True),
    "an export in a shape": call("export", "graphml", claims_as_nodes=False, status="planned"),
    "an export of nothing": call("export", "turtle", topic="water", about="Bolat Nazarbayev"),
    "the words": call("schema"),
    "the dataset": call("dataset"),
}

# By what is wrong with each.
REFUSED: dict[str, Call] = {
    "an unknown entity": call("entity", "Bolat Nazarbajew"),
    "an ambiguous name": call("neighbours", "Nazarbayev"),
    "a name with a slash": call("entity", "a/b"),
    "two dots": call("neighbours", ".."),
    "no name": call("entity", ""),
    "a name that is too long": call("entity", "x" * 201),
    "a name with a control character": call("neighbours", "a\x07b"),
    "half a character": call("claims", about="\ud83d"),
    "a name that is no text": call("entity", 5),
    "a text that is longer than a URL": call("search", "x" * 100_000),
    "a filter that is longer than a URL": call("claims", q="x" * 100_000),
    "a filter that takes text": call("claims", about=5),
    "an unknown claim": call("claim", "p99s9c09"),
    "a claim with a slash": call("claim_sources", "p05/s2"),
    "an unknown claim in a list": call("claims", id=["p05s2c01", "nothing"]),
    "an unknown source": call("source", "rbc-july-29"),
    "an unknown source of an impact": call("impact", "rbc/july"),
    "an unknown word": call("claims", topic="energi"),
    "a word of no closed list": call("claims", status="certain"),
    "a limit out of bounds": call("claims", limit=0),
    "a limit that is no number": call("claims", limit="many"),
    "a huge number": call("claims", paragraph=10**30),
    "a limit that is a fraction": call("claims", limit=5.0),
    "no limit at all": call("claims", limit=None),
    "a limit that is a truth": call("claims", limit=True),
    "a limit of hundreds of figures": call("claims", limit=int("9" * 70)),
    "too many to avoid": call("paths", "China", "Russia", avoid=[f"name {number}" for number in range(21)]),
    "a cursor of nothing": call("claims", cursor="x"),
    "a bad date": call("timeline", date="2023-02-30"),
    "a bad truth": call("claims", hedged="maybe"),
    "an amount in words": call("claims", value="much"),
    "an amount that is no number": call("claims", value=float("nan")),
    "one end": call("impact", "rbc-july-28", from_="China"),
    "the same two": call("claims", between=["China", "China"]),
    "three countries": call("dyad", ["KZ", "CN", "RU"]),
    "no country": call("dyad", ["Khorgos", "CN"]),
    "an unknown facet": call("facets", "colour"),
    "too many hops": call("paths", "China", "Russia", max_hops=7),
    "an end that is avoided": call("paths", "China", "Russia", avoid="China"),
    "no queries": call("lookup", {}),
    "queries that are no names": call("lookup", {"a": 5}),
    "queries that are a list": call("lookup", ["a"]),
    "a style that there is not": call("bibliography", "apa"),
    "half a path": call("bibliography", from_="China"),
    "a format that there is not": call("export", "xlsx"),
    "an option that is not the format's": call("export", "ndjson", bom=True),
    "a brief on three": call("brief", ["China", "Russia", "Kazakhstan"]),
    "a filter that there is not": call("claims", topics="energy"),
    "a kind of change that there is not": call("changes", kind="song"),
}
