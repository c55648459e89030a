"""A dataset whose names, titles and statements are full of what could be taken for markup."""

from __future__ import annotations

from kgraph.knowledge_graph import KnowledgeGraph
from tests.graphs import make_claim, make_dataset, make_entity, make_evidence, make_source

TEXTS = (
    "*a* _b_ __c__ **d** ~~e~~ `f` ``g``",
    "[link](http://example.org) ![image](x.png) [ref][1] [^1] [^2]: note",
    "<script>alert(1)</script> <b>bold</b> <!-- gone --> <http://example.org>",
    "&amp; &lt;i&gt; &#42; & \\* \\\\ \\",
    "1. one",
    "12) twelve",
    "- dash",
    "+ plus",
    "> quote",
    "# heading #",
    "=== under",
    "--- rule",
    "``` fence",
    "~~~ fence",
    "| a | b |",
    "[ ] task",
    "[^1]: a note of its own",
    "[x]: http://example.org",
    "$math$ :smile: @somebody #1 ^up^ {{ brief.title }} {% raw %} {# gone #}",
    "ends in a bang!",
    "ends in a backslash\\",
    "\"quoted\" and 'so' and “so” </code></pre></li>",
    "`starts and ends with a backtick`",
    "Қытай – 中国 – مرحبا ‮ turned",
)


def make_hostile_graph() -> KnowledgeGraph:
    """Return a graph in which each text is the name of an entity, a statement, a hedge, a title and an outlet."""
    entities = [make_entity("hub", name=f"Hub {TEXTS[0]}")]
    claims, sources = [], []
    for number, text in enumerate(TEXTS):
        entities.append(make_entity(f"e{number:02}", "person", name=text))
        entities.append(make_entity(f"press-x{number:02}", "outlet", name=text))
        sources.append(make_source(f"paper-x{number:02}", f"press-x{number:02}", title=text, date="2023?-05-19"))
        claims.append(
            make_claim(
                f"c{number:02}",
                "hub",
                f"e{number:02}",
                statement=text,
                hedge=text if number % 3 == 0 else None,
                speaker=f"e{number:02}",
                valid="2023?-05" if number % 2 else None,
                polarity="negated" if number % 5 == 4 else "affirmed",
                evidence=(make_evidence((f"paper-x{number:02}",), sentence=number + 1),),
            )
        )
    return KnowledgeGraph(make_dataset(claims, entities, sources))
