"""A small dataset in which every field of every record is used, with what makes writers stumble in its texts."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from kgraph.loading.version import digest_dataset
from kgraph.records import (
    Cite,
    Claim,
    Content,
    Dataset,
    DatasetInfo,
    Entity,
    Evidence,
    Identifiers,
    Locator,
    Name,
    Predicate,
    Qualifier,
    Retired,
    Role,
    Source,
    Term,
    Value,
    Vocabulary,
)
from kgraph.records.vocabulary import Unit

# Quotes of every kind, escapes, markup, a formula, code points beyond the first plane, line separators, marks of
# direction, an emoji that is several code points, a combining accent that is not composed.
HOSTILE = (
    """ "a" 'b' \\n \\u0041 \\ """.strip(),
    "<b>&amp;]]></b><!-- --><?xml?>",
    "=HYPERLINK(1)",
    "@prefix : <x> . # no comment ; , .",
    '"""long"""',
    "\u2028line\u2029separators\u00a0and\ufeffmarks",
    "\u202eright to left\u202c \u200fعربي\u200e",
    "𝔘𐍈 👩‍👩‍👧 e\u0301 é \ufffd \uffff",
    "urn:kgraph:vocab:hedge",
    "{{x}} ${y} %s %(z)s",
)
_ADDRESS = 'https://example.org/"a"?b=<c>&d=\\e{f}|^`#Ж'
_RETRIEVED = datetime.datetime(2024, 5, 31, 12, 30, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=5)))


def make_vocabulary() -> Vocabulary:
    def terms(*ids: str) -> tuple[Term, ...]:
        return tuple(Term(id=id_, definition=f"{id_} {HOSTILE[0]}") for id_ in ids)

    return Vocabulary(
        entity_types=terms(
            "person", "organisation", "government", "country", "region", "event", "a.b:c", "outlet", "project"
        ),
        topics=terms("money", "a.b_c:d"),
        units=(Unit(id="USD", definition="Dollars."), Unit(id="a-b_C", definition="Made up.")),
        roles=(
            Role(id="with", label="with", definition="Made up.", ties=True),
            Role(id="a.b", label="=1+1", definition="Made up.", ties=False, measure=False),
            Role(id="share", label="share", definition="Made up.", ties=False),
        ),
        predicates=(
            _predicate("pays", symmetric=True, subject_types=("person", "*"), object_types=("*", "value")),
            _predicate("a.b:c", single_valued=True, object_types=("value", "claim", "a.b:c", "person")),
        ),
    )


def _predicate(id_: str, **fields: Any) -> Predicate:
    texts = {"label": HOSTILE[0], "inverse_label": HOSTILE[1], "definition": HOSTILE[2]}
    return Predicate(**{"id": id_, "topic": "money", "subject_types": ("*",), **texts, **fields})


def make_entities() -> list[Entity]:
    def entity(id_: str, type: str, **fields: Any) -> Entity:
        return Entity(**{"id": id_, "type": type, "name": f"Name of {id_}", "description": "Made up.", **fields})

    kinds = ("official", "alias", "transliteration", "abbreviation", "metonym", "descriptive")
    languages = ("en", "ru", "kk-Cyrl", "kk-Latn", "zh-Latn-pinyin", "zh-Hans")
    names = [
        Name(text=text, lang=languages[number % 6], kind=kinds[number % 6])  # type: ignore[arg-type]
        for number, text in enumerate(HOSTILE)
    ]
    named_alike = [Name(text="One", lang="en", kind="alias"), Name(text="One", lang="en", kind="official")]
    return [
        entity("arra", "country", names=(*names, *named_alike), countries=("AA", "BB")),
        entity("belmo", "person", name=HOSTILE[0], identifiers=Identifiers(iso_3166_1="BB", wikidata="Q42")),
        *(entity(f"e-{number}", "a.b:c", description=text) for number, text in enumerate(HOSTILE)),
        *(entity(id_, id_) for id_ in ("event", "government", "organisation", "outlet", "project", "region")),
        entity("x.y:z_1-2", "person"),
    ]


def make_sources() -> list[Source]:
    dates = ("2031", "2031-03", "2031-03-09", "2031?-03-09", "2031-03~", "2031-21", "XXXX-03-09", "2031/2032", "0000")
    return [
        Source(
            id="book:1.2",
            type="article",
            outlet="outlet",
            title=HOSTILE[3],
            authors=("Tarn, Ines", HOSTILE[4]),
            volume="20 ½",
            issue='"5"',
            url=_ADDRESS,
        ),
        *(Source(id=f"dated-{date_id(date)}", type="cited-item", outlet="outlet", date=date) for date in dates),
        Source(
            id="inferred", type="web-page", outlet="x.y:z_1-2", date="2031", date_printed="'31", date_basis=HOSTILE[0]
        ),
        Source(id="rows", type="dataset", outlet="outlet", volume="3"),
        Source(id="slip", type="cited-item", outlet="outlet", issue="9"),
    ]


def date_id(date: str) -> str:
    """Return the id of the source with this date, after `dated-`."""
    return date.lower().replace("?", "-q").replace("~", "-about").replace("/", "-to-")


def make_claims() -> list[Claim]:
    page = _evidence("inferred", Locator(url=_ADDRESS, retrieved=_RETRIEVED))
    undated = _evidence("inferred", Locator(url=_ADDRESS), Cite(id="slip"))
    row = _evidence("rows", Locator(row=17), Cite(id="dated-2031"), Cite(id="book:1.2", signal="see"))
    both = _evidence("book:1.2", Locator(paragraph=3, sentence=1), Cite(id="slip"), Cite(id="slip", signal="see"))
    amount = Value(amount=Decimal("22000000000.125"), modifier="at_least", unit="USD", text=HOSTILE[0])
    small = Value(amount=Decimal("-0.000000125"), modifier="about", unit="a-b_C")
    with_all = (
        Qualifier(role="with", entity="x.y:z_1-2"),
        Qualifier(role="with", entity="arra"),
        Qualifier(role="with", entity="belmo"),
        Qualifier(role="a.b", claim="c.2:x"),
        Qualifier(role="share", value=small),
        Qualifier(role="share", value=Value(text=HOSTILE[1])),
    )
    return [
        _claim("c-1", Content(entity="belmo"), qualifiers=with_all, evidence=(page, row, both), valid="2031?-03/.."),
        _claim("c.2:x", Content(value=amount), hedge=HOSTILE[5], evidence=(row,), topics=("a.b_c:d", "money")),
        _claim(
            "c3", Content(claim="c-1"), predicate="a.b:c", polarity="negated", status="alleged", evidence=(undated,)
        ),
        _claim("c4", Content(entity="belmo"), polarity="unknown", basis="presupposed", valid="XXXX-01-06"),
        _claim("c5", Content(entity="belmo"), rank="deprecated", deprecated_because=HOSTILE[2]),
        _claim("c6", Content(claim="c5"), predicate="a.b:c", rank="preferred", speaker="event"),
        _claim("c7", Content(entity="arra"), status="planned", valid="[2025..]"),
        _claim("c8", Content(entity="arra"), subject="belmo", status="feared"),
        _claim("c9.x:1", Content(entity="project")),
        _claim("c9.x:2", Content(entity="project"), polarity="negated", speaker="event"),
        *(_claim(f"d{number}", Content(entity="event"), statement=text) for number, text in enumerate(HOSTILE)),
    ]


def _evidence(source: str, locator: Locator, *cites: Cite) -> Evidence:
    return Evidence(source=source, locator=locator, digest="0123456789abcdef" * 4, cites=cites)


def _claim(id_: str, content: Content, **fields: Any) -> Claim:
    defaults = {
        "statement": f"Claim {id_}.",
        "subject": "arra",
        "predicate": "pays",
        "status": "occurred",
        "polarity": "affirmed",
        "speaker": "x.y:z_1-2",
        "basis": "stated",
        "evidence": (_evidence("rows", Locator(row=1)),),
    }
    return Claim(**{"id": id_, "object": content, **defaults, **fields})


def make_everything() -> Dataset:
    """Return the dataset."""
    info = DatasetInfo(
        id="every.thing:1",
        title=HOSTILE[0],
        description=HOSTILE[6],
        carrying_source="book:1.2",
        annotator=HOSTILE[7],
        annotated=datetime.date(2031, 5, 1),
        data_licence=HOSTILE[1],
        format=1,
        text_digest="ab" * 32,
    )
    vocabulary, entities, claims, sources = make_vocabulary(), make_entities(), make_claims(), make_sources()
    records = ([*sorted(each, key=lambda record: record.id)] for each in (entities, claims, sources))  # type: ignore[attr-defined]
    entities, claims, sources = records  # type: ignore[assignment]
    return Dataset(
        info=info,
        vocabulary=vocabulary,
        entities=tuple(entities),
        claims=tuple(claims),
        sources=tuple(sources),
        version=digest_dataset(info, vocabulary, entities, claims, sources),
        retired=(
            Retired(id="gone", kind="entity", reason=HOSTILE[0]),
            Retired(id="old.arra", kind="entity", reason="The same as arra.", merged_into="arra"),
            Retired(id="old", kind="source", reason="Never seen."),
        ),
    )
