"""No statement of linked data says more than is known, and a file says what it is and where it ends."""

from __future__ import annotations

from rdflib import RDF, BNode, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, VOID, XSD

from kgraph.graph.edges import iter_edges, makes_ties
from kgraph.knowledge_graph import KnowledgeGraph
from kgraph.records import Claim
from tests.exports.everything import date_id, make_everything
from tests.exports.linked_exports import export_whole, over_all, over_formats
from tests.exports.linked_graph import KG, SCHEMA, parse
from tests.graphs import make_claim, make_dataset


@over_all
def test_a_thing_that_is_named_is_described_and_none_is_blank(name: str) -> None:
    exported = export_whole(name)
    graph, own = exported.graphs["turtle"], exported.linked().own
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]
    named = {str(each) for each in graph.objects() if str(each).startswith((own, "urn:kgraph:vocab:"))}
    described = {str(each) for each in graph.subjects(RDF.type)}
    # The name space is a text, and so is whatever a hostile text says.
    assert {each for each in named - described if URIRef(each) in set(graph.objects())} == set()


@over_all
@over_formats
def test_no_statement_leads_from_an_entity_to_another(name: str, format: str) -> None:
    # A triple store would take it for a fact, whatever the claim's polarity, status and hedge.
    linked = export_whole(name).linked(format)
    entities, predicates = f"{linked.own}entity/", f"{linked.own}predicate/"
    for subject, term, value in linked.graph:
        assert not str(term).startswith(predicates)
        between = str(subject).startswith(entities) and isinstance(value, URIRef) and str(value).startswith(entities)
        assert not between or "/name/" in value or term == DCTERMS.isReplacedBy, (subject, term, value)


@over_all
@over_formats
def test_ties_are_those_of_the_graph(name: str, format: str) -> None:
    exported = export_whole(name)
    linked = exported.linked(format)
    found = {
        (linked.id_of(claim, "claim"), linked.id_of(target, "entity"))
        for claim, target in linked.graph.subject_objects(KG.ties)
    }
    ties = {(data["claim"], target) for source, target, data in exported.kg.graph.edges(data=True) if source != target}
    assert found == ties
    vocabulary = exported.dataset.vocabulary
    untied = [claim.id for claim in exported.claims if not makes_ties(claim) and any(iter_edges(claim, vocabulary))]
    assert not {claim for claim, _ in found} & set(untied)
    assert untied or name.startswith("random")


@over_all
@over_formats
def test_a_file_says_what_it_is_and_how_much_it_holds(name: str, format: str) -> None:
    exported = export_whole(name)
    linked, dataset = exported.linked(format), exported.dataset
    iri = URIRef(linked.own.removesuffix("/"))
    assert linked.text(iri, SCHEMA.name) == dataset.info.title
    assert linked.text(iri, SCHEMA.license) == dataset.info.data_licence
    assert linked.text(iri, KG.annotator) == dataset.info.annotator
    assert linked.one(iri, KG.annotated) == dataset.info.annotated
    assert linked.text(iri, KG.textDigest) == dataset.info.text_digest
    assert linked.id_of(linked.one(iri, SCHEMA.isBasedOn), "source") == dataset.info.carrying_source
    (version,) = linked.graph.subjects(PROV.specializationOf, iri)
    assert linked.one(version, SCHEMA.version) == dataset.version
    export = linked.one(version, VOID.subset)
    assert linked.one(export, KG.whole) is True
    counts = [linked.one(export, KG[term]) for term in ("claimCount", "entityCount", "sourceCount")]
    assert counts == [len(linked.ids(kind)) for kind in (KG.Claim, KG.Entity, KG.Source)]


@over_formats
def test_a_date_is_one_of_publication_only_if_it_is_certain(format: str) -> None:
    exported = export_whole("everything")
    linked = exported.linked(format)
    certain = {
        linked.id_of(source, "source"): (str(date), date.datatype)
        for source, date in linked.graph.subject_objects(SCHEMA.datePublished)
        if isinstance(date, Literal)
    }
    plain = {"2031": XSD.gYear, "2031-03": XSD.gYearMonth, "2031-03-09": XSD.date}
    assert certain == {f"dated-{date_id(date)}": (date, datatype) for date, datatype in plain.items()}
    doubtful = [source for source in exported.dataset.sources if source.date and source.id not in certain]
    assert len(doubtful) == 7
    for source in doubtful:
        assert linked.edtf(linked.name("source", source.id), KG.date) == source.date


@over_formats
def test_no_source_of_the_article_has_a_date_of_publication_that_it_does_not_print(format: str) -> None:
    exported = export_whole("article")
    assert not list(exported.graphs[format].subject_objects(SCHEMA.datePublished))
    marked = {str(date) for date in exported.graphs[format].objects(None, KG.date)}
    assert len(marked) > 10
    assert all("?" in date or date.startswith("XXXX") for date in marked)


@over_formats
def test_ids_that_are_gone_say_why_and_what_took_their_place(format: str) -> None:
    exported = export_whole("everything")
    linked = exported.linked(format)
    assert linked.ids(KG.RetiredRecord) == ["gone", "old", "old.arra"]
    for retired in exported.dataset.retired:
        name = linked.name(retired.kind, retired.id)
        assert linked.text(name, KG.retiredBecause) == retired.reason
        heir = linked.one(name, DCTERMS.isReplacedBy)
        assert (heir and linked.id_of(heir, retired.kind)) == retired.merged_into


@over_formats
def test_the_same_question_gives_the_same_bytes(format: str) -> None:
    dataset = make_everything()
    first, second = (b"".join(KnowledgeGraph(dataset).export(format)) for _ in range(2))
    assert first == second


def find_end(data: bytes, format: str) -> int | None:
    """Return how many claims a file says that it holds; None if it does not say, or cannot be read."""
    try:
        graph = parse(data, format)
    except Exception:  # whatever the parser has for it
        return None
    return next((int(str(count)) for count in graph.objects(None, KG.claimCount)), None)


@over_formats
def test_a_file_that_was_cut_does_not_pass_for_a_whole_one(format: str) -> None:
    claims: list[Claim] = [make_claim(f"c{number:02}", "a", "b") for number in range(12)]
    data = b"".join(KnowledgeGraph(make_dataset(claims)).export(format))
    assert find_end(data, format) == 12
    ends = [number + 1 for number, byte in enumerate(data) if byte in b".}"]
    # Nothing but the line break behind the last statement may be missing.
    for length in [*ends[len(ends) // 2 : -1 : 9], *range(len(data.rstrip()) - 20, len(data.rstrip()))]:
        assert find_end(data[:length], format) != 12, data[length - 40 : length]
