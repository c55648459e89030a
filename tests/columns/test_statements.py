"""A template gives its statement back, and has its words, whatever is in the names."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgraph.columns.statements import DATE, MARKS, OBJECT, SUBJECT, fill_template, to_template
from kgraph.columns.words import words_around, words_of, words_within
from kgraph.records import Claim
from tests.graphs import make_claim

# What has been known to go wrong, or looks as if it could: articles, possessives, figures, marks that combine,
# letters of two scripts that look alike, Chinese across a space, characters that vanish or fall into several.
PIECES = (
    *("the", "The", "THE", "thе", "The-", "(The", "“the", "a", "China", "X", "s", "'s", "’s", "s'", "0", "1", "19.2"),
    *("40,000", "7", ".5", "5.", ",", ".", "2013-02-05", "[2021,2023]", "..", "习近平", "中", "国", "〇", "Токаев"),
    *("Қазақ", "é", "e\u0301", "\u0301", "\u3099", "か", "\u02bc", "ŉ", "㈠", "㊀", "ﬁ", "ǆ", "İ", "ı", "ς", "Σ", "ß"),
    *("ə", "Ё", "й", "\u200b", "\u00ad", "\u202e", "\u00a0", "\u3000", "\u037a", "´", "\u0903", "क", "ا", "한"),
    *("\u1160", "½", "²", "٣"),
    *("!", "?", ";", ":", "(", ")", '"', "“", "”", "-", "–", "/", "&", "{", "}", "{}", "%", "$", "@", "_", "|", "\\1"),
)  # fmt: skip
SPACES = st.sampled_from((" ", "", " ", ", ", ". ", "-"))
LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12).map(str.strip)


@st.composite
def lines(draw: st.DrawFn, most: int) -> str:
    """Return a line of text of awkward pieces."""
    parts = draw(st.lists(st.tuples(st.sampled_from(PIECES) | LINE, SPACES), min_size=1, max_size=most))
    return "".join(piece + space for piece, space in parts).strip() or "x"


NAMES = lines(4)
DATES = st.none() | st.sampled_from(("2013-02-05", "2013", "2022?", "../..", "[2021,2023]", "2021/..", "XXXX-05-19"))
Told = tuple[str, str, str | None, str | None]


@st.composite
def told(draw: st.DrawFn) -> Told:
    """Return a statement, and the names and the date that it may hold, anywhere, once or more often."""
    subject, object_, date = draw(NAMES), draw(st.none() | NAMES), draw(DATES)
    named = [each for each in (subject, object_, date) if each is not None]
    parts = draw(
        st.lists(st.tuples(st.sampled_from((*named, *named, *PIECES)) | lines(2), SPACES), min_size=1, max_size=8)
    )
    statement = "".join(piece + space for piece, space in parts).strip() or "x"
    return statement, subject, object_, date


def check_law(statement: str, subject: str, object_: str | None, date: str | None) -> None:
    template = to_template(statement, subject, object_, date)
    assert fill_template(template, subject, object_, date) == statement
    parts = [words_around(template)]
    parts += [
        words_within(text)
        for mark, text in ((SUBJECT, subject), (OBJECT, object_), (DATE, date))
        if mark in template and text
    ]
    assert reduce(frozenset.union, parts) == words_of(statement), template


@settings(max_examples=1500, deadline=None)
@given(told())
@example(("The-Sunday Times met X", "The-Sunday Times", "X", None))
@example(("Alexander the Great met X", "Alexander", "X", None))
@example(("(The Times) met X", "The Times", "X", None))
@example(("The The Times met X", "The Times", "X", None))
@example(("19.2 the Group met X", "19.2 the Group", "X", None))
@example(("!!! the Group met X", "!!!", "X", None))
@example(("The met X", "The", "X", None))
@example(("../.. the war", "war", None, "../.."))
@example(("China's 中 X 国 习", "X", "China", None))
def test_a_template_has_the_words_of_its_statement(case: Told) -> None:
    check_law(*case)


@settings(max_examples=500, deadline=None)
@given(LINE.filter(bool), LINE.filter(bool), st.none() | LINE.filter(bool), DATES)
def test_whatever_text_it_is(statement: str, subject: str, object_: str | None, date: str | None) -> None:
    check_law(f"{subject} {statement}, {date}", subject, object_, date)
    check_law(f"{statement} ({object_}) {subject}", subject, object_, date)


@pytest.mark.parametrize(
    ("statement", "names", "template"),
    [
        ("China – Consult – Iran, on 2013-02-05.", ("China", "Iran", "2013-02-05"), "\1 – Consult – \2, on \3."),
        ("Қазақстан – Consult – Тоқаев.", ("Қазақстан", "Тоқаев", None), "\1 – Consult – \2."),
        ("Citizen (China) met \"Iran\".", ("Citizen (China)", "Iran", None), "\1 met \"\2\"."),
        ("China met China.", ("China", "China", None), "\1 met \2."),
        ("The Times met China.", ("The Times", "China", None), "The Times met \2."),
        ("China met The Times.", ("China", "The Times", None), "\1 met \2."),
        ("China’s men met Iranians.", ("China", "Iran", None), "China’s men met Iranians."),
        ("习近平 met Иран.", ("习近平", "Иран", None), "习近平 met \2."),
        ("On 2013-02-05, 2013 was young.", ("x", None, "2013"), "On 2013-02-05, 2013 was young."),
        ("It was 5.5 in 5 places.", ("5", None, None), "It was 5.5 in 5 places."),
    ],
)  # fmt: skip
def test_what_is_left_out(statement: str, names: tuple[str, str | None, str | None], template: str) -> None:
    assert to_template(statement, names[0], names[1], names[2]) == template


def test_no_record_can_hold_a_mark() -> None:
    for mark in (SUBJECT, OBJECT, DATE):
        assert MARKS.fullmatch(mark)
        with pytest.raises(ValueError, match="statement"):
            Claim.model_validate(make_claim("c1", "a", "b").model_dump() | {"statement": f"a{mark}b"})
