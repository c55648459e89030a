"""Examples that work on the article's dataset: one table for the OpenAPI document, its pages and the tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A question in words, and the URL that asks it."""

    question: str
    url: str


# The dataset that the examples are about; with another one loaded they are left out.
DATASET = "kazakhstan-china-russia"

EXAMPLES: dict[str, tuple[Example, ...]] = {
    "search": (
        Example("Who is Токаев?", "/v1/search?q=Токаев"),
        Example("Which project is spelt Horgos?", "/v1/search?q=Horgos&type=project"),
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
    "list_claims": (
        Example("Where does the text hold back?", "/v1/claims?hedged=true"),
        Example("What is said not to be so, or to be unclear?", "/v1/claims?polarity=negated&polarity=unknown"),
        Example(
            "What runs between Kazakhstan and Russia on energy?",
            "/v1/claims?between=Kazakhstan&between=Russia&topic=energy",
        ),
        Example("What is feared, and by whom?", "/v1/claims?status=feared"),
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
    ),
    "list_sources": (
        Example("What does the article cite?", "/v1/sources"),
        Example("Which items of Vlast?", "/v1/sources?outlet=Vlast"),
    ),
    "get_source": (Example("Which year is this item of?", "/v1/sources/kommersant-january-6"),),
    "list_claims_of_source": (Example("What rests on RBC's item?", "/v1/sources/rbc-july-28/claims"),),
    "get_schema": (Example("Which words are there?", "/v1/schema"),),
    "get_dataset": (Example("What is loaded?", "/v1/dataset"),),
    "get_health": (Example("Is it alive?", "/healthz"),),
    "get_readiness": (Example("Can it answer?", "/readyz"),),
}
