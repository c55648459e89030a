"""What both formats of linked data state is what the dataset says, claim by claim, read back by rdflib."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Content, Name, Source, Value
from tests.exports.everything import HOSTILE, make_everything
from tests.exports.linked_exports import export_whole, over_all, over_formats
from tests.exports.linked_graph import FORMATS, KG, LinkedGraph, parse, read, say_claim, say_entity, say_source
from tests.graphs import make_claim, make_dataset, make_entity


@over_all
@over_formats
def test_every_claim_is_there_with_all_it_says_and_rests_on(name: str, format: str) -> None:
    exported = export_whole(name)
    linked, claims = exported.linked(format), exported.claims
    assert [claim.id for claim in claims] == [each.id for each in exported.dataset.claims if each.rank != "deprecated"]
    assert linked.ids(KG.Claim) == [claim.id for claim in claims]
    contested = exported.kg.store.find_opponents([claim.id for claim in claims])
    for claim in claims:
        assert linked.claim(claim.id) == say_claim(claim, exported.dataset.vocabulary, contested[claim.id]), claim.id


@over_all
@over_formats
def test_every_entity_and_every_source_is_there(name: str, format: str) -> None:
    exported = export_whole(name)
    linked, dataset = exported.linked(format), exported.dataset
    assert linked.ids(KG.Entity) == [entity.id for entity in dataset.entities]
    assert linked.ids(KG.Source) == [source.id for source in dataset.sources]
    assert [linked.entity(each.id) for each in dataset.entities] == list(map(say_entity, dataset.entities))
    assert [linked.source(each.id) for each in dataset.sources] == list(map(say_source, dataset.sources))


@over_all
@over_formats
def test_the_words_of_the_dataset_are_described(name: str, format: str) -> None:
    exported = export_whole(name)
    linked, vocabulary = exported.linked(format), exported.dataset.vocabulary
    lists = {"EntityType": "entity_types", "Topic": "topics", "Unit": "units", "Role": "roles"}
    for kind, field in lists.items():
        terms = getattr(vocabulary, field)
        assert linked.ids(KG[kind]) == sorted(term.id for term in terms)
    for word, each in (("role", role) for role in vocabulary.roles):
        name_ = linked.name(word, each.id)
        assert linked.text(name_, SKOS.prefLabel) == each.label
        assert linked.text(name_, SKOS.definition) == each.definition
        assert (linked.one(name_, KG.tying), linked.one(name_, KG.measure)) == (
            each.ties,
            each.id in vocabulary.measure_roles,
        )
    assert linked.ids(KG.Predicate) == sorted(each.id for each in vocabulary.predicates)
    for predicate in vocabulary.predicates:
        said = predicate.model_dump(exclude={"id"})
        said |= {field: set(said[field]) for field in ("subject_types", "object_types")}
        assert linked.predicate(predicate.id) == said


@over_all
def test_both_formats_state_the_same(name: str) -> None:
    turtle, json_ld = (export_whole(name).graphs[format] for format in FORMATS)
    assert isomorphic(turtle, json_ld)
    assert len(turtle) > 500


@over_all
@over_formats
def test_claims_and_evidence_are_counted_alike_by_sparql(name: str, format: str) -> None:
    exported = export_whole(name)
    rows = exported.graphs[format].query(
        """PREFIX kg: <urn:kgraph:vocab:> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
        SELECT ?id (COUNT(DISTINCT ?passage) AS ?passages) (COUNT(DISTINCT ?citation) AS ?citations) WHERE {
          ?claim a kg:Claim ; schema:identifier ?id ; prov:wasDerivedFrom ?passage .
          ?passage kg:digest ?digest .
          OPTIONAL { ?passage kg:qualifiedCitation ?citation }
        } GROUP BY ?id"""
    )
    counted = {str(id_): (int(passages), int(citations)) for id_, passages, citations in rows}  # type: ignore[misc]
    assert counted == {
        claim.id: (len(claim.evidence), sum(len(set(each.cites)) for each in claim.evidence))
        for claim in exported.claims
    }


LINES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(str.strip).filter(bool),
)
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**9), max_value=10**9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(LINES, min_size=6, max_size=6), amount=AMOUNTS)
def test_any_line_and_any_amount_come_back_as_they_were(texts: list[str], amount: Decimal) -> None:
    statement, hedge, words, title, name, why = texts
    value = Content(value=Value(amount=amount, modifier="exact", text=words))
    claim = make_claim("c", "a", value, statement=statement, hedge=hedge, rank="deprecated", deprecated_because=why)
    named = make_entity("a", name=name, names=(Name(text=words, lang="kk-Latn", kind="alias"),), description=hedge)
    source = Source(id="report", type="article", outlet="gazette", title=title, authors=(name, why), date_printed=words)
    dataset = make_dataset([claim], [named], [source])
    for format in FORMATS:
        graph = read(KnowledgeGraph(dataset).export(format, rank="deprecated"))
        linked = LinkedGraph(graph, "made-up")
        assert linked.claim("c") == say_claim(claim, dataset.vocabulary)
        assert linked.entity("a") == say_entity(named)
        assert linked.source("report") == say_source(source)


def test_a_graph_of_another_dataset_differs() -> None:
    # The comparison of graphs sees one changed hedge.
    data = b"".join(KnowledgeGraph(make_everything()).export("turtle"))
    changed = data.replace(b"polarity:negated", b"polarity:affirmed", 1)
    assert changed != data
    assert not isomorphic(parse(data, "turtle"), parse(changed, "turtle"))
