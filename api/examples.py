"""Examples that work on the article's dataset: one table for the OpenAPI document, its pages and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Example:
    """A question in words, and the URL that asks it."""

    question: str
    url: str


@dataclass(frozen=True, slots=True)
class PostedExample:
    """A question in words, and the body that asks it: JSON, or the fields of a form."""

    question: str
    url: str
    body: dict[str, Any]
    is_form: bool = False


# The dataset that the examples are about; with another one loaded they are left out.
DATASET = "kazakhstan-china-russia"

EXAMPLES: dict[str, tuple[Example, ...]] = {
    "search": (
        Example("Who is Токаев?", "/v1/search?q=Токаев"),
        Example("Which project is spelt Horgos?", "/v1/search?q=Horgos&type=project"),
    ),
    "autocomplete": (
        Example("Who begins with Naz?", "/v1/autocomplete?prefix=Naz"),
        Example("Which countries begin with Қаз?", "/v1/autocomplete?prefix=Қаз&type=country"),
    ),
    "list_entities": (
        Example("Which outlets are there?", "/v1/entities?type=outlet"),
        Example("Two entities at once", "/v1/entities?id=china&id=russia"),
    ),
    "get_entity": (Example("Who is Bolat Nazarbayev?", "/v1/entities/bolat-nazarbayev"),),
    "list_neighbours": (
        Example("Who is tied to Tokayev?", "/v1/entities/kassym-jomart-tokayev/neighbours"),
        Example(
            "To which agreements and projects is China tied?",
            "/v1/entities/china/neighbours?type=agreement&type=project&claims_per_neighbour=3",
        ),
    ),
    "list_claims_about": (
        Example("What is said of Lake Balkhash?", "/v1/entities/lake-balkhash/claims"),
        Example("What does Tokayev himself say of it?", "/v1/entities/lake-balkhash/claims?speaker=Tokayev"),
    ),
    "list_timeline_about": (
        Example("What happened to Tokayev's presidency, and when?", "/v1/entities/kassym-jomart-tokayev/timeline"),
    ),
    "list_claims": (
        Example("Where does the text hold back?", "/v1/claims?hedged=true"),
        Example("What is said not to be so, or to be unclear?", "/v1/claims?polarity=negated&polarity=unknown"),
        Example(
            "What runs between Kazakhstan and Russia on energy?",
            "/v1/claims?between=Kazakhstan&between=Russia&topic=energy",
        ),
        Example("What is feared, and by whom?", "/v1/claims?status=feared"),
        Example("What held in May 2023?", "/v1/claims?date=2023-05&order=oldest"),
        Example("Which amounts of 30 billion dollars or more are named?", "/v1/claims?unit=USD&value_min=30000000000"),
        Example("What is left without Orda.kz?", "/v1/claims?about=Khorgos&exclude_outlet=Orda.kz"),
        Example("What was read in the third sentence of paragraph 4?", "/v1/claims?paragraph=4&sentence=3"),
    ),
    "get_claim": (Example("Is the new company tied to Bolat's?", "/v1/claims/p06s5c02"),),
    "list_claim_sources": (Example("What does a claim rest on?", "/v1/claims/p05s2c01/sources"),),
    "find_paths": (
        Example("What connects Bolat Nazarbayev to China?", "/v1/paths?from=Bolat%20Nazarbayev&to=China"),
        Example("And without Khorgos?", "/v1/paths?from=Bolat%20Nazarbayev&to=China&avoid=Khorgos"),
        Example(
            "By way of Kazakhstan, over what is stated outright?",
            "/v1/paths?from=Tokayev&to=Russia&via=Kazakhstan&basis=stated&k=3",
        ),
        Example("Which path is founded best?", "/v1/paths?from=Tokayev&to=China&order=support&k=2"),
    ),
    "list_common_neighbours": (
        Example("Who is tied to both China and Russia?", "/v1/common-neighbours?of=China&of=Russia"),
    ),
    "find_subgraph": (
        Example("What is around Bolat Nazarbayev?", "/v1/subgraph?of=Bolat%20Nazarbayev&hops=2&claims_per_tie=1"),
    ),
    "list_contested": (Example("What disagrees?", "/v1/contested"),),
    "list_timeline": (
        Example("What happened when?", "/v1/timeline"),
        Example("And between May and September 2023?", "/v1/timeline?date=2023-05/2023-09&date_match=certain"),
    ),
    "list_facets": (
        Example("How many claims rest on which outlet?", "/v1/facets?by=outlet"),
        Example("How many are of which month of 2023?", "/v1/facets?by=month&date=2023&date_match=certain"),
    ),
    "compare_countries": (
        Example("Kazakhstan and China side by side", "/v1/dyad?of=KZ&of=CN&limit=5"),
        Example("Kazakhstan and Russia on energy", "/v1/dyad?of=Kazakhstan&of=Russia&topic=energy"),
    ),
    "list_sources": (
        Example("What does the article cite?", "/v1/sources"),
        Example("Which items of Vlast?", "/v1/sources?outlet=Vlast"),
    ),
    "get_source": (Example("Which year is this item of?", "/v1/sources/kommersant-january-6"),),
    "list_claims_of_source": (Example("What rests on RBC's item?", "/v1/sources/rbc-july-28/claims"),),
    "get_quality": (
        Example("Where is the dataset weak?", "/v1/quality"),
        Example("At a glance: three ids of each", "/v1/quality?limit=3"),
    ),
    "measure_impact": (
        Example("What falls if Orda.kz's item of May is wrong?", "/v1/sources/orda-may-5/impact"),
        Example(
            "And is Bolat Nazarbayev still tied to China as closely?",
            "/v1/sources/orda-may-5/impact?from=Bolat%20Nazarbayev&to=China",
        ),
    ),
    "get_bibliography": (
        Example("What do the claims about Tokayev rest on?", "/v1/bibliography?about=Tokayev"),
        Example("And those of paths, by the Russian standard?", "/v1/bibliography?style=gost&from=Tokayev&to=China"),
        Example("Everything, for Zotero", "/v1/bibliography?style=csl-json"),
    ),
    "get_brief": (
        Example("What is said of Bolat Nazarbayev?", "/v1/brief?about=Bolat%20Nazarbayev"),
        Example(
            "What is said of Kazakhstan and China, to be printed?", "/v1/brief?about=Kazakhstan&about=China&format=html"
        ),
        Example("What connects Bolat Nazarbayev to China?", "/v1/brief?from=Bolat%20Nazarbayev&to=China&k=2"),
    ),
    "export_claims": (
        Example("Everything, as kgraph reads it back", "/v1/export?format=ndjson"),
        Example("What is said of energy, for a spreadsheet", "/v1/export?format=csv&topic=energy"),
        Example("Who is tied to whom over time, for Gephi", "/v1/export?format=gexf"),
    ),
    "get_reconciliation": (
        Example("What does the reconciliation service offer?", "/v1/reconcile"),
        Example("Which person is Тоқаев?", '/v1/reconcile?queries={"a": {"query": "Тоқаев", "type": "person"}}'),
        Example(
            "Whose brother is Bolat Nazarbayev, and how is that known?",
            '/v1/reconcile?extend={"ids": ["bolat-nazarbayev"], "properties": '
            '[{"id": "younger_brother_of"}, {"id": "younger_brother_of%23evidence"}]}',
        ),
    ),
    "suggest_entity": (Example("Who begins with Naz?", "/v1/reconcile/suggest/entity?prefix=Naz&type=person"),),
    "suggest_type": (Example("Which types begin with p?", "/v1/reconcile/suggest/type?prefix=p"),),
    "suggest_property": (
        Example(
            "Which properties of persons have brother in them?",
            "/v1/reconcile/suggest/property?prefix=brother&type=person",
        ),
    ),
    "list_properties": (Example("What can be had of projects?", "/v1/reconcile/properties?type=project&limit=20"),),
    "preview_entity": (
        Example("Who is Bolat Nazarbayev, at a glance?", "/v1/reconcile/preview?entity=bolat-nazarbayev"),
    ),
    "list_changes": (
        Example("What has changed since the earlier version?", "/v1/changes"),
        Example("Which claims were withdrawn, or came?", "/v1/changes?kind=claim&change=added&change=removed"),
    ),
    "get_schema": (Example("Which words are there?", "/v1/schema"),),
    "get_dataset": (Example("What is loaded?", "/v1/dataset"),),
    "get_health": (Example("Is it alive?", "/healthz"),),
    "get_readiness": (Example("Can it answer?", "/readyz"),),
}

# Operations that are asked with a body.
POSTED: dict[str, tuple[PostedExample, ...]] = {
    "lookup": (
        PostedExample(
            "Who is meant by each of these?",
            "/v1/lookup",
            {"queries": {"row 1": "Тоқаев", "row 2": "Nazarbayev", "row 3": "Kazakhstann"}},
        ),
    ),
    "post_reconciliation": (
        PostedExample(
            "Which cells of a table can be matched?",
            "/v1/reconcile",
            {"queries": '{"row 1": {"query": "Тоқаев"}, "row 2": {"query": "Nazarbayev", "type": "person"}}'},
            is_form=True,
        ),
        PostedExample(
            "In which countries do they hold office, and who says so?",
            "/v1/reconcile",
            {
                "extend": '{"ids": ["kassym-jomart-tokayev"], '
                '"properties": [{"id": "holds_office_in"}, {"id": "holds_office_in#evidence"}]}'
            },
            is_form=True,
        ),
    ),
}
