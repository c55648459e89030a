"""The store contract: what is missing from a dataset, and what would be if a source were."""

from __future__ import annotations

from kgraph.filters import Exclusion, Filters
from kgraph.records import Name
from kgraph.stores import ClaimQuery, SourceRoles
from tests.graphs import loosely, make_claim, make_dataset, make_entity, make_evidence, make_source
from tests.stores.contract_base import ContractBase, MakeStore

PAPER = Exclusion(sources=frozenset({"paper-1"}))
RESTING = make_dataset(
    [
        make_claim("alone", "a", "b", cites=("paper-1",)),
        make_claim("again", "b", "a", cites=("paper-1",)),
        make_claim("both", "b", "c", cites=("paper-1", "paper-2")),
        make_claim("beside", "b", "d", evidence=(make_evidence(("paper-1",)), make_evidence(sentence=2))),
        make_claim("named", "c", "c", qualifiers=loosely("e"), cites=("paper-1",)),
        make_claim("negated", "c", "d", cites=("paper-1",), polarity="negated"),
        make_claim("withdrawn", "f", "g", cites=("paper-3",), rank="deprecated"),
    ],
    sources=[make_source("spare", "press-9")],
)


class WeaknessesContract(ContractBase):
    """What nothing names, nothing uses, or nothing but one source supports."""

    def test_claims_fall_or_stand_without_a_source(self, make_store: MakeStore) -> None:
        store, filters = make_store(RESTING), Filters(source=("paper-1",))
        falling = store.find_claims(ClaimQuery(filters, falls_without=PAPER), None, 2)
        assert [claim.id for claim in falling.items] == ["again", "alone"]
        assert (falling.total, falling.more) == (4, True)
        standing = store.find_claims(ClaimQuery(filters, stands_without=PAPER), None, 50)
        assert [claim.id for claim in standing.items] == ["beside", "both"]
        # As they are, not as they would be.
        assert len(standing.items[0].evidence) == 2
        newest = ClaimQuery(tied_to="a", stands_without=PAPER)
        assert store.find_claims(newest, None, 50, "newest").items == ()

    def test_ties_break_when_none_of_their_claims_passes(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        broken = store.find_broken_ties(Filters(exclude_source=("paper-1",)), 50)
        assert broken.items == ((("a", "b"), 2),)
        everything = store.find_broken_ties(Filters(exclude_source=("paper-1", "report")), 2)
        assert [tie.pair for tie in everything.items] == [("a", "b"), ("b", "c")]
        assert (everything.total, everything.more) == (3, True)
        assert store.find_broken_ties(Filters(), 50).total == 0
        assert [tie.pair for tie in store.find_broken_ties(Filters(min_outlets=2), 50).items] == [("a", "b")]

    def test_entities_fall_when_no_claim_names_them(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        assert store.find_fallen_entities(PAPER, 50).items == ("a", "e")
        assert store.find_fallen_entities(Exclusion(frozenset({"nobody"})), 50).items == ()
        first = store.find_fallen_entities(Exclusion(sources=frozenset({"report"})), 1)
        assert (first.items, first.total, first.more) == (("a",), 5, True)

    def test_orphans_and_sources_without_use(self, make_store: MakeStore) -> None:
        store = make_store(RESTING)
        # Withdrawn claims name nobody, and use nothing.
        assert store.find_orphans(50).items == ("f", "g")
        assert store.find_unused_sources(50).items == ("paper-3", "spare")
        assert store.find_unused_sources(1).more
        assert store.find_source_roles(["report", "paper-1", "spare", "nothing"]) == {
            "report": SourceRoles(True, False),
            "paper-1": SourceRoles(False, True),
            "spare": SourceRoles(False, False),
        }

    def test_languages_without_a_name(self, make_store: MakeStore) -> None:
        names = (Name(text="А", lang="ru", kind="official"), Name(text="Ә", lang="kk-Cyrl", kind="official"))
        entities = [
            make_entity("a", names=names),
            make_entity("b", names=names[:1]),
            make_entity("c", description='Says "lang": nothing.'),
        ]
        unnamed = make_store(make_dataset(entities=entities)).find_unnamed(2)
        assert {lang: (found.items, found.total) for lang, found in unnamed.items()} == {
            "en": ((), 0),
            "ru": (("c", "gazette"), 2),
            "kk-Cyrl": (("b", "c"), 3),
        }

    def test_names_are_completed_without_guessing(self, make_store: MakeStore) -> None:
        entities = [make_entity("kz", name="Kazakhstan"), make_entity("police", name="Police of Kazakhstan")]
        store = make_store(make_dataset(entities=entities))
        assert [match.owner for match in store.complete_names("kaz", 5)] == ["kz", "police"]
        assert [match.owner for match in store.complete_names("kaz", 1)] == ["kz"]
        assert store.complete_names("Kazakhstan police", 5) == []
        assert store.complete_names("Kazakhstam", 5) == []
