"""The store contract: the dataset, entities, sources and names."""

from __future__ import annotations

from kgraph.filters import NO_FILTERS, Filters
from kgraph.records import Cite, Content, Name, Value
from kgraph.stores import ClaimQuery, EntityCounts, NearbyCites, Slice
from tests.graphs import (
    VOCABULARY,
    loosely,
    make_chain,
    make_claim,
    make_dataset,
    make_entity,
    make_evidence,
    make_random_dataset,
    make_retired,
    make_source,
)
from tests.stores.contract_base import ContractBase, MakeStore

TYPED = make_dataset(
    entities=[make_entity("a", "person"), make_entity("b"), make_entity("c", "project"), make_entity("d", "person")]
)


class RecordsContract(ContractBase):
    """What a store tells of the dataset, its entities, sources and names."""

    def test_it_tells_what_it_holds(self, make_store: MakeStore) -> None:
        dataset = make_dataset([*make_chain("a", "b", "c"), make_claim("again", "b", "a")])
        store = make_store(dataset)
        assert (store.info, store.vocabulary, store.version) == (dataset.info, VOCABULARY, dataset.version)
        assert store.count_records() == {"entities": 4, "claims": 3, "sources": 1, "ties": 2}

    def test_entities_by_id_leave_out_what_is_unknown(self, make_store: MakeStore) -> None:
        store = make_store(make_dataset(make_chain("a", "b", "c")))
        assert {id_: entity.id for id_, entity in store.get_entities(["c", "nobody", "a"]).items()} == {
            "a": "a",
            "c": "c",
        }
        assert store.get_entities([]) == {}

    def test_entities_come_by_id_and_page_by_page(self, make_store: MakeStore) -> None:
        store = make_store(make_dataset(make_chain("d", "a", "c", "b")))
        whole = store.find_entities((), None, 10)
        assert [entity.id for entity in whole.items] == ["a", "b", "c", "d", "gazette"]
        assert (whole.total, whole.more) == (5, False)
        part = store.find_entities((), "a", 2)
        assert ([entity.id for entity in part.items], part.total, part.more) == (["b", "c"], 5, True)
        end = store.find_entities((), "c", 2)
        assert ([entity.id for entity in end.items], end.more) == (["d", "gazette"], False)

    def test_what_one_needs_to_read_claims_is_all_that_they_name(self, make_store: MakeStore) -> None:
        value = Content(value=Value(text="much"))
        claims = [
            make_claim("c1", "a", "b", "m", speaker="s", cites=("paper-1",)),
            make_claim("c2", "c", value, qualifiers=loosely("q")),
        ]
        store = make_store(make_dataset(claims))
        first = store.find_named(ClaimQuery(ids=frozenset({"c1"})), None, 9)
        assert ([each.id for each in first.items], first.total) == (["a", "b", "gazette", "m", "press-1", "s"], 6)
        second = store.find_named(ClaimQuery(ids=frozenset({"c2"})), "c", 9)
        assert ([each.id for each in second.items], second.total, second.more) == (["gazette", "q"], 3, False)
        assert [each.id for each in store.find_named(ClaimQuery(), "b", 2).items] == ["c", "gazette"]
        assert store.find_named(ClaimQuery(Filters(status=("feared",))), None, 5) == Slice((), 0, False)

    def test_the_mark_of_a_list_need_not_be_in_it(self, make_store: MakeStore) -> None:
        store = make_store(make_dataset(make_chain("a", "c")))
        assert [entity.id for entity in store.find_entities((), "b", 5).items] == ["c", "gazette"]
        assert store.find_entities((), "zzz", 5).items == ()

    def test_a_limit_of_nought_counts_only(self, make_store: MakeStore) -> None:
        store = make_store(make_dataset(make_chain("a", "b")))
        entities, claims = store.find_entities((), None, 0), store.find_claims(ClaimQuery(), None, 0)
        assert (entities.items, entities.total, entities.more) == ((), 3, True)
        assert (claims.items, claims.total, claims.more) == ((), 1, True)

    def test_entities_by_type(self, make_store: MakeStore) -> None:
        store = make_store(TYPED)
        found = store.find_entities(("person", "project"), None, 10)
        assert ([entity.id for entity in found.items], found.total) == (["a", "c", "d"], 3)
        assert [entity.id for entity in store.find_entities(("person", "project"), "a", 1).items] == ["c"]

    def test_counts_of_entities(self, make_store: MakeStore) -> None:
        dataset = make_dataset(
            [
                make_claim("c1", "a", "b", speaker="c"),
                make_claim("c2", "b", "a", speaker="c"),
                make_claim("c3", "a", "d", polarity="negated", speaker="c"),
                make_claim("c4", "a", "b", qualifiers=loosely("d"), speaker="d"),
                make_claim("c5", "a", "c", rank="deprecated", speaker="c"),
            ],
            sources=[make_source("paper-1", "d"), make_source("paper-2", "d"), make_source("paper-3", "b")],
        )
        counts = make_store(dataset).count_for_entities(["a", "b", "c", "d", "nobody"])
        assert counts == {
            "a": EntityCounts(claims=4, neighbours=1, asserted=0, published=0),
            "b": EntityCounts(claims=3, neighbours=1, asserted=0, published=1),
            "c": EntityCounts(claims=0, neighbours=0, asserted=3, published=0),
            "d": EntityCounts(claims=2, neighbours=0, asserted=1, published=2),
        }

    def test_the_counts_of_an_entity_are_those_of_the_lists(self, make_store: MakeStore) -> None:
        for seed in range(10):
            dataset = make_random_dataset(seed)
            store = make_store(dataset)
            for id_, counts in store.count_for_entities([entity.id for entity in dataset.entities]).items():
                assert counts.claims == store.count_claims(ClaimQuery(Filters(about=(id_,))))
                assert counts.asserted == store.count_claims(ClaimQuery(Filters(speaker=(id_,))))
                assert counts.published == store.find_sources([id_], None, 0).total
                assert counts.neighbours == len(store.find_ties([id_], NO_FILTERS)[id_])

    def test_sources_by_id_and_by_outlet(self, make_store: MakeStore) -> None:
        sources = [
            make_source(id_, outlet) for id_, outlet in (("s2", "press-1"), ("s1", "press-2"), ("s3", "press-1"))
        ]
        store = make_store(make_dataset(sources=sources))
        assert set(store.get_sources(["s1", "nothing", "s3"])) == {"s1", "s3"}
        assert [source.id for source in store.find_sources((), None, 10).items] == ["report", "s1", "s2", "s3"]
        found = store.find_sources(("press-1",), None, 1)
        assert ([source.id for source in found.items], found.total, found.more) == (["s2"], 2, True)
        assert [source.id for source in store.find_sources(("press-1", "press-2"), "s1", 10).items] == ["s2", "s3"]

    def test_nearby_cites_are_the_next_later_bracket_of_the_same_paragraph(self, make_store: MakeStore) -> None:
        evidences = [
            make_evidence((), sentence=1),
            make_evidence(("paper-1",), sentence=2),
            make_evidence((), sentence=3),
            make_evidence(("paper-2", Cite(id="paper-3", signal="see")), sentence=5),
            make_evidence(("paper-1",), paragraph=2, sentence=1),
        ]
        claims = [make_claim(f"c{number}", "a", "b", evidence=(each,)) for number, each in enumerate(evidences)]
        claims.append(make_claim("other", "a", "b", evidence=(make_evidence((), source="paper-3"),)))
        later = NearbyCites(5, (Cite(id="paper-2"), Cite(id="paper-3", signal="see")))
        places = [("report", 1, 1), ("report", 1, 2), ("report", 1, 3), ("report", 1, 5), ("report", 2, 1)]
        places += [("paper-3", 1, 1), ("nothing", 1, 1)]
        assert make_store(make_dataset(claims)).find_nearby_cites(places) == {
            ("report", 1, 1): NearbyCites(2, (Cite(id="paper-1"),)),
            ("report", 1, 2): later,
            ("report", 1, 3): later,
        }

    def test_names_resolve_by_every_script_and_by_id_order(self, make_store: MakeStore) -> None:
        names = (Name(text="Қазақстан", lang="kk-Cyrl", kind="alias"), Name(text="KZ", lang="en", kind="abbreviation"))
        dataset = make_dataset(
            entities=[
                make_entity("kz", name="Kazakhstan", names=names),
                make_entity("ili-river", name="Ile", names=(Name(text="Ili", lang="en", kind="alias"),)),
                make_entity("ili-city", name="Ili"),
            ]
        )
        store = make_store(dataset)
        assert [(match.owner, match.text, match.how) for match in store.resolve_name("KAZAKHSTAN")] == [
            ("kz", "Kazakhstan", "normalised")
        ]
        assert [match.owner for match in store.resolve_name("қазақстан")] == ["kz"]
        assert [match.owner for match in store.resolve_name("ili")] == ["ili-city", "ili-river"]
        assert store.resolve_name("Kazakhsten") == ()
        assert [(match.owner, match.how) for match in store.search_names("Kazakhsten", 5)] == [("kz", "typo")]
        assert [(match.lang, match.kind) for match in store.resolve_name("Kazakhstan")] == [("en", "name")]
        assert len(store.search_names("i", 1)) == 1

    def test_retired_ids_by_kind(self, make_store: MakeStore) -> None:
        retired = [
            make_retired("old-b", "b"),
            make_retired("older-b", "old-b"),
            make_retired("c0", kind="claim", reason="Said twice."),
            make_retired("old-b", kind="source"),
        ]
        store = make_store(make_dataset(make_chain("a", "b"), retired=retired))
        assert store.get_retired("entity", ["old-b", "b", "c0", "older-b"]) == {
            "old-b": retired[0],
            "older-b": retired[1],
        }
        assert store.get_retired("source", ["old-b"]) == {"old-b": retired[3]}
        assert store.find_retired("entity", None, 1) == Slice((retired[0],), 2, True)
        assert store.find_retired("entity", "old-b", 5) == Slice((retired[1],), 2, False)
        assert store.find_retired("entity", "older-b", 5).items == ()
        assert store.find_retired("claim", None, 5).items == (retired[2],)
        assert store.get_entities(["old-b"]) == {}
        bare = make_store(make_dataset(make_chain("a", "b")))
        assert bare.get_retired("claim", ["c0"]) == {}
        assert bare.find_retired("source", None, 5) == Slice((), 0, False)

    def test_ids_near_to_an_unknown_one(self, make_store: MakeStore) -> None:
        store = make_store(make_dataset([make_claim("first-claim", "albatross", "buzzard")]))
        assert list(store.nearest_ids("entity", "albatros"))[:1] == ["albatross"]
        assert list(store.nearest_ids("claim", "firstclaim")) == ["first-claim"]
        assert list(store.nearest_ids("source", "reports")) == ["report"]
        assert list(store.nearest_ids("claim", "999")) == []
