"""The dataset that ships says what the article says: all of it, in its places, and nothing else.

The tables in here were read off the article by hand, not off the dataset. What needs the text itself is
checked where a copy is at hand: at KGRAPH_ARTICLE, or beside the project in shared/article.txt.
"""

from __future__ import annotations

import calendar
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kgraph.dates import parse_edtf
from kgraph.loading import verify_text
from kgraph.names import name_key
from kgraph.records import Claim, Dataset, Entity, Evidence, Value
from kgraph.text import iter_passages

ROOT = Path(__file__).resolve().parent.parent.parent
ARTICLE = Path(os.environ.get("KGRAPH_ARTICLE") or ROOT.parent / "shared" / "article.txt")
Place = tuple[int, int]

SENTENCES_PER_PARAGRAPH = (4, 3, 5, 4, 5, 6, 6, 4, 4, 3)
PLACES = [(paragraph, n) for paragraph, count in enumerate(SENTENCES_PER_PARAGRAPH, 1) for n in range(1, count + 1)]
# Sentences that make no claim, each with the reason.
WITHOUT_CLAIMS: dict[Place, str] = {}

# What stands in the brackets of each sentence: outlet, date as printed, signal.
CITED: dict[Place, list[tuple[str, str, str | None]]] = {
    (1, 2): [("Akorda.kz", "September 1", None)],
    (1, 3): [("Eurasia Daily Monitor", "October 2", "see")],
    (2, 3): [("Fmprc.gov.cn", "May 17", None)],
    (3, 2): [("Kommersant", "January 6", None)],
    (3, 3): [("Kazakhstan Today", "March 2", None)],
    (3, 5): [("Inbusiness.kz", "August 8", None)],
    (4, 3): [("Vlast.kz", "September 11", None)],
    (5, 2): [("RBC", "July 28", None)],
    (5, 3): [("Eurasia Daily Monitor", "May 24", "see")],
    (5, 4): [("Akorda.kz", "May 19", None)],
    (5, 5): [("Kursiv.kz", "September 7", None)],
    (6, 5): [("Orda.kz", "May 5", None)],
    (6, 6): [("Kapital.kz", "August 10", None)],
    (7, 3): [("Inbusiness.kz", "September 6", None)],
    (7, 6): [("Forbes.kz", "May 5", None)],
    (8, 3): [("Tengrinews", "April 17", None), ("Informburo.kz", "May 18", None)],
    (8, 4): [("Vlast.kz", "September 20", None)],
    (9, 3): [("Azattyq", "April 17", None)],
    (9, 4): [("Orda.kz", "September 6", None)],
}
# Every cardinal number of the body: amount, modifier, unit.
FIGURES: dict[Place, set[tuple[str, str, str]]] = {
    (3, 3): {("80", "about", "percent")},
    (3, 5): {("2", "exact", "item")},
    (4, 3): {("4", "exact", "percent"), ("19", "exact", "percent")},
    (5, 2): {("19.2", "exact", "percent")},
    (5, 4): {(f"{amount}000000000", "exact", "USD") for amount in (22, 31, 40)},
    (6, 6): {("2025", "at_least", "year")},
    (7, 2): {("70", "about", "percent")},
    (8, 2): {("30", "exact", "day")},
}
# Everything that the text dates, and how. The year of 28 September is that of the paragraph.
DATED: dict[Place, list[tuple[str, str, str]]] = {
    (1, 1): [
        ("january-2022-protests", "takes_place_in", "2022-01"),
        ("kazakhstan", "seeks_distance_from", "2022-01/.."),
        ("kazakhstan", "seeks_distance_from", "2022-01/.."),
    ],
    (1, 2): [
        ("dependence-on-raw-materials", "drives", "2023"),
        ("insufficient-innovation", "drives", "2023"),
        ("kassym-jomart-tokayev", "presents", "2023-09"),
        ("kazakhstan", "suffers_from", "2023"),
        ("low-labor-productivity", "drives", "2023"),
        ("uneven-income-distribution", "drives", "2023"),
    ],
    (1, 4): [("kassym-jomart-tokayev", "declares", "2023?-09-28")],
    (2, 3): [
        ("china", "party_to", "2023-05"),
        ("kassym-jomart-tokayev", "holds_talks_with", "2023-05"),
        ("kazakhstan", "party_to", "2023-05"),
        ("may-2023-agreements", "signed_at", "2023-05"),
    ],
    (3, 2): [("csto", "carries_out", "2022-01"), ("csto-intervention", "takes_place_in", "2022-01")],
    (4, 3): [
        ("poll-respondents", "grows_more_negative_about", "2017/2023"),
        ("poll-respondents", "views_somewhat_negatively", "2017"),
        ("poll-respondents", "views_somewhat_negatively", "2023"),
    ],
    (5, 2): [("china", "accounts_for_trade_of", "2023-07"), ("china", "top_trade_partner_of", "2023-07")],
    (6, 5): [("new-khorgos-company", "takes_over", "2023-04")],
    (6, 6): [("astana-light-rail", "completion_put_off_to", "[2025..]")],
}
NOT_SO: dict[Place, tuple[str, str, str, str]] = {
    (6, 5): ("unknown", "new-khorgos-company", "affiliated_with", "bolat-nazarbayevs-company"),
    (7, 5): ("negated", "kassym-jomart-tokayev", "criticises", "government-of-china"),
    (9, 2): ("negated", "ethnic-kazakhs-in-china", "exempt_from_prosecution_in", "china"),
    (10, 3): ("negated", "public-of-kazakhstan", "supports", "chinese-economic-projects"),
}
# How often each sentence says something that has not come about, or is no longer so.
STATUSES: dict[str, dict[Place, int]] = {
    "ended": {(1, 1): 3, (6, 4): 1},
    "planned": {(1, 2): 4, (2, 3): 4, (3, 5): 4, (5, 4): 3, (6, 2): 4, (6, 6): 1, (7, 3): 1, (8, 4): 2},
    "promised": {(1, 4): 1, (7, 4): 1},
    "announced": {(8, 4): 3},
    "alleged": {(6, 3): 2},
    "feared": {(8, 3): 2},
    "forecast": {(7, 4): 1, (10, 2): 3, (10, 3): 2},
    "hypothetical": {(2, 2): 1, (5, 3): 1, (9, 2): 2},
}
HEDGES: dict[Place, str] = {
    (2, 2): "perhaps",
    (6, 5): "unclear",
    (7, 4): "expected",
    (9, 4): "ostensibly",
    (10, 1): "appears",
    (10, 3): "likely",
}
# Who speaks beside the author, and in how many claims of a sentence.
SPEAKERS: dict[str, dict[Place, int]] = {
    "kassym-jomart-tokayev": {(1, 2): 8, (1, 4): 2, (5, 3): 1, (7, 5): 1, (7, 6): 2},
    "public-poll": {(4, 3): 3},
    "nuclear-plant-discussions": {(7, 3): 6},
    "public-of-kazakhstan": {(8, 3): 2},
    "government-of-kazakhstan": {(8, 1): 1, (8, 4): 5},
    "kazakhstani-officials": {(9, 2): 2},
}
METONYMS: dict[str, set[Place]] = {
    "government-of-kazakhstan": {(2, 1), (3, 4), (4, 2), (8, 1), (8, 4), (9, 4)},
    "government-of-china": {(5, 1), (7, 5), (8, 1), (9, 4), (10, 2)},
    "government-of-russia": {(3, 1), (3, 4)},
}
AMBIGUOUS = {
    frozenset({"nursultan-nazarbayev", "bolat-nazarbayev"}): {
        "nazarbayev",
        "nazarbaev",
        "назарбаев",
        "纳扎尔巴耶夫",
        "nazhaerbayefu",
    },
    frozenset({"astana-city", "government-of-kazakhstan"}): {"astana", "астана", "阿斯塔纳", "asitana"},
}
# Of the named actors and places an analyst may type any of these.
NAMED_TYPES = {"country", "region", "place", "person", "organisation", "government"}
SCRIPTS = {
    "en": "LATIN",
    "ru": "CYRILLIC",
    "kk-Cyrl": "CYRILLIC",
    "kk-Latn": "LATIN",
    "zh-Hans": "CJK",
    "zh-Latn-pinyin": "LATIN",
}
QUOTED_WORDS = 8


@pytest.fixture(scope="module")
def text() -> str:
    """The article, where a copy is at hand."""
    if not ARTICLE.is_file():
        pytest.skip("the text of the article is not at hand: set KGRAPH_ARTICLE to the path of a copy")
    return ARTICLE.read_text(encoding="utf-8")


def place_of(evidence: Evidence) -> Place:
    """Return where in the article a passage stands."""
    assert evidence.locator.paragraph is not None
    assert evidence.locator.sentence is not None
    return evidence.locator.paragraph, evidence.locator.sentence


def home_of(claim: Claim) -> Place:
    """Return the first sentence that a claim was read in."""
    return place_of(claim.evidence[0])


def iter_evidence(dataset: Dataset) -> Iterator[tuple[Claim, Evidence]]:
    """Yield all evidence with its claim."""
    for claim in dataset.claims:
        for evidence in claim.evidence:
            yield claim, evidence


def values_of(claim: Claim) -> list[Value]:
    """Return the typed values of a claim."""
    return [content.value for content in claim.contents if content.value is not None]


# --- places -----------------------------------------------------------------------------------------------


def test_the_tables_are_of_the_article() -> None:
    assert len(PLACES) == 44
    assert len(set(PLACES) - set(CITED)) == 25
    items = [item[:2] for cited in CITED.values() for item in cited]
    assert (len(items), len(set(items))) == (20, 20)
    assert len({outlet for outlet, _ in items}) == 15


def test_every_sentence_has_a_claim_or_a_reason_for_none(article: Dataset) -> None:
    read = {home_of(claim) for claim in article.claims}
    assert read | set(WITHOUT_CLAIMS) == set(PLACES)
    assert not read & set(WITHOUT_CLAIMS)


def test_every_claim_was_read_in_the_article_and_its_id_says_where(article: Dataset) -> None:
    for claim, evidence in iter_evidence(article):
        assert evidence.source == article.info.carrying_source
        assert place_of(evidence) in PLACES
        paragraph, sentence = home_of(claim)
        assert re.fullmatch(rf"p{paragraph:02}s{sentence}c\d\d", claim.id)
        places = [place_of(each) for each in claim.evidence]
        assert places == sorted(set(places))


def test_every_passage_has_its_own_digest(article: Dataset) -> None:
    digests: dict[Place, set[str]] = defaultdict(set)
    for _, evidence in iter_evidence(article):
        digests[place_of(evidence)].add(evidence.digest)
    assert all(len(of_place) == 1 for of_place in digests.values())
    assert len(set.union(*digests.values())) == len(digests) == 44


def test_every_digest_matches_the_text(article: Dataset, text: str) -> None:
    verification = verify_text(article, text)
    assert [check for check in verification.passages if check.state != "match"] == []
    assert verification.same_text
    assert set(verification.uncovered) == set(WITHOUT_CLAIMS)
    assert [(passage.paragraph, passage.sentence) for passage in iter_passages(text)] == PLACES


# --- sources ----------------------------------------------------------------------------------------------


def test_every_citation_belongs_to_the_sentence_whose_bracket_it_stands_in(article: Dataset) -> None:
    sources = {source.id: source for source in article.sources}
    names = {entity.id: entity.name for entity in article.entities}
    for _, evidence in iter_evidence(article):
        cited = [
            (names[sources[cite.id].outlet], sources[cite.id].date_printed, cite.signal) for cite in evidence.cites
        ]
        assert cited == CITED.get(place_of(evidence), [])


def test_every_cited_item_supports_a_claim(article: Dataset) -> None:
    cited = {cite.id for _, evidence in iter_evidence(article) for cite in evidence.cites}
    items = {source.id: source for source in article.sources if source.type == "cited-item"}
    assert cited == set(items)
    assert len(items) == 20
    assert len({source.outlet for source in items.values()}) == 15
    assert {source.id for source in article.sources} - cited == {article.info.carrying_source}


def test_25_sentences_cite_nothing(article: Dataset) -> None:
    bare = {place_of(evidence) for _, evidence in iter_evidence(article) if not evidence.cites}
    assert bare == set(PLACES) - set(CITED)


def test_the_brackets_of_the_text_are_those_of_the_table(text: str) -> None:
    outlets = {
        "EDM" if outlet == "Eurasia Daily Monitor" else outlet for cited in CITED.values() for outlet, *_ in cited
    }
    for passage in iter_passages(text):
        found = re.findall(rf"({'|'.join(map(re.escape, sorted(outlets)))}),? ([A-Z][a-z]+ \d+)", passage.text)
        cited = CITED.get((passage.paragraph, passage.sentence), [])
        assert found == [("EDM" if outlet.startswith("Eurasia") else outlet, date) for outlet, date, _ in cited]


def test_an_inferred_year_is_marked_and_a_printed_day_is_kept(article: Dataset) -> None:
    months = [*calendar.month_name]
    for source in article.sources:
        if source.date_printed is None:
            assert source.date is None
            continue
        assert source.date is not None
        assert source.date_basis
        month, day = source.date_printed.split()
        # The article prints no year: 2023? is inferred and marked so, XXXX is left open.
        assert source.date in {f"{year}-{months.index(month):02}-{int(day):02}" for year in ("2023?", "XXXX")}
    assert [source.id for source in article.sources if (source.date or "").startswith("XXXX")] == [
        "kommersant-january-6"
    ]


def test_the_article_itself_is_dated_by_nothing(article: Dataset) -> None:
    (carrier,) = (source for source in article.sources if source.id == article.info.carrying_source)
    assert carrier.title == "Kazakhstan Cautiously Builds Ties With China"
    assert (carrier.date, carrier.date_printed) == (None, None)


# --- figures and dates ------------------------------------------------------------------------------------


def test_every_figure_stands_as_a_typed_value_and_no_other_does(article: Dataset) -> None:
    found: dict[Place, set[tuple[Decimal, str | None, str | None]]] = defaultdict(set)
    for claim in article.claims:
        for value in values_of(claim):
            if value.amount is not None:
                found[home_of(claim)].add((value.amount, value.modifier, value.unit))
    assert found == {
        place: {(Decimal(amount), modifier, unit) for amount, modifier, unit in figures}
        for place, figures in FIGURES.items()
    }


def test_the_figures_of_the_text_are_those_of_the_table(text: str) -> None:
    for passage in iter_passages(text):
        # Brackets hold dates of cited items; years and days of the month are dates, not cardinal numbers.
        bare = re.sub(r"\([^)]*\)", "", passage.text)
        bare = re.sub(r"(?:in|[A-Z][a-z]+) (?:20\d\d|\d\d?\b)", "", bare)
        figures = re.findall(r"\d[\d.]*(?= percent| billion|-day)|20\d\d|(?<=purchased )two", bare)
        amounts = {amount for amount, _, _ in FIGURES.get((passage.paragraph, passage.sentence), set())}
        assert {"2" if figure == "two" else figure for figure in figures} == {
            amount.removesuffix("0" * 9) for amount in amounts
        }


def test_a_percentage_says_of_what(article: Dataset) -> None:
    for claim in article.claims:
        if any(value.unit == "percent" for value in values_of(claim)):
            assert [part.entity for part in claim.qualifiers if part.role == "share_of"] != []


def test_a_claim_is_dated_only_by_what_the_text_says_of_it(article: Dataset) -> None:
    dated: dict[Place, list[tuple[str, str, str]]] = defaultdict(list)
    for claim in article.claims:
        if claim.valid is not None:
            dated[home_of(claim)].append((claim.subject, claim.predicate, claim.valid))
    assert {place: sorted(claims) for place, claims in dated.items()} == DATED


def test_every_year_of_a_date_stands_in_the_text(article: Dataset, text: str) -> None:
    passages = {(passage.paragraph, passage.sentence): passage.text for passage in iter_passages(text)}
    for claim in article.claims:
        for year, doubt in re.findall(r"(\d{4})(\?)?", claim.valid or ""):
            paragraph, sentence = home_of(claim)
            words = (
                [passages[paragraph, sentence]]
                if not doubt
                else [passage for (number, _), passage in passages.items() if number == paragraph]
            )
            assert any(year in passage for passage in words)


def test_no_date_of_a_cited_item_is_taken_for_the_date_of_a_claim(article: Dataset) -> None:
    sources = {source.id: source for source in article.sources}
    for claim, evidence in iter_evidence(article):
        for cite in evidence.cites:
            assert (sources[cite.id].date or "")[-5:] not in (claim.valid or "").replace("?", "")
    assert all(parse_edtf(claim.valid) for claim in article.claims if claim.valid)


# --- how it is said ---------------------------------------------------------------------------------------


def test_what_is_not_so_or_unclear_is_as_the_text_has_it(article: Dataset) -> None:
    found = [
        (home_of(claim), (claim.polarity, claim.subject, claim.predicate, claim.object.entity))
        for claim in article.claims
        if claim.polarity != "affirmed"
    ]
    assert sorted(found) == sorted(NOT_SO.items())


def test_what_has_not_come_about_is_as_the_text_has_it(article: Dataset) -> None:
    places: dict[str, Counter[Place]] = defaultdict(Counter)
    for claim in article.claims:
        places[claim.status][home_of(claim)] += 1
    assert {status: of_status for status, of_status in places.items() if status in STATUSES} == STATUSES
    assert set(places) == {*STATUSES, "occurred", "ongoing"}


def test_the_cue_words_are_those_of_their_sentences(article: Dataset) -> None:
    hedges: dict[Place, set[str]] = defaultdict(set)
    for claim in article.claims:
        if claim.hedge is not None:
            hedges[home_of(claim)].add(claim.hedge)
    assert hedges == {place: {cue} for place, cue in HEDGES.items()}


def test_the_cue_words_stand_in_the_text(text: str) -> None:
    passages = {(passage.paragraph, passage.sentence): passage.text.casefold() for passage in iter_passages(text)}
    assert all(cue in passages[place] for place, cue in HEDGES.items())


def test_a_hedge_that_bears_on_a_motive_does_not_bear_on_the_deed(article: Dataset) -> None:
    hedged = {claim.predicate for claim in article.claims if home_of(claim) == (9, 4) and claim.hedge}
    assert hedged == {"seeks_not_to_harm_relations_with"}


def test_who_speaks(article: Dataset) -> None:
    speakers: dict[str, Counter[Place]] = defaultdict(Counter)
    for claim in article.claims:
        speakers[claim.speaker][home_of(claim)] += 1
    del speakers["article-author"]
    assert speakers == SPEAKERS


def test_a_capital_that_stands_for_a_government_is_presupposed_where_it_does(article: Dataset) -> None:
    found = {
        claim.subject: {place_of(evidence) for evidence in claim.evidence}
        for claim in article.claims
        if claim.predicate == "government_of"
    }
    assert found == METONYMS
    assert all(claim.basis == "presupposed" for claim in article.claims if claim.predicate == "government_of")


def test_the_capitals_of_the_text_are_those_of_the_table(text: str) -> None:
    # 6.6 means the city.
    words = {
        "government-of-kazakhstan": "Astana",
        "government-of-china": "Beijing",
        "government-of-russia": "Moscow|Kremlin",
    }
    for government, pattern in words.items():
        places = {(each.paragraph, each.sentence) for each in iter_passages(text) if re.search(pattern, each.text)}
        assert places - {(6, 6)} == METONYMS[government]


# --- words ------------------------------------------------------------------------------------------------


def test_statements_are_whole_sentences_and_all_different(article: Dataset) -> None:
    statements = [claim.statement for claim in article.claims]
    assert len(set(statements)) == len(statements)
    assert all(re.fullmatch(r"[A-Z0-9].*[^.]\.", statement) for statement in statements)


def words_of(text: str) -> list[str]:
    """Return the words of a text, case and punctuation aside."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", ""))


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Return every run of so many words that counts as a quotation."""
    words = words_of(text)
    return {tuple(words[start : start + QUOTED_WORDS]) for start in range(len(words) - QUOTED_WORDS + 1)}


def test_no_file_of_the_project_quotes_the_article(text: str) -> None:
    runs = runs_of(text)
    hidden = {".git", ".venv", "__pycache__", "node_modules", "dist", "build"}
    quoting = {}
    for file in ROOT.rglob("*"):
        parts = file.relative_to(ROOT).parts
        is_cache = any(part in hidden or part.endswith("_cache") or part == ".hypothesis" for part in parts)
        if is_cache or not file.is_file() or file.suffix in {".gz", ".png", ".whl"}:
            continue
        if found := runs & runs_of(file.read_text(encoding="utf-8", errors="replace")):
            quoting[str(file.relative_to(ROOT))] = sorted(found)[0]
    assert quoting == {}


def test_a_quotation_would_be_found() -> None:
    text = "The ferry “Nadia” left Belmo's harbour with forty lorries on the ninth of March."
    assert runs_of("x the ferry Nadia left Belmo’s harbour with forty lorries y") & runs_of(text)
    assert not runs_of("x the ferry Nadia left Belmo’s harbour y with forty lorries") & runs_of(text)


# --- entities and names -----------------------------------------------------------------------------------


def names_of(entity: Entity) -> list[str]:
    """Return all names of an entity."""
    return [entity.name, *(name.text for name in entity.names)]


def test_every_entity_is_named_by_a_claim_and_every_outlet_by_a_source(article: Dataset) -> None:
    named = {claim.subject for claim in article.claims} | {claim.speaker for claim in article.claims}
    named |= {content.entity for claim in article.claims for content in claim.contents if content.entity}
    outlets = {entity.id for entity in article.entities if entity.type == "outlet"}
    assert {entity.id for entity in article.entities} - named - outlets == set()
    assert outlets == {source.outlet for source in article.sources}
    assert not outlets & named


def test_no_name_is_shared_but_those_that_the_text_itself_leaves_open(article: Dataset) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in article.entities:
        for name in names_of(entity):
            owners[name_key(name)].add(entity.id)
    shared: dict[frozenset[str], set[str]] = defaultdict(set)
    for key, ids in owners.items():
        if len(ids) > 1:
            shared[frozenset(ids)].add(key)
    assert shared == AMBIGUOUS


def test_an_id_is_no_name_of_another_entity(article: Dataset) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in article.entities:
        for name in names_of(entity):
            owners[name_key(name)].add(entity.id)
    for entity in article.entities:
        assert owners[name_key(entity.id)] <= {entity.id}
    ambiguous = set.union(*AMBIGUOUS.values())
    assert not {name_key(entity.id) for entity in article.entities} & ambiguous


def test_every_actor_and_place_has_a_russian_a_kazakh_and_a_chinese_name(article: Dataset) -> None:
    lacking = {
        entity.id: missing
        for entity in article.entities
        if entity.type in NAMED_TYPES
        and (missing := {"ru", "kk-Cyrl", "zh-Hans"} - {name.lang for name in entity.names})
    }
    assert lacking == {}


def test_names_are_written_in_the_script_of_their_language(article: Dataset) -> None:
    for entity in article.entities:
        for lang, text in [("en", entity.name), *((name.lang, name.text) for name in entity.names)]:
            letters = [letter for letter in text if letter.isalpha()]
            wrong = [letter for letter in letters if not unicodedata.name(letter).startswith(SCRIPTS[lang])]
            assert (letters == [], wrong) == (False, []), (entity.id, lang, text)


def test_names_of_an_entity_are_not_repeated(article: Dataset) -> None:
    for entity in article.entities:
        names = [("en", entity.name), *((name.lang, name.text) for name in entity.names)]
        assert len(set(names)) == len(names), entity.id
