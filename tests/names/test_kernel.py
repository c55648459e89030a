"""The compiled loops do what those in Python do, and take whatever a broken file may hold."""

from __future__ import annotations

import random
from array import array
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kgraph.kernel import names_pure as pure
from kgraph.names import IndexedName, NameIndex
from kgraph.names.prefixes import pack_tails
from kgraph.names.sections import open_column
from kgraph.names.strings import StringTable, encode, pack_strings
from kgraph.names.typos import pack_typos

compiled = pytest.importorskip("kgraph.kernel._names", reason="the loops are not compiled here")
laws = settings(derandomize=True, max_examples=300, deadline=None, database=None)

# Few letters, so that texts are near to each other; of one to four bytes, and half a surrogate pair.
TEXTS = st.text(st.sampled_from("abcи习\U00020000\ud8001"), max_size=14)
NUMBERS = st.integers(0, 60)
POSTINGS = st.lists(st.tuples(NUMBERS, st.integers(0, 7)), max_size=40, unique_by=lambda pair: pair[0]).map(
    lambda pairs: memoryview(array("I", (number << 3 | roles for number, roles in sorted(pairs))))
)
HITS = st.lists(st.tuples(st.integers(1, 6), NUMBERS), max_size=80).map(
    lambda pairs: array("Q", (score << 32 | number for score, number in pairs)).tobytes()
)
COLUMNS = st.lists(st.integers(0, 9), min_size=61, max_size=61).map(lambda values: memoryview(array("I", values)))


def table_of(texts: list[str]) -> StringTable:
    return StringTable(pack_strings("texts", sorted(set(texts))), "texts")


@laws
@given(st.lists(TEXTS, max_size=20), TEXTS)
def test_texts_are_found_alike(texts: list[str], text: str) -> None:
    table = table_of(texts)
    for key in (text, *texts):
        found = compiled.find_text(table.offsets, table.texts, encode(key))
        assert found == pure.find_text(table.offsets, table.texts, encode(key))
        assert (found >= 0) == (key in texts)
    for place, each in enumerate(sorted(set(texts))):
        assert compiled.get_text(table.offsets, table.texts, place) == each
        assert pure.get_text(table.offsets, table.texts, place) == each
    for get_text in (compiled.get_text, pure.get_text):
        with pytest.raises(IndexError, match="there is no text"):
            get_text(table.offsets, table.texts, len(table))


@laws
@given(
    st.lists(st.tuples(st.text(st.sampled_from("ab и"), max_size=12), NUMBERS), max_size=150),
    st.text(st.sampled_from("abи"), max_size=4),
    COLUMNS,
    st.integers(0, 12),
    st.sampled_from([9.99, 9.9]),
    st.one_of(st.just(b""), st.lists(st.integers(0, 1), min_size=61, max_size=61).map(bytes)),
)
def test_prefixes_are_found_alike(
    keys: list[tuple[str, int]], prefix: str, owners: memoryview, limit: int, weight: float, skipped: bytes
) -> None:
    texts = table_of([key.replace(" ", "") for key, _ in keys])
    sections = pack_tails("tails", keys, texts)
    columns = [open_column(sections, f"tails.{name}", "I") for name in ("starts", "numbers")]
    columns += [open_column(sections, f"tails.{name}", "H") for name in ("shapes", "blocks")]
    given = (*columns, texts.texts, owners, skipped, encode(prefix), len(prefix), weight, limit)
    assert compiled.find_begun(*given) == pure.find_begun(*given)


@laws
@given(POSTINGS, st.integers(0, 50), st.integers(0, 50), st.integers(0, 7), HITS)
def test_postings_are_read_alike(postings: memoryview, start: int, end: int, roles: int, hits: bytes) -> None:
    assert compiled.expand(postings, start, end, roles, 95) == pure.expand(postings, start, end, roles, 95)
    in_order = array("Q", sorted(array("Q", hits), key=lambda hit: hit & 0xFFFFFFFF)).tobytes()
    given = (in_order, postings, start, end, roles)
    assert compiled.keep(*given) == pure.keep(*given)


@laws
@given(HITS, COLUMNS, COLUMNS, st.lists(st.integers(0, 9), max_size=3), st.integers(0, 12))
def test_hits_are_ranked_alike(
    hits: bytes, owners: memoryview, ranks: memoryview, excluded: list[int], limit: int
) -> None:
    given = (hits, owners, ranks, array("I", excluded).tobytes(), limit)
    assert compiled.rank(*given) == pure.rank(*given)


@laws
@given(st.lists(TEXTS, max_size=30), TEXTS, st.integers(0, 2))
def test_typos_are_found_alike_and_all(texts: list[str], typed: str, max_edits: int) -> None:
    check_typos(table_of([*texts, typed[1:], typed[:-1] + "b"]), typed, max_edits)


def test_two_slips_are_found_wherever_they_are() -> None:
    # Losses, gains, changes and swaps at every two places, so also across the edges of the pieces.
    choice = random.Random(1)
    for word in ("abcd", "abcdefg", "abcdefgh", "abcdefghij", "aabbaabbaab"):
        edited = {word}
        for _ in range(2):
            edited |= {other for each in edited for other in iter_edits(each, choice)}
        check_typos(table_of(sorted(edited)), word, 2)
        table = table_of([word])
        for typed in edited:
            check_typos(table, typed, 2)


def iter_edits(word: str, choice: random.Random) -> list[str]:
    letter = choice.choice("abx")
    return [
        edited
        for place in range(len(word) + 1)
        for before, after in [(word[:place], word[place:])]
        for edited in (
            before + after[1:],
            before + letter + after,
            before + letter + after[1:],
            before + after[1::-1] + after[2:],
        )
    ]


def check_typos(texts: StringTable, typed: str, max_edits: int) -> None:
    sections = pack_typos("typos", texts)
    columns = [open_column(sections, f"typos.{name}", "I") for name in ("buckets", "entries", "parities")]
    given = (*columns, texts.offsets, texts.texts, encode(typed), max_edits)
    expected = []
    for place, text in enumerate(texts):
        allowed = min(max_edits, *(2 if len(each) >= 8 else 1 if len(each) >= 4 else 0 for each in (text, typed)))
        edits = OSA.distance(text, typed)
        if allowed and edits <= allowed and digits_of(text) == digits_of(typed):
            expected.append((place, edits, len(text)))
    assert sorted(compiled.find_near(*given)) == sorted(pure.find_near(*given)) == expected


def digits_of(text: str) -> list[str]:
    return "".join(letter if letter.isascii() and letter.isdigit() else " " for letter in text).split()


@laws
@given(st.data())
def test_broken_sections_break_nothing(data: st.DataObject) -> None:
    names = [IndexedName(str(number), f"Kassym Tokayev {number % 3} Тоқаев", "kk-Cyrl", "name") for number in range(9)]
    sections = {name: bytearray(section) for name, section in NameIndex(names).to_sections().items()}
    for _ in range(data.draw(st.integers(1, 40))):
        broken = sections[data.draw(st.sampled_from(sorted(sections)))]
        if broken:
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.sampled_from([0, 1, 127, 128, 255]))
    try:
        index = NameIndex.from_sections({name: memoryview(section) for name, section in sections.items()})
        for typed in ("Tokayev", "Tokaev 1", "Tokajef", "tok", "Тоқаев Kassym"):
            index.search(typed, 5)
    except (ValueError, IndexError, ArithmeticError):
        pass  # What is broken may say so.


@pytest.mark.parametrize("noise", range(20))
def test_noise_crashes_no_loop(noise: int) -> None:
    choice = random.Random(noise)
    columns = [choice.randbytes(choice.choice([0, 1, 3, 4, 8, 60, 4096])) for _ in range(8)]
    small = array("I", (choice.randrange(70) for _ in range(65)))
    buckets = array("I", (0, 2**32 - 1, 5, 2**31, 7))
    for first, second in product((columns[0], small, buckets), (columns[1], small)):
        compiled.find_text(first, second, columns[2])
        compiled.expand(first, 0, 2**40, 7, 2**40)
        compiled.keep(columns[3], first, 0, 2**40, 7)
        compiled.rank(columns[3], first, second, columns[4], choice.choice([0, 1, 2**40]))
        compiled.find_near(first, second, columns[4], small, columns[2], columns[3], 9)
        compiled.find_near(buckets, small, columns[4], first, columns[2], b"tokayev\xff\xf0\x80", 2)
        compiled.find_begun(first, second, *columns[2:6], b"", columns[6][:2], 1, 9.99, choice.choice([1, 2**40]))


@pytest.mark.parametrize("function", ["find_text", "get_text", "find_begun", "expand", "keep", "rank", "find_near"])
def test_wrong_arguments_are_refused(function: str) -> None:
    with pytest.raises(TypeError, match="arguments"):
        getattr(compiled, function)()
    with pytest.raises((TypeError, ValueError)):
        getattr(compiled, function)(
            *[None] * {"find_text": 3, "get_text": 3, "find_begun": 11, "find_near": 7}.get(function, 5)
        )
    with pytest.raises(ValueError, match="negative"):
        compiled.expand(b"", -1, 0, 0, 0)
