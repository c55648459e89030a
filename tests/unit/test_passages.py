"""A text is cut into the same sentences, and each has the same digest, however its copy was typeset."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.text import Passage, digest, iter_passages, normalise, text_digest


def cut(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [passage.text for passage in iter_passages(text)]


SENTENCES: dict[str, list[str]] = {
    "a plain stop": ["One ended.", "Two began."],
    "other marks": ["Did it?", "It did!", "It went on…", "And then ended."],
    "three points inside": ["It went on ... and on.", "Then it ended."],
    "a decimal": ["It was 19.2 percent.", "A rise of 3.5 points.", "7.5 more came."],
    "a bracket before the stop": ["He paid (Harbour Post, March 9).", "She did not."],
    "a bracket after the stop": ["He paid.", "(Harbour Post, March 9.)", "She did not."],
    "an address in a bracket": ["He paid (Harbour.example, May 5).", "She did not."],
    "a stop inside quotation marks": ["He said, “I paid.”", "She laughed."],
    "a quotation that begins": ["He left.", "“I paid,” he said.", "“You did?”", "(Nobody knew.)"],
    "straight quotation marks": ['He said, "I paid."', "'Yes,' she said."],
    "guillemets": ["Он сказал: «Да.»", "«Нет», сказала она."],
    "a title": ["Mr. Tarn met Dr. Ort.", "They spoke to Prof. Ilm."],
    "initials": ["I. Tarn met J. K. Ort.", "K.-J. Rell did not."],
    "initials without spaces": ["It was A.B. Tarn.", "The U.S. Senate met."],
    "a month": ["It ended on Sept. 5.", "On Oct. 6 it began."],
    "Latin abbreviations": ["Some (e.g. Arra) paid.", "Others, i.e. Belmo, did not."],
    "a number sign": ["See No. 3 and vol. 20, pp. 5.", "It says so."],
    "no as a word": ["She said no.", "He said yes."],
    "et cetera at an end": ["Oil, gas, etc.", "The rest stayed."],
    "a lower-case start": ["The firm was called kgraph. it said.", "Next."],
    "a figure at the start": ["It ended.", "40 lorries came."],
    "Russian": ["Он приехал в город.", "Она осталась.", "Это т.е. Всё."],
    "Russian initials": ["А. Б. Иванов ушёл.", "К.-Ж. Орт остался."],
    "Kazakh": ["Ол келді.", "Қонақ кетті.", "Әке қалды.", "Ғалым да."],
    "Kazakh letters that start nothing": ["Бұл т.б. әке, т.б. ғалым, т.б. қонақ, т.б. ұл, т.б. іс.", "Өзі де."],
    "accented letters that start nothing": ["Ca. été, ca. ñandú, ca. ılıca.", "Été vint."],
    "Chinese": ["他来了。", "她说：“好。”", "为什么？", "走！"],
}


@pytest.mark.parametrize("sentences", SENTENCES.values(), ids=SENTENCES)
def test_a_paragraph_is_cut_where_its_sentences_end(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_chinese_sentences_need_no_space_between_them() -> None:
    assert cut("他来了。她说：“好。”为什么？走！") == SENTENCES["Chinese"]


WRAPPED = """\
A Title

By Somebody

The first sentence is
wrapped. The second
one too.

A heading

The last paragraph (Post, May 5).
"""
FLAT = """A Title
By Somebody
The first sentence is wrapped. The second one too.
A heading
The last paragraph (Post, May 5).
""" + (
    "And a sentence that is far too long to have come out of a text that was wrapped for reading, " * 3 + "is it not?\n"
)
PASSAGES = [
    Passage(1, 1, "The first sentence is wrapped."),
    Passage(1, 2, "The second one too."),
    Passage(2, 1, "The last paragraph (Post, May 5)."),
]


def test_a_wrapped_text_has_blank_lines_between_its_paragraphs() -> None:
    assert list(iter_passages(WRAPPED)) == PASSAGES


def test_an_unwrapped_text_has_a_paragraph_on_each_line() -> None:
    assert list(iter_passages(FLAT))[:3] == PASSAGES
    assert list(iter_passages(FLAT.replace("\n", "\n\n"))) == list(iter_passages(FLAT))


@pytest.mark.parametrize("text", [WRAPPED, FLAT], ids=["wrapped", "flat"])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: "\n\n\n" + text.replace("\n\n", "\n \t\n\n") + "\n\n",
        lambda text: text.replace("\n", "   \n"),
        lambda text: text.rstrip("\n"),
    ],
    ids=["CRLF", "CR", "BOM", "blank lines", "trailing spaces", "no last line end"],
)
def test_line_ends_and_blank_lines_do_not_matter(text: str, change: object) -> None:
    assert callable(change)
    assert list(iter_passages(change(text))) == list(iter_passages(text))


def test_a_mark_of_byte_order_belongs_to_no_sentence() -> None:
    assert cut("\ufeffOne. Two.") == ["One.", "Two."]


def test_headings_are_no_paragraphs() -> None:
    assert cut("A title\n\nPublication: Post Volume: 20\n\nBy:\n\nA sentence.") == ["A sentence."]
    assert cut("") == cut(" \n\n ") == cut("Only a title") == []


def test_a_heading_ends_in_no_mark_even_if_a_bracket_closes_it() -> None:
    assert cut("A title (and more)\n\nA sentence (of a sort.)\n\n“A quotation!”") == [
        "A sentence (of a sort.)",
        "“A quotation!”",
    ]


VARIANTS = [
    ("“Xi’an” – two", '"Xi\'an" - two'),
    ("«Да» — нет", '"Да" - нет'),
    ("a\u00a0b\u2009c\n\td", "a b c d"),
    ("co\u00adoperate\u200b", "cooperate"),
    ("ﬁsh of ２０２３", "fish of 2023"),
    ("café", "cafe\u0301"),
    ("It went on…", "It went on..."),
    ("trans‑boundary", "trans-boundary"),
    ("5″ and 5´", "5\" and 5'"),
    ("one﹘two", "one-two"),
    ("  ends  ", "ends"),
]


@pytest.mark.parametrize(("one", "other"), VARIANTS)
def test_typography_does_not_change_a_digest(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("A b.", "a b."), ("19.2", "19,2"), ("four", "4"), ("a b", "ab"), ("й", "и"), ("It is.", "It is")],
)
def test_letters_figures_and_marks_do(one: str, other: str) -> None:
    assert digest(one) != digest(other)


def test_a_digest_is_the_sha_256_of_the_normalised_sentence() -> None:
    expected = hashlib.sha256(b'He said, "I\'d pay 5-6."').hexdigest()
    assert digest("He said, “I’d  pay 5–6.”") == expected
    assert Passage(1, 1, "He said, “I’d  pay 5–6.”").digest == expected


def test_the_digest_of_a_text_is_that_of_its_sentences() -> None:
    assert text_digest("Title\n\nOne. Two.") == text_digest("Other title\n\nBy me\n\nOne.\nTwo.")
    assert text_digest("One. Two.") == hashlib.sha256(b"One.\nTwo.").hexdigest()
    assert text_digest("One. Two.") != text_digest("Two. One.")


# Letters, marks, spaces and what typographers put in their place, so that the interesting cases are common.
TYPOGRAPHY = st.text(st.sampled_from("aB9é .!?…\"'“”‘’«»´`()[]-–—\u00ad\u200b\u00a0\u2009\n\t\r\u0301¨ﬁ½Ⅻ。"))
TEXTS = st.one_of(st.text(), TYPOGRAPHY)


@given(TEXTS)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(TEXTS)
def test_no_sentence_is_lost_doubled_or_empty(text: str) -> None:
    passages = list(iter_passages(text))
    assert all(passage.text.strip() for passage in passages)
    for paragraph in {passage.paragraph for passage in passages}:
        numbers = [passage.sentence for passage in passages if passage.paragraph == paragraph]
        assert numbers == [*range(1, len(numbers) + 1)]
    places = [(passage.paragraph, passage.sentence) for passage in passages]
    assert places == sorted(places)
    # Every letter of a sentence comes from the text, in its order.
    rest = iter(text)
    letters = [letter for passage in passages for letter in passage.text if letter.isalpha()]
    assert all(letter in rest for letter in letters)


@given(TYPOGRAPHY)
def test_a_sentence_is_cut_no_further(text: str) -> None:
    for passage in iter_passages(text):
        assert cut(passage.text) in ([], [passage.text])
