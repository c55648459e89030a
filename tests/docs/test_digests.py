"""The documented steps from a text to digests, done here by another program, agree with kgraph's."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import text as passages
from kgraph.records import Dataset
from kgraph.text.passages import _ABBREVIATIONS, _BEFORE_FIGURES
from tests.docs.pages import codes, find_blocks, find_tables, read_page, section

PAGE = section(read_page("data-model.md"), "Digests")
ABBREVIATIONS = set(find_blocks(PAGE, "abbreviations")[0].text.split())
NUMBERED = set(find_blocks(PAGE, "numbered")[0].text.split())
REPLACED = {
    int(point, 16): "" if row["to"] == "nothing" else row["to"][1]
    for row in find_tables(PAGE)[0]
    for point in re.findall(r"U\+([0-9A-F]{4})", row["from"])
}
MARKS, WIDE_MARKS = ".!?…", "。！？"
CLOSING, OPENING = "\"'”’»)]」』）", "\"'“‘«([「『（"


def cut_into_paragraphs(text: str) -> list[str]:
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    if all(len(line) <= 120 for line in lines):
        blocks = [" ".join(block) for block in _groups(lines)]
    else:
        blocks = [line for line in lines if line]
    return [block for block in blocks if block.rstrip(CLOSING)[-1:] in {*MARKS, *WIDE_MARKS}]


def _groups(lines: list[str]) -> Iterable[list[str]]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line:
            group.append(line)
        elif group:
            yield group
            group = []


def cut_into_sentences(paragraph: str) -> list[str]:
    sentences, start = [], 0
    for at, mark in enumerate(paragraph):
        end = at + 1
        while end < len(paragraph) and paragraph[end] in CLOSING:
            end += 1
        rest = paragraph[end:]
        if mark in WIDE_MARKS or (mark in MARKS and rest[:1].isspace()):
            first = rest.lstrip().lstrip(OPENING)[:1]
            if first.isalnum() and not first.islower() and not (mark == "." and is_short(paragraph[start:at], first)):
                sentences.append(paragraph[start:end].strip())
                start = end
    return [sentence for sentence in [*sentences, paragraph[start:].strip()] if sentence]


def is_short(before: str, first: str) -> bool:
    word = (before.split() or [""])[-1].lstrip(OPENING)
    initials = word.replace(".-", ".").split(".")
    return (
        all(len(letter) == 1 and letter.isalpha() and letter.isupper() for letter in initials)
        or word.lower() in ABBREVIATIONS
        or (word.lower() in NUMBERED and first.isdigit())
    )


def normalise(text: str) -> str:
    text = "".join(REPLACED.get(ord(letter), letter) for letter in text)
    text = unicodedata.normalize("NFKC", text)
    text = "".join(REPLACED.get(ord(letter), letter) for letter in text)
    return " ".join(re.split(r"\s+", text)).strip()


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check(text: str) -> None:
    ours = [
        (paragraph, sentence, hash_text(normalise(passage)))
        for paragraph, block in enumerate(cut_into_paragraphs(text), 1)
        for sentence, passage in enumerate(cut_into_sentences(block), 1)
    ]
    theirs = list(passages.iter_passages(text))
    assert ours == [(each.paragraph, each.sentence, each.digest) for each in theirs]
    whole = "\n".join(normalise(each.text) for each in theirs)
    assert hash_text(whole) == passages.text_digest(text)


def test_every_abbreviation_is_listed() -> None:
    assert ABBREVIATIONS == _ABBREVIATIONS
    assert NUMBERED == _BEFORE_FIGURES


def test_made_up_texts_with_every_rule_in_them() -> None:
    for word in {*ABBREVIATIONS, *NUMBERED, "etc", "A", "U.S", "K.-J", "x", "x.Y"}:
        check(f"Here is {word}. And {word.upper()}. Here ({word}. 3) it is 4.{word}. 5 “{word}. Here.")
    check("\ufeffA heading\n\nDr. A. Berg (No. 3) left. “Why?” he asked…  Nobody «knew!» 7 did; e.g. «Ü.» Ça va.\n")
    for mark in MARKS + WIDE_MARKS:
        for closer in CLOSING:
            end = mark + closer
            check(f"Here{end} Next{end}It goes on{mark} {closer} It ends. A last one?{closer}{end}")
        for opener in OPENING:
            check(f"Here{mark} {opener}Next{mark}{opener} It goes on{mark} {opener}co. It ends.")
    check("“他说。”我们走了。「好！」是吗？对. 好。\n")
    check("One line.\nJoined to it. Ёлка. ёлка.\n\nA heading without a stop\nthat goes on")
    check("One line is a paragraph.\nSo is this. " + "It is long. " * 20 + "\n\nA heading\n")


def test_every_replaced_character_is_listed_and_no_other() -> None:
    letters = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    for start in range(0, len(letters), 5000):
        text = "|".join(f"a{letter}b" for letter in letters[start : start + 5000])
        assert normalise(text).split("|") == passages.normalise(text).split("|")


WORDS = [
    "Dr",
    "no",
    "bridge",
    "B",
    "e.g",
    "Ünal",
    "ёлка",
    "Яна",
    "ст",
    "K.-J",
    "好",
    "4",
    "4.5",
    "–",
    "“",
    "”",
    "(",
    ")",
    "«",
    "»",
    "’",
    "'",
]
ENDS = [".", ". ", " . ", "! ", "?” ", "… ", ".) ", " ", " ", "\n", "\n\n", " \u00a0", "\u00ad", "_", "。", "！」"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(ENDS)), max_size=40), st.booleans())
def test_any_text(pieces: list[tuple[str, str]], is_long: bool) -> None:
    text = "".join(word + end for word, end in pieces)
    check(text + ("\n" + "so on " * 25 if is_long else ""))


def test_the_example() -> None:
    example = " ".join(PAGE.split("For example")[1].split("**")[0].split())
    sentence, normalised, digest = codes(example)
    assert normalise(sentence) == normalised
    assert passages.digest(sentence) == hash_text(normalised) == digest


def test_the_version_of_the_dataset(article: Dataset) -> None:
    steps = section(read_page("data-model.md"), "The version of a dataset")
    (order,) = re.findall(r"in the order (.*?):", " ".join(steps.split()))
    vocabulary = article.vocabulary
    kinds: dict[str, Iterable[Any]] = {
        "info": [article.info],
        **{name: getattr(vocabulary, name) for name in type(vocabulary).model_fields},
        "entities": article.entities,
        "claims": article.claims,
        "sources": article.sources,
        "retired": article.retired,
    }
    assert sorted(codes(order)) == sorted(kinds)
    # Left out where there are none, as the page says.
    assert kinds.pop("retired") == ()
    whole = b""
    for kind in [each for each in codes(order) if each in kinds]:
        digests = [hashlib.sha256(to_canonical(each.model_dump(mode="python"))).digest() for each in kinds[kind]]
        whole += b"\n" + kind.encode() + b"\n" + b"".join(sorted(digests))
    assert hashlib.sha256(whole).hexdigest() == article.version


def to_canonical(record: Any) -> bytes:
    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(member) for key, member in value.items()}
        if isinstance(value, list | tuple):
            return [plain(member) for member in value]
        if hasattr(value, "isoformat"):
            return value.isoformat()
        if hasattr(value, "as_tuple"):
            return int(value) if value == int(value) else float(value)
        return value

    return json.dumps(plain(record), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
